"""What happens in one run? Sources are read and loaded, what is gone is counted or removed, what is alike is linked."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH116

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator

from indexer.engine import Engine
from indexer.journal import ACKNOWLEDGED, Journal, Kept, new_run
from indexer.learning import learn
from indexer.ledger import Ledger
from indexer.linking import Linker, relinking
from indexer.load import target as targets
from indexer.load.deliver import Interrupted, Pace
from indexer.load.link import Link
from indexer.load.target import Destination
from indexer.opening import Listener
from indexer.options import Options
from indexer.planning import Planner
from indexer.recovery import doubt_missing, take_over
from indexer.report import Likeness, Report
from indexer.sources import Refused, Source
from indexer.survey import Survey
from indexer.work import Job, Parcel, Target
from yulu import schema
from yulu.corpus import Corpus, check_version
from yulu.vocabulary import learned, load


class Run:
    """One ingest into a destination, from its preparation to its report."""

    def __init__(
        self, link: Link, journal: Journal, corpus: Corpus, options: Options, pace: Pace, listener: Listener
    ) -> None:
        self._link, self._journal, self._corpus = link, journal, corpus
        self._options, self._pace, self._listener = options, pace, listener
        self._began = time.monotonic()
        self._alike: list[Likeness] = []

    def go(
        self,
        found: Survey,
        destination: Destination,
        *,
        remembered: bool = False,
        then: Callable[[Target, int], Iterator[Job]] | None = None,
        lookup: Callable[[Parcel], Kept | None] | None = None,
        before: Journal | None = None,
    ) -> Report:
        """Bring in what was found. ``remembered`` takes what the user said of a file from the journal; ``then`` gives
        further jobs when the sources are done, ``lookup`` what is kept of their speeches in the journal ``before``."""
        run = new_run(self._journal, targets.highest_run(self._link, destination))
        ledger = Ledger(self._journal, run, self._options)
        engine = Engine(self._link, self._journal, ledger, destination, self._pace, self._options)
        engine.on_progress, engine.total_bytes, engine.lookup = self._listener.progress, _bytes(found.sources), lookup
        target = self._target(destination, run)
        planner = Planner(
            self._journal, ledger, self._options, target, found.table, remembered=remembered, before=before
        )
        with targets.quiet(self._link, self._journal, destination), contextlib.suppress(Interrupted):
            engine.run(planner.jobs(found.sources), planner.works)
            if then is not None and not self._pace.stop.is_set():
                engine.run(then(target, planner.last), {})
            if not self._pace.stop.is_set():
                removed = self._gone(ledger, engine, planner, found)
                self._link_alike(engine, destination, target, planner.last, removed)
        self._journal.commit()
        if not self._pace.stop.is_set():
            targets.refresh(self._link, destination)
            self._journal.set("finished", str(run))
            self._journal.commit()
        return ledger.report(
            seconds=time.monotonic() - self._began,
            interrupted=self._pace.stop.is_set(),
            ignored=tuple(found.discovery.ignored.most_common()),
            alike=tuple(self._alike),
        )

    def prepare(self) -> Destination:
        """The corpus's indices, made where there are none, and the journal's trust in them checked."""
        names = {index: self._corpus.alias(index) for index in schema.INDICES}
        found = targets.find(self._link, names)
        if found is None:
            stamp = str(int(time.time() * 1000))
            shards, replicas = self._options.shards, self._options.replicas
            found = targets.create(self._link, self._corpus, stamp, shards=shards, replicas=replicas)
        else:
            self._link.patiently(lambda client: check_version(client, self._corpus))
        targets.restore(self._link, self._journal)
        reconcile(self._link, self._journal, found)
        return found

    def _target(self, destination: Destination, run: int) -> Target:
        forms = self._link.patiently(lambda client: learned(client, self._corpus))
        return Target(destination.names, run, tuple(load(self._corpus)), forms)

    def _gone(self, ledger: Ledger, engine: Engine, planner: Planner, found: Survey) -> list[Kept]:
        """Speeches whose source is no longer there: counted, and removed where the user asked for that."""
        gone: list[Kept] = []
        for file in self._journal.stale_files(ledger.run):
            below = any(file.path.startswith(root.rstrip(os.sep) + os.sep) for root in found.discovery.roots)
            if below and not os.path.lexists(file.path):
                gone += self._journal.speeches_of(file.key)
                if self._options.prune:
                    self._journal.forget_file(file.key)
        for key in planner.tables:
            gone += [kept for kept in self._journal.speeches_of(key) if kept.seen < ledger.run]
        ledger.counts["pruned" if self._options.prune else "gone"] += len(gone)
        if not self._options.prune:
            return []
        for kept in gone:
            engine.remove(kept)
        self._journal.commit()
        return gone

    def _link_alike(
        self, engine: Engine, destination: Destination, target: Target, number: int, removed: list[Kept]
    ) -> None:
        """Link what is alike among what this run touched."""
        touched = set(engine.arrived)
        changed = [kept for kept in map(self._journal.by_row, engine.arrived) if kept]
        for kept in [*changed, *removed] if removed or not self._fresh() else []:
            touched |= {other.row for other in self._journal.linked_to(kept.speech_id)}
        if not self._options.similar or not touched:
            return
        changes, self._alike = Linker(self._link, self._journal, destination).changes(touched)
        engine.run(relinking(self._link, destination, changes, target, number), {})

    def _fresh(self) -> bool:
        """Whether no run was ever finished: then nothing is linked yet."""
        return not self._journal.get("finished")


def reconcile(link: Link, journal: Journal, destination: Destination) -> None:
    """Make the journal trust the index no further than it may, and learn from it what it does not know."""
    if journal.get("indices") != destination.identity:
        journal.distrust()
        journal.set("indices", destination.identity)
        if not journal.numbers().get("acknowledged") and not journal.numbers().get("sent"):
            take_over(link, journal, destination)
        journal.commit()
    targets.refresh(link, destination)
    held = targets.count(link, destination)[schema.SPEECHES]
    if held < journal.numbers().get(ACKNOWLEDGED, 0):
        doubt_missing(link, journal, destination)
        journal.commit()


def teach(link: Link, corpus: Corpus, options: Options, report: Report) -> None:
    """Bring the formulations that the corpus itself teaches up to what it now holds."""
    if options.learn and not report.interrupted and report.new + report.changed + report.pruned:
        learn(link.client, corpus)


def _bytes(sources: Iterable[Source | Refused]) -> int:
    total = 0
    for source in sources:
        with contextlib.suppress(OSError):
            total += os.stat(source.path).st_size
    return total
