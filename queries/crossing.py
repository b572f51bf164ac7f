"""Does a long phrase really run over this sentence's end? The window of a sentence shows only a few characters.

Sentences whose window shows the right part are candidates; they are read and the phrase is looked for in the text. Few
sentences share eight characters across a sentence end without sharing the phrase, so few are read in vain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from language import matching
from language.sentences import paragraphs
from queries.phrases import Phrase, any_of, crossings, filtered
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Crossing:
    """A sentence from which the phrase runs over its end: how often it does, whether the sentence also holds it whole,
    and the sentence's values of the dimensions asked for."""

    occurrences: int
    also_inside: bool
    keys: tuple[tuple[str, ...], ...]


def read_crossings(
    client: Elasticsearch, corpus: Corpus, phrase: Phrase, filters: Filters, by: Sequence[str]
) -> Iterator[Crossing]:
    """Every sentence from which the phrase runs over a sentence end, found by reading the candidates."""
    after: list[Any] | None = None
    while hits := _page(client, corpus, phrase, filters, by, after):
        texts = _texts(client, corpus, sorted({hit["_source"]["speech_id"] for hit in hits}))
        for hit in hits:
            source = hit["_source"]
            starts = _starts(phrase, texts[source["speech_id"]], source["start"], source["end"])
            across = sum(end > source["end"] for _, end in starts)
            if across:
                yield Crossing(across, across < len(starts), _keys(source, by))
        after = hits[-1]["sort"]


def _page(
    client: Elasticsearch, corpus: Corpus, phrase: Phrase, filters: Filters, by: Sequence[str], after: list[Any] | None
) -> list[Body]:
    body: Body = {
        "query": filtered(any_of(crossings(phrase)), filters),
        "size": _PAGE,
        "sort": ["speech_id", "number", "collection"],
        "_source": ["speech_id", "start", "end", *by],
    }
    if after:
        body["search_after"] = after
    hits: list[Body] = search(client, [Request(corpus.alias(schema.SENTENCES), body)])[0]["hits"]["hits"]
    return hits


def _texts(client: Elasticsearch, corpus: Corpus, speech_ids: Sequence[str]) -> dict[str, str]:
    body = {
        "query": {"terms": {"speech_id": list(speech_ids)}},
        "size": len(speech_ids),
        "_source": ["speech_id", "text"],
    }
    answer = search(client, [Request(corpus.alias(schema.SPEECHES), body)])[0]
    return {hit["_source"]["speech_id"]: hit["_source"]["text"] for hit in answer["hits"]["hits"]}


def _starts(phrase: Phrase, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of the occurrences that begin in the sentence at ``start:end``."""
    line = next(stop for begin, stop in paragraphs(text[start:])) + start
    found = matching.find_in(text[start:line], phrase.tokens, start, loose=phrase.loose)
    return [(span.start, span.end) for span in found if span.start < end]


def _keys(source: Body, by: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    values = []
    for name in by:
        value = source.get(name, "")
        values.append(value if isinstance(value, list) else [value])
    return tuple(product(*values))
