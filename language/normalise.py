"""When are two characters the same? Every step maps one character to one character.

So an offset in the normalised text is the same offset in the original, and what is shown is always the original.
Alike become: full and half width, traditional and simplified (OpenCC's single characters), upper and lower case, all
quotation marks, dashes and middle dots of one kind, all spaces, CJK compatibility forms. Characters that nobody sees
(zero width, soft hyphen, direction marks, controls) become ``INVISIBLE``, which no match ever counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

INVISIBLE = "\u200b"
# From this many characters on, what was made of a text is kept for whoever asks next.
LONG = 200
QUOTE = '"'

_QUOTES = "“”‘’„‟‚‛「」『』﹁﹂﹃﹄｢｣〝〞〟＂＇\"'"
_CLASSES: dict[str, str] = {
    QUOTE: _QUOTES,
    "—": "―─━﹘︱",
    "-": "‐‑‒–−",
    "·": "•・‧∙⋅･",
    "…": "⋯︙",
    "~": "〜∼",
    "〇": "○◯",
    "\n": "\x0c\x85\u2028\u2029",
    " ": "\t\x0b\r",
}
_SINGLES = {char: to for to, chars in _CLASSES.items() for char in chars}
# Blocks whose compatibility decomposition is another shape of the same character (not ①, ², ㎏).
_COMPATIBLE = (
    (0x2E80, 0x2FDF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFFEE),
    (0x2F800, 0x2FA1F),
)


@cache
def _simplified() -> dict[str, str]:
    lines = (files("language") / "lexicon" / "traditional.tsv").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[2] for line in lines}


def _same(char: str) -> str:
    """One step for one character."""
    if char in _SINGLES:
        return _SINGLES[char]
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if char != "\n" and (category in ("Cc", "Cf", "Cs") or 0xFE00 <= ord(char) <= 0xFE0F):
        return INVISIBLE
    if any(low <= ord(char) <= high for low, high in _COMPATIBLE):
        form = unicodedata.normalize("NFKC", char)
        if len(form) == 1 and form != char:
            return form
    char = _simplified().get(char, char)
    lower = char.lower()
    return lower if len(lower) == 1 else char


class _Table(dict[int, str]):
    """A translation table that learns each character when it is first met."""

    def __missing__(self, codepoint: int) -> str:
        char = chr(codepoint)
        while (after := _same(char)) != char:
            char = after
        self[codepoint] = char
        return char


_table = _Table()


def normalise(text: str) -> str:
    """The text in the form that is indexed and asked for; same length, and normalising twice changes nothing."""
    return text.translate(_table) if len(text) < LONG else _once(text)


@lru_cache(maxsize=2)
def _once(text: str) -> str:
    """A whole speech is asked for by a dozen rooms, one after the other; few are kept, as they may be large."""
    return text.translate(_table)


def variants() -> Iterator[str]:
    """The characters of the tables that another character stands for: quotation marks, traditional characters, …"""
    yield from _SINGLES
    yield from _simplified()
    yield from (chr(code) for low, high in _COMPATIBLE for code in range(low, high + 1))


@cache
def is_word(char: str) -> bool:
    """Whether a normalised character is a Han character, letter, digit or mark: what ``--loose`` looks at."""
    return unicodedata.category(char)[0] in "LNM"
