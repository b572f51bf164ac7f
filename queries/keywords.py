"""Which words does one part of a corpus prefer to another? Keyness of words or of runs of characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from queries import measures
from queries.keyness import contrast as against
from queries.run import Request, search
from queries.words import LONGEST_RUN, Frequencies, frequencies, runs
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Key:
    """One word on two sides: how often, in how many speeches, and how far the sides differ.

    ``log_likelihood`` and ``p`` tell how sure the difference is, ``percent_difference`` and ``log_ratio`` how large.
    """

    word: str
    left: int
    right: int
    left_per_million: float
    right_per_million: float
    left_speeches: int
    right_speeches: int
    log_likelihood: float
    p: float
    percent_difference: float | None
    log_ratio: float

    @property
    def side(self) -> str:
        """The side that prefers it."""
        return "left" if self.left_per_million > self.right_per_million else "right"

    def row(self) -> dict[str, Any]:
        """As a flat object."""
        return {
            "word": self.word,
            "side": self.side,
            "left": self.left,
            "right": self.right,
            "left_per_million": self.left_per_million,
            "right_per_million": self.right_per_million,
            "left_speeches": self.left_speeches,
            "right_speeches": self.right_speeches,
            "log_likelihood": self.log_likelihood,
            "p": self.p,
            "percent_difference": self.percent_difference,
            "log_ratio": self.log_ratio,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The keys, the surest first; each side's size in words (or runs) and speeches; how many speeches are on both."""

    keys: tuple[Key, ...]
    left_size: int
    right_size: int
    left_speeches: int
    right_speeches: int
    on_both: int


@dataclass(frozen=True, slots=True)
class Units:
    """What is compared: words, or where ``run`` is set all runs of so many characters; from ``at_least`` occurrences
    on, both sides together; ``below`` leaves out what chance makes as likely as that."""

    run: int | None = None
    at_least: int = 5
    below: float = 0.01

    def __post_init__(self) -> None:
        if self.run is not None and not 1 <= self.run <= LONGEST_RUN:
            raise UsageError("compare.bad_run", run=self.run, most=LONGEST_RUN)
        if self.at_least < 1:
            raise UsageError("words.bad_minimum", number=self.at_least)


def overlap_request(corpus: Corpus, left: Filters, right: Filters) -> Request:
    """The search for the speeches that are on both sides."""
    query = {"bool": {"filter": [*left.clauses(), *right.clauses()]}}
    return Request(corpus.alias(schema.SPEECHES), {"query": query, "size": 0, "track_total_hits": True})


def compare(client: Elasticsearch, corpus: Corpus, left: Filters, right: Filters, units: Units = Units()) -> Comparison:
    """The words or runs that one side prefers, the surest first. Reads every speech of both sides."""
    (both,) = search(client, [overlap_request(corpus, left, right)])
    if units.run is None:
        sides = [frequencies(client, corpus, one) for one in (left, right)]
    else:
        sides = runs(client, corpus, (left, right), units.run, units.at_least)
    return contrast(sides[0], sides[1], units, both["hits"]["total"]["value"])


def contrast(left: Frequencies, right: Frequencies, units: Units = Units(), on_both: int = 0) -> Comparison:
    """The comparison of two sides that are counted already."""
    if not left.size or not right.size:
        raise UsageError("compare.empty_side", side="--left" if not left.size else "--right")
    words = left.occurrences.keys() | right.occurrences.keys()
    found = (
        _key(word, left, right) for word in words if left.occurrences[word] + right.occurrences[word] >= units.at_least
    )
    keys = sorted((key for key in found if key.p < units.below), key=lambda key: (-key.log_likelihood, key.word))
    return Comparison(tuple(keys), left.size, right.size, left.texts, right.texts, on_both)


def _key(word: str, left: Frequencies, right: Frequencies) -> Key:
    numbers = (left.occurrences[word], left.size, right.occurrences[word], right.size)
    seen = against(*numbers)
    return Key(
        word=word,
        left=numbers[0],
        right=numbers[2],
        left_per_million=numbers[0] * 1e6 / left.size,
        right_per_million=numbers[2] * 1e6 / right.size,
        left_speeches=left.speeches[word],
        right_speeches=right.speeches[word],
        log_likelihood=seen.log_likelihood,
        p=measures.p_value(seen.log_likelihood),
        percent_difference=seen.difference,
        log_ratio=measures.log_ratio(*numbers),
    )
