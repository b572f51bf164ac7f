"""Which formulations are new in a stretch of time, and which are fading?

New is what no dated speech before the window holds, not even inside a longer formulation; it is ranked by its spread.
Fading is what is used less, per character, in the window than in the stretch before it; it is ranked by how sure the
fall is (log-likelihood). Speeches without a date are in no window.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from queries.keyness import Contrast, contrast
from queries.ledger import Seen, ends
from queries.phrases import filtered
from queries.run import Body, Request, search
from queries.slogan_counts import Bulk, Unit, Usage, bulk, mentions, speeches, usage
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Arrival:
    """A formulation first seen in the window: where first, and how far it has spread there since."""

    name: str
    first: Seen
    speeches: int
    places: int
    levels: int
    mentions: int
    marked: int

    def row(self) -> dict[str, Any]:
        """The arrival as a row of an answer."""
        return {
            "slogan": self.name,
            "first": self.first.date,
            "first_title": self.first.title,
            "first_speech": self.first.speech_id,
            "first_level": self.first.level,
            "speeches": self.speeches,
            "places": self.places,
            "levels": self.levels,
            "mentions": self.mentions,
            "marked": self.marked,
        }


def new(client: Elasticsearch, corpus: Corpus, unit: Unit, filters: Filters) -> list[Arrival]:
    """What is first seen between ``filters.since`` and ``filters.until``, the widest spread first.

    The other filters choose the speeches for both: new in the provinces is what no earlier speech of theirs holds.
    Raises UsageError without ``since``.
    """
    if not filters.since:
        raise UsageError("slogan.no_since")
    inside = filters.clauses()
    earlier = [*_undated(filters).clauses(), before(filters.since)]
    known = {name for (name,) in mentions(client, corpus, [unit], earlier, nested=True)}
    counted = mentions(client, corpus, [unit, "marked"], inside)
    held = speeches(client, corpus, unit, (), inside)
    places = _values(mentions(client, corpus, [unit, "place"], inside))
    levels = _values(mentions(client, corpus, [unit, "level"], inside))
    total: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for (name, is_marked), count in counted.items():
        total[name] += count
        marked[name] += count if is_marked.lower() == "true" else 0
    firsts = _firsts(client, corpus, unit, inside, [name for name in total if name not in known])
    arrivals = [
        Arrival(name, first, held.get((name,), 0), places[name], levels[name], total[name], marked[name])
        for name, first in firsts.items()
    ]
    return sorted(arrivals, key=lambda each: (-each.speeches, -each.places, -each.levels, -each.mentions, each.name))


def before(since: str) -> Body:
    """Documents dated before a day, month or year."""
    return {"range": {"date": {"lt": since, "format": "yyyy-MM-dd||yyyy-MM||yyyy"}}}


def _undated(filters: Filters) -> Filters:
    """The filters without their dates."""
    return dataclasses.replace(filters, since="", until="")


def _values(found: Iterable[tuple[str, ...]]) -> Counter[str]:
    """How many values of a field each formulation has; a missing value is none."""
    return Counter(name for name, value in found if value)


_AT_ONCE = 10_000


def _firsts(
    client: Elasticsearch, corpus: Corpus, unit: Unit, clauses: list[Body], names: list[str]
) -> dict[str, Seen]:
    """The first speech of each of the named formulations."""
    found: dict[str, Seen] = {}
    for start in range(0, len(names), _AT_ONCE):
        wanted: Body = {"terms": {unit: names[start : start + _AT_ONCE]}}
        found |= {name: first for name, (first, _) in ends(client, corpus, unit, [*clauses, wanted]).items()}
    return found


def undated(client: Elasticsearch, corpus: Corpus, filters: Filters) -> int:
    """Speeches without a date, which are in no window."""
    missing: Body = {"bool": {"must_not": {"exists": {"field": "date"}}}}
    body: Body = {"query": filtered(missing, _undated(filters)), "size": 0, "track_total_hits": True}
    (answer,) = search(client, [Request(corpus.alias(schema.SPEECHES), body)])
    return int(answer["hits"]["total"]["value"])


@dataclass(frozen=True, slots=True)
class Windows:
    """Two stretches of years next to each other, both inclusive."""

    earlier: tuple[str, str]
    later: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fading:
    """A formulation that is used less in the later window: its use in both, the contrast, and when it was last seen."""

    name: str
    earlier: Usage
    later: Usage
    contrast: Contrast
    last: str

    def row(self) -> dict[str, Any]:
        """The fall as a row of an answer."""
        return {
            "slogan": self.name,
            "mentions_before": self.earlier.mentions,
            "mentions": self.later.mentions,
            "speeches_before": self.earlier.speeches,
            "speeches": self.later.speeches,
            "per_million_before": round(self.earlier.per_million, 3),
            "per_million": round(self.later.per_million, 3),
            "change": self.contrast.shown_difference(),
            "log_likelihood": round(self.contrast.log_likelihood, 2),
            "last": self.last,
        }


def windows(years: Iterable[str], since: str = "", until: str = "", span: int = 5) -> Windows:
    """The window that is asked for, the last ``span`` years of the corpus if none is, and as many years before it.

    Raises UsageError when the corpus has no dated speech, or ``since`` is not before ``until``.
    """
    found = sorted(year for year in years if year)
    if not found:
        raise UsageError("slogan.no_years")
    last = int(until[:4] or found[-1])
    first = int(since[:4]) if since else last - span + 1
    if first > last:
        raise UsageError("slogan.no_window", since=first, until=last)
    length = last - first + 1
    return Windows((f"{first - length:04d}", f"{first - 1:04d}"), (f"{first:04d}", f"{last:04d}"))


def fading(client: Elasticsearch, corpus: Corpus, unit: Unit, filters: Filters) -> tuple[Windows, list[Fading]]:
    """What is used less in the window than in the one before it, the surest first."""
    open_ended = _undated(filters)
    years = [year for (year,) in bulk(client, corpus, ["year"], open_ended.clauses())]
    chosen = windows(years, filters.since, filters.until)
    (earlier, texts_before), (later, texts) = (
        _window(client, corpus, unit, open_ended, bounds) for bounds in (chosen.earlier, chosen.later)
    )
    latest = _last_years(client, corpus, unit, open_ended, chosen.later[1])
    falls = []
    for name, old in earlier.items():
        now = later.get(name) or Usage(name, 0, 0, texts)
        difference = contrast(now.mentions, texts.chars, old.mentions, texts_before.chars)
        if now.per_million < old.per_million and texts.chars:
            falls.append(Fading(name, old, now, difference, latest.get(name, "")))
    return chosen, sorted(falls, key=lambda each: (-each.contrast.log_likelihood, each.name))


def _window(
    client: Elasticsearch, corpus: Corpus, unit: Unit, filters: Filters, bounds: tuple[str, str]
) -> tuple[dict[str, Usage], Bulk]:
    within = dataclasses.replace(filters, since=bounds[0], until=bounds[1])
    found = usage(client, corpus, unit, within)
    return {each.name: each for each in found.get((), [])}, bulk(client, corpus, (), within.clauses())[()]


def _last_years(client: Elasticsearch, corpus: Corpus, unit: Unit, filters: Filters, until: str) -> dict[str, str]:
    """The last year, not after ``until``, in which each formulation stands in any way."""
    latest: dict[str, str] = defaultdict(str)
    bounded = dataclasses.replace(filters, until=until)
    for name, year in mentions(client, corpus, [unit, "year"], bounded.clauses(), nested=True):
        latest[name] = max(latest[name], year)
    return latest
