"""Which quotations are there? Found by their words, by whose they are, and by where they stand; counted; grouped.

Words are looked for inside the quotation, exactly as a phrase is; ``like`` takes close wordings too, the closest first.
By default only somebody's words are asked for (speech, document, saying): a slogan or a term in marks is nobody's, and
indirect speech has no marks to be held to.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from language.align import likeness
from language.model import QUOTATION_CLASSES
from queries.counting import BUCKETS
from queries.phrases import Phrase, any_of, inside
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError, YuluError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SOMEBODYS = ("speech", "document", "saying")
# The name of a dimension as it is typed -> its field.
DIMENSIONS = {
    "person": "quoted_person",
    "speaker": "quoted_speaker",
    "class": "class",
    "cue": "cue",
    "speech-speaker": "speaker",
    **{name: name for name in ("year", "quarter", "month", "level", "province", "place", "kind", "occasion")},
    **{name: name for name in ("collection", "title", "speech_id")},
}
_FIELDS = ["speech_id", "title", "date", "level", "speaker", "collection", "text", "class", "quoted_speaker"]
_FIELDS += ["quoted_person", "cue", "depth", "sentence", "start", "end"]
_PAGE = 1000
_ORDER: list[Body] = [{"date": {"order": "asc", "missing": "_last"}}, {"speech_id": "asc"}, {"collection": "asc"}]
# Wordings further from what was asked are not called close.
_LIKE = 0.6
_LIKE_READ = 1000
# From so many characters on, four at a time are asked for rather than two.
_LONG_ENOUGH = 14


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the quotations. Values of one field are alternatives, different fields all apply.

    ``text`` is empty for any words; ``like`` takes close wordings, ``loose`` leaves punctuation out of account.
    ``filters`` are those of the speech in which the quotation stands.
    """

    text: str = ""
    like: bool = False
    loose: bool = False
    person: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    classes: tuple[str, ...] = SOMEBODYS
    cue: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)

    def __post_init__(self) -> None:
        for name in self.classes:
            if name not in QUOTATION_CLASSES:
                raise UnknownNameError("quote.unknown_class", name=name, known=QUOTATION_CLASSES)

    def shown(self) -> dict[str, Any]:
        """The question for a receipt; what was not asked is left out."""
        values = {
            "text": self.text,
            "like": self.like,
            "loose": self.loose,
            "person": list(self.person),
            "speaker": list(self.speaker),
            "class": list(self.classes),
            "cue": list(self.cue),
        }
        return {name: value for name, value in values.items() if value}

    def clauses(self) -> list[Body]:
        """All but the words, as clauses of a filter."""
        by_field = (
            ("class", self.classes),
            ("quoted_person", self.person),
            ("quoted_speaker", self.speaker),
            ("cue", self.cue),
        )
        own: list[Body] = [{"terms": {name: list(values)}} for name, values in by_field if values]
        return own + self.filters.clauses()


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation and where it stands; ``speaker`` as written, ``person`` resolved; "" where not known.

    ``speech_speaker`` are the speakers of the speech it stands in. ``distance`` is how far its words are from those
    asked for, as a share; 0 where they stand in it as they are.
    """

    speech_id: str
    title: str
    date: str
    level: str
    speech_speaker: tuple[str, ...]
    collection: str
    text: str
    kind: str
    speaker: str
    person: str
    cue: str
    depth: int
    sentence: int
    start: int
    end: int
    distance: float = 0.0

    def row(self) -> dict[str, Any]:
        """The quotation as a row of an answer."""
        values = dataclasses.asdict(self)
        values["class"] = values.pop("kind")
        values["speech_speaker"] = list(self.speech_speaker)
        return values


def quoted(source: Body, distance: float = 0.0) -> Quoted:
    """A quotation from its document."""
    speakers = source.get("speaker", [])
    return Quoted(
        speech_id=source["speech_id"],
        title=source.get("title", ""),
        date=source.get("date", ""),
        level=source.get("level", ""),
        speech_speaker=tuple(speakers) if isinstance(speakers, list) else (speakers,),
        collection=source.get("collection", ""),
        text=source["text"],
        kind=source["class"],
        speaker=source.get("quoted_speaker", ""),
        person=source.get("quoted_person", ""),
        cue=source.get("cue", ""),
        depth=source.get("depth", 0),
        sentence=source["sentence"],
        start=source["start"],
        end=source["end"],
        distance=distance,
    )


def query(question: Question) -> Body:
    """The query: the words, if any, under the filters."""
    if not question.text:
        return {"bool": {"filter": question.clauses()}}
    phrase = Phrase.of(question.text, loose=question.loose or question.like)
    words = near(phrase.text) if question.like else inside(phrase)
    return {"bool": {"must": [words], "filter": question.clauses()}}


def near(text: str, share: str = "40%", *, most: int = 60) -> Body:
    """Documents that hold at least ``share`` of the neighbouring characters of a text, the most telling weighing most.

    Asked for are runs of four characters at every other place, or of two where the text is short; of more than
    ``most`` as many, spread over it.
    """
    grams = runs_of(text, 4, 2) if len(text) >= _LONG_ENOUGH else runs_of(text, 2, 1)
    if len(grams) > most:
        grams = [grams[len(grams) * number // most] for number in range(most)]
    should = [{"match_phrase": {"exact": " ".join(gram)}} for gram in dict.fromkeys(grams)]
    return {"bool": {"should": should, "minimum_should_match": share}} if should else any_of([])


def runs_of(text: str, size: int, step: int) -> list[str]:
    """Runs of ``size`` characters, none with punctuation in it, from every ``step``-th place of each clause on.

    A shorter clause is a run by itself; a single character is left out where there is anything longer.
    """
    from language import tokens
    from language.normalise import is_word

    spaced = "".join(char if is_word(char) else " " for char in tokens.characters(text))
    found = []
    for clause in spaced.split():
        last = max(0, len(clause) - size)
        places = dict.fromkeys([*range(0, last + 1, step), last])
        found += [clause[at : at + size] for at in places]
    return [run for run in found if len(run) > 1] or found


def find_request(corpus: Corpus, question: Question, limit: int | None, after: list[Any] | None = None) -> Request:
    """The search behind ``find``: one page of it where all are wanted."""
    body: Body = {"query": query(question), "track_total_hits": True, "_source": _FIELDS}
    if question.like and question.text:
        body["size"] = _LIKE_READ
    else:
        body["size"] = _PAGE if limit is None else min(limit, _PAGE)
        body["sort"] = [*_ORDER, {"start": "asc"}]
    if after:
        body["search_after"] = after
    return Request(corpus.alias(schema.QUOTATIONS), body)


@dataclass(frozen=True, slots=True)
class Found:
    """Quotations that were found, in order of date (of closeness when like ones were asked for), of ``total``."""

    rows: tuple[Quoted, ...]
    total: int


def find(client: Elasticsearch, corpus: Corpus, question: Question, limit: int | None = 20) -> Found:
    """The quotations that answer the question, at most ``limit``; all of them when it is None."""
    if question.like and question.text:
        return _find_like(client, corpus, question, limit)
    rows: list[Quoted] = []
    after: list[Any] | None = None
    total = 0
    while limit is None or len(rows) < limit:
        wanted = None if limit is None else limit - len(rows)
        (answer,) = search(client, [find_request(corpus, question, wanted, after)])
        hits = answer["hits"]["hits"]
        total = answer["hits"]["total"]["value"]
        rows += [quoted(hit["_source"]) for hit in hits]
        if not hits:
            break
        after = hits[-1]["sort"]
    return Found(tuple(rows), total)


def _find_like(client: Elasticsearch, corpus: Corpus, question: Question, limit: int | None) -> Found:
    """Candidates share neighbouring characters with the words; then the words themselves are compared."""
    (answer,) = search(client, [find_request(corpus, question, limit)])
    close: list[Quoted] = []
    for hit in answer["hits"]["hits"]:
        alike = likeness(question.text, hit["_source"]["text"])
        if alike >= _LIKE:
            close.append(quoted(hit["_source"], round(1 - alike, 3)))
    close.sort(key=lambda each: (each.distance, each.date, each.speech_id, each.start))
    return Found(tuple(close[:limit]), len(close))


@dataclass(frozen=True, slots=True)
class Part:
    """How many quotations, and in how many speeches, have these values of the dimensions ("" where there is none)."""

    key: tuple[str, ...]
    quotations: int
    speeches: int


def check_dimensions(by: Sequence[str]) -> None:
    """Raise UsageError unless quotations can be counted by these."""
    for name in by:
        if name not in DIMENSIONS:
            raise UnknownNameError("count.unknown_dimension", name=name, known=DIMENSIONS)


def count_request(corpus: Corpus, question: Question, by: Sequence[str]) -> Request:
    """The search behind ``count``."""
    return Request(
        corpus.alias(schema.QUOTATIONS),
        {"query": query(question), "size": 0, "track_total_hits": True, "aggs": _buckets(by)},
    )


def count(client: Elasticsearch, corpus: Corpus, question: Question, by: Sequence[str]) -> list[Part]:
    """Quotations for each combination of one or two dimensions, the most frequent first.

    Raises UsageError for an unknown dimension, or for close wordings, which cannot be counted without reading them.
    """
    check_dimensions(by)
    if question.like and question.text:
        return _count_like(client, corpus, question, by)
    (answer,) = search(client, [count_request(corpus, question, by)])
    parts = list(_parts(answer["aggregations"]["by"], ()))
    return sorted(parts, key=lambda part: (-part.quotations, part.key))


def _count_like(client: Elasticsearch, corpus: Corpus, question: Question, by: Sequence[str]) -> list[Part]:
    """Close wordings have to be read to be counted."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for each in find(client, corpus, question, None).rows:
        groups.setdefault(tuple(_value(each, name) for name in by), []).append(each.speech_id)
    parts = [Part(key, len(ids), len(set(ids))) for key, ids in groups.items()]
    return sorted(parts, key=lambda part: (-part.quotations, part.key))


def _value(each: Quoted, name: str) -> str:
    own = {
        "person": each.person,
        "speaker": each.speaker,
        "class": each.kind,
        "cue": each.cue,
        "year": each.date[:4],
        "month": each.date[:7],
        "level": each.level,
        "collection": each.collection,
        "title": each.title,
        "speech_id": each.speech_id,
        "speech-speaker": "；".join(each.speech_speaker),
    }
    if name not in own:
        raise UnknownNameError("count.unknown_dimension", name=name, known=own)
    return own[name]


def _buckets(by: Sequence[str]) -> Body:
    if not by:
        return {"speeches": {"cardinality": {"field": "speech_id", "precision_threshold": 40000}}}
    terms = {"terms": {"field": DIMENSIONS[by[0]], "size": BUCKETS, "missing": ""}}
    return {"by": {**terms, "aggs": _buckets(by[1:])}}


def _parts(aggregation: Body, above: tuple[str, ...]) -> Iterator[Part]:
    if aggregation.get("sum_other_doc_count") or aggregation.get("doc_count_error_upper_bound"):
        raise YuluError("count.too_many_values", most=BUCKETS)
    for bucket in aggregation["buckets"]:
        key = (*above, str(bucket["key"]))
        if "by" in bucket:
            yield from _parts(bucket["by"], key)
        else:
            yield Part(key, bucket["doc_count"], bucket["speeches"]["value"])
