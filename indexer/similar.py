"""Which speeches are nearly the same text? Sketches to find candidates, shingles to be sure.

A shingle is ``SHINGLE`` characters as ``--loose`` sees them. A sketch is the sample of a text's shingles whose hash is
divisible by RATE, the same in every text: texts that share words share sketch, a shortened version keeps part of it.
Whether two candidates are alike is then decided on all their shingles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

from language import tokens

SHINGLE = 6
RATE = 32
FEWEST = 8
SHORTEST = 80
"""Characters under which a text is too short to be called a copy, unless it is the very same."""

DUPLICATE, CONTAINED, EDITION = 0.8, 0.9, 0.3


@dataclass(frozen=True, slots=True)
class Alike:
    """How much two texts share: of all their shingles, and of the shorter one's."""

    jaccard: float
    contained: float


def sketch(text: str) -> tuple[int, ...]:
    """The sample of a text's shingles, as 32-bit hashes in order."""
    found = {crc32(piece.encode("utf-8", "replace")) for piece in shingles(text)}
    sample = sorted(mark for mark in found if mark % RATE == 0)
    return tuple(sample if len(sample) >= FEWEST else sorted(found)[:FEWEST])


def shingles(text: str) -> set[str]:
    """All shingles of a text."""
    plain = tokens.characters(text, loose=True)
    return {plain[at : at + SHINGLE] for at in range(max(1, len(plain) - SHINGLE + 1))} if plain else set()


def compare(left: set[str], right: set[str]) -> Alike:
    """How alike two texts are, from their shingles."""
    both = len(left & right)
    shorter = min(len(left), len(right))
    return Alike(both / len(left | right), both / shorter) if shorter else Alike(0.0, 0.0)


def is_duplicate(alike: Alike, shorter: int) -> bool:
    """Whether one is a copy of the other or a shortened version of it; ``shorter`` is the shorter's characters."""
    if shorter < SHORTEST:
        return alike.jaccard == 1.0
    return alike.jaccard >= DUPLICATE or alike.contained >= CONTAINED


_BRACKETS = re.compile(r"[（(【\[〔][^）)】\]〕]{0,20}[）)】\]〕]|[《》“”\"'‘’「」『』\s　,，。:：—\-·]")


def title_core(title: str) -> str:
    """A title without what tells editions apart: （全文）, 《》, blanks."""
    return _BRACKETS.sub("", title)
