"""Which formulations stand side by side as one? 千斤县、万斤亩; 劳动光荣、创造伟大; 西部开发、东北振兴、中部崛起.

A run is known formulations of one length between separators of one kind, or such with neighbours of the same build:
at least half of its items are known. It is a wording of its text's own; its known items stay themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.parallel import PRAISE, VERBS

_SEPARATORS = "、，,"
_MARKS = frozenset(_SEPARATORS)
_SPLIT = re.compile("[、，,]")
_HAN = re.compile(r"[一-龥]+")
SHORTEST, LONGEST = 3, 10
# What may follow the last item when the clause goes on, and stand before the first.
_AFTER, _BEFORE = "的等之要是作各", "要以"
# Lists of known formulations of uneven length are runs from so many items on.
_UNEVEN_ITEMS, _UNEVEN = 3, 2
# These bind an item to a sentence: 他们、我们 and 是…的 are no items of a formulation.
_LOOSE = re.compile("[我你他她它这那哪是有在了着过也都就还又很]|但|因为|所以|由于|同时|以及")


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    size: int
    known: int
    items: int

    @property
    def is_one(self) -> bool:
        return self.items > 1 and 2 * self.known >= self.items


def items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places between the separators of a span."""
    cuts = [start + match.start() for match in _SPLIT.finditer(text[start:end])]
    return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))


def runs(text: str, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs around the places of known formulations, in order; none overlaps another."""
    beside = [
        span
        for span in sorted(set(known), key=lambda each: (each[0], -each[1]))
        if text[span[1] : span[1] + 1] in _MARKS or text[span[0] - 1 : span[0]] in _MARKS
    ]
    starts = {span[0]: span for span in reversed(beside)}
    done = 0
    for span in beside:
        if span[0] < done or (size := _size(text, span)) is None:
            continue
        run = _rightward(text, _leftward(text, _Run(*span, size, n := len(items(text, *span)), n), done), starts)
        listed = _uneven(text, span, starts)
        if not run.is_one or listed.end > run.end:
            run = listed
        if run.is_one and (run.start, run.end) != span and _differ(text, run):
            done = run.end
            yield run.start, run.end


def _size(text: str, span: tuple[int, int]) -> int | None:
    """The length of a formulation's items, None where they differ or are too long."""
    sizes = {end - start for start, end in items(text, *span)}
    size = sizes.pop()
    return size if not sizes and SHORTEST <= size <= LONGEST and _HAN.match(text[span[0]]) else None


def _leftward(text: str, run: _Run, done: int) -> _Run:
    """The run with the item before it, where that is built alike and begins a clause."""
    start = run.start - 1 - run.size
    if start < done or text[run.start - 1] not in _MARKS:
        return run
    before = text[start : start + run.size]
    opens = start == 0 or not (_HAN.match(text[start - 1]) or text[start - 1] in _MARKS) or text[start - 1] in _BEFORE
    if opens and _alike(before, text[run.start : run.start + run.size]):
        return _Run(start, run.end, run.size, run.known, run.items + 1)
    return run


def _rightward(text: str, run: _Run, starts: dict[int, tuple[int, int]]) -> _Run:
    """The run with what follows it: known formulations of its items' length, or items built alike."""
    mark = text[run.end : run.end + 1]
    while mark in _MARKS and text[run.end : run.end + 1] == mark:
        at = run.end + 1
        following = starts.get(at)
        if following and _size(text, following) == run.size:
            count = len(items(text, *following))
            run = _Run(run.start, following[1], run.size, run.known + count, run.items + count)
            continue
        after, last = text[at : at + run.size], text[run.end - run.size : run.end]
        if not _alike(last, after) or not _closes(text, at + run.size):
            break
        # 支持左派、依靠左派、相信左派: what repeats half of a known item is as good as known.
        half = run.size == 4 and last[-2:] == after[-2:]
        run = _Run(run.start, at + run.size, run.size, run.known + half, run.items + 1)
    return run


def _uneven(text: str, span: tuple[int, int], starts: dict[int, tuple[int, int]]) -> _Run:
    """Known formulations alone, of nearly one length, with 、 between them."""
    run = _Run(*span, 0, 1, 1)
    lengths = [span[1] - span[0]]
    while text.startswith("、", run.end) and (following := starts.get(run.end + 1)):
        lengths.append(following[1] - following[0])
        if max(lengths) - min(lengths) > _UNEVEN:
            break
        run = _Run(run.start, following[1], 0, run.known + 1, run.items + 1)
    return run if run.items >= _UNEVEN_ITEMS else _Run(*span, 0, 1, 1)


def _differ(text: str, run: _Run) -> bool:
    """Whether no item stands in a run twice."""
    words = [text[start:end] for start, end in items(text, run.start, run.end)]
    return len(words) == len(set(words))


def _closes(text: str, end: int) -> bool:
    return end >= len(text) or not _HAN.match(text[end]) or text[end] in _AFTER


def _alike(one: str, other: str) -> bool:
    """Whether two items of one length are built alike: one head or ending, verb and object, or words of praise."""
    if one == other or not (_HAN.fullmatch(one) and _HAN.fullmatch(other)) or len(one) != len(other):
        return False
    if _LOOSE.search(one) or _LOOSE.search(other):
        return False
    if len(one) == SHORTEST:
        return one[0] in VERBS and other[0] in VERBS
    if one[0] == other[0] or one[-1] == other[-1] or (len(one) > 5 and one[2:4] == other[2:4]):
        return True
    return len(one) == 4 and bool(PRAISE.fullmatch(one, 2) and PRAISE.fullmatch(other, 2))
