"""How do the numbers of a run add up? Every input is booked once: new, changed, unchanged, superseded, failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from indexer.journal import Journal
from indexer.metadata import Given
from indexer.options import Options
from indexer.report import Failure, Report
from indexer.sources import Source, as_text

MOST_FAILURES = 1000
"""So many failures are kept for the summary; the journal keeps all of them."""


@dataclass(slots=True)
class FileWork:
    """A file under way: how many speeches it holds so far, how many are not settled, and whether all are known."""

    key: str
    path: str
    fingerprint: str
    given: Given
    records: int = 0
    open: int = 0
    complete: bool = False
    broken: bool = False


class Ledger:
    """Books outcomes in the journal and in the summary. Used by the main thread alone."""

    def __init__(self, journal: Journal, run: int, options: Options) -> None:
        self.journal, self.run, self.options = journal, run, options
        self.counts: Counter[str] = Counter()
        self.encodings: Counter[str] = Counter()
        self.failures: list[Failure] = []

    def begin(self, source: Source, key: str, seal: str, given: Given) -> FileWork:
        """A file is about to be read."""
        self.journal.found(key, source.path, self.run, given, self.options.encoding, self.options.collection)
        return FileWork(key, source.path, seal, given)

    def expect(self, work: FileWork) -> None:
        """One speech of the file was found."""
        work.records += 1
        work.open += 1
        self.counts["found"] += 1

    def end(self, work: FileWork, *, broken: bool = False) -> None:
        """Every speech of the file has been found; ``broken`` when its rest could not be read."""
        work.complete, work.broken = True, broken
        self._finish(work)

    def settle(self, work: FileWork, kind: str, encoding: str = "") -> None:
        """One speech came to its end."""
        self.counts[kind] += 1
        if encoding:
            self.encodings[encoding] += 1
        work.open -= 1
        self._finish(work)

    def fail(self, work: FileWork, failure: Failure) -> None:
        """One speech cannot go in."""
        failure = replace(failure, path=failure.path or as_text(work.path))
        self.journal.died(failure, work.key, self.run)
        if len(self.failures) < MOST_FAILURES:
            self.failures.append(failure)
        self.settle(work, "failed")

    def unchanged_file(self, key: str, path: str, records: int) -> None:
        """A file whose bytes are known: all it holds is in the index."""
        self.journal.same_file(key, path, self.run)
        self.counts["found"] += records
        self.counts["unchanged"] += records

    def _finish(self, work: FileWork) -> None:
        if work.complete and not work.open and not work.broken:
            self.journal.drop_stale_dead(work.key, self.run)
            # A file with failures is read again the next time: its fingerprint is not kept.
            failed = bool(self.journal.dead(work.key))
            self.journal.read(work.key, "" if failed else work.fingerprint, work.records)

    def report(self, **more: object) -> Report:
        """The summary so far."""
        names = ("found", "new", "changed", "unchanged", "superseded", "failed", "moved", "pruned", "gone", "documents")
        numbers: dict[str, Any] = {name: self.counts[name] for name in (*names, "characters", "sentences")}
        made = Report(**numbers, encodings=tuple(self.encodings.most_common()), failures=tuple(self.failures))
        return replace(made, **more)  # type: ignore[arg-type]
