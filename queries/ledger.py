"""When was each formulation first and last seen, how long was it gone, and did it come back? (首见、末见、中断、复现)

By family or canonical form: first and last are the words' own, inside a longer formulation too; mentions and speeches
are counted ones. By ``words``: all of it is of the very words asked for, as a phrase, wherever they stand. A gap is
measured in years of which the corpus has texts: a year without texts is silent about everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from queries.counting import count
from queries.phrases import Phrase, filtered, inside
from queries.run import Body, Request, search
from queries.slogan_counts import MATCH_ALL, Unit, bulk, combinations, mentions, pages, speeches
from queries.slogans import Subject
from yulu import schema
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Coming back after fewer years of texts than this is no revival: a work report leaves a formulation out now and then.
DEFAULT_GAP = 5
_SHOWN = ("speech_id", "title", "date", "speaker", "level", "place")
_EARLIEST: list[Any] = [{"date": {"order": "asc", "missing": "_last"}}, {"speech_id": "asc"}, {"start": "asc"}]
_LATEST: list[Any] = [{"date": {"order": "desc", "missing": "_last"}}, {"speech_id": "asc"}, {"start": "asc"}]


@dataclass(frozen=True, slots=True)
class Seen:
    """A speech in which a formulation stands. What is not known is ""."""

    speech_id: str
    title: str
    date: str
    speaker: tuple[str, ...]
    level: str
    place: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Years of texts without the formulation: how many, after which year it was gone, in which year it stands again."""

    years: int
    after: str
    until: str


@dataclass(frozen=True, slots=True)
class Account:
    """One formulation's line in the ledger. ``years`` are those in which it is seen; ``gap`` the longest, if any."""

    name: str
    first: Seen
    last: Seen
    mentions: int
    speeches: int
    years: tuple[str, ...]
    gap: Gap | None
    least_gap: int = DEFAULT_GAP
    family: str = ""
    family_first: Seen | None = None

    @property
    def revival(self) -> str:
        """The year in which it came back after a gap that is long enough to be called one; "" if it did not."""
        return self.gap.until if self.gap and self.gap.years >= self.least_gap else ""

    def row(self) -> dict[str, Any]:
        """The account as a row of an answer."""
        gap = self.gap
        return {
            "slogan": self.name,
            "family": self.family or None,
            "first": self.first.date,
            "first_title": self.first.title,
            "first_speech": self.first.speech_id,
            "first_level": self.first.level,
            "last": self.last.date,
            "last_title": self.last.title,
            "last_speech": self.last.speech_id,
            "mentions": self.mentions,
            "speeches": self.speeches,
            "years": len(self.years),
            "gap": gap.years if gap else 0,
            "gap_after": gap.after if gap else "",
            "gap_until": gap.until if gap else "",
            "revival": self.revival,
            "family_first": self.family_first.date if self.family_first else None,
        }


def ends_request(corpus: Corpus, unit: Unit, clauses: Sequence[Body]) -> Request:
    """The search for the first and the last speech of every formulation."""
    ends: Body = {
        name: {"top_hits": {"size": 1, "sort": sort, "_source": list(_SHOWN)}}
        for name, sort in (("first", _EARLIEST), ("last", _LATEST))
    }
    return pages(corpus, schema.SLOGANS, [unit], filtered(MATCH_ALL, clauses), ends, size=500)


def ends(client: Elasticsearch, corpus: Corpus, unit: Unit, clauses: Sequence[Body]) -> dict[str, tuple[Seen, Seen]]:
    """The first and the last speech of every formulation, those inside longer ones included."""
    found = combinations(client, ends_request(corpus, unit, clauses))
    return {name[0]: (_seen(bucket["first"]), _seen(bucket["last"])) for name, bucket in found}


def _seen(hits: Body) -> Seen:
    return seen(hits["hits"]["hits"][0]["_source"])


def seen(source: Body) -> Seen:
    """A speech from any of its documents."""
    return Seen(
        speech_id=source["speech_id"],
        title=source.get("title", ""),
        date=source.get("date", ""),
        speaker=tuple(source.get("speaker", ())),
        level=source.get("level", ""),
        place=source.get("place", ""),
    )


def ledger(
    client: Elasticsearch,
    corpus: Corpus,
    unit: Unit,
    filters: Filters = Filters(),
    names: Iterable[str] = (),
    least_gap: int = DEFAULT_GAP,
) -> list[Account]:
    """The ledger of the named formulations, of all without names; in order of first use, undated ones last."""
    wanted: list[Body] = [{"terms": {unit: sorted(set(names))}}] if names else []
    every = [*filters.clauses(), *wanted]
    counted = mentions(client, corpus, [unit], every)
    held = speeches(client, corpus, unit, (), filters.clauses())
    years: dict[str, set[str]] = defaultdict(set)
    for name, year in mentions(client, corpus, [unit, "year"], every, nested=True):
        years[name].add(year)
    texts = sorted(year for (year,) in bulk(client, corpus, ["year"], filters.clauses()) if year)
    accounts = [
        Account(
            name=name,
            first=first,
            last=last,
            mentions=counted.get((name,), 0),
            speeches=held.get((name,), 0),
            years=tuple(sorted(years[name] - {""})),
            gap=longest_gap(sorted(years[name] - {""}), texts),
            least_gap=least_gap,
            family=name if unit == "family" else "",
            family_first=first if unit == "family" else None,
        )
        for name, (first, last) in ends(client, corpus, unit, every).items()
    ]
    return sorted(accounts, key=lambda each: (not each.first.date, each.first.date, -each.speeches, each.name))


def words(
    client: Elasticsearch,
    corpus: Corpus,
    subjects: Sequence[Subject],
    filters: Filters = Filters(),
    least_gap: int = DEFAULT_GAP,
) -> list[Account]:
    """The ledger of the very words asked for, listed or not, as phrases; those that nowhere stand are left out.

    ``family_first`` is the first use of any wording of the family, which may be earlier.
    """
    phrases = [Phrase.of(subject.asked) for subject in subjects]
    counts = count(client, corpus, phrases, filters, ["year"])
    texts = sorted(year for (year,) in bulk(client, corpus, ["year"], filters.clauses()) if year)
    wanted: list[Body] = [{"terms": {"family": sorted({subject.family for subject in subjects})}}]
    kin = ends(client, corpus, "family", [*filters.clauses(), *wanted]) if subjects else {}
    asked = [request for phrase in phrases for request in words_requests(corpus, phrase, filters)]
    answers = [answer["hits"]["hits"] for answer in search(client, asked)]
    accounts = []
    for number, (subject, counted) in enumerate(zip(subjects, counts, strict=True)):
        earliest, latest = answers[2 * number : 2 * number + 2]
        if not earliest:
            continue
        years = sorted(year for (year,), tally in counted.parts.items() if year and tally.occurrences)
        accounts.append(
            Account(
                name=subject.asked,
                first=seen(earliest[0]["_source"]),
                last=seen(latest[0]["_source"]),
                mentions=counted.total.occurrences,
                speeches=counted.total.speeches,
                years=tuple(years),
                gap=longest_gap(years, texts),
                least_gap=least_gap,
                family=subject.family if subject.family in kin else "",
                family_first=kin[subject.family][0] if subject.family in kin else None,
            )
        )
    return accounts


def words_requests(corpus: Corpus, phrase: Phrase, filters: Filters) -> list[Request]:
    """The searches for the first and for the last speech in which a phrase stands."""
    body: Body = {"query": filtered(inside(phrase), filters), "size": 1, "_source": list(_SHOWN)}
    alias = corpus.alias(schema.SPEECHES)
    return [
        Request(alias, {**body, "sort": [each for each in order if "start" not in each], "track_total_hits": False})
        for order in (_EARLIEST, _LATEST)
    ]


def longest_gap(years: Sequence[str], texts: Sequence[str]) -> Gap | None:
    """The longest run of years of ``texts`` between two of ``years``; the earliest of equals. Both sorted."""
    best: Gap | None = None
    for after, until in pairwise(years):
        silent = sum(after < year < until for year in texts)
        if silent and (best is None or silent > best.years):
            best = Gap(silent, after, until)
    return best
