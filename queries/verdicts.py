"""What can be said of a quotation? The names of verdicts, and a verdict with all that it was reached from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from language.pieces import Alignment, Kind
from queries.known import Known
from queries.places import Place
from queries.probes import Sought
from queries.splices import Splice

Name = Literal["exact", "punctuation", "altered", "spliced", "misattributed", "wrong_source", "not_found"]
VERDICTS: tuple[Name, ...] = (
    "exact",
    "punctuation",
    "altered",
    "spliced",
    "misattributed",
    "wrong_source",
    "not_found",
)
Attribution = Literal["confirmed", "other", "unknown", "shared", "not_named"]


# Of a right quotation an editor wants to see these all the same.
_TO_BE_SEEN = tuple(f"verify.note.{name}" for name in ("cut", "inserted", "quoting", "source_open", "later"))


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be said beside a verdict: the key of a message, and its values."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one quotation.

    ``source`` is the place it was held against, ``splice`` the two places it was put together from, ``known`` the
    saying or formulation of the tables; ``alignment`` the comparison with whichever of them decided. ``nearest`` is the
    place most like words that were not found, too far from them to be their source.
    """

    sought: Sought
    verdict: Name
    attribution: Attribution
    alignment: Alignment | None = None
    source: Place | None = None
    splice: Splice | None = None
    known: Known | None = None
    notes: tuple[Note, ...] = ()
    nearest: Place | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of difference."""
        return self.alignment.kinds if self.alignment else ()

    @property
    def distance(self) -> int | None:
        """Words' characters to change; None where nothing was found to compare with."""
        return self.alignment.distance if self.alignment else None

    @property
    def is_right(self) -> bool:
        """Whether nothing is left to be looked at."""
        return self.verdict == "exact" and self.attribution in ("confirmed", "not_named")

    @property
    def is_plain(self) -> bool:
        """Whether it is right, and the quotation neither cut nor filled up nor passed on from somebody else."""
        return self.is_right and not any(note.key in _TO_BE_SEEN for note in self.notes)
