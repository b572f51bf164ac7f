"""How does a quotation differ from the passage it was taken from? Character by character, and of what kind.

Words are compared apart from punctuation. A *word* here is one character that ``language.normalise.is_word`` takes;
what stands between two of them hangs on the one before. So 漏字 (missing), 增字 (added), 错字 (replaced) and 次序
(reordered) are told by the words alone, and a difference of punctuation is one only where the words are the same.
Traditional and simplified, full and half width are alike. Blanks and line breaks do not count.

At the end of a quotation 。，；：、 say only that it ends there, and are not compared; ！ and ？ are. ……
inside or at either end of a quotation says that words were left out: its pieces must stand in order. What the quoter
put in between brackets is none of the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from language.edits import Block, Located, blocks, locate
from language.moves import built, merged, rotated, swapped
from language.normalise import normalise
from language.pieces import ELLIPSIS, Alignment, Op, Piece, Read, changed, comparable, cost, kinds_of

# Marks at the end of a quotation that say only that it ends.
_FINAL = ",.。;:、"
_STRONG = "!?"
_BLANKS = " \u3000"


def align(quotation: str, passage: str) -> Alignment | None:
    """The stretch of the passage nearest to the quotation; None where either has no words."""
    from language.insertions import Without, restored  # it builds on this module

    plain = _aligned(quotation, passage)
    if plain is None or plain.exact:
        return plain
    quoted, source = Without.notes(quotation), Without.directions(passage)
    if not quoted.cuts and not source.cuts:
        return plain
    cleaned = _aligned(quoted.text, source.text)
    if cleaned is None or _unlike(cleaned) > _unlike(plain):
        return plain
    return restored(cleaned, quoted, source)


def _aligned(quotation: str, passage: str) -> Alignment | None:
    """As ``align``, every bracket taken as the source's."""
    quoted, source = Read.of(quotation), Read.of(passage)
    if not quoted.words or not source.words:
        return None
    whole = _whole(quoted, source)
    if whole.exact:
        return whole
    parts = _parts(quotation)
    if len(parts) > 1 and (pieced := _pieced(quotation, parts, source)) and _unlike(pieced) <= _unlike(whole):
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


def _whole(quoted: Read, source: Read) -> Alignment:
    """The quotation as one stretch."""
    at = source.words.find(quoted.words)
    if at >= 0:
        return _same_words(quoted, source, at)
    found = locate(quoted.words, source.words)
    first, last = found.start, found.end
    if first >= last:
        return Alignment(0, 0, len(quoted.words), len(quoted.words), ("added",), (Piece("added", quoted.text, ""),))
    first, last = _within_clause(quoted, source, *_to_like_edges(quoted.words, source.words, found))
    start, end = _with_edges(quoted, source, first, last)
    window = Read.of(source.text[start:end])
    plain = built(quoted, window, start, pieces_of(quoted, window))
    if plain.distance < 2:
        return plain
    readings = [plain, swapped(quoted, source, first, last, plain)]
    if 4 <= plain.distance <= len(quoted.words):
        from language.reorder import reordered  # it builds on this module

        readings.append(reordered(quoted, source))
    # The reading that leaves least unexplained; of equals the plainest.
    return min((each for each in readings if each is not None), key=changed)


def _to_like_edges(words: str, there: str, found: Located) -> tuple[int, int]:
    """Of stretches that are as near, one that begins and ends as the quotation does.

    根本思想 is 根本指导思想 cut short, not 根本指导 changed.
    """
    from rapidfuzz.distance import Levenshtein

    first, last, most = found.start, found.end, found.distance

    def as_near(start: int, end: int) -> bool:
        return bool(Levenshtein.distance(words, there[start:end], score_cutoff=most) <= most)

    if there[last - 1] != words[-1]:
        ends = range(last + 1, min(len(there), last + most) + 1)
        last = next((end for end in ends if there[end - 1] == words[-1] and as_near(first, end)), last)
    if there[first] != words[0]:
        starts = range(first - 1, max(-1, first - most - 1), -1)
        first = next((start for start in starts if there[start] == words[0] and as_near(start, last)), first)
    return first, last


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


def _unlike(alignment: Alignment) -> tuple[int, int]:
    """How much of a comparison is unlike: words changed, then all that differ."""
    return changed(alignment), alignment.distance


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


def pieces_of(quoted: Read, window: Read) -> Iterator[Piece]:
    """The comparison word by word, what hangs on a word with it; marks before the first word first."""
    yield from _edge(quoted.text[: quoted.offsets[0]], window.text[: window.offsets[0]])
    for block in blocks(quoted.words, window.words):
        yield from _block(quoted, window, block)


def _edge(before: str, there: str) -> Iterator[Piece]:
    if not before and not there:
        return
    left = ELLIPSIS.sub("", comparable(before))
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
    if op != "replaced":
        yield Piece(op, mine, theirs)
        return
    if rotated(quoted.words[block.q1 : block.q2], window.words[block.s1 : block.s2]):
        op = "moved"
    hanging, others = quoted.behind(block.q2 - 1), window.behind(block.s2 - 1)
    yield Piece(op, mine[: len(mine) - len(hanging)], theirs[: len(theirs) - len(others)])
    yield from _between(quoted, window, block.q2 - 1, block.s2 - 1)


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
    return ELLIPSIS.sub("", one).rstrip(_FINAL), ELLIPSIS.sub("", two).rstrip(_FINAL)


def _parts(quotation: str) -> list[tuple[int, int]]:
    """Offsets of the parts between ellipses that hold words."""
    found, at = [], 0
    for match in ELLIPSIS.finditer(quotation):
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
    joined = tuple(merged(pieces))
    length = len(Read.of(quotation).words)
    return Alignment(begin, reached, sum(map(cost, joined)), length, kinds_of(joined), joined)
