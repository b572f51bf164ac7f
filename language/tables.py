"""What do the tables beside this room say? One reader for the plain ones: a header line, then a row a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``lexicon/NAME.tsv``, the header left out."""
    text = (files("language") / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:] if line.strip())


@cache
def column(name: str, at: int = 0) -> frozenset[str]:
    """One column of a table as a set."""
    return frozenset(row[at] for row in rows(name))


def either(words: Sequence[str] | frozenset[str]) -> str:
    """A pattern for any of the words, the longest first. The words are plain, not patterns."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def pairs(name: str) -> dict[str, str]:
    """A table's first column to its second."""
    return {row[0]: row[1] for row in rows(name)}
