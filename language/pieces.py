"""What is a comparison of two texts made of? Words and what hangs on them, stretches alike and unlike.

A *word* is one character that ``language.normalise.is_word`` takes, or a sign that is read aloud; what stands between
two of them hangs on the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from language.normalise import INVISIBLE, QUOTE, is_word, normalise

Op = Literal["same", "alike", "punctuation", "missing", "added", "replaced", "moved", "omitted", "inserted"]
Kind = Literal["missing", "added", "replaced", "reordered", "punctuation"]

_LEFT_OUT = r"…+|\.{3,}|。{3,}|·{3,}"
# (略) and […] say the same as ……
ELLIPSIS = re.compile(rf"[\[【［〔（(](?:{_LEFT_OUT}|[中以]?[前下]?略)[\]】］〕）)]|{_LEFT_OUT}")
# Signs that are read aloud, and so are words.
_SYMBOLS = frozenset("%‰℃¥$€£+=<>×÷")


class _Counts(dict[str, bool]):
    """Whether a normalised character is a word's; each is looked up once."""

    def __missing__(self, char: str) -> bool:
        self[char] = is_word(char) or char in _SYMBOLS
        return self[char]


_COUNTS = _Counts()
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison: what the quotation has and what the source has, one of them empty or both alike.

    All ``quoted`` joined are the quotation, all ``source`` joined the passage from ``start`` to ``end``.
    """

    op: Op
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quotation beside the stretch ``start:end`` of a passage that is nearest to it.

    ``distance`` is the number of words' characters to be added, left out or replaced; ``length`` those of the
    quotation. No kinds: the same words with the same punctuation.
    """

    start: int
    end: int
    distance: int
    length: int
    kinds: tuple[Kind, ...]
    pieces: tuple[Piece, ...]

    @property
    def exact(self) -> bool:
        """The same, punctuation inside included."""
        return not self.kinds

    @property
    def same_words(self) -> bool:
        """The same but for punctuation."""
        return set(self.kinds) <= {"punctuation"}

    @property
    def likeness(self) -> float:
        """1 for the same words, 0 for none in common."""
        return max(0.0, 1 - self.distance / self.length) if self.length else 0.0


@dataclass(frozen=True, slots=True)
class Read:
    """A text as its words: their normalised characters, and for each its raw text up to the next word."""

    words: str
    offsets: tuple[int, ...]
    text: str

    @staticmethod
    def of(text: str) -> Read:
        """Read a text."""
        normal = normalise(text)
        found = [at for at, char in enumerate(normal) if _COUNTS[char]]
        if "." in normal:  # 3.5 and 35 are different words
            found = sorted([*found, *(match.start() for match in _POINT.finditer(normal))])
        return Read("".join(normal[at] for at in found), tuple(found), text)

    def raw(self, first: int, last: int) -> str:
        """The text from one word to before another, punctuation behind the words included."""
        if first >= last:
            return ""
        end = self.offsets[last] if last < len(self.offsets) else len(self.text)
        return self.text[self.offsets[first] : end]

    def word(self, number: int) -> str:
        return self.text[self.offsets[number]]

    def behind(self, number: int) -> str:
        """What stands between a word and the next."""
        return self.raw(number, number + 1)[1:]

    def cut(self, first: int, last: int) -> Read:
        """The words from ``first`` to before ``last``, with no punctuation behind the last."""
        start, end = self.offsets[first], self.offsets[last - 1] + 1
        return Read(self.words[first:last], tuple(at - start for at in self.offsets[first:last]), self.text[start:end])


def comparable(text: str) -> str:
    """A text in the form in which punctuation is compared: normalised, without blanks, line breaks, and the mark with
    which a paragraph opens again when a quotation runs on."""
    return re.sub(rf"\n\s*{QUOTE}|[\n {INVISIBLE}]", "", normalise(text))


def changed(alignment: Alignment) -> int:
    """Words that are neither the same nor moved."""
    ops = ("missing", "added", "replaced")
    return sum(max(len(Read.of(p.quoted).words), len(Read.of(p.source).words)) for p in alignment.pieces if p.op in ops)


def cost(piece: Piece) -> int:
    if piece.op in ("same", "alike", "punctuation", "omitted"):
        return 0
    words = (len(Read.of(piece.quoted).words), len(Read.of(piece.source).words))
    return max(*words, 1) if piece.op != "moved" else words[0]


_KINDS: dict[Op, Kind] = {"missing": "missing", "added": "added", "replaced": "replaced", "moved": "reordered"}


def kinds_of(pieces: Iterable[Piece]) -> tuple[Kind, ...]:
    """The kinds of difference, in a fixed order; punctuation only where the words are the same."""
    ops = [piece.op for piece in pieces]
    found = tuple(kind for op, kind in _KINDS.items() if op in ops)
    return found or (("punctuation",) if "punctuation" in ops else ())
