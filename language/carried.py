"""Are the marked words behind a verb of saying what is said, or one word that the narrator uses in telling it?

A direct cue (指出：“…”) carries a whole quotation; a distant or weak one (认为，经济工作应该“…”, 提出“…”) carries words
only for a named subject, and never a formula that is put to use (强调要推进“一带一路”建设).
"""

from __future__ import annotations

import re
from functools import cache

from language.classes import is_formula
from language.cues import Cue, words_of
from language.frames import ENDED, QUOTED
from language.model import MarkedSpan
from language.naming import Naming
from language.normalise import normalise
from language.patterns import any_of

OWN_WORK = re.compile(
    r"(?:践行|落实|坚持|推进|推动|深化|贯彻|实施|开展|推行|弘扬|实行|打造|加快|做到|牢记|树立|围绕|强化|秉持|遵循|"
    r"巩固|发展|建设|构建|共建|完善|健全|统筹推进|协调推进|增强|坚定|"
    r"进行|搞|走|形成|实现|所谓|的|对|以|用|把|将|从|在|成为|反对|防止|克服|抓好|抓|做好|办好|当好|加强|参加|参与|"
    r"支持|拥护|批判|揭批|粉碎|打倒|关于|极)$"
)
_HIS_OWN = re.compile(r"(?:[他她]|自己)(?:们)?的?$|(?:这|那)是[^,]{0,6}的$")
LABELS = re.compile(r"(?:所谓的?|什么|大搞|批)$")
_TITLED = re.compile(r"(?:精神|思想|理论|道路|工程|行动|政策|制度|计划|战略|倡议|构想|体系|运动)$")
_LABELLED = re.compile(r"(?:人家|他们|别人|我们|群众|干部|谁)(?:是|成了?)$")
# 那种认为“…”的观点; 6、怕负担重，认为“…”: an opinion that is nobody's in particular.
_VIEW = re.compile(
    r"(?:那种|这种|一种|某种)(?:对于?[^,。]{1,24})?$|(?:^|[,;。:\n\ue000\ue001])(?:诸?如|或者?|例如|比如)$|"
    r"(?:^|[。!?\n])\s*(?:\d+|[一二三四五六七八九十]{1,3})[、.][^。\n]{0,16},$"
)
# 议论了“知识私有”等问题: what is talked about, not what is said.
_TOPIC = re.compile(r"(?:等等?|这样|这类|之类)?的?(?:问题|话题|现象|议题|毛病|倾向|情况)")
_CLAUSE_END = ("", "。", ",", ";", "!", "?", "\n")
_RAILING = ("鼓吹", "宣扬", "散布", "叫嚷", "吹嘘", "抛出", "炮制", "贩卖")
# A railing verb carries a claim, be it short (散布“政治不能治病”); a bare word that is bandied about is only held off.
_CLAIM = re.compile(r"[不没无非]|[是要有能会应该可比只]")
_CLAIM_SHORTEST = 4
# What is written or recited whole, however known its words: 写下“革命到底”的条幅.
_WRITING = re.compile(
    r"的?(?:著名|豪迈|庄严|壮丽|光辉|不朽|铮铮)?(?:诗句|诗篇|条幅|题词|题字|誓言|遗言|名言|名句|对联|佳句|豪言|警句|家书|感慨|感叹)"
)


# 向低俗媚俗的炒作说“不”.
_REFUSED = re.compile(r"[向对][^,。;]{1,20}说$")


def nobody(text: str, cue: Cue) -> bool:
    """Whether what is thought or said is an opinion of no one in particular."""
    return cue.use == "think" and _VIEW.search(text, max(0, cue.verb - 36), cue.verb) is not None


def whole(text: str, cue: Cue, span: MarkedSpan, subject: Naming | None, place: int) -> bool:
    """Whether the marked words behind a direct cue are what is said, not one word of it."""
    if nobody(text, cue):
        return len(span.text) > 4
    tail = text[cue.end : place]
    if subject is None and cue.use == "say" and len(span.text) <= 4 and ":" not in tail:
        return False
    writing = subject is not None and subject.kind == "person" and _WRITING.match(text, place + 1)
    if (
        not writing
        and _stands_in_clause(text, span, cue, place)
        and (subject is None or subject.kind in ("me", "us") or is_formula(span.text) or ":" in tail)
    ):
        return False
    if subject is not None and subject.kind == "us" and ":" not in tail and text[cue.verb : cue.end] in ("强调", "讲"):
        return False
    if tail.strip() in ("为", "成", "成为", "成了", "为了") and len(span.text) <= 6:
        return False
    if span.text == "不" and _REFUSED.search(text, max(0, place - 24), place):
        return False
    if (
        tail in ("什么", "甚么", "所谓")
        and text[cue.end - 1] in "讲谈"
        and len(span.text) <= 6
        and not _CLAIM.search(span.text)
    ):
        return False
    if _TOPIC.match(text, place + 1) and ":" not in tail and len(span.text) <= 10:
        return False
    if cue.use == "think" and len(span.text) <= 6 and _within(text, place) and ":" not in tail:
        # 觉得“剥削者”不好听, 认为是“坏分子”捣乱.
        return False
    return subject is not None or cue.use not in ("think", "tell") or tail.rstrip().endswith((":", ","))


def _within(text: str, place: int) -> bool:
    return bool(re.match(r"(?!的[,。;]|等)[\u4e00-\u9fff]", text[place + 1 : place + 3])) and text[place] != ENDED


def _stands_in_clause(text: str, span: MarkedSpan, cue: Cue, place: int) -> bool:
    """认为“百花齐放”确实是…: the marked words are a part of what is said, not the whole of it."""
    tail, behind = text[cue.end : place], text[place + 1 : place + 2]
    goes_on = bool(re.match(r"[\u4e00-\u9fff]", behind)) and text[place] != ENDED
    if not goes_on or re.search(r"[。;；!！?？]|[，,…]$", span.text):
        return False
    if is_formula(span.text) or (":" in tail and len(span.text) <= 6):
        return True
    return not re.search(r"[:,]", tail) and "," not in normalise(span.text)


@cache
def names() -> re.Pattern[str]:
    """A verb of naming right before the mark: 霸占了土地并起名为“化美庄”."""
    return re.compile(rf"(?:{any_of(words_of('name'))}|说成|说成是|当作|当成|看作|看成|视为|打成|定为|分为|称)[了是]?$")


def holds(text: str, cue: Cue, span: MarkedSpan, subject: Naming | None, distance: int, place: int) -> bool:
    """Whether a weak or distant cue carries the words: a named subject, and no formula that is put to use."""
    tail, size = text[cue.end : place], len(span.text)
    if subject is not None and ":" in tail and cue.direct and size >= 4 and not is_formula(span.text):
        return subject.kind != "old"
    if subject is None or subject.kind in ("us", "me", "old") or not subject.sure:
        return False
    if (size <= 10 and _TOPIC.match(text, place + 1)) or names().search(tail):
        return False
    if cue.use == "weak" and cue.direct:
        verb = text[cue.verb : cue.end]
        if verb.endswith(("肯定", "否定", "坚持")) and is_formula(span.text):
            return False
        claim = size >= _CLAIM_SHORTEST and subject.kind in ("group", "person") and _CLAIM.search(span.text)
        if (verb.endswith(_RAILING) or "所谓" in tail) and size < 8 and (not claim or "所谓" in tail):
            return False
        if "反对" in verb or distance > 1 or _TITLED.search(normalise(span.text)):
            return False
        if subject.kind == "group" and size <= 4 and distance:
            return False
        return subject.kind in ("person", "document") or (subject.kind in ("body", "group") and "坚持" not in verb)
    if (
        cue.use == "weak"
        and not cue.direct
        and not (subject.kind == "document" and tail[:1] in ",:在到" and size >= 12)
    ):
        return subject.kind == "person" and text[cue.verb : cue.end] not in ("要求", "规定") and size > 3
    if size <= 2 or (subject.kind in ("document", "body") and size < 6):
        return False
    if distance > 1 and (subject.kind != "person" or cue.use == "think"):
        return False
    behind = text[place + 1 : place + 2]
    if (
        subject.kind == "person"
        and tail[:1] in ",过"
        and len(span.text) >= 4
        and behind in _CLAUSE_END
        and not is_formula(span.text)
    ):
        return not OWN_WORK.search(tail) or tail.endswith("的")
    if len(span.text) <= 8 and len(tail) > 12 and behind not in _CLAUSE_END and "," not in normalise(span.text):
        return False
    if len(span.text) <= 4 and behind not in _CLAUSE_END and behind not in (QUOTED, ENDED):
        return False
    if len(span.text) <= 6 and _LABELLED.search(tail):
        return False
    if is_formula(span.text):
        return False
    if OWN_WORK.search(tail) and not _HIS_OWN.search(tail):
        # 反映，有些部门召集的“座谈会流于形式，只听自己爱听的话”: whole clauses are said all the same.
        whole_clauses = size >= 12 and "," in normalise(span.text)
        return tail.endswith("的") and (whole_clauses or (size >= 8 and tail.startswith("什么")))
    return len(span.text) >= 6 or bool(re.search(r"[,是要有应叫为]$", tail))
