"""Where does a sentence end? Paragraphs are lines; sentences end at 。！？ or …… with the closing marks behind it.

A sentence longer than ``LONGEST`` characters is cut at ；，、 or, failing that, anywhere: one endless line must not
become one endless document. Counts do not depend on where sentences are cut (see ``language.tokens.windows``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.model import Sentence

LONGEST = 1000
_ENDS = "。！？!?｡"
_CLOSERS = "”’」』）)》】〉〕］]﹂﹄"
# An ellipsis ends a sentence only before a closing mark: 工业、农业……都要发展 goes on.
_CLASS = re.escape(_CLOSERS)
_BREAK = re.compile(rf"(?:[{_ENDS}]+|…+(?=[{_CLASS}\"]))[{_CLASS}]*")
_PARAGRAPH = re.compile(r"[^\n\x0c\x85\u2028\u2029]+")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that holds anything, without the blanks around it."""
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        body = line.strip()
        if body:
            start = match.start() + line.index(body)
            yield start, start + len(body)


def _ends(paragraph: str) -> Iterator[int]:
    """Offsets in a paragraph where a sentence ends, the paragraph's own end left out."""
    straight, seen = 0, 0
    for match in _BREAK.finditer(paragraph):
        end = match.end()
        # A straight quotation mark closes when an odd number of them stands before it.
        straight += paragraph.count('"', seen, end)
        seen = end
        if straight % 2 and paragraph.startswith('"', end):
            straight += 1
            end = seen = end + 1
            while end < len(paragraph) and paragraph[end] in _CLOSERS:
                end += 1
        yield end


def _cut(paragraph: str, start: int, end: int) -> Iterator[int]:
    """Further ends inside one over-long sentence, and its own end."""
    while end - start > LONGEST:
        window = paragraph[start : start + LONGEST]
        at = max(window.rfind(mark) for mark in "；;，,、")
        start += at + 1 if at >= LONGEST // 2 else LONGEST
        yield start
    yield end


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, numbered through; blanks around a sentence belong to none."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        paragraph = text[start:end]
        at = 0
        for stop in [*_ends(paragraph), len(paragraph)]:
            if stop <= at:
                continue
            for cut in list(_cut(paragraph, at, stop)):
                body = paragraph[at:cut].strip()
                if body:
                    left = start + at + paragraph[at:cut].index(body)
                    found.append(Sentence(len(found), number, left, left + len(body), body))
                at = cut
    return found
