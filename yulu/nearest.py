"""What may have been meant? The known names nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

# A share of characters in common, in order: 习进平 and 习近平 0.67, 李朋 and 李鹏 0.5, contry and county 0.83.
_LEAST, _LEAST_ASCII = 0.5, 0.6


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` of the known names, the nearest first: those that hold it or stand in it, then the like."""
    from difflib import SequenceMatcher  # wanted only when something is wrong

    plain = name.strip().lower()
    least = _LEAST_ASCII if plain.isascii() else _LEAST
    matcher = SequenceMatcher(b=plain, autojunk=False)
    found: list[tuple[float, int, str]] = []
    for place, each in enumerate(known):
        other = each.lower()
        matcher.set_seq1(other)
        if not plain or not other:
            continue
        if (plain in other or other in plain) and min(len(plain), len(other)) > plain.isascii():
            found.append((-1 - matcher.ratio(), place, each))
        elif matcher.real_quick_ratio() >= least and matcher.ratio() >= least:
            found.append((-matcher.ratio(), place, each))
    return tuple(each for _, _, each in sorted(found)[:most])
