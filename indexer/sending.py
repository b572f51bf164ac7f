"""Who sends what, and when? Parcels are gathered into chunks; a few streams send them beside each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING

from indexer.documents import document_id
from indexer.kept import Kept
from indexer.ledger import FileWork
from indexer.load.answer import Judged
from indexer.load.chunk import Unit, pieces, units
from indexer.load.deliver import Pace, Result, deliver
from indexer.load.link import Link
from indexer.load.target import Destination
from indexer.options import Sizes
from indexer.work import Parcel
from yulu import schema

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(slots=True)
class Freight:
    """A parcel on its way: whose it is, what was there before, and how many of its pieces are still out."""

    parcel: Parcel
    work: FileWork | None
    before: Kept | None
    kind: str
    row: int = 0
    left: int = 0
    sealed: bool = False
    dead: list[Judged] = field(default_factory=list)
    superseded: bool = False


@dataclass(slots=True)
class Chunk:
    """One bulk request: its actions, and the freights they belong to."""

    units: list[Unit] = field(default_factory=list)
    freights: list[Freight] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Delivered:
    """A chunk that came to its end; ``stale`` are the ids that a later run has written, ``gone`` those it deleted."""

    chunk: Chunk
    result: Result
    stale: frozenset[str]
    gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A chunk whose outcome is not known, and the error that stopped it."""

    chunk: Chunk
    error: BaseException


class Streams:
    """So many threads that deliver chunks; what became of each is handed to ``tell``."""

    def __init__(
        self,
        link: Link,
        destination: Destination,
        run: int,
        pace: Pace,
        sizes: Sizes,
        tell: Callable[[Delivered | Broken], None],
    ) -> None:
        self._link, self._destination, self._run, self._pace, self._tell = link, destination, run, pace, tell
        self._queue: SimpleQueue[Chunk | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(sizes.streams)]
        for thread in self._threads:
            thread.start()

    def send(self, chunk: Chunk) -> None:
        """Have a chunk delivered; never blocks."""
        self._queue.put(chunk)

    def close(self) -> None:
        """Let the streams end when they have delivered what they have."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=30)

    def _serve(self) -> None:
        while (chunk := self._queue.get()) is not None:
            try:
                result = deliver(self._link, chunk.units, self._destination.allowed, self._pace)
                stale, gone = outrun(self._link, self._destination, result.conflicts, self._run)
            except BaseException as error:  # noqa: BLE001 - it is raised again by the main thread
                self._tell(Broken(chunk, error))
            else:
                self._tell(Delivered(chunk, result, stale, gone))


def outrun(
    link: Link, destination: Destination, conflicts: list[Unit], run: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Of actions that met a later version, the ids that hold it, and those that are deleted.

    A conflict may be reported for what was applied: then the document holds this very run, and is neither.
    """
    if not conflicts:
        return frozenset(), frozenset()
    docs = [
        {"_index": destination.names[index_of(unit)], "_id": unit.document_id, "_source": ["run"]} for unit in conflicts
    ]

    def ask(client: Elasticsearch) -> list[dict[str, object]]:
        return list(client.mget(docs=docs)["docs"])

    answers = link.patiently(ask)
    stale: set[str] = set()
    gone: set[str] = set()
    for unit, answer in zip(conflicts, answers, strict=True):
        source = answer.get("_source")
        if not isinstance(source, dict):
            gone.add(unit.document_id)
        elif source.get("run") != run:
            stale.add(unit.document_id)
    return frozenset(stale), frozenset(gone)


def index_of(unit: Unit) -> str:
    """Which of ``schema.INDICES`` an action is about, by its id."""
    _, _, rest = unit.document_id.partition("-")
    return next((index for index in schema.INDICES[1:] if rest.startswith(index[:3] + "-")), schema.SPEECHES)


def deletion(name: str, own_id: str) -> bytes:
    """The line that deletes one document. Without a version: with an external one, Elasticsearch would make a missing
    index, whatever ``require_alias`` says."""
    import orjson

    return orjson.dumps({"delete": {"_index": name, "_id": own_id}}) + b"\n"


def surplus(
    before: Kept, stored: list[tuple[str, str]], now: tuple[int, int, int], names: dict[str, str]
) -> list[Unit]:
    """The deletions of what an earlier text left behind, by the journal's numbers and by what the index holds."""
    gone: dict[str, str] = {}
    for index, most, count in zip(schema.INDICES[1:], before.most, now, strict=True):
        for number in range(count, most):
            gone[document_id(before.collection, before.speech_id, index, number)] = index
        for where, own in stored:
            if where == index and int(own.rpartition("-")[2]) >= count:
                gone[own] = index
    return [Unit(deletion(names[index], own), None, -1, own) for own, index in gone.items()]


def removal(kept: Kept, stored: list[tuple[str, str]], names: dict[str, str]) -> list[Unit]:
    """The deletions of every document of a speech."""
    own = document_id(kept.collection, kept.speech_id, schema.SPEECHES)
    first = Unit(deletion(names[schema.SPEECHES], own), None, -1, own)
    return [first, *surplus(kept, stored, (0, 0, 0), names)]


def loads(
    freight: Freight, names: dict[str, str], sizes: Sizes, stored: list[tuple[str, str]]
) -> list[tuple[list[Unit], int]]:
    """A freight's actions in pieces of at most a chunk's size, each with its bytes; deletions of surplus at the end."""
    found = [(list(units(piece)), piece.size) for piece in pieces(freight.parcel, sizes.documents, sizes.bytes)]
    extra = surplus(freight.before, stored, freight.parcel.counts, names) if freight.before else []
    for at in range(0, len(extra), sizes.documents):
        part = extra[at : at + sizes.documents]
        found.append((part, sum(len(unit.lines) for unit in part)))
    return found
