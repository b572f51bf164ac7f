"""What is asked of the index to find a quotation's source? Its clauses as phrases, its pairs of characters, its person.

The clauses of one sentence all in one sentence of the corpus: cheap, and sure to find words that stand there as they
are. Pairs of neighbouring characters, the rare ones weighing most: dearer, and finds words that were changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from language import tokens
from language.claims import Claim
from language.model import Quotation
from language.normalise import is_word
from queries.phrases import filtered
from queries.places import Place
from queries.quotes import near
from queries.run import Request
from yulu import schema
from yulu.corpus import Corpus
from yulu.filters import Filters

Body = dict[str, Any]
_SENTENCE = re.compile(r"[。！？!?…\n]+")
_SENTENCE_FIELDS = ["speech_id", "collection", "title", "date", "occasion", "level", "speaker", "person"]
_SENTENCE_FIELDS += ["number", "start", "end", "text"]
_QUOTED_FIELDS = ["speech_id", "collection", "class", "quoted_person", "quoted_speaker", "sentence", "start", "end"]
_EARLIEST: list[Body] = [{"date": {"order": "asc", "missing": "_last"}}]
_PREFERRED: list[Any] = ["_score", *_EARLIEST]
SOMEBODYS = ["speech", "document", "saying", "indirect"]
# A quotation longer than this, before another, is not looked for when voices are read.
_LONG = 4000
_SHARE = "25%"
_FAMILIES = {"congress": "*大*", "plenum": "*全*会*", "session": "*大*会*", "report": "*政府工作报告*"}


@dataclass(frozen=True, slots=True)
class Sought:
    """One quotation of a draft: what it claims of its source, and the person or document it names ("" for none)."""

    quotation: Quotation
    claim: Claim
    name: str = ""

    @property
    def sentences(self) -> list[str]:
        """The quotation's sentences that hold at least two words' characters, the longest first."""
        found = (part.strip() for part in _SENTENCE.split(self.quotation.text))
        return sorted((part for part in found if len(clauses(part, 1)) and words(part) >= 2), key=words, reverse=True)

    @property
    def catalogue(self) -> str:
        """What the speeches are listed by among which the claimed one may be."""
        if self.quotation.kind == "document":
            return f"named {sorted(self.claim.keys)} {self.claim.meetings} {self.claim.works}"
        return f"of {self.name}"

    @property
    def length(self) -> int:
        """How many words' characters it has."""
        return words(self.quotation.text)


def words(text: str) -> int:
    """How many characters of a text are words'."""
    return len(tokens.characters(text, loose=True))


def clauses(text: str, least: int = 2) -> list[str]:
    """The runs of a text without punctuation, as tokens, those of at least so many if there are any."""
    found = ["".join(run) for run in re.findall(r"\S+", _spaced(text))]
    return [run for run in found if len(run) >= least] or found


def _spaced(text: str) -> str:
    return "".join(char if is_word(char) else " " for char in tokens.characters(text))


def standing(text: str) -> Body:
    """Documents that hold every clause of a text as it is."""
    phrases = [{"match_phrase": {"exact": " ".join(run)}} for run in dict.fromkeys(clauses(text))]
    return {"bool": {"filter": phrases}} if phrases else {"match_none": {}}


def preferring(query: Body, first: Sequence[Body]) -> Body:
    """The documents of a query, those of each of some clauses before others."""
    should = [
        {"constant_score": {"filter": clause, "boost": 2.0 ** (len(first) - at)}} for at, clause in enumerate(first)
    ]
    return {"bool": {"filter": [query], "should": should}} if should else query


def own(name: str) -> Body:
    """Documents of speeches that this person gave."""
    return {"bool": {"should": [{"term": {"speaker": name}}, {"term": {"person": name}}], "minimum_should_match": 1}}


def of_person(name: str) -> Body:
    """Quotations of this person or document."""
    should = [{"term": {"quoted_person": name}}, {"term": {"quoted_speaker": name}}]
    return {"bool": {"should": should, "minimum_should_match": 1}}


@dataclass(frozen=True, slots=True)
class Probes:
    """Builds the searches for quotations in one corpus under one set of filters."""

    corpus: Corpus
    filters: Filters

    def exact(self, sought: Sought, claimed: Sequence[str]) -> list[Request]:
        """The searches for the words as they are, in sentences and quoted: where they ought to stand first."""
        text = next(iter(sought.sentences), sought.quotation.text)
        there: list[Body] = [{"terms": {"speech_id": list(claimed)}}] if claimed else []
        his = [own(sought.name)] if sought.name else []
        quoted = [of_person(sought.name)] if sought.name else []
        found = self._body(preferring(standing(text), [*there, *his]), [], 20, _SENTENCE_FIELDS, earliest=True)
        told = preferring(standing(text), quoted)
        of_somebody: list[Body] = [{"terms": {"class": SOMEBODYS}}]
        return [
            Request(self.corpus.alias(schema.SENTENCES), {**found, "sort": _PREFERRED}),
            Request(
                self.corpus.alias(schema.QUOTATIONS),
                {**self._body(told, of_somebody, 20, _QUOTED_FIELDS, earliest=True), "sort": _PREFERRED},
            ),
        ]

    def near(self, sought: Sought, *, anywhere: bool, claimed: Sequence[str] = ()) -> list[Request]:
        """The searches for the words changed."""
        found: list[Request] = []
        for text in sought.sentences[:3]:
            if anywhere:
                found.append(self.sentences(near(text, _SHARE), 14, earliest=False))
            if sought.name:
                found.append(self.sentences(near(text, _SHARE), 5, [own(sought.name)], earliest=False))
            if claimed:
                found.append(
                    self.sentences(near(text, _SHARE), 4, [{"terms": {"speech_id": list(claimed)}}], earliest=False)
                )
        if sought.name:
            query = near(sought.quotation.text, _SHARE)
            found.append(self._quotations(query, [of_person(sought.name)], 6, earliest=False))
        return found

    def found(self, text: str, name: str) -> list[Request]:
        """The searches for words that a quotation was changed from: the earliest places, and the person's own."""
        made = [self.sentences(standing(text), 4)]
        return [*made, self.sentences(standing(text), 3, [own(name)])] if name else made

    def sentences(self, query: Body, size: int, clauses: Sequence[Body] = (), *, earliest: bool = True) -> Request:
        """Sentences, the earliest first or the nearest."""
        body = self._body(query, clauses, size, _SENTENCE_FIELDS, earliest)
        return Request(self.corpus.alias(schema.SENTENCES), body)

    def _quotations(self, query: Body, clauses: Sequence[Body], size: int, *, earliest: bool = True) -> Request:
        body = self._body(query, clauses, size, _QUOTED_FIELDS, earliest)
        return Request(self.corpus.alias(schema.QUOTATIONS), body)

    def _body(self, query: Body, clauses: Sequence[Body], size: int, fields: list[str], earliest: bool) -> Body:
        asked = filtered(query, [*clauses, *self.filters.clauses()])
        body: Body = {"query": asked, "size": size, "_source": fields, "track_total_hits": False}
        return {**body, "sort": _EARLIEST} if earliest else body

    def around(self, keys: Sequence[tuple[str, str, int]], before: int, after: int) -> Request:
        """The sentences around the places (collection, speech, sentence number)."""
        should = []
        for collection, speech_id, number in keys:
            bounds = {"gte": number - before, "lte": number + after}
            should.append({"bool": {"filter": [*_one(collection, speech_id), {"range": {"number": bounds}}]}})
        body: Body = {
            "query": {"bool": {"should": should, "minimum_should_match": 1}},
            "size": min(10_000, len(keys) * (before + after + 1)),
            "_source": _SENTENCE_FIELDS,
            "track_total_hits": False,
        }
        return Request(self.corpus.alias(schema.SENTENCES), body)

    def voices(self, places: Sequence[Place]) -> Request:
        """The quotations that may cover the places."""
        should = []
        for place in places:
            bounds = {"gte": place.start - _LONG, "lte": place.end}
            one = _one(place.passage.collection, place.passage.speech_id)
            should.append({"bool": {"filter": [*one, {"range": {"start": bounds}}]}})
        body: Body = {
            "query": {
                "bool": {"filter": [{"terms": {"class": SOMEBODYS}}], "should": should, "minimum_should_match": 1}
            },
            "size": 2000,
            "_source": _QUOTED_FIELDS,
            "track_total_hits": False,
        }
        return Request(self.corpus.alias(schema.QUOTATIONS), body)

    def catalogue(self, sought: Sought) -> Request:
        """The speeches among which the claimed one may be, by what they are called."""
        clause = _named(sought.claim) if sought.quotation.kind == "document" else own(sought.name)
        body: Body = {
            "query": filtered({"match_all": {}}, [clause, *self.filters.clauses()]),
            "size": 2000,
            "_source": ["speech_id", "title", "occasion", "date"],
            "track_total_hits": False,
        }
        return Request(self.corpus.alias(schema.SPEECHES), body)


def _named(asked: Claim) -> Body:
    """Speeches whose title or occasion may be the document or meeting that a lead-in names."""
    patterns = [f"*{name}*" for name in (*asked.meetings, *asked.works)]
    families = {key.partition(":")[0] for key in asked.keys}
    patterns += [_FAMILIES[family] for family in families if family in _FAMILIES]
    should = [{"wildcard": {name: {"value": value}}} for name in ("title", "occasion") for value in patterns]
    speeches: Body = {
        "bool": {"should": should, "minimum_should_match": 1, "filter": [{"exists": {"field": "speaker"}}]}
    }
    return speeches if should else {"match_none": {}}


def _one(collection: str, speech_id: str) -> list[Body]:
    """The clauses for one speech."""
    found: list[Body] = [{"term": {"speech_id": speech_id}}]
    return [*found, {"term": {"collection": collection}}] if collection else found
