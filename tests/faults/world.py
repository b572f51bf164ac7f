"""A small world to break: speeches, a corpus, a proxy before the real node, and the check that ends every case."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faults.proxy import Proxy

from indexer.ingest import ingest
from indexer.load.deliver import Pace
from indexer.opening import Listener
from indexer.options import Options, Sizes, Timing
from indexer.report import Report
from indexer.verify import Verification, verify
from yulu.corpus import Corpus, drop

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# The waits of the load loop, scaled down; nothing else is changed.
TIMING = Timing(first_wait=0.02, longest_wait=0.4, patience=60, request=8, bulk="1s", reminder=0.5)
SIZES = Sizes(documents=60, bytes=128 * 1024, streams=2, batch=8 * 1024)
TOO_LATE = TIMING.request + 1
_THEMES = ["作风建设", "乡村振兴", "安全生产", "教育改革", "民生保障", "环境保护"]
_THEMES += ["招商引资", "基层治理", "防汛抗旱", "文化传承"]


def speech(number: int, length: int = 12) -> str:
    """A speech unlike every other: its number and theme stand in each sentence."""
    theme = _THEMES[number % len(_THEMES)]
    lines = [
        f"在第{number}次{theme}工作会议上的讲话",
        f"（20{number % 20 + 5:02}年{number % 12 + 1}月1日）",
        "同志们：",
    ]
    for at in range(length):
        lines.append(
            f"第{number}号第{at}条，关于{theme}，要抓好第{number * 31 + at * 7}项任务。"
            f"会议强调，“{theme}第{number}{at}策要落实”。"
            f"{_THEMES[(number * 3 + at) % 10]}与{_THEMES[(number * 7 + at * 3) % 10]}并重，{number * at}户受益。"
        )
    return "\n".join(lines)


@dataclass(slots=True)
class World:
    """``folder`` holds the inputs; ``ingest`` goes through the proxy, checks go straight to the node."""

    client: Elasticsearch
    folder: Path
    corpus: Corpus
    proxy: Proxy
    options: Options
    said: list[str] = field(default_factory=list)
    expected: int = 0
    node: Any = None

    @property
    def through(self) -> Elasticsearch:
        """A client that goes through the proxy."""
        from elasticsearch import Elasticsearch, OrjsonSerializer

        return Elasticsearch(
            self.proxy.url,
            headers=dict(self.client._headers),
            request_timeout=TIMING.request,
            max_retries=0,
            retry_on_timeout=False,
            serializer=OrjsonSerializer(),
        )

    def speeches(self, count: int = 24, length: int = 8) -> None:
        """Write so many speeches, half as files, half as lines of one table."""
        (self.folder / "in").mkdir(exist_ok=True)
        half = count // 2
        for number in range(half):
            (self.folder / "in" / f"s{number:03}.txt").write_text(speech(number, length), encoding="utf-8")
        rows = [{"id": f"r{number}", "text": speech(number, length)} for number in range(half, count)]
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (self.folder / "in" / "rows.jsonl").write_text(lines, encoding="utf-8")
        self.expected = count

    def ingest(self, *, pace: Pace | None = None, paths: Sequence[Path] | None = None, **options: Any) -> Report:
        """One run through the proxy."""
        chosen = replace(self.options, **options)
        through = self.through
        try:
            return ingest(
                list(paths or [self.folder / "in"]),
                self.corpus,
                chosen,
                client=through,
                pace=pace,
                listener=Listener(say=self.said.append),
            )
        finally:
            through.close()

    def check(self, report: Report | None = None, failed: int = 0) -> Verification:
        """The end of every case: the numbers add up, everything is in or among the dead, nothing twice."""
        if report is not None:
            settled = report.new + report.changed + report.unchanged + report.superseded + report.failed
            assert report.found == settled, report
            assert report.failed == failed, report.failures
        found = verify(self.corpus, self.options, client=self.client)
        assert found.agrees, found
        assert found.foreign == 0, found
        assert found.speeches == self.expected, found
        hits = self.client.search(
            index=self.corpus.alias("speeches"), size=0, aggs={"ids": {"cardinality": {"field": "speech_id"}}}
        )
        assert hits["aggregations"]["ids"]["value"] == self.expected
        assert hits["hits"]["total"]["value"] == self.expected
        return found


@contextmanager
def world(client: Elasticsearch, folder: Path, target: str = "") -> Iterator[World]:
    """A world of its own, gone afterwards."""
    base = target or str(next(iter(client.transport.node_pool.all())).base_url)
    proxy = Proxy(base)
    options = Options(journals=folder / "journals", workers=1, timing=TIMING, sizes=SIZES, similar=False, learn=False)
    made = World(client, folder, Corpus(f"fault-{secrets.token_hex(5)}"), proxy, options)
    try:
        yield made
    finally:
        proxy.close()
        drop(client, made.corpus)
