"""Which speeches are about these words? Ordinary ranking (BM25 over jieba words), for reading, never for counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from language.segment import words
from queries.phrases import any_of, filtered
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# A word of the title tells more of a speech than one of its text.
_TITLE_WEIGHT = 3.0
# Elasticsearch gives no more ranked results than this in one answer.
DEEPEST = 10_000
_SHOWN = ("speech_id", "title", "date", "speaker", "level", "place", "kind", "chars")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A speech, how well it answers, and the sentence of it that answers best ("" when none holds the words whole)."""

    score: float
    fields: dict[str, Any]
    sentence: str = ""

    def row(self) -> dict[str, Any]:
        """The speech as a row."""
        return {"score": round(self.score, 3), **self.fields, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best speeches, and how many hold any of the words."""

    words: tuple[str, ...]
    total: int
    speeches: tuple[Ranked, ...]


def cut(asked: str) -> tuple[str, ...]:
    """The words asked for, as they are indexed; UsageError when there is none."""
    found = tuple(dict.fromkeys(words(asked)))
    if not found:
        raise UsageError("search.no_words", text=asked)
    return found


def request(corpus: Corpus, asked: Sequence[str], filters: Filters, limit: int) -> Request:
    """The search for the best ``limit`` speeches."""
    joined = " ".join(asked)
    query = any_of(
        [{"match": {"words": joined}}, {"match": {"title_words": {"query": joined, "boost": _TITLE_WEIGHT}}}]
    )
    body: Body = {
        "query": filtered(query, filters),
        "size": min(limit, DEEPEST),
        "track_total_hits": True,
        "_source": list(_SHOWN),
    }
    return Request(corpus.alias(schema.SPEECHES), body)


def best_sentence(corpus: Corpus, asked: Sequence[str], speech_id: str) -> Request:
    """The search for the sentence of one speech that holds most of the words, the earliest among equals."""
    holds = [{"constant_score": {"filter": {"match_phrase": {"exact": " ".join(word)}}}} for word in asked]
    body: Body = {
        "query": filtered(any_of(holds), [{"term": {"speech_id": speech_id}}]),
        "size": 1,
        "sort": ["_score", "number"],
        "_source": ["text"],
    }
    return Request(corpus.alias(schema.SENTENCES), body)


def rank(client: Elasticsearch, corpus: Corpus, asked: str, filters: Filters, limit: int) -> Ranking:
    """The best speeches for the words in ``asked``."""
    wanted = cut(asked)
    (answer,) = search(client, [request(corpus, wanted, filters, limit)])
    hits = answer["hits"]["hits"]
    shown = search(client, [best_sentence(corpus, wanted, hit["_source"]["speech_id"]) for hit in hits])
    speeches = []
    for hit, sentence in zip(hits, shown, strict=True):
        best = sentence["hits"]["hits"]
        speeches.append(Ranked(hit["_score"], hit["_source"], best[0]["_source"]["text"] if best else ""))
    return Ranking(wanted, answer["hits"]["total"]["value"], tuple(speeches))
