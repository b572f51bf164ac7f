"""Which speeches may hold it? All of them, streamed whole and in order, however many, in bounded memory.

A point in time is read page by page (``search_after``), in slices that are fetched in threads while the pages before
them are worked on. A page holds as many speeches as amount to about a million characters.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from queries.phrases import filtered
from queries.run import Body, Request, check
from yulu import schema
from yulu.corpus import Corpus
from yulu.elastic import translated
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

KEEP_ALIVE = "5m"
PAGE_CHARS = 1_000_000
FIRST_PAGE = 20
LARGEST_PAGE = 1000
SLICES = 2
# By date, and where that is the same by what a speech is called: the same on every number of shards.
ORDER: list[Any] = [
    {"date": {"order": "asc", "missing": "_last"}},
    {"speech_id": "asc"},
    {"collection": {"order": "asc", "missing": "_first"}},
]


@dataclass(frozen=True, slots=True)
class Found:
    """A speech that may hold what is looked for: its document, text included, and its place in the order."""

    source: Body
    place: tuple[Any, ...]

    @property
    def text(self) -> str:
        """The speech's text."""
        text: str = self.source["text"]
        return text

    @property
    def starts(self) -> list[int]:
        """Where its sentences begin, as offsets in the text."""
        starts: list[int] = self.source["starts"]
        return starts

    def values(self, name: str) -> list[str]:
        """The speech's values of a field; [""] when it has none."""
        value = self.source.get(name, "")
        return [str(part) for part in value] if isinstance(value, list) else [str(value)]

    def shown(self, name: str) -> str:
        """The speech's value of a field for a reader; several are joined by ；."""
        return "；".join(self.values(name))

    def facts(self, names: Sequence[str]) -> dict[str, str]:
        """Several fields at once, as ``shown`` has them."""
        found = {name: self.source.get(name, "") for name in names}
        for name, value in found.items():
            if value.__class__ is list:
                found[name] = "；".join(value)
        return found


def page(query: Body, filters: Filters, size: int) -> Body:
    """The search for one page of speeches; point in time, slice and ``search_after`` are added when it is sent."""
    return {"query": filtered(query, filters), "sort": ORDER, "size": size, "track_total_hits": False}


def page_request(corpus: Corpus, query: Body, filters: Filters) -> Request:
    """The first page as a request, for ``--show-query``."""
    return Request(corpus.alias(schema.SPEECHES), page(query, filters, FIRST_PAGE))


def speeches(
    client: Elasticsearch, corpus: Corpus, query: Body, filters: Filters, *, few: bool = False
) -> Iterator[Found]:
    """Every speech that the query finds, in order of date; where only a ``few`` are wanted, not many at once."""
    slices = 1 if few else SLICES
    with _point_in_time(client, corpus) as pit, ThreadPoolExecutor(slices) as pool:
        streams = [
            _Slice(client, pool, pit, {"id": number, "max": slices} if slices > 1 else None, query, filters)
            for number in range(slices)
        ]
        merged = heapq.merge(*streams, key=lambda found: found.place)
        with closing(merged):
            yield from merged


@contextmanager
def _point_in_time(client: Elasticsearch, corpus: Corpus) -> Iterator[str]:
    with translated(client):
        pit = client.open_point_in_time(index=corpus.alias(schema.SPEECHES), keep_alive=KEEP_ALIVE)["id"]
    try:
        yield pit
    finally:
        with translated(client):
            client.close_point_in_time(id=pit)


class _Slice:
    """One slice of the point in time; the next page is fetched while this one is worked on."""

    def __init__(
        self,
        client: Elasticsearch,
        pool: ThreadPoolExecutor,
        pit: str,
        part: Body | None,
        query: Body,
        filters: Filters,
    ) -> None:
        self.client, self.pool, self.pit, self.part = client, pool, pit, part
        self.query, self.filters = query, filters

    def __iter__(self) -> Iterator[Found]:
        size = FIRST_PAGE
        ahead: Future[list[Found]] | None = self._fetch(size, None)
        while ahead:
            found = ahead.result()
            ahead = None
            if len(found) == size:
                size = _next_size(found)
                ahead = self._fetch(size, found[-1].place)
            yield from found

    def _fetch(self, size: int, after: Sequence[Any] | None) -> Future[list[Found]]:
        body = page(self.query, self.filters, size) | {"pit": {"id": self.pit, "keep_alive": KEEP_ALIVE}}
        if self.part:
            body["slice"] = self.part
        if after:
            body["search_after"] = [part for _, part in after]
        return self.pool.submit(_read, self.client, body)


def _next_size(found: Sequence[Found]) -> int:
    average = sum(len(speech.text) for speech in found) / len(found)
    return max(1, min(LARGEST_PAGE, int(PAGE_CHARS / max(average, 1))))


def _read(client: Elasticsearch, body: Body) -> list[Found]:
    with translated(client):
        answer = client.search(
            **{("from_" if name == "from" else name): value for name, value in body.items()},
            allow_partial_search_results=False,
            filter_path="timed_out,_shards.failed,hits.hits._source,hits.hits.sort",
        ).body
    check(answer, schema.SPEECHES)
    return [
        Found(hit["_source"], tuple((part is None, part) for part in hit["sort"]))
        for hit in answer.get("hits", {}).get("hits", ())
    ]
