"""How does a phrase rise and fall? Its occurrences in each period, against how much was said in it.

Every period between the first and the last that the corpus has under the filters is there, a zero included; a period
with little text is marked, one without any has no rate. What has no date fine enough is told apart, never left out
silently. Each point carries the command that lists its hits.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from queries.counting import BUCKETS, DIMENSIONS, Count, Key, Tally, buckets, count, opening
from queries.phrases import Phrase
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError, UsageError, YuluError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Period = Literal["year", "quarter", "month"]
Per = Literal["million", "speeches"]
PERIODS: tuple[Period, ...] = ("year", "quarter", "month")
# With less text than this a single occurrence makes a rate of a hundred and more per million.
THIN = 10_000
MOST_PERIODS = 5_000
# The dimensions whose filter takes the very value; --place takes any place that contains it.
FOLLOWED = ("speaker", "person", "role", "level", "kind", "collection")


@dataclass(frozen=True, slots=True)
class Said:
    """How much was said: speeches, and their characters (neither blank nor invisible)."""

    speeches: int = 0
    chars: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One phrase in one period (and one value of the split): how often, against how much was said."""

    phrase: str
    period: str
    split: str
    tally: Tally
    said: Said
    thin: bool
    command: str

    @property
    def per_million(self) -> float | None:
        """Occurrences per million characters; None where nothing was said."""
        return self.tally.occurrences * 1e6 / self.said.chars if self.said.chars else None

    @property
    def share(self) -> float | None:
        """Of a hundred speeches, how many hold it; None where there are none."""
        return self.tally.speeches * 100 / self.said.speeches if self.said.speeches else None

    def rate(self, per: Per) -> float | None:
        """The rate that was asked for."""
        return self.per_million if per == "million" else self.share

    def row(self, by: str, split: str = "") -> dict[str, Any]:
        """The point as a flat object."""
        return {
            "phrase": self.phrase,
            by: self.period,
            **({split: self.split} if split else {}),
            "occurrences": self.tally.occurrences,
            "sentences": self.tally.sentences,
            "speeches": self.tally.speeches,
            "speeches_in_all": self.said.speeches,
            "characters": self.said.chars,
            "per_million": self.per_million,
            "percent_of_speeches": self.share,
            "little_text": self.thin,
            "command": self.command,
        }


@dataclass(frozen=True, slots=True)
class Trend:
    """The points of every phrase in order of period, and what of each phrase is in no period."""

    by: Period
    split: str
    points: tuple[Point, ...]
    undated: tuple[Point, ...]
    totals: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """What runs along the trend: periods, split by a dimension if at all, and below how much text a period is thin."""

    by: Period = "year"
    split: str = ""
    thin: int = THIN

    def __post_init__(self) -> None:
        if self.by not in PERIODS:
            raise UnknownNameError("trend.unknown_period", name=self.by, known=PERIODS)
        if self.split in PERIODS:
            raise UsageError("trend.split_by_period", name=self.split)
        if self.split and self.split not in DIMENSIONS:
            raise UnknownNameError(
                "trend.unknown_split", name=self.split, known=[name for name in DIMENSIONS if name not in PERIODS]
            )

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What is counted by."""
        return (self.by, self.split) if self.split else (self.by,)


def requests(corpus: Corpus, phrases: Sequence[Phrase], filters: Filters, axis: Axis) -> list[Request]:
    """The searches that open a trend, for ``--show-query``."""
    counted = [request for phrase in phrases for request in opening(corpus, phrase, filters, axis.dimensions)]
    return [said_request(corpus, filters, axis.dimensions), *counted]


def trend(
    client: Elasticsearch,
    corpus: Corpus,
    phrases: Sequence[Phrase],
    filters: Filters = Filters(),
    axis: Axis = Axis(),
) -> Trend:
    """The trend of one or several phrases. Raises UsageError for an unknown period or split."""
    (answer,) = search(client, [said_request(corpus, filters, axis.dimensions)])
    said = dict(_read_said(answer["aggregations"]["by"], ()))
    counts = count(client, corpus, phrases, filters, axis.dimensions)
    periods = between(sorted({key[0] for key in said if key[0]}), axis.by)
    splits = sorted({key[1] for key in said}) if axis.split else [""]

    def points(along: Sequence[str]) -> Iterator[Point]:
        for phrase, found in zip(phrases, counts, strict=True):
            for period in along:
                for value in splits:
                    key: Key = (period, value) if axis.split else (period,)
                    much = said.get(key, Said())
                    command = follow(corpus, phrase, filters, period, axis.split, value)
                    tally = found.parts.get(key, Tally())
                    yield Point(phrase.text, period, value, tally, much, much.chars < axis.thin, command)

    undated = tuple(point for point in points([""]) if point.said.speeches)
    return Trend(axis.by, axis.split, tuple(points(periods)), undated, tuple(counts))


def said_request(corpus: Corpus, filters: Filters, by: Sequence[str]) -> Request:
    """The search for how much was said, for each combination of the dimensions."""
    aggregation = buckets(by)
    leaf = aggregation
    for _ in by[1:]:
        leaf = leaf["by"]["aggs"]
    leaf["by"]["aggs"] = {"chars": {"sum": {"field": "chars"}}}
    query = {"bool": {"filter": filters.clauses()}} if filters.clauses() else {"match_all": {}}
    return Request(corpus.alias(schema.SPEECHES), {"query": query, "size": 0, "aggs": aggregation})


def _read_said(aggregation: Body, above: Key) -> Iterator[tuple[Key, Said]]:
    if aggregation.get("sum_other_doc_count"):
        raise YuluError("count.too_many_values", most=BUCKETS)
    for bucket in aggregation["buckets"]:
        key = (*above, str(bucket["key"]))
        if "by" in bucket:
            yield from _read_said(bucket["by"], key)
        else:
            yield key, Said(bucket["doc_count"], round(bucket["chars"]["value"]))


def between(periods: Sequence[str], by: Period) -> list[str]:
    """Every period from the first to the last of these, which are in order."""
    if not periods:
        return []
    first, last = _number(periods[0], by), _number(periods[-1], by)
    if last - first >= MOST_PERIODS:
        raise YuluError("trend.too_many_periods", first=periods[0], last=periods[-1], most=MOST_PERIODS)
    return [_name(number, by) for number in range(first, last + 1)]


def _number(period: str, by: Period) -> int:
    year = int(period[:4])
    if by == "quarter":
        return year * 4 + int(period[6:]) - 1
    return year * 12 + int(period[5:]) - 1 if by == "month" else year


def _name(number: int, by: Period) -> str:
    if by == "quarter":
        return f"{number // 4:04}-Q{number % 4 + 1}"
    return f"{number // 12:04}-{number % 12 + 1:02}" if by == "month" else f"{number:04}"


def bounds(period: str) -> tuple[str, str]:
    """The ``--since`` and ``--until`` of a period."""
    if "Q" in period:
        year, quarter = period.split("-Q")
        last = int(quarter) * 3
        return f"{year}-{last - 2:02}", f"{year}-{last:02}"
    return period, period


def follow(corpus: Corpus, phrase: Phrase, filters: Filters, period: str, split: str = "", value: str = "") -> str:
    """The command that lists the hits of a point; "" where no filter says just that (no date, no value, a place)."""
    if not period or (split and (not value or split not in FOLLOWED)):
        return ""
    since, until = bounds(period)
    words = ["yulu", "phrase", phrase.text, *(["--loose"] if phrase.loose else [])]
    for name, set_ in filters.shown().items():
        if name in ("since", "until", split):
            continue
        words += [f"--{name}"] if set_ is True else [part for one in set_ for part in (f"--{name}", one)]
    words += [f"--{split}", value] if split else []
    # Where a filter begins or ends inside the period, it is the narrower bound.
    words += ["--since", max(since, filters.since), "--until", _narrower(until, filters.until)]
    return shlex.join([*words, "--corpus", corpus.prefix, "--all"])


def _narrower(until: str, asked: str) -> str:
    """The earlier of two ends, of which a shorter one means the end of its year or month."""
    return asked if asked and f"{asked}~" < f"{until}~" else until
