"""What is one token of the exact field? One character; so nothing a dictionary would cut differently is ever lost.

``exact`` keeps every visible character, punctuation included: a phrase is contiguous, as typed. ``loose`` keeps Han
characters, letters and digits only. Both are written as characters joined by blanks, for the ``whitespace`` analyzer.

A phrase may run over a sentence end, though one sentence is one document. So each sentence that has a follower in its
paragraph also carries a *window*: its last ``REACH`` tokens, a boundary token, and the ``REACH`` tokens that follow,
each marked with a prefix so that no plain phrase ever meets them. An occurrence lies either inside one sentence or
crosses a first boundary at exactly one of its own positions: the two counts add up to all of them, none twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from language.model import Sentence
from language.normalise import INVISIBLE, is_word, normalise

REACH = 4
SPACE = "␣"
BOUNDARY = "_¶_"
PREFIX = "_"


class _Loose(dict[int, str | None]):
    """A translation table that drops, from normalised text, all that ``loose`` does not look at."""

    def __missing__(self, codepoint: int) -> str | None:
        char = chr(codepoint)
        self[codepoint] = char if is_word(char) else None
        return self[codepoint]


_EXACT: dict[int, str | None] = {ord(INVISIBLE): None, ord("\n"): None, ord(" "): SPACE}
_LOOSE = _Loose()


def characters(text: str, *, loose: bool = False) -> str:
    """The tokens of a text as one string, one character a token."""
    return normalise(text).translate(_LOOSE if loose else _EXACT)


def offsets(text: str, start: int = 0, *, loose: bool = False) -> list[int]:
    """For each token of ``characters`` its offset in the original text, ``start`` added."""
    normal = normalise(text)
    if loose:
        return [offset for offset, char in enumerate(normal, start) if _LOOSE[ord(char)]]
    return [offset for offset, char in enumerate(normal, start) if char not in (INVISIBLE, "\n")]


def phrase(text: str, *, loose: bool = False) -> str:
    """The tokens of a phrase as typed, blanks around it left off; empty when nothing in it can be found."""
    return characters(text, loose=loose).strip(SPACE)


def field(text: str, *, loose: bool = False) -> str:
    """A text as one value of the exact or loose field."""
    return " ".join(characters(text, loose=loose))


def fields(text: str, found: Sequence[Sentence], *, loose: bool = False) -> Iterator[list[str]]:
    """For each sentence the values of its exact or loose field: its own tokens, then its window, if it has one."""
    streams = [characters(text[start:end], loose=loose) for start, end in _spans(found)]
    for index, tokens in enumerate(streams):
        values = [" ".join(tokens)]
        ahead = ""
        later = index + 1
        while len(ahead) < REACH and later < len(found) and found[later].paragraph == found[index].paragraph:
            ahead += streams[later]
            later += 1
        if ahead and tokens:
            values.append(" ".join(crossing(tokens[-REACH:], ahead[:REACH])))
        yield values


def crossing(before: str, after: str) -> list[str]:
    """The tokens of a window, or of a phrase that crosses a boundary between ``before`` and ``after``."""
    return [*(PREFIX + char for char in before), BOUNDARY, *(PREFIX + char for char in after)]


def _spans(found: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Each sentence with the blanks up to its follower in the paragraph, so that a paragraph is covered whole."""
    for index, sentence in enumerate(found):
        follower = found[index + 1] if index + 1 < len(found) else None
        same = follower is not None and follower.paragraph == sentence.paragraph
        yield sentence.start, follower.start if same and follower else sentence.end
