"""What does a speech say of itself? Title, speaker, role, level, place, occasion, date and kind, from the text.

The title's form comes first, then the lines under it, front matter and labelled lines, the signature, and a few
set phrases with which reports to a congress open. What is given by the user outranks what is read; what cannot be
known stays empty. A wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace

from language import dates, openings, places
from language.masthead import LABELS, PRESS, Masthead, lines_of, read_masthead, read_signature, wire_month_days
from language.model import LEVELS, Header
from language.names import is_name
from language.normalise import normalise
from language.openings import OPENING, Seen
from language.tables import pairs, rows
from language.titles import KINDS, Subject, TitleParts, kind_of, read_subject, read_title

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


def read_header(text: str, *, filename: str = "", known: Header | None = None) -> Header:
    """The header of a speech. ``filename`` counts only where the text has no title or date; ``known`` outranks all.

    Offsets play no part here; the text may have front matter between two lines of ``---``. Never raises.
    """
    given, end = front_matter(text)
    lines = lines_of(text[end:])
    masthead = read_masthead(lines)
    header = _merge(known or Header(), _merge(given, _labelled(masthead.labels)))
    seen = _see(lines, masthead, header.title, filename)
    header = _merge(header, _from_lines(seen, header))
    return _merge(known or Header(), _complete(header, seen))


def front_matter(text: str) -> tuple[Header, int]:
    """What a block between two lines of ``---`` at the head of a text says, and where the text goes on."""
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


def _see(lines: list[str], masthead: Masthead, title: str, filename: str) -> Seen:
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", filename)[-1])
    file_date = dates.full_dates(stem) or (
        [] if not re.match(r"\d{8}(?!\d)", stem) else dates.full_dates(f"{stem[:4]}-{stem[4:6]}-{stem[6:8]}")
    )
    file_title = re.sub(r"^[\d\-_. ]+|_", " ", stem).strip() if len(re.findall(r"[\u4e00-\u9fff]", stem)) >= 4 else ""
    subtitle = next(
        (parts for parts in map(_read_subtitle, masthead.subtitles) if parts.occasion or parts.speaker), TitleParts()
    )
    return Seen(
        masthead,
        read_title(re.sub(r"^\d{4}-\d\d-\d\d[_ ]", "", title or masthead.title or file_title)),
        subtitle,
        read_signature(lines, masthead.body),
        normalise("\n".join(lines[masthead.body : masthead.body + 6])[:OPENING]),
        tuple(lines[-3:]),
        file_title,
        file_date[0].value if file_date else "",
        sum(map(len, lines)),
    )


def _read_subtitle(line: str) -> TitleParts:
    """The parts of ——2026年1月26日在广东省第十四届人民代表大会第五次会议上 and of ——在某某座谈会上的讲话."""
    bare = line.strip("（）()—―─– 　")
    found = dates.full_dates(bare)
    return read_title(bare[found[0].end :].strip() if found and found[0].start < 3 else bare)


def _bare(title: str) -> str:
    """A title without the archive's date before it, its blanks made plain."""
    title = re.sub(r"^\d{4}-\d\d-\d\d[_ ]", "", title)
    title = re.sub(r"[\u3000\xa0\t ]+", " ", title).strip()
    headline = re.match(r"(?P<name>[\u4e00-\u9fff·]{2,6})[:：]\s?(?=[在同致关])", title)
    return title[headline.end() :] if headline and is_name(headline["name"]) else title


def _from_lines(seen: Seen, known: Header) -> Header:
    """What the masthead and the signature say."""
    title = _bare(seen.masthead.title or _announced(seen.masthead.wires) or seen.file_title)
    speaker, role = _speaker(seen)
    occasion = seen.title.occasion or seen.subtitle.occasion
    return Header(
        title=title,
        speaker=speaker,
        role=tuple(_short_office(each) for each in role),
        place=_parenthesised_place(seen.masthead),
        occasion=occasion,
        date=_date(seen),
        kind=_kind(seen, known.title or title, known.kind),
    )


def _announced(wires: tuple[str, ...]) -> str:
    """The title that an agency's lead announces: 发表题为《深化合作伙伴关系 共建亚洲美好家园》的重要演讲."""
    for wire in wires:
        match = re.search(r"题为[《〈](?P<title>[^》〉]{2,60})[》〉]的.{0,6}(?:演讲|讲话|文章|致辞|报告)", wire)
        if match:
            return match["title"]
    return ""


def _speaker(seen: Seen) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Speaker and role from one place, so that the two belong together: the title, a byline, a note, the signature."""
    for parts in (seen.title, seen.subtitle):
        if parts.speaker:
            role = parts.role or _byline(seen.masthead)[1]
            return parts.speaker, role
    names, roles = _byline(seen.masthead)
    if names:
        return names, roles or seen.title.role
    role = seen.title.role or seen.subtitle.role or roles
    for wire in seen.masthead.wires:
        told = _told(wire)
        if told.speaker:
            return told.speaker, role or told.role
    for note in seen.masthead.notes:
        names, noted = _noted(note)
        if names:
            return names, role or noted
    return ((seen.signature.name,) if seen.signature.name else ()), role


def _told(wire: str) -> Subject:
    """Who speaks, in an agency's lead: 新华社新加坡11月7日电 国家主席习近平7日在新加坡国立大学发表……演讲全文如下."""
    body = re.split(r"[电讯][】\])]?\s*", wire, maxsplit=1)[-1]
    written = r"(?:\d{1,2}月\d{1,2}日,?)?(?P<who>[^,。《\d]{2,34}?)(?:\d{1,2}日)?(?=在|发表|同|出席)"
    match = re.match(written, normalise(body))
    return read_subject(body[match.start("who") : match.end("who")]) if match else Subject()


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
    """One name for one office: 中华人民共和国主席 is 国家主席, 湖北省人民政府省长 is 湖北省省长."""
    role = re.sub(r"(?<=[省市县区州旗])人民政府(?=代?(?:省长|市长|县长|区长|州长|旗长|主席)$)", "", role)
    return pairs("short_offices").get(normalise(role), role)


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


def _date(seen: Seen) -> str:
    """The first of: the session line, a date line, a dated title, an agency's day with a year, the signature."""
    for line in seen.masthead.subtitles:
        found = dates.full_dates(line)
        if found and found[0].start < 4:
            return found[0].value
    for line in seen.masthead.dates:
        value = dates.first_date(line) or next((each.value for each in dates.short_dates(line)), "")
        if value:
            return value
    archived = re.match(r"\d{4}-\d\d-\d\d(?=[_ ])", seen.masthead.title)
    if archived and dates.is_date(archived.group()):
        return archived.group()
    titled = dates.full_dates(seen.masthead.title)
    if titled:
        return titled[0].value
    return seen.signature.date or seen.file_date


def _kind(seen: Seen, title: str, known: str) -> str:
    if known:
        return known
    if any(PRESS.search(normalise(line)) for line in openings.around(seen)) and not seen.title.occasion:
        return "editorial"
    code = kind_of(title)
    if code == "report" and (
        seen.title.occasion or seen.title.speaker or seen.subtitle.occasion or seen.masthead.salutation
    ):
        code = "speech"
    return code or next((parts.kind for parts in map(_read_subtitle, seen.masthead.subtitles) if parts.kind), "")


def _complete(header: Header, seen: Seen) -> Header:
    """The header with what follows from the fields together and from the words with which the speech opens."""
    header = openings.government_report(header, seen)
    header = openings.party_report(header, seen)
    header = openings.new_year(header, seen)
    header = openings.press(header, seen)
    if not header.date:
        header = replace(header, date=openings.dated_by_congress(header.occasion) or _wire_date(seen, header))
    if not header.place:
        header = replace(header, place=_place(header, seen))
    if not header.kind and seen.masthead.salutation:
        header = replace(header, kind="speech")
    if not header.kind and re.search(r"报告.{0,6}$", normalise(header.title)):
        header = replace(header, kind="report")
    return header if header.level else replace(header, level=_level(header, seen))


def _wire_date(seen: Seen, header: Header) -> str:
    """An agency's month and day, 新华社北京10月21日电, with the year that the title or the opening names alone."""
    days = wire_month_days([*seen.masthead.wires, *seen.tail])
    years = {each.value[:4] for each in dates.dates(header.title)}
    if not days or len(years) != 1:
        return ""
    year = int(years.pop()) - (1 if header.kind == "new_year_address" and days[0] > "06" else 0)
    month, day = (int(part) for part in days[0].split("-"))
    return dates.iso(year, month, day)


def _place(header: Header, seen: Seen) -> str:
    for written in (header.title, header.occasion, *header.role):
        found = places.place(written)
        if found:
            return found
    return ""


def _level(header: Header, seen: Seen) -> str:
    """The level of the speaker's office, else that of a leader whom everybody knows, of the occasion, of the title."""
    occasion = places.level_of(header.occasion)
    offices = [level for level in map(places.level_of, header.role) if level]
    if offices:
        return occasion if occasion in offices else offices[0]
    if any(_leads(name, header.date, alone=not occasion) for name in header.speaker):
        return "national"
    return occasion or places.level_of(header.title) or ("county" if places.county(header.title) else "")


def _leads(name: str, date: str, *, alone: bool) -> bool:
    """Whether somebody heads party or state at a date; without a date, only where nothing else tells."""
    for leader, since, until in rows("leaders"):
        if normalise(name) == leader:
            return since[: len(date)] <= date[:7] <= until if date else alone or until >= "2099"
    return False
