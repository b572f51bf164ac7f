"""What does the narrator say around the marked words? A text with each quotation drawn together to one character.

A *frame* is a stretch in which one voice speaks: the text itself, or the inside of a marked span. In a frame's text
every marked span of the next depth stands as one placeholder, so that what leads in to it and what follows it can be
read as one sentence. The text is normalised (one character to one); offsets lead back to the original.
"""

from __future__ import annotations

import re
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
# A newspaper in marks speaks like one in 《》: “人民日报”社论指出.
PAPER = "\ue003"
_PAPER = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:日报|晚报|时报|导报|军报|文汇报|大公报|文艺报|青年报|真理报|消息报)|红旗|参考消息"
)
_PAPER_ACTS = re.compile(
    r"(?:的)?(?:杂志)?(?:社论|评论员|编辑部|上|也|还|曾|就|又|在|说|写|指出|载|登|刊|发表|报道|的文章|认为)"
)
# In place of a marked word that is a part of its clause, where only the clause is asked about: 在“九大”政治报告中.
WORD = "\ue004"
_WORD_LONGEST = 10
_BROKEN = re.compile(r"[,，。.!！?？:：;；…\n]")
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
    """A band or a newspaper by its name; else whether it ends the sentence: it ends one itself, no comma follows."""
    if plain[span.start : span.end] in BANDS:
        return BAND
    if _PAPER.fullmatch(plain, span.start, span.end) and _PAPER_ACTS.match(plain, after, end):
        return PAPER
    last = plain[span.end - 1]
    following = plain[after] if after < end else "\n"
    return ENDED if last in _SENTENCE_ENDS and following not in ",、;的" else QUOTED


def told(frame: Frame) -> str:
    """The text of a frame in which a marked word no longer parts the clause that it stands in."""
    text = frame.text
    if QUOTED not in text:
        return text
    letters = list(text)
    for span, place in zip(frame.spans, frame.places, strict=True):
        before, behind = text[place - 1 : place], text[place + 1 : place + 2]
        if (
            letters[place] == QUOTED
            and len(span.text) <= _WORD_LONGEST
            and not _BROKEN.search(span.text)
            and _han(behind)
            and (_han(before) or before == "《")
            and before not in "说讲问道喊骂写称出调为是"
            and behind not in "他她我你这那"
        ):
            letters[place] = WORD
    return "".join(letters)


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
