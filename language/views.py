"""What do people hold, or follow, of which the noun stands behind? 有些工人有“…”的想法, 按照“…”的教导.

The patterns of nouns of opinion and of teaching whose owner does not stand right before the marked words.
"""

from __future__ import annotations

import re

from language.cues import Cue
from language.naming import Naming

# 有些工人有“…”的想法, 群众中产生了“…”的议论: a view, and the verb of having it.
_VIEW = re.compile(
    r"\s*(?:等|之类|这样)?(?:的|这种|这样的|这一|那种)(?:错误|糊涂|模糊|片面|天真|悲观|消极|抵触|怀疑|不满|错误的|糊涂的)?"
    r"(?P<noun>想法|看法|说法|议论|念头|怨言|顾虑|牢骚|误解|认识|情绪|呼声|反应|反映|空气|风声|流言|谣言|论调)"
)
_HELD = re.compile(
    r"(?:就|都|也|还|又|便|仍|曾)?(?:抱有|怀有|存有|存在|产生|出现|(?P<told>发出|流露|放出|散布|传出)出?|抱|有)(?:着|了|过)?(?:一种|一些|些|这种|这样|种种)?$"
)
SHORTEST = 5
# 按照“…”的教导, where the sentence does not say whose; so far back is he looked for who teaches.
_FOLLOWING = re.compile(r"(?:按照|遵照|根据|遵循|牢记|落实|执行|贯彻|响应|本着|对照|重温)$")
_TEACHER = re.compile(r"毛主席|毛泽东同志|列宁|总书记")
_TAUGHT_SHORTEST = 8
_TAUGHT_BACK = 1500
_TAUGHT = ("教导", "谆谆教导", "最高指示", "教诲", "谆谆教诲")


def held(text: str, start: int, place: int) -> Cue | None:
    """The noun of opinion behind the quotation at ``place``, or the verb that spreads it; ``verb`` begins it."""
    noun, having = _VIEW.match(text, place + 1), _HELD.search(text, start, place)
    if not noun or not having:
        return None
    if having["told"]:
        return Cue(having.start("told"), having.end("told"), having.start(), "noun", True)
    return Cue(noun.start("noun"), noun.end("noun"), having.start(), "noun", True)


def follows(text: str, start: int, place: int, noun: str, size: int) -> bool:
    """Whether words of ``size`` characters are a teaching that is followed: 遵照“…”的教导."""
    return size >= _TAUGHT_SHORTEST and noun in _TAUGHT and _FOLLOWING.search(text, start, place) is not None


def teacher(text: str, place: int) -> Naming | None:
    """Whom the text before last named of those who teach: 毛主席."""
    found = list(_TEACHER.finditer(text, max(0, place - _TAUGHT_BACK), place))
    return Naming(*found[-1].span(), "person", found[-1].group()) if found else None
