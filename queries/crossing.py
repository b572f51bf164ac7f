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
from yulu.errors import YuluError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE = 1000
# Texts read at once, and how many speeches may answer to their names.
_TEXTS, _MOST = 100, 10_000


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
            starts = _starts(phrase, texts[_identity(source)], source["start"], source["end"])
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
        "sort": ["speech_id", "number", {"collection": {"order": "asc", "missing": "_first"}}],
        "_source": ["speech_id", "collection", "start", "end", *by],
    }
    if after:
        body["search_after"] = after
    hits: list[Body] = search(client, [Request(corpus.alias(schema.SENTENCES), body)])[0]["hits"]["hits"]
    return hits


def _texts(client: Elasticsearch, corpus: Corpus, speech_ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """The texts of the speeches of these names; in two collections a name may stand for two speeches."""
    found: dict[tuple[str, str], str] = {}
    for start in range(0, len(speech_ids), _TEXTS):
        body: Body = {
            "query": {"terms": {"speech_id": list(speech_ids[start : start + _TEXTS])}},
            "size": _MOST,
            "_source": ["speech_id", "collection", "text"],
            "track_total_hits": True,
        }
        (answer,) = search(client, [Request(corpus.alias(schema.SPEECHES), body)])
        hits = answer["hits"]["hits"]
        if answer["hits"]["total"]["value"] > len(hits):
            raise YuluError("crossing.too_many_of_one_name", corpus=corpus.prefix)
        found |= {_identity(hit["_source"]): hit["_source"]["text"] for hit in hits}
    return found


def _identity(source: Body) -> tuple[str, str]:
    return source.get("collection", ""), source["speech_id"]


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
