"""Where does it stand, line by line? The concordance (KWIC, 索引行): one line an occurrence, in order of date.

Lines are cut from the speech's own text, so ``text[start:end]`` is the match, whatever the index made of it, and a
match may run over a sentence end. All lines are streamed, however many there are.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

from language.matching import Span
from language.sentences import sentences
from queries.questions import Question
from queries.sorting import Collation, sort_key
from queries.stream import Found, speeches
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError, UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Context = Literal["chars", "sentence", "paragraph"]
DEFAULT_WIDTH = 30
WIDEST = 10_000
SORT_FIELDS = ("left", "right", "match", "date", "speaker", "level")
SPEECH_FIELDS = ("speech_id", "title", "date", "speaker", "level", "person", "role", "place", "kind", "collection")
FIELDS = (*SPEECH_FIELDS, "sentence", "start", "end", "left", "match", "right")
_LINE_BREAK = re.compile("[\n\x0c\x85\u2028\u2029]")


@dataclass(slots=True)  # not frozen: there may be 100,000, and a frozen one takes three times as long to make
class Line:
    """One occurrence. ``sentence`` is the number of the sentence in which it begins, from 0; ``start`` and ``end`` are
    offsets in the speech's text; ``speech`` holds ``SPEECH_FIELDS``, and is shared by the lines of one speech."""

    speech: dict[str, str]
    sentence: int
    start: int
    end: int
    left: str
    match: str
    right: str

    def row(self) -> dict[str, Any]:
        """The line as a flat object with the keys of ``FIELDS``; what a speech does not tell is ""."""
        return {
            **self.speech,
            "sentence": self.sentence,
            "start": self.start,
            "end": self.end,
            "left": self.left,
            "match": self.match,
            "right": self.right,
        }


@dataclass(frozen=True, slots=True)
class View:
    """How lines are cut, ordered and chosen.

    ``width`` characters on each side, or the whole ``context``; ``sort`` up to three of ``SORT_FIELDS``; ``sample``
    that many lines, the same for the same ``seed`` on every machine and number of shards; ``limit`` None for all.
    """

    width: int = DEFAULT_WIDTH
    context: Context = "chars"
    sort: tuple[str, ...] = ()
    collation: Collation = "pinyin"
    sample: int | None = None
    seed: int = 0
    limit: int | None = None

    def __post_init__(self) -> None:
        unknown = [name for name in self.sort if name not in SORT_FIELDS]
        if unknown:
            raise UnknownNameError("concordance.unknown_sort", name=unknown[0], known=SORT_FIELDS)
        if len(self.sort) > 3 or len(set(self.sort)) < len(self.sort):
            raise UsageError("concordance.too_many_sorts", names=", ".join(self.sort))
        if not 0 <= self.width <= WIDEST:
            raise UsageError("concordance.bad_width", width=self.width, most=WIDEST)
        if self.sample is not None and self.sample < 1:
            raise UsageError("concordance.bad_sample", sample=self.sample)


def concordance(
    client: Elasticsearch, corpus: Corpus, question: Question, filters: Filters = Filters(), view: View = View()
) -> Iterator[Line]:
    """The lines, as many as the view wants, in its order. Streams; only a sort of all lines holds them all."""
    few = view.limit is not None and not view.sort and view.sample is None
    found = speeches(client, corpus, question.candidates(), filters, few=few)
    lines: Iterator[Line] = (line for speech in found for line in cut(speech, question.find(speech.text), view))
    if view.sample is not None:
        lines = iter(_sampled(lines, view.sample, view.seed))
    if view.sort:
        lines = iter(_sorted(lines, sort_key(view.sort, view.collation), view.limit))
    return _first(lines, view.limit)


def _first(lines: Iterator[Line], limit: int | None) -> Iterator[Line]:
    if limit is None:
        yield from lines
        return
    for _, line in zip(range(limit), lines, strict=False):
        yield line


def _sorted(lines: Iterator[Line], key: Callable[[Line], Any], limit: int | None) -> list[Line]:
    # Both keep lines of one key in the order of date.
    return sorted(lines, key=key) if limit is None else heapq.nsmallest(limit, lines, key=key)


def _sampled(lines: Iterator[Line], size: int, seed: int) -> list[Line]:
    """The lines whose identity, hashed with the seed, comes first; in the order in which they came."""
    chosen = heapq.nsmallest(size, ((_ticket(line, seed), number, line) for number, line in enumerate(lines)))
    return [line for _, _, line in sorted(chosen, key=lambda item: item[1])]


def _ticket(line: Line, seed: int) -> bytes:
    speech = line.speech
    identity = "\x1f".join((str(seed), speech["collection"], speech["speech_id"], str(line.start), str(line.end)))
    return blake2b(identity.encode(), digest_size=16).digest()


def cut(speech: Found, spans: Sequence[Span], view: View) -> Iterator[Line]:
    """The lines of one speech."""
    if not spans:
        return
    text, starts = speech.text, speech.starts
    facts = speech.facts(SPEECH_FIELDS)
    around = _sentence_around(text) if view.context == "sentence" else _width_around(text, view)
    for span in spans:
        start, end = span.start, span.end
        left, right = around(start, end)
        yield Line(facts, bisect_right(starts, start) - 1, start, end, left, text[start:end], right)


Around = Callable[[int, int], tuple[str, str]]
"""What stands on the left and on the right of a span, from its start and end."""


def _sentence_around(text: str) -> Around:
    """From the beginning of the sentence where a span begins to the end of the one where it ends."""
    found = sentences(text)
    starts = [sentence.start for sentence in found]

    def around(start: int, end: int) -> tuple[str, str]:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        return text[found[first].start : start], text[end : max(found[last].end, end)]

    return around


def _width_around(text: str, view: View) -> Around:
    """So many characters on each side, or all of the paragraph; never outside the paragraph."""
    width = view.width if view.context == "chars" else len(text)

    def around(start: int, end: int) -> tuple[str, str]:
        left = text[max(0, start - width) : start]
        right = text[end : end + width]
        if not left.isprintable():  # a line break is not, nor are some blanks
            left = _LINE_BREAK.split(left)[-1].lstrip()
        if not right.isprintable():
            right = _LINE_BREAK.split(right, maxsplit=1)[0].rstrip()
        return left, right

    return around
