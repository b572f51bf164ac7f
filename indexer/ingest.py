"""How do speeches get in? ``ingest`` composes it all: discover, plan, read, load, link what is alike, report.

Running it again takes up where the last run stopped: what is acknowledged and unchanged is not read twice.
"""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH112, PTH116, PTH120
from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from indexer.engine import Engine, Progress
from indexer.journal import Journal, journal_path, new_run
from indexer.ledger import Ledger
from indexer.load import target as targets
from indexer.load.deliver import Interrupted, Pace
from indexer.load.link import Link
from indexer.load.target import Destination
from indexer.metadata import Table, read_table
from indexer.options import Options
from indexer.planning import Planner
from indexer.report import Report
from indexer.sources import Discovery, Refused, Source
from indexer.work import Target
from yulu import schema
from yulu.corpus import Corpus, check_version
from yulu.elastic import connect
from yulu.errors import LoadError
from yulu.settings import Settings
from yulu.vocabulary import learned, load

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def _silent(_: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what while a run goes on: lines for the user, and how far it is."""

    say: Callable[[str], None] = _silent
    progress: Callable[[Progress], None] = _silent


def ingest(
    paths: Sequence[str | Path],
    corpus: Corpus,
    options: Options | None = None,
    *,
    client: Elasticsearch | None = None,
    pace: Pace | None = None,
    listener: Listener | None = None,
) -> Report:
    """Read speeches from files, folders or ``-`` into a corpus.

    Without a ``client`` the settings say where, the local node being started (and started again) as needed.
    ``pace.stop``, set from a signal handler, ends the run after the chunks in flight. Raises InputError, before
    anything is written, for paths or metadata that cannot be used, LoadError and its kin when the load has to stop:
    running it again goes on.
    """
    options, listener = options or Options(), listener or Listener()
    sources, discovery, table = survey(paths, options)
    pace = pace or Pace(options.timing, options.sizes.documents, listener.say)
    with _opened(corpus, options, client, pace, listener) as (link, journal):
        return _Run(link, journal, corpus, options, pace, listener).go(sources, discovery, table)


def survey(paths: Sequence[str | Path], options: Options) -> tuple[list[Source | Refused], Discovery, Table | None]:
    """What there is to read, and what the user says of it; InputError before anything is opened."""
    table = read_table(options.metadata) if options.metadata else None
    discovery = Discovery()
    sources = list(discovery.walk([str(path) for path in paths], skip=[options.metadata] if options.metadata else []))
    if table is not None:
        folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in map(str, paths)]
        table.check_files(folders)
    return sources, discovery, table


@contextmanager
def _opened(
    corpus: Corpus, options: Options, client: Elasticsearch | None, pace: Pace, listener: Listener
) -> Iterator[tuple[Link, Journal]]:
    """The link and the journal of a corpus, which nobody else on this machine writes to meanwhile."""
    settings = Settings.from_environment()

    def make() -> Elasticsearch:
        return connect(settings, report=listener.say, timeout=options.timing.request)

    own = client is None
    link = Link(client or make(), pace, make if own and not settings.url else None)
    try:
        path = journal_path(options.journals, targets.cluster_name(link), corpus)
        with locked(path, corpus):
            journal = Journal(path)
            try:
                yield link, journal
            finally:
                journal.close()
    finally:
        if own:
            link.client.close()


@contextmanager
def locked(path: Path, corpus: Corpus) -> Iterator[None]:
    """One writer a corpus; LoadError when another ingest is at it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(path) + ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise LoadError("load.locked", corpus=corpus.prefix, path=path) from error
    except OSError as error:
        raise LoadError("journal.failed", path=path, reason=error.strerror or error) from error
    try:
        yield
    finally:
        lock.release()


class _Run:
    """One ingest, from its preparation to its report."""

    def __init__(
        self, link: Link, journal: Journal, corpus: Corpus, options: Options, pace: Pace, listener: Listener
    ) -> None:
        self._link, self._journal, self._corpus = link, journal, corpus
        self._options, self._pace, self._listener = options, pace, listener
        self._began = time.monotonic()

    def go(
        self, sources: list[Source | Refused], discovery: Discovery, table: Table | None, only: bool = False
    ) -> Report:
        """Do it; ``only`` when nothing but failures is tried again."""
        destination = self._prepare()
        run = new_run(self._journal, targets.highest_run(self._link, destination))
        ledger = Ledger(self._journal, run, self._options)
        engine = Engine(self._link, self._journal, ledger, destination, self._pace, self._options)
        engine.on_progress, engine.total_bytes = self._listener.progress, _bytes(sources)
        target = self._target(destination, run)
        with targets.quiet(self._link, self._journal, destination):
            planner = Planner(self._journal, ledger, self._options, target, table, remembered=only)
            engine.run(planner.jobs(sources), planner.works)
            self._journal.commit()
        with contextlib.suppress(Interrupted):
            targets.refresh(self._link, destination)
        return ledger.report(
            seconds=time.monotonic() - self._began,
            interrupted=self._pace.stop.is_set(),
            ignored=tuple(discovery.ignored.most_common()),
        )

    def _prepare(self) -> Destination:
        """The corpus's indices, made where there are none, and the journal's trust in them checked."""
        names = {index: self._corpus.alias(index) for index in schema.INDICES}
        found = targets.find(self._link, names)
        if found is None:
            found = targets.create(
                self._link,
                self._corpus,
                str(int(time.time() * 1000)),
                shards=self._options.shards,
                replicas=self._options.replicas,
            )
        else:
            self._link.patiently(lambda client: check_version(client, self._corpus))
        if self._journal.get("indices") != found.identity:
            self._journal.distrust()
            self._journal.set("indices", found.identity)
            self._journal.commit()
        return found

    def _target(self, destination: Destination, run: int) -> Target:
        forms = self._link.patiently(lambda client: learned(client, self._corpus))
        return Target(destination.names, run, tuple(load(self._corpus)), forms)


def _bytes(sources: Iterable[Source | Refused]) -> int:
    total = 0
    for source in sources:
        with contextlib.suppress(OSError):
            total += os.stat(source.path).st_size
    return total
