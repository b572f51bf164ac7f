"""How is an answer written as an Excel workbook? Texts as texts: nothing is ever taken for a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yulu.errors import InputError

if TYPE_CHECKING:
    from cli.output import Answer, Row

_LONGEST_CELL = 32_767


def write_workbook(answer: Answer, rows: Iterable[Row], path: Path) -> None:
    """One sheet with the rows, a second with the receipt; memory stays flat."""
    import xlsxwriter

    from cli.output import shown

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(path, options) as book:
            bold = book.add_format({"bold": True})
            sheet = book.add_worksheet("yulu")
            for at, column in enumerate(answer.columns):
                sheet.write_string(0, at, column.heading, bold)
            for line, row in enumerate(rows, 1):
                for at, column in enumerate(answer.columns):
                    value = row.get(column.key)
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(line, at, value)
                    else:
                        sheet.write_string(line, at, shown(value)[:_LONGEST_CELL])
            if answer.receipt:
                second = book.add_worksheet("receipt")
                for line, (name, value) in enumerate(answer.receipt.items()):
                    second.write_string(line, 0, name, bold)
                    second.write_string(line, 1, shown(value) if not isinstance(value, dict) else str(value))
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise InputError("output.file_failed", path=path, reason=error) from error
