"""Which speeches open with set words? Reports of governments and party committees, New Year's addresses, editorials.

我代表国务院向大会作政府工作报告 tells the kind, the office and the occasion where no title does; a report that looks
back on 2011 was given in 2012. Each function takes a header and gives it back with what such words add.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from language import dates
from language.masthead import Masthead, Signature
from language.model import Header
from language.names import is_name
from language.normalise import normalise
from language.tables import pairs, rows
from language.titles import TitleParts

# As much of a speech as its opening words can take.
OPENING = 900
# Opening and closing words at a congress are short, its report never.
_LONG = 10_000


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that was seen of one speech, before it is weighed."""

    masthead: Masthead
    title: TitleParts
    subtitle: TitleParts
    signature: Signature
    opening: str
    tail: tuple[str, ...]
    file_title: str
    file_date: str
    length: int


def around(seen: Seen) -> tuple[str, ...]:
    """The short lines above and below a speech that may name the paper."""
    head = (
        seen.masthead.title,
        *seen.masthead.subtitles,
        *seen.masthead.bylines,
        *seen.masthead.notes,
        *seen.masthead.dates,
    )
    return tuple(line for line in (*head, *seen.tail, *seen.opening.split("\n")[:1]) if len(line) <= 60)


# What reports to a congress open with.
_STATE_COUNCIL = re.compile(
    r"代表(?:中华人民共和国)?国务院|根据国务院的决定,向|^(?:各位代表[:!,]\n?)?(?:现在)?(?:我受)?(?:中共中央和)?(?:中华人民共和国)?国务院(?:的委托)?,?(?:现在)?向"
)
# 1955 to 1960 others than the head of government reported on plans and budgets.
_NAMED_SO = re.compile(
    r"代表国务院,?(?:向大会)?(?:作政府工作报告|报告(?:本届政府)?(?:过去五年的?)?(?:政府)?(?:的?工作))"
)
_GOVERNMENT = re.compile(
    r"代表(?P<organ>[^,。]{0,14}?人民政府),?(?:向(?:大会|各位代表))?(?:作政府工作报告|报告(?:本届)?(?:政府)?工作|报告过去.{0,8}工作|作工作报告)"
)
_COMMITTEE = re.compile(
    r"代表(?:中国共产党|中共|党的)?(?P<where>[^,。]{0,10}?)(?P<number>第[一二三四五六七八九十]{1,3})届(?P<what>中央)?委员会,?向.{0,18}?(?:大会)?.{0,3}(?:作|提出).{0,4}报告"
)
_CONGRESS = re.compile(r"第[一二三四五六七八九十]{1,3}届全国人民代表大会第[一二三四五六七八九十]{1,2}次会议")
_NEW_YEAR = re.compile(
    r"(?P<year>20\d\d|19\d\d)年(?:马上)?(?:就要|的脚步|即将|的钟声|正在向我们走来)|(?:将|即将)?迎来(?P<next>20\d\d|19\d\d)年"
)


def government_report(header: Header, seen: Seen) -> Header:
    """政府工作报告: whose it is, before whom, of which year."""
    opening = seen.opening[:300]
    state = (
        _STATE_COUNCIL.search(opening)
        and re.search(r"报告|请予审议", opening)
        and "各位代表" in opening[:20] + seen.masthead.salutation
    )
    local = _GOVERNMENT.search(opening)
    if header.kind not in ("", "government_work_report") or not (state or local or header.kind):
        return header
    if not header.kind and header.title and not re.search(r"报告", header.title):
        return header
    session = normalise(header.occasion + header.title)
    national = bool(state) or "国务院" in normalise(header.title) or "全国人民代表大会" in session
    organ = "国务院" if national else _government(header, local["organ"] if local else "")
    header = replace(header, kind="government_work_report")
    if national:
        named = _CONGRESS.search(opening[:120]) if not header.occasion else None
        direct = named and re.search(r"向$", opening[: named.start()])
        occasion = header.occasion or (named.group() if named and direct else "全国人民代表大会会议")
        role = header.role or (("国务院总理",) if _NAMED_SO.search(opening) else ())
        header = replace(
            header, occasion=occasion, place=header.place or "北京", level=header.level or "national", role=role
        )
    elif organ:
        full = organ.removesuffix("人民政府")
        header = replace(
            header, place=header.place or full, role=tuple(_whole_office(each, full) for each in header.role)
        )
    date = header.date or _report_year(seen, header)
    title = header.title
    if re.fullmatch(r"政府工作报告(?:\(摘要\))?", normalise(title)) or not title:
        title = f"{date[:4]}年{organ.removesuffix('人民政府')}政府工作报告" if date and organ else title
    speaker = header.speaker or (_incumbent("国务院政府工作报告", date) if header.role == ("国务院总理",) else ())
    return replace(header, date=date, title=title, speaker=speaker)


def _incumbent(office: str, date: str) -> tuple[str, ...]:
    """Who held an office in a year, where the speech is one that only its holder gives."""
    return tuple(name for each, name, first, last in rows("incumbents") if each == office and first <= date[:4] <= last)


def _government(header: Header, organ: str) -> str:
    """The government that reports: 广东省, 清河县; from the congress it reports to, or its own name."""
    for written in (header.occasion, header.title, organ):
        match = re.search(
            r"(?P<name>[\u4e00-\u9fff]{2,12}?(?:省|自治区|自治州|市|州|县|自治县|区|旗|乡|镇))(?=第|十|[一二三四五六七八九]届|人民|政府)",
            written,
        )
        if match and not re.search(r"代表|年|在", match["name"]):
            return match["name"]
    return ""


def _whole_office(role: str, place: str) -> str:
    """省长 of 江西省 is 江西省省长; 自治区人民政府主席 of 宁夏回族自治区 is 宁夏回族自治区主席."""
    bare = re.sub(r"^(?:省|市|县|区|自治区|自治州)?人民政府", "", role)
    bare = bare.removeprefix("自治区") or role
    return (
        place + bare if re.fullmatch(r"(?:代理?|副)*(?:省长|市长|县长|区长|州长|旗长|镇长|乡长|主席)", bare) else role
    )


def _report_year(seen: Seen, header: Header) -> str:
    """The year after the one that a report looks back on."""
    dated = dated_by_congress(header.occasion)
    if dated:
        return dated[:4]
    title = dates.dates(header.title)
    if title:
        return title[0].value[:4]
    back = re.search(
        r"(?P<year>(?:19|20)\d\d|[一二][〇九][〇一二三四五六七八九]{2})年[^\n。]{0,16}?(?:工作|国内工作)[^\n。]{0,3}回顾",
        seen.opening,
    )
    back = back or re.search(r"刚刚过去的(?P<year>(?:19|20)\d\d)年", seen.opening)
    back = back or re.search(r"(?:去年|过去一年)工作回顾\n(?P<year>20\d\d)年", seen.opening)
    if back:
        return dates.iso(dates.number(back["year"]) + 1)
    since = re.search(r"(?P<term>第[一二三四五六七八九十]{1,3}届全国人民代表大会)第一次会议以来的五年", seen.opening)
    first = dated_by_congress(f"{since['term']}第一次会议") if since else ""
    if not first and re.search(r"过去五年", seen.opening[:200]):
        term = re.search(r"\n(?P<term>第[一二三四五六七八九十]{1,3}届全国人民代表大会)期间", seen.opening)
        first = dated_by_congress(f"{term['term']}第一次会议") if term else ""
    return dates.iso(int(first[:4]) + 5) if first else ""


def party_report(header: Header, seen: Seen) -> Header:
    """A report to a party congress, known by 我代表第十八届中央委员会向大会作报告."""
    match = _COMMITTEE.search(seen.opening[:300])
    opened = re.search(r"\n(?P<congress>中国共产党第[一二三四五六七八九十]{1,3}次全国代表大会),", seen.opening[:60])
    if not match and opened and not header.title:
        header = replace(header, occasion=header.occasion or opened["congress"], level=header.level or "national")
        return replace(header, kind="party_congress_report") if seen.length > _LONG else header
    if not match or header.kind not in ("", "speech", "report", "party_congress_report"):
        return header
    header = replace(header, kind="party_congress_report")
    if not match["what"]:
        return header
    congress = re.search(
        r"中国共产党第[一二三四五六七八九十]{1,3}次全国代表大会", header.occasion + header.title
    ) or re.search(r"(?:中国共产党|党的?)(?P<n>第[一二三四五六七八九十]{1,3}次全国代表大会)", seen.opening)
    occasion = header.occasion or (
        f"中国共产党{congress['n']}"
        if congress and "n" in congress.groupdict()
        else congress.group()
        if congress
        else ""
    )
    return replace(header, occasion=occasion, level=header.level or "national")


def new_year(header: Header, seen: Seen) -> Header:
    """A New Year's address of the head of state: given on the last day of the year before, in Beijing."""
    opening = seen.opening[:200]
    match = _NEW_YEAR.search(opening)
    hearers = re.search(r"向?全国各族人民|我在(?:首都)?北京向大家(?:送上|致以)|香港特别行政区同胞", seen.opening)
    told = re.search(r"国家主席(?P<name>[\u4e00-\u9fff]{2,3})[^。]*发表了?(?P<year>[^,。]{4})年新年贺词", seen.opening)
    if told and not header.title and is_name(told["name"]):
        title = f"国家主席{told['name']}发表{told['year']}年新年贺词"
        last = dates.iso(dates.number(told["year"]) - 1, 12, 31)
        header = replace(
            header, kind="new_year_address", title=title, speaker=(told["name"],), role=("国家主席",), date=last
        )
    if not header.kind and not header.title and match and hearers and re.search(r"新年|祝福", seen.opening):
        header = replace(header, kind="new_year_address")
    if header.kind != "new_year_address":
        return header
    head = header.role == ("国家主席",) or (hearers and not header.role and not header.title)
    spoken = (match["year"] or match["next"] or str(int(match["past"]) + 1)) if match else ""
    year = dates.first_date(header.title)[:4] or spoken
    day = f"{int(year) - 1}-12-31" if year and head else ""
    header = replace(header, occasion=header.occasion or "新年贺词", date=header.date or day)
    if not head:
        return header
    speaker = header.speaker or _incumbent("国家主席新年贺词", year)
    role = header.role or (("国家主席",) if speaker and not header.speaker else ())
    title = header.title or (f"国家主席{speaker[0]}发表{_han_year(year)}年新年贺词" if speaker and year else "")
    header = replace(header, title=title, speaker=speaker, role=role)
    return replace(header, level=header.level or "national", place=header.place or "北京")


def _han_year(year: str) -> str:
    """2018 as its headlines write it: 二〇一八."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in year)


def press(header: Header, seen: Seen) -> Header:
    """An editorial: the paper speaks."""
    if header.kind != "editorial":
        return header
    press_lines = normalise(" ".join(around(seen)))
    paper = re.search(r"《?(?P<name>人民日报|光明日报|解放军报|经济日报|解放日报|红旗|求是)》?", press_lines)
    found = dates.full_dates(press_lines)
    date = header.date or (found[-1].value if found else "")
    commentator = re.search(r"(?:本报|人民日报|新华社|光明日报)(?:特约)?评论员", press_lines)
    if not paper or commentator:
        speaker = header.speaker or ((commentator.group(),) if commentator else ())
        return replace(header, speaker=speaker, date=date)
    national = paper["name"] != "解放日报"
    return replace(
        header,
        speaker=header.speaker or (f"{paper['name']}社论",),
        date=date,
        level=header.level or ("national" if national else ""),
    )


def dated_by_congress(occasion: str) -> str:
    return (
        pairs("congresses").get(re.sub(r"^.*(?=第.{1,3}届全国人民代表大会)", "", normalise(occasion)), "")
        if occasion
        else ""
    )
