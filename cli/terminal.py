"""How does a person see an answer at a terminal? Columns fitted to its width, a full-width character counted as two."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO, TYPE_CHECKING

from wcwidth import wcswidth, wcwidth

from cli.session import clean
from yulu.messages import text

if TYPE_CHECKING:
    from cli.output import Answer, Column, Row

_COLOURS = {"match": "\x1b[1;31m", "dim": "\x1b[2m", "head": "\x1b[1m"}
_RESET = "\x1b[0m"
_GAP = 2
_NARROWEST = 4
# How many rows are looked at to choose the widths; the rest follow them.
_LOOKAHEAD = 200
# A column narrower than this, holding more, is no longer read with ease.
_READABLE = 24
# What stands on the first line of a record.
_SHORT = 24
_INDENT = 4
# Less context than this on each side, six characters, is read more easily in lines of its own.
_LEAST_CONTEXT = 12
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?(?:e-?\d+)?")


def colourful() -> bool:
    """Whether colours are wanted: not where NO_COLOR is set or the terminal knows none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def coloured(value: str, style: str) -> str:
    """The value in a style, where colours are wanted."""
    code = _COLOURS.get(style)
    return f"{code}{value}{_RESET}" if code and value and colourful() else value


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


def _near_hit(value: str, columns: int, align: str) -> str:
    """As much of a context as fits: the end of what stands before a hit, the beginning of what follows it."""
    value = value.replace("\n", " ")
    if align == "right":
        return value[len(value) - len(_first(value[::-1], columns)) :]
    return _first(value, columns)


def _first(value: str, columns: int) -> str:
    return wrap(value, columns)[0] if value else ""


def pad(value: str, columns: int, align: str) -> str:
    """A value filled up with blanks."""
    blanks = " " * max(0, columns - width(value))
    return blanks + value if align == "right" else value + blanks


def write_table(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    """The answer as columns that fit the terminal."""
    if answer.headline:
        out.write(clean(answer.headline) + "\n")
    if not answer.columns:
        return
    rest = iter(rows)
    ahead: list[list[str]] = []
    for row in rest:
        ahead.append(_cells(row, answer.columns))
        if len(ahead) == _LOOKAHEAD:
            break
    if not ahead:
        out.write(text("output.nothing") + "\n")
        return
    total = shutil.get_terminal_size().columns
    if (widths := _around_hits(answer.columns, ahead, total)) is None and _crowded(answer.columns, ahead, total):
        _write_records(answer.columns, chain(ahead, (_cells(row, answer.columns) for row in rest)), total, out)
        return
    # A column in which nothing stands is left out, if all rows are known.
    kept = [at for at in range(len(answer.columns)) if len(ahead) == _LOOKAHEAD or any(cells[at] for cells in ahead)]
    columns = [answer.columns[at] for at in kept]
    ahead = [[cells[at] for at in kept] for cells in ahead]
    widths = [widths[at] for at in kept] if widths else fit(columns, ahead, total)
    _write_row(out, [column.heading for column in columns], columns, widths, head=True)
    for cells in chain(ahead, (_cells(row, columns) for row in rest)):
        _write_row(out, cells, columns, widths)


def _cells(row: Row, columns: Sequence[Column]) -> list[str]:
    from cli.output import shown

    return [clean(shown(row.get(column.key))).replace("\t", " ") for column in columns]


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """The width of each column: what its values need, the widest giving way first until all fit into ``total``.

    Headings that are wider than all their values give way before any value does.
    """
    needs = []
    for index, column in enumerate(columns):
        need = max(width(line) for row in rows for line in row[index].split("\n"))
        needs.append(min(need, column.within or need))
    widths = [max(width(column.heading), need) for column, need in zip(columns, needs, strict=True)]
    room = total - _GAP * (len(columns) - 1)
    while sum(widths) > room:
        spare, widest = max(
            (size - max(need, 4), at) for at, (size, need) in enumerate(zip(widths, needs, strict=True))
        )
        if spare <= 0:
            break
        widths[widest] -= 1
    while sum(widths) > room and max(widths) > 8:
        widest = widths.index(max(widths))
        others = sum(widths) - widths[widest]
        second = max((w for i, w in enumerate(widths) if i != widest), default=8)
        widths[widest] = max(8, min(widths[widest] - 1, max(second - 1, room - others)))
    return widths


def _around_hits(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> list[int] | None:
    """The widths where two columns are context, which share the room that the others leave; None if that is little."""
    context = [at for at, column in enumerate(columns) if column.context]
    if not context:
        return None
    needs = [max(width(row[at]) for row in rows) for at in range(len(columns))]
    needs = [min(need, column.within or need) for need, column in zip(needs, columns, strict=True)]
    widths = [max(need, width(column.heading)) if need else 0 for need, column in zip(needs, columns, strict=True)]
    room = total - sum(size + _GAP for at, size in enumerate(widths) if size and at not in context)
    share = (room - _GAP * (len(context) - 1)) // len(context)
    if share < min(_LEAST_CONTEXT, max(needs[at] for at in context)):
        return None
    for at in context:
        others = sum(min(widths[each], share) for each in context if each != at)
        widths[at] = max(width(columns[at].heading), min(widths[at], max(share, room - _GAP - others)))
    return widths


def _crowded(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> bool:
    """Whether columns that fit would be too narrow to read in: texts broken into lines of a few characters."""
    needs = [max(width(row[index]) for row in rows) for index in range(len(columns))]
    widths = fit(columns, rows, total)
    return any(size < min(need, _READABLE) for size, need in zip(widths, needs, strict=True))


def _write_records(columns: Sequence[Column], rows: Iterable[Sequence[str]], total: int, out: IO[str]) -> None:
    """A row as a few lines: what is short on the first, each longer text below it on lines of its own."""
    for cells in rows:
        hit, columns_here, cells = _in_context(columns, cells)
        filled = [(column, cell) for column, cell in zip(columns_here, cells, strict=True) if cell]
        short = [(column, cell) for column, cell in filled if column.style != "match" and width(cell) <= _SHORT]
        facts = [cell if not _bare(cell) else f"{column.heading} {cell}" for column, cell in short]
        for line in _packed(facts, total):
            out.write(coloured(line, "dim") + "\n")
        for column, cell in filled:
            if (column, cell) in short:
                continue
            label = "" if column.style == "match" else f"{column.heading}  "
            for line in wrap(label + cell, max(20, total - _INDENT)):
                if column.style == "match":
                    line = line.replace(hit, coloured(hit, "match")) if hit in line else line
                out.write(" " * _INDENT + line + "\n")
        out.write("\n")


def _packed(facts: Iterable[str], total: int) -> list[str]:
    """Short facts side by side, none of them broken where it would fit on a line of its own."""
    lines: list[str] = []
    for fact in facts:
        joined = f"{lines[-1]}{' ' * _GAP}{fact}" if lines else fact
        if lines and width(joined) <= total:
            lines[-1] = joined
        else:
            lines += wrap(fact, total)
    return lines


def _in_context(columns: Sequence[Column], cells: Sequence[str]) -> tuple[str, list[Column], list[str]]:
    """The hit, and the columns and cells with its left and right context joined to it."""
    values = {column.key: cell for column, cell in zip(columns, cells, strict=True)}
    hit = next((cell for column, cell in zip(columns, cells, strict=True) if column.style == "match"), "")
    if not {"left", "match", "right"} <= values.keys():
        return hit, list(columns), list(cells)
    whole = values["left"] + values["match"] + values["right"]
    kept = [column for column in columns if column.key not in ("left", "right")]
    return hit, kept, [whole if column.key == "match" else values[column.key] for column in kept]


def _bare(cell: str) -> bool:
    """Whether a value says nothing without its heading: a number, but not a date; yes and no."""
    return cell in (text("output.yes"), text("output.no")) or _NUMBER.fullmatch(cell) is not None


def _write_row(
    out: IO[str], cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], *, head: bool = False
) -> None:
    wrapped = [
        [_near_hit(cell, size, column.align)] if column.context else wrap(cell, size)
        for cell, size, column in zip(cells, widths, columns, strict=True)
    ]
    for number in range(max(len(lines) for lines in wrapped)):
        parts = []
        for lines, column, size in zip(wrapped, columns, widths, strict=True):
            line = pad(lines[number] if number < len(lines) else "", size, column.align)
            parts.append(coloured(line, "head" if head else column.style))
        out.write((" " * _GAP).join(parts).rstrip() + "\n")
