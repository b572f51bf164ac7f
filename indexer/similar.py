"""Which speeches are nearly the same text? Sketches to find candidates, shingles to be sure.

A shingle is ``SHINGLE`` characters as ``--loose`` sees them. A sketch is the sample of a text's shingles whose hash is
divisible by RATE, the same in every text: texts that share words share sketch, a shortened version keeps part of it.
Whether two candidates are alike is then decided on all their shingles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from language import tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 6
RATE = 32
FEWEST = 8
SHORTEST = 80
"""Characters under which a text is too short to be called a copy, unless it is the very same."""

DUPLICATE, CONTAINED, EDITION = 0.8, 0.9, 0.3
# Odd numbers of 64 bits: Knuth's multiplier for the polynomial, MurmurHash3's for the mixing.
_PRIME, _MIX = 6364136223846793005, 0xFF51AFD7ED558CCD


@dataclass(frozen=True, slots=True)
class Alike:
    """How much two texts share: of all their shingles, and of the shorter one's."""

    jaccard: float
    contained: float


def sketch(text: str) -> tuple[int, ...]:
    """The sample of a text's shingles, as 32-bit hashes in order."""
    found = _hashes(tokens.characters(text, loose=True))
    sample = found[found % RATE == 0]
    return tuple((sample if len(sample) >= FEWEST else found[:FEWEST]).tolist())


def _hashes(plain: str) -> NDArray[np.uint32]:
    """The hash of every shingle, each once, in order: a polynomial of its characters, well mixed."""
    import numpy as np

    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    length = min(SHINGLE, len(codes))
    mixed = np.zeros(max(0, len(codes) - length + 1) if length else 0, dtype=np.uint64)
    for at in range(length):
        mixed = mixed * np.uint64(_PRIME) + codes[at : at + len(mixed)]
    mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(_MIX)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


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
