"""How often does it stand there, where the engine cannot count it? By reading the speeches that may hold it.

For words near each other, gaps and conditions. A plain phrase is counted by ``queries.counting`` without reading.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from language.matching import Span
from queries.counting import Count, Key, Tally, check_dimensions, opening
from queries.counting import count as count_phrases
from queries.phrases import any_of
from queries.questions import Plain, Question
from queries.run import Request
from queries.stream import Found, page_request, speeches
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def count(
    client: Elasticsearch,
    corpus: Corpus,
    questions: Sequence[Question],
    filters: Filters = Filters(),
    by: Sequence[str] = (),
) -> list[Count]:
    """Count every question: plain phrases in the engine, all others together in one reading."""
    check_dimensions(by)
    plain = [question for question in questions if isinstance(question, Plain)]
    others = [question for question in questions if not isinstance(question, Plain)]
    counted = iter(count_phrases(client, corpus, [question.phrase for question in plain], filters, by))
    read = iter(_read(client, corpus, others, filters, by) if others else ())
    return [next(counted if isinstance(question, Plain) else read) for question in questions]


def requests(corpus: Corpus, questions: Sequence[Question], filters: Filters, by: Sequence[str] = ()) -> list[Request]:
    """The searches that open a count, for ``--show-query``."""
    found: list[Request] = []
    for question in questions:
        if isinstance(question, Plain):
            found += opening(corpus, question.phrase, filters, by)
        else:
            found.append(page_request(corpus, question.candidates(), filters))
    return found


def _read(
    client: Elasticsearch, corpus: Corpus, questions: Sequence[Question], filters: Filters, by: Sequence[str]
) -> list[Count]:
    ledgers = [_Ledger(question, tuple(by)) for question in questions]
    candidates = any_of([question.candidates() for question in questions])
    for speech in speeches(client, corpus, candidates, filters):
        for ledger in ledgers:
            ledger.add(speech)
    return [ledger.count() for ledger in ledgers]


class _Ledger:
    """The count of one question while the speeches pass."""

    def __init__(self, question: Question, by: tuple[str, ...]) -> None:
        self.question, self.by = question, by
        self.total = [0, 0, 0]
        self.parts: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, speech: Found) -> None:
        spans = self.question.find(speech.text)
        if not spans:
            return
        numbers = (len(spans), _sentences(spans, speech.starts), 1)
        sums = [self.total]
        if self.by:
            sums += [self.parts[key] for key in product(*(speech.values(name) for name in self.by))]
        for row in sums:
            for index, number in enumerate(numbers):
                row[index] += number

    def count(self) -> Count:
        parts = {key: Tally(*self.parts[key]) for key in sorted(self.parts)}
        return Count(self.question.text, Tally(*self.total), self.by, parts)


def _sentences(spans: Sequence[Span], starts: Sequence[int]) -> int:
    """How many different sentences the spans begin in."""
    return len({bisect_right(starts, span.start) for span in spans})
