"""Where does a phrase stand in this text, without normalising all of it? ``matching.find`` for long texts.

A phrase becomes a regular expression over the *original* text: each of its characters the set of all characters that
normalise to it, and between two of them whatever nobody sees. It finds the very spans that ``matching.find`` finds,
several times faster; a property test holds the two together, and another holds the tables here to ``normalise``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import chain

from language import matching, tokens
from language.matching import Span
from language.normalise import INVISIBLE, normalise, variants
from language.sentences import paragraphs

# Where characters stand that are not their own normal form, besides those of the tables: letters with case, blanks,
# invisible ones. tests/language/test_finding.py looks through all of Unicode for others.
_BLOCKS = (
    (0x0000, 0x3100),
    (0xA640, 0xABC0),
    (0xD800, 0xE000),
    (0xFE00, 0xFE10),
    (0xFEFF, 0xFF00),
    (0xFF9E, 0x10000),
    (0x10400, 0x10600),
    (0x10C80, 0x10E00),
    (0x110BD, 0x110CE),
    (0x118A0, 0x118E0),
    (0x13430, 0x13440),
    (0x16E40, 0x16EC0),
    (0x1BCA0, 0x1BCA4),
    (0x1D173, 0x1D17B),
    (0x1E900, 0x1E944),
    (0xE0001, 0xE0080),
)


@cache
def alike() -> dict[str, str]:
    """Normal form -> every character that has it."""
    found: dict[str, list[str]] = defaultdict(list)
    elsewhere = (chr(code) for low, high in _BLOCKS for code in range(low, high))
    for char in dict.fromkeys(chain(variants(), elsewhere)):
        found[normalise(char)].append(char)
    return {form: "".join(chars) for form, chars in found.items()}


def _class(chars: str) -> str:
    return re.escape(chars) if len(chars) == 1 else f"[{re.escape(chars)}]"


def _characters(token: str) -> str:
    """Every character that is this token of the exact field."""
    form = " " if token == tokens.SPACE else token
    return "".join(dict.fromkeys(alike().get(form, "") + form + (token if token == tokens.SPACE else "")))


@cache
def pattern(wanted: str) -> re.Pattern[str]:
    """The expression for a phrase given in tokens of the exact field."""
    unseen = f"[{re.escape(alike()[INVISIBLE])}]*"
    return re.compile(unseen.join(_class(_characters(token)) for token in wanted))


@cache
def overlaps(wanted: str) -> bool:
    """Whether an occurrence may begin inside another: 人人 and 发展再发展 do so, 中国 cannot."""
    return any(wanted.startswith(wanted[at:]) for at in range(1, len(wanted)))


def find(text: str, wanted: str, *, loose: bool = False) -> list[Span]:
    """Every place where the phrase stands in the text, as ``matching.find``, for a phrase already in tokens.

    A loose phrase is looked for in the paragraphs that hold its first character, in the way of ``matching``.
    """
    if loose:
        return _find_loose(text, wanted)
    if not overlaps(wanted):
        return [Span(*match.span()) for match in pattern(wanted).finditer(text)]
    search = pattern(wanted).search
    found: list[Span] = []
    match = search(text)
    while match:
        found.append(Span(*match.span()))
        match = search(text, match.start() + 1)
    return found


def _find_loose(text: str, wanted: str) -> list[Span]:
    first = re.compile(_class(_characters(wanted[0])))
    found: list[Span] = []
    for start, end in paragraphs(text):
        if first.search(text, start, end):
            found += matching.find_in(text[start:end], wanted, start, loose=True)
    return found
