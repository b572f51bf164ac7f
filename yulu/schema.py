"""What is in the index? The five indices of a corpus, their fields and settings, and the version of all that.

Built by plain functions from one table of fields, so that a query, a dashboard panel and a document name a field the
same way. Nothing here needs more than Elasticsearch's minimal distribution has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

INDEX_VERSION = 1

SPEECHES, SENTENCES, QUOTATIONS, SLOGANS = "speeches", "sentences", "quotations", "slogans"
INDICES = (SPEECHES, SENTENCES, QUOTATIONS, SLOGANS)
# Computed from the others after an ingest and replaced whole; kept apart because it is not read from speeches.
SLOGAN_YEARS = "slogan-years"

# The score of a phrase depends on its frequency in the document alone: see queries.counting and docs/how-it-counts.md.
K1 = 1000.0
# Tokens of different paragraphs, or of a sentence and its window, must never be neighbours.
GAP = 100

Field = Mapping[str, Any]
KEYWORD: Field = {"type": "keyword", "ignore_above": 8000}
INTEGER: Field = {"type": "integer"}
UNINDEXED: Field = {"type": "integer", "index": False}
# Read with the document and never searched: where each sentence begins.
KEPT: Field = {"type": "integer", "index": False, "doc_values": False}
EXACT: Field = {
    "type": "text",
    "analyzer": "whitespace",
    "index_phrases": True,
    "norms": False,
    "position_increment_gap": GAP,
}
LOOSE: Field = {"type": "text", "analyzer": "whitespace", "norms": False, "position_increment_gap": GAP}
RANKED: Field = {"type": "text", "analyzer": "whitespace", "similarity": "ranked"}
READABLE: Field = {"type": "text", "analyzer": "standard", "norms": False}
STORED_TEXT: Field = {"type": "text", "index": False}

# On every document of every index, so that one filter and one Kibana control work on all of them.
SPEECH_FIELDS: dict[str, Field] = {
    "speech_id": KEYWORD,
    "title": KEYWORD,
    "date": {"type": "date", "format": "yyyy-MM-dd||yyyy-MM||yyyy"},
    "year": KEYWORD,
    "quarter": KEYWORD,
    "month": KEYWORD,
    "speaker": KEYWORD,
    "person": KEYWORD,
    "role": KEYWORD,
    "level": KEYWORD,
    "place": KEYWORD,
    "province": KEYWORD,
    "occasion": KEYWORD,
    "kind": KEYWORD,
    "collection": KEYWORD,
    "duplicate_of": KEYWORD,
    "edition_of": KEYWORD,
    "run": {"type": "long"},
}

OWN_FIELDS: dict[str, dict[str, Field]] = {
    SPEECHES: {
        "text": STORED_TEXT,
        "exact": EXACT,
        "loose": LOOSE,
        "words": RANKED,
        "title_words": RANKED,
        "source": KEYWORD,
        "content_hash": KEYWORD,
        "chars": INTEGER,
        "starts": KEPT,
        "sentences": INTEGER,
        "paragraphs": INTEGER,
        "quotations": INTEGER,
        "mentions": INTEGER,
        "slogans": KEYWORD,
        "families": KEYWORD,
        "people_quoted": KEYWORD,
        "ingested": {"type": "date"},
    },
    SENTENCES: {
        "text": READABLE,
        "exact": EXACT,
        "loose": LOOSE,
        "number": INTEGER,
        "paragraph": INTEGER,
        "start": UNINDEXED,
        "end": UNINDEXED,
        "chars": INTEGER,
    },
    QUOTATIONS: {
        "text": {**READABLE, "fields": {"whole": {"type": "keyword", "ignore_above": 1000}}},
        "exact": EXACT,
        "loose": LOOSE,
        "class": KEYWORD,
        "quoted_speaker": KEYWORD,
        "quoted_person": KEYWORD,
        "cue": KEYWORD,
        "depth": INTEGER,
        "marked": {"type": "boolean"},
        "sentence": INTEGER,
        "start": INTEGER,
        "end": UNINDEXED,
        "chars": INTEGER,
    },
    SLOGANS: {
        "text": KEYWORD,
        "slogan": KEYWORD,
        "family": KEYWORD,
        "field": KEYWORD,
        "marked": {"type": "boolean"},
        "nested": {"type": "boolean"},
        "sentence": INTEGER,
        "sentence_text": READABLE,
        "start": INTEGER,
        "end": UNINDEXED,
    },
}

# One document for each slogan, year and level; ``level`` is "all" for all of them together.
SLOGAN_YEAR_FIELDS: dict[str, Field] = {
    "slogan": KEYWORD,
    # The first day of the year, for the time picker of a dashboard.
    "date": SPEECH_FIELDS["date"],
    "year": KEYWORD,
    "level": KEYWORD,
    "mentions": INTEGER,
    "speeches": INTEGER,
    "speeches_in_all": INTEGER,
    "share": {"type": "double"},
    "per_million": {"type": "double"},
    "rank": INTEGER,
    "change": {"type": "double"},
    "speeches_before": INTEGER,
    "first_seen": {"type": "date", "format": "yyyy-MM-dd||yyyy-MM||yyyy"},
    "first_here": {"type": "boolean"},
}

# What can be made again from the text is indexed but not kept.
DERIVED = ("exact", "loose", "words", "title_words")


def mappings(index: str) -> dict[str, Any]:
    """The mapping of one of ``INDICES``."""
    return {
        "dynamic": "strict",
        "_meta": {"yulu_index_version": INDEX_VERSION},
        "_source": {"excludes": [name for name in OWN_FIELDS[index] if name in DERIVED]},
        "properties": {name: dict(field) for name, field in sorted({**SPEECH_FIELDS, **OWN_FIELDS[index]}.items())},
    }


def index_settings(*, shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """The settings of an index. The similarity is the *default* one: the shingles of ``index_phrases`` use no other."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "30s",
        "similarity": {
            "default": {"type": "BM25", "k1": K1, "b": 0.0},
            "ranked": {"type": "BM25", "k1": 1.2, "b": 0.75},
        },
    }


def slogan_year_mappings() -> dict[str, Any]:
    """The mapping of the index behind ``SLOGAN_YEARS``."""
    return {
        "dynamic": "strict",
        "_meta": {"yulu_index_version": INDEX_VERSION},
        "properties": {name: dict(field) for name, field in sorted(SLOGAN_YEAR_FIELDS.items())},
    }
