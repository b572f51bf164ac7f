"""What is quoted most? The same sentence in different cuts and wordings, grouped as one.

Quotations are cut into sentences. Two sentences are one when one is a run of whole clauses of the other, or their words
are nearly the same. A group is shown under the form that is quoted most often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from language.pieces import Read
from queries.quotes import Question, Quoted, find
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_ENDS = "。！？!?；;…\n"
# Sentences shorter than this say too little to be one man's.
_SHORTEST = 6
_GRAM = 3
# Wordings no further apart than this share of the longer are one.
_APART = 0.2


@dataclass(frozen=True, slots=True)
class Group:
    """One sentence: its commonest form, how often and in how many speeches it is quoted, and its other forms."""

    text: str
    quotations: int
    speeches: int
    first: str
    last: str
    forms: tuple[str, ...]

    def row(self) -> dict[str, object]:
        """The group as a row of an answer."""
        return {
            "text": self.text,
            "quotations": self.quotations,
            "speeches": self.speeches,
            "first": self.first,
            "last": self.last,
            "forms": list(self.forms),
        }


@dataclass(slots=True)
class _Form:
    """One wording of a sentence, by its words alone, with the quotations that have it."""

    words: str
    clauses: tuple[str, ...]
    written: dict[str, int]
    seen: list[Quoted]


def most_quoted(client: Elasticsearch, corpus: Corpus, question: Question) -> list[Group]:
    """The sentences quoted under a question, the most quoted first."""
    return group(find(client, corpus, question, None).rows)


def group(quotations: Sequence[Quoted]) -> list[Group]:
    """Quotations grouped by sentence; pure, and the same for the same quotations in any order."""
    forms = _forms(quotations)
    found = [_group(members) for members in _joined(forms)]
    return sorted(found, key=lambda each: (-each.quotations, -each.speeches, each.text))


def _forms(quotations: Sequence[Quoted]) -> list[_Form]:
    found: dict[str, _Form] = {}
    for quotation in quotations:
        for sentence in _sentences(quotation.text):
            read = Read.of(sentence)
            if len(read.words) < _SHORTEST:
                continue
            form = found.get(read.words)
            if form is None:
                form = found[read.words] = _Form(read.words, tuple(_clauses(read)), {}, [])
            written = sentence.strip("，、；：,;: ")
            form.written[written] = form.written.get(written, 0) + 1
            form.seen.append(quotation)
    return [found[words] for words in sorted(found)]


def _sentences(text: str) -> Iterator[str]:
    at = 0
    for number, char in enumerate(text):
        if char in _ENDS:
            yield text[at:number]
            at = number + 1
    yield text[at:]


def _clauses(read: Read) -> Iterator[str]:
    first = 0
    for number in range(len(read.words)):
        if read.behind(number).strip() or number == len(read.words) - 1:
            yield read.words[first : number + 1]
            first = number + 1


def _joined(forms: Sequence[_Form]) -> list[list[_Form]]:
    """Forms that are one sentence, put together around the forms quoted most often.

    A form joins the most quoted form it is one with, and never brings two such forms together: a long sentence that
    holds two famous ones does not make them one.
    """
    order = sorted(forms, key=lambda form: (-len(form.seen), form.words))
    heads: list[list[_Form]] = []
    by_gram: dict[str, list[int]] = defaultdict(list)
    for form in order:
        near = {number for gram in _grams(form.words) for number in by_gram[gram]}
        home = next((number for number in sorted(near) if _are_one(heads[number][0], form)), None)
        if home is None:
            for gram in _grams(form.words):
                by_gram[gram].append(len(heads))
            heads.append([form])
        else:
            heads[home].append(form)
    return heads


def _grams(words: str) -> set[str]:
    return {words[at : at + _GRAM] for at in range(max(1, len(words) - _GRAM + 1))}


def _are_one(one: _Form, two: _Form) -> bool:
    """Whether one is whole clauses of the other, or their words are nearly the same."""
    short, long = sorted((one, two), key=lambda form: len(form.words))
    if short.words in long.words:
        size = len(short.clauses)
        runs = (long.clauses[at : at + size] for at in range(len(long.clauses) - size + 1))
        if any(run == short.clauses for run in runs) or short.words == "".join(short.clauses) == long.words:
            return True
    from rapidfuzz.distance import Levenshtein

    most = int(_APART * len(long.words))
    return bool(Levenshtein.distance(short.words, long.words, score_cutoff=most) <= most)


def _group(members: Sequence[_Form]) -> Group:
    head = members[0]
    seen = [quotation for form in members for quotation in form.seen]
    places = {(quotation.collection, quotation.speech_id, quotation.start) for quotation in seen}
    dates = sorted(quotation.date for quotation in seen if quotation.date)
    return Group(
        text=_commonest(head.written),
        quotations=len(places),
        speeches=len({place[:2] for place in places}),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        forms=tuple(_commonest(form.written) for form in members[1:]),
    )


def _commonest(written: dict[str, int]) -> str:
    return min(written, key=lambda text: (-written[text], text))
