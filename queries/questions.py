"""What can be looked for? Anything with candidates that Elasticsearch finds, and a reading of a text that decides.

``candidates`` is a query on the speeches that no speech with a hit fails; ``find`` tells where the hits stand in one
speech. A plain phrase is the simplest of them; words near each other, gaps and conditions are in ``queries.near``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from language import finding
from language.matching import Span
from queries.phrases import Phrase, inside
from queries.run import Body


class Question(Protocol):
    """What is looked for."""

    def candidates(self) -> Body:
        """A query on the speeches that finds every speech with a hit (and perhaps some without)."""

    def find(self, text: str) -> Sequence[Span]:
        """Where the hits stand in a speech's text, in order of their start."""

    def shown(self) -> dict[str, Any]:
        """The question as it was understood, for the receipt."""

    @property
    def text(self) -> str:
        """The question as it was typed."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A phrase, each occurrence a hit."""

    phrase: Phrase

    @property
    def text(self) -> str:
        return self.phrase.text

    def candidates(self) -> Body:
        return inside(self.phrase)

    def find(self, text: str) -> Sequence[Span]:
        return finding.find(text, self.phrase.tokens, loose=self.phrase.loose)

    def shown(self) -> dict[str, Any]:
        return {"phrase": self.phrase.text, "matched": self.phrase.tokens, "punctuation": punctuation(self.phrase)}


def punctuation(phrase: Phrase) -> str:
    """What a phrase does with punctuation, for the receipt."""
    return "ignored" if phrase.loose else "as typed"
