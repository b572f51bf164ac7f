"""Who acts in this clause? The naming that can be its subject, at its verb or at its head.

What the table of namings does not know is tried last: a name that only its place betrays (摸玉龙说), a surname alone.
Works on a frame's text.
"""

from __future__ import annotations

import re
from functools import cache

from language.cues import verb_at, words_of
from language.frames import ENDED, QUOTED
from language.fullnames import not_names, plausible, without_adverb
from language.naming import FOREIGN, Cast, Naming, candidates, cue_words, governed_by, is_pivot, may_be_subject
from language.naming import words_of as names_of
from language.patterns import any_of
from language.tables import column, rows

# A title in marks does not end a clause: 在“论联合政府”一书中.
_CLAUSE = re.compile(
    rf"[,;:]|{QUOTED}(?!一[文书诗词]|的?(?:报告|文章|讲话|演讲|演说|著作|论文|小册子|社论|通知|决议|决定|指示|信|按语)|[中里上])"
)
_LONGEST_SENTENCE = 400
_ENDS = ("。", "!", "?", "\n", ENDED)
_LEAD = re.compile(
    r"(?:\s|[—\-·*#、.)]|\(?[一二三四五六七八九十\d]{1,3}[、.)]|第[一二三四五六七八九十]+|[一二三四五六七八九十]是|"
    r"但是|但|可是|然而|而且|而|并且|并|因此|所以|于是|如果|因为|由于|例如|比如|"
    r"原先|原来|起初|开始|最初|当初|以前|从前|如今|往往|其实|事实上|接着|然后|近来|目前|有时|前几天|昨天|甚而|以至|至于|尽管|不过|只是|"
    r"又如|正当|每当|当(?!时|天)|再如|如|同时|此外|另外|后来|以后|从此|此后|当时|当天|今天|昨天|现在|过去|甚至|尤其是|特别是|正如|正像|"
    r"诚如|恰如|就像|虽然|尽管|据|这时|那时|有一次|一次|还有|"
    r"看|正|他们中|其中|所以|结果|最后|最近|[\d一二三四五六七八九〇零]{2,4}年(?:\d+月|"
    r"[一二三四五六七八九十]+月)?(?:\d+日|[一二三四五六七八九十]+日)?)+"
)
_ASIDE = re.compile(r"\((?:[^()]|\([^()]{0,12}\)){0,30}\)$")
_NOT_LOOSE = re.compile(
    r"[了着过把被将让使得是要会能不没去来到有说讲问这那它与和的用以从为后前时中上下里所]|逐一|反对|引起|可以|应该|必须|进行|"
    r"工作|问题|情况|精神|思想|口号|方面|时候|同时"
)
# Adverbs, auxiliaries and joints that a name does not begin with, though some are surnames.
_NOT_OPENING = re.compile(
    r"反而|并且|[也还都却又就才便再更可并或应敢该将曾时于从和与但如若因所某每各那这一不没无只既均皆须得]|"
    r"譬如|马上|笼统|谈过|展开|加快|推动|持续|坚持|实行|义务|外国|胡[说什]|解决|管理|安居"
)
_LOOSE = re.compile(r"[\u4e00-\u9fff·]{2,8}$")
_DESCRIBED = re.compile(r"^[\u4e00-\u9fff]{2,}(?:的|县|乡|社|队|村|区)(?=[\u4e00-\u9fff]{2,4}$)")


@cache
def _trailing() -> re.Pattern[str]:
    manner = any_of(words_of("manner"))
    return re.compile(
        rf"(?:{manner}|[还又也曾就都便才却再已总常则亦正所即遂竟只更很仍且并]|竟然|居然|直接|当即|立即|马上|随即|接着|故意|一开始|开头|"
        r"开始|首先|最先|最后|仍然|依然|只好|只是|并且|而且|这样|如此|这么|那样|有时|偶尔|忽然|突然|早已|早就|十分|非常|往往|果然|"
        r"不得不|不能不|开门见山|劈头|随后|末尾|主动|自动|自己|大家|一起|一同|"
        rf"[\u4e00-\u9fff]{{2,4}}地|"
        r"(?:在|于|从|当)[^,。;]{1,36}?(?:上|中|时|里|后|前|期间|会|边|下|间|处|内|旁|时候|之际|讲话|报告|文章|信|"
        r"一边)|"
        r"(?<=[\u4e00-\u9fff]{2})(?:上面|里面|当中|上|中|里)|"
        r"(?:早在|在|"
        r"于)?(?:[\d一二三四五六七八九〇零]{2,4}年)?(?:[\d一二三四五六七八九十]{1,3}月)?(?:[\d一二三四五六七八九十]{1,3}日)?(?<=[年月日])|"
        r"(?:向|(?<![反针])对|跟|给|同(?![志学事])|与|和|当着|针对|围绕|就|关于|为|代表|"
        r"面对)(?:(?![向对跟给与和])[^,。;了过着]){1,12})$"
    )


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds ``at`` begins, as far back as a sentence reasonably goes."""
    low = max(0, at - _LONGEST_SENTENCE)
    return max(low, *(text.rfind(mark, low, at) + 1 for mark in _ENDS))


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a stretch, in order."""
    found = []
    at = start
    for match in _CLAUSE.finditer(text, start, end):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, end))
    return [(a, b) for a, b in found if b > a]


@cache
def _role_between() -> re.Pattern[str]:
    """What may stand between a noun and the name of the same person: 一个贫农、下放工人(司圣才)."""
    roles = any_of(word for word, kind in rows("namings") if kind in ("role", "title"))
    return re.compile(rf"、?(?:原|副|前|第[一二三]|下放|退休|退伍|转业|老)*(?:{roles})")


def _single(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """王说, 黄就走了: a surname alone, of one whom the text has named in full."""
    lead = _LEAD.match(text, start, end)
    at = lead.end() if lead else start
    if (
        at >= end
        or text[at : at + 1] not in cast.surnames
        or text[at] in "曾时和于向对从由又都常应"
        or (at + 1 < end and not _ALONE.match(text, at + 1, end))
    ):
        return None
    return Naming(at, at + 1, "person", text[at])


@cache
def _name_alone() -> re.Pattern[str]:
    surname = any_of(column("surnames"))
    return re.compile(
        rf"(?:{surname})[\u4e00-\u9fff]{{1,2}}(?=[在对向说讲又也就还曾都同被把将常总不是担兼率赴看,(]|出任|铤而|$)"
    )


def _bare(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """A full name that opens a clause and that nothing introduces: 王新在河南…"""
    lead = _LEAD.match(text, start, end)
    match = _name_alone().match(text, lead.end() if lead else start, end)
    name = without_adverb(match.group()) if match else ""
    # 李玉和 at the end of its clause: no conjunction without what it joins.
    joined = len(name) == 3 and name[2] in "和同与" and match is not None and match.end() == end
    if (
        match is None
        or name in not_names()
        or not (joined or plausible(name))
        or (match.end() == end and not joined and name not in cast.names)
        or name in cue_words()
        or name[-1] in "后前时中上下里来说讲问"
    ):
        return None
    return Naming(match.start(), match.start() + len(name), "person", name)


_ALONE = re.compile(
    r"(?:就|也|又|在|对|说|便|还|才|没|不|是|却|集中|公开|公然|竟|猖狂|恶毒|大肆|大骂|极力|一贯|曾|认为|主张|反对|攻击|煽动|妄图|企图|生气|叫|向|即|答|讲|问|被|把|已|[\u4e00-\u9fff]{2,3}地)"
)


_MADE_BY = re.compile(
    r"[^,;。]{0,8}?(?:所)?(?:通过|制定|制订|发布|公布|颁布|颁发|批准|提出|下达|拟定|修订)的(?:新|这个|这一|那个)?"
)


def _heads(text: str, subject: Naming, naming: Naming) -> bool:
    """Whether a later naming is the head of a phrase that an earlier one opens: 法新社有一个记者, 他的哥哥."""
    if naming.kind in ("body", "me"):
        return False
    if naming.kind == "document" and subject.kind == "body":
        # 代表大会所通过的新党章: the paper is the head, the body made it.
        return _MADE_BY.fullmatch(text, subject.end, naming.start) is not None
    if naming.start == subject.end or (
        naming.kind == "person" and _role_between().fullmatch(text, subject.end, naming.start)
    ):
        return True
    owned = text[naming.start - 1] == "的" and naming.start - subject.end <= 8
    return owned and naming.kind in ("role", "group") and "," not in text[subject.end : naming.start]


def core_end(text: str, start: int, end: int) -> int:
    """Where a clause ends when the adverbs and phrases before its verb are taken off."""
    while end > start:
        rest = text[start:end]
        shorter = _ASIDE.sub("", _trailing().sub("", rest.rstrip())).rstrip()
        if len(shorter) == len(rest):
            break
        end = start + len(shorter)
    return end


def at_verb(text: str, start: int, core: int, cast: Cast, after: int, relative: bool = False) -> Naming | None:
    """A naming that stands right before the verb and its adverbs: 我们接到中央指示, 领导岗位的万里同志深情地说."""
    owned = text[core - 1 : core] == "的" and core - start > 2
    relative = relative or text[after : after + 4].find("的") in (0, 1, 2)
    first: Naming | None = None
    for naming in candidates(text, start, core - owned, cast):
        governed = text[naming.start - 1] in _PREPOSITIONS and text[naming.start - 2 : naming.start] not in (
            "反对",
            "针对",
            "由于",
        )
        free = owned or relative or not (naming.start > start and governed)
        if naming.kind in ("group", "role") and not owned:
            free = free and not governed_by(text[start : naming.start])
        elif naming.kind in ("me", "he", "us", "they") and naming.start - start > 3:
            # 陈伯华看到我说: the one who is met does not speak.
            free = free and not _MET.search(text, start, naming.start)
        elif naming.kind in ("body", "document") and first is not None and first.end != naming.start:
            free = False
        if naming.end == core - owned and free:
            return naming
        first = first or (naming if naming.kind in ("person", "group", "role") else None)
    return None


_MET = re.compile(
    r"(?:看到|看见|见到|见了|遇到|碰到|碰见|找到|找|拉着|拉住|叫住|指着|骂|问|围着|围住|追着|抓住|对着|望着)$"
)


@cache
def _name_behind() -> re.Pattern[str]:
    surname = any_of(column("surnames"))
    return re.compile(rf"(?:后|时|期间|据|如|正如|,)(?P<name>(?:{surname})[\u4e00-\u9fff]{{1,2}})$")


def named_at(text: str, start: int, core: int) -> Naming | None:
    """A full name at the verb, behind a phrase of time or place: 文件下达后朱毅说."""
    match = _name_behind().search(text, max(start, core - 8), core)
    if match is None or not plausible(match["name"]):
        return None
    return Naming(match.start("name"), core, "person", match["name"])


@cache
def _foreign_behind() -> re.Pattern[str]:
    words = (*names_of("abroad"), *names_of("role"), *names_of("spoken"), *names_of("title"))
    return re.compile(rf"(?:{any_of(words)})([{FOREIGN}·]{{2,10}})$")


def foreign_at(text: str, start: int, core: int) -> Naming | None:
    """A foreign name behind an office: 乌克兰议长图尔奇诺夫."""
    match = _foreign_behind().search(text, start, core)
    return Naming(match.start(1), core, "person", match[1]) if match else None


_NO_SURNAME = "了着把被将让使得是要会能不没去来到有说讲问这那在对向同与和的"
_PREPOSITIONS = "向对给跟同与和把被将为由在于从以"


_SAYING = re.compile(r"(?:甚至|并且|而且|并|还|又|也|而|就|却|或|或者|有时|反而|反)*")


def tells(text: str, start: int, end: int) -> bool:
    """Whether a clause opens with a verb of saying: what it names is then what is said (说资产阶级分子…)."""
    lead = _SAYING.match(text, start, end)
    at = lead.end() if lead else start
    return text[at : at + 1] in "说讲骂问称喊" and at + 1 < end and verb_at(text, at, at + 1)


def with_name(text: str, naming: Naming, core: int) -> Naming:
    """A role with a name behind it that no table knows (地主过木刚): the name."""
    name = text[naming.end : core]
    if (
        name in cue_words()
        or name in not_names()
        or naming.kind not in ("group", "role")
        or not 2 <= len(name) <= 3
        or not re.fullmatch(r"[\u4e00-\u9fff]+", name)
    ):
        return naming
    if not plausible(name) and (
        (len(name) == 2 and name[0] not in column("surnames"))
        or name[0] in _NO_SURNAME
        or _NOT_LOOSE.search(name[2:])
        or name[-1] in "后前时中上下里"
    ):
        return naming
    return Naming(naming.end, core, "person", name)


# 原来依靠支部书记张宗仁, 偷盗粮食: a clause that opens with its verb has no subject of its own.
_VERB_FIRST = re.compile(
    r"(?:原来|曾经?|又|还|并且?|而且|经常|多次|一贯|公开|暗中|大肆|公然|竟然?|便|就|也|才|于是|去|来)*"
    r"(?:依靠|利用|勾结|伙同|串通|拉拢|包庇|陷害|打击|迫害|攻击|辱骂|殴打|偷盗|反对|抗拒|抵制|仇视|煽动|欺骗|收买|"
    r"通过(?!了)|借口|趁着|乘着|冒充|代替|陪同|跟随|带领|率领|接见|会见|召集)(?!者|派|的人|是|说)"
)


def in_clause(text: str, start: int, end: int, cast: Cast, own_clause: bool = False) -> Naming | None:
    """The subject of one clause; one who is made to act stands before the one who makes him."""
    subject: Naming | None = None
    pivot: Naming | None = None
    if _VERB_FIRST.match(text, start, end):
        return None
    for naming in candidates(text, start, end, cast):
        if naming.kind == "old" and subject:
            continue
        if is_pivot(text, naming, start) and naming.end < end - own_clause:
            pivot = naming
        elif (subject is None or _heads(text, subject, naming)) and may_be_subject(text, naming, start, end):
            subject = naming
    if pivot and (subject is None or pivot.kind == "person"):
        return pivot
    return subject or _bare(text, start, end, cast) or _single(text, start, end, cast)


def loose(text: str, start: int, core: int) -> Naming | None:
    """A short noun before the verb, known to no table: what is left when adverbs and phrases are taken off."""
    lead = _LEAD.match(text, start, core)
    start = lead.end() if lead else start
    rest = text[start:core]
    if described := _DESCRIBED.match(rest):
        if governed_by(described.group()):
            return None
        start, rest = start + described.end(), rest[described.end() :]
    if (
        rest in cue_words()
        or rest in not_names()
        or not _LOOSE.fullmatch(rest)
        or (_NOT_LOOSE.search(rest) and not plausible(rest))
        or _NOT_OPENING.match(rest)
    ):
        return None
    return Naming(start, core, "person" if len(rest) <= 4 else "group", rest, plausible(rest))
