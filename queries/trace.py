"""How did a sentence travel? Its earliest place, every later use in order of time, and how far behind each one comes.

Uses are sentences of the corpus that hold the words, as they are or changed, marked as a quotation or not. The source
is the earliest place in a speech of the person himself, if one is known to have said it; else the earliest place.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from language.align import align
from language.model import LEVELS
from queries.candidates import passage
from queries.phrases import Phrase, any_of, filtered
from queries.places import Place, Voice, allowance, voices
from queries.probes import Probes, clauses, standing
from queries.quotes import near
from queries.run import Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Body = dict[str, Any]
_PAGE = 1000
_VOICES_AT_ONCE = 200
_SHARE = "60%"
# What the words asked for have too much, a use has too little.
_OF_USE: dict[str, str] = {"missing": "added", "added": "missing"}
_FIELDS = ["speech_id", "collection", "title", "date", "occasion", "level", "speaker", "person"]
_FIELDS += ["number", "start", "end", "text"]


@dataclass(frozen=True, slots=True)
class Use:
    """One use of the words. ``lag`` is days after the source, None where a day is not known.

    ``kinds`` say how its wording differs from the words asked for (missing: it has less than they); ``marked`` whether
    it stands in quotation marks, and as whose words.
    """

    speech_id: str
    title: str
    date: str
    level: str
    speech_speaker: tuple[str, ...]
    sentence: int
    start: int
    end: int
    text: str
    marked: bool
    person: str
    kinds: tuple[str, ...]
    distance: int
    lag: int | None
    is_source: bool = False

    def row(self) -> dict[str, Any]:
        """The use as a row of an answer."""
        return {**dataclasses.asdict(self), "speech_speaker": list(self.speech_speaker), "kinds": list(self.kinds)}


@dataclass(frozen=True, slots=True)
class Trace:
    """The uses in order of time, the source among them; ``person`` is whose words they are, "" where not known.

    ``complete`` is False where so many places hold the words changed that the furthest were not read.
    """

    uses: tuple[Use, ...]
    person: str
    complete: bool

    @property
    def source(self) -> Use | None:
        """Where the words come from, as far as the corpus tells."""
        return next((use for use in self.uses if use.is_source), None)

    @property
    def given(self) -> Use | None:
        """The earliest use of the very words as a speaker's own, where that is not the source."""
        said = (use for use in self.uses if use.speech_speaker and not use.person)
        own = (use for use in said if not use.marked and not use.distance)
        first = next(own, None)
        return first if first and not first.is_source else None

    def by_level(self) -> list[dict[str, Any]]:
        """For each level, from the centre outward: uses, the first date, and its lag in days."""
        found = []
        for level in (*LEVELS, ""):
            uses = [use for use in self.uses if use.level == level]
            if uses:
                first = min(uses, key=lambda use: use.date or "9999")
                found.append({"level": level, "uses": len(uses), "first": first.date, "lag": first.lag})
        return found


def request(corpus: Corpus, text: str, filters: Filters, like: bool, after: list[Any] | None = None) -> Request:
    """The search for one page of the sentences that hold the words."""
    asked = any_of([standing(text), near(text, _SHARE)]) if like else standing(text)
    body: Body = {
        "query": filtered(asked, filters),
        "size": _PAGE,
        "track_total_hits": False,
        "_source": _FIELDS,
    }
    if not like:
        body["sort"] = [
            {"date": {"order": "asc", "missing": "_last"}},
            {"speech_id": "asc"},
            {"collection": "asc"},
            {"number": "asc"},
        ]
    if after:
        body["search_after"] = after
    return Request(corpus.alias(schema.SENTENCES), body)


def trace(
    client: Elasticsearch,
    corpus: Corpus,
    text: str,
    filters: Filters = Filters(),
    *,
    person: str = "",
    like: bool = True,
) -> Trace:
    """Every use of the words of one sentence. ``person`` is whose words they are; by default whoever most places name.

    Raises PhraseError for a text in which nothing can be found.
    """
    phrase = Phrase.of(text, loose=True)
    hits = _hits(client, corpus, phrase.text, filters, like)
    places = [place for hit in hits if (place := _place(phrase.text, hit))]
    heard = _heard(client, Probes(corpus, filters), phrase.text, places)
    heard.sort(key=lambda place: (place.passage.date or "9999", place.passage.speech_id, place.start))
    whose = person or _whose(heard)
    source = _source(heard, whose)
    uses = tuple(_use(place, source) for place in heard)
    return Trace(uses, whose, complete=not like or len(hits) < _PAGE)


def _hits(client: Elasticsearch, corpus: Corpus, text: str, filters: Filters, like: bool) -> list[Body]:
    """Sentences that hold the words: all of those that hold them as they are, and the nearest others."""
    found: dict[tuple[str, str, int], Body] = {}
    after: list[Any] | None = None
    while True:
        (answer,) = search(client, [request(corpus, text, filters, False, after)])
        hits = answer["hits"]["hits"]
        found |= {_key(hit["_source"]): hit["_source"] for hit in hits}
        if len(hits) < _PAGE:
            break
        after = hits[-1]["sort"]
    if like and sum(map(len, clauses(text))) >= 6:
        (answer,) = search(client, [request(corpus, text, filters, True)])
        found |= {_key(hit["_source"]): hit["_source"] for hit in answer["hits"]["hits"]}
    return list(found.values())


def _key(source: Body) -> tuple[str, str, int]:
    return source.get("collection", ""), source["speech_id"], source["number"]


def _place(text: str, hit: Body) -> Place | None:
    """Where the words stand in a sentence, if they do."""
    found = align(text, hit["text"])
    if found is None:
        return None
    place = Place(passage([hit]), found)
    return place if found.same_words or place.strain <= allowance(found.length) else None


def _heard(client: Elasticsearch, probes: Probes, text: str, places: Sequence[Place]) -> list[Place]:
    """The places with whose words they are said to be."""
    groups = [places[at : at + _VOICES_AT_ONCE] for at in range(0, len(places), _VOICES_AT_ONCE)]
    answers = search(client, [probes.voices(group) for group in groups])
    heard = []
    for group, answer in zip(groups, answers, strict=True):
        quoted: dict[tuple[str, str], list[Body]] = {}
        for hit in answer["hits"]["hits"]:
            source = hit["_source"]
            quoted.setdefault((source.get("collection", ""), source["speech_id"]), []).append(source)
        for place in group:
            where = place.passage
            own = quoted.get((where.collection, where.speech_id), [])
            heard.append(dataclasses.replace(place, voices=voices((place.start, place.end), where, own)))
    return heard


def _whose(places: Sequence[Place]) -> str:
    """Whom most marked quotations name; "" where none does, or where another said the words in a speech before him."""
    named = Counter(person for place in places if (person := _quoted_as(place)))
    if not named:
        return ""
    whose = named.most_common(1)[0][0]
    his = [place for place in places if any(voice.is_(whose) for voice in place.voices)]
    others = [place for place in places if place.alignment.same_words and _given(place) and place not in his]
    return "" if others and _when(others[0]) < _when(his[0]) else whose


def _quoted_as(place: Place) -> str:
    """Whose words a marked quotation at this place says that they are."""
    inmost = place.voices[0] if place.voices else None
    return inmost.person if inmost and inmost.how == "quoted" and inmost.kind != "document" else ""


def _given(place: Place) -> bool:
    """Whether the words are the speaker's own there."""
    return bool(place.voices) and place.voices[0].how == "own"


def _when(place: Place) -> str:
    return place.passage.date or "9999"


def _source(places: Sequence[Place], whose: str) -> Place | None:
    """The earliest place of the very words in a speech of the person himself, else the earliest of all."""
    same = [place for place in places if place.alignment.same_words] or places
    own = [place for place in same if whose and any(v.how == "own" and v.is_(whose) for v in place.voices)]
    return next(iter(own or same), None)


def _use(place: Place, source: Place | None) -> Use:
    where = place.passage
    inmost: Voice | None = place.voices[0] if place.voices else None
    return Use(
        speech_id=where.speech_id,
        title=where.title,
        date=where.date,
        level=where.level,
        speech_speaker=where.speakers,
        sentence=place.sentence,
        start=place.start,
        end=place.end,
        text=place.found,
        marked=_marked(place),
        person=inmost.person if inmost and inmost.how != "own" else "",
        kinds=tuple(_OF_USE.get(kind, kind) for kind in place.alignment.kinds),
        distance=place.alignment.distance,
        lag=_lag(source.passage.date, where.date) if source else None,
        is_source=place is source,
    )


def _marked(place: Place) -> bool:
    """Whether the words are in quotation marks: as somebody's words, or with a mark right before them."""
    if any(voice.how == "quoted" for voice in place.voices):
        return True
    before = place.passage.text[: place.alignment.start].rstrip()
    return bool(before) and before[-1] in '“‘「『"'


def _lag(one: str, two: str) -> int | None:
    """Days between two dates; None unless both name a day."""
    try:
        return (date.fromisoformat(two) - date.fromisoformat(one)).days
    except ValueError:
        return None
