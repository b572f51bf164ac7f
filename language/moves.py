"""Did words of a quotation change places (次序), and what does a comparison made of pieces come to?

Words left out at one place and added at another have moved: 发展创新, 创新发展; A和B, B和A. Clauses are looked at in
``language.reorder``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from language.pieces import Alignment, Piece, Read, cost, kinds_of

# What stands between two words that may change places.
_LINKS = "和与及同或并跟"


def built(quoted: Read, window: Read, start: int, pieces: Iterable[Piece]) -> Alignment:
    """The alignment that pieces make."""
    return made(quoted, start, start + len(window.text), pieces)


def made(quoted: Read, start: int, end: int, pieces: Iterable[Piece]) -> Alignment:
    joined = _with_moves(tuple(merged(pieces)))
    distance = sum(cost(piece) for piece in joined)
    return Alignment(start, end, distance, len(quoted.words), kinds_of(joined), joined)


def merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
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


def _with_moves(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Words left out at one place and added at another have moved; neighbours changed places, figures are others."""
    pieces = _with_neighbours(pieces)
    missing = [Read.of(piece.source).words for piece in pieces if piece.op == "missing"]
    added = [Read.of(piece.quoted).words for piece in pieces if piece.op == "added"]
    moved = {w for one in missing for two in added if len(one) > 1 and _same_moved(one, two) for w in (one, two)}
    if not moved:
        return pieces
    changed = ("missing", "added")
    return tuple(
        Piece("moved", p.quoted, p.source) if p.op in changed and Read.of(p.quoted + p.source).words in moved else p
        for p in pieces
    )


def _with_neighbours(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A character left out before another and added behind it, or the other way round."""
    found, at = [], 0
    # Where more is replaced than two words, whole clauses may have changed places: 先天下之乐而乐，后天下之忧而忧.
    two_replaced = sum(piece.op == "replaced" for piece in pieces) == 2
    while at < len(pieces):
        three = pieces[at : at + 3]
        if _are_swapped(three):
            mine, theirs = "".join(p.quoted for p in three), "".join(p.source for p in three)
            found.append(Piece("replaced" if mine.isdigit() else "moved", mine, theirs))
            at += 3
        elif two_replaced and _are_exchanged(three):
            found += [Piece("moved", p.quoted, p.source) if p.op == "replaced" else p for p in three]
            at += 3
        else:
            found.append(pieces[at])
            at += 1
    return tuple(found)


def _are_swapped(three: tuple[Piece, ...]) -> bool:
    if tuple(piece.op for piece in three) not in (("missing", "same", "added"), ("added", "same", "missing")):
        return False
    one, between, two = (Read.of(piece.quoted or piece.source).words for piece in three)
    return one == two and len(one) == len(between) == 1


def _are_exchanged(three: tuple[Piece, ...]) -> bool:
    """Whether words stand in each other's place: 霸权和强权, 强权和霸权. Figures that do are other numbers."""
    if tuple(piece.op for piece in three) != ("replaced", "same", "replaced"):
        return False
    one, _, two = three
    return one.quoted == two.source and one.source == two.quoted and not one.quoted.isdigit()


def swapped(quoted: Read, source: Read, first: int, last: int, plain: Alignment) -> Alignment | None:
    """Where words that the quotation adds stand just outside the stretch, they changed places: 发展创新, 创新发展."""
    for number, piece in enumerate(plain.pieces):
        words = Read.of(piece.quoted).words if piece.op == "added" else ""
        if len(words) < 2:
            continue
        pieces = [*plain.pieces[:number], Piece("moved", piece.quoted, ""), *plain.pieces[number + 1 :]]
        start, end = first - len(words), last + len(words)
        if start >= 0 and _same_moved(words, source.words[start:first]):
            before = source.text[source.offsets[start] : plain.start]
            return made(quoted, source.offsets[start], plain.end, [Piece("moved", "", before), *pieces])
        if _same_moved(words, source.words[last:end]):
            reached = source.offsets[end - 1] + 1
            behind = source.text[plain.end : reached]
            return made(quoted, plain.start, reached, [*pieces, Piece("moved", "", behind)])
    return None


def _same_moved(one: str, two: str) -> bool:
    """Whether words are the same, a link before the one and behind the other left out of account: 和创新, 创新和."""
    if one == two:
        return True
    if not one or len(one) != len(two):
        return False
    return (one[0] in _LINKS and one == two[-1] + two[:-1]) or (two[0] in _LINKS and two == one[-1] + one[:-1])


def rotated(one: str, two: str) -> bool:
    """Whether two halves have changed places: 创新发展, 发展创新."""
    return len(one) == len(two) > 2 and one in two + two
