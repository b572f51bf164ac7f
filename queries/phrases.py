"""What is asked when a phrase is asked? A phrase as typed, and the queries it becomes.

What is typed is literal: there are no operators. An occurrence lies inside one sentence, or crosses a first sentence
end at exactly one of its own positions (``language.tokens``); ``inside`` asks for the former, ``crossings`` for the
latter, and together they are all occurrences, each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from language import tokens
from language.normalise import is_word
from language.tokens import REACH
from yulu.errors import PhraseError
from yulu.filters import Filters

Body = dict[str, Any]
LONGEST_PHRASE = 1000


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as typed, and its tokens, one character each. ``loose`` leaves punctuation and blanks out of account."""

    text: str
    tokens: str
    loose: bool = False

    @classmethod
    def of(cls, text: str, *, loose: bool = False) -> Phrase:
        """The phrase; PhraseError when it is empty, too long, or holds nothing that could be found."""
        if not text.strip():
            raise PhraseError("phrase.empty")
        if "\n" in text.strip():
            raise PhraseError("phrase.line_break")
        found = tokens.phrase(text, loose=loose)
        if len(found) > LONGEST_PHRASE:
            raise PhraseError("phrase.too_long", length=len(found), most=LONGEST_PHRASE)
        if not any(is_word(char) for char in found):
            raise PhraseError("phrase.only_punctuation", phrase=text.strip())
        return cls(text.strip(), found, loose)

    @property
    def field(self) -> str:
        """The field that holds it."""
        return "loose" if self.loose else "exact"


def inside(phrase: Phrase) -> Body:
    """Documents in which the phrase stands whole: for sentences, without crossing a sentence end."""
    return {"match_phrase": {phrase.field: " ".join(phrase.tokens)}}


def crossings(phrase: Phrase) -> list[Body]:
    """For each place inside the phrase: sentences in which it begins and whose end it crosses first at that place.

    A phrase reaching further than the window on either side is asked for by the part the window shows, so its
    answers still have to be verified: see ``is_whole``.
    """
    found = []
    for cut in range(1, len(phrase.tokens)):
        shown = tokens.crossing(phrase.tokens[max(0, cut - REACH) : cut], phrase.tokens[cut : cut + REACH])
        found.append({"match_phrase": {phrase.field: " ".join(shown)}})
    return found


def is_whole(phrase: Phrase, cut: int) -> bool:
    """Whether the window shows all of a phrase that crosses at ``cut``, so that every answer is an occurrence."""
    return cut <= REACH and len(phrase.tokens) - cut <= REACH


def filtered(query: Body, filters: Filters | Sequence[Body]) -> Body:
    """The query under the filters, which do not touch its score."""
    clauses = filters.clauses() if isinstance(filters, Filters) else list(filters)
    return {"bool": {"must": [query], "filter": clauses}} if clauses else query


def any_of(queries: Sequence[Body]) -> Body:
    """Documents that match at least one of the queries; no document at all when there is none."""
    if not queries:
        return {"match_none": {}}
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}
