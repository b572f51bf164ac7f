"""Which of the values asked for stand nowhere in the corpus, and what stands there that is like them?

A speaker misspelt finds nothing, and so does a speaker who never said it: only the second is an answer.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from language.titles import KINDS
from queries.run import Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError
from yulu.filters import Filters
from yulu.nearest import nearest

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from queries.quotes import Question

# Filter -> the field of the speeches that it looks at. A level is one of seven and is checked without an index.
FIELDS = {
    "speaker": "speaker",
    "person": "person",
    "role": "role",
    "place": "place",
    "kind": "kind",
    "occasion": "occasion",
    "collection": "collection",
    "speech": "speech_id",
}
# A name given as a speaker may be known as a person, and the other way round.
_OTHER = {"speaker": "person", "person": "speaker"}
# So many values of a field are compared, the most frequent.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Value:
    """One value that is asked for: the option it was given by, the index and field where it should stand."""

    option: str
    value: str
    index: str
    field: str
    clause: dict[str, Any] = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that stands nowhere; ``near`` are values of its field that are like it, ``other`` the option it fits."""

    option: str
    value: str
    near: tuple[str, ...] = ()
    other: str = ""


def values(filters: Filters) -> Iterator[Value]:
    """The values of filters whose vocabulary only the corpus knows."""
    for name, field in FIELDS.items():
        for value in getattr(filters, name):
            if not (name == "kind" and value in KINDS):
                only: dict[str, Any] = {name: (value,)}
                (clause,) = Filters(**only).clauses()
                yield Value(f"--{name}", value, schema.SPEECHES, field, clause)


def quoted(question: Question) -> Iterator[Value]:
    """The values of a question to the quotations, and those of its filters."""
    for name, field in (("person", "quoted_person"), ("speaker", "quoted_speaker"), ("cue", "cue")):
        for value in getattr(question, name):
            yield Value(f"--{name}", value, schema.QUOTATIONS, field, {"term": {field: value}})
    yield from values(question.filters)


def absent(client: Elasticsearch, corpus: Corpus, asked: Sequence[Value]) -> list[Absent]:
    """Those of the values that stand nowhere. Raises UnknownNameError for a kind, whose names are few."""
    answers = search(client, [_standing(corpus, each.index, each.clause) for each in asked])
    missing = [each for each, answer in zip(asked, answers, strict=True) if not answer["hits"]["total"]["value"]]
    return [_told(client, corpus, each) for each in missing]


def _standing(corpus: Corpus, index: str, clause: dict[str, Any]) -> Request:
    return Request(corpus.alias(index), {"query": {"bool": {"filter": [clause]}}, "size": 0, "track_total_hits": 1})


def _told(client: Elasticsearch, corpus: Corpus, missing: Value) -> Absent:
    known = _known(client, corpus, missing)
    if missing.option == "--kind":
        raise UnknownNameError("filters.unknown_kind", name=missing.value, known=sorted({*KINDS, *known}))
    other = _OTHER.get(missing.option.removeprefix("--"), "") if missing.index == schema.SPEECHES else ""
    if other:
        (answer,) = search(client, [_standing(corpus, missing.index, {"term": {other: missing.value}})])
        if answer["hits"]["total"]["value"]:
            return Absent(missing.option, missing.value, other=f"--{other} {missing.value}")
    return Absent(missing.option, missing.value, nearest(missing.value, known))


def _known(client: Elasticsearch, corpus: Corpus, missing: Value) -> list[str]:
    """The values of the field, the most frequent first."""
    body = {"size": 0, "aggs": {"values": {"terms": {"field": missing.field, "size": _MOST}}}}
    (answer,) = search(client, [Request(corpus.alias(missing.index), body)])
    return [bucket["key"] for bucket in answer["aggregations"]["values"]["buckets"]]
