"""Brute force for the tests of phrases: every speech of a corpus as one long string, read character by character.

What the engine's counts and the concordance's lines are held against. Nothing here asks Elasticsearch, and nothing here
uses the windows, shingles or expressions by which queries are fast.
"""

from __future__ import annotations

import csv
import secrets
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.documents import Document, documents, shared_fields
from language import tokens
from language.model import Header
from language.sentences import paragraphs, sentences
from yulu.corpus import Corpus, create, drop
from yulu.domain import AnnotatedSpeech, Speech

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Numbers = tuple[int, int, int]


def read_shared(folder: Path) -> list[Speech]:
    """The speeches of ../shared/corpus with their metadata."""
    with (folder / "speeches.csv").open(encoding="utf-8-sig") as file:
        return [_speech(folder, row) for row in csv.DictReader(file)]


def _speech(folder: Path, row: dict[str, str]) -> Speech:
    header = Header(
        title=row["title"],
        speaker=tuple(name for name in row["speaker"].split("；") if name),
        level=row["level"],
        place=row["place"],
        date=row["date"],
        kind=row["kind"],
        occasion=row["occasion"],
    )
    text = (folder / "speeches" / row["file"]).read_text(encoding="utf-8")
    return Speech(row["id"], row["file"], text, header)


def _load(client: Elasticsearch, corpora: dict[Corpus, int], speeches: Sequence[Speech]) -> None:
    """Put the speeches and their sentences (no quotations, no slogans) into new corpora of so many shards."""
    for corpus, shards in corpora.items():
        create(client, corpus, "1", shards=shards)
    waiting: list[Document] = []
    for speech in speeches:
        waiting += documents(AnnotatedSpeech(speech, tuple(sentences(speech.text)), (), ()))
        if len(waiting) > 5_000:
            _send(client, corpora, waiting)
            waiting = []
    _send(client, corpora, waiting)
    for corpus in corpora:
        client.indices.refresh(index=",".join(corpus.aliases))


def _send(client: Elasticsearch, corpora: Iterable[Corpus], waiting: Sequence[Document]) -> None:
    for corpus in corpora if waiting else ():
        operations: list[object] = []
        for document in waiting:
            operations += [{"index": {"_index": corpus.alias(document.index), "_id": document.id}}, document.body]
        assert not client.bulk(operations=operations, filter_path="errors")["errors"]


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence: which speech, and where in its text."""

    speech: int
    start: int
    end: int


@dataclass
class Library:
    """Speeches, and their characters one after the other, strict and loose."""

    speeches: list[Speech]
    streams: dict[bool, str] = field(default_factory=dict)
    owners: dict[bool, array[int]] = field(default_factory=dict)
    offsets: dict[bool, array[int]] = field(default_factory=dict)
    starts: list[list[int]] = field(default_factory=list)
    values: list[dict[str, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for speech in self.speeches:
            self.starts.append([sentence.start for sentence in sentences(speech.text)])
            shared = shared_fields(speech)
            self.values.append({name: v if isinstance(v, list) else [v] for name, v in shared.items()})
        for loose in (False, True):
            self._append_all(loose)

    def _append_all(self, loose: bool) -> None:
        parts: list[str] = []
        owners, offsets = array("i"), array("i")
        for number, speech in enumerate(self.speeches):
            for start, end in paragraphs(speech.text):
                line = speech.text[start:end]
                where = tokens.offsets(line, start, loose=loose)
                parts.append(tokens.characters(line, loose=loose) + "\n")
                owners.extend([number] * (len(where) + 1))
                offsets.extend([*where, -1])
        self.streams[loose], self.owners[loose], self.offsets[loose] = "".join(parts), owners, offsets

    def places(self, phrase: str, *, loose: bool = False) -> Iterator[Place]:
        """Every occurrence, in order."""
        wanted = tokens.phrase(phrase, loose=loose)
        stream, offsets = self.streams[loose], self.offsets[loose]
        at = stream.find(wanted)
        while at >= 0:
            yield Place(self.owners[loose][at], offsets[at], offsets[at + len(wanted) - 1] + 1)
            at = stream.find(wanted, at + 1)

    @staticmethod
    def place(speech: int, start: int, end: int) -> Place:
        """An occurrence found in another way."""
        return Place(speech, start, end)

    def sentence(self, place: Place) -> int:
        """The number of the sentence in which an occurrence begins."""
        return bisect_right(self.starts[place.speech], place.start) - 1

    def count(self, phrase: str, *, loose: bool = False) -> Numbers:
        """Occurrences, sentences, speeches."""
        return self.counts(phrase, (), loose=loose)[()]

    def counts(self, phrase: str, by: Sequence[str], *, loose: bool = False) -> dict[tuple[str, ...], Numbers]:
        """The same for every combination of the values of some fields."""
        return self.tally(self.places(phrase, loose=loose), by)

    def tally(self, places: Iterator[Place], by: Sequence[str]) -> dict[tuple[str, ...], Numbers]:
        """The three numbers of some occurrences for every combination of the values of some fields."""
        occurrences: dict[tuple[str, ...], int] = defaultdict(int)
        found: dict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
        if not by:
            occurrences[()] = 0
        for place in places:
            for key in product(*(self.values[place.speech].get(name, [""]) for name in by)):
                occurrences[key] += 1
                found[key].add((place.speech, self.sentence(place)))
        return {
            key: (number, len(found[key]), len({speech for speech, _ in found[key]}))
            for key, number in occurrences.items()
        }


@dataclass(frozen=True)
class Both:
    """The same speeches on one shard, on three shards, and as brute force reads them."""

    one: Corpus
    three: Corpus
    library: Library


@pytest.fixture(scope="session")
def both(client: Elasticsearch, shared: Path) -> Iterator[Both]:
    """The speeches of ../shared/corpus, loaded twice."""
    found = read_shared(shared / "corpus")
    names = [Corpus(f"test-{secrets.token_hex(5)}") for _ in range(2)]
    try:
        _load(client, dict(zip(names, (1, 3), strict=True)), found)
        yield Both(names[0], names[1], Library(found))
    finally:
        for name in names:
            drop(client, name)


@pytest.fixture(scope="module")
def loaded(client: Elasticsearch, corpus: Corpus) -> Callable[[list[Speech]], Library]:
    """Loads some speeches into the module's own corpus, and gives them as brute force reads them."""

    def load(found: list[Speech]) -> Library:
        _load(client, {corpus: 1}, found)
        return Library(found)

    return load
