"""What does a speech say of itself? Title, speaker, role, level, place, occasion, date and kind, read from the text alone.

The title's form comes first, then the lines under it, front matter and labelled lines, the signature, and a few
set phrases with which reports to a congress open. What is given by the user outranks what is read; what cannot be
known stays empty. A wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from language import dates, places
from language.masthead import LABELS, Masthead, Signature, lines_of, read_masthead, read_signature, wire_month_days
from language.model import LEVELS, Header
from language.names import is_name
from language.normalise import normalise
from language.tables import pairs, rows
from language.titles import KINDS, TitleParts, kind_of, read_subject, read_title

_OPENING = 900
_LEVEL_NAMES = {
    "中央": "national",
    "国家": "national",
    "全国": "national",
    "部委": "ministry",
    "大区": "regional",
    "特区": "regional",
    "省": "provincial",
    "省级": "provincial",
    "市": "prefectural",
    "市级": "prefectural",
    "地市": "prefectural",
    "县": "county",
    "县级": "county",
    "乡镇": "township",
    "乡": "township",
    "镇": "township",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was seen of one speech, before it is weighed."""

    masthead: Masthead
    title: TitleParts
    subtitle: TitleParts
    signature: Signature
    opening: str
    tail: tuple[str, ...]
    file_title: str
    file_date: str


def read_header(text: str, *, filename: str = "", known: Header | None = None) -> Header:
    """The header of a speech. ``filename`` counts only where the text has no title or date; ``known`` outranks all.

    Offsets play no part here; the text may have front matter between two lines of ``---``. Never raises.
    """
    given, end = front_matter(text)
    seen = _see(text[end:], filename)
    header = _merge(known or Header(), _merge(given, _labelled(seen.masthead.labels)))
    header = _merge(header, _from_lines(seen, header))
    return _complete(header, seen)


def front_matter(text: str) -> tuple[Header, int]:
    """What a block between two lines of ``---`` at the head of a text says, and the offset at which the text goes on."""
    match = re.match(r"\ufeff?---[ \t]*\r?\n(?P<body>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", text, re.S)
    if not match:
        return Header(), 0
    labels: dict[str, str] = {}
    last = ""
    for line in match["body"].splitlines():
        item = re.match(r"\s*-\s+(?P<value>.+)", line)
        pair = re.match(r"\s*(?P<name>[^:：\s]+)\s*[:：]\s*(?P<value>.*)", line)
        if item and last:
            labels[last] = "、".join(part for part in (labels.get(last, ""), item["value"].strip(" \"'")) if part)
        elif pair and normalise(pair["name"]) in LABELS:
            last = LABELS[normalise(pair["name"])]
            labels[last] = pair["value"].strip().strip("\"'[]")
    return _labelled(labels), match.end()


def kind_code(written: str) -> str:
    """The code of a kind given as a code or in Chinese: speech, 讲话, 社论; empty where it is neither."""
    plain = normalise(written).strip()
    by_name = {name: code for code, name in KINDS.items()}
    return plain if plain in KINDS else by_name.get(plain, "") or kind_of(plain)


def level_code(written: str) -> str:
    """The code of a level given as a code or in Chinese: county, 县级; empty where it is neither."""
    plain = normalise(written).strip()
    return plain if plain in LEVELS else _LEVEL_NAMES.get(plain, "")


def _labelled(labels: dict[str, str]) -> Header:
    """A header from labelled lines or front matter."""
    several = {
        name: tuple(part for part in re.split(r"[、，,;；]\s*", labels.get(name, "")) if part)
        for name in ("speaker", "role")
    }
    return Header(
        title=labels.get("title", ""),
        speaker=tuple(part.strip(" \"'") for part in several["speaker"]),
        role=tuple(part.strip(" \"'") for part in several["role"]),
        level=level_code(labels.get("level", "")),
        place=labels.get("place", ""),
        occasion=labels.get("occasion", ""),
        date=dates.read(labels.get("date", "")),
        kind=kind_code(labels.get("kind", "")),
    )


def _merge(first: Header, second: Header) -> Header:
    """Field by field the first, where it says anything."""
    return Header(**{each.name: getattr(first, each.name) or getattr(second, each.name) for each in fields(Header)})


def _see(text: str, filename: str) -> _Read:
    lines = lines_of(text)
    masthead = read_masthead(lines)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", filename)[-1])
    file_date = dates.full_dates(stem) or (
        [] if not re.match(r"\d{8}(?!\d)", stem) else dates.full_dates(f"{stem[:4]}-{stem[4:6]}-{stem[6:8]}")
    )
    file_title = re.sub(r"^[\d\-_. ]+|_", " ", stem).strip() if len(re.findall(r"[\u4e00-\u9fff]", stem)) >= 4 else ""
    subtitle = next(
        (parts for parts in map(read_title, masthead.subtitles) if parts.occasion or parts.speaker), TitleParts()
    )
    return _Read(
        masthead,
        read_title(_bare(masthead.title or file_title)),
        subtitle,
        read_signature(lines, masthead.body),
        normalise("\n".join(lines[masthead.body : masthead.body + 6])[:_OPENING]),
        tuple(lines[-3:]),
        file_title,
        file_date[0].value if file_date else "",
    )


def _bare(title: str) -> str:
    """A title without the archive's date before it, its blanks made plain."""
    title = re.sub(r"^\d{4}-\d\d-\d\d[_ ]", "", title)
    return re.sub(r"[\u3000\xa0\t ]+", " ", title).strip()


def _from_lines(seen: _Read, known: Header) -> Header:
    """What the masthead and the signature say."""
    title = _bare(seen.masthead.title or seen.file_title)
    speaker, role = _speaker(seen)
    occasion = seen.subtitle.occasion or seen.title.occasion
    return Header(
        title=title,
        speaker=speaker,
        role=tuple(_short_office(each) for each in role),
        place=_parenthesised_place(seen.masthead),
        occasion=occasion,
        date=_date(seen),
        kind=_kind(seen, known.title or title, known.kind),
    )


def _speaker(seen: _Read) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Speaker and role from one place, so that the two belong together: the title, a byline, a note, the signature."""
    for parts in (seen.title, seen.subtitle):
        if parts.speaker:
            role = parts.role or _byline(seen.masthead)[1]
            return parts.speaker, role
    names, roles = _byline(seen.masthead)
    if names:
        return names, roles or seen.title.role
    role = seen.title.role or seen.subtitle.role or roles
    for note in seen.masthead.notes:
        names, noted = _noted(note)
        if names:
            return names, role or noted
    return ((seen.signature.name,) if seen.signature.name else ()), role


def _byline(masthead: Masthead) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    for line in masthead.bylines:
        subject = read_subject(line.strip("（）() 　"))
        names = names or subject.speaker
        roles = roles or subject.role
    return names, roles


def _noted(note: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The speaker whom an editor's note presents: 〖郭沫若，全国人大常委会副委员长、全国政协副主席〗."""
    match = re.match(
        r"[〖【\[(]?(?:编者按\s?:\s?)?(?P<name>[\u4e00-\u9fff·]{2,4})(?:,|系|,?时任|,?是)(?P<office>[^。;,〗]*)",
        normalise(note),
    )
    if not match or not is_name(match["name"]):
        return (), ()
    name = note[match.start("name") : match.end("name")]
    office = re.sub(r"^(?:时任|任)", "", note[match.start("office") : match.end("office")])
    subject = read_subject(office)
    return (name,), subject.role if not subject.speaker else ()


def _short_office(role: str) -> str:
    """One name for one office: 中华人民共和国主席 and 国家主席 are the same."""
    return pairs("offices").get(normalise(role), role)


def _parenthesised_place(masthead: Masthead) -> str:
    """莫斯科 in （２０１３年３月２２日，莫斯科）."""
    for line in masthead.dates:
        found = dates.full_dates(line)
        if not found:
            continue
        rest = re.sub(r"[\s\u3000]", "", line[found[0].end :]).strip("，,）)］]")
        rest = re.sub(r"^[上下]午[，,]?", "", rest)
        if re.fullmatch(r"[\u4e00-\u9fff·]{2,10}", rest) and not re.search(
            r"[上下中]午|晚|通过|讲话|发言|会议|稿|至|记录", rest
        ):
            return rest
    return ""


def _date(seen: _Read) -> str:
    """The first of: the session line, a date line, a dated title, an agency's day with a year, the signature."""
    above = [*seen.masthead.subtitles, *seen.masthead.dates]
    for line in above:
        value = dates.first_date(line) or (dates.short_dates(line) or [dates.FoundDate(0, 0, "")])[0].value
        if value:
            return value
    archived = re.match(r"\d{4}-\d\d-\d\d(?=[_ ])", seen.masthead.title)
    if archived and dates.is_date(archived.group()):
        return archived.group()
    titled = dates.full_dates(seen.masthead.title)
    if titled:
        return titled[0].value
    return seen.signature.date or seen.file_date


def _kind(seen: _Read, title: str, known: str) -> str:
    if known:
        return known
    press = " ".join((*seen.masthead.wires, *seen.masthead.bylines, *seen.tail))
    if re.search(r"社论|本报评论员", press + seen.masthead.title) and not seen.masthead.salutation:
        return "editorial"
    code = kind_of(title)
    if code == "report" and (
        seen.title.occasion or seen.title.speaker or seen.subtitle.occasion or seen.masthead.salutation
    ):
        code = "speech"
    return code or kind_of(next(iter(seen.masthead.subtitles), "")) or seen.title.kind


# What reports to a congress open with.
_STATE_COUNCIL = re.compile(r"代表(?:中华人民共和国)?国务院|根据国务院的决定,向")
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


def _complete(header: Header, seen: _Read) -> Header:
    """The header with what follows from the fields together and from the words with which the speech opens."""
    header = _government_report(header, seen)
    header = _party_report(header, seen)
    header = _new_year(header, seen)
    header = _press(header, seen)
    if not header.date:
        header = replace(header, date=_dated_by_congress(header.occasion) or _wire_date(seen, header))
    if not header.place:
        header = replace(header, place=_place(header, seen))
    if not header.kind and seen.masthead.salutation:
        header = replace(header, kind="speech")
    if not header.kind and re.search(r"报告.{0,6}$", normalise(header.title)):
        header = replace(header, kind="report")
    return header if header.level else replace(header, level=_level(header, seen))


def _government_report(header: Header, seen: _Read) -> Header:
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
        role = header.role or (("国务院总理",) if state and re.search(r"代表国务院", opening) else ())
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
    if re.fullmatch(r"(?:(?:19|20)\d\d年)?政府工作报告(?:\(摘要\))?", normalise(title)) or not title:
        title = f"{date[:4]}年{organ.removesuffix('人民政府')}政府工作报告" if date and organ else title
    return replace(header, date=date, title=title)


def _government(header: Header, organ: str) -> str:
    """The government that reports: 广东省, 清河县; from the congress it reports to, or its own name."""
    for written in (header.occasion, header.title, organ):
        match = re.search(
            r"(?P<name>[\u4e00-\u9fff]{2,12}?(?:省|自治区|自治州|市|州|县|自治县|区|旗|乡|镇))(?=第|十|[一二三四五六七八九]届|人民|政府)",
            written,
        )
        if match and not re.search(r"代表|年", match["name"]):
            return match["name"]
    return ""


def _whole_office(role: str, place: str) -> str:
    """省长 of 江西省 is 江西省省长; 自治区人民政府主席 of 宁夏回族自治区 is 宁夏回族自治区主席."""
    bare = re.sub(r"^(?:省|市|县|区|自治区|自治州)?人民政府", "", role)
    bare = bare.removeprefix("自治区") or role
    return (
        place + bare if re.fullmatch(r"(?:代理?|副)*(?:省长|市长|县长|区长|州长|旗长|镇长|乡长|主席)", bare) else role
    )


def _report_year(seen: _Read, header: Header) -> str:
    """The year after the one that a report looks back on."""
    dated = _dated_by_congress(header.occasion)
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
    first = _dated_by_congress(f"{since['term']}第一次会议") if since else ""
    return dates.iso(int(first[:4]) + 5) if first else ""


def _party_report(header: Header, seen: _Read) -> Header:
    """A report to a party congress, known by 我代表第十八届中央委员会向大会作报告."""
    match = _COMMITTEE.search(seen.opening[:300])
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


def _new_year(header: Header, seen: _Read) -> Header:
    """A New Year's address of the head of state: given on the last day of the year before, in Beijing."""
    opening = seen.opening[:200]
    match = _NEW_YEAR.search(opening)
    hearers = re.search(r"向?全国各族人民|向大家(?:送上|致以).{0,8}祝福|香港特别行政区同胞", seen.opening)
    if not header.kind and not header.title and match and hearers and re.search(r"新年|祝福", seen.opening):
        header = replace(header, kind="new_year_address")
    if header.kind != "new_year_address":
        return header
    head = header.role == ("国家主席",) or (hearers and not header.role)
    year = dates.first_date(header.title)[:4] or ((match["year"] or match["next"]) if match else "")
    day = f"{int(year) - 1}-12-31" if year and head else ""
    header = replace(header, occasion=header.occasion or "新年贺词", date=header.date or day)
    if not head:
        return header
    return replace(header, level=header.level or "national", place=header.place or "北京")


def _press(header: Header, seen: _Read) -> Header:
    """An editorial: the paper speaks."""
    if header.kind != "editorial":
        return header
    around = normalise(
        " ".join(
            (*seen.masthead.bylines, *seen.masthead.notes, *seen.tail, seen.masthead.title, *seen.masthead.subtitles)
        )
    )
    paper = re.search(r"《?(?P<name>人民日报|光明日报|解放军报|经济日报|解放日报|红旗|求是)》?", around)
    found = dates.full_dates(around)
    date = header.date or (found[-1].value if found else "")
    if not paper:
        return replace(header, date=date)
    national = paper["name"] != "解放日报"
    return replace(
        header,
        speaker=header.speaker or (f"{paper['name']}社论",),
        date=date,
        level=header.level or ("national" if national else ""),
    )


def _dated_by_congress(occasion: str) -> str:
    return (
        pairs("congresses").get(re.sub(r"^.*(?=第.{1,3}届全国人民代表大会)", "", normalise(occasion)), "")
        if occasion
        else ""
    )


def _wire_date(seen: _Read, header: Header) -> str:
    """An agency's month and day, 新华社北京10月21日电, with the year that the title or the opening names alone."""
    days = wire_month_days([*seen.masthead.wires, *seen.tail])
    years = {each.value[:4] for each in dates.dates(header.title)}
    if not days or len(years) != 1:
        return ""
    year = int(years.pop()) - (1 if header.kind == "new_year_address" and days[0] > "06" else 0)
    month, day = (int(part) for part in days[0].split("-"))
    return dates.iso(year, month, day)


def _place(header: Header, seen: _Read) -> str:
    for written in (header.title, header.occasion, *header.role):
        found = places.place(written)
        if found:
            return found
    return ""


def _level(header: Header, seen: _Read) -> str:
    """The level of the speaker's office, else of the occasion, else of a leader whom everybody knows, else of the title."""
    occasion = places.level_of(header.occasion)
    offices = [level for level in map(places.level_of, header.role) if level]
    if offices:
        return occasion if occasion in offices else offices[0]
    if occasion and occasion not in ("national", "ministry"):
        return occasion
    if any(_leads(name, header.date) for name in header.speaker):
        return "national"
    return occasion or places.level_of(header.title) or ("county" if places.county(header.title) else "")


def _leads(name: str, date: str) -> bool:
    """Whether somebody stands at the head of party or state at a date; unknown dates count for no one but by name."""
    for leader, since, until in rows("leaders"):
        if normalise(name) == leader:
            return not date or since[: len(date)] <= date[:7] <= until
    return False
