"""Do a quotation's clauses stand in its source in another order (次序)?

Clause by clause: as many neighbouring clauses of the source as the quotation has, each the partner of one, in another
order. The clauses that kept their order stay, as many characters of them as can; the others have moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.align import pieces_of
from language.moves import built
from language.pieces import Alignment, Piece, Read, comparable

# Clauses further apart than this share of their characters are no partners.
_APART = 0.34
_MOST = 12
# The beginning or end of a clause stands for it, if it has so many words.
_CUT = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """Words ``first`` to before ``last`` of a text, between two marks of punctuation."""

    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """For each clause of the quotation the number of its partner in the source, and what they differ by in all."""

    partners: tuple[int, ...]
    cost: int


def clauses(read: Read) -> list[Clause]:
    """The clauses of a text."""
    found, first = [], 0
    for number in range(len(read.words)):
        if read.behind(number).strip(" \u3000") or number == len(read.words) - 1:
            found.append(Clause(first, number + 1, read.words[first : number + 1]))
            first = number + 1
    return found


def reordered(quoted: Read, source: Read) -> Alignment | None:
    """The alignment with clauses moved, or None where that is not what happened."""
    mine, theirs = clauses(quoted), clauses(source)
    if not 2 <= len(mine) <= _MOST or len(theirs) < len(mine):
        return None
    costs = [[_apart(one.words, two.words) for two in theirs] for one in mine]
    pairing = _best(costs, len(mine), len(theirs))
    return _alignment(quoted, source, mine, theirs, pairing) if pairing else None


def _apart(one: str, two: str) -> int | None:
    """Edits between two clauses, one of which may be cut short; None where they are no partners."""
    from rapidfuzz.distance import Levenshtein

    cut = two.startswith(one) or two.endswith(one)
    if one in two and (2 * len(one) >= len(two) or (cut and len(one) >= _CUT)):
        return 0
    most = int(_APART * max(len(one), len(two)))
    distance = int(Levenshtein.distance(one, two, score_cutoff=most))
    return distance if distance <= most else None


def _best(costs: list[list[int | None]], size: int, length: int) -> Pairing | None:
    """The run of clauses with the best pairing that is not in order."""
    best: Pairing | None = None
    for start in range(length - size + 1):
        found = _pairing(costs, range(start, start + size))
        if found and list(found.partners) != sorted(found.partners) and (best is None or found.cost < best.cost):
            best = found
    return best


def _pairing(costs: list[list[int | None]], run: range) -> Pairing | None:
    """Each clause with its nearest partner that is still free."""
    free, partners, total = set(run), [], 0
    for row in costs:
        open_ = [(cost, number) for number in sorted(free) if (cost := row[number]) is not None]
        if not open_:
            return None
        cost, number = min(open_)
        free.remove(number)
        partners.append(number)
        total += cost
    return Pairing(tuple(partners), total)


def _alignment(
    quoted: Read, source: Read, mine: Sequence[Clause], theirs: Sequence[Clause], pairing: Pairing
) -> Alignment:
    """The comparison, the clauses that moved once where the quotation has them and once where the source has."""
    run = [theirs[number] for number in sorted(pairing.partners)]
    first, last = _trimmed(mine, theirs, pairing, run)
    window = source.cut(first, last)
    run = [Clause(max(c.first, first) - first, min(c.last, last) - first, c.words) for c in run]
    partners = [number - min(pairing.partners) for number in pairing.partners]
    kept = _kept(partners, [len(clause.words) for clause in mine])
    pieces = _walk(quoted, window, mine, run, partners, kept)
    return built(quoted, window, source.offsets[first], pieces)


def _trimmed(
    mine: Sequence[Clause], theirs: Sequence[Clause], pairing: Pairing, run: Sequence[Clause]
) -> tuple[int, int]:
    """The stretch of the source's words, without what the quotation cut off at either end."""
    by_partner = {number: mine[at].words for at, number in enumerate(pairing.partners)}
    head, tail = by_partner[min(pairing.partners)], by_partner[max(pairing.partners)]
    first, last = run[0].first, run[-1].last
    if run[0].words.endswith(head):
        first = run[0].last - len(head)
    if run[-1].words.startswith(tail):
        last = run[-1].first + len(tail)
    return first, last


def _kept(partners: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The clauses of the heaviest run that is in order."""
    best: list[tuple[int, list[int]]] = []
    for number, partner in enumerate(partners):
        before = [best[at] for at in range(number) if partners[at] < partner]
        weight, chain = max(before, default=(0, []), key=lambda item: item[0])
        best.append((weight + weights[number], [*chain, number]))
    return max(best, key=lambda item: item[0])[1]


def _walk(
    quoted: Read,
    window: Read,
    mine: Sequence[Clause],
    run: Sequence[Clause],
    partners: Sequence[int],
    kept: Sequence[int],
) -> Iterator[Piece]:
    """Pieces in the order of the quotation and of the source at once."""
    yield from _lead(quoted, window)
    at, other = 0, 0
    partner_of = dict(enumerate(partners))
    mover_of = {partner: number for number, partner in enumerate(partners)}
    for number in [*kept, len(mine)]:
        partner = partner_of.get(number, len(run))
        for mover in range(at, number):
            yield from _moved(quoted, window, mine[mover], run[partners[mover]], there=False)
        for clause in range(other, partner):
            yield from _moved(quoted, window, mine[mover_of[clause]], run[clause], there=True)
        if number < len(mine):
            yield from _pair(quoted, window, mine[number], run[partner])
        at, other = number + 1, partner + 1


def _moved(quoted: Read, window: Read, one: Clause, two: Clause, *, there: bool) -> Iterator[Piece]:
    """A clause that moved, where the quotation has it or where the source has it, with what was changed in it."""
    for piece in pieces_of(quoted.cut(one.first, one.last), window.cut(two.first, two.last)):
        if there and piece.source:
            yield Piece("missing" if piece.op == "missing" else "moved", "", piece.source)
        elif not there and piece.quoted:
            yield Piece(piece.op if piece.op in ("added", "replaced") else "moved", piece.quoted, "")
    read, clause = (window, two) if there else (quoted, one)
    behind = read.behind(clause.last - 1)
    if behind:
        yield Piece("moved", "", behind) if there else Piece("moved", behind, "")


def _lead(quoted: Read, window: Read) -> Iterator[Piece]:
    before, there = quoted.text[: quoted.offsets[0]], window.text[: window.offsets[0]]
    if before or there:
        yield Piece("same" if comparable(before) == comparable(there) else "punctuation", before, there)


def _pair(quoted: Read, window: Read, one: Clause, two: Clause) -> Iterator[Piece]:
    """Two clauses side by side, and what stands behind them."""
    yield from pieces_of(quoted.cut(one.first, one.last), window.cut(two.first, two.last))
    mine, theirs = quoted.behind(one.last - 1), window.behind(two.last - 1)
    if mine or theirs:
        yield Piece("same" if comparable(mine) == comparable(theirs) else "punctuation", mine, theirs)
