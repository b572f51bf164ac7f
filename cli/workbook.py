"""How is an answer written as an Excel workbook? Texts as texts: nothing is ever taken for a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cli.session import say
from yulu.errors import InputError
from yulu.messages import text

if TYPE_CHECKING:
    from cli.output import Answer, Row

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575  # and the header


def write_workbook(answer: Answer, rows: Iterable[Row], path: Path) -> None:
    """One sheet with the rows, a second with the receipt; memory stays flat. Raises OSError."""
    import xlsxwriter

    from cli.output import shown

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(path, options) as book:
            cut = 0
            bold = book.add_format({"bold": True})
            sheet = book.add_worksheet("yulu")
            for at, column in enumerate(answer.columns):
                sheet.write_string(0, at, column.heading, bold)
            for line, row in enumerate(rows, 1):
                if line > _MOST_ROWS:
                    raise InputError("output.xlsx_rows", most=f"{_MOST_ROWS:,}")
                for at, column in enumerate(answer.columns):
                    value = row.get(column.key)
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(line, at, value)
                    else:
                        cell = _printable(shown(value))
                        cut += len(cell) > _LONGEST_CELL
                        sheet.write_string(line, at, cell[:_LONGEST_CELL])
            if answer.receipt:
                second = book.add_worksheet("receipt")
                for line, (name, value) in enumerate(answer.receipt.items()):
                    second.write_string(line, 0, name, bold)
                    second.write_string(line, 1, _printable(shown(value)))
        if cut:
            say(text("output.xlsx_cut", cells=f"{cut:,}", most=f"{_LONGEST_CELL:,}"))
    except xlsxwriter.exceptions.XlsxWriterException as error:
        reason = error.args[0] if error.args else error
        raise (reason if isinstance(reason, OSError) else OSError(str(error))) from error


def _printable(value: str) -> str:
    """A text that UTF-8 can hold: the name of a file may have bytes that are none."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
