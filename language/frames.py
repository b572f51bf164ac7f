"""What does the narrator say around the marked words? A text with each quotation drawn together to one character.

A *frame* is a stretch in which one voice speaks: the text itself, or the inside of a marked span. In a frame's text
every marked span of the next depth stands as one placeholder, so that what leads in to it and what follows it can be
read as one sentence. The text is normalised (one character to one); offsets lead back to the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.model import MarkedSpan
from language.normalise import normalise

# The placeholder of a quotation, and of one that ends a sentence.
QUOTED = "\ue000"
ENDED = "\ue001"
# A band known by a name in marks acts like any other subject: “四人帮”叫嚷.
BAND = "\ue002"
BANDS = frozenset(("四人帮", "四人邦", "四人幫"))
_SENTENCE_ENDS = "。!?…"


@dataclass(frozen=True, slots=True)
class Frame:
    """One voice. ``text`` is the narrator's, ``spans`` the quotations in it, ``places`` their placeholders' offsets."""

    text: str
    spans: tuple[MarkedSpan, ...]
    places: tuple[int, ...]
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, at: int) -> int:
        """The offset in the original text of the character at ``at`` of this frame's text."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]


def frames(text: str, spans: Sequence[MarkedSpan]) -> Iterator[Frame]:
    """The frames of a text that hold marked spans, the text itself first."""
    plain = normalise(text)
    children: dict[int, list[MarkedSpan]] = {}
    open_spans: list[tuple[int, int]] = []
    for number, span in enumerate(spans):
        while open_spans and open_spans[-1][0] <= span.start:
            open_spans.pop()
        children.setdefault(open_spans[-1][1] if open_spans else -1, []).append(span)
        open_spans.append((span.end, number))
    for parent in sorted(children):
        start, end = (0, len(plain)) if parent < 0 else (spans[parent].start, spans[parent].end)
        yield _frame(plain, start, end, children[parent])


def whole(text: str, spans: Sequence[MarkedSpan]) -> Frame:
    """The frame of the text itself, with or without marked spans in it."""
    return _frame(normalise(text), 0, len(text), [span for span in spans if span.depth == 0])


def _frame(plain: str, start: int, end: int, spans: Sequence[MarkedSpan]) -> Frame:
    pieces: list[str] = []
    places, starts, origins = [], [], []
    at, length = start, 0
    for span in spans:
        piece = plain[at : span.start - 1]
        starts.append(length)
        origins.append(at)
        length += len(piece)
        places.append(length)
        after = span.end + span.closed
        pieces += (piece, _placeholder(plain, span, after, end))
        starts.append(length)
        origins.append(span.start - 1)
        length += 1
        at = after
    pieces.append(plain[at:end])
    starts.append(length)
    origins.append(at)
    return Frame("".join(pieces), tuple(spans), tuple(places), tuple(starts), tuple(origins))


def _placeholder(plain: str, span: MarkedSpan, after: int, end: int) -> str:
    """A band by its name; else whether the quotation ends the sentence: it ends one itself, no comma takes it up."""
    if plain[span.start : span.end] in BANDS:
        return BAND
    last = plain[span.end - 1]
    following = plain[after] if after < end else "\n"
    return ENDED if last in _SENTENCE_ENDS and following not in ",、;的" else QUOTED
