"""What has been done already? One SQLite file a corpus: found, extracted, sent, acknowledged or dead, for every speech.

Written with WAL and synchronous=FULL: what it calls acknowledged was acknowledged, whatever died since. It is a memory
of the index, not its master: when the two disagree the index is right, and what is missing there is sent again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.kept import ACKNOWLEDGED, COLUMNS, FOUND, READ, SCHEMA, SENT, Kept, KeptFile
from indexer.metadata import Given
from indexer.report import Failure
from indexer.sources import as_path, as_text
from language.model import Header
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import LoadError

FORMAT = 1
STEP = 1000
# So many runs are remembered as one's own; what earlier ones wrote is looked at as if it were another machine's.
_RUNS = 999


def journal_path(folder: Path, cluster: str, corpus: Corpus) -> Path:
    """Where the journal of a corpus in a cluster lies."""
    return folder / f"{cluster}-{corpus.prefix}.sqlite"


def url_name(url: str) -> str:
    """A name for a cluster that does not tell its own."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


class Journal:
    """One open journal. Used by one thread at a time; every change stands once ``commit`` has returned."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(SCHEMA)
        kept = self.get("format")
        if kept and int(kept) != FORMAT:
            raise LoadError("journal.format", path=path, found=kept, wanted=FORMAT)
        if not kept:
            self.set("format", str(FORMAT))
            self.commit()

    def close(self) -> None:
        """Close the file; what was not committed is dropped."""
        self._db.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LoadError("journal.failed", path=self.path, reason=error) from error

    def _do(self, statement: str, *values: object) -> sqlite3.Cursor:
        with self._lock, self._errors():
            if not self._db.in_transaction and not statement.startswith("SELECT"):
                self._db.execute("BEGIN IMMEDIATE")
            return self._db.execute(statement, values)

    def commit(self) -> None:
        """Make everything since the last commit durable."""
        with self._lock, self._errors():
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    def get(self, key: str) -> str:
        """A value by its name, "" where there is none."""
        found = self._do("SELECT value FROM meta WHERE key = ?", key).fetchone()
        return str(found[0]) if found else ""

    def set(self, key: str, value: str) -> None:
        """Keep a value under a name."""
        self._do("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    # -- files

    def file(self, key: str) -> KeptFile | None:
        """What is kept of the file under a key."""
        return next(self._files("key = ?", key), None)

    def files_with(self, fingerprint: str) -> list[KeptFile]:
        """The files that held the very same when they were read to the end."""
        return list(self._files("fingerprint = ? AND state = ?", fingerprint, READ))

    def files(self) -> list[KeptFile]:
        """Every file."""
        return list(self._files("1 = 1"))

    def _files(self, where: str, *values: object) -> Iterator[KeptFile]:
        columns = "key, path, fingerprint, state, records, given, encoding, collection"
        for row in self._do(f"SELECT {columns} FROM files WHERE {where}", *values).fetchall():
            key, path, fingerprint, state, records, said, encoding, collection = row
            yield KeptFile(key, as_path(path), fingerprint, state, records, _given(said), encoding, collection)

    def keep_file(self, kept: KeptFile, run: int) -> None:
        """Take over what another journal keeps of a file, unless this one knows it."""
        self._do(
            "INSERT OR IGNORE INTO files (key, path, fingerprint, state, records, run, given, encoding, collection) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            kept.key, as_text(kept.path), kept.fingerprint, kept.state, kept.records, run, _said(kept.given),
            kept.encoding, kept.collection,
        )  # fmt: skip

    def found(self, key: str, path: str, run: int, given: Given, encoding: str, collection: str) -> None:
        """A file is there and about to be read."""
        self._do(
            "INSERT INTO files (key, path, state, run, given, encoding, collection) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET path = excluded.path, state = excluded.state, run = excluded.run, "
            "given = excluded.given, encoding = excluded.encoding, collection = excluded.collection, fingerprint = ''",
            key, as_text(path), FOUND, run, _said(given), encoding, collection,
        )  # fmt: skip

    def read(self, key: str, fingerprint: str, records: int) -> None:
        """A file was read to its end and all of it is in the index or among the dead letters."""
        self._do(
            "UPDATE files SET state = ?, fingerprint = ?, records = ? WHERE key = ?", READ, fingerprint, records, key
        )

    def same_file(self, key: str, path: str, run: int) -> None:
        """A file was met again, unchanged."""
        self._do("UPDATE files SET run = ?, path = ? WHERE key = ?", run, as_text(path), key)
        self._do("UPDATE speeches SET seen = ? WHERE file = ?", run, key)

    def stale_files(self, run: int) -> list[KeptFile]:
        """Files that this run has not met."""
        return list(self._files("run < ?", run))

    def moved(self, old: str, new: str, path: str) -> None:
        """A file now lies somewhere else; what is known of it stays."""
        self._do("DELETE FROM files WHERE key = ? AND key != ?", new, old)
        self._do("UPDATE files SET key = ?, path = ? WHERE key = ?", new, as_text(path), old)
        self._do("UPDATE speeches SET source = ? || substr(source, ?) WHERE file = ?", new, len(old) + 1, old)
        self._do("UPDATE speeches SET file = ? WHERE file = ?", new, old)

    def forget_file(self, key: str) -> None:
        """Drop a file, its dead letters with it."""
        self._do("DELETE FROM files WHERE key = ?", key)
        self._do("DELETE FROM dead WHERE file = ?", key)

    # -- speeches

    def speech(self, collection: str, speech_id: str) -> Kept | None:
        """What is kept of one speech."""
        return next(self._speeches("collection = ? AND speech_id = ?", collection, speech_id), None)

    def speeches_of(self, file: str) -> list[Kept]:
        """The speeches that came out of a file."""
        return list(self._speeches("file = ?", file))

    def by_row(self, row: int) -> Kept | None:
        """The speech with a number of the journal's own."""
        return next(self._speeches("row = ?", row), None)

    def unseen(self, file: str, fingerprint: str, run: int) -> Kept | None:
        """A speech out of this file with these very bytes that this run has not met yet."""
        return next(
            self._speeches("file = ? AND fingerprint = ? AND seen < ? ORDER BY row LIMIT 1", file, fingerprint, run),
            None,
        )

    def speeches(self, where: str = "1 = 1", *values: object) -> Iterator[Kept]:
        """Speeches, a thousand at a time in order of their rows."""
        last = 0
        while True:
            page = list(self._speeches(f"({where}) AND row > ? ORDER BY row LIMIT 1000", *values, last))
            yield from page
            if len(page) < 1000:
                return
            last = page[-1].row

    def _speeches(self, where: str, *values: object) -> Iterator[Kept]:
        for row in self._do(f"SELECT {COLUMNS} FROM speeches WHERE {where}", *values).fetchall():
            counts, most, rest = row[10:13], row[13:16], row[16:]
            yield Kept(*row[:10], counts, most, *rest)  # type: ignore[call-arg]

    def sent(self, kept: Kept) -> int:
        """A speech is about to be sent; returns its row. ``most`` grows and never shrinks until it is acknowledged."""
        names = [name.strip() for name in COLUMNS.split(",")][1:]
        values = (
            kept.collection, kept.speech_id, kept.file, kept.source, kept.fingerprint, kept.content_hash,
            SENT, kept.run, kept.run, *kept.counts, *kept.counts, kept.duplicate_of, kept.edition_of,
            kept.title, kept.date, kept.speaker, kept.characters, kept.arrived,
        )  # fmt: skip
        grow = ", ".join(
            f"{name} = max({name}, excluded.{name})"
            if name.startswith(("most_", "arrived"))
            else f"{name} = excluded.{name}"
            for name in names[2:]
        )
        marks = ", ".join("?" * len(names))
        found = self._do(
            f"INSERT INTO speeches ({', '.join(names)}) VALUES ({marks}) "
            f"ON CONFLICT (collection, speech_id) DO UPDATE SET {grow} RETURNING row",
            *values,
        ).fetchone()
        return int(found[0])

    def settled(self, row: int, state: str) -> None:
        """A speech came to its end; surplus documents of an earlier text are gone."""
        self._do(
            "UPDATE speeches SET arrived = 1, state = ?, most_sentences = sentences, most_quotations = quotations, "
            "most_slogans = slogans WHERE row = ?",
            state, row,
        )  # fmt: skip

    def saw(self, row: int, run: int, source: str = "", fingerprint: str = "") -> None:
        """A speech was met again, unchanged; its place and its file's bytes may be others."""
        self._do(
            "UPDATE speeches SET seen = ?, source = coalesce(nullif(?, ''), source), "
            "fingerprint = coalesce(nullif(?, ''), fingerprint) WHERE row = ?",
            run, source, fingerprint, row,
        )  # fmt: skip

    def move(self, row: int, file: str) -> None:
        """A speech now comes out of another file."""
        self._do("UPDATE speeches SET file = ? WHERE row = ? AND file != ?", file, row, file)

    def forget_speech(self, row: int) -> None:
        """Drop a speech that is no longer in the index."""
        self._do("DELETE FROM speeches WHERE row = ?", row)
        self._do("DELETE FROM sketches WHERE row = ?", row)

    def keep(self, kept: Kept, *, seen: int = 0) -> int:
        """Take over a speech as it is in the index although the journal never sent it so; returns its row."""
        row = self.sent(kept)
        self.settled(row, ACKNOWLEDGED)
        self._do("UPDATE speeches SET seen = ? WHERE row = ?", seen, row)
        return row

    def since(self, run: int) -> frozenset[int]:
        """The rows of what was sent in a run or later."""
        return frozenset(int(row) for (row,) in self._do("SELECT row FROM speeches WHERE run >= ?", run).fetchall())

    def runs(self) -> list[int]:
        """The runs that were this journal's own, the latest of them."""
        found: list[int] = json.loads(self.get("runs") or "[]")
        return found

    def distrust(self) -> None:
        """Nothing of what was acknowledged can be relied on: the index is another one."""
        self._do("UPDATE speeches SET state = ?, arrived = 0", SENT)
        self._do("UPDATE files SET state = ?, fingerprint = ''", FOUND)

    def distrust_speech(self, row: int) -> None:
        """One speech is not in the index as it should be."""
        self._do(
            "UPDATE files SET state = ?, fingerprint = '' WHERE key = (SELECT file FROM speeches WHERE row = ?)",
            FOUND,
            row,
        )
        self._do("UPDATE speeches SET state = ? WHERE row = ?", SENT, row)

    def reread(self, key: str) -> None:
        """A file is to be read again, whatever its bytes."""
        self._do("UPDATE files SET state = ?, fingerprint = '' WHERE key = ?", FOUND, key)

    def numbers(self) -> dict[str, int]:
        """How many speeches there are in each state, and how many dead letters."""
        found = {
            str(state): int(count) for state, count in self._do("SELECT state, count(*) FROM speeches GROUP BY state")
        }
        found["dead_letters"] = int(self._do("SELECT count(*) FROM dead").fetchone()[0])
        found["files"] = int(self._do("SELECT count(*) FROM files").fetchone()[0])
        return found

    def totals(self) -> dict[str, int]:
        """How many documents of each index are acknowledged."""
        row = self._do(
            "SELECT count(*), coalesce(sum(sentences), 0), coalesce(sum(quotations), 0), coalesce(sum(slogans), 0) "
            "FROM speeches WHERE state = ?",
            ACKNOWLEDGED,
        ).fetchone()
        return dict(zip(schema.INDICES, map(int, row), strict=True))

    # -- dead letters

    def died(self, failure: Failure, file: str, run: int) -> None:
        """Keep what did not go in, and why; a further attempt is counted."""
        self._do(
            "INSERT INTO dead VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (source) DO UPDATE SET file = excluded.file, "
            "path = excluded.path, stage = excluded.stage, type = excluded.type, message = excluded.message, "
            "attempts = attempts + (run < excluded.run), run = excluded.run",
            failure.source, file, failure.path, failure.stage, failure.type, failure.message, run,
        )  # fmt: skip

    def revived(self, source: str) -> None:
        """What was a dead letter went in."""
        self._do("DELETE FROM dead WHERE source = ?", source)

    def drop_stale_dead(self, file: str, run: int) -> None:
        """Dead letters of a file that a complete reading did not meet again."""
        self._do("DELETE FROM dead WHERE file = ? AND run < ?", file, run)

    def dead(self, file: str | None = None) -> list[Failure]:
        """The dead letters, of one file or all."""
        rows = self._do(
            "SELECT source, stage, type, message, attempts, path FROM dead WHERE ? IS NULL OR file = ? ORDER BY source",
            file,
            file,
        )
        return [Failure(*row) for row in rows.fetchall()]

    def dead_files(self) -> list[KeptFile]:
        """The files that have dead letters."""
        return list(self._files("key IN (SELECT file FROM dead)"))

    # -- sketches

    def sketched(self, row: int, marks: Iterable[int]) -> None:
        """Keep a speech's sketch."""
        self._do("DELETE FROM sketches WHERE row = ?", row)
        with self._lock, self._errors():
            self._db.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(mark, row) for mark in marks])

    def sharing(self, row: int, marks: Iterable[int], *, most: int = 24) -> dict[int, int]:
        """Other speeches by how many marks they share; of a mark that many share only the first ``most`` count."""
        found: dict[int, int] = {}
        for mark in marks:
            for (other,) in self._do("SELECT row FROM sketches WHERE mark = ? LIMIT ?", mark, most):
                if other != row:
                    found[other] = found.get(other, 0) + 1
        return found

    def marks_of(self, row: int) -> list[int]:
        """A speech's sketch."""
        return [mark for (mark,) in self._do("SELECT mark FROM sketches WHERE row = ?", row).fetchall()]

    def marks(self) -> Iterator[tuple[int, int]]:
        """(mark, row) for every mark of every sketch, in the order of the marks."""
        last = (-1, -1)
        while True:
            page = self._do(
                "SELECT mark, row FROM sketches WHERE (mark, row) > (?, ?) ORDER BY mark, row LIMIT 20000", *last
            )
            rows = page.fetchall()
            yield from rows
            if len(rows) < 20000:
                return
            last = rows[-1]

    def linked_to(self, speech_id: str) -> list[Kept]:
        """The speeches that are another's duplicates or editions."""
        # Said as the partial indices say it: else SQLite reads the whole table, once for every speech of a run.
        alike = "(duplicate_of != '' AND duplicate_of = ?) OR (edition_of != '' AND edition_of = ?)"
        return list(self._speeches(alike, speech_id, speech_id))

    def by_id(self, speech_id: str) -> list[Kept]:
        """The speeches of an id, in whatever collection."""
        return list(self._speeches("speech_id = ?", speech_id))

    def checkpoint(self) -> None:
        """Put everything into the one file, so that it can be moved."""
        with self._lock, self._errors():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def new_run(journal: Journal, highest: int) -> int:
    """The number of a new run: later than every run of this journal and of the index, by the clock where that is so.

    Milliseconds, and ``STEP`` apart: a deletion has no version of ours and raises the document's own by one.
    """
    run = max(int(journal.get("run") or 0) + STEP, highest + STEP, int(time.time() * 1000))
    journal.set("run", str(run))
    journal.set("runs", json.dumps([*journal.runs()[-_RUNS:], run]))
    return run


def _said(given: Given) -> str:
    header = {name: getattr(given.header, name) for name in Header.__slots__}
    return json.dumps({"speech_id": given.speech_id, **{name: value for name, value in header.items() if value}})


def _given(said: str) -> Given:
    if not said:
        return Given()
    values = json.loads(said)
    own = values.pop("speech_id", "")
    header: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return Given(own, Header(**header))
