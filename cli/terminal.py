"""How does a person see an answer at a terminal? Columns fitted to its width, a full-width character counted as two."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING

from wcwidth import wcswidth, wcwidth

from yulu.messages import text

if TYPE_CHECKING:
    from cli.output import Answer, Column, Row

_COLOURS = {"match": "\x1b[1;31m", "dim": "\x1b[2m", "head": "\x1b[1m"}
_RESET = "\x1b[0m"
_GAP = 2
# How many rows are looked at to choose the widths; the rest follow them.
_LOOKAHEAD = 200


def coloured(value: str, style: str) -> str:
    """The value in a style, unless NO_COLOR is set."""
    code = _COLOURS.get(style)
    return f"{code}{value}{_RESET}" if code and value and not os.environ.get("NO_COLOR") else value


def width(value: str) -> int:
    """Columns that a value takes on a terminal."""
    return max(wcswidth(value), 0)


def wrap(value: str, columns: int) -> list[str]:
    """A value in lines of at most so many columns; nothing is lost."""
    lines: list[str] = []
    for part in value.split("\n"):
        line, used = "", 0
        for char in part:
            wide = max(wcwidth(char), 0)
            if used + wide > columns and line:
                lines.append(line)
                line, used = "", 0
            line, used = line + char, used + wide
        lines.append(line)
    return lines


def pad(value: str, columns: int, align: str) -> str:
    """A value filled up with blanks."""
    blanks = " " * max(0, columns - width(value))
    return blanks + value if align == "right" else value + blanks


def write_table(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    """The answer as columns that fit the terminal."""
    from cli.output import clean, shown

    if answer.headline:
        out.write(clean(answer.headline) + "\n")
    if not answer.columns:
        return
    rest = iter(rows)
    ahead: list[list[str]] = []
    for row in rest:
        ahead.append([clean(shown(row.get(column.key))) for column in answer.columns])
        if len(ahead) == _LOOKAHEAD:
            break
    if not ahead:
        out.write(text("output.nothing") + "\n")
        return
    widths = fit(answer.columns, ahead, shutil.get_terminal_size().columns)
    _write_row(out, [column.heading for column in answer.columns], answer.columns, widths, head=True)
    for cells in ahead:
        _write_row(out, cells, answer.columns, widths)
    for row in rest:
        _write_row(out, [clean(shown(row.get(column.key))) for column in answer.columns], answer.columns, widths)


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """The width of each column: what its values need, the widest giving way first until all fit into ``total``."""
    widths = []
    for index, column in enumerate(columns):
        need = max(width(line) for row in rows for line in row[index].split("\n"))
        widths.append(max(width(column.heading), min(need, column.within or need)))
    room = total - _GAP * (len(columns) - 1)
    while sum(widths) > room and max(widths) > 8:
        widest = widths.index(max(widths))
        others = sum(widths) - widths[widest]
        second = max((w for i, w in enumerate(widths) if i != widest), default=8)
        widths[widest] = max(8, min(widths[widest] - 1, max(second - 1, room - others)))
    return widths


def _write_row(
    out: IO[str], cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], *, head: bool = False
) -> None:
    wrapped = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for number in range(max(len(lines) for lines in wrapped)):
        parts = []
        for lines, column, size in zip(wrapped, columns, widths, strict=True):
            line = pad(lines[number] if number < len(lines) else "", size, column.align)
            parts.append(coloured(line, "head" if head else column.style))
        out.write((" " * _GAP).join(parts).rstrip() + "\n")
