"""Which file is read by which parser? One line a format; a new format is one file and one line here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from indexer.read.values import BadRow, Read, Row

Reader = Callable[[bytes, str], Read]
"""Takes a file's bytes and the encoding the user named ("" for none)."""

Splitter = Callable[[IO[bytes], str, int], Iterator[Row | BadRow]]
"""Takes an open file, the encoding ("" for none) and the longest row in bytes."""


@dataclass(frozen=True, slots=True)
class Parser:
    """A format: the module that reads it, its suffixes, whether it is text, whether it is a table of speeches."""

    module: str
    suffixes: tuple[str, ...]
    is_text: bool = True
    is_table: bool = False

    def reader(self) -> Reader:
        """The function that reads a whole file of this format; its libraries are imported only now."""
        return cast(Reader, importlib.import_module(self.module).read)

    def splitter(self) -> Splitter:
        """The function that takes a table apart."""
        return cast(Splitter, importlib.import_module(self.module).split)

    def row_reader(self) -> Callable[[Row, str], Read]:
        """The function that reads one row of a table."""
        return cast(Callable[[Row, str], Read], importlib.import_module(self.module).read_row)


PARSERS = {
    "txt": Parser("indexer.read.txt", (".txt", ".text")),
    "md": Parser("indexer.read.md", (".md", ".markdown")),
    "html": Parser("indexer.read.html", (".html", ".htm", ".xhtml", ".shtml")),
    "docx": Parser("indexer.read.docx", (".docx", ".docm", ".dotx"), is_text=False),
    "pdf": Parser("indexer.read.pdf", (".pdf",), is_text=False),
    "jsonl": Parser("indexer.read.jsonl", (".jsonl", ".ndjson"), is_table=True),
    "csv": Parser("indexer.read.table", (".csv", ".tsv"), is_table=True),
}
# Word processors' older files: nobody may believe that they went in.
OLD_FORMATS = frozenset({"doc", "wps", "rtf", "odt", "ppt", "pptx", "xls", "xlsx", "epub", "caj", "pages", "dot", "et"})
_SUFFIXES = {suffix: name for name, parser in PARSERS.items() for suffix in parser.suffixes}


def format_of(path: str) -> str:
    """The name of the format that a path's suffix tells, or ""; ``.gz`` behind the suffix of a text is left off."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    if suffixes and suffixes[-1] == ".gz":
        name = _SUFFIXES.get(suffixes[0], "") if len(suffixes) == 2 else ""
        return name if name and PARSERS[name].is_text else ""
    last = suffixes[-1] if suffixes else ""
    return _SUFFIXES.get(last, last[1:] if last[1:] in OLD_FORMATS else "")


def is_packed(path: str) -> bool:
    """Whether the file is gzipped text."""
    return path.lower().endswith(".gz")
