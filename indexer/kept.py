"""What does the journal keep of a file and of a speech? The tables, and a row of each as a value."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.metadata import Given

SENT, ACKNOWLEDGED, SUPERSEDED = "sent", "acknowledged", "superseded"
FOUND, READ = "found", "read"

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
  key TEXT PRIMARY KEY, path TEXT NOT NULL, fingerprint TEXT NOT NULL DEFAULT '', state TEXT NOT NULL,
  records INTEGER NOT NULL DEFAULT 0, run INTEGER NOT NULL, given TEXT NOT NULL DEFAULT '',
  encoding TEXT NOT NULL DEFAULT '', collection TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_fingerprint ON files (fingerprint);
CREATE TABLE IF NOT EXISTS speeches (
  row INTEGER PRIMARY KEY, collection TEXT NOT NULL, speech_id TEXT NOT NULL, file TEXT NOT NULL, source TEXT NOT NULL,
  fingerprint TEXT NOT NULL, content_hash TEXT NOT NULL, state TEXT NOT NULL, run INTEGER NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0,
  sentences INTEGER NOT NULL, quotations INTEGER NOT NULL, slogans INTEGER NOT NULL,
  most_sentences INTEGER NOT NULL, most_quotations INTEGER NOT NULL, most_slogans INTEGER NOT NULL,
  duplicate_of TEXT NOT NULL DEFAULT '', edition_of TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '', speaker TEXT NOT NULL DEFAULT '',
  characters INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0,
  UNIQUE (collection, speech_id));
CREATE INDEX IF NOT EXISTS speeches_by_file ON speeches (file, fingerprint);
CREATE INDEX IF NOT EXISTS speeches_by_id ON speeches (speech_id);
CREATE INDEX IF NOT EXISTS speeches_by_duplicate ON speeches (duplicate_of) WHERE duplicate_of != '';
CREATE INDEX IF NOT EXISTS speeches_by_edition ON speeches (edition_of) WHERE edition_of != '';
CREATE TABLE IF NOT EXISTS dead (
  source TEXT PRIMARY KEY, file TEXT NOT NULL, path TEXT NOT NULL, stage TEXT NOT NULL, type TEXT NOT NULL,
  message TEXT NOT NULL, attempts INTEGER NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sketches (
  mark INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (mark, row)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sketches_by_row ON sketches (row);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the journal keeps of one speech. ``most``: the highest numbers of documents that may stand in the index."""

    row: int
    collection: str
    speech_id: str
    file: str
    source: str
    fingerprint: str
    content_hash: str
    state: str
    run: int
    seen: int
    counts: tuple[int, int, int]
    most: tuple[int, int, int]
    duplicate_of: str
    edition_of: str
    title: str
    date: str
    speaker: str
    characters: int
    arrived: bool = False
    """Whether some text of it was ever acknowledged in the present index."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What the journal keeps of one file."""

    key: str
    path: str
    fingerprint: str
    state: str
    records: int
    given: Given
    encoding: str
    collection: str


COLUMNS = (
    "row, collection, speech_id, file, source, fingerprint, content_hash, state, run, seen, "
    "sentences, quotations, slogans, most_sentences, most_quotations, most_slogans, "
    "duplicate_of, edition_of, title, date, speaker, characters, arrived"
)
