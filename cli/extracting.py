"""What is said of files that are read without any node? The files' texts, what is known of each, and offsets into them.

For ``yulu quote extract``, ``yulu slogan extract`` and ``yulu verify``: they read as ingest reads.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.read.fields import header_of, named
from indexer.read.files import read_text, without_front_matter
from indexer.read.values import Read
from language.header import read_header
from language.model import Header, SpeechContext
from yulu.errors import InputError, ParseError


@dataclass(frozen=True, slots=True)
class FileText:
    """One file as it was read: ``source`` is the path as given, ``read`` its text, ``context`` what is known of it."""

    source: str
    read: Read
    context: SpeechContext

    @property
    def text(self) -> str:
        """Its text as a reader reads it."""
        return self.read.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of ``text`` as offsets of the file's own text."""
        return self.read.origin(start), self.read.origin(end - 1) + 1 if end > start else self.read.origin(end)


def file_texts(paths: Sequence[str], metadata: Path | None, failed: Callable[[ParseError], None]) -> Iterator[FileText]:
    """Every file, those of a folder in order of name; ``failed`` is told of each that cannot be read."""
    known = read_metadata(metadata) if metadata else {}
    for path in expanded(paths):
        try:
            read = without_front_matter(read_text(path))
        except ParseError as error:
            failed(error)
            continue
        name = Path(path).name if path != "-" else ""
        given = known.get(name) or known.get(Path(name).stem) or read.header
        yield FileText(path, read, context_of(read_header(read.text, filename=name, known=given)))


def expanded(paths: Sequence[str]) -> Iterator[str]:
    """The files that are named, and all files of the folders that are."""
    for path in paths:
        if path != "-" and Path(path).is_dir():
            yield from sorted(str(each) for each in Path(path).rglob("*") if each.is_file())
        else:
            yield path


def context_of(header: Header) -> SpeechContext:
    """What is known of a speech when its quotations are resolved."""
    return SpeechContext(header.speaker, header.role, header.date, header.title, header.level)


def read_metadata(path: Path) -> dict[str, Header]:
    """Headers by file name, or by id, out of a CSV table. Raises InputError when it cannot be read."""
    found: dict[str, Header] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                header = header_of(named(row), strict=False)
                for column in ("file", "source", "id", "speech_id"):
                    if row.get(column):
                        found[Path(row[column]).name] = header
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("extract.metadata", path=path, reason=error) from error
    return found
