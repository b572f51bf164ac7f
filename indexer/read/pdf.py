"""What does a PDF hold? The words of its pages, lines joined to paragraphs, page numbers and running heads dropped.

A page knows only where each character stands. A line that reaches the right edge goes on in the next, unless that is
indented or stands apart; what is the same at the head or foot of most pages is no part of the text.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indexer.read.values import Read
from language.model import Header
from yulu.errors import ParseError

MOST_PAGES = 5000
_PAGE_NUMBER = re.compile(
    r"[\s\-—–―·.•第共页Pp/／~|｜()（）\[\]]*\d{1,4}(?:[\s\-—–―·.•第共页/／]*\d{0,4})?[\s\-—–―·.•页)）\]]*"
)
_ENDS = "。！？!?…”’」』"
_EDGE = 0.13
"""The part of a page's height at its head and at its foot in which running heads and page numbers stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words and where it stands, in points; ``size`` is the height of its characters."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    height: float

    @property
    def at_edge(self) -> bool:
        """Whether it stands where page numbers stand."""
        return self.bottom > (1 - _EDGE) * self.height or self.top < _EDGE * self.height


def read(data: bytes, encoding: str) -> Read:
    """The text of the document; its own title counts as a hint."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ParseError("read.encrypted") from error
        raise ParseError("read.damaged", format="pdf", reason=error) from error
    try:
        lines = [line for number in range(min(len(document), MOST_PAGES)) for line in _page(document, number)]
        title = str(document.get_metadata_dict().get("Title", ""))
    except pdfium.PdfiumError as error:
        raise ParseError("read.damaged", format="pdf", reason=error) from error
    finally:
        document.close()
    text = "\n".join(paragraphs(without_heads(lines)))
    named = title if sum("\u4e00" <= char <= "\u9fff" for char in title) >= 4 else ""
    return Read(text, hints=Header(title=" ".join(named.split())))


def _page(document: Any, number: int) -> Iterator[Line]:
    """The lines of one page."""
    import pypdfium2.raw as raw

    page = document[number]
    words = page.get_textpage()
    height = float(page.get_height())
    box = [ctypes.c_double() for _ in range(4)]
    chars: list[str] = []
    edges: list[tuple[float, float, float, float]] = []
    try:
        for index in range(words.count_chars()):
            code = raw.FPDFText_GetUnicode(words, index)
            if code in (0x0A, 0x0D):
                yield from _line(number, chars, edges, height)
                chars, edges = [], []
            elif code not in (0, 0x02, 0xFFFE, 0xFFFF):
                chars.append(chr(code))
                if code > 0x20 and raw.FPDFText_GetCharBox(words, index, *map(ctypes.byref, box)):
                    left, right, bottom, top = (value.value for value in box)
                    edges.append((left, right, bottom, top))
        yield from _line(number, chars, edges, height)
    finally:
        words.close()
        page.close()


def _line(
    page: int, chars: list[str], edges: Sequence[tuple[float, float, float, float]], height: float
) -> Iterator[Line]:
    # Characters beyond U+FFFF come as two halves.
    text = "".join(chars).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if not text or not edges:
        return
    left, right = min(each[0] for each in edges), max(each[1] for each in edges)
    bottom, top = min(each[2] for each in edges), max(each[3] for each in edges)
    widths = sorted(each[1] - each[0] for each in edges)
    yield Line(page, text, left, right, top, bottom, max(widths[len(widths) // 2], 1.0), height)


def without_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers and without what stands at the head or foot of most pages."""
    pages = len({line.page for line in lines})
    outer = {id(line) for line in _outermost(lines) if line.at_edge}
    seen = Counter(_shape(line) for line in lines if id(line) in outer)

    def is_head(line: Line) -> bool:
        if id(line) not in outer:
            return False
        often = seen[_shape(line)] >= max(2, 0.4 * pages)
        return bool(_PAGE_NUMBER.fullmatch(line.text)) or often

    return [line for line in lines if not is_head(line)]


def _outermost(lines: Sequence[Line]) -> Iterator[Line]:
    """The two uppermost and two lowest lines of every page."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page in by_page.values():
        ordered = sorted(page, key=lambda line: -line.top)
        yield from {id(line): line for line in (*ordered[:2], *ordered[-2:])}.values()


def _shape(line: Line) -> tuple[str, int]:
    """The words without their numbers, and the size: a title is larger than the running head that repeats it."""
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.size)


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The lines joined to paragraphs."""
    if not lines:
        return
    margin, edge = _commonest(lines, "left"), _commonest(lines, "right")
    indents = sum(line.left - margin > 1.2 * line.size for line in lines if edge - line.right < 1.6 * line.size)
    indented = indents >= max(2, 0.04 * len(lines))
    pitch = _pitch(lines)
    current = lines[0].text
    for line, follower in pairwise(lines):
        if _goes_on(line, follower, margin, edge, pitch, indented):
            latin = (
                current[-1:].isascii()
                and current[-1:].isalnum()
                and follower.text[:1].isascii()
                and follower.text[:1].isalnum()
            )
            current += (" " if latin else "") + follower.text
        else:
            yield current
            current = follower.text
    yield current


def _goes_on(line: Line, follower: Line, margin: float, edge: float, pitch: float, indented: bool) -> bool:
    """Whether the paragraph of this line goes on in the next."""
    size = max(line.size, follower.size)
    if edge - line.right > 1.6 * size or abs(line.size - follower.size) > 0.25 * size:
        return False
    if follower.left - margin > 1.2 * size:
        return False
    if line.page == follower.page and pitch and line.bottom - follower.bottom > 1.45 * pitch:
        return False
    return indented or line.text[-1] not in _ENDS or line.page != follower.page


def _commonest(lines: Sequence[Line], side: str) -> float:
    """The left margin, or the right edge, of the text: where most lines begin or end, to the width of a character."""
    size = sorted(line.size for line in lines)[len(lines) // 2]
    counts = Counter(round(getattr(line, side) / size) for line in lines)
    most = counts.most_common(1)[0][1]
    often = [place for place, count in counts.items() if count >= 0.5 * most]
    place = min(often) if side == "left" else max(often)
    near = [getattr(line, side) for line in lines if round(getattr(line, side) / size) == place]
    return float(min(near) if side == "left" else max(near))


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from a line to the next."""
    steps = sorted(
        line.bottom - follower.bottom
        for line, follower in pairwise(lines)
        if line.page == follower.page and line.bottom > follower.bottom
    )
    return steps[len(steps) // 3] if steps else 0.0
