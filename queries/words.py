"""How often does each word stand in a corpus, or each run of characters? Counted from the speeches' own texts.

Words are jieba's (``language.segment``). Runs of n characters (n-grams) lie between punctuation; only those that occur
at least a minimum of times are kept, found length by length: a run cannot be more frequent than its own parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from language.normalise import is_word, normalise
from language.segment import words
from queries.stream import speeches
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

LONGEST_RUN = 10
Cut = Callable[[str], Iterable[str]]


@dataclass(slots=True)
class Frequencies:
    """How often each unit occurs, in how many speeches, and how many units there are in all."""

    occurrences: Counter[str] = field(default_factory=Counter)
    speeches: Counter[str] = field(default_factory=Counter)
    size: int = 0
    texts: int = 0

    def add(self, units: Sequence[str], kept: Sequence[str]) -> None:
        """Add one speech: its size in units, and those of its units that are counted."""
        self.occurrences.update(kept)
        self.speeches.update(set(kept))
        self.size += len(units)
        self.texts += 1


def frequencies(client: Elasticsearch, corpus: Corpus, filters: Filters, cut: Cut = words) -> Frequencies:
    """How often each word (or each unit of another ``cut``) stands in the speeches under the filters."""
    found = Frequencies()
    for text in _texts(client, corpus, filters):
        units = list(cut(text))
        found.add(units, units)
    return found


def runs(
    client: Elasticsearch, corpus: Corpus, sides: Sequence[Filters], length: int, at_least: int
) -> list[Frequencies]:
    """For each side how often each run of ``length`` characters occurs, if all sides together have enough of it."""
    frequent: set[str] | None = None
    # All runs of two fit into memory; of more, only those whose parts are frequent are counted.
    for now in range(min(2, length), length + 1):
        counted = [_count_runs(client, corpus, side, now, frequent) for side in sides]
        totals: Counter[str] = Counter()
        for side in counted:
            totals.update(side.occurrences)
        frequent = {unit for unit, number in totals.items() if number >= at_least}
    for side in counted:
        for unit in [unit for unit in side.occurrences if unit not in (frequent or ())]:
            del side.occurrences[unit], side.speeches[unit]
    return counted


def _count_runs(
    client: Elasticsearch, corpus: Corpus, side: Filters, length: int, parts: set[str] | None
) -> Frequencies:
    found = Frequencies()
    for text in _texts(client, corpus, side):
        units = list(character_runs(text, length))
        # Both parts one shorter have to be frequent themselves.
        kept = units if parts is None else [unit for unit in units if unit[1:] in parts and unit[:-1] in parts]
        found.add(units, kept)
    return found


class _Breaks(dict[int, str]):
    """A translation table: normalised text with a line break for all that is neither letter, digit nor mark."""

    def __missing__(self, codepoint: int) -> str:
        char = chr(codepoint)
        self[codepoint] = char if is_word(char) else "\n"
        return self[codepoint]


_breaks = _Breaks()


def character_runs(text: str, length: int) -> Iterator[str]:
    """Every run of so many characters that no punctuation, blank or sentence end interrupts; normalised."""
    for part in normalise(text).translate(_breaks).split("\n"):
        for at in range(len(part) - length + 1):
            yield part[at : at + length]


def _texts(client: Elasticsearch, corpus: Corpus, filters: Filters) -> Iterator[str]:
    for speech in speeches(client, corpus, {"match_all": {}}, filters):
        yield speech.text
