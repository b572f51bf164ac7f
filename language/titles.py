"""What does a title say? 县委副书记在县委理论学习中心组研讨会上的讲话: who (a role), where (an occasion), what.

A title has up to four parts: ``[题目：][职务][姓名][同志] 在场合上 [关于…] 的文种``. Each part is taken only from its
own place, so that what is not there stays empty. Matching runs over the normalised title; values are cut from the
title as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from language.dates import full_dates
from language.names import is_name, is_titled
from language.normalise import normalise
from language.tables import either, pairs, rows

# The codes of the corpus' column ``kind``, and their Chinese names.
KINDS: dict[str, str] = {
    "speech": "讲话",
    "government_work_report": "政府工作报告",
    "party_congress_report": "党代会报告",
    "report": "报告",
    "new_year_address": "新年贺词",
    "editorial": "社论",
    "congratulatory": "致辞",
    "letter": "贺信",
}

_HAN = r"[\u4e00-\u9fff]"
_TAIL = r"(?:\(.{0,30}?\)|摘要|提纲|全文|节录|摘录|记录|草案|要点|选段|实录|稿|,|\s)*"
_EVENT = (
    r"会议|大会|全会|年会|峰会|例会|晚会|党代会|代表会|座谈会|会|仪式|典礼|结业式|毕业式|授牌式|式|春茗|团拜|开幕式|闭幕式|签字式|论坛|研讨班|学习班|轮训班|培训班|进修班|班|"
    r"晚宴|午宴|宴会|活动|集会|讲座|公祭|学校|现场|大|课|辩论|行动日|会晤|谈判|总部"
)
_HOW = r"(?:所?作的?|所?做的?|发表的?|致|关于|就|讲话|总?结|发言|报告|书面|即席|的|,|:|$)"
_AT = re.compile(rf"(?<!现)(?:在|于)(?P<event>(?!此)\S(?:.*?(?:{_EVENT}))??(?<!在))上(?={_HOW})")
_VISIT = re.compile(r"(?P<event>(?:同|与|和|会见|接见|出席|视察|考察)[^:]{2,60}?)(?:结束)?(?:时|期间)的")
_HELD = re.compile(r"(?<!现)在(?P<event>[^:]{2,50}?(?:会议|大会|座谈会|班|会))(?=(?:上)?(?:关于|所?作))")
# 全市优化营商环境大会上的讲话: a title may leave 在 out.
_BARE = re.compile(r"^(?P<event>[^:在]{4,40}?(?:会议|大会|会|式|典礼|班))上的(?=[^的]{2,8}$)")
_DURING = re.compile(r"(?<!现)在(?P<event>[^:]{2,60}?)(?:(?:结束|开幕|闭幕|开始)?时|期间)(?=的|所)")
_WHERE = re.compile(r"(?<!现)在(?P<event>[^:]{2,40}?)的(?:[^的]{0,8})$")
_ROLE_NOUN = (
    r"(?:总书记|书记|主席|委员长|总理|部长|省长|市长|县长|区长|州长|盟长|旗长|乡长|镇长|村长|主任|局长|厅长|处长|科长|司长|署长|行长|院长|校长|所长|"
    r"社长|会长|理事长|董事长|经理|司令员|司令|总司令|政委|政治委员|军长|师长|团长|参谋长|大使|代表|检察长|委员|常委|秘书长|专员|组长|队长|指导员|"
    r"厂长|总裁|主编|总编辑|教授|讲师|院士|站长|台长|支书|巡视员|发言人|特首|行政长官|总监|馆长|编辑|作家|干事|学员|社员|党员|院长|长官|"
    r"国务委员|政治局委员|负责同志|负责人|督察长|总工程师|工程师|研究员|医生|医师|律师|法官|总干事|总督|皇帝|总统|首相|外长|防长|财长)(?:助理)?"
)
_ROLE = re.compile(rf"(?P<role>.*{_ROLE_NOUN})(?P<rest>.*)")
_ROLE_START = re.compile(
    r"^(?:中共|中国共产党|中央|中华人民共和国|国务院|政务院|国家|全国|省|市|县|区|州|盟|旗|乡|镇|村|地委|自治|总书记|总理|主席|书记|前|原|代|副|时任|"
    r"[\u4e00-\u9fff·]{2,40})"
)
_PREFIX = re.compile(
    r"^(?:视频|全文|受权发布|权威发布|图文|快讯|最新|原标题|标题|题目|专题|重磅|现场|实录|附|转载|\d{4}-\d\d-\d\d_)\s?[:]?\s?"
)


# No title is longer; what is given as one may be.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title says; what it does not say is empty. ``kind`` is a code of ``KINDS``."""

    speaker: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    occasion: str = ""
    kind: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks: the names and the roles in front of 在…上."""

    speaker: tuple[str, ...] = ()
    role: tuple[str, ...] = ()


@cache
def _kind_pattern() -> re.Pattern[str]:
    words = either([word for word, _ in rows("kinds")])
    return re.compile(rf"(?P<word>{words})(?={_TAIL}$)")


@cache
def _kind_codes() -> dict[str, str]:
    return pairs("kinds")


def kind_word(title: str) -> str:
    """The word for its kind that a title ends in, as the table has it: 讲话, 政府工作报告; or empty."""
    plain = _plain(title)
    for part in (plain, *re.split(r"——|--|:", plain)):
        match = _kind_pattern().search(part)
        if match:
            return match["word"]
    return ""


def kind_of(title: str) -> str:
    """The code of a title's kind, or empty."""
    plain = _plain(title)
    if re.search(r"政府工作报告", plain):
        return "government_work_report"
    if re.search(r"新年(?:贺词|献词|贺辞|致辞|讲话)|元旦献词", plain):
        return "new_year_address"
    word = kind_word(title)
    code = _kind_codes().get(word, "")
    if (
        word == "报告"
        and re.search(r"(?:党|共产党|中共)(?!.*(?:机关|直属|监察)).*代表大会", plain)
        and "会议" not in plain
    ):
        return "party_congress_report" if not re.search(r"青年|妇女|发言|关于修改", plain) else "speech"
    return code


def read_title(title: str) -> TitleParts:
    """The parts of one title, or of one subtitle with its ——."""
    plain = _plain(title)
    lead = _PREFIX.match(plain)
    start = lead.end() if lead and lead.end() < len(plain) else 0
    dated = full_dates(title[start:LONGEST])
    if dated and not dated[0].start:
        start += dated[0].end
    occasion, at = _occasion(title, plain, start)
    end = at if at >= 0 else _subject_end(plain, start)
    topic_end, subject = _subject(title, plain, start, end)
    code = kind_of(title)
    if code == "report" and (occasion or subject.speaker):
        code = "speech"
    topic = title[start:topic_end].strip(" :：—-　") if topic_end > start else ""
    return TitleParts(subject.speaker, subject.role, occasion, code, topic)


def read_subject(text: str) -> Subject:
    """Names and roles in a string that holds nothing else: 国务院总理李强, 习　近　平, 县委书记, 毛主席."""
    plain = normalise(text).strip()
    plain = re.sub(r"(?<!负责)(?:同志|先生|女士)(?:们)?$", "", plain).strip()
    offset = len(text) - len(text.lstrip())
    written = text[offset : offset + len(plain)]
    names = _names(written)
    if names:
        return Subject(names)
    match = _ROLE.fullmatch(plain)
    if not match:
        return Subject()
    cut = match.end("role")
    role, rest = written[:cut], written[cut:]
    names = _names(rest.strip())
    if rest.strip() and not names:
        return _name_then_role(written)
    if not rest.strip():
        before = _name_then_role(written)
        return before if before.speaker else Subject((), _roles(role))
    return Subject(names, _roles(role))


def _plain(title: str) -> str:
    return normalise(title[:LONGEST])


def _occasion(title: str, plain: str, start: int) -> tuple[str, int]:
    """The occasion and where the words that lead to it begin; ("", -1) when there is none."""
    body = _body_start(plain, start)
    for pattern in (_AT, _BARE, _HELD, _DURING, _VISIT, _WHERE):
        match = pattern.search(plain, body)
        if not match or (pattern is _VISIT and match.start() > body and not _subject_like(plain[body : match.start()])):
            continue
        if pattern is _WHERE and not _kind_pattern().search(plain):
            continue
        event = title[match.start("event") : match.end("event")]
        if _plausible(normalise(event), pattern is _WHERE):
            return _trim(event), match.start()
    return "", -1


def _trim(event: str) -> str:
    """An occasion without the words of how it was held."""
    event = re.sub(r"(?:所?举行的?|结束|开幕|闭幕)$", "", event.strip())
    return event.strip(" ，,")


def _plausible(event: str, weak: bool) -> bool:
    """Whether what follows 在 is an occasion: not a bare place, and not half a sentence."""
    if len(event) < 2 or event.count('"') % 2 or "。" in event:
        return False
    if not weak:
        return True
    return bool(re.search(rf"(?:{_EVENT}|委|局|院|部|大学|座谈|国会|议会|大呼拉尔)$", event)) and len(event) > 3


def _body_start(plain: str, start: int) -> int:
    """Where the part that names a speaker or an occasion begins: behind the last ： or —— before 在…."""
    at = start
    for match in re.finditer(r":|——|――|--| - ", plain):
        if match.end() < len(plain) - 4 and match.start() >= start:
            follow = plain[match.end() :]
            if re.search(r"在|同|关于|致|对", follow) and _kind_pattern().search(plain):
                at = match.end()
    return at


def _subject_like(text: str) -> bool:
    return not text.strip() or bool(read_subject(text).speaker or read_subject(text).role)


_SUBJECT_END = re.compile(
    r"(?:同志)?(?:在|关于|对(?!外)|给(?!予)|就(?!业)|向|致|发表|宣布|代表|作(?!家|协|风|品|业)|的(?:书面)?(?:发言|讲话|报告|演讲|谈话)|:)"
)


def _subject_end(plain: str, start: int) -> int:
    match = _SUBJECT_END.search(plain, start)
    return match.start() if match and match.start() > start else -1


def _subject(title: str, plain: str, start: int, end: int) -> tuple[int, Subject]:
    """Where the topic before the subject ends, and the subject of ``title[start:end]``."""
    if end <= start:
        return start, Subject()
    left = start
    for match in re.finditer(r":|——|――|--", plain[start:end]):
        rest = plain[start + match.end() : end].strip()
        if rest:
            left = start + match.end()
    head = title[left:end].strip(" :：　")
    found = read_subject(head)
    if not found.speaker and not found.role and left > start:
        return left, Subject()
    return left, found


def _names(text: str) -> tuple[str, ...]:
    """The names in a string that holds only names, separated or one; () otherwise."""
    whole = re.sub(r"[\s\u3000]", "", text)
    if is_name(whole) or is_titled(whole):
        return (whole,)
    parts = [re.sub(r"同志$", "", part.strip()) for part in re.split(r"[、,，;；\s\u3000和]|与", text) if part.strip()]
    if len(parts) > 1 and all(is_name(part) and len(part) > 1 for part in parts):
        return tuple(parts)
    return ()


def _roles(role: str) -> tuple[str, ...]:
    """The roles in a string of roles: 省委副书记、省长 are two."""
    parts = [part.strip(" 　，,") for part in re.split(r"[、，,；;\s\u3000]+", role)]
    if all(re.search(rf"{_ROLE_NOUN}$", normalise(part)) for part in parts if part):
        return tuple(part for part in parts if part)
    return (role.strip(),)


def _name_then_role(text: str) -> Subject:
    """李钟奇副司令员: a name with the office behind it."""
    for length in (3, 2, 4):
        name, office = text[:length], text[length:]
        if is_name(name) and re.fullmatch(rf"(?:第[一二三]|副|代|总|常务)*{_ROLE_NOUN}", normalise(office)):
            return Subject((name,), (office,))
    return Subject()
