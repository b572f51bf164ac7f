"""Which words keep a phrase company? Those around its hits, against how often they stand anywhere.

Every speech is cut into words with each hit as one word of its own, so that a phrase is never half of a word
(各族人民 is 各族 and 人民 where 人民 is asked), and words near the hits are counted in the same cut as words anywhere.
Windows stay in the paragraph; a word near two hits counts once: it is never near more often than it is anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from language.matching import Span
from language.normalise import normalise
from language.segment import words
from language.sentences import paragraphs
from queries import measures
from queries.questions import Question
from queries.stream import speeches
from queries.words import Frequencies
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError, UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

WIDEST = 50
MEASURES = ("log_likelihood", "mi", "log_dice", "together")


@dataclass(frozen=True, slots=True)
class Window:
    """How many words on each side are company, how often a word has to be there, and what sorts them."""

    words: int = 5
    at_least: int = 3
    sort: str = "log_likelihood"

    def __post_init__(self) -> None:
        if not 1 <= self.words <= WIDEST:
            raise UsageError("collocates.bad_span", words=self.words, most=WIDEST)
        if self.at_least < 1:
            raise UsageError("words.bad_minimum", number=self.at_least)
        if self.sort not in MEASURES:
            raise UnknownNameError("collocates.unknown_measure", name=self.sort, known=MEASURES)


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the hits: how often ``together``, to the left and to the right, and how often it stands anywhere."""

    word: str
    together: int
    left: int
    right: int
    anywhere: int
    expected: float
    log_likelihood: float
    p: float
    mi: float
    log_dice: float

    def row(self) -> dict[str, Any]:
        """As a flat object."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Company:
    """The collocates of a question, best first; its hits, the words near them, and the words of the corpus."""

    collocates: tuple[Collocate, ...]
    hits: int
    near: int
    size: int


@dataclass(slots=True)
class Nearby:
    """The words near the hits: in all, and to the left and right; and the words of the whole corpus."""

    near: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    whole: Frequencies = field(default_factory=Frequencies)
    hits: int = 0

    def add(self, text: str, hits: Sequence[Span], size: int) -> None:
        """Add one speech with its hits."""
        if not hits:
            units = words(text)
            self.whole.add(units, units)
            return
        units = []
        for paragraph, nodes in cut_around(text, hits):
            units += paragraph
            self._add_windows(paragraph, nodes, size)
        self.whole.add(units, units)

    def _add_windows(self, units: Sequence[str], nodes: Sequence[int], size: int) -> None:
        self.hits += len(nodes)
        left = {at for node in nodes for at in range(max(0, node - size), node)}
        right = {at for node in nodes for at in range(node + 1, min(len(units), node + 1 + size))}
        self.near.update(units[at] for at in left | right)
        self.left.update(units[at] for at in left)
        self.right.update(units[at] for at in right)


def cut_around(text: str, hits: Sequence[Span]) -> Iterator[tuple[list[str], list[int]]]:
    """For each paragraph its words, each hit one of them, and which those are; of hits that overlap the first."""
    hits = list(hits)
    number = 0
    for start, end in paragraphs(text):
        units: list[str] = []
        nodes: list[int] = []
        at = start
        while number < len(hits) and hits[number].start < end:
            hit = hits[number]
            number += 1
            if hit.start < at:
                continue
            units += words(text[at : hit.start])
            nodes.append(len(units))
            units.append(normalise(text[hit.start : hit.end]))
            at = hit.end
        units += words(text[at:end])
        yield units, nodes


def collocates(
    client: Elasticsearch, corpus: Corpus, question: Question, filters: Filters = Filters(), window: Window = Window()
) -> Company:
    """The words that keep the question's hits company. Reads every speech under the filters."""
    nearby = Nearby()
    for speech in speeches(client, corpus, {"match_all": {}}, filters):
        nearby.add(speech.text, question.find(speech.text), window.words)
    return company(nearby, window)


def company(nearby: Nearby, window: Window = Window()) -> Company:
    """The collocates, best first."""
    found = sorted(_collocates(nearby, window.at_least), key=lambda one: one.word)
    found.sort(key=lambda one: -getattr(one, window.sort))
    return Company(tuple(found), nearby.hits, nearby.near.total(), nearby.whole.size)


def _collocates(nearby: Nearby, at_least: int) -> Iterator[Collocate]:
    near, total = nearby.near.total(), nearby.whole.size
    for word, together in nearby.near.items():
        if together < at_least:
            continue
        anywhere = nearby.whole.occurrences[word]
        g2 = measures.log_likelihood(together, near, anywhere, total)
        yield Collocate(
            word=word,
            together=together,
            left=nearby.left[word],
            right=nearby.right[word],
            anywhere=anywhere,
            expected=near * anywhere / total,
            log_likelihood=g2,
            p=measures.p_value(g2),
            mi=measures.mutual_information(together, near, anywhere, total),
            log_dice=measures.log_dice(together, nearby.hits, anywhere),
        )
