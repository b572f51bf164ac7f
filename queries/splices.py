"""Were pieces of two places run together (移花接木)? A beginning that stands in one, a rest that stands in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.align import align
from language.pieces import Read
from language.reorder import clauses
from queries.places import Passage, Place, Voice

# Pieces shorter than this stand everywhere; so many words between two pieces may be the joiner's own.
_SHORTEST = 5
_JOINT = 2
# Where no clause ends between them, pieces shorter than this meet by chance: 马克思主义是我们|的指导思想.
_MID_CLAUSE = 8
# In one speech two pieces this close together are one passage with a gap.
_GAP = 80


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the quotation, ``start:end`` of its text, and where it stands."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Splice:
    """The two pieces of a quotation that was put together."""

    parts: tuple[Part, Part]

    @property
    def apart(self) -> bool:
        """Whether the two pieces are far from each other, or in two speeches."""
        one, two = (part.place for part in self.parts)
        return not _one_speech(one.passage, two.passage) or not 0 <= two.start - one.end <= _GAP

    @property
    def places(self) -> list[Place]:
        """The two places."""
        return [part.place for part in self.parts]

    def heard(self, voices: Sequence[tuple[Voice, ...]]) -> Splice:
        """The same with the voices of the two places."""
        pairs = zip(self.parts, voices, strict=True)
        one, two = (replace(part, place=replace(part.place, voices=heard)) for part, heard in pairs)
        return Splice((one, two))


@dataclass(frozen=True, slots=True)
class _Reach:
    """How many words of the quotation's beginning, and of its end, stand in a place as they are."""

    head: int
    tail: int


def _reach(words: str, there: str) -> _Reach:
    return _Reach(_longest(words, there), _longest(words[::-1], there[::-1]))


def _longest(words: str, there: str) -> int:
    """The length of the longest beginning of ``words`` that stands in ``there``."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in there else (low, middle - 1)
    return low


def splice(quotation: str, passages: Sequence[Passage]) -> Splice | None:
    """The two places that together hold the quotation; None where no two do, or one holds nearly all of it."""
    read = Read.of(quotation)
    size = len(read.words)
    if size < 2 * _SHORTEST:
        return None
    reaches = [(_reach(read.words, Read.of(each.text).words), each) for each in passages]
    if any(reach.head == size for reach, _ in reaches):
        return None
    heads = sorted((each for each in reaches if each[0].head >= _SHORTEST), key=lambda each: -each[0].head)
    tails = sorted((each for each in reaches if each[0].tail >= _SHORTEST), key=lambda each: -each[0].tail)
    for one, before in heads:
        for two, behind in tails:
            if one.head + two.tail + _JOINT >= size:
                cut = _cut(read, one.head, size - two.tail)
                if min(cut, size - cut) < _MID_CLAUSE and not read.behind(cut - 1).strip():
                    return None
                return _made(quotation, read, cut, before, behind)
    return None


def _one_speech(one: Passage, two: Passage) -> bool:
    return (one.collection, one.speech_id) == (two.collection, two.speech_id)


def _cut(read: Read, reached: int, left: int) -> int:
    """The word at which the second piece begins: the end of a clause between the two bounds, if there is one."""
    low, high = sorted((reached, left))
    ends = [clause.last for clause in clauses(read) if low <= clause.last <= high]
    return max(_SHORTEST, min(ends[0] if ends else min(reached, max(left, 1)), len(read.words) - _SHORTEST))


def _made(quotation: str, read: Read, cut: int, before: Passage, behind: Passage) -> Splice | None:
    at = read.offsets[cut]
    parts = []
    for start, end, passage in ((0, at, before), (at, len(quotation), behind)):
        found = align(quotation[start:end], passage.text)
        if found is None or not (found.same_words or found.distance <= _JOINT):
            return None
        parts.append(Part(start, end, Place(passage, found)))
    return Splice((parts[0], parts[1]))


def ends(quotation: str, passages: Sequence[Passage]) -> list[str]:
    """What is left of the quotation behind the longest beginning, and before the longest end, that stands somewhere.

    Cut there, and at the end of the clause before, since the first words of the rest may follow by chance.
    """
    read = Read.of(quotation)
    size = len(read.words)
    reaches = [_reach(read.words, Read.of(each.text).words) for each in passages]
    head = max((each.head for each in reaches), default=0)
    tail = max((each.tail for each in reaches), default=0)
    marks = [clause.last for clause in clauses(read)]
    found: list[str] = []
    if head >= _SHORTEST:
        cuts = {head, max((mark for mark in marks if mark <= head), default=head)}
        found += [quotation[read.offsets[cut] :] for cut in cuts if size - cut >= _SHORTEST]
    if tail >= _SHORTEST:
        cuts = {size - tail, min((mark for mark in marks if mark >= size - tail), default=size - tail)}
        found += [quotation[: read.offsets[cut]] for cut in cuts if cut >= _SHORTEST and cut < size]
    return found
