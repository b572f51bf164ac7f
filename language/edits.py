"""Where in a longer string is a shorter one nearest, and by which edits? On plain characters, exactly.

``locate`` is Myers's bit-parallel search: one step of whole-number arithmetic for a character of the longer string,
whatever the length of the shorter. ``blocks`` are the edits themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Located:
    """The stretch ``start:end`` of a string nearest to a pattern, and its edit distance."""

    start: int
    end: int
    distance: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a comparison: ``q1:q2`` of the first string against ``s1:s2`` of the second."""

    op: Literal["equal", "edit"]
    q1: int
    q2: int
    s1: int
    s2: int


def locate(pattern: str, text: str) -> Located:
    """The stretch of ``text`` with the least edit distance to ``pattern``; the first such, the longer of two that end
    side by side. An empty pattern stands anywhere."""
    if not pattern:
        return Located(0, 0, 0)
    at = text.find(pattern)
    if at >= 0:
        return Located(at, at + len(pattern), 0)
    end, distance = _nearest_end(pattern, text, anchored=False)
    back, _ = _nearest_end(pattern[::-1], text[max(0, end - len(pattern) - distance) : end][::-1], anchored=True)
    return Located(end - back, end, distance)


def _nearest_end(pattern: str, text: str, *, anchored: bool) -> tuple[int, int]:
    """(end, distance) of the best match; ``anchored``: it has to begin where the text begins."""
    size = len(pattern)
    mask, high = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    for number, char in enumerate(pattern):
        places[char] = places.get(char, 0) | 1 << number
    plus, minus, score = mask, 0, size
    best, best_end, previous = size, 0, -1
    for number, char in enumerate(text, 1):
        equal = places.get(char, 0)
        across = equal | minus
        along = (((equal & plus) + plus) ^ plus) | equal
        up = (minus | ~(along | plus)) & mask
        down = plus & along
        score += bool(up & high) - bool(down & high)
        up = (up << 1 | anchored) & mask
        down = (down << 1) & mask
        plus = (down | ~(across | up)) & mask
        minus = up & across
        if score < best or (score == best and number == previous + 1):
            best, best_end, previous = score, number, number
    return best_end, best


def blocks(one: str, two: str) -> list[Block]:
    """The edits from one string to another, neighbouring ones joined; equal stretches between them."""
    from rapidfuzz.distance import Levenshtein

    found: list[Block] = []
    for op in Levenshtein.opcodes(one, two):
        equal = op.tag == "equal"
        last = found[-1] if found else None
        if last is not None and not equal and last.op == "edit":
            found[-1] = Block("edit", last.q1, op.src_end, last.s1, op.dest_end)
        else:
            found.append(Block("equal" if equal else "edit", op.src_start, op.src_end, op.dest_start, op.dest_end))
    return found
