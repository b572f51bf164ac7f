"""How much more often than by chance? The measures of corpus linguistics, as plain functions of counts.

Log-likelihood (Dunning 1993; Rayson and Garside 2000) says how sure a difference is, its p value with it; MI and
logDice (Rychlý 2008) and the log ratio (Hardie 2014) how large it is. Both are shown. ``queries.keyness`` has those of
a word's frequencies on two sides.
"""

from __future__ import annotations

from math import erfc, log, log2, sqrt


def _term(observed: float, expected: float) -> float:
    return observed * log(observed / expected) if observed else 0.0


def log_likelihood(observed: int, row: int, column: int, total: int) -> float:
    """G² of a 2 × 2 table: ``observed`` in its first cell, its first row's and column's sums, all of it."""
    cells = (
        (observed, row * column),
        (row - observed, row * (total - column)),
        (column - observed, (total - row) * column),
        (total - row - column + observed, (total - row) * (total - column)),
    )
    return max(0.0, 2 * sum(_term(cell, margins / total) for cell, margins in cells if margins))


def p_value(g2: float) -> float:
    """The probability of such a G² by chance: chi-squared with one degree of freedom."""
    return erfc(sqrt(g2 / 2))


def mutual_information(observed: int, row: int, column: int, total: int) -> float:
    """log2 of observed over expected."""
    return log2(observed * total / (row * column))


def log_dice(observed: int, node: int, word: int) -> float:
    """14 + log2 of Dice: at most 14, and the same for corpora of any size."""
    return 14 + log2(2 * observed / (node + word))


def log_ratio(left: int, left_size: int, right: int, right_size: int) -> float:
    """log2 of the two rates' ratio, a zero counted as one half; the sizes are not zero."""
    return log2(((left or 0.5) / left_size) / ((right or 0.5) / right_size))
