"""What happens between a source and its acknowledgement? Jobs to workers, parcels into chunks, chunks to Elasticsearch.

One thread, the main one, owns the journal and every number; workers and streams hand it their results through one
queue. No more than a few jobs and chunks are ever in hand: memory stays flat however large the corpus is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue

from indexer.documents import document_id
from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, SUPERSEDED, Kept
from indexer.ledger import FileWork, Ledger
from indexer.load.answer import Judged, Verdict
from indexer.load.chunk import Unit
from indexer.load.deliver import Interrupted, Pace, deliver
from indexer.load.link import Link
from indexer.load.scan import fetch, scan
from indexer.load.target import Destination
from indexer.options import Options
from indexer.others import alike
from indexer.pool import Done, Pool
from indexer.report import Failure
from indexer.sending import Broken, Chunk, Delivered, Freight, Streams, loads, removal
from indexer.similar import sketch
from indexer.work import Failed, Job, Outcome, Parcel, Unchanged
from yulu import schema
from yulu.messages import text

Owner = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: jobs and inputs settled, sentences sent, bytes of the sources read, of how many, seconds."""

    files: int
    speeches: int
    sentences: int
    read: int
    total: int
    seconds: float

    @property
    def left(self) -> float | None:
        """Seconds that it will still take at this pace; None while nobody can tell."""
        return self.seconds * (self.total - self.read) / self.read if 0 < self.read <= self.total else None


class Engine:
    """Runs jobs to their end. ``stop`` on ``pace`` makes it finish the chunks in flight and return."""

    def __init__(
        self, link: Link, journal: Journal, ledger: Ledger, destination: Destination, pace: Pace, options: Options
    ) -> None:
        self._link, self._journal, self._ledger, self._pace = link, journal, ledger, pace
        self._destination, self._options, self._run = destination, options, ledger.run
        self._events: SimpleQueue[Done | Delivered | Broken] = SimpleQueue()
        self._chunk = Chunk()
        self._chunks_out = self._jobs_out = 0
        self._claimed: set[Owner] = set()
        self._freights: dict[int, Freight] = {}
        self._error: BaseException | None = None
        self.on_progress: Callable[[Progress], None] = lambda _: None
        self.total_bytes = 0
        self._began = self._dispatched = time.monotonic()
        self._files = self._read = 0
        self.arrived: dict[int, str] = {}
        # Parcels that were not sent, another's text having their place; held, so that no other gets their ``id()``.
        self._refused: set[int] = set()
        self._held: dict[int, Parcel] = {}
        # Where a rebuild finds what the journal it replaces keeps of a speech.
        self.lookup: Callable[[Parcel], Kept | None] | None = None

    def run(self, jobs: Iterator[Job], works: dict[int, FileWork]) -> None:
        """Do the jobs and bring in what they give; raises whatever stopped the load."""
        pool: Pool | None = None
        streams = Streams(self._link, self._destination, self._run, self._pace, self._options.sizes, self._events.put)
        try:
            more = True
            while True:
                while more and self._has_room():
                    job = next(jobs, None)
                    if job is None:
                        more = False
                        break
                    pool = pool or Pool(self._options.workers, self._options.limits, self._events.put)
                    self._jobs_out += 1
                    pool.submit(job)
                if self._pace.stop.is_set() or self._error:
                    break
                if not self._jobs_out and not more:
                    self._dispatch(streams)
                if not self._jobs_out and not self._chunks_out and not more:
                    break
                self._handle(self._events.get(), works, streams)
            if not self._error:
                self._dispatch(streams)
            self._drain()
        finally:
            if pool:
                pool.close()
            streams.close()
        if self._error:
            raise self._error

    def _has_room(self) -> bool:
        busy = self._jobs_out >= 2 * self._options.workers + 1
        behind = self._chunks_out > self._options.sizes.streams + 1
        return not (busy or behind or self._pace.stop.is_set() or self._error)

    def _drain(self) -> None:
        """Wait for the chunks that are being sent; what was not sent yet stays for the next run."""
        while self._chunks_out:
            event = self._events.get()
            if not isinstance(event, Done):
                self._book(event)
        self._journal.commit()

    def _handle(self, event: Done | Delivered | Broken, works: dict[int, FileWork], streams: Streams) -> None:
        if isinstance(event, Done):
            self._jobs_out -= 1
            work = works.pop(event.job.number, None)
            self._files += 1
            for outcome in event.outcomes:
                if work is not None:
                    self._outcome(outcome, work, streams)
                elif isinstance(outcome, Parcel):
                    self._known(outcome, streams)
            if time.monotonic() - self._dispatched > self._options.sizes.seconds:
                self._dispatch(streams)
        else:
            self._book(event)
        counts = self._ledger.counts
        settled = sum(counts[name] for name in ("new", "changed", "unchanged", "superseded", "failed"))
        seconds = time.monotonic() - self._began
        self.on_progress(Progress(self._files, settled, counts["sentences"], self._read, self.total_bytes, seconds))

    # -- what workers bring

    def _outcome(self, outcome: Outcome, work: FileWork, streams: Streams) -> None:
        if isinstance(outcome, Failed):
            self._ledger.fail(work, Failure(outcome.source, outcome.stage, outcome.type, outcome.message))
        elif isinstance(outcome, Unchanged | Parcel):
            self._speech(outcome, work, streams)

    def _speech(self, outcome: Unchanged | Parcel, work: FileWork, streams: Streams) -> None:
        owner = (outcome.collection, outcome.speech_id)
        kept = self._journal.speech(*owner)
        if owner in self._claimed or (kept and kept.seen == self._run):
            first = kept.source if kept else ""
            message = text("ingest.double_id", id=outcome.speech_id, first=first)
            self._ledger.fail(work, Failure(outcome.source, "read", "double_id", message))
            return
        same = kept and kept.state == ACKNOWLEDGED and kept.content_hash == outcome.content_hash
        if kept and (same or isinstance(outcome, Unchanged)):
            self._journal.saw(kept.row, self._run, outcome.source, outcome.fingerprint)
            self._journal.move(kept.row, work.key)
            self._journal.revived(outcome.source)
            self._ledger.settle(work, "unchanged", outcome.encoding)
            return
        assert isinstance(outcome, Parcel)
        self._read += outcome.size
        if kept and not kept.fingerprint and not alike(self._journal.marks_of(kept.row), outcome.sketch):
            self._ledger.fail(work, taken(outcome))
            return
        self._claimed.add(owner)
        self.bring(Freight(outcome, work, kept, "changed" if kept and kept.arrived else "new"), streams)

    def _known(self, parcel: Parcel, streams: Streams) -> None:
        """A speech whose text came out of the index itself, to be written again."""
        kept = self._journal.speech(parcel.collection, parcel.speech_id)
        kept = kept or (self.lookup(parcel) if self.lookup else None)
        self.bring(Freight(parcel, None, kept, "linked"), streams)

    def bring(self, freight: Freight, streams: Streams) -> None:
        """Put a parcel on its way, in the present chunk and as many more as it needs."""
        sizes = self._options.sizes
        stored = self.stored(freight.before) if freight.before and freight.work else []
        parts = loads(freight, self._destination.names, sizes, stored)
        freight.left = len(parts)
        self._freights[id(freight.parcel)] = freight
        for units, size in parts:
            full = len(self._chunk.units) + len(units) > sizes.documents or self._chunk.size + size > sizes.bytes
            if full and self._chunk.units:
                self._dispatch(streams)
            self._chunk.units += units
            self._chunk.freights.append(freight)
            self._chunk.size += size

    def _dispatch(self, streams: Streams) -> None:
        """Note what is about to be sent, durably, and send it."""
        self._leave_out_taken()
        if not self._chunk.units:
            return
        for freight in self._chunk.freights:
            if not freight.row:
                parcel = freight.parcel
                freight.row = self._journal.sent(_kept(freight, self._run))
                self._journal.sketched(freight.row, parcel.sketch)
                self._claimed.discard((parcel.collection, parcel.speech_id))
        self._journal.commit()
        self._dispatched = time.monotonic()
        chunk, self._chunk = self._chunk, Chunk()
        self._chunks_out += 1
        streams.send(chunk)

    def _leave_out_taken(self) -> None:
        """Of what is sent for the first time, leave out what would replace another machine's text of another speech."""
        name = self._destination.names[schema.SPEECHES]
        fresh = {
            document_id(each.parcel.collection, each.parcel.speech_id, schema.SPEECHES): each
            for each in self._chunk.freights
            if not each.row and each.before is None and each.work is not None
        }
        met = fetch(self._link, name, list(fresh), ["content_hash"])
        other = [own for own, source in met.items() if source["content_hash"] != fresh[own].parcel.content_hash]
        for own, source in fetch(self._link, name, other, ["text"]).items():
            if not alike(sketch(str(source.get("text", ""))), fresh[own].parcel.sketch):
                self._refused.add(id(fresh[own].parcel))
                self._refuse(fresh[own])
        if self._refused:
            self._chunk.units = [
                each for each in self._chunk.units if each.parcel is None or id(each.parcel) not in self._refused
            ]
            self._chunk.freights = [each for each in self._chunk.freights if id(each.parcel) not in self._refused]

    def _refuse(self, freight: Freight) -> None:
        parcel = freight.parcel
        self._claimed.discard((parcel.collection, parcel.speech_id))
        self._held[id(parcel)] = self._freights.pop(id(parcel)).parcel
        if freight.work is not None:
            self._ledger.fail(freight.work, taken(parcel))

    # -- what streams bring

    def _book(self, event: Delivered | Broken) -> None:
        self._chunks_out -= 1
        if isinstance(event, Broken):
            if not isinstance(event.error, Interrupted):
                self._error = self._error or event.error
            return
        for unit, judged in event.result.dead:
            if unit.parcel is not None:
                self._freights[id(unit.parcel)].dead.append(judged)
        for unit in event.result.conflicts:
            if unit.parcel is None:
                continue
            freight = self._freights[id(unit.parcel)]
            freight.superseded |= unit.document_id in event.stale
            if unit.document_id in event.gone:
                # Deleted under a later version: not in, and nothing else is in its place.
                freight.dead.append(Judged(Verdict.dead, 409, "deleted", text("load.deleted")))
        self._ledger.counts["documents"] += event.result.done
        for freight in event.chunk.freights:
            freight.left -= 1
            if not freight.left:
                self._arrived(freight)
        self._journal.commit()

    def _arrived(self, freight: Freight) -> None:
        """Every document of a speech has its verdict."""
        parcel = freight.parcel
        del self._freights[id(parcel)]
        if freight.dead:
            self._bury(freight)
            return
        self._journal.settled(freight.row, SUPERSEDED if freight.superseded else ACKNOWLEDGED)
        self._journal.revived(parcel.source)
        if freight.work is None:
            return
        self._ledger.counts["sentences"] += parcel.counts[0]
        self._ledger.counts["characters"] += parcel.characters
        kind = "superseded" if freight.superseded else freight.kind
        self.arrived[freight.row] = kind
        self._replace_others(freight)
        self._ledger.settle(freight.work, kind, parcel.encoding)

    def _replace_others(self, freight: Freight) -> None:
        """A file that holds one speech holds no other: what it was under another id goes."""
        if freight.work is None or freight.work.records != 1 or ":" in freight.parcel.source[len(freight.work.key) :]:
            return
        for other in self._journal.speeches_of(freight.work.key):
            if other.row != freight.row:
                self.remove(other)

    def _bury(self, freight: Freight) -> None:
        """A document was refused for good: none of its speech stays, and the reason is kept."""
        judged = freight.dead[0]
        kept = self._journal.by_row(freight.row)
        if kept:
            self.remove(kept)
        if freight.work is not None:
            reason = judged.reason or judged.type
            self._ledger.fail(freight.work, Failure(freight.parcel.source, "send", judged.type, reason))

    def remove(self, kept: Kept) -> None:
        """Take every document of a speech out of the index, and the speech out of the journal."""
        units: list[Unit] = removal(kept, self.stored(kept), self._destination.names)
        for at in range(0, len(units), self._options.sizes.documents):
            deliver(self._link, units[at : at + self._options.sizes.documents], self._destination.allowed, self._pace)
        self._journal.forget_speech(kept.row)

    def stored(self, kept: Kept) -> list[tuple[str, str]]:
        """(index, id) of what the index holds of a speech, as of its last refresh; other passes write there too."""
        clauses: list[dict[str, object]] = [{"term": {"speech_id": kept.speech_id}}]
        if kept.collection:
            clauses.append({"term": {"collection": kept.collection}})
        missing = [] if kept.collection else [{"exists": {"field": "collection"}}]
        query = {"bool": {"filter": clauses, "must_not": missing}}
        found: list[tuple[str, str]] = []
        for index in schema.INDICES[1:]:
            hits = scan(self._link, [self._destination.names[index]], fields=False, query=query)
            found += [(index, str(hit["_id"])) for hit in hits]
        return found


def taken(parcel: Parcel | Kept) -> Failure:
    """The failure of a speech whose id another machine has given to another text."""
    message = text("ingest.taken_id", id=parcel.speech_id)
    return Failure(parcel.source, "send", "taken_id", message)


def _kept(freight: Freight, run: int) -> Kept:
    """What the journal keeps of a parcel that is about to be sent."""
    parcel, before = freight.parcel, freight.before
    file = freight.work.key if freight.work else (before.file if before else "")
    seal = parcel.fingerprint or (before.fingerprint if before else "")
    return Kept(
        row=0,
        collection=parcel.collection,
        speech_id=parcel.speech_id,
        file=file,
        source=parcel.source,
        fingerprint=seal,
        content_hash=parcel.content_hash,
        state="",
        run=run,
        seen=run,
        counts=parcel.counts,
        most=parcel.counts,
        duplicate_of=parcel.duplicate_of,
        edition_of=parcel.edition_of,
        title=parcel.title,
        date=parcel.date,
        speaker=parcel.speaker,
        characters=parcel.characters,
    )
