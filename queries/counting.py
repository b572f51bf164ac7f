"""How many times does a phrase stand there, exactly, without fetching a hit?

Elasticsearch counts documents. With the index's similarity (BM25, b = 0) the score of a phrase grows with its
frequency in the document and with nothing else, so the documents holding it at least k times are those with
``min_score`` at the score of k - ½, and occurrences = Σ over k ≥ 1 of their number. ``min_score`` limits aggregations
too: the same sum gives occurrences a year, a level, a speaker. From the best hit, of score s and frequency f (its
explanation tells f), the score of k - ½ is s · (f + k1)/f · (k - ½)/(k - ½ + k1), and f is also the last k to ask for.

Two round trips: one for the frequency, the documents and what crosses a sentence end, one for the levels k ≥ 2, left
out when no sentence holds the phrase twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from queries.crossing import read_crossings
from queries.phrases import Phrase, any_of, crossings, filtered, inside, is_whole
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError, UsageError, YuluError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

DIMENSIONS = (
    "year",
    "quarter",
    "month",
    "speaker",
    "person",
    "role",
    "level",
    "place",
    "province",
    "kind",
    "occasion",
    "collection",
    "title",
    "speech_id",
)
# More values of one field than this are counted all the same, page by page.
BUCKETS = 10_000
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often: ``occurrences`` of the phrase, ``sentences`` in which one begins, ``speeches`` that hold one."""

    occurrences: int = 0
    sentences: int = 0
    speeches: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """The count of one question, named by its text: in total, and for each combination of the dimensions' values.

    A value that a speech does not have is "". A speech with two speakers counts for each, so the parts of a
    dimension with several values may add up to more than the total.
    """

    text: str
    total: Tally
    by: tuple[str, ...] = ()
    parts: dict[Key, Tally] = field(default_factory=dict)


def count(
    client: Elasticsearch,
    corpus: Corpus,
    phrases: Sequence[Phrase],
    filters: Filters = Filters(),
    by: Sequence[str] = (),
) -> list[Count]:
    """Count every phrase, all of them together in as few round trips as one. Raises UsageError for an unknown field."""
    check_dimensions(by)
    first = [request for phrase in phrases for request in opening(corpus, phrase, filters, by)]
    answers = search(client, first)
    sheets = [
        _Sheet(corpus, phrase, filters, tuple(by), *answers[4 * n : 4 * n + 4]) for n, phrase in enumerate(phrases)
    ]
    further = [(sheet, request) for sheet in sheets for request in sheet.further()]
    for (sheet, _), answer in zip(further, search(client, [request for _, request in further]), strict=True):
        sheet.add_level(answer)
    for sheet in sheets:
        sheet.add_crossings(client)
    return [sheet.count() for sheet in sheets]


def check_dimensions(by: Sequence[str]) -> None:
    """Raise UsageError unless these are at most two different dimensions."""
    for name in by:
        if name not in DIMENSIONS:
            raise UnknownNameError("count.unknown_dimension", name=name, known=DIMENSIONS)
    if len(by) > 2 or len(set(by)) < len(by):
        raise UsageError("count.too_many_dimensions", names=", ".join(by))


def opening(corpus: Corpus, phrase: Phrase, filters: Filters, by: Sequence[str]) -> list[Request]:
    """The four searches that open a count: best sentence, sentences, crossing sentences, speeches."""
    own = inside(phrase)
    across = crossings(phrase)
    sentences = corpus.alias(schema.SENTENCES)
    only_crossing = {"bool": {"must": [any_of(across)], "must_not": [own]}}
    best = {"query": filtered(own, filters), "size": 1, "explain": True, "_source": False, "track_total_hits": True}
    return [
        Request(sentences, {**best, "aggs": buckets(by)} if by else best),
        Request(sentences, _counted(filtered(only_crossing, filters), by)),
        Request(sentences, _counted(filtered(any_of(across), filters), ())),
        Request(corpus.alias(schema.SPEECHES), _counted(filtered(own, filters), by)),
    ]


def _counted(query: Body, by: Sequence[str]) -> Body:
    body: Body = {"query": query, "size": 0, "track_total_hits": True}
    return {**body, "aggs": buckets(by)} if by else body


def buckets(by: Sequence[str]) -> Body:
    """The aggregation that counts documents for each combination of the dimensions; ``missing`` counts as ""."""
    if not by:
        return {}
    aggregation: Body = {"terms": {"field": by[0], "size": BUCKETS, "missing": ""}}
    if by[1:]:
        aggregation["aggs"] = buckets(by[1:])
    return {"by": aggregation}


def read_buckets(answer: Body) -> dict[Key, int]:
    """Documents for each combination, out of an answer; YuluError when the answer is not all of them."""
    return dict(_read(answer["aggregations"]["by"], ())) if "aggregations" in answer else {}


def _read(aggregation: Body, above: Key) -> Iterator[tuple[Key, int]]:
    if aggregation.get("sum_other_doc_count") or aggregation.get("doc_count_error_upper_bound"):
        raise YuluError("count.too_many_values", most=BUCKETS)
    for bucket in aggregation["buckets"]:
        key = (*above, str(bucket["key"]))
        if "by" in bucket:
            yield from _read(bucket["by"], key)
        else:
            yield key, bucket["doc_count"]


def frequency(explanation: Body) -> int:
    """The frequency of the phrase in the explained document."""
    for node in _nodes(explanation):
        if node["description"].startswith(("freq,", "phraseFreq=")):
            return round(float(node["value"]))
    raise YuluError("count.no_frequency")


def _nodes(explanation: Body) -> Iterator[Body]:
    yield explanation
    for detail in explanation.get("details", ()):
        yield from _nodes(detail)


def threshold(score: float, best: int, level: int) -> float:
    """The score between ``level`` - 1 and ``level`` occurrences, from the best hit's score and frequency."""
    top: float = score * (best + schema.K1) / best
    middle = level - 0.5
    return top * middle / (middle + schema.K1)


class _Sheet:
    """The count of one phrase while its answers come in."""

    def __init__(
        self,
        corpus: Corpus,
        phrase: Phrase,
        filters: Filters,
        by: tuple[str, ...],
        best: Body,
        only_crossing: Body,
        crossing: Body,
        speeches: Body,
    ) -> None:
        self.corpus, self.phrase, self.filters, self.by = corpus, phrase, filters, by
        self.best = best
        self.crosses = _total(crossing) > 0
        self.occurrences = _total(best)
        self.sentences = _total(best)
        self.sentences_crossing = _total(only_crossing)
        self.speeches = _total(speeches)
        self.parts_occurrences = Counter(read_buckets(best))
        self.parts_sentences = Counter(read_buckets(best))
        self.parts_crossing = Counter(read_buckets(only_crossing))
        self.parts_speeches = Counter(read_buckets(speeches))

    def further(self) -> list[Request]:
        """The searches for sentences that hold the phrase at least 2, 3, … times."""
        hits = self.best["hits"]["hits"]
        if not hits:
            return []
        most = frequency(hits[0]["_explanation"])
        body = _counted(filtered(inside(self.phrase), self.filters), self.by)
        return [
            Request(
                self.corpus.alias(schema.SENTENCES), {**body, "min_score": threshold(hits[0]["_score"], most, level)}
            )
            for level in range(2, most + 1)
        ]

    def add_level(self, answer: Body) -> None:
        self.occurrences += _total(answer)
        self.parts_occurrences += Counter(read_buckets(answer))

    def add_crossings(self, client: Elasticsearch) -> None:
        """Occurrences that run over a sentence end, where there are any."""
        if not self.crosses:
            return
        cuts = crossings(self.phrase)
        if all(is_whole(self.phrase, cut) for cut in range(1, len(self.phrase.tokens))):
            self._count_crossings(client, cuts)
        else:
            self._read_crossings(client)

    def _count_crossings(self, client: Elasticsearch, cuts: Sequence[Body]) -> None:
        alias = self.corpus.alias(schema.SENTENCES)
        requests = [Request(alias, _counted(filtered(query, self.filters), self.by)) for query in cuts]
        for answer in search(client, requests):
            self.add_level(answer)
        self.sentences += self.sentences_crossing
        self.parts_sentences += self.parts_crossing

    def _read_crossings(self, client: Elasticsearch) -> None:
        for found in read_crossings(client, self.corpus, self.phrase, self.filters, self.by):
            self.occurrences += found.occurrences
            self.sentences += not found.also_inside
            for key in found.keys if self.by else ():
                self.parts_occurrences[key] += found.occurrences
                self.parts_sentences[key] += not found.also_inside

    def count(self) -> Count:
        parts = {
            key: Tally(self.parts_occurrences[key], self.parts_sentences[key], self.parts_speeches[key])
            for key in sorted(self.parts_speeches)
        }
        return Count(self.phrase.text, Tally(self.occurrences, self.sentences, self.speeches), self.by, parts)


def _total(answer: Body) -> int:
    return int(answer["hits"]["total"]["value"])
