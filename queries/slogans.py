"""How does one formulation live? Its mentions with their context, its wordings, its first and last use, who brought it.

A formulation is asked for by any of its surface forms. Its counts leave out mentions inside longer formulations; its
first and last use do not, for there the words stand all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from language.lexicon import Lexicon, key
from language.model import LEVELS
from queries.phrases import filtered
from queries.run import Body, Request, search
from queries.slogan_counts import COUNTED, combinations, pages
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# How much of a family is asked for: all of it, one canonical form with its variants, or one wording alone.
Scope = Literal["family", "slogan", "form"]
_PAGE = 1000
_ORDER: list[Any] = [
    {"date": {"order": "asc", "missing": "_last"}},
    {"speech_id": "asc"},
    {"collection": {"order": "asc", "missing": "_first"}},
    {"start": "asc"},
    {"text": "asc"},
]
_SPEECH = ("speech_id", "title", "date", "speaker", "level", "place")
_FIELDS = [*_SPEECH, "text", "slogan", "family", "marked", "sentence", "sentence_text", "start", "end"]
FIRST_SPEECHES = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """A formulation as asked for, with its canonical form and family; its own words where no lexicon has it."""

    asked: str
    slogan: str
    family: str
    listed: bool
    scope: Scope = "family"
    surfaces: tuple[str, ...] = ()

    def clause(self) -> Body:
        """Documents of the slogans index that are meant."""
        if self.scope == "form":
            return {"terms": {"text": list(self.surfaces)}}
        return {"term": {self.scope: self.family if self.scope == "family" else self.slogan}}

    @property
    def name(self) -> str:
        """What it is called in an answer."""
        return {"family": self.family, "slogan": self.slogan, "form": self.asked}[self.scope]


def resolve(asked: str, lexicon: Lexicon, scope: Scope = "family") -> Subject:
    """The formulation of which ``asked`` is a form; UsageError when it holds no character to look for."""
    if not key(asked):
        raise UsageError("slogan.empty", value=asked)
    entry = lexicon.lookup(asked)
    own = asked.strip()
    if entry is None:
        return Subject(own, own, own, False, scope, (own,))
    return Subject(own, entry.slogan, entry.family, True, scope, (own,))


def settle(client: Elasticsearch, corpus: Corpus, subject: Subject) -> Subject:
    """The subject as the corpus has it: a form no lexicon lists but some speech marks, and every spelling of a form."""
    wanted = key(subject.asked)
    if not subject.listed:
        marked = _surfaces(client, corpus, [{"term": {"text": subject.asked}}])
        if marked:
            slogan, family, _ = marked[0]
            subject = Subject(subject.asked, slogan, family, False, subject.scope, subject.surfaces)
    if subject.scope != "form":
        return subject
    spelt = _surfaces(client, corpus, [{"term": {"family": subject.family}}])
    surfaces = sorted({text for _, _, text in spelt if key(text) == wanted} | {subject.asked})
    return Subject(subject.asked, subject.slogan, subject.family, subject.listed, "form", tuple(surfaces))


def _surfaces(client: Elasticsearch, corpus: Corpus, clauses: Sequence[Body]) -> list[tuple[str, str, str]]:
    """(slogan, family, text) of every surface form under the clauses."""
    query = filtered({"match_all": {}}, clauses)
    found = combinations(client, pages(corpus, schema.SLOGANS, ["slogan", "family", "text"], query))
    return [(name[0], name[1], name[2]) for name, _ in found]


@dataclass(frozen=True, slots=True)
class Form:
    """One wording: its counted mentions, how many of them are marked, and how many stand inside longer ones."""

    text: str
    slogan: str
    mentions: int
    marked: int
    nested: int


@dataclass(frozen=True, slots=True)
class Part:
    """One year or one level: its mentions, and the speeches that hold one."""

    value: str
    mentions: int
    speeches: int


@dataclass(frozen=True, slots=True)
class Place:
    """A speech in which a formulation stands, and the sentence. What is not known is ""."""

    speech_id: str
    title: str
    date: str
    speaker: tuple[str, ...]
    level: str
    place: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a formulation. ``first`` are the first speeches with it, ``last`` the last one."""

    subject: Subject
    mentions: int = 0
    marked: int = 0
    nested: int = 0
    speeches: int = 0
    forms: tuple[Form, ...] = ()
    years: tuple[Part, ...] = ()
    levels: tuple[Part, ...] = ()
    first: tuple[Place, ...] = ()
    last: Place | None = None

    def shown(self) -> dict[str, Any]:
        """The facts of an answer."""
        facts = asdict(self)
        del facts["subject"]
        names = {"asked": self.subject.asked, "slogan": self.subject.slogan, "family": self.subject.family}
        return {**names, "listed": self.subject.listed, "scope": self.subject.scope, **facts}


def requests(corpus: Corpus, subject: Subject, filters: Filters) -> list[Request]:
    """The searches behind ``life``: wordings; speeches by year and level; the first speeches; the last."""
    every = [subject.clause(), *filters.clauses()]
    query = filtered({"match_all": {}}, every)
    ends: Body = {"query": query, "_source": _FIELDS, "track_total_hits": False}
    latest = [{"date": {"order": "desc", "missing": "_last"}}, *_ORDER[1:]]
    return [
        pages(corpus, schema.SLOGANS, ["slogan", "text", "marked", "nested"], query),
        pages(corpus, schema.SLOGANS, ["year", "level", "collection", "speech_id"], filtered(COUNTED, every)),
        Request(
            corpus.alias(schema.SLOGANS),
            {**ends, "size": FIRST_SPEECHES, "sort": _ORDER, "collapse": {"field": "speech_id"}},
        ),
        Request(corpus.alias(schema.SLOGANS), {**ends, "size": 1, "sort": latest}),
    ]


def life(client: Elasticsearch, corpus: Corpus, subject: Subject, filters: Filters = Filters()) -> Life:
    """All that is known of the formulation under the filters."""
    wordings, speeches, *ends = requests(corpus, subject, filters)
    forms = _forms(combinations(client, wordings))
    held = {name: bucket["doc_count"] for name, bucket in combinations(client, speeches)}
    first, last = (answer["hits"]["hits"] for answer in search(client, ends))
    return Life(
        subject=subject,
        mentions=sum(form.mentions for form in forms),
        marked=sum(form.marked for form in forms),
        nested=sum(form.nested for form in forms),
        speeches=len({name[2:] for name in held}),
        forms=forms,
        years=tuple(sorted(_parts(held, 0), key=lambda part: part.value)),
        levels=tuple(sorted(_parts(held, 1), key=lambda part: level_rank(part.value))),
        first=tuple(_place(hit["_source"]) for hit in first),
        last=_place(last[0]["_source"]) if last else None,
    )


def level_rank(level: str) -> tuple[int, str]:
    """Where a level stands, from the centre outward; unknown ones last."""
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS), level)


def _forms(found: Iterator[tuple[tuple[str, ...], Body]]) -> tuple[Form, ...]:
    """The wordings, the most used first."""
    counted: Counter[tuple[str, str]] = Counter()
    marked: Counter[tuple[str, str]] = Counter()
    nested: Counter[tuple[str, str]] = Counter()
    for (slogan, text, is_marked, is_nested), bucket in found:
        into = nested if is_nested.lower() == "true" else counted
        into[slogan, text] += bucket["doc_count"]
        if into is counted and is_marked.lower() == "true":
            marked[slogan, text] += bucket["doc_count"]
    forms = [
        Form(text, slogan, counted[slogan, text], marked[slogan, text], nested[slogan, text])
        for slogan, text in {*counted, *nested}
    ]
    return tuple(sorted(forms, key=lambda form: (-form.mentions, -form.nested, form.text, form.slogan)))


def _parts(held: dict[tuple[str, ...], int], at: int) -> Iterator[Part]:
    """Mentions and speeches by the ``at``-th field."""
    mentions: Counter[str] = Counter()
    speeches: Counter[str] = Counter()
    for name, count in held.items():
        mentions[name[at]] += count
        speeches[name[at]] += 1
    return (Part(value, mentions[value], speeches[value]) for value in mentions)


def _place(source: Body) -> Place:
    return Place(
        speech_id=source["speech_id"],
        title=source.get("title", ""),
        date=source.get("date", ""),
        speaker=tuple(source.get("speaker", ())),
        level=source.get("level", ""),
        place=source.get("place", ""),
        text=source["text"],
        sentence=source["sentence_text"],
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One mention with the sentence around it: a concordance line."""

    source: Body
    left: str
    right: str

    def row(self) -> dict[str, Any]:
        """The mention as a row of an answer."""
        source = self.source
        row = {name: source.get(name, "") for name in ("speech_id", "title", "date")}
        row["speaker"] = list(source.get("speaker", ()))
        row["level"] = source.get("level", "")
        row |= {name: source[name] for name in ("text", "slogan", "family", "marked", "sentence", "start", "end")}
        return row | {"left": self.left, "match": source["text"], "right": self.right}


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the concordance lines of a formulation come from; ``nested`` takes those inside longer ones too."""

    subject: Subject
    filters: Filters = field(default_factory=Filters)
    nested: bool = False

    def request(self, corpus: Corpus, size: int, after: list[Any] | None = None) -> Request:
        """The search for one page of mentions, in order of date."""
        query = filtered(
            {"match_all": {}} if self.nested else COUNTED, [self.subject.clause(), *self.filters.clauses()]
        )
        body: Body = {"query": query, "size": size, "sort": _ORDER, "_source": _FIELDS, "track_total_hits": False}
        return Request(corpus.alias(schema.SLOGANS), body | ({"search_after": after} if after else {}))

    def read(self, client: Elasticsearch, corpus: Corpus, limit: int | None) -> Iterator[Line]:
        """The lines, at most ``limit``, all of them when it is None; page by page."""
        after: list[Any] | None = None
        left = limit
        while left is None or left > 0:
            size = _PAGE if left is None else min(left, _PAGE)
            (answer,) = search(client, [self.request(corpus, size, after)])
            hits = answer["hits"]["hits"]
            yield from _lines(client, corpus, hits)
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
            left = None if left is None else left - len(hits)


def _lines(client: Elasticsearch, corpus: Corpus, hits: Sequence[Body]) -> Iterator[Line]:
    """The mentions with what stands left and right of them in their sentences."""
    wanted = [_sentence_id(hit) for hit in hits]
    body: Body = {"query": {"ids": {"values": sorted(set(wanted))}}, "size": len(hits), "_source": ["start"]}
    (answer,) = search(client, [Request(corpus.alias(schema.SENTENCES), body)])
    starts = {found["_id"]: found["_source"]["start"] for found in answer["hits"]["hits"]}
    for hit, name in zip(hits, wanted, strict=True):
        source = hit["_source"]
        text = source["sentence_text"]
        at = source["start"] - starts[name] if name in starts else text.find(source["text"])
        yield Line(source, text[: max(at, 0)], text[at + len(source["text"]) :])


def _sentence_id(hit: Body) -> str:
    """The id of the sentence in which a mention begins: ids of one speech's documents differ in their last parts."""
    speech, _, _ = hit["_id"].rsplit("-", 2)
    return f"{speech}-{schema.SENTENCES[:3]}-{hit['_source']['sentence']}"
