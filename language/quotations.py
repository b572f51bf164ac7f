"""Whose words are these? One ``Quotation`` for every marked span of a text, and indirect speech apart from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from language import sayings
from language.attribution import Attribution, Reader
from language.cast import cast_of
from language.classes import classify
from language.frames import ENDED, QUOTED, Frame, frames, whole
from language.indirect import said
from language.marks import marked_spans
from language.model import Quotation, QuotationClass, SpeechContext
from language.naming import Naming, candidates
from language.normalise import normalise
from language.people import kinds
from language.speakers import Speakers
from language.tables import column
from language.tone import is_hostile

_NO_CONTEXT = SpeechContext()
_JOINED = re.compile(r"[、,\s]?(?:和|及|与|以及|或|或者|到|还是)?")
# What a whole nation says is a saying of its own: 西方人则讲究“行事要趁机会好”.
_NATIONS = frozenset(
    (
        "西方人",
        "外国人",
        "英国人",
        "美国人",
        "法国人",
        "德国人",
        "俄罗斯人",
        "俄国人",
        "阿拉伯人",
        "日本人",
        "印度人",
        "非洲人",
        "蒙古人",
        "国人",
        "世人",
    )
)
_SIDE = 24
_LISTED = 40
# So many characters before a marked word, and half as many behind, show the tone of a place.
_AROUND = 120
# The last year of which a polemic puts words in marks to hold them off.
_POLEMIC = "1985"


def quotations(text: str, context: SpeechContext = _NO_CONTEXT) -> list[Quotation]:
    """One quotation for every marked span, in order of place; ``text[q.start:q.end] == q.text``."""
    spans = marked_spans(text)
    found: list[Quotation] = []
    speakers: Speakers | None = None
    narrator = ""
    for frame in frames(text, spans):
        narrator = narrator or frame.text
        speakers = speakers or Speakers(text, narrator, context)
        found += _in_frame(text, frame, narrator, speakers)
    return _alike(_in_lists(text, sorted(found, key=lambda quotation: (quotation.start, -quotation.end))))


def indirect(text: str, context: SpeechContext = _NO_CONTEXT) -> list[Quotation]:
    """Indirect speech (习近平强调，要坚持…), class ``indirect``: ``start:end`` are the words said."""
    frame = whole(text, marked_spans(text))
    speakers: Speakers | None = None
    found = []
    for start, end, naming, cue in said(frame):
        # Most texts hold none: what is known of the speakers is gathered with the first.
        speakers, cast = speakers or Speakers(text, frame.text, context), cast_of(frame.text)
        left, right = frame.origin(start), frame.origin(end - 1) + 1
        speaker, person = speakers.resolve(frame, naming, cast)
        words = text[frame.origin(cue.start) : frame.origin(cue.end - 1) + 1]
        found.append(Quotation(left, right, text[left:right], "indirect", speaker, person, words))
    return found


_TOGETHER = re.compile(r"[”’」』〉》\"]?[、]?[“‘「『\"]?")
# 坚决整治“躺平”“侧卧”等问题: faults are no policies.
_FAULTS = re.compile(r"等?(?:一些|突出|各种)?的?(?:问题|現象|现象|問題|毛病|倾向|言词|心态|乱象)")
_KINDS_OF_WORDS = ("slogan", "term", "irony", "other", "saying")


def _in_lists(text: str, found: list[Quotation]) -> list[Quotation]:
    """Words of one list are of one kind: what is open in a list, or a saying among titles, is what the others are."""
    settled = list(found)
    first = 0
    for last in range(1, len(found) + 1):
        if last < len(found) and _listed_with(text, found[last - 1], found[last]):
            continue
        if last - first > 1 and not _FAULTS.match(text, found[last - 1].end + 1):
            settled[first:last] = _of_one_kind(found[first:last])
        first = last
    return settled


def _listed_with(text: str, one: Quotation, other: Quotation) -> bool:
    free = one.speaker is other.speaker is None and one.depth == other.depth
    gap = text[one.end : other.start] if free and 0 < other.start - one.end <= 3 else "-"
    return one.kind in _KINDS_OF_WORDS and other.kind in _KINDS_OF_WORDS and _TOGETHER.fullmatch(gap) is not None


def _of_one_kind(listed: list[Quotation]) -> list[Quotation]:
    counts = Counter(each.kind for each in listed if each.kind not in ("other", "saying"))
    if not counts:
        return listed
    kind, times = counts.most_common(1)[0]
    if len(counts) > 1 or times * 2 < len(listed):
        return listed
    open_kinds = ("other", "saying") if kind == "term" and times >= 3 else ("other",)
    return [
        replace(each, kind=kind, person=None)
        if each.kind in open_kinds and normalise(each.text) not in column("figures")
        else each
        for each in listed
    ]


def _alike(found: list[Quotation]) -> list[Quotation]:
    """The same marked word is the same thing all through a text: what one place left open another may tell."""
    told: dict[str, Counter[QuotationClass]] = {}
    for quotation in found:
        if quotation.kind in ("slogan", "term", "irony") and quotation.speaker is None:
            told.setdefault(quotation.text, Counter())[quotation.kind] += 1
    return [
        replace(each, kind=told[each.text].most_common(1)[0][0]) if each.kind == "other" and each.text in told else each
        for each in found
    ]


def _in_frame(text: str, frame: Frame, narrator: str, speakers: Speakers) -> list[Quotation]:
    reader = Reader(frame, frame.text, narrator)
    attributions = reader.attributions()
    return [_quotation(text, frame, number, attributions, reader, speakers) for number in range(len(frame.spans))]


def _quotation(
    text: str, frame: Frame, number: int, attributions: Sequence[Attribution | None], reader: Reader, speakers: Speakers
) -> Quotation:
    span, attribution = frame.spans[number], attributions[number]
    if attribution is None:
        before, behind = _around(frame, number, attributions)
        kind = classify(span.text, before, behind, hostile=_hostile(frame, number, speakers.context.date))
        person = sayings.source(span.text) or None if kind == "saying" else None
        speaker = _author_named(frame, number, reader, speakers, person) if person else None
        return Quotation(span.start, span.end, span.text, kind, speaker, person, None, span.depth)
    speaker, person = speakers.resolve(frame, attribution.speaker, reader.cast if attribution.speaker else None)
    kind, saying_person = _kind(span.text, attribution.speaker, person)
    cue = None
    if attribution.cue:
        start = frame.origin(attribution.cue.start)
        cue = text[start : start + attribution.cue.end - attribution.cue.start]
    return Quotation(span.start, span.end, span.text, kind, speaker, saying_person or person, cue, span.depth)


def _kind(text: str, naming: Naming | None, person: str | None) -> tuple[QuotationClass, str | None]:
    """Speech, document or saying; for a saying also its author or title."""
    if naming is None:
        known = sayings.source(text)
        return ("saying", known or None) if known is not None else ("speech", None)
    if naming.kind in ("group", "role", "document") and (told := sayings.source(text, whole=True)) is not None:
        return "saying", told or None
    if naming.name in _NATIONS and not sayings.is_modern(text):
        return "saying", sayings.source(text) or None
    if naming.kind == "old" or (person and kinds().get(person) == "ancient"):
        return "saying", sayings.source(text) or None
    return ("document" if naming.kind in ("document", "body") else "speech"), None


def _author_named(frame: Frame, number: int, reader: Reader, speakers: Speakers, author: str) -> str | None:
    """The author of a poem as the sentence around it or what is before names him: 毛泽东同志“书生意气”的豪情."""
    place = frame.places[number]
    end = frame.text.find("。", place, place + _AROUND // 2)
    low = max(frame.text.rfind("\n", 0, place) + 1, place - _AROUND)
    found: str | None = None
    for naming in candidates(frame.text, low, end if end >= 0 else place, reader.cast):
        if naming.kind == "person" and (found is None or naming.end <= place):
            speaker, person = speakers.resolve(frame, naming, reader.cast)
            found = speaker if person == author else found
    return found


def _around(frame: Frame, number: int, attributions: Sequence[Attribution | None]) -> tuple[str, str]:
    """What stands before the first and behind the last of the marked words that are listed together."""
    first = last = number
    while first > number - _LISTED and first and attributions[first - 1] is None and _joined(frame, first - 1):
        first -= 1
    while (
        last < number + _LISTED
        and last + 1 < len(frame.spans)
        and attributions[last + 1] is None
        and _joined(frame, last)
    ):
        last += 1
    left, right = frame.places[first], frame.places[last] + 1
    before = frame.text[max(0, left - _SIDE) : left]
    cut = max(before.rfind(mark) for mark in ("\n", QUOTED, ENDED))
    return before[cut + 1 :], frame.text[right : right + _SIDE]


def _hostile(frame: Frame, number: int, date: str) -> bool:
    """Whether the narrator attacks somebody around a marked word, as told by his own words."""
    place = frame.places[number]
    if date[:4] > _POLEMIC:
        return False
    return is_hostile(frame.text[max(0, place - _AROUND) : place + _AROUND // 2])


def _joined(frame: Frame, number: int) -> bool:
    return bool(_JOINED.fullmatch(frame.text, frame.places[number] + 1, frame.places[number + 1]))
