"""What does a worker do? It reads one file, or some rows of a table, and gives back speeches ready to be sent.

Runs in a process of its own (``indexer.pool``): what it returns is plain values and finished NDJSON, so that the main
process neither reads nor serialises anything.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

from indexer.annotate import annotate
from indexer.compose import compose
from indexer.documents import document_id, documents
from indexer.metadata import Given
from indexer.read.files import checked, parse, read_bytes
from indexer.read.registry import PARSERS
from indexer.read.values import Read, Row
from indexer.similar import sketch
from language import tokens
from language.lexicon import Edit
from yulu import __version__, schema
from yulu.domain import AnnotatedSpeech, Speech
from yulu.errors import ParseError, YuluError
from yulu.messages import text
from yulu.vocabulary import Vocabulary

# Raised by whoever changes what is read out of a file or found in a text, so that unchanged files are read again.
ANALYSIS = 2


@dataclass(frozen=True, slots=True)
class Target:
    """Where documents go: the name to write to for each index, and the number of the run, which is their version.

    ``edits`` and ``forms`` are the corpus's vocabulary: the user's curation, and what the corpus itself has taught.
    """

    names: dict[str, str]
    run: int
    edits: tuple[Edit, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One speech that a job is to bring: its source key, the id it gets where it names none, what the user says."""

    source: str
    speech_id: str
    given: Given = field(default_factory=Given)
    row: Row | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read (one item without a row), rows of a table, or speeches that are known already (``ready``).

    ``known`` maps ids to the content hash that already is in the index: such a speech is not annotated again.
    ``target`` None asks for descriptions instead of documents.
    """

    number: int
    path: str
    format: str
    items: tuple[Item, ...]
    encoding: str = ""
    collection: str = ""
    target: Target | None = None
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    data: bytes | None = None
    ready: tuple[Ready, ...] = ()
    largest: int = 1 << 28


@dataclass(frozen=True, slots=True)
class Ready:
    """A speech whose text is known already, to be annotated and sent, with its links to others."""

    speech: Speech
    fingerprint: str = ""
    duplicate_of: str = ""
    edition_of: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A speech ready to be sent: ``body`` is NDJSON, ``ends`` where each document's two lines end in it.

    ``counts`` are the documents in sentences, quotations and slogans; the speech's own is the first of all.
    """

    source: str
    speech_id: str
    collection: str
    content_hash: str
    fingerprint: str
    body: bytes = field(repr=False)
    ends: array[int] = field(repr=False)
    counts: tuple[int, int, int]
    title: str = ""
    date: str = ""
    speaker: str = ""
    characters: int = 0
    size: int = 0
    sketch: tuple[int, ...] = field(default=(), repr=False)
    encoding: str = ""
    warnings: tuple[str, ...] = ()
    duplicate_of: str = ""
    edition_of: str = ""

    def document_id(self, position: int) -> str:
        """The id of the ``position``-th document."""
        if position == 0:
            return document_id(self.collection, self.speech_id, schema.SPEECHES)
        position -= 1
        for index, count in zip(schema.INDICES[1:], self.counts, strict=True):
            if position < count:
                return document_id(self.collection, self.speech_id, index, position)
            position -= count
        raise IndexError(position)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A speech that is in the index as it is."""

    source: str
    speech_id: str
    collection: str
    content_hash: str
    fingerprint: str
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that could not be read: at which stage, and why."""

    source: str
    stage: str
    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Described:
    """What was read of one speech, for ``--dry-run``."""

    source: str
    fields: dict[str, object]


Outcome = Parcel | Unchanged | Failed | Described


def fingerprint(data: bytes, given: Given, encoding: str, collection: str) -> str:
    """``mark`` for bytes at hand."""
    return mark(hashlib.sha256(data).digest(), given, encoding, collection)


def mark(content: bytes, given: Given, encoding: str, collection: str) -> str:
    """Changes whenever a file's bytes (their SHA-256), what the user says of it, or yulu's own reading changes."""
    said = json.dumps(
        [
            given.speech_id,
            *map(str, (getattr(given.header, name) for name in given.header.__slots__)),
            encoding,
            collection,
        ]
    )
    versions = f"{__version__} {schema.INDEX_VERSION} {ANALYSIS}"
    return hashlib.sha256(b"\0".join((content, said.encode(), versions.encode()))).hexdigest()[:32]


def perform(job: Job) -> Iterator[Outcome]:
    """Every item of the job, each with its outcome; an item that fails takes no other with it."""
    for ready in job.ready:
        assert job.target is not None
        yield parcel(ready, job.target)
    for item in job.items:
        try:
            yield _one(job, item)
        except YuluError as error:
            yield Failed(item.source, "read", error_type(error), str(error))
        except MemoryError:
            yield Failed(item.source, "read", "memory", text("read.memory"))
        except RecursionError:
            yield Failed(item.source, "read", "too_deep", text("read.too_deep"))
        except Exception as error:  # noqa: BLE001 - a parser may raise anything; it is one failed file
            yield Failed(item.source, "read", type(error).__name__, str(error)[:500])


def error_type(error: YuluError) -> str:
    """A short, stable name of what went wrong: read.no_text -> no_text."""
    return error.key.rpartition(".")[2]


def _one(job: Job, item: Item) -> Outcome:
    read, seal = _read(job, item)
    speech = compose(read, item.given, speech_id=item.speech_id, source=item.source, collection=job.collection)
    if job.target is None:
        return Described(item.source, describe(speech, read))
    known = job.known.get((speech.collection, speech.speech_id))
    if known and known == speech.content_hash:
        return Unchanged(item.source, speech.speech_id, speech.collection, known, seal, read.encoding)
    return parcel(Ready(speech, seal), job.target, read.encoding)


def _read(job: Job, item: Item) -> tuple[Read, str]:
    if item.row is not None:
        found = PARSERS[job.format].row_reader()(item.row, job.encoding)
        return checked(found, item.source), item.fingerprint
    data = job.data if job.data is not None else read_bytes(job.path, job.largest)
    seal = fingerprint(data, item.given, job.encoding, job.collection)
    try:
        return parse(data, job.path, job.format, job.encoding), seal
    except UnicodeError as error:
        raise ParseError("read.damaged", path=job.path, format=job.format, reason=error) from error


def parcel(ready: Ready, target: Target, encoding: str = "") -> Parcel:
    """The speech's documents as one body, each with the run as its version, so that what is stale can never win."""
    import orjson

    speech = ready.speech
    annotated = _annotated(speech, target)
    more: dict[str, object] = {"run": target.run}
    if ready.duplicate_of:
        more["duplicate_of"] = ready.duplicate_of
    if ready.edition_of:
        more["edition_of"] = ready.edition_of
    body, ends = bytearray(), array("Q")
    counts = dict.fromkeys(schema.INDICES, 0)
    first: dict[str, object] = {"ingested": datetime.now(UTC).isoformat(timespec="seconds")}
    characters = 0
    for document in documents(annotated):
        fields = {**document.body, **more, **first}
        if first:
            characters, first = int(fields["chars"]), {}
        action = {"_index": target.names[document.index], "_id": document.id, "version": target.run}
        body += orjson.dumps({"index": {**action, "version_type": "external_gte"}})
        body += b"\n"
        body += orjson.dumps(fields)
        body += b"\n"
        ends.append(len(body))
        counts[document.index] += 1
    return Parcel(
        source=speech.source,
        speech_id=speech.speech_id,
        collection=speech.collection,
        content_hash=speech.content_hash,
        fingerprint=ready.fingerprint,
        body=bytes(body),
        ends=ends,
        counts=(counts[schema.SENTENCES], counts[schema.QUOTATIONS], counts[schema.SLOGANS]),
        title=speech.header.title,
        date=speech.header.date,
        speaker="；".join(speech.person),
        characters=characters,
        size=len(speech.text.encode("utf-8", "replace")),
        sketch=sketch(speech.text),
        encoding=encoding,
        warnings=speech.warnings,
        duplicate_of=ready.duplicate_of,
        edition_of=ready.edition_of,
    )


def _annotated(speech: Speech, target: Target) -> AnnotatedSpeech:
    vocabulary = _vocabulary(target.edits, target.forms)
    annotated = annotate(speech, vocabulary.lexicon)
    if not vocabulary.excluded:
        return annotated
    return replace(annotated, mentions=tuple(vocabulary.mentions(speech.text, annotated.quotations)))


@lru_cache(maxsize=2)
def _vocabulary(edits: tuple[Edit, ...], forms: tuple[str, ...]) -> Vocabulary:
    return Vocabulary.of(edits, forms)


def describe(speech: Speech, read: Read) -> dict[str, object]:
    """Every field that was read of a speech; one speaker is a string, several a list, what is not known null."""
    annotated = annotate(speech)
    header = speech.header
    return {
        "speech_id": speech.speech_id,
        "source": speech.source,
        "title": header.title or None,
        "speaker": _plain(header.speaker),
        "role": _plain(header.role),
        "level": header.level or None,
        "place": header.place or None,
        "occasion": header.occasion or None,
        "date": header.date or None,
        "kind": header.kind or None,
        "collection": speech.collection or None,
        "person": _plain(speech.person),
        "province": speech.province or None,
        "chars": tokens.visible(speech.text),
        "sentences": len(annotated.sentences),
        "quotations": len(annotated.quotations),
        "mentions": sum(not mention.nested for mention in annotated.mentions),
        "encoding": read.encoding or None,
        "warnings": list(speech.warnings),
    }


def _plain(values: tuple[str, ...]) -> str | list[str] | None:
    return (values[0] if len(values) == 1 else list(values)) if values else None
