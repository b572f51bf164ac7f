"""Who is the subject of this verb? Found in the verb's clause, else in the clauses and sentences before it.

Chinese drops what is understood and says 他 for what was named: the search goes back clause by clause, then sentence by
sentence, past pronouns, to the naming that is meant. Works on a frame's text; every window is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from language.cues import words_of
from language.frames import ENDED, QUOTED
from language.names import is_name
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
# So many clauses of a sentence are asked for a subject, from either end.
_CLAUSES = 12
_BACK = 1500
_SENTENCES_BACK = 14
_DROPPED_BACK = 3
_LEAD = re.compile(
    r"(?:\s|[—\-·*#、.)]|\(?[一二三四五六七八九十\d]{1,3}[、.)]|第[一二三四五六七八九十]+|[一二三四五六七八九十]是|"
    r"但是|但|可是|然而|而且|而|并且|并|因此|所以|于是|如果|因为|由于|例如|比如|"
    r"又如|正当|每当|当(?!时|天)|再如|如|同时|此外|另外|后来|以后|从此|此后|当时|当天|今天|昨天|现在|过去|甚至|尤其是|特别是|正如|正像|"
    r"诚如|恰如|就像|虽然|尽管|据|这时|那时|有一次|一次|还有|"
    r"看|正|他们中|其中|所以|结果|最后|最近|[\d一二三四五六七八九〇零]{2,4}年(?:\d+月|"
    r"[一二三四五六七八九十]+月)?(?:\d+日|[一二三四五六七八九十]+日)?)+"
)
_ASIDE = re.compile(r"\([^()]{0,20}\)$")
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
        rf"(?:{manner}|还|又|也|曾|就|都|便|才|却|再|已|总|常|则|亦|正|所|即|遂|竟|竟然|居然|则|直接|当即|立即|马上|随即|接着|故意|"
        rf"[\u4e00-\u9fff]{{2,4}}地|"
        r"(?:在|于|从|当)[^,。;]{1,24}?(?:上|中|时|里|后|前|期间|会|边|下|间|处|内|旁|时候|之际|讲话|报告|文章|信|"
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


def of_verb(text: str, verb: int, cast: Cast, *, dropped: bool = True) -> tuple[Naming | None, int]:
    """The subject of the verb at ``verb`` and how far it was found: 0 its clause, 1 its sentence, 2 before.

    Without ``dropped`` the sentences before are not asked.
    """
    start = sentence_start(text, verb)
    parts = clauses(text, start, verb)
    own = parts.pop() if parts and parts[-1][1] == verb else (verb, verb)
    core = _core(text, own[0], own[1])
    relative = "的" in text[verb + 1 : verb + 4]
    found = (
        (_at_core(text, own[0], own[1], cast, verb) if relative else None)
        or _at_core(text, own[0], core, cast, verb)
        or _named_at(text, own[0], core)
        or _foreign(text, own[0], core)
        or _in_clause(text, own[0], own[1], cast, own_clause=True)
    )
    found = with_name(text, found, core) if found else _loose(text, own[0], core)
    if found and (found.sure or found.end - found.start <= 4 or not parts):
        return found, 0
    paper: Naming | None = None
    for clause in reversed(parts[-_CLAUSES:]):
        found = _in_clause(text, clause[0], clause[1], cast)
        if found and found.kind == "document" and "《" not in found.name and text[verb] in "说讲想问喊骂":
            # 他一听命令很严，于是说: a paper does not speak when a person of the sentence may.
            paper = paper or found
        elif found:
            return found, 1
    if paper:
        return paper, 1
    if found or not dropped:
        return found, 0
    return _dropped(text, start, cast), 2


@cache
def _role_between() -> re.Pattern[str]:
    return re.compile(
        rf"(?:原|副|前|第[一二三])*(?:{any_of(word for word, kind in rows('namings') if kind in ('role', 'title'))})"
    )


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
    return re.compile(rf"(?:{surname})[\u4e00-\u9fff]{{1,2}}(?=[在对向说讲又也就还曾都同被把将常总不是,(]|$)")


def _bare(text: str, start: int, end: int) -> Naming | None:
    """A full name that opens a clause and that nothing introduces: 王新在河南…"""
    lead = _LEAD.match(text, start, end)
    match = _name_alone().match(text, lead.end() if lead else start, end)
    name = match.group() if match else ""
    # 李玉和 at the end of its clause: no conjunction without what it joins.
    joined = len(name) == 3 and name[2] in "和同与" and match is not None and match.end() == end
    if (
        name in names_of("notname")
        or match is None
        or not (joined or is_name(name))
        or name in cue_words()
        or name[-1] in "后前时中上下里来说讲问"
    ):
        return None
    return Naming(match.start(), match.end(), "person", name)


_ALONE = re.compile(
    r"(?:就|也|又|在|对|说|便|还|才|没|不|是|却|生气|叫|向|即|答|讲|问|被|把|已|[\u4e00-\u9fff]{2,3}地)"
)


def _heads(text: str, subject: Naming, naming: Naming) -> bool:
    """Whether a later naming is the head of a phrase that an earlier one opens: 法新社有一个记者, 他的哥哥."""
    if naming.kind in ("body", "me"):
        return False
    if naming.start == subject.end or (
        naming.kind == "person" and _role_between().fullmatch(text, subject.end, naming.start)
    ):
        return True
    owned = text[naming.start - 1] == "的" and naming.start - subject.end <= 8
    return owned and naming.kind in ("role", "group") and "," not in text[subject.end : naming.start]


def _core(text: str, start: int, end: int) -> int:
    """Where a clause ends when the adverbs and phrases before its verb are taken off."""
    while end > start:
        rest = text[start:end]
        shorter = _ASIDE.sub("", _trailing().sub("", rest.rstrip())).rstrip()
        if len(shorter) == len(rest):
            break
        end = start + len(shorter)
    return end


def _at_core(text: str, start: int, core: int, cast: Cast, after: int) -> Naming | None:
    """A naming that stands right before the verb and its adverbs: 我们接到中央指示, 领导岗位的万里同志深情地说."""
    owned = text[core - 1 : core] == "的" and core - start > 2
    relative = text[after : after + 4].find("的") in (0, 1, 2)
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
        elif naming.kind in ("body", "document") and first is not None and first.end != naming.start:
            free = False
        if naming.end == core - owned and free:
            return naming
        first = first or (naming if naming.kind in ("person", "group", "role") else None)
    return None


@cache
def _name_behind() -> re.Pattern[str]:
    surname = any_of(column("surnames"))
    return re.compile(rf"(?:后|时|期间|据|如|正如|,)(?P<name>(?:{surname})[\u4e00-\u9fff]{{1,2}})$")


def _named_at(text: str, start: int, core: int) -> Naming | None:
    """A full name at the verb, behind a phrase of time or place: 文件下达后朱毅说."""
    match = _name_behind().search(text, max(start, core - 8), core)
    if match is None or not is_name(match["name"]) or match["name"] in names_of("notname"):
        return None
    return Naming(match.start("name"), core, "person", match["name"])


@cache
def _foreign_behind() -> re.Pattern[str]:
    words = (*names_of("abroad"), *names_of("role"), *names_of("spoken"), *names_of("title"))
    return re.compile(rf"(?:{any_of(words)})([{FOREIGN}·]{{2,10}})$")


def _foreign(text: str, start: int, core: int) -> Naming | None:
    """A foreign name behind an office: 乌克兰议长图尔奇诺夫."""
    match = _foreign_behind().search(text, start, core)
    return Naming(match.start(1), core, "person", match[1]) if match else None


_NO_SURNAME = "了着把被将让使得是要会能不没去来到有说讲问这那在对向同与和的"
_PREPOSITIONS = "向对给跟同与和把被将为由在于从以"


def with_name(text: str, naming: Naming, core: int) -> Naming:
    """A role with a name behind it that no table knows (地主过木刚): the name."""
    name = text[naming.end : core]
    if (
        name in cue_words()
        or name in names_of("notname")
        or naming.kind not in ("group", "role")
        or not 2 <= len(name) <= 3
        or not re.fullmatch(r"[\u4e00-\u9fff]+", name)
    ):
        return naming
    if not is_name(name) and (
        (len(name) == 2 and name[0] not in column("surnames"))
        or name[0] in _NO_SURNAME
        or _NOT_LOOSE.search(name[2:])
        or name[-1] in "后前时中上下里"
    ):
        return naming
    return Naming(naming.end, core, "person", name)


def _in_clause(text: str, start: int, end: int, cast: Cast, own_clause: bool = False) -> Naming | None:
    """The subject of one clause; one who is made to act stands before the one who makes him."""
    subject: Naming | None = None
    pivot: Naming | None = None
    for naming in candidates(text, start, end, cast):
        if naming.kind == "old" and subject:
            continue
        if is_pivot(text, naming, start) and naming.end < end - own_clause:
            pivot = naming
        elif (subject is None or _heads(text, subject, naming)) and may_be_subject(text, naming, start, end):
            subject = naming
    if pivot and (subject is None or pivot.kind == "person"):
        return pivot
    return subject or _bare(text, start, end) or _single(text, start, end, cast)


def _loose(text: str, start: int, core: int) -> Naming | None:
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
        or rest in names_of("notname")
        or not _LOOSE.fullmatch(rest)
        or (_NOT_LOOSE.search(rest) and not is_name(rest))
        or _NOT_OPENING.match(rest)
    ):
        return None
    return Naming(start, core, "person" if len(rest) <= 4 else "group", rest, is_name(rest))


def _sentences_back(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The sentences before ``end``, the nearest first."""
    low = max(0, end - _BACK)
    number = 0
    while end > low and number < _SENTENCES_BACK:
        start = sentence_start(text, end - 1)
        if text[start : end - 1].strip():
            yield start, end
            number += 1
        end = start if start < end else end - 1


def _dropped(text: str, before: int, cast: Cast) -> Naming | None:
    """The subject of the sentences before: the one meant where this sentence has none."""
    for number, (start, end) in enumerate(_sentences_back(text, before)):
        subject = _latest(text, start, end, cast) or _topic(text, start, end, cast)
        if subject and subject.kind not in ("us", "old"):
            return meant(text, subject, subject.start, cast)
        if number + 1 >= _DROPPED_BACK:
            break
    return None


def _latest(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """Who acts last in a sentence: a person, pronoun or role at the head of its last clause that has one."""
    for clause in reversed(clauses(text, start, end)[-_CLAUSES:]):
        found = _in_clause(text, clause[0], clause[1], cast)
        if found and found.kind in ("person", "he", "they", "me", "role"):
            return found
    return None


def _topic(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """The first subject of a sentence."""
    for clause in clauses(text, start, end)[:_CLAUSES]:
        found = _in_clause(text, clause[0], clause[1], cast)
        if found:
            return found
    return None


_ANYBODY = ("人们", "大家", "谁", "人家", "别人", "世人", "后人")
_WITH_OTHERS = re.compile(r"[、和与及]|等|一伙|之流|两|二|[、,](?=[\u4e00-\u9fff]{2,4}[、等和])")


def meant(text: str, naming: Naming, before: int, cast: Cast) -> Naming:
    """The naming that a pronoun stands for, looking back from ``before``; the pronoun itself when none is found."""
    if naming.kind not in ("he", "they"):
        return naming
    wanted = ("person", "role") if naming.kind == "he" else ("group", "body", "role", "several")
    nearest: Naming | None = None
    own = sentence_start(text, naming.start)
    if own < naming.start and (found := _last(text, own, naming.start, cast, wanted)):
        return found
    if own < naming.start and naming.kind == "he" and (found := _someone(text, own, naming.start, cast)):
        return found
    for start, end in _sentences_back(text, own):
        subject = _topic(text, start, end, cast)
        anybody = subject is not None and subject.name in _ANYBODY
        if subject and not anybody and (subject.kind in wanted or _several(text, subject, wanted)):
            return subject
        if naming.kind == "he" and (someone := _someone(text, start, end, cast)):
            return someone
        if nearest is None and not (subject and subject.kind == naming.kind):
            nearest = _last(text, start, end, cast, wanted)
            if nearest:
                return nearest
    return nearest or naming


_SOMEONE = re.compile(r"(?:有|一|这|那)(?:一)?(?:位|个|名)(?![人月年天点百千万])")


def _someone(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """The last single person whom a sentence brings in without a name: 有位县委书记, 一位老乡. 他 is that person."""
    for match in reversed(list(_SOMEONE.finditer(text, start, end))):
        for naming in candidates(text, match.start(), end, cast):
            if naming.start - match.end() > 8:
                break
            if naming.kind in ("group", "role") and naming.end > match.end():
                return naming
    return None


def _last(text: str, start: int, end: int, cast: Cast, wanted: tuple[str, ...]) -> Naming | None:
    """The last naming of a wanted kind in a stretch, subjects of clauses before others."""
    for clause in reversed(clauses(text, start, end)[-_CLAUSES:]):
        found = _in_clause(text, clause[0], clause[1], cast)
        if found and found.name not in _ANYBODY and (found.kind in wanted or _several(text, found, wanted)):
            return found
    return next((n for n in reversed(list(candidates(text, start, end, cast))) if n.kind in wanted[:1]), None)


def _several(text: str, naming: Naming, wanted: tuple[str, ...]) -> bool:
    """Whether a person is named with others, so that 他们 may mean them: 王洪文、张春桥, 李家钰等人."""
    if naming.kind != "person" or "several" not in wanted:
        return False
    return bool(_WITH_OTHERS.match(text, naming.end)) or text[naming.start - 1] in "、和"
