"""How long until the first answer from a cold shell? ``yulu phrase X --count`` against ten lines of the bare client."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.common import Bench, client_cpu, keep, profiled, side_by_side

_PHRASE = "以人民为中心"
_ROUNDS = 11
_BARE = """
from elasticsearch import Elasticsearch
import sys
url, user, password, index, phrase = sys.argv[1:6]
client = Elasticsearch(url, basic_auth=(user, password) if user else None, request_timeout=60)
body = {"query": {"match_phrase": {"exact": " ".join(phrase)}}, "size": 0, "track_total_hits": True}
print(client.search(index=index, body=body)["hits"]["total"]["value"])
"""


def run(bench: Bench) -> None:
    """A count, and the help; by the clock, and by the processor, which is less in the dark on a busy machine."""
    bench.fill()
    command = str(Path(sys.executable).with_name("yulu"))
    ask = [command, "phrase", _PHRASE, "--count", "--corpus", bench.corpus.prefix]
    bare = [sys.executable, "-c", _BARE, *_address(), bench.corpus.alias("sentences"), _PHRASE]
    _compare(bench, "phrase --count", "bare script", ask, bare)
    _compare(bench, "--help", "bare python", [command, "--help"], [sys.executable, "-c", ""])
    with profiled(bench, "start"):
        _imported(ask)


def _compare(bench: Bench, case: str, other: str, ours: list[str], theirs: list[str]) -> None:
    seconds = side_by_side(lambda: _quiet(ours), lambda: _quiet(theirs), rounds=_ROUNDS)
    cpu = [min(_cpu(words) for _ in range(_ROUNDS)) for words in (ours, theirs)]
    keep(bench, "start", case, ("yulu", other), seconds, client_cpu=cpu[0], cpu_ratio=cpu[0] / cpu[1])


def _quiet(words: list[str]) -> None:
    # Both with their bytecode kept, as an installed program has it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(words, check=False, capture_output=True, env=environment)


def _cpu(words: list[str]) -> float:
    before = client_cpu()
    _quiet(words)
    return client_cpu() - before


def _imported(words: list[str]) -> None:
    """The command once more in this process, for the profile: all but the imports, which are made."""
    from cli.main import app

    before = sys.stdout
    with Path(os.devnull).open("w", encoding="utf-8") as sys.stdout:
        try:
            app(words[1:], standalone_mode=False)
        finally:
            sys.stdout = before


def _address() -> tuple[str, str, str]:
    if url := os.environ.get("YULU_ES_URL"):
        return url, os.environ.get("YULU_ES_USER", ""), os.environ.get("YULU_ES_PASSWORD", "")
    from yulu import node

    endpoint = node.ensure()
    return endpoint.url, endpoint.user, endpoint.password
