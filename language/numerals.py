"""Which words are a numeral formula, and does a text list its members whole and in order?

A formula counts demands: 四个坚持, 三个有利于, 三包一奖, 三查三整. 三个方面 and 五个县 count things.
Order is meaning: who lists 四个意识 in another order, or three of them, is heard. ``members_in`` shows what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.lexicon import SEPARATOR, Folded, Lexicon, key
from language.sentences import paragraphs

# Between two members of one listing there may stand a separator, 和, a verb, the words of a clause; not a paragraph.
_GAP = 24
# Words of two characters (民主, 农业) are listed side by side; further apart they are ordinary words.
_SHORT, _BESIDE = 2, 1
_COUNT = "两二三四五六七八九十"
_DEMANDS = (
    "坚持|必须|统筹|有利于|自信|意识|维护|确立|转变|结合|服从|务必|代表|面向|适应|相适应|一律|不准|严禁|带头|统一|全面|"
    "区分开来|毫不动摇|离不开|倡导|尊重|一定|不动摇|决不|绝不|优先|贴近|着力|更加|切实|反对|不变|不能变|不放松|"
    "相信|一起抓|明确|必然|高举|一肩挑|不放过|到位|过硬|精准|不摘|为主|并重|同步|第一"
)
_KINDS = (
    rf"[{_COUNT}]个(?:“)?(?:{_DEMANDS})(?![一-龥]?(?:方面|问题|地区|县|省|人|单位|国家))",
    rf"[一{_COUNT}][包定查整反清保不讲带挂帮自][一{_COUNT}][包定查整反清保不讲带挂帮自奖改化结][一-龥]?(?![一-龥])",
    r"一(?P<a>[平大化个])二(?P<b>[调公改])(?:三[一-龥]{1,2})?",
)
_FORMULA = re.compile("|".join(_KINDS))
_BEFORE = frozenset("零〇一二三四五六七八九十百千万第0123456789几数这那")


@dataclass(frozen=True, slots=True)
class Listing:
    """Members of a formula that stand together. ``members`` as the lexicon writes them, in the order of the text."""

    start: int
    end: int
    text: str
    members: tuple[str, ...]
    whole: bool
    in_order: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    start: int
    end: int
    rank: int


def formulas(folded: str) -> Iterator[tuple[int, int]]:
    """Numeral formulas by their form alone: (start, end) in a folded text."""
    for match in _FORMULA.finditer(folded):
        if not match.start() or folded[match.start() - 1] not in _BEFORE:
            yield match.span()


def members_in(text: str, slogan: str, lexicon: Lexicon | None = None) -> list[Listing]:
    """Where ``text`` lists the members of the numeral formula ``slogan``, in order; [] when it has none.

    A listing is two members or more in one paragraph, close together; ``whole`` when all of them stand there.
    """
    entry = (lexicon or Lexicon.default()).lookup(slogan)
    if entry is None or len(entry.members) < 2:
        return []
    found: list[Listing] = []
    for start, end in paragraphs(text):
        folded = Folded.of(text[start:end])
        seen = _seen(folded.text, entry.members)
        for group in _groups(seen):
            if 2 * len(group) < len(entry.members) and all(each.end - each.start <= _SHORT for each in group):
                continue  # 民主、法治 alone are not the core values
            left, right = start + folded.original(group[0].start), start + folded.original(group[-1].end - 1) + 1
            found.append(_listing(text, left, right, group, entry.members))
    return found


def _listing(text: str, left: int, right: int, group: Sequence[_Seen], members: tuple[str, ...]) -> Listing:
    ranks = [each.rank for each in group]
    names = tuple(members[rank].split("/")[0] for rank in ranks)
    return Listing(left, right, text[left:right], names, len(ranks) == len(members), ranks == sorted(ranks))


def _seen(folded: str, members: Sequence[str]) -> list[_Seen]:
    """Each place where a member stands, the longest wording at a place, in order of place."""
    places: dict[int, _Seen] = {}
    for rank, member in enumerate(members):
        for wording in filter(_is_word, map(key, member.split("/"))):
            for match in re.finditer(re.escape(wording), folded):
                each = _Seen(match.start(), match.end(), rank)
                old = places.get(each.start)
                if old is None or each.end > old.end:
                    places[each.start] = each
    for each in _elided(folded, members):
        places.setdefault(each.start, each)
    inside: list[_Seen] = []
    for each in sorted(places.values(), key=lambda seen: (seen.start, -seen.end)):
        if not inside or each.start >= inside[-1].end:
            inside.append(each)
    return inside


def _is_word(wording: str) -> bool:
    """Whether a wording can be known where it stands: 大 and 公, the members of 一大二公, cannot."""
    return len(wording) >= _SHORT


def _elided(folded: str, members: Sequence[str]) -> Iterator[_Seen]:
    """Members that share one head, written once: 道路、理论、制度、文化自信."""
    names = [key(member.split("/")[0]) for member in members]
    tail = _common_tail(names)
    stems = {name[: -len(tail)]: rank for rank, name in enumerate(names)} if len(tail) > 1 else {}
    if not stems or "" in stems:
        return
    stem = "|".join(map(re.escape, sorted(stems, key=len, reverse=True)))
    for match in re.finditer(f"(?:(?:{stem})[{SEPARATOR}和与及])+(?:{stem}){re.escape(tail)}", folded):
        for part in re.finditer(stem, match.group()):
            end = match.end() if match.start() + part.end() + len(tail) == match.end() else match.start() + part.end()
            yield _Seen(match.start() + part.start(), end, stems[part.group()])


def _common_tail(names: Sequence[str]) -> str:
    tail = names[0]
    while tail and not all(name.endswith(tail) for name in names):
        tail = tail[1:]
    return tail


def _groups(seen: Sequence[_Seen]) -> Iterator[list[_Seen]]:
    """Members close together, none twice: a member that comes again begins another listing."""
    group: list[_Seen] = []
    for each in seen:
        if group and (_apart(group[-1], each) or each.rank in {other.rank for other in group}):
            if len(group) > 1:
                yield group
            group = []
        group.append(each)
    if len(group) > 1:
        yield group


def _apart(one: _Seen, other: _Seen) -> bool:
    short = one.end - one.start <= _SHORT and other.end - other.start <= _SHORT
    return other.start - one.end > (_BESIDE if short else _GAP)
