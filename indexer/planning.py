"""Which of the sources have to be read? Files whose bytes are known are booked as unchanged; the others become jobs."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH110, PTH119, PTH120, PTH123
from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from indexer.compose import derived_id
from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, READ
from indexer.ledger import FileWork, Ledger
from indexer.metadata import Given, Table
from indexer.options import Options
from indexer.read.files import open_table
from indexer.read.registry import PARSERS
from indexer.read.values import BadRow, Row
from indexer.report import Failure
from indexer.sources import STDIN, Refused, Source
from indexer.work import Item, Job, Target, error_type, mark
from yulu.errors import YuluError


class Planner:
    """Turns sources into jobs, one at a time as they are asked for. ``works`` leads from a job's number to its file."""

    def __init__(
        self,
        journal: Journal,
        ledger: Ledger,
        options: Options,
        target: Target,
        table: Table | None,
        remembered: bool,
        before: Journal | None = None,
    ) -> None:
        self._journal, self._ledger, self._options, self._target = journal, ledger, options, target
        self._table, self._remembered = table, remembered
        self._before = before or journal
        self._number = 0
        self.works: dict[int, FileWork] = {}
        self.tables: list[str] = []

    def jobs(self, sources: Iterable[Source | Refused]) -> Iterator[Job]:
        """The jobs for what has to be read; everything else is booked at once."""
        for source in sources:
            self._as_then(source.key)
            if isinstance(source, Refused):
                self._refuse(source)
            elif source.format in PARSERS and PARSERS[source.format].is_table:
                yield from self._rows(source)
            else:
                yield from self._whole(source)

    def _as_then(self, key: str) -> None:
        """When only failures are tried again: under the options of the run in which they failed."""
        kept = self._journal.file(key) if self._remembered else None
        if kept is not None:
            self._options = replace(self._options, collection=kept.collection, encoding=kept.encoding)
            self._ledger.options = self._options

    def _refuse(self, refused: Refused) -> None:
        source = Source(refused.key, refused.path, "txt")
        work = self._ledger.begin(source, refused.key, "", Given())
        self._ledger.expect(work)
        self._ledger.fail(work, Failure(refused.key, "open", refused.type, refused.reason))
        self._ledger.end(work)

    def _given(self, source: Source) -> Given:
        """What the user says of a source: now, or, when only failures are tried again, then."""
        if self._table is not None:
            return self._table.given(source.key, source.path)
        kept = self._journal.file(source.key) if self._remembered else None
        return kept.given if kept else Given()

    def _whole(self, source: Source) -> Iterator[Job]:
        """A file that holds one speech."""
        given = self._given(source)
        data: bytes | None = None
        try:
            data = sys.stdin.buffer.read() if source.key == STDIN else None
            content = hashlib.sha256(data).digest() if data is not None else _digest(source.path)
        except OSError as error:
            self._refuse(Refused(source.key, source.path, "unreadable", error.strerror or str(error)))
            return
        seal = mark(content, given, self._options.encoding, self._options.collection)
        key = f"stdin-{seal[:12]}" if source.key == STDIN else self._key(source, seal)
        if self._is_known(key, source.path, seal):
            return
        work = self._ledger.begin(source, key, seal, given)
        self._ledger.expect(work)
        self._ledger.end(work)
        speech_id = given.speech_id or self._known_id(key) or self._speech_id(derived_id(key), key)
        kept = self._journal.speech(self._options.collection, speech_id)
        known = {(kept.collection, kept.speech_id): kept.content_hash} if kept and kept.state == ACKNOWLEDGED else {}
        yield self._job(source, work, (Item(key, speech_id, given),), known=known, data=data)

    def _key(self, source: Source, seal: str) -> str:
        """The file's key; under the name of its folder where another folder's file of the same key still stands."""
        kept = self._journal.file(source.key)
        if kept is None or kept.path == source.path or kept.fingerprint == seal or not os.path.exists(kept.path):
            return source.key
        folder = os.path.basename(source.root or os.path.dirname(source.path))
        return f"{folder}/{source.key}"

    def _is_known(self, key: str, path: str, seal: str) -> bool:
        """Whether these very bytes are in the index already, under this key or one that they were moved from."""
        kept = self._journal.file(key)
        if kept and kept.state == READ and kept.fingerprint == seal:
            self._ledger.unchanged_file(key, path, kept.records)
            return True
        for old in self._journal.files_with(seal):
            if old.key != key and not os.path.exists(old.path):
                self._journal.moved(old.key, key, path)
                self._ledger.unchanged_file(key, path, old.records)
                self._ledger.counts["moved"] += old.records
                return True
        return False

    def _known_id(self, file: str) -> str:
        """The id that the one speech of a file has already: a file that was renamed keeps it."""
        kept = self._before.speeches_of(file)
        return kept[0].speech_id if len(kept) == 1 and kept[0].collection == self._options.collection else ""

    def _speech_id(self, wanted: str, file: str) -> str:
        """An id for a speech that names none: the wanted one, unless another file's speech has it."""
        for candidate in chain((wanted, file), (f"{file}~{number}" for number in range(2, 100))):
            kept = self._journal.speech(self._options.collection, candidate)
            if kept is None or kept.file in (file, ""):
                return candidate
        return f"{file}~{hashlib.sha256(file.encode('utf-8', 'replace')).hexdigest()[:8]}"

    def _rows(self, source: Source) -> Iterator[Job]:
        """A table of speeches, so many rows a job."""
        key, seal = source.key, ""
        try:
            seal = mark(_digest(source.path), Given(), self._options.encoding, self._options.collection)
            key = self._key(source, seal)
            if self._is_known(key, source.path, seal):
                return
            work = self._ledger.begin(source, key, seal, Given())
            with open_table(source.path) as file:
                split = PARSERS[source.format].splitter()(file, self._options.encoding, self._options.limits.line)
                yield from self._batches(source, work, split)
            self.tables.append(key)
            self._ledger.end(work)
        except (YuluError, OSError, EOFError, ValueError) as error:
            self._broken(source, key, error)

    def _broken(self, source: Source, key: str, error: Exception) -> None:
        """The rest of a table cannot be read: one failure, beside whatever its rows gave before."""
        work = self._ledger.begin(source, key, "", Given())
        self._ledger.expect(work)
        self._ledger.fail(work, failure_of(key, error))
        self._ledger.end(work, broken=True)

    def _batches(self, source: Source, work: FileWork, rows: Iterable[Row | BadRow]) -> Iterator[Job]:
        batch: list[Item] = []
        size = 0
        for row in rows:
            self._ledger.expect(work)
            name = f"{work.key}:{row.line}"
            if isinstance(row, BadRow):
                self._ledger.fail(work, Failure(name, "open", row.type, row.message))
                continue
            item = self._row(work, name, row)
            if item is None:
                continue
            batch.append(item)
            size += row.size
            if size >= self._options.sizes.batch:
                yield self._job(source, work, tuple(batch))
                batch, size = [], 0
        if batch:
            yield self._job(source, work, tuple(batch))

    def _row(self, work: FileWork, name: str, row: Row) -> Item | None:
        """The item for a row, or None for one that is in the index as it is."""
        data = (
            row.data
            if isinstance(row.data, bytes)
            else json.dumps(row.data, ensure_ascii=False).encode("utf-8", "replace")
        )
        seal = mark(hashlib.sha256(data).digest(), Given(), self._options.encoding, self._options.collection)
        kept = self._journal.unseen(work.key, seal, self._ledger.run)
        if kept is not None and kept.state == ACKNOWLEDGED:
            self._journal.saw(kept.row, self._ledger.run, source=name)
            self._journal.revived(name)
            self._ledger.settle(work, "unchanged")
            return None
        return Item(name, self._speech_id(derived_id(work.key, row.line), work.key), row=row, fingerprint=seal)

    @property
    def last(self) -> int:
        """The highest number that a job has."""
        return self._number

    def _job(self, source: Source, work: FileWork, items: tuple[Item, ...], **more: Any) -> Job:
        self._number += 1
        self.works[self._number] = work
        return Job(
            number=self._number,
            path=source.path,
            format=source.format,
            items=items,
            encoding=self._options.encoding,
            collection=self._options.collection,
            target=self._target,
            largest=self._options.limits.file,
            **more,
        )


def failure_of(key: str, error: Exception) -> Failure:
    """The failure of a file that cannot be opened, or not be read to its end."""
    if isinstance(error, YuluError):
        return Failure(key, "open", error_type(error), str(error))
    return Failure(key, "open", "cut_off" if isinstance(error, EOFError) else "unreadable", str(error))


def _digest(path: str) -> bytes:
    """SHA-256 of a file's bytes; one that has become a pipe is an error, not a wait."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


class Plain:
    """The jobs of a dry run: nothing is known before, nothing is kept. Numbers count jobs and failures from 0."""

    def __init__(self, options: Options, table: Table | None) -> None:
        self._options, self._table, self._number = options, table, 0
        self._taken: set[str] = set()

    def jobs(self, sources: Iterable[Source | Refused]) -> Iterator[Job | Failure]:
        """A job for each file or batch of rows, a failure for what cannot even be opened."""
        for source in sources:
            if isinstance(source, Refused):
                yield self._failed(Failure(source.key, "open", source.type, source.reason))
            elif source.format in PARSERS and PARSERS[source.format].is_table:
                yield from self._rows(source)
            else:
                given = self._table.given(source.key, source.path) if self._table else Given()
                data = sys.stdin.buffer.read() if source.key == STDIN else None
                key = source.key if data is None else f"stdin-{hashlib.sha256(data).hexdigest()[:12]}"
                yield self._job(source, (Item(key, self._free(derived_id(key), key), given),), data)

    def _rows(self, source: Source) -> Iterator[Job | Failure]:
        try:
            with open_table(source.path) as file:
                batch: list[Item] = []
                for row in PARSERS[source.format].splitter()(file, self._options.encoding, self._options.limits.line):
                    name = f"{source.key}:{row.line}"
                    if isinstance(row, BadRow):
                        yield self._failed(Failure(name, "open", row.type, row.message))
                        continue
                    batch.append(Item(name, derived_id(source.key, row.line), row=row))
                    if (
                        sum(item.row.size for item in batch if item.row) >= self._options.sizes.batch
                        or len(batch) >= 200
                    ):
                        yield self._job(source, tuple(batch), None)
                        batch = []
                if batch:
                    yield self._job(source, tuple(batch), None)
        except (YuluError, OSError, EOFError, ValueError) as error:
            yield self._failed(failure_of(source.key, error))

    def _free(self, wanted: str, key: str) -> str:
        chosen = key if wanted in self._taken else wanted
        self._taken.add(chosen)
        return chosen

    def _failed(self, failure: Failure) -> Failure:
        self._number += 1
        return failure

    def _job(self, source: Source, items: tuple[Item, ...], data: bytes | None) -> Job:
        self._number += 1
        options = self._options
        return Job(
            self._number - 1,
            source.path,
            source.format,
            items,
            encoding=options.encoding,
            collection=options.collection,
            data=data,
            largest=options.limits.file,
        )
