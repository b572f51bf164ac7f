"""What is asked beyond one phrase? Words near each other, a phrase with gaps, and hits under conditions.

All are options; a phrase alone is always literal. Elasticsearch finds the speeches that may hold a hit, our own reading
of their texts decides, so that the hits are exactly what is said here. Distances count characters of the exact field
(of the loose one where punctuation is ignored). No hit runs over a paragraph. Where one hit lies inside another, the
shorter one counts and the longer one does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from language import finding, tokens
from language.matching import Span
from language.sentences import paragraphs, sentences
from queries.phrases import Phrase, inside
from queries.questions import Plain, Question, punctuation
from queries.run import Body
from yulu.errors import PhraseError, UsageError

Within = Literal["sentence", "paragraph"]
FARTHEST = 1000
MOST_WORDS = 8
# A gap in a phrase as typed: … for anything in the sentence, {2,6}, {3}, {,6}, {2,}.
_GAP = re.compile(r"…+|⋯+|\{(\d*)(,?)(\d*)\}")


def ask(
    text: str,
    *,
    loose: bool = False,
    near: int | None = None,
    gaps: bool = False,
    all_of: Sequence[str] = (),
    none_of: Sequence[str] = (),
    within: Within = "sentence",
) -> Question:
    """The question that a text and the options beside it ask. Raises UsageError or PhraseError."""
    if near is not None and gaps:
        raise UsageError("near.and_gaps")
    question: Question
    if near is not None:
        question = Near.of(text, near, loose=loose)
    elif gaps and _GAP.search(text):
        question = Gaps.of(text, loose=loose)
    else:
        question = Plain(Phrase.of(text, loose=loose))
    if not all_of and not none_of:
        return question
    wanted, unwanted = ([Phrase.of(word, loose=loose) for word in words] for words in (all_of, none_of))
    return Conditioned(question, tuple(wanted), tuple(unwanted), within)


@dataclass(frozen=True, slots=True)
class Near:
    """Several words in any order, not overlapping, with at most ``room`` characters between them in all."""

    text: str
    words: tuple[Phrase, ...]
    room: int

    @classmethod
    def of(cls, text: str, room: int, *, loose: bool = False) -> Near:
        """Words separated by blanks."""
        words = tuple(Phrase.of(word, loose=loose) for word in text.split())
        if not 2 <= len(words) <= MOST_WORDS:
            raise UsageError("near.words", text=text, most=MOST_WORDS)
        if not 0 <= room <= FARTHEST:
            raise UsageError("near.room", room=room, most=FARTHEST)
        return cls(text.strip(), words, room)

    def candidates(self) -> Body:
        return _intervals(self.words, self.room, ordered=False)

    def find(self, text: str) -> Sequence[Span]:
        return list(_found(text, self.words, self._windows))

    def _windows(self, places: Sequence[Sequence[Span]], _: _Paragraph) -> Iterator[Span]:
        events = sorted((span.start, span.end, word) for word, spans in enumerate(places) for span in spans)
        for number, (start, end, word) in enumerate(events):
            best = _nearest(events, number + 1, end, self.room, frozenset((word,)), len(self.words))
            if best is not None:
                yield Span(start, best)

    def shown(self) -> dict[str, Any]:
        return {
            "words": [word.text for word in self.words],
            "order": "any",
            "characters_between": f"0 to {self.room} in all",
            "punctuation": punctuation(self.words[0]),
        }


def _nearest(
    events: Sequence[tuple[int, int, int]], number: int, end: int, room: int, used: frozenset[int], words: int
) -> int | None:
    """Where the shortest window ends that goes on from ``end`` with the words not used yet; None if none fits."""
    if len(used) == words:
        return end
    best: int | None = None
    for later in range(number, len(events)):
        start, stop, word = events[later]
        if start - end > room:
            break
        if start < end or word in used:
            continue
        whole = _nearest(events, later + 1, stop, room - (start - end), used | {word}, words)
        if whole is not None and (best is None or whole < best):
            best = whole
    return best


@dataclass(frozen=True, slots=True)
class Gap:
    """How many characters may stand between two parts; ``high`` None is any number within one sentence."""

    low: int
    high: int | None

    @classmethod
    def of(cls, match: re.Match[str]) -> Gap:
        """From a gap as typed; UsageError for bounds that are reversed or missing."""
        if not match.group().startswith("{"):
            return cls(0, None)
        low, comma, high = match.groups()
        if not low and not high:
            raise UsageError("gaps.empty", gap=match.group())
        gap = cls(int(low or 0), int(high) if high else (None if comma else int(low)))
        if gap.high is not None and gap.low > gap.high:
            raise UsageError("gaps.reversed", gap=match.group(), low=gap.low, high=gap.high)
        if max(gap.low, gap.high or 0) > FARTHEST:
            raise UsageError("gaps.too_wide", gap=match.group(), most=FARTHEST)
        return gap

    def shown(self) -> str:
        """The gap for a receipt."""
        if self.high is None:
            return f"{self.low} or more, in one sentence"
        return f"{self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Parts in this order, with a gap between each and the next."""

    text: str
    parts: tuple[Phrase, ...]
    gaps: tuple[Gap, ...]

    @classmethod
    def of(cls, text: str, *, loose: bool = False) -> Gaps:
        """From a phrase as typed: 人民…政绩, 人民{0,6}政绩."""
        found = list(_GAP.finditer(text))
        edges = [0, *(edge for match in found for edge in match.span()), len(text)]
        parts = [text[start:end] for start, end in list(pairwise(edges))[::2]]
        if not all(part.strip() for part in parts):
            raise PhraseError("gaps.no_part", text=text)
        if len(parts) > MOST_WORDS:
            raise UsageError("gaps.too_many", text=text, most=MOST_WORDS)
        return cls(text.strip(), tuple(Phrase.of(part, loose=loose) for part in parts), tuple(map(Gap.of, found)))

    def candidates(self) -> Body:
        bounded = [gap.high for gap in self.gaps if gap.high is not None]
        return _intervals(self.parts, sum(bounded) if len(bounded) == len(self.gaps) else None, ordered=True)

    def find(self, text: str) -> Sequence[Span]:
        return list(_found(text, self.parts, self._windows))

    def _windows(self, places: Sequence[Sequence[Span]], paragraph: _Paragraph) -> Iterator[Span]:
        for first in places[0]:
            end = self._end(first, 1, places, paragraph)
            if end is not None:
                yield Span(first.start, end)

    def _end(self, before: Span, part: int, places: Sequence[Sequence[Span]], paragraph: _Paragraph) -> int | None:
        """Where the shortest hit ends that goes on behind ``before`` with this part."""
        if part == len(self.parts):
            return before.end
        gap = self.gaps[part - 1]
        last = paragraph.sentence_end(before.end) - 1 if gap.high is None else before.end + gap.high
        ends = []
        for number in range(bisect_left(places[part], before.end + gap.low, key=_start), len(places[part])):
            after = places[part][number]
            if after.start > last:
                break
            if (end := self._end(after, part + 1, places, paragraph)) is not None:
                ends.append(end)
        return min(ends, default=None)

    def shown(self) -> dict[str, Any]:
        return {
            "parts": [part.text for part in self.parts],
            "order": "as typed",
            "characters_between": [gap.shown() for gap in self.gaps],
            "punctuation": punctuation(self.parts[0]),
        }


@dataclass(frozen=True, slots=True)
class Conditioned:
    """The hits of a question in whose sentence or paragraph all of some words stand, and none of some others.

    The sentence of a hit that crosses a sentence end is all the sentences it touches.
    """

    question: Question
    all_of: tuple[Phrase, ...]
    none_of: tuple[Phrase, ...]
    within: Within = "sentence"

    @property
    def text(self) -> str:
        return self.question.text

    def candidates(self) -> Body:
        return {"bool": {"must": [self.question.candidates()], "filter": [inside(word) for word in self.all_of]}}

    def find(self, text: str) -> Sequence[Span]:
        hits = self.question.find(text)
        if not hits:
            return hits
        places = [finding.find(text, word.tokens, loose=word.loose) for word in (*self.all_of, *self.none_of)]
        wanted, unwanted = places[: len(self.all_of)], places[len(self.all_of) :]
        if not all(wanted):
            return []
        return [
            hit
            for hit, (start, end) in zip(hits, self._surroundings(text, hits), strict=True)
            if all(_stands(spans, start, end) for spans in wanted)
            and not any(_stands(spans, start, end) for spans in unwanted)
        ]

    def _surroundings(self, text: str, hits: Sequence[Span]) -> Iterator[tuple[int, int]]:
        whole = (
            [(sentence.start, sentence.end) for sentence in sentences(text)]
            if self.within == "sentence"
            else list(paragraphs(text))
        )
        starts = [start for start, _ in whole]
        for hit in hits:
            first, last = bisect_right(starts, hit.start) - 1, bisect_right(starts, hit.end - 1) - 1
            yield whole[first][0], whole[last][1]

    def shown(self) -> dict[str, Any]:
        return {
            **self.question.shown(),
            "and": [word.text for word in self.all_of],
            "not": [word.text for word in self.none_of],
            "within": self.within,
        }


def _start(span: Span) -> int:
    return span.start


def _stands(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans lies between the two offsets; all of them are of about one length, in order."""
    for number in range(bisect_left(spans, start, key=_start), len(spans)):
        if spans[number].start >= end:
            return False
        if spans[number].end <= end:
            return True
    return False


class _Paragraph:
    """One paragraph as tokens, with where its sentences end, counted in tokens."""

    def __init__(self, text: str, start: int, end: int, *, loose: bool) -> None:
        self.stream = tokens.characters(text[start:end], loose=loose)
        self._text, self._start, self._end, self._loose = text, start, end, loose
        self._ends: list[int] | None = None

    def places(self, wanted: str) -> list[Span]:
        """Where a phrase stands, counted in tokens."""
        found = []
        at = self.stream.find(wanted)
        while at >= 0:
            found.append(Span(at, at + len(wanted)))
            at = self.stream.find(wanted, at + 1)
        return found

    def offsets(self) -> list[int]:
        """The offset in the text of each token."""
        return tokens.offsets(self._text[self._start : self._end], self._start, loose=self._loose)

    def sentence_end(self, at: int) -> int:
        """Where the sentence ends that holds the token before ``at``."""
        if self._ends is None:
            offsets = self.offsets()
            paragraph = self._text[self._start : self._end]
            self._ends = [bisect_left(offsets, self._start + found.end) for found in sentences(paragraph)]
        return self._ends[min(bisect_left(self._ends, at), len(self._ends) - 1)]


_Windows = Callable[[Sequence[Sequence[Span]], _Paragraph], Iterator[Span]]


def _found(text: str, words: Sequence[Phrase], windows: _Windows) -> Iterator[Span]:
    """The hits of one text: in each paragraph that holds all words, the windows that hold no other window."""
    starts = [[span.start for span in finding.find(text, word.tokens, loose=word.loose)] for word in words]
    if not all(starts):
        return
    for start, end in paragraphs(text):
        if not all(bisect_left(each, start) < bisect_left(each, end) for each in starts):
            continue
        paragraph = _Paragraph(text, start, end, loose=words[0].loose)
        places = [paragraph.places(word.tokens) for word in words]
        shortest = _shortest(list(windows(places, paragraph)))
        if shortest:
            offsets = paragraph.offsets()
            for window in shortest:
                yield Span(offsets[window.start], offsets[window.end - 1] + 1)


def _shortest(windows: Sequence[Span]) -> list[Span]:
    """Those of the windows that hold no other one, in order."""
    kept: list[Span] = []
    for window in sorted(set(windows), key=lambda window: (-window.start, window.end)):
        if not kept or window.end < kept[-1].end:
            kept.append(window)
    return kept[::-1]


def _intervals(words: Sequence[Phrase], room: int | None, *, ordered: bool) -> Body:
    """Speeches in which the words stand with at most so many characters between them."""
    if len({word.tokens for word in words}) < len(words):
        # Of a rule that stands twice the engine finds nothing.
        return {"bool": {"must": [inside(word) for word in words]}}
    rules = [{"match": {"query": " ".join(word.tokens), "max_gaps": 0, "ordered": True}} for word in words]
    whole: Body = {"intervals": rules, "ordered": ordered}
    if room is not None:
        whole["max_gaps"] = room
    return {"intervals": {words[0].field: {"all_of": whole}}}
