"""How does a quotation differ from the passage it was taken from? Character by character, and of what kind.

Words are compared apart from punctuation. A *word* here is one character that ``language.normalise.is_word`` takes;
what stands between two of them hangs on the one before. So 漏字 (missing), 增字 (added), 错字 (replaced) and 次序
(reordered) are told by the words alone, and a difference of punctuation is one only where the words are the same.
Traditional and simplified, full and half width are alike. Blanks and line breaks do not count.

At the end of a quotation 。，；：、 say only that it ends there, and are not compared; ！ and ？ are. ……
inside or at either end of a quotation says that words were left out: its pieces must stand in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from language.edits import Block, blocks, locate
from language.normalise import INVISIBLE, QUOTE, is_word, normalise

Op = Literal["same", "alike", "punctuation", "missing", "added", "replaced", "moved", "omitted"]
Kind = Literal["missing", "added", "replaced", "reordered", "punctuation"]

_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}|·{3,}")
# Marks at the end of a quotation that say only that it ends.
_FINAL = ",.。;:、"
_STRONG = "!?"
_BLANKS = " \u3000"
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


def align(quotation: str, passage: str) -> Alignment | None:
    """The stretch of the passage nearest to the quotation; None where either has no words."""
    quoted, source = Read.of(quotation), Read.of(passage)
    if not quoted.words or not source.words:
        return None
    whole = _whole(quoted, source)
    if whole.exact:
        return whole
    parts = _parts(quotation)
    if len(parts) > 1 and (pieced := _pieced(quotation, parts, source)) and pieced.distance <= whole.distance:
        return pieced
    return whole


def likeness(text: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, the shorter looked for in the longer; a short part counts for its share."""
    one, two = Read.of(text).words, Read.of(other).words
    if not one or not two:
        return 0.0
    short, long = sorted((one, two), key=len)
    share = 1.0 if len(two) >= len(one) else len(two) / len(one)
    return max(0.0, 1 - locate(short, long).distance / len(short)) * share


def comparable(text: str) -> str:
    """A text in the form in which punctuation is compared: normalised, without blanks, line breaks, and the mark with
    which a paragraph opens again when a quotation runs on."""
    return re.sub(rf"\n\s*{QUOTE}|[\n {INVISIBLE}]", "", normalise(text))


def _whole(quoted: Read, source: Read) -> Alignment:
    """The quotation as one stretch."""
    at = source.words.find(quoted.words)
    if at >= 0:
        return _same_words(quoted, source, at)
    found = locate(quoted.words, source.words)
    first, last = found.start, found.end
    if first >= last:
        return Alignment(0, 0, len(quoted.words), len(quoted.words), ("added",), (Piece("added", quoted.text, ""),))
    first, last = _within_clause(quoted, source, first, last)
    window = source.cut(first, last)
    plain = built(quoted, window, source.offsets[first], pieces_of(quoted, window))
    if plain.distance < 2:
        return plain
    readings = [plain, _swapped(quoted, source, first, last, plain)]
    if 4 <= plain.distance <= len(quoted.words):
        from language.reorder import reordered  # it builds on this module

        readings.append(reordered(quoted, source))
    # The reading that leaves least unexplained; of equals the plainest.
    return min((each for each in readings if each is not None), key=_changed)


def _within_clause(quoted: Read, source: Read, first: int, last: int) -> tuple[int, int]:
    """The stretch without words beyond punctuation at either end that are not the quotation's own."""
    found = blocks(quoted.words, source.words[first:last])
    if len(found) < 2:
        return first, last
    head, tail = found[0], found[-1]
    begin, end = first, last
    if head.op == "edit" and head.s2 and source.behind(first + head.s2 - 1).strip(_BLANKS):
        begin = first + head.s2
    if tail.op == "edit" and tail.s2 > tail.s1 and source.behind(first + tail.s1 - 1).strip(_BLANKS):
        end = first + tail.s1
    return begin, end


def _swapped(quoted: Read, source: Read, first: int, last: int, plain: Alignment) -> Alignment | None:
    """Where words that the quotation adds stand just outside the stretch, they changed places: 发展创新, 创新发展."""
    for piece in plain.pieces:
        words = Read.of(piece.quoted).words if piece.op == "added" else ""
        for start, end in ((first - len(words), last), (first, last + len(words))):
            outside = source.words[start:first] if start < first else source.words[last:end]
            if len(words) > 1 and start >= 0 and outside == words:
                window = source.cut(start, end)
                return built(quoted, window, source.offsets[start], pieces_of(quoted, window))
    return None


def _changed(alignment: Alignment) -> int:
    """Words that are neither the same nor moved."""
    ops = ("missing", "added", "replaced")
    return sum(max(len(Read.of(p.quoted).words), len(Read.of(p.source).words)) for p in alignment.pieces if p.op in ops)


def _same_words(quoted: Read, source: Read, at: int) -> Alignment:
    """Where the words stand as they are: the place whose punctuation is nearest."""
    best: Alignment | None = None
    while at >= 0:
        last = at + len(quoted.words)
        start, end = _with_edges(quoted, source, at, last)
        window = Read.of(source.text[start:end])
        found = built(quoted, window, start, pieces_of(quoted, window))
        if found.exact:
            return found
        if best is None or _wrong(found) < _wrong(best):
            best = found
        at = source.words.find(quoted.words, at + 1)
    assert best is not None
    return best


def _wrong(alignment: Alignment) -> int:
    return sum(piece.op == "punctuation" for piece in alignment.pieces)


def _with_edges(quoted: Read, source: Read, first: int, last: int) -> tuple[int, int]:
    """Offsets of the words, and of the marks at either end that the quotation has too."""
    start, end = source.offsets[first], source.offsets[last - 1] + 1
    before = comparable(quoted.text[: quoted.offsets[0]])
    after = comparable(quoted.text[quoted.offsets[-1] + 1 :]).rstrip(_FINAL)
    left = source.offsets[first - 1] + 1 if first else 0
    for at in range(start, left - 1, -1):
        if before and comparable(source.text[at:start]) == before:
            start = at
            break
    right = source.offsets[last] if last < len(source.offsets) else len(source.text)
    mark = next((at for at in range(end, right) if normalise(source.text[at]) in _STRONG), None)
    for at in range(end + 1, right + 1):
        if after and comparable(source.text[end:at]) == after:
            return start, at
    if mark is not None and after == "" and _ended(quoted) and mark == end:
        return start, mark + 1
    return start, end


def _ended(quoted: Read) -> bool:
    """Whether a quotation closes with a full stop of its own."""
    return comparable(quoted.text[quoted.offsets[-1] + 1 :])[:1] in ("。", ".")


def built(quoted: Read, window: Read, start: int, pieces: Iterable[Piece]) -> Alignment:
    """The alignment that pieces make."""
    merged = _with_moves(tuple(_merged(pieces)))
    length = len(quoted.words)
    distance = sum(_cost(piece) for piece in merged)
    return Alignment(start, start + len(window.text), distance, length, kinds_of(merged), merged)


def _with_moves(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Words left out at one place and added at another have moved."""
    missing = {Read.of(piece.source).words for piece in pieces if piece.op == "missing"}
    added = {Read.of(piece.quoted).words for piece in pieces if piece.op == "added"}
    both = {words for words in missing & added if len(words) > 1}
    if not both:
        return pieces
    changed = ("missing", "added")
    return tuple(
        Piece("moved", p.quoted, p.source) if p.op in changed and Read.of(p.quoted + p.source).words in both else p
        for p in pieces
    )


def _cost(piece: Piece) -> int:
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


def pieces_of(quoted: Read, window: Read) -> Iterator[Piece]:
    """The comparison word by word, what hangs on a word with it; marks before the first word first."""
    yield from _edge(quoted.text[: quoted.offsets[0]], window.text[: window.offsets[0]])
    for block in blocks(quoted.words, window.words):
        yield from _block(quoted, window, block)


def _edge(before: str, there: str) -> Iterator[Piece]:
    if not before and not there:
        return
    left = _ELLIPSIS.sub("", comparable(before))
    yield Piece("same" if left == comparable(there) else "punctuation", before, there)


def _block(quoted: Read, window: Read, block: Block) -> Iterator[Piece]:
    if block.op == "equal":
        for number, other in zip(range(block.q1, block.q2), range(block.s1, block.s2), strict=True):
            one, two = quoted.word(number), window.word(other)
            yield Piece("same" if one == two else "alike", one, two)
            yield from _between(quoted, window, number, other)
        return
    op: Op = "missing" if block.q1 == block.q2 else "added" if block.s1 == block.s2 else "replaced"
    mine, theirs = quoted.raw(block.q1, block.q2), window.raw(block.s1, block.s2)
    if op == "replaced" and _rotated(quoted.words[block.q1 : block.q2], window.words[block.s1 : block.s2]):
        op = "moved"
    yield Piece(op, mine, theirs)


def _rotated(one: str, two: str) -> bool:
    """Whether two halves have changed places: 创新发展, 发展创新."""
    return len(one) == len(two) > 2 and one in two + two


def _between(quoted: Read, window: Read, number: int, other: int) -> Iterator[Piece]:
    """What stands behind two words that are alike."""
    mine, theirs = quoted.behind(number), window.behind(other)
    if not mine and not theirs:
        return
    one, two = comparable(mine), comparable(theirs)
    if number == len(quoted.offsets) - 1:
        one, two = _final(one, two)
    yield Piece("same" if one == two else "punctuation", mine, theirs)


def _final(one: str, two: str) -> tuple[str, str]:
    """The marks at the end of a quotation and of its source, without those that say only that it ends there."""
    return _ELLIPSIS.sub("", one).rstrip(_FINAL), _ELLIPSIS.sub("", two).rstrip(_FINAL)


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbouring pieces of one kind as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.op == piece.op:
            last = Piece(last.op, last.quoted + piece.quoted, last.source + piece.source)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _parts(quotation: str) -> list[tuple[int, int]]:
    """Offsets of the parts between ellipses that hold words."""
    found, at = [], 0
    for match in _ELLIPSIS.finditer(quotation):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, len(quotation)))
    return [(start, end) for start, end in found if Read.of(quotation[start:end]).words]


def _pieced(quotation: str, parts: Sequence[tuple[int, int]], source: Read) -> Alignment | None:
    """The parts one after another in the source, the words between them left out on purpose."""
    pieces: list[Piece] = []
    reached, begin, at = 0, -1, 0
    for start, end in parts:
        rest = source.text[reached:]
        part = Read.of(quotation[start:end])
        tail = Read.of(rest)
        if not tail.words:
            return None
        found = _whole(part, tail)
        gap = quotation[at:start]
        if begin < 0:
            begin = found.start
            pieces += [Piece("omitted", gap, "")] if gap else []
        else:
            pieces.append(Piece("omitted", gap, rest[: found.start]))
        pieces += found.pieces
        reached, at = reached + found.end, end
    if quotation[at:]:
        pieces.append(Piece("omitted", quotation[at:], ""))
    merged = tuple(_merged(pieces))
    length = len(Read.of(quotation).words)
    return Alignment(begin, reached, sum(map(_cost, merged)), length, kinds_of(merged), merged)
