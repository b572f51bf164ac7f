"""What does a csv file of speeches hold? One speech a row: a column with the text, and columns with what is known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from indexer.read.encoding import detect
from indexer.read.fields import TEXT, named
from indexer.read.jsonl import speech
from indexer.read.values import BadRow, Read, Row
from yulu.errors import ParseError
from yulu.messages import text as message

_SAMPLE = 1 << 16


def split(file: IO[bytes], encoding: str, longest: int) -> Iterator[Row | BadRow]:
    """The rows below the header; a row with too many cells is a bad row. Raises ParseError without a text column."""
    head = file.read(_SAMPLE)
    name = encoding or detect(head, True)
    if not name:
        raise ParseError("read.binary")
    reader = rows(io.BufferedReader(_Behind(head, file)), name, longest)
    columns = next(reader, (0, []))[1]
    if not columns:
        raise ParseError("read.empty")
    if TEXT not in named(dict.fromkeys(columns, "x")):
        raise ParseError("read.no_text_column", columns=", ".join(columns)[:200])
    try:
        for line, cells in reader:
            if len(cells) > len(columns):
                yield BadRow(line, "bad_row", message("read.bad_row", cells=len(cells), columns=len(columns)))
            elif any(cell.strip() for cell in cells):
                yield Row(line, dict(zip(columns, cells, strict=False)))
    except csv.Error as error:
        raise ParseError("read.bad_csv", reason=error) from error


def rows(file: IO[bytes], encoding: str, longest: int) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row, the header's first; comma or tab, whichever the header has more of."""
    csv.field_size_limit(longest)
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    # A damaged byte becomes a lone surrogate, by which the row is known as damaged later.
    stream = io.TextIOWrapper(
        file, codec, errors="surrogateescape" if codec.startswith("utf-8") else "replace", newline=""
    )
    first = stream.readline(longest)
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    reader = csv.reader(_chained(first.removeprefix("\ufeff"), stream), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, [cell.strip() for cell in cells] if reader.line_num == 1 else cells


def read_row(row: Row, encoding: str) -> Read:
    """The speech in one row; ParseError or InputError for a row that holds none."""
    assert isinstance(row.data, dict)
    return speech(dict(row.data), encoding)


def _chained(first: str, stream: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from stream


class _Behind(io.RawIOBase):
    """A stream that begins with bytes already read."""

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self._head, self._file = io.BytesIO(head), file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
