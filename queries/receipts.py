"""What was searched? The receipt that every answer carries, so that a figure can be published and repeated, a zero
included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yulu
from queries.run import Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

NORMALISATION = (
    "one character to one character: full and half width, traditional and simplified, case, quotation marks, dashes "
    "and blanks alike; invisible characters ignored; a match never runs over a paragraph"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Corpus, what was searched in it and how. ``chars`` are characters neither blank nor invisible."""

    corpus: str
    speeches: int
    sentences: int
    chars: int
    filters: dict[str, Any]
    query: dict[str, Any]
    index_version: int = schema.INDEX_VERSION
    yulu_version: str = yulu.__version__
    normalisation: str = NORMALISATION

    def shown(self) -> dict[str, Any]:
        """The receipt as a JSON object."""
        return {
            "corpus": self.corpus,
            "speeches_searched": self.speeches,
            "sentences_searched": self.sentences,
            "characters_searched": self.chars,
            "filters": self.filters,
            "query": self.query,
            "normalisation": self.normalisation,
            "index_version": self.index_version,
            "yulu_version": self.yulu_version,
        }


def requests(corpus: Corpus, filters: Filters) -> list[Request]:
    """The searches that a receipt needs; their answers go to ``receipt``."""
    query = {"bool": {"filter": filters.clauses()}} if filters.clauses() else {"match_all": {}}
    body = {"query": query, "size": 0, "track_total_hits": True}
    totals = {"chars": {"sum": {"field": "chars"}}, "sentences": {"sum": {"field": "sentences"}}}
    return [Request(corpus.alias(schema.SPEECHES), {**body, "aggs": totals})]


def receipt(client: Elasticsearch, corpus: Corpus, filters: Filters, query: dict[str, Any] | None = None) -> Receipt:
    """The receipt of a question to this corpus under these filters; ``query`` is the question as it was understood."""
    (answer,) = search(client, requests(corpus, filters))
    totals = answer["aggregations"]
    return Receipt(
        corpus=corpus.prefix,
        speeches=answer["hits"]["total"]["value"],
        sentences=round(totals["sentences"]["value"]),
        chars=round(totals["chars"]["value"]),
        filters=filters.shown(),
        query=query or {},
    )
