"""Where does a phrase stand in this text? The reading of a match that every count and concordance line must equal.

A match is a run of equal tokens (``language.tokens``) inside one paragraph. Matches may overlap: 人人 stands twice in
人人人.
"""

from __future__ import annotations

from dataclasses import dataclass

from language import tokens
from language.sentences import paragraphs


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of offsets in the original text."""

    start: int
    end: int


def find(text: str, phrase: str, *, loose: bool = False) -> list[Span]:
    """Every place where ``phrase`` stands in ``text``, in order, as spans of the original text."""
    wanted = tokens.phrase(phrase, loose=loose)
    if not wanted:
        return []
    found: list[Span] = []
    for start, end in paragraphs(text):
        found += find_in(text[start:end], wanted, start, loose=loose)
    return found


def find_in(text: str, wanted: str, start: int = 0, *, loose: bool = False) -> list[Span]:
    """As ``find``, in one paragraph or sentence that begins at ``start``, for a phrase already in tokens."""
    characters = tokens.characters(text, loose=loose)
    found: list[Span] = []
    at = characters.find(wanted)
    offsets = tokens.offsets(text, start, loose=loose) if at >= 0 else []
    while at >= 0:
        found.append(Span(offsets[at], offsets[at + len(wanted) - 1] + 1))
        at = characters.find(wanted, at + 1)
    return found
