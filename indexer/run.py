"""What happens in one run? Sources are read and loaded, what is gone is counted or removed, what is alike is linked."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH116

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from indexer.engine import Engine, taken
from indexer.journal import Journal, new_run
from indexer.kept import ACKNOWLEDGED, Kept
from indexer.learning import learn, owe
from indexer.ledger import Ledger
from indexer.linking import Change, Linker, relinking
from indexer.load import target as targets
from indexer.load.deliver import Interrupted, Pace
from indexer.load.link import Link
from indexer.load.target import Destination
from indexer.opening import Listener
from indexer.options import Options
from indexer.others import Others
from indexer.planning import Planner
from indexer.recovery import doubt_missing, take_over
from indexer.report import Likeness, Report
from indexer.sizing import Layout, chosen, estimated
from indexer.sources import Refused, Source, as_text
from indexer.survey import Survey
from indexer.turn import turn
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
        self.made: Layout | None = None

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
        if not self._journal.get("open"):
            self._journal.set("open", str(run))
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
                self._close(ledger, engine, destination, target, planner.last, removed)
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
            shards=self.made.shards if self.made else 0,
            replicas=self.made.replicas if self.made else 0,
        )

    def prepare(self, sources: Iterable[Source | Refused] = ()) -> Destination:
        """The corpus's indices, made for such sources where there are none, and the journal's trust in them checked."""
        names = {index: self._corpus.alias(index) for index in schema.INDICES}
        found = None if targets.half_made(self._link, names) else targets.find(self._link, names)
        if found is None:
            stamp = str(int(time.time() * 1000))
            self.made = chosen(self._link, estimated(sources), self._options)
            shards, replicas = self.made.shards, self.made.replicas
            found = targets.create(self._link, self._corpus, stamp, shards=shards, replicas=replicas)
        self._link.patiently(lambda client: check_version(client, self._corpus))
        targets.restore(self._link, self._journal)
        reconcile(self._link, self._journal, found)
        return found

    def _target(self, destination: Destination, run: int) -> Target:
        forms = self._link.patiently(lambda client: learned(client, self._corpus))
        # Until it is settled that what was annotated with them is annotated with the corpus's forms of then.
        self._journal.set("forms", json.dumps([*untaught(self._journal), sorted(forms)]))
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

    def _close(
        self,
        ledger: Ledger,
        engine: Engine,
        destination: Destination,
        target: Target,
        number: int,
        removed: list[Kept],
    ) -> None:
        """What needs the whole corpus: be one with what other machines wrote, and link what is alike.

        What runs before this one left open, cut off or told not to link, is closed with it.
        """
        touched = self._journal.since(int(self._journal.get("open")))
        others = Others(self._link, self._journal, destination)
        something = bool(touched or removed)
        if something:
            targets.refresh(self._link, destination)
        if not something or not others.present():
            self._link_alike(engine, destination, target, number, removed, touched, [])
            return
        with turn(self._link.client, self._corpus, self._listener.say):
            targets.refresh(self._link, destination)
            for kept in others.catch_up():
                self._replaced(ledger, engine, kept)
            lacking = others.sweep(touched)
            # Whatever is written again now is later than what any machine wrote so far.
            ledger.run = new_run(self._journal, targets.highest_run(self._link, destination))
            last = Engine(self._link, self._journal, ledger, destination, self._pace, self._options)
            last.arrived = engine.arrived
            # And annotated with the forms of now: another machine may have had its lesson.
            target = self._target(destination, ledger.run)
            written = self._link_alike(last, destination, target, number, removed, touched, lacking)
            targets.refresh(self._link, destination)
            others.sweep(written)
            targets.refresh(self._link, destination)

    def _replaced(self, ledger: Ledger, engine: Engine, kept: Kept) -> None:
        """A speech in whose place another machine's text of another speech now stands: it failed after all."""
        kind = engine.arrived.get(kept.row)
        file = self._journal.file(kept.file)
        failure = replace(taken(kept), path=as_text(file.path) if file else "")
        self._journal.died(failure, kept.file, ledger.run)
        self._journal.reread(kept.file)
        if kind is not None:
            ledger.counts[kind] -= 1
            ledger.counts["failed"] += 1
            ledger.failures.append(failure)

    def _link_alike(
        self,
        engine: Engine,
        destination: Destination,
        target: Target,
        number: int,
        removed: list[Kept],
        touched: frozenset[int],
        lacking: list[Kept],
    ) -> list[int]:
        """Link what is alike among what was touched, write anew what lacks something; the rows of what was written."""
        changes = {kept.row: Change(kept, kept.duplicate_of, kept.edition_of) for kept in lacking}
        if self._options.similar:
            changed = [kept for kept in map(self._journal.by_row, engine.arrived) if kept]
            for kept in [*changed, *removed] if removed or not self._fresh() else []:
                touched |= {other.row for other in self._journal.linked_to(kept.speech_id)}
            linked, self._alike = Linker(self._link, self._journal, destination).changes(touched)
            changes |= {change.kept.row: change for change in linked}
        if changes:
            engine.run(relinking(self._link, destination, list(changes.values()), target, number), {})
        if self._options.similar and not self._pace.stop.is_set():
            self._journal.set("open", "")
        return list(changes)

    def _fresh(self) -> bool:
        """Whether no run was ever finished: then nothing is linked yet."""
        return not self._journal.get("finished")


def untaught(journal: Journal) -> list[list[str]]:
    """The learned forms that each run since the last lesson annotated with."""
    found: list[list[str]] = json.loads(journal.get("forms") or "[]")
    return found


def reconcile(link: Link, journal: Journal, destination: Destination) -> None:
    """Make the journal trust the index no further than it may, and learn from it what it does not know."""
    if journal.get("indices") != destination.identity:
        journal.distrust()
        journal.set("indices", destination.identity)
        if not journal.numbers().get("acknowledged") and not journal.numbers().get("sent"):
            take_over(link, journal, destination)
        journal.commit()
    targets.refresh(link, destination)
    others = Others(link, journal, destination)
    if others.present():
        for kept in others.catch_up():
            journal.reread(kept.file)
    held = targets.count(link, destination)[schema.SPEECHES]
    if held < journal.numbers().get(ACKNOWLEDGED, 0):
        doubt_missing(link, journal, destination)
        journal.commit()


def teach(
    link: Link,
    journal: Journal,
    corpus: Corpus,
    options: Options,
    report: Report,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Bring the formulations that the corpus itself teaches up to what it now holds, or note what is still to be done.

    Another machine may have learned meanwhile: what this one annotated with the forms of then is in arrears.
    """
    if report.interrupted:
        return
    before = untaught(journal)
    changed = report.new + report.changed + report.pruned or len(before) > 1
    if changed:
        (learn if options.learn else owe)(link.client, corpus, before, say)
    journal.set("forms", "")
    journal.commit()


def _bytes(sources: Iterable[Source | Refused]) -> int:
    total = 0
    for source in sources:
        with contextlib.suppress(OSError):
            total += os.stat(source.path).st_size
    return total
