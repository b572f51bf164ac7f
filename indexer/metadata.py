"""What does the user say of each file? The table of ``--metadata``: a row a file, checked before anything is read."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH110, PTH118
from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.read.encoding import decode
from indexer.read.fields import header_of
from language.model import Header
from yulu.errors import InputError, ParseError, YuluError

COLUMNS = ("id", "file", "title", "speaker", "role", "level", "place", "occasion", "date", "kind")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of one speech; what is not said is empty."""

    speech_id: str = ""
    header: Header = field(default_factory=Header)
    row: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The rows by the file they name."""

    path: Path
    rows: Mapping[str, Given]

    def given(self, key: str, path: str) -> Given:
        """What the table says of a source, known by its key, or by its path beside the table."""
        beside = os.path.relpath(path, self.path.parent) if path != "-" else key
        return self.rows.get(key) or self.rows.get(beside) or Given()

    def check_files(self, folders: Iterable[str]) -> None:
        """Raise InputError for a row whose file is in none of the folders, nor beside the table."""
        bases = [*folders, str(self.path.parent)]
        for name, given in self.rows.items():
            if name != "-" and not any(os.path.exists(os.path.join(base, name)) for base in bases):
                raise InputError("metadata.no_such_file", path=self.path, row=given.row, file=name)


def read_table(path: Path) -> Table:
    """The table in a csv file; InputError names an unknown column, a row without a file, what stands twice."""
    try:
        text = decode(path.read_bytes()).text.removeprefix("\ufeff")
    except OSError as error:
        raise InputError("metadata.unreadable", path=path, reason=error.strerror or error) from error
    except ParseError as error:
        raise InputError("metadata.unreadable", path=path, reason=error) from error
    header, _, _ = text.partition("\n")
    delimiter = "\t" if header.count("\t") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return Table(path, _rows(path, reader))
    except csv.Error as error:
        raise InputError("metadata.bad_csv", path=path, row=reader.line_num, reason=error) from error


def _rows(path: Path, reader: Iterable[list[str]]) -> dict[str, Given]:
    lines = iter(reader)
    columns = [name.strip().lower() for name in next(lines, [])]
    _check_columns(path, columns)
    found: dict[str, Given] = {}
    ids: dict[str, int] = {}
    for number, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise InputError("metadata.bad_row", path=path, row=number, cells=len(cells), columns=len(columns))
        row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
        name = os.path.normpath(row["file"]) if row.get("file") else ""
        if not name:
            raise InputError("metadata.no_file", path=path, row=number)
        if name in found:
            raise InputError("metadata.double_file", path=path, row=number, file=name)
        own = row.get("id", "")
        if own and own in ids:
            raise InputError("metadata.double_id", path=path, row=number, first=ids[own], id=own)
        ids[own] = number
        found[name] = Given(own, _header(path, number, row), number)
    return found


def _check_columns(path: Path, columns: list[str]) -> None:
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise InputError("metadata.unknown_column", path=path, column=unknown[0], columns=", ".join(COLUMNS))
    if "file" not in columns:
        raise InputError("metadata.no_file_column", path=path, columns=", ".join(COLUMNS))
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise InputError("metadata.double_column", path=path, column=twice[0])


def _header(path: Path, number: int, row: dict[str, str]) -> Header:
    try:
        return header_of({name: value for name, value in row.items() if value})
    except YuluError as error:
        raise InputError("metadata.bad_cell", path=path, row=number, reason=error) from error
