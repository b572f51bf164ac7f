"""Which files are there to read? Paths to sources, each with its key and format, or why it cannot be read."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH100, PTH112, PTH116, PTH119
from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.read.registry import OLD_FORMATS, PARSERS, format_of
from yulu.errors import InputError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``key`` is its path below the folder that was given; ``path`` may hold undecodable bytes."""

    key: str
    path: str
    format: str
    root: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that stands where a file is expected and cannot be read."""

    key: str
    path: str
    type: str
    reason: str


@dataclass(slots=True)
class Discovery:
    """Walks paths once; ``ignored`` counts, by suffix, the files of a folder that hold no text."""

    ignored: Counter[str] = field(default_factory=Counter)
    roots: list[str] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _skip: frozenset[str] = frozenset()

    def walk(self, paths: Iterable[str], skip: Iterable[Path] = ()) -> Iterator[Source | Refused]:
        """The sources under the paths, folders in the order of their names. Raises InputError for a missing path."""
        given = list(paths)
        self._skip = frozenset(os.path.realpath(path) for path in skip)
        for path in given:
            if path != STDIN and not os.path.lexists(path):
                raise InputError("ingest.no_path", path=printable(path))
        for path in given:
            if path == STDIN:
                yield Source(STDIN, STDIN, "txt")
            elif os.path.isdir(path):
                self.roots.append(os.path.abspath(path))
                yield from self._folder(path, "", os.path.abspath(path))
            else:
                yield from self._file(path, os.path.basename(path), "", given=True)

    def _folder(self, path: str, key: str, root: str) -> Iterator[Source | Refused]:
        try:
            state = os.stat(path)
            if (state.st_dev, state.st_ino) in self._seen:
                return  # a loop of links, or a folder that was given twice
            self._seen.add((state.st_dev, state.st_ino))
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError as error:
            yield Refused(printable(key or path), path, "unreadable", error.strerror or str(error))
            return
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            below = f"{key}/{entry.name}" if key else entry.name
            if _is_folder(entry):
                yield from self._folder(entry.path, below, root)
            else:
                yield from self._file(entry.path, below, root)

    def _file(self, path: str, key: str, root: str, *, given: bool = False) -> Iterator[Source | Refused]:
        shown = printable(key)
        try:
            state = os.stat(path)
        except OSError as error:
            yield Refused(shown, path, "unreadable", error.strerror or str(error))
            return
        if not stat.S_ISREG(state.st_mode):
            yield Refused(shown, path, "not_a_file", _kind(state.st_mode))
            return
        if os.path.realpath(path) in self._skip:
            return
        name = format_of(path)
        if name in PARSERS or name in OLD_FORMATS:
            yield Source(shown, os.path.abspath(path), name, root)
        elif given:
            yield Source(shown, os.path.abspath(path), "txt", root)
        else:
            self.ignored[Path(path).suffix.lower() or printable(os.path.basename(path))] += 1


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "FIFO"
    if stat.S_ISSOCK(mode):
        return "socket"
    return "device"


def as_text(path: str) -> str:
    """A path that any file, database or terminal can hold; ``as_path`` leads back."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return "bytes:" + os.fsencode(path).hex()
    return path


def as_path(text: str) -> str:
    """The path that ``as_text`` was made of."""
    return os.fsdecode(bytes.fromhex(text[6:])) if text.startswith("bytes:") else text


def printable(name: str) -> str:
    """A file name as text; bytes that are no UTF-8 stand as GB18030 where they are that, else as escapes."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030") + "�"  # marked, so that it is no other file's key
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")
