"""Where does a lead-in say that the words stand, and does a speech fit it? Date, meeting and document (2016年…会议上)

A claim is read from the words before a quotation. It fits a speech, does not fit it, or cannot be compared: a year in
the lead-in that belongs to what is told, or a journal or a book in which anything may stand, claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from language import dates
from language.normalise import is_word, normalise

_REACH = 160
_HIDDEN = "\ue000"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r'[“「『‘][^“「『‘”」』’]{1,400}[”」』’]|"[^"\n]{1,400}"')
# A date says when it was said only at the head of a clause, or behind the speaker.
_DATED = re.compile(r"(?:^|[,、:]|早在|远在|就在|在|于|是|同志|主席|书记|总理|[\u4e00-\u9fff]{2,4})$")
_NOT_WHEN = re.compile(r"(?:到|至|截至|截止|自|从|距|比|较|自从|面向|展望)$")
_NOT_THEN = re.compile(r"^(?:以来|以后|之前|以前|前后|起|底前|目标|间|来|的(?!时候))")
_MEETING = re.compile(
    r"(?:在|于|从|出席|主持)(?P<name>[^,。;:!?\"《》]{2,50}?"
    r"(?:大会|全会|会议|座谈会|研讨会|论坛|峰会|年会|茶话会|团拜会|报告会|动员会|例会|班会|晚会|仪式|典礼|开幕式|闭幕式|开班式|"
    r"集体学习|专题党课|讲习班|研讨班|培训班|高级党校|中央党校))"
)
_WORK = re.compile(r"《(?P<title>[^《》]{2,60})》")
# What is printed in these was said elsewhere.
_COLLECTION = re.compile(
    r"选集|文集|文选|选编|汇编|全集|论述|摘编|选读|谈治国理政|语录|日报|晚报|晨报|早报|时报|光明|求是|红旗|瞭望|周刊|杂志|学习时报|新闻联播"
)
_NUMBER = r"(?P<{0}>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})"
_CONGRESS = re.compile(
    rf"(?:党的?|中共|中国共产党|^)(?:第)?{_NUMBER.format('n')}(?:大(?!的?[学专])|次全国代表大会)|^{_NUMBER.format('m')}大$"
)
_PLENUM = re.compile(rf"(?:第)?{_NUMBER.format('n')}届(?:中央委员会第)?{_NUMBER.format('m')}(?:次全体会议|中全会)")
_PEOPLES = re.compile(rf"(?:第)?{_NUMBER.format('n')}届(?:全国人大|全国人民代表大会)(?:第)?{_NUMBER.format('m')}次会议")
_WORK_REPORT = re.compile(r"政府工作报告")
_MEETS = re.compile(r"大会|全会|会议|会上|座谈会|论坛|峰会|年会|茶话会|仪式|典礼|开幕|闭幕|集体学习|研讨班|培训班|党校")
# The year of each congress of the party since the seventh.
CONGRESSES = {
    str(number): year
    for number, year in enumerate(
        (1945, 1956, 1969, 1973, 1977, 1982, 1987, 1992, 1997, 2002, 2007, 2012, 2017, 2022), start=7
    )
}
# A congress is where it was said only when saying follows: 党的十八大以来 is not.
_SAID_THERE = re.compile(
    r"(?!以来|以后|之后|后|精神|召开|前|期间|胜利|代表(?!大会)|中央)[^,;:]{0,16}?"
    r"(?:上|报告|公报|决定|决议|指出|提出|强调|明确|要求|宣布|宣告|通过)"
)
_KIND_ONLY = re.compile(
    r"(?:中共中央|国务院|政府|工作|的?|若干)*(?:报告|决定|决议|公报|意见|通知|纲要|建议|规划|条例|办法|方案|讲话|文章|社论|宣言|公告|声明)"
)
# So short a name, or one without a name of its own, is no name.
_VAGUE = re.compile(
    r"^(?:这次|本次|此次|上述|一次|一个|有关|重要|全体|全国|中央|专题|工作|总结|闭幕|开幕|会上|座谈|讨论|多次|不同)*"
    r"(?:大会|全会|会议|座谈会|研讨会|论坛|峰会|年会|仪式|典礼|开幕式|闭幕式|集体学习)$"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a lead-in says of the source. ``date`` is YYYY, YYYY-MM or YYYY-MM-DD; empty where nothing is said.

    ``keys`` are congresses, plenums and reports under one name whatever they are called; ``meetings`` and ``works``
    others as written; ``text`` is the lead-in.
    """

    date: str = ""
    keys: frozenset[str] = frozenset()
    meetings: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.date or self.keys or self.meetings or self.works)


def claim(text: str, start: int, speaker: str | None = None) -> Claim:
    """What is claimed of the quotation whose words begin at ``start``; ``speaker`` as written may be a document."""
    lead = lead_in(text, start)
    plain = normalise(lead)
    named = f"{plain} {normalise(speaker or '')}"
    found = keys(plain, _SAID_THERE) | keys(speaker or "")
    meetings = (match["name"] for match in _MEETING.finditer(plain) if not _VAGUE.match(match["name"]))
    works = (match["title"] for match in _WORK.finditer(named) if not _COLLECTION.search(match["title"]))
    date = _said(plain)
    if "政府工作报告" in named and date:
        found |= {f"report:{date[:4]}"}
    return Claim(date, found, _plain(meetings), _plain(works), lead)


def _plain(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are neither a key nor a mere kind of document, each once."""
    return tuple(dict.fromkeys(name for name in names if not keys(name) and not _KIND_ONLY.fullmatch(name)))


def lead_in(text: str, start: int) -> str:
    """The sentence before a quotation, other quotations in it left out, without the mark that opens the quotation.

    Between two quotations that share a lead-in it is the lead-in of the first.
    """
    before = text[max(0, start - 4 * _REACH) : start]
    hidden = _QUOTED.sub(_hide, before)
    clauses = re.split(r"(?<=[。！？!?；;\n])", hidden)
    while len(clauses) > 1 and len(_HAN.findall(clauses[-1])) < 2:
        clauses.pop()
    return clauses[-1].replace(_HIDDEN, "").rstrip("。“‘「『\"'")[-_REACH:] if clauses else ""


def _hide(match: re.Match[str]) -> str:
    """A quotation out of sight; one that closes its sentence still does."""
    return _HIDDEN + ("。" if match.group()[-2:-1] in ("。", "！", "？", "!", "?") else "")


def _said(plain: str) -> str:
    """The date on which a lead-in says the words were said."""
    for found in reversed(dates.dates(plain)):
        before, after = plain[: found.start], plain[found.end :]
        placed = _DATED.search(before) or not before.strip()
        if placed and not _NOT_WHEN.search(before) and not _NOT_THEN.match(after):
            return found.value
    return ""


def keys(text: str, followed: re.Pattern[str] | None = None) -> frozenset[str]:
    """The congresses, plenums, sessions and yearly reports that a title or a lead-in names.

    ``followed`` is what has to follow a name for it to count.
    """
    plain = normalise(text)

    def numbers(pattern: re.Pattern[str]) -> list[str]:
        found = [match for match in pattern.finditer(plain) if not followed or followed.match(plain[match.end() :])]
        return ["-".join(str(dates.number(part)) for part in match.groups() if part) for match in found]

    found = {f"plenum:{value}" for value in numbers(_PLENUM)}
    found |= {f"session:{value}" for value in numbers(_PEOPLES)}
    found |= {f"congress:{value}" for value in numbers(_CONGRESS)}
    for match in _WORK_REPORT.finditer(plain):
        year = dates.first_date(plain[: match.start()])[:4]
        if year:
            found.add(f"report:{year}")
    return frozenset(found)


def fits(asked: Claim, title: str, occasion: str = "", date: str = "") -> bool | None:
    """Whether a speech is the one that is claimed; None where there is nothing to compare."""
    verdicts = [_date_fits(asked.date, date)] if asked.date else []
    if asked.keys or asked.meetings or asked.works:
        verdicts.append(_named(asked, title, occasion, date))
    if not verdicts or False in verdicts:
        return False if verdicts else None
    to_the_day = len(asked.date) == 10 and len(date) == 10
    return True if None not in verdicts or to_the_day else None


def _date_fits(asked: str, date: str) -> bool | None:
    if not asked or not date:
        return None
    size = min(len(asked), len(date))
    return asked[:size] == date[:size]


def _named(asked: Claim, title: str, occasion: str, date: str) -> bool | None:
    """Whether a speech bears one of the names claimed; None where it bears no name that could gainsay it."""
    own = keys(title) | keys(occasion)
    if _WORK_REPORT.search(title):
        own |= {f"report:{date[:4]}"}
    if asked.keys & own:
        return True
    places = [core for core in (_core(title), _core(occasion)) if core]
    if any(_alike(_core(name), place) for name in (*asked.meetings, *asked.works) for place in places):
        return True
    if own and asked.keys:
        return False
    if any(_held_then(key, date) is False for key in asked.keys):
        return False
    meets = bool(own) or any(_MEETS.search(place) for place in places)
    return False if meets and (asked.keys or asked.meetings) else None


def _held_then(key: str, date: str) -> bool | None:
    """Whether a congress or a yearly report is of the year of a date."""
    family, _, number = key.partition(":")
    year = str(CONGRESSES.get(number, "")) if family == "congress" else number if family == "report" else ""
    return year == date[:4] if year and date else None


def _core(name: str) -> str:
    """A name without marks, and without the words that every title has."""
    plain = "".join(char for char in normalise(name) if is_word(char))
    return re.sub(r"上的?(?:重要)?(?:讲话|报告|发言|致辞|演讲)$|的讲话$", "", plain)


def _alike(one: str, two: str) -> bool:
    """Whether two names are one, in full or in short."""
    short, long = sorted((one, two), key=len)
    if len(short) < 4:
        return False
    if short in long:
        return True
    from rapidfuzz.fuzz import partial_ratio

    return len(short) >= 8 and partial_ratio(short, long) >= 85
