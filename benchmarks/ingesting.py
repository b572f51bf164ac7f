"""How close does an ingest come to what Elasticsearch takes in? Against the very same documents, ready-made, sent by
three threads with nothing else to do; and how does its time grow with the corpus?"""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from benchmarks import bodies, corpora
from benchmarks.common import Bench, Spent, keep, measured, profiled
from indexer import ingest
from indexer.options import Options
from indexer.report import Report
from yulu.corpus import Corpus, create, drop

_TENTH = 10


def run(bench: Bench) -> None:
    """One ingest with all of yulu's analysis on, and the ceiling; for a table also a tenth of it, for the growth."""
    count = bodies.documents(bodies.made(bench.texts))
    if bench.texts.path.suffixes[-2:] == [".jsonl", ".gz"]:
        _growth(bench)
    with profiled(bench, "ingest"):
        report, spent = _ingested(bench, bench.corpus, bench.texts)
    bench.filled = True
    ceiling = _ceiling(bench)
    keep(
        bench,
        "ingest",
        f"{report.new} speeches",
        ("yulu", "ready-made"),
        (spent.seconds, ceiling.seconds),
        docs_per_s=round(report.documents / spent.seconds),
        ceiling_docs_per_s=round(count / ceiling.seconds),
        of_ceiling=report.documents / spent.seconds / (count / ceiling.seconds),
        client_cpu=spent.client_cpu,
        server_cpu=spent.server_cpu,
        ceiling_server_cpu=ceiling.server_cpu,
        client_us_per_char=spent.client_cpu / max(report.characters, 1) * 1e6,
        memory_mb=spent.memory >> 20,
    )


def _growth(bench: Bench) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tenth = corpora.every(bench.texts, _TENTH, Path(folder))
        corpus = Corpus(f"bench-{secrets.token_hex(4)}")
        try:
            report, spent = _ingested(bench, corpus, tenth)
        finally:
            drop(bench.client, corpus)
    keep(
        bench,
        "ingest",
        f"{report.new} speeches, a tenth",
        ("yulu",),
        (spent.seconds,),
        docs_per_s=round(report.documents / spent.seconds),
        client_cpu=spent.client_cpu,
        server_cpu=spent.server_cpu,
        memory_mb=spent.memory >> 20,
    )


def _ingested(bench: Bench, corpus: Corpus, texts: corpora.Texts) -> tuple[Report, Spent]:
    found: list[Report] = []
    with tempfile.TemporaryDirectory() as journals:
        options = Options(metadata=texts.metadata, journals=Path(journals), learn=False)
        spent = measured(
            bench.client, lambda: found.append(ingest.ingest([texts.path], corpus, options, client=bench.client))
        )
    return found[0], spent


def _ceiling(bench: Bench) -> Spent:
    ready = list(bodies.made(bench.texts))  # in memory: nothing is to be read while they are sent
    corpus = Corpus(f"bench-{secrets.token_hex(4)}")
    create(bench.client, corpus, "0")
    bench.client.indices.put_settings(index=f"{corpus.prefix}-*", settings={"index": {"refresh_interval": "-1"}})

    def send() -> None:
        bodies.send(bench.client, corpus, iter(ready))
        bench.client.indices.refresh(index=f"{corpus.prefix}-*")

    try:
        return measured(bench.client, send)
    finally:
        drop(bench.client, corpus)
