"""Were these lines broken at a page width? Then they are joined to the paragraphs they were; otherwise nothing changes.

Sure of it is only a text most of whose lines end in the middle of a sentence at one and the same width.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_ENDS = "。！？!?…；;：:”’」』）)》】"
_FEWEST_LINES = 8
_NARROWEST, _WIDEST = 24, 160
# A line may be this much shorter than the page: marks that may not begin a line are carried over.
_SLACK = 5
_INDENT = re.compile(r"[ \t\u3000]{2,}|\u3000")
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[章节条编]|\d{1,2}[.、．])"
)


def width(line: str) -> int:
    """Columns of a line: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def joined(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with its wrapped lines joined, and where it then runs apart from the original: (here, there) pairs."""
    lines = text.split("\n")
    page = page_width(lines)
    if not page:
        return text, ()
    out: list[str] = []
    cuts: list[tuple[int, int]] = []
    here = there = 0
    last = len(lines) - 1
    for number, line in enumerate(lines):
        follower = lines[number + 1] if number < last else ""
        on = _goes_on(line, follower, page)
        body = line.rstrip() if on else line
        glue = _glue(body, follower) if on else "\n" * (number < last)
        out += [body, glue]
        here += len(body) + len(glue)
        there += len(line) + 1
        if on:
            lines[number + 1] = follower.lstrip()
            there += len(follower) - len(lines[number + 1])
            cuts.append((here, there))
    return "".join(out), tuple(cuts)


def page_width(lines: list[str]) -> int:
    """The width at which the lines were broken, or 0 where they were not."""
    full = [(width(line.rstrip()), line.rstrip()) for line in lines if line.strip()]
    if len(full) < _FEWEST_LINES:
        return 0
    page = _commonest(Counter(columns for columns, _ in full))
    if not _NARROWEST <= page <= _WIDEST or any(columns > page + _SLACK for columns, _ in full):
        return 0
    at_edge = [line for columns, line in full if columns >= page - _SLACK]
    amid = [line for line in at_edge if line[-1] not in _ENDS]
    enough = len(at_edge) >= 0.4 * len(full) and len(amid) >= max(5, 0.6 * len(at_edge))
    return page if enough else 0


def _commonest(widths: Counter[int]) -> int:
    """The page's width: the right edge of the crowd of long lines."""

    def crowd(edge: int) -> int:
        return sum(widths[columns] for columns in range(edge - _SLACK, edge + 1))

    return max(widths, key=lambda edge: (crowd(edge), edge), default=0)


def _goes_on(line: str, follower: str, page: int) -> bool:
    """Whether the paragraph of this line goes on in the next."""
    if not follower.strip() or not line.strip() or _INDENT.match(follower):
        return False
    if width(line.rstrip()) < page - _SLACK - 1:
        return False
    return not (line.rstrip()[-1] in "。！？!?：:" and _HEADING.match(follower))


def _glue(line: str, follower: str) -> str:
    """A blank between two Latin words, nothing between Chinese characters."""
    return (
        " "
        if line[-1:].isascii()
        and line[-1:].isalnum()
        and follower.lstrip()[:1].isascii()
        and follower.lstrip()[:1].isalnum()
        else ""
    )
