"""What did the later of two speeches of a series add, drop, reword or put in another order?

Formulations are compared by family: one that stands only in the later speech is added, only in the earlier dropped; one
family in another wording is reworded, and so is a parallel construction that shares most of its units with one of the
other speech; the same units in another order are reordered. Every change carries its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from language.lexicon import SEPARATOR, Lexicon, key
from language.model import Mention, Quotation, Sentence
from language.sentences import sentences
from language.slogans import mentions, outermost

ChangeKind = Literal["added", "dropped", "reworded", "reordered"]
# Units or characters that two wordings share, of the longer, to be one formulation reworded.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Use:
    """One formulation as one speech has it: wordings in order of first use, mentions counted, first sentence."""

    family: str
    wordings: tuple[str, ...]
    count: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``old`` is None for an addition, ``new`` for a dropped formulation."""

    kind: ChangeKind
    family: str
    old: Use | None
    new: Use | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes in order of place, dropped ones last by their place in the earlier speech; and the families kept."""

    changes: tuple[Change, ...]
    kept: tuple[str, ...]

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(
    old: str,
    new: str,
    lexicon: Lexicon | None = None,
    old_marked: Sequence[Quotation] = (),
    new_marked: Sequence[Quotation] = (),
) -> Comparison:
    """The formulations of two texts compared, the earlier first; ``*_marked``: their quotations, as in ``mentions``."""
    before, after = uses(old, lexicon, old_marked), uses(new, lexicon, new_marked)
    twins = _twins(_only(before, after), _only(after, before))
    changes = [_changed(before[family], use) for family, use in after.items() if family in before]
    found = [change for change in changes if change is not None]
    found += [Change(_kind(one, other), other.family, one, other) for one, other in twins]
    paired = {use.family for pair in twins for use in pair}
    found += [Change("added", use.family, None, use) for use in _only(after, before) if use.family not in paired]
    dropped = [Change("dropped", use.family, use, None) for use in _only(before, after) if use.family not in paired]
    kept = tuple(family for family in after if family in before)
    return Comparison(tuple(sorted(found, key=_place)) + tuple(sorted(dropped, key=_place)), kept)


def uses(text: str, lexicon: Lexicon | None = None, marked: Sequence[Quotation] = ()) -> dict[str, Use]:
    """The formulations of a text by family, in order of first use; ``count``, of those inside no other, may be 0."""
    parts = sentences(text)
    found: dict[str, list[Mention]] = {}
    seen = mentions(text, lexicon, marked)
    for mention in seen:
        found.setdefault(mention.family, []).append(mention)
    outer = frozenset(outermost(seen))
    return {family: _use(family, each, outer, parts) for family, each in found.items()}


def _use(family: str, found: Sequence[Mention], outer: frozenset[Mention], parts: Sequence[Sentence]) -> Use:
    wordings: dict[str, str] = {}
    for mention in found:
        wordings.setdefault(key(mention.text), mention.text)
    first = next(part for part in parts if part.end > found[0].start)
    return Use(family, tuple(wordings.values()), sum(mention in outer for mention in found), first)


def _only(uses: Mapping[str, Use], others: Mapping[str, Use]) -> list[Use]:
    """Those of the one speech that the other has not even inside a longer formulation."""
    return [use for family, use in uses.items() if family not in others and use.count]


def _changed(old: Use, new: Use) -> Change | None:
    """A family that both speeches have, if neither its name nor any wording stands in both."""
    one, other = {key(each) for each in old.wordings}, {key(each) for each in new.wordings}
    name = key(new.family)
    if one & other or (any(name in each for each in one) and any(name in each for each in other)):
        return None
    return Change(_kind(old, new), new.family, old, new)


def _kind(old: Use, new: Use) -> ChangeKind:
    """Reordered when the same units stand in another order, else reworded."""
    for one in map(_units, old.wordings):
        for other in map(_units, new.wordings):
            if one != other and len(one) > 1 and sorted(one) == sorted(other):
                return "reordered"
    return "reworded"


def _units(wording: str) -> list[str]:
    return [unit for unit in key(wording).split(SEPARATOR) if unit]


def _twins(dropped: Iterable[Use], added: Iterable[Use]) -> list[tuple[Use, Use]]:
    """Dropped and added formulations that are one, reworded: the most alike first, each used once."""
    fresh = list(added)
    scored = [(_likeness(one.wordings[0], other.wordings[0]), one, other) for one in dropped for other in fresh]
    pairs: list[tuple[Use, Use]] = []
    used: set[str] = set()
    for score, one, other in sorted(scored, key=lambda item: -item[0]):
        if score < ALIKE:
            break
        if one.family not in used and other.family not in used:
            used |= {one.family, other.family}
            pairs.append((one, other))
    return pairs


def _likeness(old: str, new: str) -> float:
    """Share of units in common for lists of units, else share of characters in common, 0 to 1."""
    from rapidfuzz.distance import LCSseq

    one, other = set(_units(old)), set(_units(new))
    if len(one) > 2 and len(other) > 2:
        return len(one & other) / max(len(one), len(other))
    if min(len(old), len(new)) < 6:
        return 0.0
    return float(LCSseq.normalized_similarity(key(old), key(new)))


def _place(change: Change) -> int:
    use = change.new or change.old
    return use.sentence.start if use else 0
