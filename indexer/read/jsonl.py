"""What does a file of JSON lines hold? One speech a line: an object with a text, and whatever else is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from indexer.read.encoding import decode, detect
from indexer.read.fields import ID, TEXT, header_of, named
from indexer.read.lines import joined
from indexer.read.values import BadRow, Read, Row
from yulu.errors import ParseError
from yulu.messages import text as message

_PIECE = 1 << 20
_SAMPLE = 1 << 16


def split(file: IO[bytes], encoding: str, longest: int) -> Iterator[Row | BadRow]:
    """The lines that hold anything; one longer than ``longest`` bytes is a bad row and is not kept in memory."""
    head = file.read(_SAMPLE)
    name = encoding or detect(head, True) or "utf-8"
    if name.startswith(("utf-16", "utf-32")):
        yield from _wide(head, file, name, longest)
        return
    line, pending = 1, head.removeprefix(b"\xef\xbb\xbf")
    while True:
        *whole, pending = pending.split(b"\n")
        for data in whole:
            if data.strip():
                yield Row(line, data)
            line += 1
        if len(pending) > longest:
            yield BadRow(line, "too_long", message("read.long_line", limit=longest))
            pending = _skip_line(file)
            line += 1
            continue
        piece = file.read(_PIECE)
        if not piece:
            break
        pending += piece
    if pending.strip():
        yield Row(line, pending)


def _skip_line(file: IO[bytes]) -> bytes:
    """Read on to the end of the line; what stands behind it."""
    while piece := file.read(_PIECE):
        at = piece.find(b"\n")
        if at >= 0:
            return piece[at + 1 :]
    return b""


def _wide(head: bytes, file: IO[bytes], name: str, longest: int) -> Iterator[Row | BadRow]:
    """A file in UTF-16 or UTF-32, whose line ends are no single bytes: read whole, within the limit of a line."""
    data = head + file.read(8 * longest)
    for number, line in enumerate(decode(data, name).text.split("\n"), 1):
        if line.strip():
            yield Row(number, line.encode("utf-8", "surrogatepass"))


def read_row(row: Row, encoding: str) -> Read:
    """The speech in one line; ParseError or InputError for a line that holds none."""
    assert isinstance(row.data, bytes)
    found = decode(row.data, encoding)
    try:
        value = json.loads(found.text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        raise ParseError("read.bad_json", reason="nesting") from error
    except ValueError as error:
        raise ParseError("read.bad_json", reason=error) from error
    if not isinstance(value, dict):
        raise ParseError("read.not_an_object")
    return speech(value, found.encoding, found.warnings)


def speech(value: dict[str, object], encoding: str, warnings: tuple[str, ...] = ()) -> Read:
    """The speech in one row's cells."""
    cells = named(value)
    text = cells.pop(TEXT, "")
    if not isinstance(text, str) or not text.strip():
        raise ParseError("read.no_text_field")
    body, _ = joined(text.replace("\r\n", "\n").replace("\r", "\n"))
    own = cells.pop(ID, "")
    return Read(
        body,
        header=header_of(cells),
        speech_id=own.strip() if isinstance(own, str) else "",
        encoding=encoding,
        warnings=warnings,
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys stand once each: of two values nobody can know the right one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(message("read.double_key", name=next(key for key in keys if keys.count(key) > 1)))
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)
