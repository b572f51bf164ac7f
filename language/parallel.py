"""Which clauses stand in parallel like a formulation? Found by their form, whatever the words are.

想人民之所想，急人民之所急，解人民之所难; 学思想、强党性、重实践、建新功; 革命化、年轻化、知识化; 立党为公、执政为民.
A run of units of one length, between separators, that share characters in the same places (a frame), or are verb and
object throughout, or end in a word of praise. A shared noun at the end alone (农业生产、工业生产) is a mere list.
Texts come folded (``language.lexicon``): every separator is 、.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.lexicon import SEPARATOR

SHORTEST, LONGEST = 3, 8
# One character with an object of two: 稳增长、促改革.
VERBS = frozenset(
    "稳促调惠防保强建学重抓补扩增提优转破立兴办谋降去控育引聚激护守担找察出求讲树正治除创拓通畅强练备打管严抗铸铲战拼扬抢锻塑闯禁"
    "搞改整查清退反争比赶帮超献听跟爱懂敬知明用解化融联延固壮挖挺救助扶济添注减缩畅补赶"
)
# A first character that, repeated, makes a demand or a claim: 稳就业、稳企业、稳市场; 更高质量、更有效率、更加公平.
_HEADS = frozenset("稳保促强抓扩增提优以为能敢善勇讲学真同共自反严重破立治常先敬爱懂最")
# Repeated in ordinary prose too; four short units make a formulation of it.
_WEAK_HEADS = frozenset("有无不要更多少")
# A repeated ending that makes qualities of things: 革命化、年轻化、知识化.
_TAILS = ("自信", "意识", "自觉", "思维", "过硬", "变革", "振兴", "相通", "有责", "化", "性", "型", "感", "观", "力")
_TAIL_LENGTHS = {"化": (3, 3), "性": (3, 3), "型": (3, 3), "感": (3, 3), "观": (3, 3), "力": (3, 5)}
# Inside a unit these bind the parts of an antithesis: 古为今用、洋为中用; 学为人师、行为世范.
_BINDERS = frozenset("为以之必所互共")
_PAIR_BINDERS = frozenset("为以必所")
PRAISE = re.compile(
    "(?:高尚|精湛|合理|过硬|优良|严明|高效|完善|健全|科学|规范|有力|坚定|清晰|明确|先进|诚信|鲜明|清廉|廉洁|繁荣|富裕|良好|"
    "宜居|兴旺|文明|有效|顺畅|协调|完备|优美|和谐|便捷|普惠|公平|有序|透明|共享|安全|兴盛|清正|光荣|伟大|崇高|可耻)"
)
# The second half of a choice and the next choice: …不拥护、赞成不赞成. What stands before is looked at afterwards.
_CHOICE = re.compile(r"不([一-龥]{2})(?:、(?:人民|群众)?([一-龥]{2})不\2)+")
_SERVICE = re.compile(r"为[一-龥]{2,14}服务(?:、为[一-龥]{2,14}服务)+")
_HAN = re.compile(r"[一-龥]+")
_MIDDLE = re.compile(rf"{SEPARATOR}(?=([一-龥]{{{SHORTEST},{LONGEST}}}){SEPARATOR})")
_SECOND = re.compile(rf"{SEPARATOR}(?=以|[一-龥]{{1,2}}[为以必所])")
# Three things of one name that are told apart by one character are counted things: 甲车间 beside 乙车间.
_COUNTED = frozenset("一二三四五六七八九十甲乙丙丁东西南北中上下前后大小老男女")
# What may follow the last unit of a parallel when the clause goes on.
_AFTER = "的等之要是作为工方原目活理各"


@dataclass(frozen=True, slots=True)
class Parallel:
    """A run of parallel units at ``start:end`` of the folded text."""

    start: int
    end: int


def parallels(folded: str) -> Iterator[Parallel]:
    """Every parallel construction of a folded text; none overlaps another of the same kind."""
    for match in _SERVICE.finditer(folded):
        yield Parallel(match.start(), match.end())
    for match in _CHOICE.finditer(folded):
        start = match.start() - 2
        if folded[max(start, 0) : match.start()] == match.group(1):
            yield Parallel(start - 2 if folded[max(start - 2, 0) : start] in ("人民", "群众") else start, match.end())
    yield from _runs(folded)
    yield from _pairs(folded)


def _runs(text: str) -> Iterator[Parallel]:
    """Three units or more of one length, the middle ones bounded by separators."""
    done = 0
    for match in _MIDDLE.finditer(text):
        size = len(match.group(1))
        start = match.start() - size
        if start < done or not _is_frame(_units(text, start, size, 3), size):
            continue
        units = _units(text, start, size, 3)
        while text.startswith(SEPARATOR, start + len(units) * (size + 1) - 1):
            more = _units(text, start, size, len(units) + 1)
            if not (_is_frame(more[-3:], size) or (_praised(units) and _HAN.fullmatch(more[-1]))):
                break
            units = more
        end = start + len(units) * (size + 1) - 1
        if _ends(text, end) and len(units) >= _fewest(units, size):
            done = end
            yield Parallel(start, end)


def _units(text: str, start: int, size: int, count: int) -> list[str]:
    """``count`` units of ``size`` characters from ``start``, one separator between them."""
    return [text[at : at + size] for at in range(start, start + count * (size + 1), size + 1)]


def _is_frame(units: list[str], size: int) -> bool:
    """Whether three neighbouring units are one frame."""
    first, middle, final = units
    if not (_HAN.fullmatch(first) and _HAN.fullmatch(final)) or len(final) < size or len({first, middle, final}) < 3:
        return False
    shared = [a == b == c for a, b, c in zip(first, middle, final, strict=True)]
    if any(shared):
        return _holds(middle, shared, size)
    if size == 3:
        return first[0] in VERBS and middle[0] in VERBS and final[0] in VERBS
    return size == 4 and all(PRAISE.fullmatch(unit, 2) for unit in units)


def _praised(units: list[str]) -> bool:
    """Whether these are 结构合理、功能完善、…: such a list may end in 充满活力."""
    return len(units) >= 3 and all(len(unit) == 4 and PRAISE.fullmatch(unit, 2) for unit in units)


def _holds(unit: str, shared: list[bool], size: int) -> bool:
    """Whether what the units share makes a formulation of them, and not a list of things."""
    if all(shared) or (unit[0] == "有" and unit[-1] == "的"):
        return False  # 有管技术的、有管财务的 tells who does what
    if shared[0] and shared[1] and unit[1] in VERBS:
        return True
    if shared[0] and (unit[0] in _HEADS or unit[0] in _WEAK_HEADS):
        return True
    tail = 0
    while shared[size - 1 - tail]:
        tail += 1
    if size == 4 and tail == 3 and unit[0] not in _COUNTED:
        return True  # 学中求进、难中求进、干中求进
    if any(unit.endswith(each) and _fits(each, size) for each in _TAILS if len(each) <= tail):
        return True
    inner = range(1, size - max(tail, 1))
    return any(shared[at] and unit[at] in _BINDERS for at in inner) or (
        size >= 6 and sum(shared[at] for at in inner) >= 2 and not shared[0]
    )


def _fewest(units: list[str], size: int) -> int:
    """How many units make a formulation of this frame: more where ordinary prose builds it too (有潜力、有韧性)."""
    shared = [len(set(column)) == 1 for column in zip(*units, strict=True)]
    if shared[0]:
        return 3 if units[0][0] not in _WEAK_HEADS else 4 if size <= 5 else len(units) + 1
    inner = [char for char, same in zip(units[0][1:-1], shared[1:-1], strict=True) if same]
    return 4 if size >= 6 and not any(char in _BINDERS for char in inner) else 3


def _fits(tail: str, size: int) -> bool:
    low, high = _TAIL_LENGTHS.get(tail, (4, 6))
    return low <= size <= high


def _ends(text: str, end: int) -> bool:
    """Whether a unit may end here: the clause does, or a word follows that takes up the whole."""
    return end >= len(text) or not _HAN.match(text, end) or text[end] in _AFTER or text[end - 1] == "化"


def _pairs(text: str) -> Iterator[Parallel]:
    """Two units of four with one frame: 立党为公、执政为民; 以德施教、以德立身."""
    for match in _SECOND.finditer(text):
        at = match.start()
        first, second = text[max(at - 4, 0) : at], text[at + 1 : at + 5]
        if not (_HAN.fullmatch(first) and _HAN.fullmatch(second)) or not len(first) == len(second) == 4:
            continue
        bound = any(_binds(first, second, place) for place in (0, 1, 2)) and _starts(text, at - 4)
        if (bound or (first[0] == "以" and first[:2] == second[:2] and first != second)) and _ends(text, at + 5):
            yield Parallel(at - 4, at + 5)


def _binds(first: str, second: str, at: int) -> bool:
    if not at:
        return first[0] == second[0] == "以" and first != second
    return first[at] == second[at] and first[at] in _PAIR_BINDERS and first[0] != second[0]


def _starts(text: str, start: int) -> bool:
    """Whether a clause begins here."""
    return start == 0 or not _HAN.match(text, start - 1)
