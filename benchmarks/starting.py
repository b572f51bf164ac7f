"""How long until the first answer from a cold shell? ``yulu phrase X --count`` against ten lines of the bare client."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.common import Bench, keep, side_by_side

_BARE = """
from elasticsearch import Elasticsearch
import sys
url, user, password, index, phrase = sys.argv[1:6]
client = Elasticsearch(url, basic_auth=(user, password) if user else None, request_timeout=60)
body = {"query": {"match_phrase": {"exact": " ".join(phrase)}}, "size": 0, "track_total_hits": True}
print(client.search(index=index, body=body)["hits"]["total"]["value"])
"""


def run(bench: Bench) -> None:
    """A count, and the help."""
    command = Path(sys.executable).with_name("yulu")
    url, user, password = _address(bench)
    ask = [str(command), "phrase", "以人民为中心", "--count", "--corpus", bench.corpus.prefix]
    bare = [sys.executable, "-c", _BARE, url, user, password, bench.corpus.alias("sentences"), "以人民为中心"]
    seconds = side_by_side(lambda: _quiet(ask), lambda: _quiet(bare), rounds=9)
    keep("start", "phrase --count", ("yulu", "bare script"), seconds)
    seconds = side_by_side(
        lambda: _quiet([str(command), "--help"]), lambda: _quiet([sys.executable, "-c", ""]), rounds=9
    )
    keep("start", "--help", ("yulu", "bare python"), seconds)


def _quiet(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _address(bench: Bench) -> tuple[str, str, str]:
    if url := os.environ.get("YULU_ES_URL"):
        return url, os.environ.get("YULU_ES_USER", ""), os.environ.get("YULU_ES_PASSWORD", "")
    from yulu import node

    endpoint = node.ensure()
    return endpoint.url, endpoint.user, endpoint.password
