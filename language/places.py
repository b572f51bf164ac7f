"""Where, and at which level? Places and organs as titles, offices and bylines name them.

``place`` gives a place as the corpus writes it, the province in its short form with the county behind it: 湖北麻城县.
``level_of`` gives the level of an office or an organ: 县委副书记 county, 湖北省委 and 北京市委 provincial, 赣州地委
prefectural. A bare 市 counts as prefectural unless the city is known to be of the county's rank.
"""

from __future__ import annotations

import re
from functools import cache

from language.normalise import normalise
from language.tables import column, either, rows

_HAN = r"[\u4e00-\u9fff]"
# What stands before 县 and names no county.
_NO_COUNTY = (
    r"(?![全我各本该某外邻贵两几数多三四五六七八九十百]?县)(?!.{0,2}(?:全|我|本|各|该|外|邻|贫困|建|设|撤|强|富|兴|爱|穷|百|大|小|新|老|弱|试验|示范|山区|重点|农业|试点|优秀|先进|所属|地市|省市|"
    r"个|级|市|州|区|盟|旗|县|省|委|的|在)县)"
)
_NAMING = rf"(?:(?![县在于的和与委共各全]){_HAN})"
_COUNTY = rf"{_NO_COUNTY}{_NAMING}{{1,3}}?县(?!级|域|处|官|城(?!关)|长)|{_HAN}{{2,8}}?自治县"
LONGEST = 400
_BEFORE = r"(?:^|中共|中国共产党|[在于给对致向、,:—()\"]|关于|共青团|同志)"


@cache
def _province_names() -> dict[str, str]:
    """Every way to write a province, to its short form."""
    names: dict[str, str] = {}
    for short, full, _ in rows("provinces"):
        names |= {full: short, short: short}
        if full.endswith("自治区"):
            names[f"{short}自治区"] = short
    return names | {"内蒙": "内蒙古"}


@cache
def _province_pattern() -> re.Pattern[str]:
    return re.compile(either(list(_province_names())) + r"(?![ⅰⅱ])")


@cache
def _county_pattern() -> re.Pattern[str]:
    names = either(list(_province_names()))
    prefectures = either(column("prefectures"))
    return re.compile(
        rf"(?:(?P<province>{names})省?(?:(?:{prefectures})(?:市|地区|专区|州|盟)?)?|(?:(?:{prefectures})(?:市|地区|专区|州|盟))"
        rf"|{_BEFORE})(?P<county>{_COUNTY})"
    )


# 四川大学 and 北京师范大学 stand where they stand; 湖南小组会, 北京会议精神 say nothing of it, nor does 西藏问题.
_NOT_THERE = re.compile(r"(?:小组|问题|会议精神|事件|话剧|日报社论)")


def province(text: str) -> str:
    """The short form of the first province that the text names, or empty."""
    for match in _province_pattern().finditer(normalise(text[:LONGEST])):
        if not _NOT_THERE.match(normalise(text[:LONGEST]), match.end()):
            return _province_names()[match.group()]
    return ""


def county(text: str) -> str:
    """The first county that the text names, with its province if that stands before it: 湖北麻城县; or empty."""
    match = _county_pattern().search(normalise(text[:LONGEST]))
    if not match:
        return ""
    written = text[match.start("county") : match.end("county")]
    named = match["province"]
    return (_province_names()[named] if named else "") + written


def place(text: str) -> str:
    """The county that the text names, else the province, else the prefecture with its 市; or empty."""
    return county(text) or province(text) or city(text)


@cache
def _city_pattern() -> re.Pattern[str]:
    known = either(column("prefectures") | column("county_cities"))
    return re.compile(rf"(?:{known})市")


def city(text: str) -> str:
    """The first city, 蚌埠市, that the text names and the tables know, or empty."""
    match = _city_pattern().search(normalise(text[:LONGEST]))
    return text[match.start() : match.end()] if match else ""


_OFFICE = "(?:委|长|副市长|政府|人民政府|人大|政协|纪委|直|人民委员会|革委会|革命委员会)"


def level_of(text: str) -> str:
    """The level of an office, an organ or a meeting as written, or empty where it does not tell.

    The first row of ``levels.tsv`` that fits decides: organs before meetings, the smaller before the larger.
    """
    plain = normalise(text[:LONGEST])
    for level, pattern in _levels():
        match = pattern.search(plain) if plain else None
        if match:
            return _city_level(match) if level == "city" else level.removeprefix("none")
    return ""


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = {
        "PROVINCE": either(list(_province_names())),
        "MINISTRY": either(column("ministries")),
        "OFFICE": _OFFICE,
        "COUNTY": _COUNTY,
    }
    found = []
    for level, pattern, _ in rows("levels"):
        for word, meaning in words.items():
            pattern = pattern.replace(word, meaning)
        found.append((level, re.compile(pattern)))
    return tuple(found)


def _city_level(match: re.Match[str]) -> str:
    """The level of 某市 with an office or an organ behind it."""
    name = match["name"]
    known_as_county = any(name.endswith(known) for known in column("county_cities"))
    known_as_prefecture = any(name.endswith(known) for known in column("prefectures"))
    return "county" if known_as_county and not known_as_prefecture else "prefectural"
