"""How often do formulations stand where? Exact counts of mentions, speeches and characters, by any field.

A mention inside a longer mention is not counted. Every number is the count of a bucket of a composite aggregation, read
page by page to its end: nothing is estimated and nothing is cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from queries.phrases import filtered
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# What is counted as one formulation: a family with all its wordings, or each canonical form by itself.
Unit = Literal["family", "slogan"]
DIMENSIONS = (
    "year",
    "quarter",
    "month",
    "level",
    "place",
    "province",
    "speaker",
    "person",
    "role",
    "kind",
    "occasion",
    "collection",
    "title",
    "speech_id",
)
COUNTED: Body = {"term": {"nested": False}}
MATCH_ALL: Body = {"match_all": {}}
PER = 1_000_000
_PAGE = 5000
# The field of the speeches index that holds the names of a unit.
_HELD: dict[Unit, str] = {"family": "families", "slogan": "slogans"}
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bulk:
    """How much text there is: speeches and their visible characters."""

    speeches: int = 0
    chars: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """How much one formulation is used: mentions, and speeches that hold one; out of ``bulk``."""

    name: str
    mentions: int
    speeches: int
    bulk: Bulk

    @property
    def per_million(self) -> float:
        """Mentions per million characters."""
        return rate(self.mentions, self.bulk.chars)

    @property
    def share(self) -> float:
        """The share of speeches that hold it, 0 to 1."""
        return self.speeches / self.bulk.speeches if self.bulk.speeches else 0.0


def rate(mentions: int, chars: int) -> float:
    """Mentions per million characters; 0 where there is no text."""
    return mentions * PER / chars if chars else 0.0


def check_dimension(name: str) -> None:
    """Raise UsageError unless mentions can be counted by this field."""
    if name not in DIMENSIONS:
        raise UnknownNameError("count.unknown_dimension", name=name, known=DIMENSIONS)


def pages(
    corpus: Corpus, index: str, fields: Sequence[str], query: Body, aggs: Body | None = None, size: int = _PAGE
) -> Request:
    """The search for the first page of documents by combinations of fields; a field that is missing counts as ""."""
    sources = [{name: {"terms": {"field": name, "missing_bucket": True}}} for name in fields]
    by: Body = {"composite": {"size": size, "sources": sources}}
    if aggs:
        by["aggs"] = aggs
    return Request(corpus.alias(index), {"query": query, "size": 0, "track_total_hits": False, "aggs": {"by": by}})


def combinations(client: Elasticsearch, first: Request) -> Iterator[tuple[Key, Body]]:
    """Every combination with its bucket, page after page."""
    request = first
    while True:
        (answer,) = search(client, [request])
        by = answer["aggregations"]["by"]
        for bucket in by["buckets"]:
            yield tuple("" if value is None else str(value) for value in bucket["key"].values()), bucket
        if "after_key" not in by:
            return
        composite = {**request.body["aggs"]["by"]["composite"], "after": by["after_key"]}
        aggs = {"by": {**request.body["aggs"]["by"], "composite": composite}}
        request = Request(request.index, {**request.body, "aggs": aggs})


def requests(corpus: Corpus, unit: Unit, filters: Filters, by: Sequence[str] = ()) -> list[Request]:
    """The first pages of the searches behind ``usage``."""
    clauses = filters.clauses()
    return [
        pages(corpus, schema.SLOGANS, [unit, *by], filtered(COUNTED, clauses)),
        pages(corpus, schema.SPEECHES, [_HELD[unit], *by], filtered({"exists": {"field": _HELD[unit]}}, clauses)),
        _bulk_request(corpus, by, clauses),
    ]


def mentions(
    client: Elasticsearch, corpus: Corpus, fields: Sequence[str], clauses: Sequence[Body], *, nested: bool = False
) -> dict[Key, int]:
    """Mentions by combinations of fields of the slogans index; those inside longer ones only where ``nested``."""
    query = filtered(MATCH_ALL if nested else COUNTED, clauses)
    found = combinations(client, pages(corpus, schema.SLOGANS, fields, query))
    return {key: bucket["doc_count"] for key, bucket in found}


def speeches(
    client: Elasticsearch, corpus: Corpus, unit: Unit, fields: Sequence[str], clauses: Sequence[Body]
) -> dict[Key, int]:
    """Speeches that hold each formulation, by (name, *fields)."""
    query = filtered({"exists": {"field": _HELD[unit]}}, clauses)
    found = combinations(client, pages(corpus, schema.SPEECHES, [_HELD[unit], *fields], query))
    return {key: bucket["doc_count"] for key, bucket in found}


def holding(unit: Unit, names: Sequence[str]) -> Body:
    """Documents of the speeches index in which any of these formulations stands."""
    return {"terms": {_HELD[unit]: list(names)}}


def bulk(client: Elasticsearch, corpus: Corpus, fields: Sequence[str], clauses: Sequence[Body]) -> dict[Key, Bulk]:
    """How much text there is by combinations of fields; without fields one entry, under ()."""
    request = _bulk_request(corpus, fields, clauses)
    if fields:
        return {key: _bulk(bucket["doc_count"], bucket) for key, bucket in combinations(client, request)}
    (answer,) = search(client, [request])
    return {(): _bulk(answer["hits"]["total"]["value"], answer["aggregations"])}


def _bulk_request(corpus: Corpus, fields: Sequence[str], clauses: Sequence[Body]) -> Request:
    chars: Body = {"chars": {"sum": {"field": "chars"}}}
    query = filtered(MATCH_ALL, clauses)
    if fields:
        return pages(corpus, schema.SPEECHES, fields, query, chars)
    return Request(corpus.alias(schema.SPEECHES), {"query": query, "size": 0, "track_total_hits": True, "aggs": chars})


def _bulk(count: int, sums: Body) -> Bulk:
    return Bulk(count, round(sums["chars"]["value"]))


def usage(
    client: Elasticsearch,
    corpus: Corpus,
    unit: Unit,
    filters: Filters = Filters(),
    by: Sequence[str] = (),
    clauses: Sequence[Body] = (),
) -> dict[Key, list[Usage]]:
    """Every formulation's use under the filters, for each combination of ``by`` (() where nothing is asked for)."""
    every = [*filters.clauses(), *clauses]
    counted = mentions(client, corpus, [unit, *by], every)
    held = speeches(client, corpus, unit, by, filters.clauses())
    texts = bulk(client, corpus, by, filters.clauses())
    found: dict[Key, list[Usage]] = defaultdict(list)
    for key, count in counted.items():
        name, *rest = key
        group = tuple(rest)
        found[group].append(Usage(name, count, held.get(key, 0), texts.get(group, Bulk())))
    return dict(found)


def ordered(found: Sequence[Usage], sort: str) -> list[Usage]:
    """The most used first: by ``mentions`` or by ``speeches``, then by name, so that the order is always the same."""
    return sorted(found, key=lambda each: (-_weight(each, sort), -each.mentions, -each.speeches, each.name))


def _weight(each: Usage, sort: str) -> Any:
    return each.speeches if sort == "speeches" else each.mentions
