"""Where, and at which level? Places and organs as titles, offices and bylines name them.

``place`` gives a place as the corpus writes it, the province in its short form with the county behind it: 湖北麻城县, 湖北.
``level_of`` gives the level of an office or an organ: 县委副书记 county, 湖北省委 provincial, 北京市委 provincial, 赣州地委
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
    r"(?![全我各本该某外邻贵两几数多三四五六七八九十百]?县)(?!.{0,2}(?:全|我|本|各|该|外|邻|贫困|重点|农业|试点|优秀|先进|所属|地市|省市|"
    r"个|级|市|州|区|盟|旗|县|省|委|的|在)县)"
)
_COUNTY = rf"{_NO_COUNTY}{_HAN}{{1,3}}?县(?!级|域|处|官|城|长)|{_HAN}{{2,8}}?自治县"
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
    for match in _province_pattern().finditer(normalise(text)):
        if not _NOT_THERE.match(normalise(text), match.end()):
            return _province_names()[match.group()]
    return ""


def full_province(text: str) -> str:
    """The full name of the first province that the text names: 广东省, 北京市, 新疆维吾尔自治区; or empty."""
    short = province(text)
    return next((full for name, full, _ in rows("provinces") if name == short), "")


def county(text: str) -> str:
    """The first county that the text names, with its province where it stands before it: 湖北麻城县, 麻城县; or empty."""
    match = _county_pattern().search(normalise(text))
    if not match:
        return ""
    written = text[match.start("county") : match.end("county")]
    named = match["province"]
    return (_province_names()[named] if named else "") + written


def place(text: str) -> str:
    """The county that the text names, else the province, else the prefecture with its 市; or empty."""
    return county(text) or province(text) or city(text)


def city(text: str) -> str:
    """The first city, 蚌埠市, that the text names and the tables know, or empty."""
    known = either(column("prefectures") | column("county_cities"))
    match = re.search(rf"(?:{known})市", normalise(text))
    return text[match.start() : match.end()] if match else ""


_MUNICIPAL = r"(?:北京|天津|上海|重庆)市?"
_OFFICE = r"(?:委|长|副市长|政府|人民政府|人大|政协|纪委|直机关|人民委员会|革委会|革命委员会)"
_NATIONAL = (
    r"中共中央(?!.{0,3}(?:局|组织部|宣传部|统战部|统一战线|对外|纪|办公厅))|中央政治局|中央委员会总书记|党中央|^总书记|国家(?:副)?主席|"
    r"中华人民共和国(?:副)?主席|国务院(?:副)?总理|政务院(?:副)?总理|国务委员|^(?:国务院)?(?:副)?总理|中央军委|"
    r"全国人大常(?:务)?委(?:员)?会?(?:副)?委员长|全国政协(?:副)?主席|中央军事委员会|中央委员会(?:副)?主席"
)
_NATIONAL_EVENT = (
    r"中央工作会议|中央.{0,6}(?:全会|全体会议)|[一二三四五六七八九十]+[届大][一二三四五六七]中全会|(?:^|党的|中共)[七八九十]大|"
    r"^中央|中共[七八九]大|十[一-九]大|二十大|中国共产党(?:第.{1,4}次)?全国代表大会|党的第?.{1,3}次?全国代表大会|中共中央(?!.{1,3}[局部])|"
    r"中央(?:电话|召开|举行)|国家公祭|联合国|二十国集团|金砖国家|亚太经合组织|世界互联网大会|扩大的中央|国庆"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("township", r"[镇乡](?:党委|长|政府|人民政府|人大|纪委|党代)|公社(?:党委|书记|主任|社长|管委)|街道(?:党工委|办)|村(?:党总?支|支书|委会|支部)|管理区(?:党|总支)"),
    ("county", rf"县(?:委|长|政府|人民政府|人大|政协|纪委|直|级机关|革委会|人武部|[一-龥]{{0,6}}局|法院)|(?<!自治)旗(?:委|长|政府)|"
               rf"(?<![治军地社特专行山库战辖边牧]|小|军)区(?:委|长|政府|人民政府|直)(?!员)|(?:在|全|我|本)县|{_COUNTY}"),
    ("prefectural", r"地委|地市直|行署|行政公署|专署|专员|(?<!杭|广|郑|苏|徐|福|温|泉|常|兰|贵|惠|柳|株|沧|德|滨|亳|宿|滁|池|抚|赣|吉|漳|梅|潮|钦|贺|泸|达|忻|朔|台|衢|湖|扬|泰|锦|随|荆|鄂|永|郴|永)州(?:委|长)|盟(?:委|长)"),
    ("regional", r"香港|澳门|特首|行政长官"),
    ("provincial", rf"{_MUNICIPAL}(?:{_OFFICE}|各)|省(?:{_OFFICE}|军区|级|直|协商)|自治区|区党委|(?:西北|西南|东北|华北|华东|中南|华南)局|中央分局"),
)  # fmt: skip


def level_of(text: str) -> str:
    """The level of an office, an organ or a meeting as written, or empty where it does not tell."""
    plain = normalise(text)
    if re.search(_ministry_pattern(), plain) and not re.search(r"省委|市委|县委|地委|区党委|区委|局常委", plain):
        return "ministry"
    if re.search(_NATIONAL, plain) and not re.search(r"省|县|市委", plain):
        return "national"
    for level, pattern in _PATTERNS:
        if re.search(pattern, plain):
            return level
    found = _city_level(plain)
    if found:
        return found
    if re.search(_NATIONAL_EVENT, plain):
        return "national"
    named = _province_pattern().search(plain)
    return "provincial" if named and re.match(r"省|市", plain[named.end() :] or "省") else ""


@cache
def _ministry_pattern() -> str:
    listed = either(column("ministries"))
    return (
        rf"(?<!省)(?<!市)(?<!县)(?<!委)(?:{listed})|中共中央(?:组织|宣传|统战|统一战线工作|对外联络)部|中央.{{0,3}}部"
    )


def _city_level(plain: str) -> str:
    """The level of 某市 with an office or an organ behind it."""
    match = re.search(rf"(?P<name>{_HAN}{{0,4}})市(?:市?{_OFFICE}|两?级|直|[一-龥]{{0,6}}(?:大会|会议|动员))", plain)
    if not match:
        return ""
    name = match["name"]
    if any(name.endswith(known) for known in column("prefectures")):
        return "prefectural"
    if any(name.endswith(known) for known in column("county_cities")):
        return "county"
    return "prefectural"
