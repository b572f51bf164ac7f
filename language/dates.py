"""When was it? Dates as Chinese speeches write them, each as YYYY, YYYY-MM or YYYY-MM-DD.

Read are 2023年5月18日, １９４９年１０月１３日, 二〇二三年五月, 一九七八年三月十五日, 2023-05-18, 2023.5.18,
a scanner's 十月l6日 and 1 9 9 3 年; 12月31日 alone is a month and a day that wait for a year. A date that no calendar
has is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from language.normalise import normalise

EARLIEST, LATEST = 1840, 2099

_NUMERAL = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "o": "0",
    "l": "1",
    "i": "1",
}
_ZERO = "0〇零o"
_HAN = "一二三四五六七八九"
_YEAR = rf"1\s?[89]\s?\d\s?\d|2\s?0\s?\d\s?\d|一[八九][{_ZERO}{_HAN}]{{2}}|二[{_ZERO}][{_ZERO}{_HAN}]{{2}}"
_MONTH = rf"1\s?[0-2il]|[0o]?[1-9il]|十[一二]?|[元{_HAN}]"
_DAY = rf"[12il]\s?[0-9oil]|3\s?[01oil]|[0o]?[1-9il]|(?:二?十|廿)[{_HAN}]?|(?:三十|卅)一?|初?[{_HAN}]"
_WRITTEN = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})\s?年(?:\s?(?P<month>{_MONTH})\s?月(?:\s?(?P<day>{_DAY})\s?[日号]?(?![\d{_HAN}]))?)?"
)
_NUMBERS = re.compile(
    r"(?<![\d.])(?P<year>1[89]\d\d|20\d\d)(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])"
    # 1978.5万吨 is a figure: with a point, a month needs its day.
    r"(?:(?P=mark)(?P<day>[12]\d|3[01]|0?[1-9])|(?<!\.\d)(?<!\.\d\d))(?![\d%])"
)
_SHORT = re.compile(
    rf"(?<![\d{_ZERO}{_HAN}十])(?P<year>[4-9]\d|[四五六七八九][{_ZERO}{_HAN}])\s?年\s?(?P<month>{_MONTH})\s?月\s?(?P<day>{_DAY})\s?[日号]"
)
_MONTH_DAY = re.compile(rf"(?<![\d{_HAN}十年])(?P<month>{_MONTH})\s?月\s?(?P<day>{_DAY})\s?[日号]")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date where it stands; ``value`` is YYYY, YYYY-MM or YYYY-MM-DD, or MM-DD where the text names no year."""

    start: int
    end: int
    value: str


def number(written: str) -> int:
    """A year, month or day as written, in any of its digits: 二〇二三, 十一, 廿九, 元, 0l. 0 where it is no number."""
    plain = re.sub(r"\s", "", normalise(written)).removeprefix("初")
    if plain == "元":
        return 1
    tens = re.fullmatch(rf"(?P<ten>[二三]?十|廿|卅)(?P<one>[{_HAN}]?)", plain)
    if tens:
        ten = {"十": 10, "二十": 20, "廿": 20}.get(tens["ten"], 30)
        return ten + (int(_NUMERAL[tens["one"]]) if tens["one"] else 0)
    digits = "".join(_NUMERAL.get(char, char) for char in plain)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD; empty when the calendar has no such date."""
    if not EARLIEST <= year <= LATEST or (day and not month):
        return ""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part]
    return "-".join(parts)


def is_date(value: str) -> bool:
    """Whether ``value`` is a date in one of the three forms that a header holds."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value, re.ASCII)
    return bool(match) and iso(*(int(part) for part in match.groups() if part)) == value if match else False


def dates(text: str) -> list[FoundDate]:
    """Every date with a year, in the order of the text."""
    plain = normalise(text)
    found = [*_values(_WRITTEN, plain), *_values(_NUMBERS, plain)]
    return sorted(found, key=lambda each: each.start)


def first_date(text: str) -> str:
    """The first date with a year, or empty."""
    found = dates(text)
    return found[0].value if found else ""


def full_dates(text: str) -> list[FoundDate]:
    """The dates that name a day."""
    return [each for each in dates(text) if len(each.value) == 10]


def short_dates(text: str) -> list[FoundDate]:
    """Dates with two digits of the year, 60年12月10日: of the twentieth century, from 1940 on."""
    return list(_values(_SHORT, normalise(text), century=1900))


def month_days(text: str) -> list[FoundDate]:
    """Months and days without a year, as MM-DD: 新华社北京12月31日电."""
    plain = normalise(text)
    found = []
    for match in _MONTH_DAY.finditer(plain):
        value = iso(2000, number(match["month"]), number(match["day"]))
        if value:
            found.append(FoundDate(match.start(), match.end(), value[5:]))
    return found


def read(value: str) -> str:
    """A date as a user or a label gives it, 20230518, 2023/5/18, 二〇二三年五月, in the form of a header."""
    plain = normalise(value).strip()
    digits = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", plain, re.ASCII)
    if digits:
        return iso(*(int(part) for part in digits.groups()))
    bare = re.fullmatch(r"(1[89]|20)\d\d", plain, re.ASCII)
    return iso(int(plain)) if bare else first_date(value)


def _values(pattern: re.Pattern[str], plain: str, century: int = 0) -> Iterator[FoundDate]:
    for match in pattern.finditer(plain):
        parts = [number(match[name]) if match[name] else 0 for name in ("year", "month", "day")]
        value = iso(parts[0] + century, parts[1], parts[2])
        if value:
            yield FoundDate(match.start(), match.end(), value)
