"""What stands above a speech and below it? Its first and last lines, by what they are: title, byline, date.

The masthead ends at the salutation or at the first paragraph of the speech. Lines of a web page (下载, 打印, 字号),
captions and a news agency's lead are passed over. Nothing is read out of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from language.dates import dates, full_dates, month_days, short_dates
from language.normalise import normalise
from language.titles import TitleParts, kind_of, kind_word, read_subject, read_title

LABELS: dict[str, str] = {
    name: field_name
    for field_name, names in {
        "title": "标题 题目 篇名 题名 title",
        "speaker": "作者 讲话人 发言人 报告人 姓名 主讲人 主讲 演讲人 讲话者 致辞人 署名 发言者 报告者 speaker author",
        "role": "职务 身份 讲话人职务 发言人职务 role",
        "level": "层级 级别 level",
        "place": "地点 讲话地点 会议地点 place",
        "occasion": "场合 会议 会议名称 活动 occasion",
        "date": "时间 日期 讲话时间 讲话日期 会议时间 发言时间 成文日期 date",
        "kind": "文种 体裁 kind",
    }.items()
    for name in names.split()
}
_LABEL = re.compile(
    r"[〖\[(【]?(?P<name>"
    + "|".join(sorted(LABELS, key=len, reverse=True))
    + r")[】\]]?\s?:\s?(?P<value>.*?)[〗\])】]?$"
)
_OFFICE_LABEL = re.compile(r"(?:书记|省长|市长|县长|区长|乡长|镇长|主席|主任|局长|部长)\s?:\s?\S{2,4}$")
_CHROME = re.compile(
    r"(?:下载|打印.*|全屏|收藏|[【\[]?(?:字号|字体)\s?:?|加大|还原|减小|大|中|小|[】\[\]【>|×]|分享.*|首页|(?:当前|您的)位置\s?:?|关闭(?:窗口)?|来源\s?:.*|"
    r"[(\[【]?(?:责任)?编辑\s?:.*|阅读量.*|浏览.*|点击.*|发[表布]时间\s?:?.*|发布(?:日期|机构).*|稿源.*|视频:.*|.{0,8}要闻|政务信息|正文|目录|"
    r"相关(?:报道|文档).*|扫一扫.*|政务公开|.{0,12}(?:日报|网|客户端|新华社)|"
    r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?|\d{4}年\d\d?月\d\d?日 \d\d[时:].*|[\W\d]+)"
)
_CAPTION = re.compile(r"(?:\s摄|摄影|记者.{1,14}摄|。.{0,20}记者\s?\S{2,4}|图为.*|资料图.*)[)。]?$")
_WIRE = re.compile(
    r"[【\[(]?(?:新华社|新华网|人民网|中新社|本报|本刊|本台|央视网|央广网|中新网|《?新闻联播)\S{0,24}?(?:电|讯|日|》)"
)
_NOTE = re.compile(r"[〖【\[(]?(?:编者按|按语|编者注|注)?\s?:?")
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位|诸位|全国|女士|先生|同志|朋友|同胞|青年朋友|主席[先同、,]|主席团|代表|老师|同学|乡亲|战友|首都的|无产阶级革命派|"
    r"父老|兄弟|我的|在座的|大家).{0,160}?[:!,]$|(?:尊敬的|各位)[^。]{2,60}[,:!]?$|(?:同志|朋友|代表|同胞|女士|先生|委员|同学|乡亲)们?(?:,[^。]{0,12})?[:!]|"
    r"各位[^,。:!]{1,14}[:!,]|大家好[!,。]|你?们?好!$"
)
_ADDRESSEE = re.compile(r"[^。,;]{2,30}(?:委|部|局|党组|同志|中央|省委|政府)(?:[并、及]?.{0,16})?:$")
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.\s]|\([一二三四五六七八九十\d]{1,3}\)|第[一二三四五六七八九十][章节条部、,]|\d{1,2}[、.])"
)
_DASH = re.compile(r"^(?:[—―─–]{1,4}|--+)\s?")
_REPRINT = re.compile(r"翻印|印发|转发|转载|出版|修订|编辑|印刷|校对|抄送|共印|来源")
LONGEST_TITLE = 90
_PARAGRAPH = 600
# 人民日报社论; （载《人民日报》一九七五年三月十一日，社论）; 本报评论员.
PRESS = re.compile(
    r"^\(?(?:\(?载)?[《<]?[\u4e00-\u9fff]{2,4}(?:日报|报)?[》>]?.{0,45}社论\)?$|"
    r"^\(?(?:本报|人民日报|新华社)(?:特约)?评论员"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The first lines of a speech by what they are, as written. ``body`` is the index of its first line below them."""

    title: str = ""
    subtitles: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    salutation: str = ""
    body: int = 0


@dataclass
class _Reading:
    """What has been seen while the lines are read, top to bottom."""

    titles: list[str] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    wires: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    salutation: str = ""


def lines_of(text: str) -> list[str]:
    """The lines that hold anything, without the blanks around them."""
    return [line.strip(" \t\u3000\ufeff\r") for line in text.split("\n") if line.strip(" \t\u3000\ufeff\r")]


def read_masthead(lines: list[str]) -> Masthead:
    """The masthead of a speech given as its non-empty lines; at most 40 of them are looked at."""
    seen = _Reading()
    at = 0
    while at < min(len(lines), 40):
        step = _take(lines, at, seen)
        if not step:
            break
        at += step
    title = _join_titles(seen)
    if not seen.subtitles:
        seen.subtitles += _misplaced(lines[at:][-2:])
    if not seen.dates:
        seen.dates += _buried(lines[:8])
    return Masthead(
        title,
        tuple(seen.subtitles),
        tuple(seen.bylines),
        tuple(seen.dates),
        tuple(seen.wires),
        tuple(seen.notes),
        seen.labels,
        seen.salutation,
        at,
    )


_ORIGINAL = re.compile(r"^\(?原标题\s?:\s?(?P<title>.+?)\)?$")


def _misplaced(lines: list[str]) -> list[str]:
    """A subtitle that a page has put below the speech: ——习近平在莫斯科国际关系学院的演讲."""
    found = []
    for line in lines:
        match = _ORIGINAL.match(normalise(line))
        title = line[match.start("title") : match.end("title")] if match else line
        said = read_title(title) if len(line) <= LONGEST_TITLE and (match or _DASH.match(line)) else TitleParts()
        if said.occasion or said.speaker:
            found.append(title)
    return found


# A date in brackets of its own, between a scanner's stray characters: 会议上的讲话（一九七八年三月十五日）同志们.
_IN_BRACKETS = re.compile(r"\((?P<date>[^()]{6,16}[日月])\)")


def _buried(lines: list[str]) -> list[str]:
    found = []
    for line in lines:
        plain = normalise(line[:LONGEST_TITLE])
        match = _IN_BRACKETS.search(plain)
        said = match and (match.start() < 4 or re.search(r"讲话|报告|发言|全文", plain[: match.start()]))
        if match and said and re.fullmatch(r"\D{0,2}", plain[match.end() : match.end() + 2]) and dates(match["date"]):
            found.append(line[match.start("date") : match.end("date")])
    return found[:1]


def _take(lines: list[str], at: int, seen: _Reading) -> int:
    """Put one line where it belongs; how many lines were used, 0 where the speech itself begins."""
    line = lines[at]
    if len(line) > _PARAGRAPH:
        return 0
    plain = normalise(line)
    if _label(line, plain, seen, published="来源" in "".join(lines[max(0, at - 1) : at + 2])):
        return 1
    if _SALUTATION.match(plain) and not kind_word(line):
        seen.salutation = line
        return 0
    if _WIRE.match(plain) and (len(plain) < 50 or plain.endswith("如下:") or _title_ahead(lines, at)):
        seen.wires.append(line)
        return 1
    if (_CHROME.fullmatch(plain) and not _date_line(plain)) or (_CAPTION.search(plain) and len(plain) < 90):
        return 1
    if plain[:1] in "〖[【" or plain.startswith(("编者按", "(编者按")):
        seen.notes.append(line)
        return 1
    if _session(plain):
        joined = plain.endswith(("上", "上)", "通过)"))
        seen.subtitles.append(line if joined or at + 1 == len(lines) else line + lines[at + 1])
        return 1 if joined else 2
    if _DASH.match(plain) and (
        kind_word(line) or dates(line) or "上" in plain[-3:] or re.search(r"[在同]\S", plain[:8])
    ):
        used = _dash(lines, at, seen)
        if used:
            return used
    if _date_line(plain):
        seen.dates.append(line)
        return 1
    if _byline(line, plain, seen):
        seen.bylines.append(line)
        return 1
    return _title_line(lines, at, seen)


def _label(line: str, plain: str, seen: _Reading, published: bool) -> bool:
    match = _LABEL.match(plain)
    if match:
        value = line[match.start("value") : match.end("value")].strip()
        name = LABELS[match["name"]]
        # 时间 beside 来源 is the day on which a web page was put up; 〖时间：下午〗 is no date.
        if (name == "date" and (published or not dates(value))) or (name == "title" and seen.titles):
            return True
        seen.labels.setdefault(name, value)
        return True
    if _OFFICE_LABEL.fullmatch(plain) and read_subject(plain.replace(":", " ")).speaker:
        seen.bylines.append(re.sub(r"[:：]", " ", line))
        return True
    return False


def _session(plain: str) -> bool:
    """(2026年1月27日在贵州省第十四届人民代表大会第四次会议上)."""
    bare = _DASH.sub("", plain).lstrip("(")
    found = dates(bare)
    return bool(found) and found[0].start < 3 and bool(re.match(r"\s?在", bare[found[0].end :])) and len(plain) < 80


def _date_line(plain: str) -> bool:
    found = full_dates(plain) or dates(plain) or short_dates(plain)
    if not found or found[0].start > 3:
        return False
    rest = plain[found[0].end :].strip(" )]。")
    opened = plain[0] in "([〔【—-"
    return len(rest) <= (22 if opened else 4) and not re.search(r"的|是|年以来", rest) and "。" not in rest


def _byline(line: str, plain: str, seen: _Reading) -> bool:
    if len(plain) > 40 or re.search(r"[。:!?;]", plain):
        return False
    bare = plain.strip("() ")
    if PRESS.search(plain):
        return True
    subject = read_subject(bare)
    if subject.speaker:
        return bool(seen.titles or seen.dates or seen.wires) or not subject.role or len(subject.speaker) == 1
    return bool(subject.role) and bool(seen.titles) and len(bare) <= 24 and not kind_word(line)


def _title_line(lines: list[str], at: int, seen: _Reading) -> int:
    """A line of the title, or 0 where the body begins."""
    line, plain = lines[at], normalise(lines[at])
    named = bool(kind_word(line)) and len(plain) <= LONGEST_TITLE and not re.search(r"[。;]$", plain)
    spoken = re.search(r"[!?]$", plain) and (len(plain) > 24 or re.search(r"[我们]", plain))
    if len(plain) > LONGEST_TITLE or spoken or re.search(r"[。;:,]$", plain) or (_SECTION.match(plain) and not named):
        again = seen.titles and at + 1 < len(lines) and _same_title(seen.titles[0], lines[at + 1])
        return 1 if again or (_title_ahead(lines, at) and not seen.titles) else 0
    if not seen.titles:
        if at > 0 and seen.dates and not named:
            return 0
        seen.titles.append(line)
        return 1
    same = _same_title(seen.titles[0], line)
    if not same and _continues(seen, line, lines[at + 1 : at + 4]):
        seen.titles.append(line)
        return 1
    said = read_title(line)
    if named and (said.occasion or said.speaker):
        seen.subtitles.append(line)
        return 1
    return 1 if same or (named and kind_of(seen.titles[0]) == kind_of(line)) else 0


def _continues(seen: _Reading, line: str, after: list[str]) -> bool:
    """Whether a line goes on with a title that the line above it began."""
    if len(seen.titles) > 1 or seen.subtitles or seen.bylines or seen.dates:
        return False
    first = seen.titles[0]
    if _DASH.match(normalise(line)):
        return False
    if not kind_word(first) and kind_word(line) and read_title(first + line).occasion and not read_title(line).occasion:
        return True
    if kind_word(first) or kind_word(line) or len(normalise(line)) > 32 or len(first) < 6:
        return False
    ahead = [normalise(each) for each in after]
    return any(_DASH.match(each) and kind_word(each) for each in ahead[:2])


def _same_title(first: str, line: str) -> bool:
    """A title printed again, with the speaker's name or without."""
    a, b = (re.sub(r"[\W_\d]|视频|全文|原标题", "", normalise(each)) for each in (first, line))
    return bool(a and b) and (a in b or b in a)


def _join_titles(seen: _Reading) -> str:
    if len(seen.titles) < 2:
        return seen.titles[0] if seen.titles else ""
    first, second = seen.titles
    return first + second if kind_word(second) else f"{first} {second}"


def _dash(lines: list[str], at: int, seen: _Reading) -> int:
    line = lines[at]
    plain = normalise(line)
    if len(plain) > LONGEST_TITLE or plain.endswith("。"):
        return 0
    whole = bool(kind_word(line)) or bool(re.search(r"[上时)]$", plain)) or bool(_date_line(plain))
    if not whole and at + 1 < len(lines) and re.search(r"[上时]$", normalise(lines[at + 1])):
        seen.subtitles.append(line + lines[at + 1])
        return 2
    if _date_line(plain):
        seen.dates.append(line)
    else:
        seen.subtitles.append(line)
    return 1


def _title_ahead(lines: list[str], at: int) -> bool:
    """Whether one of the next lines is plainly a title: what stands here is then a lead or a caption above it."""
    for line in lines[at + 1 : at + 4]:
        plain = normalise(line)
        if (
            len(plain) <= LONGEST_TITLE
            and not plain.endswith("。")
            and (_date_line(plain) or read_title(line).occasion)
        ):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Signature:
    """The name and the date under a speech, as written; empty where there is none."""

    name: str = ""
    date: str = ""


def read_signature(lines: list[str], body: int) -> Signature:
    """The signature below a speech. Several signatures with different dates are those of enclosures: none is taken."""
    tail = [line for line in lines[max(body, len(lines) - 4) :] if _is_signature(line)]
    if not tail:
        return Signature()
    line = tail[-1]
    signed = (each for each in dict.fromkeys(lines[body:]) if _is_signature(each))
    values = set(_signed_date(line))
    if len(values) != 1 or any(date not in values for each in signed for date in _signed_date(each)):
        return Signature()
    found = (full_dates(line) or short_dates(line))[0]
    name = re.sub(r"[\s\u3000]", "", line[: found.start])
    if not name:
        index = len(lines) - 1 - lines[::-1].index(line)
        above = re.sub(r"[\s\u3000]", "", lines[index - 1]) if index else ""
        name = above if len(above) <= 4 else ""
    return Signature(name if read_subject(name).speaker else "", values.pop())


def _is_signature(line: str) -> bool:
    if len(line) > 45:
        return False
    plain = normalise(line)
    if _REPRINT.search(plain):
        return False
    found = full_dates(plain) or short_dates(plain)
    if not found:
        return False
    rest = plain[found[-1].end :].strip(" )。]")
    return (not rest or re.fullmatch(r"[上下]午|于.{2,6}", rest) is not None) and not re.search(
        r"[,。;:?!]", plain[: found[0].start]
    )


def _signed_date(line: str) -> Iterator[str]:
    for each in full_dates(line) or short_dates(line):
        yield each.value


def wire_month_days(lines: list[str]) -> list[str]:
    """The MM-DD of news agency lines: 新华社北京12月31日电, above or below a speech."""
    found = []
    for line in lines:
        plain = normalise(line[:200] + "\n" + line[-200:])
        match = re.search(r"(?:新华社|新华网|本报|中新社)[^,。]{0,30}?(?:电|讯)", plain)
        if match:
            found += [each.value for each in month_days(match.group())]
    return found
