"""Which words say that somebody said it? The cue before, behind or around a quotation, in a narrator's text.

A cue before a quotation is *direct* when it meets the opening mark (指出：“, 告诉我们“), *woven* when words of the
narrator stand between (认为，经济工作应该“…”). Behind it stands a verb (“…，”他说) or a noun (遵照毛主席“…”的教导).
Uses: say and think take words, tell takes a hearer first, weak (提出, 坚持) carries words only for a named subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from language.frames import ENDED, QUOTED
from language.patterns import any_of
from language.tables import rows

Use = Literal["say", "think", "tell", "weak", "name", "noun", "colon"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of attribution, in offsets of the frame's text; ``verb`` is where the bare verb begins."""

    start: int
    end: int
    verb: int
    use: Use
    direct: bool


@cache
def words_of(use: str) -> tuple[str, ...]:
    return tuple(word for word, of in rows("cues") if of == use)


# A verb of one character is also part of many words.
_GUARDED = {
    "说": r"(?<![小学传据听虽假解论游演难按俗可老])(?<![^一]再)(?<!应该)(?<!应当)(?<!就是)(?<!句话)(?<!总的)(?<!一般)"
    r"(?<!简单)(?<!具体)(?<!比如)(?<!譬如)(?<!例如)(?<!或者)(?<!不能)(?<!不用)(?<!不要)说(?![明服法理教穿客谎情书辞起来说成])(?!到底)(?!不上)(?!得上)(?!一千)",
    "讲": r"(?<![演宣听开主])(?<!就是)(?<!本是)(?<!说的是)讲(?![话课义座台究求理述解演师坛稿习授学清完透卫文政武])",
    "问": r"(?<![学顾访慰过疑查询])问(?![题候号世津卷责长])",
    "想": r"(?<![思理设感幻梦妄联空料构回不])想(?![象方到念起望当像要])",
    "称": r"(?<![名号职简统俗著对堪宣声人自指坦通])称(?![号呼谓作之职霸王颂心赞为道得])",
    "云": r"(?<=[人诗书语谚又经子文曾有》])云(?!亦)",
    "曰": r"(?<!名)曰",
    "念": r"(?<![理观概信纪怀挂想惦悬思意])念(?![头书念])",
    "唱": r"(?<![歌演合主])唱(?![歌戏片票])",
    "骂": "骂",
    "喊": r"喊(?![话])",
    "叫": r"叫(?![做作好])",
    "夸": r"(?<!浮)夸(?![大张夸])",
    "赞": r"(?<![称盛])赞(?![成同美助])",
    "劝": r"劝",
    "答": r"(?<![解回])答(?![案卷辩])",
    "哄": r"(?<!起)哄(?![抬])",
    "称道": r"称道",
}
_NOT_VERBS = r"(?<!没有)(?<!不)(?<!无法)"


@cache
def _verbs() -> re.Pattern[str]:
    """Every verb of saying with the manner joined to it; the last group that matched names the use."""
    manner = any_of(words_of("manner"))
    taken: set[str] = set()
    parts = []
    for use in ("say", "tell", "think", "weak"):
        words = [word for word in words_of(use) if word not in taken]
        taken |= set(words)
        long = [word for word in words if word not in _GUARDED]
        guarded = [_GUARDED[word] for word in words if word in _GUARDED]
        parts.append(rf"(?P<{use}>{'|'.join([any_of(long), *guarded])})")
    return re.compile(rf"(?:(?:{manner})[地的]?)*(?P<verb>{'|'.join(parts)})")


def verb_at(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a verb of saying where it stands, and no part of another word."""
    match = _verbs().match(text, start)
    return match is not None and match.end() >= end


# 对农民来说, 从长远来说
_SPEAKING_OF = re.compile(
    r"(?:完整|准确|确切|严格|一般|总|笼统|相对|客观|通俗|概括|归根到底|归根结底|换句话|具体|简单|坦白|老实)(?:地|来|的|起来)?$|"
    r"[对就从][^,。]{1,16}来$|(?:可以|应该|应当|不妨|只能|不能)(?:这样|那么|这么)?$"
)
# 要强调“…”: what is to be said is nobody's saying.
_TO_BE_SAID = re.compile(
    r"(?:要(?:向|对|给|跟|同)[^,。]{1,6}|要|必须|应当|应该|需要|不能|不要|可以|不应|不会|没有|没|不好|不便|不必|不许|不准|不要去|不要乱|少|怕)$"
)
_LEFT_OUT = re.compile(
    r"(?:已经|同样|早已经|早已|还|又|曾(?!经)|也|都|就|便|才|却|再|已|总|重新|首次|首先|最先|率先|第一次|地|的)+"
)
# What may stand between a verb and the mark: nothing, an object and a colon, a hearer.
_TAIL = re.compile(
    r"^(?:了|过|道|着|出|到|的?(?:仍|还|就|也)?是(?:[一]?个)?|的好|得好|的|为|成|什么|甚么|啥|所谓的?|说|上|自己|:|"
    r"这样一?[个句]话|[一两几三四]句话?|如下)*[\s:,]*$"
)
_COLON = re.compile(rf"^[^。!?;{QUOTED}{ENDED}]{{0,18}}:\s*$")
_HEARER = re.compile(
    r"^(?:了|过|着)?(?:我们|大家|全党|他们|他|她|你们|人们|我|自己|后人|世人|同志们|群众|干部|学生|全国人民|全军|"
    r"各级干部|党员|全党同志|(?:(?![去来把将要的了是已得])[\u4e00-\u9fff]){1,6}(?=[说道要是为:]|$))?(?:说|道|要|是|的是|为)?"
    r"[\s:,]*$"
)
_WOVEN = re.compile(rf"^(?:了|过|道|到|的?是)?[,:]?[^。!?;{ENDED}]{{1,60}}$")
_WOVEN_LONG = 60


def before(text: str, start: int, place: int) -> Cue | None:
    """The cue that leads in to the quotation at ``place``, read from ``start`` on; the nearest that fits."""
    if _TITLED_WORK.search(text, start, place):
        return None
    for match in reversed(list(_verbs().finditer(text, start, place))):
        cue = _fitting(text, match, place, start)
        if cue is not None:
            return cue
    return _colon(text, start, place)


# 在副刊上发表的“感情的距离”: the title of a work.
_TITLED_WORK = re.compile(r"(?:发表|创作|编写|主编|演出|导演|撰写|编印|出版|放映)的\s*$")


@cache
def _told() -> re.Pattern[str]:
    """A verb with its hearer right before a bare 说: 教导我们说, 批评江青说."""
    adverb = r"[,。家部局界者会题候号]|已经|曾经|[中里上时后都也就还又曾]|精神"
    return re.compile(rf"(?:{any_of(words_of('tell'))})(?!{adverb})(?:(?!已经|时|后|中|问)[\u4e00-\u9fff]){{1,6}}$")


def _fitting(text: str, match: re.Match[str], place: int, start: int) -> Cue | None:
    use: Use = next(use for use in ("say", "tell", "think", "weak") if match[use] is not None)
    tail = text[match.end() : place]
    if match["verb"].endswith("叫") and not re.search("[:,道]", tail):
        return None
    if match["verb"] in ("说", "讲") and _SPEAKING_OF.search(
        text, max(start, match.start("verb") - 19), match.start("verb")
    ):
        return None
    if (
        match["verb"] == "说"
        and ":" not in tail
        and text.endswith(("如果", "假如", "假使"), start, match.start("verb"))
    ):
        return None
    if ":" not in tail and _TO_BE_SAID.search(text, max(start, match.start() - 8), match.start()):
        return None
    direct = bool(_TAIL.match(tail) or _COLON.match(tail) or (use == "tell" and _HEARER.match(tail)))
    if direct and match["verb"] in words_of("colon") and not re.search("[:,说道]|^的", tail):
        direct = False
    if direct and match["verb"] in words_of("strict") and ":" not in tail and text[match.start() - 1] != "所":
        direct = False
    weaves = (
        match["verb"] in words_of("woven") and _WOVEN.match(tail) and not _NOT_WOVEN.match(text, match.start("verb"))
    )
    if direct and _noun_here(text, match, tail):
        return None
    if (not direct and not weaves) or text[match.start() - 1 : match.start()] == "被":
        return None
    end = match.end()
    if use == "tell" and direct and (said := re.search(r"[说道](?=[\s:,]*$)", tail)):
        end += said.end()
    if match["verb"] in ("说", "道", "讲") and (
        hearer := _told().search(text, max(start, match.start() - 14), match.start())
    ):
        return Cue(hearer.start(), end, hearer.start(), "tell", direct)
    begin = match.start("verb") - len(re.split("[地的]", text[match.start() : match.start("verb")])[-1])
    left_out = _LEFT_OUT.match(text, begin, match.start("verb"))
    begin = left_out.end() if left_out else begin
    return Cue(begin, end, match.start(), use, direct)


# 反映和歌颂…, 少说空话: no saying of what stands in marks further on.
_NOT_WOVEN = re.compile(
    r"反映(?![,:说])|[说讲](?:老实话|真话|怪话|空话|大话|假话|实话|好话|话|了算|到做到|起来|干就干)"
)
_NEEDS_HEARER = ("教育", "激励", "鞭策", "鼓励", "启发", "训导", "表扬", "欺骗")


def _noun_here(text: str, match: re.Match[str], tail: str) -> bool:
    """Whether a word that is also a noun is one here: 威胁，“…”, 义务教育“…”, 的青春誓言，“…”."""
    verb = match["verb"]
    if verb == "允许" and not re.match("[他她我你]", tail):
        return True
    if verb in _NEEDS_HEARER and not re.search(r"[\u4e00-\u9fff:]", tail):
        return True
    if tail.strip() != ",":
        return False
    owned = bool(re.search(r"的[\u4e00-\u9fff]{0,3}$", text[max(0, match.start() - 4) : match.start()]))
    return owned and len(verb) > 1 and (match["tell"] is not None or verb in words_of("noun"))


_COLON_NOUN = re.compile(
    r"[\s\S]*(?P<noun>指示|批示|回答|答复|教导|号召|名言|诗句|题词|对联|口号|誓言|来信|来电|(?<![对谈讲会电])话(?!题)|结论|意见|"
    r"反映|遗言|遗嘱|格言|警句|打油诗|诗(?![人句歌])|原文|(?<=这样的)(?:句子|一段)|(?<=这样)一段|歌词|唱词|口诀|独白|批语|按语|题字)(?:中)?(?:是|为)?[^。!?;,:]{0,6}:\s*$|"
    r"[\s\S]*(?<=的)(?P<owned>教导|指示|号召|教诲|嘱托|名言|遗训|题词|论断|批示),\s*$"
)


_CITED = re.compile(r"引证|引用|援引|引述|摘引|转述")


def _colon(text: str, start: int, place: int) -> Cue | None:
    """A noun of saying with a colon: 接到中央指示：“, 他的回答是：“."""
    match = _COLON_NOUN.match(text, max(start, place - 60), place)
    if not match:
        return None
    noun = "noun" if match["noun"] else "owned"
    if cited := _CITED.search(text, max(start, place - 60), match.start(noun)):
        # 我想引证毛主席的几句话: the verb tells that the words are another's.
        return Cue(cited.start(), cited.end(), match.start(noun), "colon", True)
    return Cue(match.start(noun), match.end(noun), match.start(noun), "colon", True)


@cache
def _noun_behind() -> re.Pattern[str]:
    kinds = (
        r"(?:伟大|英明|光辉|重要|谆谆|亲切|著名|科学|一贯|最高|这一|这个|这句|这些|上述|等|深刻|庄严|战略|殷切|铮铮|"
        r"响亮|豪迈|千古|至理)*"
    )
    return re.compile(
        rf"\s*(?:等)?(?:的|这一|这个|这句|这些|这样的|这样一个|这段|那段|"
        rf"那句)\s*{kinds}(?P<noun>{any_of(words_of('noun'))})"
    )


def noun_behind(text: str, place: int) -> Cue | None:
    """A noun of saying that takes the quotation: “…”的教导."""
    match = _noun_behind().match(text, place + 1, place + 30)
    if not match:
        return None
    return Cue(match.start("noun"), match.end("noun"), match.start("noun"), "noun", True)


@cache
def _verb_behind() -> re.Pattern[str]:
    words = [word for word in words_of("woven") if len(word) > 1]
    guarded = [_GUARDED[word] for word in ("说", "讲", "问", "答", "想", "骂", "喊")]
    return re.compile(
        rf"[,]?(?P<subject>[\u4e00-\u9fff·]{{1,12}}?)(?P<verb>(?:{any_of(words_of('manner'))}|地)*(?:{any_of(words)}|"
        rf"{'|'.join(guarded)}))(?:道|着|过)?[。,!:;\n{QUOTED}{ENDED}]"
    )


# “孤傲”，据我看来，…: an opinion on the word, no saying of it.
_SEEMS = re.compile(r"[据依照按在]")


def verb_behind(text: str, place: int) -> Cue | None:
    """The verb of a clause of saying behind a quotation: “…，”他说。"""
    match = _verb_behind().match(text, place + 1, place + 40)
    if match and _SEEMS.match(match["subject"]):
        return None
    return Cue(match.start("verb"), match.end("verb"), match.start("verb"), "say", True) if match else None
