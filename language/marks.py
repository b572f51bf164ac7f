"""Which words stand in quotation marks? Pairs of “ ” ‘ ’ 「 」 『 』 〝 〞 " and ', mixed, nested and broken.

Marks pair inside a paragraph; a mark that is still open there pairs with the next paragraphs only where nothing but an
odd closing mark answers it. What the real archives hold is read as it was meant: a mark that points the wrong way
(”…“, “…“), a slip of the scanner (“…’), paragraphs that each open while only the last closes. An odd mark is left
alone: it raises nothing and swallows nothing. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from language.model import MarkedSpan

_OPENS = {"“": "d", "‘": "s", "「": "c", "『": "w", "〝": "p", "﹁": "v", "﹃": "x", "｢": "h", "„": "d", "‟": "d"}
_CLOSES = {"”": "d", "’": "s", "」": "c", "』": "w", "〞": "p", "〟": "p", "﹂": "v", "﹄": "x", "｣": "h"}
_STRAIGHT = {'"': "n", "＂": "n", "'": "a", "＇": "a"}
_MARK = re.compile(r"[“”‘’„‟「」『』〝〞〟﹁﹂﹃﹄｢｣\"＂'＇]")
_LINE = re.compile(r"[^\n\x0c\x85\u2028\u2029]+")
# A character that a closing mark, and never an opening one, is followed by.
_AFTER_CLOSE = frozenset("，。；、！？）：,;!?).的》")
_BEFORE_OPEN = frozenset("：:，,（(《、“‘「『")
_SENTENCE_END = re.compile(r"[。！？!?]+")
# How far an open mark may look: over paragraphs, to its own kind around another pair, to a sentence's end.
_OVER_PARAGRAPHS = 2000
_OVER_LINES = 40
_NESTED_ALIKE = 500
_INFERRED = 300
_TURNED = 30
# The scanner's confusions: a family may be closed by the mark of the other.
_CONFUSED = {("d", "s"), ("s", "d"), ("d", "n"), ("n", "d"), ("c", "w"), ("w", "c"), ("p", "d"), ("d", "p")}


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark: its offset, family and the side it points to (``open``, ``close`` or either for straight ones)."""

    at: int
    family: str
    side: str


@dataclass(slots=True)
class _Line:
    """What is found in one paragraph: pairs of offsets of marks, marks left open, closing marks left over."""

    start: int
    end: int
    pairs: list[tuple[int, int]] = field(default_factory=list)
    opened: list[_Mark] = field(default_factory=list)
    strays: list[_Mark] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)


def marked_spans(text: str) -> list[MarkedSpan]:
    """Every marked span of a text in order of place, outer before inner; spans nest and never cross."""
    lines = [_paired(text, match.start(), match.end()) for match in _LINE.finditer(text) if _MARK.search(match.group())]
    closed = [pair for line in lines for pair in line.pairs]
    closed += _over_paragraphs(text, lines)
    inferred = list(_inferred(text, lines, {start for start, _ in closed}))
    return list(_nested(text, closed, inferred))


def _read(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of one paragraph; apostrophes in Latin words and inch marks are none."""
    found = []
    for match in _MARK.finditer(text, start, end):
        char, at = match.group(), match.start()
        if char in "'’＇" and _latin(text, at - 1) and (_latin(text, at + 1) or char != "’"):
            continue
        if char in _OPENS:
            found.append(_Mark(at, _OPENS[char], "open"))
        elif char in _CLOSES:
            found.append(_Mark(at, _CLOSES[char], "close"))
        else:
            found.append(_Mark(at, _STRAIGHT[char], "either"))
    return found


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def _paired(text: str, start: int, end: int) -> _Line:
    """Pair the marks of one paragraph with a stack; what cannot be paired is kept apart."""
    line = _Line(start, end, marks=_read(text, start, end))
    stack: list[_Mark] = []
    held: Counter[str] = Counter()
    for number, mark in enumerate(line.marks):
        following = line.marks[number + 1] if number + 1 < len(line.marks) else None
        if _opens(text, mark, following, stack, line):
            stack.append(mark)
            held[mark.family] += 1
        elif not _close(line, mark, following, stack, held):
            line.strays.append(mark)
    line.opened = stack
    _turn(text, line)
    return line


def _opens(text: str, mark: _Mark, following: _Mark | None, stack: list[_Mark], line: _Line) -> bool:
    """Whether a mark opens a span where it stands, whichever way it points."""
    top = stack[-1] if stack else None
    after = text[mark.at + 1] if mark.at + 1 < line.end else ""
    before = text[mark.at - 1] if mark.at > line.start else ""
    if mark.side == "open":
        # “…“，: an opening mark cannot stand before a comma; it closes what is open.
        turned = top is not None and top.family == mark.family and (after in _AFTER_CLOSE or not after)
        return not (turned and before not in _BEFORE_OPEN)
    if mark.side == "either":
        if top is not None and top.family == mark.family:
            return False
        if mark.family == "n" and top is not None and top.family == "d" and (after in _AFTER_CLOSE or not after):
            return False
        return bool(after) and (after not in _AFTER_CLOSE or before in _BEFORE_OPEN)
    # ：”…”: a closing mark behind a colon, with nothing open, where another closing mark follows.
    answered = following is not None and following.side == "close" and following.family == mark.family
    return not stack and answered and before in "：:" and before != ""


def _close(line: _Line, mark: _Mark, following: _Mark | None, stack: list[_Mark], held: Counter[str]) -> bool:
    """Close what this mark answers; False when it answers nothing."""
    if not stack:
        return False
    top = stack[-1]
    if top.family != mark.family:
        again = following is not None and following.side == "close" and following.family == mark.family
        confused = (top.family, mark.family) in _CONFUSED
        if held[mark.family] and not (confused and again):
            while stack[-1].family != mark.family:
                held[stack.pop().family] -= 1
        elif not confused or _true_close_follows(top, following):
            return False
    opened = stack.pop()
    held[opened.family] -= 1
    line.pairs.append((opened.at, mark.at))
    return True


def _true_close_follows(top: _Mark, following: _Mark | None) -> bool:
    return following is not None and following.family == top.family and following.side != "open"


def _turn(text: str, line: _Line) -> None:
    """”…”: two closing marks left over close by, nothing between them but a few words: the first was turned."""
    left: list[_Mark] = []
    for mark in line.strays:
        previous = left[-1] if left else None
        if previous and previous.family == mark.family and 1 < mark.at - previous.at <= _TURNED:
            between = text[previous.at + 1 : mark.at]
            outside = text[mark.at - 1] not in _BEFORE_OPEN and text[previous.at + 1] not in _AFTER_CLOSE
            if outside and not _MARK.search(between) and not _SENTENCE_END.search(between):
                left.pop()
                line.pairs.append((previous.at, mark.at))
                continue
        left.append(mark)
    line.strays = left
    # “A“B”C left nested alike over a long way is two slips, not one quotation in another.
    far = _far_alike(text, line)
    if far:
        line.pairs = [pair for pair in line.pairs if pair not in far]


def _far_alike(text: str, line: _Line) -> set[tuple[int, int]]:
    """Pairs that hold a pair of their own family and run further than such a nesting does in earnest."""
    far: set[tuple[int, int]] = set()
    ordered = sorted(line.pairs)
    for number, (start, end) in enumerate(ordered[:-1]):
        inner = ordered[number + 1]
        if end - start > _NESTED_ALIKE and inner[0] < end and text[inner[0]] == text[start]:
            far.add((start, end))
    return far


def _over_paragraphs(text: str, lines: list[_Line]) -> list[tuple[int, int]]:
    """Pairs whose marks stand in different paragraphs, with no mark of their family between them."""
    found: list[tuple[int, int]] = []
    waiting: _Mark | None = None
    since = 0
    for line in lines:
        if waiting is not None:
            first = next((mark for mark in line.marks if mark.family == waiting.family), None)
            near = line.start - waiting.at <= _OVER_PARAGRAPHS and text.count("\n", since, line.start) <= _OVER_LINES
            if not near:
                waiting = None
            elif first is not None:
                if first in line.strays and not _crossed(line, first.at):
                    found.append((waiting.at, first.at))
                waiting = None
        if line.opened and (last := line.opened[-1]) and not _answered(line, last):
            waiting, since = last, last.at
    return found


def _crossed(line: _Line, at: int) -> bool:
    return any(start < at < end for start, end in line.pairs)


def _answered(line: _Line, opened: _Mark) -> bool:
    """Whether another mark of the family stands behind an open one in its paragraph."""
    return line.marks[-1].at > opened.at and any(
        mark.at > opened.at and mark.family == opened.family for mark in reversed(line.marks)
    )


def _inferred(text: str, lines: list[_Line], paired: set[int]) -> Iterator[tuple[int, int]]:
    """Spans whose closing mark is missing: (mark, end of the words)."""
    before: _Line | None = None
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        opened = [mark for mark in line.opened if mark.at not in paired]
        if opened:
            yield from _ends(text, line, opened[-1], _runs_on(text, line, before) or _runs_on(text, after, line))
        before = line


def _runs_on(text: str, line: _Line | None, before: _Line | None) -> bool:
    """Whether a paragraph opens with a mark right behind a paragraph that left one open."""
    if line is None or before is None or not before.opened or not line.marks:
        return False
    first = line.marks[0]
    head, gap = text[line.start : first.at], text[before.end : line.start]
    return first.family == before.opened[-1].family and not head.strip() and not gap.strip()


def _ends(text: str, line: _Line, mark: _Mark, runs_on: bool) -> Iterator[tuple[int, int]]:
    """Where the words of an open mark end: the paragraph, when the quotation runs on; else its sentence."""
    stop = next((other.at for other in reversed(line.marks) if other.family == mark.family), mark.at)
    if runs_on and stop == mark.at and not _crossed(line, mark.at):
        end = mark.at + 1 + len(text[mark.at + 1 : line.end].rstrip())
        if end > mark.at + 1:
            yield mark.at, end
    elif text[line.start : mark.at].rstrip().endswith((":", "：")):
        limit = next((other.at for other in line.marks if other.at > mark.at), line.end)
        match = _SENTENCE_END.search(text, mark.at + 1, min(limit, mark.at + _INFERRED))
        if match and match.start() > mark.at + 1:
            yield mark.at, match.end()


def _nested(text: str, closed: list[tuple[int, int]], inferred: list[tuple[int, int]]) -> Iterator[MarkedSpan]:
    """The spans in order with their depth; a span that would cross another or is empty is left out."""
    spans = [(start + 1, end, True) for start, end in closed] + [(start + 1, end, False) for start, end in inferred]
    ends: list[int] = []
    for start, end, is_closed in sorted(spans, key=lambda span: (span[0], -span[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        if start >= end or (ends and end > ends[-1]):
            continue
        yield MarkedSpan(start, end, text[start:end], len(ends), is_closed)
        ends.append(end)
