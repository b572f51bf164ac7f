"""How does the use of formulations change from period to period?

A period is a year, quarter or month. Every period between the first and the last of the texts is there: one with texts
and no mention is a zero, one without any text has no rate at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from queries import trend as charted
from queries.counting import Count, Tally
from queries.phrases import filtered
from queries.run import Body, Request
from queries.slogan_counts import COUNTED, Bulk, Key, bulk, combinations, pages, rate
from queries.slogans import Subject
from queries.trend import Trend
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Period = Literal["year", "quarter", "month"]
_PARTS: dict[Period, int] = {"year": 1, "quarter": 4, "month": 12}


@dataclass(frozen=True, slots=True)
class Point:
    """One formulation in one period. ``per_million`` and ``share`` are None where the period has no text."""

    name: str
    period: str
    mentions: int
    speeches: int
    bulk: Bulk

    @property
    def per_million(self) -> float | None:
        """Mentions per million characters of the period."""
        return rate(self.mentions, self.bulk.chars) if self.bulk.chars else None

    @property
    def share(self) -> float | None:
        """The share of the period's speeches that hold it, 0 to 1."""
        return self.speeches / self.bulk.speeches if self.bulk.speeches else None

    def row(self) -> dict[str, Any]:
        """The point as a row of an answer."""
        return {
            "slogan": self.name,
            "period": self.period,
            "mentions": self.mentions,
            "speeches": self.speeches,
            "per_million": None if self.per_million is None else round(self.per_million, 3),
            "share": None if self.share is None else round(self.share, 6),
            "period_speeches": self.bulk.speeches,
            "period_chars": self.bulk.chars,
        }


def check_period(name: str) -> Period:
    """The period; UsageError when there is none of that name."""
    for period in get_args(Period):
        if period == name:
            found: Period = period
            return found
    raise UnknownNameError("trend.unknown_period", name=name, known=get_args(Period))


def requests(corpus: Corpus, subject: Subject, period: Period, filters: Filters, apart: bool = False) -> list[Request]:
    """The search for the mentions of one formulation by period and speech, its canonical forms ``apart`` or not."""
    fields = [*(["slogan"] if apart else []), period, "collection", "speech_id"]
    query = filtered(COUNTED, [subject.clause(), *filters.clauses()])
    return [pages(corpus, schema.SLOGANS, fields, query)]


def trend(
    client: Elasticsearch,
    corpus: Corpus,
    subjects: Sequence[Subject],
    period: Period = "year",
    filters: Filters = Filters(),
    apart: bool = False,
) -> list[Point]:
    """The points of every formulation, in order of period; undated speeches stand in none."""
    texts = bulk(client, corpus, [period], filters.clauses())
    every = list(periods([name for (name,) in texts if name], period))
    points: list[Point] = []
    for subject in subjects:
        for name, held in _series(client, requests(corpus, subject, period, filters, apart)[0], subject, apart).items():
            for each in every:
                mentions, speeches = held.get(each, (0, 0))
                points.append(Point(name, each, mentions, speeches, texts.get((each,), Bulk())))
    return points


def as_trend(points: Sequence[Point], period: Period) -> Trend:
    """The points as the trend of phrases that charts draw."""
    drawn = tuple(
        charted.Point(
            phrase=point.name,
            period=point.period,
            split="",
            tally=Tally(point.mentions, 0, point.speeches),
            said=charted.Said(point.bulk.speeches, point.bulk.chars),
            thin=point.bulk.chars < charted.THIN,
            command="",
        )
        for point in points
    )
    totals = {name: sum(point.mentions for point in points if point.name == name) for name in _names(points)}
    return Trend(period, "", drawn, (), tuple(Count(name, Tally(total)) for name, total in totals.items()))


def _names(points: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(point.name for point in points))


def _series(
    client: Elasticsearch, request: Request, subject: Subject, apart: bool
) -> dict[str, dict[str, tuple[int, int]]]:
    """name -> period -> (mentions, speeches); the subject itself is there even if nothing was found."""
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    if not apart:
        found[subject.name] = {}
    for name, period, count in _held(combinations(client, request), subject.name, apart):
        mentions, speeches = found[name].get(period, (0, 0))
        found[name][period] = (mentions + count, speeches + 1)
    return dict(found) or {subject.name: {}}


def _held(found: Iterator[tuple[Key, Body]], name: str, apart: bool) -> Iterator[tuple[str, str, int]]:
    """(name, period, mentions) of each speech."""
    for key, bucket in found:
        yield (key[0] if apart else name), key[1 if apart else 0], bucket["doc_count"]


def periods(found: Sequence[str], period: Period) -> Iterator[str]:
    """Every period from the first to the last of those found: 2011, 2012, or 2011-Q4, 2012-Q1, or 2011-12, 2012-01."""
    if not found:
        return
    first, last = (_number(name, period) for name in (min(found), max(found)))
    for number in range(first, last + 1):
        year, part = divmod(number, _PARTS[period])
        yield {"year": f"{year:04d}", "quarter": f"{year:04d}-Q{part + 1}", "month": f"{year:04d}-{part + 1:02d}"}[
            period
        ]


def _number(name: str, period: Period) -> int:
    """A period as a number, consecutive ones one apart."""
    year, _, part = name.partition("-")
    return int(year) if period == "year" else int(year) * _PARTS[period] + int(part.lstrip("Q")) - 1
