"""What is one token of the exact field? One character; so nothing a dictionary would cut differently is ever lost.

``exact`` keeps every visible character, punctuation included: a phrase is contiguous, as typed. ``loose`` keeps Han
characters, letters and digits only. Both are written as characters joined by blanks, for the ``whitespace`` analyzer.

A phrase may run over a sentence end, though one sentence is one document. So each sentence that has a follower in its
paragraph also carries a *window*: its last ``REACH`` tokens, a boundary token, and the ``REACH`` tokens that follow,
each marked with a prefix so that no plain phrase ever meets them. An occurrence lies either inside one sentence or
crosses a first boundary at exactly one of its own positions: the two counts add up to all of them, none twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from language.model import Sentence
from language.normalise import INVISIBLE, LONG, is_word, normalise

REACH = 4
SPACE = "␣"
BOUNDARY = "_¶_"
PREFIX = "_"


class _Loose(dict[int, str]):
    """A translation table that hides, in normalised text, all that ``loose`` does not look at."""

    def __missing__(self, codepoint: int) -> str:
        char = chr(codepoint)
        self[codepoint] = char if is_word(char) else INVISIBLE
        return self[codepoint]


_LOOSE = _Loose()


def characters(text: str, *, loose: bool = False) -> str:
    """The tokens of a text as one string, one character a token."""
    return _tokens(_stream(text, loose))


def parts(text: str, spans: Iterable[tuple[int, int]], *, loose: bool = False) -> Iterator[str]:
    """``characters`` of each ``text[start:end]``; the text is read once."""
    stream = _stream(text, loose)
    return (_tokens(stream[start:end]) for start, end in spans)


def _stream(text: str, loose: bool) -> str:
    """As long as the text: each character as its token, or ``INVISIBLE`` where it is none."""
    return _hidden(text, loose) if len(text) < LONG else _hidden_once(text, loose)


def _hidden(text: str, loose: bool) -> str:
    normal = normalise(text)
    return normal.translate(_LOOSE) if loose else normal.replace("\n", INVISIBLE).replace(" ", SPACE)


_hidden_once = lru_cache(maxsize=2)(_hidden)


def _tokens(stream: str) -> str:
    return stream.replace(INVISIBLE, "")


def offsets(text: str, start: int = 0, *, loose: bool = False) -> list[int]:
    """For each token of ``characters`` its offset in the original text, ``start`` added."""
    return [offset for offset, char in enumerate(_stream(text, loose), start) if char != INVISIBLE]


def phrase(text: str, *, loose: bool = False) -> str:
    """The tokens of a phrase as typed, blanks around it left off; empty when nothing in it can be found."""
    return characters(text, loose=loose).strip(SPACE)


def field(text: str, *, loose: bool = False) -> str:
    """A text as one value of the exact or loose field."""
    return " ".join(characters(text, loose=loose))


def visible(text: str) -> int:
    """Characters of a text that are neither blank nor invisible: the unit of ``chars`` and of per-million figures."""
    return _seen(_stream(text, loose=False))


def visible_parts(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """``visible`` of each ``text[start:end]``; the text is read once."""
    stream = _stream(text, loose=False)
    return (_seen(stream[start:end]) for start, end in spans)


def _seen(stream: str) -> int:
    return len(stream) - stream.count(INVISIBLE) - stream.count(SPACE)


def fields(text: str, found: Sequence[Sentence], *, loose: bool = False) -> Iterator[list[str]]:
    """For each sentence the values of its exact or loose field: its own tokens, then its window, if it has one."""
    streams = list(parts(text, _spans(found), loose=loose))
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
