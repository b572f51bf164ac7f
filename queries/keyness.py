"""How sure, and how large, is the difference between two frequencies? Log-likelihood (G²) and percentage difference.

The log-likelihood is Dunning's, over occurrences and characters (3.84 is p < 0.05, 6.63 p < 0.01, 15.13 p < 0.0001, for
one comparison); the percentage difference (%DIFF) is that of Gabrielatos and Marchi, of the two normalised frequencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log


@dataclass(frozen=True, slots=True)
class Contrast:
    """``log_likelihood`` is never negative; ``difference`` in percent, None where the right side has no occurrence."""

    log_likelihood: float
    difference: float | None

    def shown_difference(self) -> float | None:
        """The difference for a reader."""
        return None if self.difference is None else round(self.difference, 1)


def contrast(left: int, left_chars: int, right: int, right_chars: int) -> Contrast:
    """The left frequency against the right one."""
    return Contrast(
        log_likelihood(left, left_chars, right, right_chars), _difference(left, left_chars, right, right_chars)
    )


def log_likelihood(left: int, left_chars: int, right: int, right_chars: int) -> float:
    """G² of the two frequencies; 0 where either side has no text."""
    if not left_chars or not right_chars:
        return 0.0
    share = (left + right) / (left_chars + right_chars)
    found = sum(
        seen * log(seen / (chars * share)) for seen, chars in ((left, left_chars), (right, right_chars)) if seen
    )
    return max(0.0, 2 * found)


def _difference(left: int, left_chars: int, right: int, right_chars: int) -> float | None:
    if not left_chars or not right_chars or not right:
        return None
    base = right / right_chars
    return (left / left_chars - base) / base * 100
