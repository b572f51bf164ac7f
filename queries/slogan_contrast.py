"""Which formulations set one set of speeches apart from another? (level=county against level=national)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from queries.keyness import Contrast, contrast
from queries.slogan_counts import Bulk, Unit, Usage, bulk, usage
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Difference:
    """One formulation on both sides."""

    name: str
    left: Usage
    right: Usage
    contrast: Contrast

    @property
    def side(self) -> str:
        """The side on which it is used more."""
        return "left" if self.left.per_million > self.right.per_million else "right"

    def row(self) -> dict[str, Any]:
        """The difference as a row of an answer."""
        return {
            "slogan": self.name,
            "side": self.side,
            "log_likelihood": round(self.contrast.log_likelihood, 2),
            "difference": self.contrast.shown_difference(),
            "left_mentions": self.left.mentions,
            "right_mentions": self.right.mentions,
            "left_per_million": round(self.left.per_million, 3),
            "right_per_million": round(self.right.per_million, 3),
            "left_speeches": self.left.speeches,
            "right_speeches": self.right.speeches,
        }


def compare(
    client: Elasticsearch, corpus: Corpus, unit: Unit, left: Filters, right: Filters
) -> tuple[Bulk, Bulk, list[Difference]]:
    """How much text each side has, and every formulation of either, the surest difference first.

    Raises UsageError when a side has no speeches.
    """
    sides = []
    for name, filters in (("--left", left), ("--right", right)):
        texts = bulk(client, corpus, (), filters.clauses())[()]
        if not texts.chars:
            raise UsageError("compare.empty_side", side=name)
        sides.append((texts, {each.name: each for each in usage(client, corpus, unit, filters).get((), [])}))
    (left_texts, left_found), (right_texts, right_found) = sides
    differences = []
    for name in {*left_found, *right_found}:
        one = left_found.get(name) or Usage(name, 0, 0, left_texts)
        other = right_found.get(name) or Usage(name, 0, 0, right_texts)
        difference = contrast(one.mentions, left_texts.chars, other.mentions, right_texts.chars)
        differences.append(Difference(name, one, other, difference))
    return left_texts, right_texts, sorted(differences, key=lambda each: (-each.contrast.log_likelihood, each.name))
