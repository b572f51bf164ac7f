"""Which formulations came up in this window that nobody listed? The texts of the index, given to the finder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from language.discover import Candidate, Settings, discover
from language.lexicon import Lexicon
from queries.phrases import Body, Phrase, filtered, inside
from queries.run import Request, search
from queries.slogan_counts import MATCH_ALL, combinations, pages
from queries.slogan_windows import before
from queries.stream import speeches
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_NAMES = ((schema.SPEECHES, ("speaker", "person", "place", "province")), (schema.QUOTATIONS, ("quoted_person",)))


def found(
    client: Elasticsearch, corpus: Corpus, lexicon: Lexicon, filters: Filters, settings: Settings | None = None
) -> list[Candidate]:
    """Candidates of the texts since ``filters.since`` against all dated before it, best first.

    Names that the corpus knows of people and places are left out. Raises UsageError without ``since``.
    """
    if not filters.since:
        raise UsageError("slogan.no_since")
    earlier = dataclasses.replace(filters, since="", until="")
    return discover(
        _texts(client, corpus, MATCH_ALL, filters),
        _texts(client, corpus, {"bool": {"filter": [before(filters.since)]}}, earlier),
        lexicon,
        _names(client, corpus),
        settings,
    )


def _texts(client: Elasticsearch, corpus: Corpus, query: Body, filters: Filters) -> Iterator[str]:
    return (speech.text for speech in speeches(client, corpus, query, filters))


def _names(client: Elasticsearch, corpus: Corpus) -> Iterator[str]:
    """What the corpus knows as a person or a place."""
    for index, fields in _NAMES:
        for field in fields:
            for (name,), _ in combinations(client, pages(corpus, index, [field], MATCH_ALL)):
                yield name


def examples(
    client: Elasticsearch, corpus: Corpus, candidates: Sequence[Candidate], filters: Filters
) -> list[dict[str, str]]:
    """The earliest sentence of the window with each candidate: its text, date and speech."""
    requests = [example_request(corpus, Phrase.of(each.text), filters) for each in candidates]
    found = []
    for answer in search(client, requests):
        source: Body = next((hit["_source"] for hit in answer["hits"]["hits"]), {})
        names = {"first": "date", "first_speech": "speech_id", "example": "text"}
        found.append({name: source.get(field, "") for name, field in names.items()})
    return found


def example_request(corpus: Corpus, phrase: Phrase, filters: Filters) -> Request:
    """The search for the earliest sentence with a phrase."""
    order = [{"date": {"order": "asc", "missing": "_last"}}, "speech_id", "number"]
    body: Body = {"query": filtered(inside(phrase), filters), "size": 1, "sort": order}
    shown = {"_source": ["speech_id", "date", "text"], "track_total_hits": False}
    return Request(corpus.alias(schema.SENTENCES), {**body, **shown})


def row(rank: int, candidate: Candidate, example: dict[str, str]) -> dict[str, Any]:
    """A candidate as a row of an answer, with all its evidence."""
    values = {**dataclasses.asdict(candidate), **example}
    return {"rank": rank} | {name: round(each, 3) if isinstance(each, float) else each for name, each in values.items()}
