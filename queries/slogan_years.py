"""How did each formulation stand in each year, at each level? The rows that dashboards draw and cannot compute.

A row says in how many speeches of the year and level it stands, its share of them, its rank among all, the change of
its share since the last year that has texts, and when it was first seen. One that falls to nothing has a row of zeros
in the first year without it. ``level`` is "all" for all levels together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from queries.ledger import ends
from queries.slogan_counts import Bulk, Usage, bulk, mentions, usage
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

ALL = "all"


@dataclass(frozen=True, slots=True)
class Standing:
    """One formulation in one year at one level. ``change`` is None in the first year that has texts.

    ``before`` are the speeches of the year that the change is from: a change from or to very few says nothing.
    """

    usage: Usage
    year: str
    level: str
    rank: int
    change: float | None
    first_seen: str
    first_here: bool
    before: int = 0

    def row(self) -> dict[str, Any]:
        """The standing as a document of the index."""
        use = self.usage
        return {
            "slogan": use.name,
            "date": self.year,
            "year": self.year,
            "level": self.level,
            "mentions": use.mentions,
            "speeches": use.speeches,
            "speeches_in_all": use.bulk.speeches,
            "share": use.share,
            "per_million": use.per_million,
            "rank": self.rank or None,
            "change": self.change,
            "speeches_before": self.before,
            "first_seen": self.first_seen or None,
            "first_here": self.first_here,
        }


def standings(client: Elasticsearch, corpus: Corpus) -> Iterator[Standing]:
    """Every standing of every family, level by level, "all" first."""
    firsts = {name: first.date for name, (first, _) in ends(client, corpus, "family", []).items()}
    yield from of_level(
        ALL,
        {year: found for (year,), found in usage(client, corpus, "family", by=["year"]).items() if year},
        {year: texts for (year,), texts in bulk(client, corpus, ["year"], []).items() if year},
        firsts,
        _first_years(mentions(client, corpus, ["family", "year"], [], nested=True)),
    )
    counted: dict[str, dict[str, list[Usage]]] = defaultdict(dict)
    for (year, level), found in usage(client, corpus, "family", by=["year", "level"]).items():
        counted[level][year] = found
    texts_of: dict[str, dict[str, Bulk]] = defaultdict(dict)
    for (year, level), texts in bulk(client, corpus, ["year", "level"], []).items():
        if year:
            texts_of[level][year] = texts
    seen = mentions(client, corpus, ["family", "year", "level"], [], nested=True)
    for level in sorted(texts_of):
        here = _first_years({(name, year): 1 for name, year, own in seen if own == level})
        if level:
            yield from of_level(level, counted[level], texts_of[level], firsts, here)


def _first_years(seen: Mapping[tuple[str, ...], int]) -> dict[str, str]:
    """name -> the first year of it, from (name, year)."""
    found: dict[str, str] = {}
    for name, year in seen:
        if year:
            found[name] = min(year, found.get(name, year))
    return found


def of_level(
    level: str,
    counted: Mapping[str, Sequence[Usage]],
    texts: Mapping[str, Bulk],
    firsts: Mapping[str, str],
    here: Mapping[str, str],
) -> Iterator[Standing]:
    """The standings of one level: ``counted`` and ``texts`` by year, ``here`` the first year at this level by name."""
    before: dict[str, Usage] | None = None
    earlier = 0
    for year in sorted(texts):
        now = {each.name: each for each in counted.get(year, ())}
        gone = [name for name, each in (before or {}).items() if name not in now and each.speeches]
        ranks = ranked(list(now.values()))
        for each in [*now.values(), *(Usage(name, 0, 0, texts[year]) for name in gone)]:
            old = before.get(each.name) if before is not None else None
            change = None if before is None else each.share - (old.share if old else 0.0)
            first = firsts.get(each.name, "")
            rank = ranks.get(each.name, 0)
            yield Standing(each, year, level, rank, change, first, here.get(each.name) == year, earlier)
        before, earlier = now, texts[year].speeches


def ranked(found: Sequence[Usage]) -> dict[str, int]:
    """name -> rank by speeches, then mentions; equals share the better rank."""
    order = sorted(found, key=lambda each: (-each.speeches, -each.mentions))
    ranks: dict[str, int] = {}
    last: tuple[int, int] | None = None
    rank = 0
    for number, each in enumerate(order, 1):
        weight = (each.speeches, each.mentions)
        if weight != last:
            rank, last = number, weight
        ranks[each.name] = rank
    return ranks
