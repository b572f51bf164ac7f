"""How close does an ingest come to what Elasticsearch takes in? Against the very same documents, ready-made, sent by
three threads with nothing else to do."""

from __future__ import annotations

import gzip
import secrets
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.common import Bench, keep
from indexer import ingest
from indexer.annotate import annotate
from indexer.documents import documents
from indexer.options import Options
from yulu.corpus import Corpus, create, drop
from yulu.domain import Speech

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_AT_ONCE = 5000
_THREADS = 3


def run(bench: Bench) -> None:
    """One ingest with all of yulu's analysis on, and the ceiling."""
    with tempfile.TemporaryDirectory() as journals:
        options = Options(metadata=bench.metadata, journals=Path(journals), learn=False)
        start = time.perf_counter()
        report = ingest.ingest([bench.files], bench.corpus, options)
        ours = time.perf_counter() - start
    bodies, count = _bodies(bench)
    ceiling = _ceiling(bench.client, bodies)
    per_second = {"yulu_docs_per_s": round(report.documents / ours), "ceiling_docs_per_s": round(count / ceiling)}
    keep("ingest", f"{report.new} speeches", ("yulu", "ready-made bodies"), (ours, ceiling), **per_second)


def _bodies(bench: Bench) -> tuple[list[bytes], int]:
    """Ready-made bulk bodies of the same files, compressed where they wait, and how many documents they hold."""
    import orjson

    lines: list[bytes] = []
    for path in sorted(bench.files.glob("*.txt")):
        annotated = annotate(Speech(path.stem, path.name, path.read_text(encoding="utf-8")))
        for document in documents(annotated):
            action = {"index": {"_index": f"@-{document.index}", "_id": document.id}}
            lines.append(orjson.dumps(action) + b"\n" + orjson.dumps(document.body) + b"\n")
    chunks = [b"".join(lines[at : at + _AT_ONCE]) for at in range(0, len(lines), _AT_ONCE)]
    return [gzip.compress(chunk, 1) for chunk in chunks], len(lines)


def _ceiling(client: Elasticsearch, bodies: list[bytes]) -> float:
    corpus = Corpus(f"bench-{secrets.token_hex(4)}")
    create(client, corpus, "0")
    raw = [gzip.decompress(body).replace(b'"_index":"@-', f'"_index":"{corpus.prefix}-'.encode()) for body in bodies]
    try:
        start = time.perf_counter()
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(lambda body: client.bulk(operations=body, filter_path="errors"), raw))
        client.indices.refresh(index=f"{corpus.prefix}-*")
        return time.perf_counter() - start
    finally:
        drop(client, corpus)
