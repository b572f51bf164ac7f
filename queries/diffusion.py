"""How does a formulation spread? Its first use at each level and place, and how long after the centre's.

A lag in days needs both dates to the day; where one is known to the month or year only, the lag is told in years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from queries.ledger import Seen, seen
from queries.phrases import filtered
from queries.run import Body, Request
from queries.slogan_counts import COUNTED, MATCH_ALL, combinations, pages
from queries.slogans import Subject, level_rank
from yulu import schema
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

CENTRE = "national"


@dataclass(frozen=True, slots=True)
class Step:
    """The first use at one level, or in one place of it (``place`` is "" for the level as a whole).

    ``mentions`` are counted ones. ``days`` is None unless both dates are known to the day; ``years`` None unless both
    have a year. Both are negative for a use before the centre's.
    """

    level: str
    place: str
    first: Seen
    mentions: int
    speeches: int
    days: int | None
    years: int | None

    def row(self) -> dict[str, Any]:
        """The step as a row of an answer."""
        return {
            "level": self.level,
            "place": self.place,
            "first": self.first.date,
            "lag_days": self.days,
            "lag_years": self.years,
            "title": self.first.title,
            "speaker": list(self.first.speaker),
            "speech_id": self.first.speech_id,
            "mentions": self.mentions,
            "speeches": self.speeches,
        }


def diffusion(client: Elasticsearch, corpus: Corpus, subject: Subject, filters: Filters = Filters()) -> list[Step]:
    """The steps of each level, from the centre outward, and below it those of its places in order of first use."""
    places_first, each_speech = requests(corpus, subject, filters)
    firsts, held = _firsts(client, places_first), _held(client, each_speech)
    levels = {
        level: min((first for (own, _), first in firsts.items() if own == level), key=_when) for level, _ in firsts
    }
    centre = levels[CENTRE].date if CENTRE in levels else ""
    steps = []
    for level in sorted(levels, key=level_rank):
        steps.append(_step(level, "", levels[level], held, centre))
        places = [(place, first) for (own, place), first in firsts.items() if own == level and place]
        steps += [
            _step(level, place, first, held, centre) for place, first in sorted(places, key=lambda p: _when(p[1]))
        ]
    return steps


def requests(corpus: Corpus, subject: Subject, filters: Filters) -> list[Request]:
    """The searches behind ``diffusion``: the first speech of each level and place, and the mentions of each speech."""
    every = [subject.clause(), *filters.clauses()]
    order = [{"date": {"order": "asc", "missing": "_last"}}, {"speech_id": "asc"}, {"start": "asc"}]
    shown = ["speech_id", "title", "date", "speaker", "level", "place"]
    first: Body = {"first": {"top_hits": {"size": 1, "sort": order, "_source": shown}}}
    each_speech = ["level", "place", "collection", "speech_id"]
    return [
        pages(corpus, schema.SLOGANS, ["level", "place"], filtered(MATCH_ALL, every), first, size=500),
        pages(corpus, schema.SLOGANS, each_speech, filtered(COUNTED, every)),
    ]


def _firsts(client: Elasticsearch, request: Request) -> dict[tuple[str, str], Seen]:
    """(level, place) -> the first speech."""
    found = combinations(client, request)
    return {(key[0], key[1]): seen(bucket["first"]["hits"]["hits"][0]["_source"]) for key, bucket in found}


def _held(client: Elasticsearch, request: Request) -> dict[tuple[str, str], tuple[int, int]]:
    """(level, place) and (level, "") -> counted mentions and speeches."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for key, bucket in combinations(client, request):
        for group in {(key[0], key[1]), (key[0], "")}:
            mentions, speeches = found.get(group, (0, 0))
            found[group] = (mentions + bucket["doc_count"], speeches + 1)
    return found


def _when(first: Seen) -> tuple[bool, str, str]:
    """Undated speeches come last."""
    return (not first.date, first.date, first.speech_id)


def _step(level: str, place: str, first: Seen, held: dict[tuple[str, str], tuple[int, int]], centre: str) -> Step:
    mentions, speeches = held.get((level, place), (0, 0))
    return Step(level, place, first, mentions, speeches, lag_days(centre, first.date), lag_years(centre, first.date))


def lag_days(centre: str, here: str) -> int | None:
    """Days from one date to another; None unless both are known to the day."""
    if len(centre) != 10 or len(here) != 10:
        return None
    try:
        return (date.fromisoformat(here) - date.fromisoformat(centre)).days
    except ValueError:
        return None


def lag_years(centre: str, here: str) -> int | None:
    """Calendar years from one date to another; None unless both have a year."""
    return int(here[:4]) - int(centre[:4]) if centre and here else None
