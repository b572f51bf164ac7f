"""Where do formulations (提法) stand in this text, marked or not?

Three finders meet here: the lexicon's automaton; the shapes that parallel constructions, numeral formulas and fixed
frames have (``language.parallel``, ``.numerals``, ``.templates``); and the marked spans that the caller has classed as
slogans. The longest match wins; one inside a longer one is kept as nested unless both
are one slogan; one that only overlaps it is dropped. A run of formulations side by side that only its form makes one
(稳增长、促转型、惠民生) is not counted where its items are: each is counted for itself, and the run is kept as nested.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from language.lexicon import Entry, Folded, Lexicon, key
from language.model import Mention, Quotation
from language.numerals import Listing, formulas, members_in
from language.parallel import parallels
from language.runs import runs
from language.templates import templates

__all__ = ["Entry", "Lexicon", "Listing", "formulaic", "known", "members_in", "mentions", "outermost"]

_BEFORE_NUMERAL = frozenset("零〇一二三四五六七八九十百千万两第0123456789")
_NUMERALS = _BEFORE_NUMERAL - {"第"}
# A slogan of the text's own is looked for in the rest of it when it is no everyday word and no whole sentence.
LEAST_OWN, MOST_OWN = 4, 20
_BETWEEN = frozenset("、，,；;")
# Nouns that a formulation becomes part of: 民族团结进步示范区, 不发生规模性返贫致贫的底线.
_HEADED = re.compile(
    "(?:的?底线(?!思维)|(?:先行|综合)?示范[区州市]|先行区|引领区|实践区|样板区|试验[区田]|排头兵|主力军|主战场|主阵地|桥头堡|"
    "(?:创新|发展)?高地|先行者|的?司令部|大格局|新高地|新格局|攻坚战|保卫战|持久战|总体战)(?![一-龥]?[局处办])"
)
_HEADS = frozenset("的底先综示引实样试排主桥创发司大新攻保持总")
_LOOSE_ENDS = "。，、；！,;"
_HAN, _HAN_FOUR = re.compile("[一-龥]"), re.compile("[一-龥]{4}")
_OPEN, _CLOSE = "“‘「『﹁﹃〝\"'＂＇", "”’」』﹂﹄〞\"'＂＇"


@dataclass(frozen=True, slots=True)
class Found:
    """A formulation seen at ``start:end`` of the original text, before overlaps are settled."""

    start: int
    end: int
    slogan: str
    family: str
    marked: bool = False
    formed: bool = False
    """Whether only its form makes it one, and no table or mark."""


def mentions(text: str, lexicon: Lexicon | None = None, marked: Sequence[Quotation] = ()) -> list[Mention]:
    """Every formulation in ``text``, in order; offsets are the original's. ``marked``: its quotations, of any kind.

    Of ``marked`` only those of kind "slogan" count; each is a mention, known or not.
    """
    lexicon = lexicon or Lexicon.default()
    slogans = [quotation for quotation in marked if quotation.kind == "slogan" and quotation.text.strip()]
    found = [_of_quotation(quotation, lexicon) for quotation in slogans]
    places = [(quotation.start, quotation.end) for quotation in slogans]
    folded = Folded.of(text)
    found += _known(text, folded, lexicon, places)
    found += _elsewhere(text, folded, slogans, lexicon)
    found += list(_idioms(text, found, lexicon))
    found += list(_formed(text, folded, places, found))
    found += list(_joined(text, found))
    return [
        Mention(each.start, each.end, text[each.start : each.end], each.slogan, each.family, each.marked, nested)
        for each, nested in _settled(text, found)
    ]


def known(text: str, lexicon: Lexicon | None = None) -> bool:
    """Whether these words, the text of a marked span, are a known formulation."""
    return (lexicon or Lexicon.default()).lookup(text) is not None


def formulaic(text: str) -> bool:
    """Whether these words have the form of a formulation as a whole: a parallel construction or numeral formula."""
    words = key(text)
    return any(end - start >= 0.8 * len(words) for start, end in _shapes(words))


def _shapes(folded: str) -> Iterator[tuple[int, int]]:
    """Everything in a folded text that has the form of a formulation."""
    for each in parallels(folded):
        yield each.start, each.end
    yield from formulas(folded)
    yield from templates(folded)


def _of_quotation(quotation: Quotation, lexicon: Lexicon) -> Found:
    """A marked slogan under its known name, or its own words."""
    entry = lexicon.lookup(quotation.text)
    own = quotation.text.strip().rstrip(_LOOSE_ENDS)
    slogan, family = (entry.slogan, entry.family) if entry else (own, own)
    return Found(quotation.start, quotation.end, slogan, family, True)


def _known(text: str, folded: Folded, lexicon: Lexicon, slogans: list[tuple[int, int]]) -> Iterator[Found]:
    """The lexicon's forms in a text."""
    words, shifted = folded.text, bool(folded.dropped)
    for last, (length, form) in lexicon.automaton.iter(words):
        first = last - length + 1
        if words[first] in _NUMERALS and first and words[first - 1] in _BEFORE_NUMERAL:
            continue
        start, end = (folded.original(first), folded.original(last) + 1) if shifted else (first, last + 1)
        span = (start, end) if end - start == length else _balanced(text, start, end)
        if span and (not form.marked_only or _is_marked(text, *span)):
            entry = form.entry
            if not shifted and words[last + 1 : last + 2] in _HEADS and (head := _HEADED.match(words, last + 1)):
                span = (start, head.end())
            yield Found(*span, entry.slogan, entry.family, bool(slogans) and _covers(span, slogans))


def _elsewhere(text: str, folded: Folded, slogans: Sequence[Quotation], lexicon: Lexicon) -> Iterator[Found]:
    """What the text itself marks as a slogan once, wherever else it stands in it."""
    own = {key(quotation.text): quotation for quotation in slogans if lexicon.lookup(quotation.text) is None}
    for form, quotation in own.items():
        if not LEAST_OWN <= len(form) <= MOST_OWN:
            continue
        named = quotation.text.strip().rstrip(_LOOSE_ENDS)
        at = folded.text.find(form)
        while at >= 0:
            start, end = folded.original(at), folded.original(at + len(form) - 1) + 1
            if not quotation.start <= start < quotation.end and (span := _balanced(text, start, end)):
                yield Found(*span, named, named)
            at = folded.text.find(form, at + len(form))


def _idioms(text: str, known: Sequence[Found], lexicon: Lexicon) -> Iterator[Found]:
    """A clause of two times four characters of which one is a known exhortation: 顶压前行、砥砺奋进."""
    starts = {each.start for each in known}
    for each in known:
        if each.marked or text[each.start : each.end] not in lexicon.exhortations:
            continue
        start, end = each.start, each.end
        if text[end : end + 1] == "、" and end + 1 not in starts and _HAN_FOUR.match(text, end + 1):
            end += 5
        elif text[start - 1 : start] == "、" and start - 5 not in starts and _HAN_FOUR.match(text, max(start - 5, 0)):
            start -= 5
        if end - start > 4 and _begins(text, start) and _finishes(text, end):
            words = text[start:end]
            yield Found(start, end, words, words)


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "要" or not (text[at - 1] == "、" or _HAN.match(text, at - 1))


def _finishes(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "的地" or not (text[at] == "、" or _HAN.match(text, at))


def _formed(text: str, folded: Folded, slogans: list[tuple[int, int]], taken: Sequence[Found]) -> Iterator[Found]:
    """Formulations known by their form only: those that no known one already makes up."""
    places = [*_shapes(folded.text)]
    starts = sorted({(each.start, each.end) for each in taken})
    for first, after in places:
        start, end = folded.original(first), folded.original(after - 1) + 1
        span = _balanced(text, start, end) if folded.dropped else (start, end)
        if span is None or _made_up(span, starts):
            continue
        words = folded.text[first:after]
        marked = _covers(span, slogans)
        yield Found(*span, words, words, marked, not marked)


def _joined(text: str, known: Sequence[Found]) -> Iterator[Found]:
    """Known formulations of one build that stand side by side."""
    for start, end in runs(text, [(each.start, each.end) for each in known if not each.marked]):
        words = key(text[start:end])
        yield Found(start, end, words, words, False, True)


def outermost(found: Sequence[Mention]) -> list[Mention]:
    """The mentions that stand inside no other; ``found`` as ``mentions`` gives them."""
    kept: list[Mention] = []
    for each in found:
        if not kept or each.end > kept[-1].end:
            kept.append(each)
    return kept


def _made_up(span: tuple[int, int], known: Sequence[tuple[int, int]]) -> bool:
    """Whether one known formulation makes up most of the span."""
    start, end = span
    at = bisect_left(known, (start - 40, 0))
    while at < len(known) and known[at][0] < end:
        left, right = known[at]
        if 5 * (min(right, end) - max(left, start)) >= 4 * (end - start):
            return True
        at += 1
    return False


def _is_marked(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _OPEN and text[end : end + 1] != "" and text[end] in _CLOSE


def _balanced(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span with the one mark beside it that its inner mark belongs to; None when marks cut through it.

    “三个代表”重要思想 and 坚持“一国两制” are one formulation each; 解放思想”、“实事求是 is none.
    """
    inner = [char for char in text[start:end] if char in _OPEN or char in _CLOSE]
    if not inner:
        return start, end
    if len(inner) == 1 and inner[0] in _CLOSE and start and text[start - 1] in _OPEN:
        return start - 1, end
    if len(inner) == 1 and inner[0] in _OPEN and end < len(text) and text[end] in _CLOSE:
        return start, end + 1
    if len(inner) == 2 and inner[0] in _OPEN and inner[1] in _CLOSE:
        return start, end
    return None


def _covers(span: tuple[int, int], slogans: Iterable[tuple[int, int]]) -> bool:
    """Whether a marked slogan makes up half of the span or more, its own marks not counted."""
    start, end = span
    return any(start <= left and right <= end and 2 * (right - left + 1) >= end - start for left, right in slogans)


def _settled(text: str, found: Iterable[Found]) -> list[tuple[Found, bool]]:
    """What stays, in order of place, each with whether it is nested."""
    longest = sorted(found, key=lambda each: (each.start - each.end, each.start, not each.marked, each.formed))
    kept: list[tuple[Found, Found | None]] = []
    taken: dict[int, Found] = {}
    spans: set[tuple[int, int]] = set()
    for each in longest:
        left, right = taken.get(each.start), taken.get(each.end - 1)
        if (each.start, each.end) in spans or left is not right:
            continue
        if left is not None and left.slogan == each.slogan:
            continue  # a short form inside its own long one says nothing more
        spans.add((each.start, each.end))
        kept.append((each, left))
        if left is None:
            taken.update(dict.fromkeys(range(each.start, each.end), each))
    return sorted(_counted(text, kept), key=lambda item: (item[0].start, -item[0].end))


def _counted(text: str, kept: Sequence[tuple[Found, Found | None]]) -> Iterator[tuple[Found, bool]]:
    """Each with whether it is nested: in a run that only its form makes, the known items are what counts."""
    inside: dict[Found, list[Found]] = {}
    for each, outer in kept:
        if outer is not None and outer.formed and not each.formed and _is_item(text, each, outer):
            members = inside.setdefault(outer, [])
            if all(each.end <= other.start or other.end <= each.start for other in members):
                members.append(each)
    for each, outer in kept:
        if outer is None:
            yield each, each in inside
        else:
            yield each, each not in inside.get(outer, ())


def _is_item(text: str, each: Found, run: Found) -> bool:
    """Whether a formulation is one or more whole items of a run."""
    begins = each.start == run.start or text[each.start - 1] in _BETWEEN
    return begins and (each.end == run.end or text[each.end] in _BETWEEN)
