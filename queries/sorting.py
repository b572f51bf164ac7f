"""In what order do Chinese lines stand? By pinyin or by strokes, as Unicode's CLDR orders single characters.

A context is read from the match outwards: the left one backwards. Punctuation and blanks do not count, traditional
characters stand where the simplified ones do. A character of several readings has one place (行 as xíng, 长 as zhǎng).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, get_args

from language.model import LEVELS
from language.normalise import is_word, normalise
from yulu.errors import UnknownNameError

if TYPE_CHECKING:
    from queries.concordance import Line

Collation = Literal["pinyin", "stroke"]
COLLATIONS: tuple[Collation, ...] = get_args(Collation)
# Han characters with a place in the order come first, all other characters behind them.
_FIRST, _REST = 0x3400, 0x20000
_LEVEL_ORDER: dict[str, int] = {level: number for number, level in enumerate(LEVELS)}


class _Order(dict[int, int | None]):
    """A translation table: a character to one whose code point is its place in the order."""

    def __init__(self, collation: Collation) -> None:
        path = files("language") / "lexicon" / "collation" / f"{collation}.txt"
        chars = path.read_text(encoding="utf-8").strip()
        super().__init__({ord(char): _FIRST + place for place, char in enumerate(chars)})

    def __missing__(self, codepoint: int) -> int | None:
        char = chr(codepoint)
        form = normalise(char)
        if form != char:
            place = self[ord(form)]
        elif codepoint < _FIRST:
            place = codepoint if is_word(char) else None
        else:
            place = min(_REST + codepoint, 0x10FFFF) if is_word(char) else None
        self[codepoint] = place
        return place


@cache
def order(collation: Collation) -> _Order:
    """The order of single characters; UsageError for an unknown one."""
    if collation not in COLLATIONS:
        raise UnknownNameError("sorting.unknown_collation", name=collation, known=COLLATIONS)
    return _Order(collation)


def collated(text: str, collation: Collation = "pinyin") -> str:
    """A key that sorts texts in this order."""
    return text.translate(order(collation))


def sort_key(fields: tuple[str, ...], collation: Collation = "pinyin") -> Callable[[Line], Any]:
    """The key that sorts lines by these fields of ``concordance.SORT_FIELDS``."""
    table = order(collation)
    makers: dict[str, Callable[[Line], Any]] = {
        "left": lambda line: line.left[::-1].translate(table),
        "right": lambda line: line.right.translate(table),
        "match": lambda line: line.match.translate(table),
        "date": lambda line: line.speech["date"] or "9999",
        "speaker": lambda line: line.speech["speaker"].translate(table),
        "level": lambda line: _LEVEL_ORDER.get(line.speech["level"], len(LEVELS)),
    }
    chosen = [makers[name] for name in fields]
    if len(chosen) == 1:
        return chosen[0]
    return lambda line: tuple(make(line) for make in chosen)
