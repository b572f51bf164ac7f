"""What if journal and index disagree? The index is right: the journal learns from it, or doubts itself."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from indexer.documents import document_id
from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, Kept
from indexer.load import target as targets
from indexer.load.link import Link
from indexer.load.scan import scan
from indexer.load.target import Destination
from indexer.similar import sketch
from yulu import schema
from yulu.corpus import Corpus

_ROW = re.compile(r"(?P<file>.+\.(?:jsonl|ndjson|csv|tsv)(?:\.gz)?):\d+", re.I)
KNOWN = (
    "speech_id", "collection", "source", "content_hash", "sentences", "quotations", "duplicate_of", "edition_of",
    "title", "date", "person", "chars", "text", "run",
)  # fmt: skip


def take_over(link: Link, journal: Journal, destination: Destination) -> int:
    """Take every speech of the index into an empty journal; returns how many. A lost journal costs no second load."""
    slogans = _slogans(link, destination)
    count = 0
    for hit in scan(link, [destination.names[schema.SPEECHES]], fields=KNOWN, size=200):
        source = hit["_source"]
        kept = kept_of(source, slogans[(str(source.get("collection", "")), str(source["speech_id"]))])
        journal.sketched(journal.keep(kept), sketch(str(source.get("text", ""))))
        count += 1
    return count


def _slogans(link: Link, destination: Destination) -> Counter[tuple[str, str]]:
    """How many mentions each speech has in the index."""
    found: Counter[tuple[str, str]] = Counter()
    names = [destination.names[schema.SLOGANS]]
    for hit in scan(link, names, fields=["speech_id", "collection"]):
        found[(str(hit["_source"].get("collection", "")), str(hit["_source"]["speech_id"]))] += 1
    return found


def kept_of(source: dict[str, Any], slogans: int) -> Kept:
    """What a journal keeps of a speech that it knows from the index alone: its file's bytes it does not know."""
    key = str(source.get("source", ""))
    row = _ROW.fullmatch(key)
    counts = (int(source["sentences"]), int(source["quotations"]), slogans)
    person = source.get("person", "")
    return Kept(
        row=0,
        collection=str(source.get("collection", "")),
        speech_id=str(source["speech_id"]),
        file=row["file"] if row else key,
        source=key,
        fingerprint="",
        content_hash=str(source["content_hash"]),
        state="",
        run=int(source.get("run", 0)),
        seen=0,
        counts=counts,
        most=counts,
        duplicate_of=str(source.get("duplicate_of", "")),
        edition_of=str(source.get("edition_of", "")),
        title=str(source.get("title", "")),
        date=str(source.get("date", "")),
        speaker=person if isinstance(person, str) else "；".join(person),
        characters=int(source.get("chars", 0)),
    )


def doubt_missing(link: Link, journal: Journal, destination: Destination) -> int:
    """Have every speech sent again that the journal believes in the index and that is not there; returns how many."""
    there = {str(hit["_id"]) for hit in scan(link, [destination.names[schema.SPEECHES]], fields=False)}
    missing = [
        kept.row
        for kept in journal.speeches("state = ?", ACKNOWLEDGED)
        if document_id(kept.collection, kept.speech_id, schema.SPEECHES) not in there
    ]
    for row in missing:
        kept = journal.by_row(row)
        if kept is not None and not kept.fingerprint and journal.file(kept.file) is None:
            journal.forget_speech(row)  # another machine brought it, and has removed it
        else:
            journal.distrust_speech(row)
    return len(missing)


def build_journal(path: Path, stamp: str) -> Path:
    """The journal of a build that will take the place of the one at ``path``."""
    return path.with_name(f"{path.stem}.build-{stamp}.sqlite")


def adopt(link: Link, corpus: Corpus, path: Path) -> None:
    """Finish a rebuild that died between putting its indices in place and its journal."""
    builds = sorted(path.parent.glob(f"{path.stem}.build-*.sqlite"))
    if not builds:
        return
    found = targets.find_any(link, corpus)
    standing = {name for names in found.values() for name in names}
    for build in builds:
        stamp = build.stem.rpartition("-")[2]
        if standing == {corpus.concrete(index, stamp) for index in schema.INDICES}:
            replace_journal(build, path)


def replace_journal(build: Path, path: Path) -> None:
    """Put a build's journal in the place of the corpus's own."""
    journal = Journal(build)
    journal.checkpoint()
    journal.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
        Path(f"{build}{suffix}").unlink(missing_ok=True)
    build.replace(path)
