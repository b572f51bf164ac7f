"""What does this file hold? Its bytes, checked and unpacked, through the parser of its format."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH123
from __future__ import annotations

import os
import re
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import IO, cast

from indexer.read.registry import OLD_FORMATS, PARSERS, format_of, is_packed
from indexer.read.values import Read
from language.header import front_matter
from language.model import Header
from yulu.errors import ParseError

LARGEST = 256 * 1024 * 1024
_SURROGATE = re.compile("[\ud800-\udfff]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_text(path: str | Path, *, encoding: str = "") -> Read:
    """The text of one file of any format but tables; ``-`` is standard input. Raises ParseError with the reason."""
    name = str(path)
    try:
        data = sys.stdin.buffer.read() if name == "-" else read_bytes(name)
        return parse(data, name, format_of(name) or "txt", encoding)
    except ParseError as error:
        raise ParseError("read.failed", path=name, reason=error) from error


def read_bytes(path: str, largest: int = LARGEST) -> bytes:
    """The bytes of a file, read twice at most: one that changes while it is read is no one text."""
    try:
        for _ in range(2):
            # Without O_NONBLOCK, opening a pipe that took the file's place would wait for ever.
            with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
                before = os.fstat(file.fileno())
                if before.st_size > largest:
                    raise ParseError("read.too_large", path=path, size=before.st_size, limit=largest)
                data = file.read(largest + 1)
                after = os.fstat(file.fileno())
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
                data
            ) == after.st_size:
                return data
    except OSError as error:
        raise ParseError("read.unreadable", path=path, reason=error.strerror or error) from error
    raise ParseError("read.changing", path=path)


def parse(data: bytes, path: str, format_name: str, encoding: str = "") -> Read:
    """The text in the bytes of a file; raises ParseError for what cannot be read and for what holds no text."""
    if format_name in OLD_FORMATS:
        raise ParseError("read.old_format", path=path, format=format_name)
    if is_packed(path) and path != "-":
        data = unpack(data, path)
    format_name = _by_content(data, format_name, path)
    if not data:
        raise ParseError("read.empty", path=path)
    found = PARSERS[format_name].reader()(data, encoding)
    return checked(found, path)


def checked(found: Read, path: str) -> Read:
    """The text with lone surrogates replaced, its front matter taken off where it had one; refuses an empty one."""
    text, warnings = found.text, found.warnings
    if _SURROGATE.search(text):
        text, warnings = _SURROGATE.sub("\ufffd", text), (*warnings, "surrogates")
    if not text.strip():
        raise ParseError("read.no_text", path=path)
    return replace(found, text=text, warnings=warnings)


def without_front_matter(found: Read) -> Read:
    """The speech without the block of ``---`` lines at its head, what that block says kept as the header."""
    given, end = front_matter(found.text)
    if not end:
        return found
    rest = found.text[end:]
    lead = len(rest) - len(rest.lstrip("\n"))
    cuts = ((0, end + lead), *((here - end - lead, there) for here, there in found.cuts if here > end + lead))
    return replace(found, text=rest[lead:], header=merged(given, found.header), cuts=cuts)


def merged(first: Header, second: Header) -> Header:
    """Field by field the first, where it says anything."""
    return Header(*(getattr(first, name) or getattr(second, name) for name in Header.__slots__))


def unpack(data: bytes, path: str, largest: int = LARGEST) -> bytes:
    """The content of a gzip file of any number of members, no longer than ``largest``."""
    out, left = bytearray(), data
    try:
        while left:
            inflate = zlib.decompressobj(wbits=31)
            out += inflate.decompress(left, largest + 1 - len(out))
            if len(out) > largest:
                raise ParseError("read.too_large", path=path, size=len(out), limit=largest)
            if not inflate.eof:
                raise ParseError("read.cut_off", path=path)
            left = inflate.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise ParseError("read.damaged", path=path, format="gzip", reason=error) from error
    return bytes(out)


def open_table(path: str) -> IO[bytes]:
    """A table's bytes as a stream, unpacked on the way."""
    import gzip  # wanted for tables alone

    return cast(IO[bytes], gzip.open(path, "rb")) if is_packed(path) else open(path, "rb")


def _by_content(data: bytes, format_name: str, path: str) -> str:
    """The format by the bytes where they leave no doubt: what is called .txt may be a PDF."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLE):
        raise ParseError("read.encrypted" if _is_encrypted_office(data) else "read.old_format", path=path, format="doc")
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    if format_name == "docx" and data.startswith(b"{\\rtf"):
        raise ParseError("read.old_format", path=path, format="rtf")
    return format_name


def _is_encrypted_office(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data
