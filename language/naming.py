"""Which words name somebody who could speak? Persons, roles, groups, bodies and documents in a narrator's text.

One pattern finds the candidates; what stands before and behind decides whether a candidate can be the subject of its
clause (学生说) or not (对学生说, 学生的意见). Works on normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from language.frames import BAND, PAPER
from language.fullnames import plausible, without_adverb
from language.patterns import any_of
from language.people import LONGEST_FIRST, TITLES, aliases, known_pattern, offices
from language.tables import column, rows

Kind = Literal["person", "role", "group", "he", "they", "me", "us", "body", "document", "old"]
HAN = r"[\u4e00-\u9fff]"
# The characters that foreign names are written with.
FOREIGN = (
    "阿埃艾安奥巴贝本比波勃伯布查达戴丹德迪蒂杜多厄尔法菲费弗芬夫福富盖戈格古哈海汉豪赫亨胡霍基吉加贾杰金卡凯坎康考柯科克肯库拉莱赖兰朗劳勒雷里利莉列林隆卢鲁伦罗洛"
    "马玛迈麦曼梅蒙米密明莫姆穆纳内尼涅努诺欧帕潘佩彭皮普齐奇恰乔切琼瑞若萨塞桑沙绍舍申什史斯苏索塔泰坦汤特提廷图托瓦万威韦维温沃乌西希夏谢辛休许雅亚扬耶叶伊因尤于约泽扎"
    "詹兹佐华子川村田中山本井原野藤松井森崎美子郎太吴昂素季阮春富文同朴槿惠正恩日成"
)
# A dot between them makes others foreign too: 艾尔肯·吐尼亚孜, 阿拜·库南巴耶夫.
_DOTTED = FOREIGN + (
    "拜方吐孜买依江都热合曼木铁赛鼎则玉甫努雪祖农肉丽古娜莎丝黛安妮珍琳琴露茜珊雷霖甘龙仕孟翁诺佛蓬彬道仁弥宾班登顿恩帝铎敦庞坡朴"
    "洪珀泼钦锡香逊牙衣英宇泽哲治宗嘉杰巧纽娅佳妲桃晓慕昆昌腊南"
)
GIVEN = r"(?:(?![区县乡镇村社队厂部委省市院校局厅处司党团站组们各的这那是有员])[\u4e00-\u9fff])"


@cache
def words_of(kind: str) -> tuple[str, ...]:
    return tuple(word for word, of in rows("namings") if of == kind)


@cache
def cue_words() -> frozenset[str]:
    """Every word of the table of cues, manners among them."""
    return column("cues")


def _any(kind: str) -> str:
    return any_of(words_of(kind))


_NO_GROUP = (
    "公社|政府|法院|币|日报|大会|代表大会|解放军|战争|共和国|民主|检察院|团体|路线|观点|运动|性|组织|基础|协会|起义|"
    "工资|阶级|团|节|联|队伍|政策|证|首创|立场|军队|党|内部|利益|生活"
)
NO_PERSON = (
    "思想|主义|理论|奖|选集|文选|文集|全集|文稿|著作|诗词|格勒|式|故居|纪念|集团|反党|反革命|一伙|诞辰|精神|路线|"
    "学说|广场|大街|大学|县|市"
)
# 吴德简同志 is not 吴德.
LONGER = r"[^对向给跟和与同及等说讲是的在让叫问于将把被有、,。](?:同志|先生|女士)"
_QUANTITY = (
    r"(?:有的|有些|有个别|有一些|一些|不少|许多|很多|多数|个别|部分|一部分|广大|某些|少数|绝大多数|大多数|几个|"
    r"有几个|有个|有一个|有一位|有一名|有位|有名|有两个|"
    r"一个|一位|一名|这位|那位|这个|那个|几位|两个|三个|两位|三位|全体|各位|当地|(?<!所)有|该|某|老|我们几个|个别的|某个|"
    r"另一个|另一位|还有一个)"
)
# What does not stand between a quantity and the noun it counts: 这个(工作只能在党委)领导.
_NO_MODIFIER = "我们|你们|他们|只能|本来|人[不和与把]|[在给对把被说讲]"
_BARE = (
    r"有的人|有的|有人|有些人|大家|人们|人家|别人|一些人|不少人|许多人|很多人|某些人|几个人|他人|后人|世人|国人|"
    r"西方人|外国人|谁|有一种人|另一些人"
)
NO_TITLED = "向于和同从由对给与时全常有应总区党连支队师该当如老新原前各县市省乡镇社公强国海能东经越和副任"
_OFFICE_TAIL = r"(?!们|团|台|令|府|府的|国|职|一职|位|办公|候选)"
_NOT_ME = r"(?![国省市县区党军院校队社厂部州方的会行局委场家里])"
FOLLOW = (
    r"(?=[说讲问答写称提反认也又还曾就都便才在对向同与和跟给从把被将以用到去来:,\s(、是有经常多总深明强特指告教愤气故表当今昨做作骂埋谈回主首看听因为由想觉唱喊牺带领进煽企造发挑检坦汇"
    r"诬攻叫至一十]|$|同志|两|等|家)"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """One candidate, in offsets of the frame's text. ``name`` is the words themselves, normalised."""

    start: int
    end: int
    kind: Kind
    name: str
    sure: bool = True


@dataclass(slots=True)
class Cast:
    """The persons a text introduces: full names, and the roles they are introduced with."""

    names: set[str] = field(default_factory=set)
    roles: dict[str, set[str]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    surnames: frozenset[str] = frozenset()
    # What was found once in a sentence is not looked for again: a row of pronouns asks the same sentences.
    found: dict[tuple[object, ...], Naming | None] = field(default_factory=dict)


# What the name of an organ does not hold.
_NO_ORGAN = "[把将给到在向对和与及交去来了的是有成被让这那说由从为以于或]"
_ORGAN_LONGEST = 8


@cache
def surnames() -> str:
    return any_of(column("surnames"))


@cache
def pattern() -> re.Pattern[str]:
    """The pattern of all candidates; the group that matched tells the kind."""
    surname, titles = surnames(), any_of(title for title in TITLES if len(title) > 1)
    roles, heads, spoken = _any("role"), _any("head"), _any("spoken")
    name = rf"(?:{surname}){GIVEN}{{1,2}}"
    return re.compile(
        rf"(?P<document>{PAPER}(?:社论)?|《[^》\n]{{1,40}}》(?:序言|公报|社论|一文|一书|报)?"
        rf"|党的[一二三四五六七八九十]{{1,3}}(?:大(?:报告|党章)?|届[一二三四五六七八九十]{{1,2}}中全会(?:公报|"
        rf"《决定》|决定)?)(?!以来|以后|后|精神)"
        rf"|第[一二三四五六七八九十]+个五年(?:计划|规划)(?:纲要)?"
        rf"|[一二三四五六七八九十]{{1,3}}届[一二三四五六七八九十]{{1,2}}中全会(?:公报|决定)?(?!以来|以后|后|精神))"
        rf"|(?P<kin>(?:{surname}){GIVEN}{{1,2}}的?(?:女人|爱人|妻子|母亲|父亲|儿子|女儿|老婆|丈夫|哥哥|弟弟|婆婆|"
        rf"嫂子|家属)|(?:{surname}){GIVEN}{{1,2}}之[妻夫母父子女])"
        rf"|(?P<clique>(?:{known_pattern()}|(?:{surname}){GIVEN}{{0,2}})(?:反党集团|反革命集团|叛徒集团|资产阶级司令部|一伙|之流))"
        rf"|(?P<known>(?:{known_pattern()})(?:{titles})?)(?!{NO_PERSON}|{LONGER})"
        rf"|(?P<titled>(?:(?![{NO_TITLED}])(?:{surname})(?:某某?)?|"
        rf"(?![区县乡镇社队全各该党支师])(?!(?<=[担兼历出就升主信责现])任)(?:{surname}){GIVEN}{{1,2}}?)(?:{titles})(?!们))"
        rf"|(?P<office>(?:党和国家|国家|全国人大常委会|国务院|中央军委|军委|中共中央|党中央|中央委员会|"
        rf"党的)?(?:{any_of(_offices())}){_OFFICE_TAIL})"
        rf"|(?:{roles}|{_any('abroad')})(?P<foreign>[{FOREIGN}]{{3,8}}){FOLLOW}"
        rf"|(?P<role>(?:{roles})(?:同志)?)(?P<named>{name}(?:同志|先生|女士)|{name}{FOLLOW}|"
        rf"(?<![群干妇青代学教工农村居市游][众部女年表生师人民客])(?:{surname}){GIVEN}{{2}}(?!之[妻夫母父子女]|的?(?:女人|妻子|爱人|父亲|母亲)))"
        rf"|(?P<dotted>[{_DOTTED}]{{1,6}}(?:·(?:(?!同志)[{_DOTTED}]){{1,7}}){{1,3}}(?:{titles})?)"
        rf"|(?P<old>(?<!{HAN})(?:大学|中庸|国语|诗)(?=里|中|有|说|云|曰|讲)|(?:{_any('old')}))|(?P<band>{BAND}(?:反党集团|一伙|及其余党)?)"
        rf"|(?P<group>{_QUANTITY}(?:(?:(?!{_NO_MODIFIER}){HAN}){{0,8}}?)(?:{heads}|{spoken})们?|{_BARE}|(?:{heads})们?(?!{_NO_GROUP}))"
        rf"|(?P<spoken>(?:[他她](?=家里))?(?:{spoken}|家里的人))"
        rf"|(?P<they>(?:他|她|它|咱)们)|(?P<us>我们(?:几个国家)?{_NOT_ME}|咱|俺们)|(?P<he>[他她](?![们人乡国的]|"
        rf"自己的|家里))|(?P<me>(?<![自敌])(?:我|俺|笔者|本人)(?!们|[国省市县区党军院校队社厂部州方的会行局委场家]))"
        rf"|(?P<body>(?:{_any('body')})(?![门长])|(?:{_any('country')})(?!人|队|的))"
        rf"|(?P<organ>(?:(?!{_NO_ORGAN})[\u4e00-\u9fff]){{2}}(?:{_any('organ')}))"
    )


def _offices() -> list[str]:
    return [office for office in offices() if not any(office.startswith(place) for place in column("provinces"))]


# What cannot stand right before a subject: prepositions, and verbs that take it as their object.
OBJECT = re.compile(
    r"(?:[向对给跟同与和把被将为问听学找见按照依以于从用比过了着是及或送交派替像说帮]|遵照|根据|依据|贯彻|落实|执行|"
    r"拥护|响应|纪念|反对|批判|批评|揭发|斗争|告诉|通知|"
    r"支持|代表|团结|领导|成为|作为|关于|围绕|接见|会见|访问|表扬|赞扬|邀请|欢迎|打倒|保卫|热爱|怀念|缅怀|跟随|协助|"
    r"学习|称赞|高举|遵循|违背|依靠|相信|歪曲|篡改|攻击|吹捧|教育|动员|发动|带领|"
    r"号召|要求|关心|爱护|保护|打击|伤害|欺骗|污蔑|诬蔑|攻击|陷害|受到|得到|经过|通过|来到|听到|看到|走访|慰问|服务|"
    r"引用|援引|传达|重温|牢记|聆听|召开|参加|提出|全国|属于|"
    r"感谢|祝愿|祝贺|组织|培养|引导|激励|鼓舞|选出|选举|建设|发展|加强|改进|深入|关系|影响|解放|改造|信任|脱离|联系|引起|发现|"
    r"担任|出任|就任|兼任|升任|调任|当上|当选为?|就是|不是|还是|都是|也是|没有|包括|特别是|尤其是|以及)$"
)
_PASSED = re.compile(
    r"(?:由|据|正如|诚如|如|正像|像|就像|恰如|正是|尤其是|特别是|但是|可是|于是|因为|就是|例如|比如|因此)$"
)
_PIVOT = re.compile(r"(?:叫|让|派|请|令|使|要|叫做)$")
_PIVOT_ROLE = re.compile(
    r"(?:叫|派|请|让)[\u4e00-\u9fff]{0,5}(?:支书|书记|主任|会计|队长|社员|连长|排长|党员|干部|县长|部长|局长|同志|"
    r"秘书)$"
)
# What is somebody's is taken off before the verb that governs it is looked for: 反对党的领导.
_OWNED = re.compile(r"(?:党|自己|他|他们|她|我|我们|你们|人家|其|主席|总理|中央|同志|总书记)的?$")
_NOT_SUBJECT_AFTER = re.compile(
    r"的(?!女|话说|话讲)|为首|为核心|为代表|之(?!所)|以下|以上|式的|们的|座谈|代表团|队伍|路线|生活"
)


def candidates(text: str, start: int, end: int, cast: Cast | None = None) -> Iterator[Naming]:
    """Every naming in ``text[start:end]``, in order; those inside another are not given."""
    found = list(_matched(text, start, end))
    if cast and cast.pattern:
        found += [Naming(m.start(), m.end(), "person", m.group()) for m in cast.pattern.finditer(text, start, end)]
        found = _settled(found)
    yield from found


def _matched(text: str, start: int, end: int) -> Iterator[Naming]:
    """What the pattern finds; behind a match that turns out to be no naming the search goes on inside it."""
    at = start
    while match := pattern().search(text, at, end):
        naming = _naming(match)
        at = naming.end if naming else match.start() + 1
        if naming:
            yield naming


def _settled(found: list[Naming]) -> list[Naming]:
    kept: list[Naming] = []
    last = -1
    for naming in sorted(found, key=lambda each: (each.start, -each.end)):
        if naming.start >= last:
            kept.append(naming)
            last = naming.end
    return kept


NAMED_TITLE = re.compile(r"(?:同志|先生|女士)$")


def _organ_start(match: re.Match[str]) -> int:
    """Where the name of an organ begins, of which the pattern saw the last two characters before 日报, 政府."""
    start = match.start()
    while start > max(match.pos, match.end() - _ORGAN_LONGEST) and re.match(
        rf"(?!{_NO_ORGAN})[\u4e00-\u9fff]", match.string[start - 1]
    ):
        start -= 1
    return start


def _naming(match: re.Match[str]) -> Naming | None:
    group = match.lastgroup or ""
    start, end = match.span()
    if group == "foreign":
        start = match.start("foreign")
    if group == "named" or match["named"]:
        start, end = match.span("named")
        end = start + len(without_adverb(match["named"]))
        if not plausible(match.string[start:end]) and not NAMED_TITLE.search(match["named"]):
            of: Kind = "group" if match["role"] in words_of("head") else "role"
            return Naming(match.start("role"), match.end("role"), of, match["role"])
        group = "named"
    if group == "organ":
        start = _organ_start(match)
    kind = _KINDS.get(group, "person")
    word = match.string[start:end]
    if group == "titled" and not really_titled(word):
        return None
    if group == "body" and word in words_of("document"):
        kind = "document"
    return Naming(start, end, kind, word)


_KINDS: dict[str, Kind] = {
    "document": "document",
    "kin": "role",
    "known": "person",
    "titled": "person",
    "office": "person",
    "named": "person",
    "dotted": "person",
    "foreign": "person",
    "old": "old",
    "group": "group",
    "clique": "group",
    "band": "group",
    "spoken": "role",
    "they": "they",
    "us": "us",
    "he": "he",
    "me": "me",
    "body": "body",
    "organ": "body",
}


def really_titled(word: str) -> bool:
    """同同志, 任何同志, 全体代表 are not a surname with a title."""
    title = next(title for title in LONGEST_FIRST if word.endswith(title))
    name = word[: -len(title)]
    if word[1:] in aliases():
        return False
    if len(name) == 1:
        return title not in ("代表", "委员", "老人", "专家", "干事", "公", "老")
    return plausible(name) or name.endswith("某") or name in column("surnames")


_ACTS = re.compile(r"(?:就|都|也|便|才|又|还|曾|常|总|们|则|却|一致|普遍|纷纷|自己)")
# Adverbs of time and joints that a subject may follow: 原先有些人不相信.
_WHEN = re.compile(
    r"^(?:原先|原来|起初|开始|最初|当初|以前|从前|过去|如今|往往|甚至|其实|事实上|当然|后来|接着|然后|近来|最近|有时|前几天|昨天|目前|"
    r"不过|只是|虽然|尽管|即使|所以|因此|于是|而且|并且|同时|不仅|不但|如果|即|又|也|当|使|可|还|却|并)+"
)
_QUALIFIED = re.compile(
    r"(?:(?:(?:共|约)?\d*[一二三四五六七八九十几百千多余]*[个名位户]|各级|广大|全体|所有|我们的|党的|一些|我们|有关|部分|基层|当地|各族|"
    r"全国|全省|全党|国内外|国内|国外|境外|海外|西方|一小撮|地方|本地|外地|外国|敌对|反动|当时的?|今天的?)[和、与]?)+$"
)
_ABROAD = re.compile(rf"[{FOREIGN}]{{2,6}}")
_PLAIN_LEAD = re.compile(
    r"(?:.*(?:[县乡社队村区省市厂校院系部班连营团期届批的]|公社|会上|时|后|前|中|里|以来|期间|目前|今天|现在|大会|如|据|但|"
    r"而|连|由|来|其他|还有|同样|的新)|"
    r"[\s\d一二三四五六七八九十、.()]*|.{0,4}[是:])"
)


# 歪曲毛主席的(指示): the verb takes what is his.
_TAKEN = re.compile(
    r"(?:遵照|根据|依据|贯彻|落实|执行|拥护|响应|反对|批判|批评|歪曲|篡改|攻击|违背|违反|接到|学习|传达|引用|按照|高举|否定|诬蔑|污蔑)"
    r"[\u4e00-\u9fff]{1,5}的$"
)


def governed_by(before: str) -> bool:
    """Whether the words before a naming take it as their object: 对学生, 反对党的(领导)."""
    if OBJECT.search(before):
        return True
    return before.endswith("的") and bool(OBJECT.search(_OWNED.sub("", before)) or _TAKEN.search(before))


def may_be_subject(text: str, naming: Naming, clause: int, end: int) -> bool:
    """Whether a naming can be the subject of its clause, which begins at ``clause`` and is read up to ``end``."""
    before = text[clause : naming.start]
    if _NOT_SUBJECT_AFTER.match(text, naming.end, max(end, naming.end)):
        return False
    if text.rfind("(", clause, naming.start) > text.rfind(")", clause, naming.start):
        return False
    if not before or _PASSED.search(before):
        return True
    if naming.kind in ("group", "body", "document", "old", "role"):
        before = _QUALIFIED.sub("", _WHEN.sub("", before))
        clear = _PLAIN_LEAD.fullmatch(before) or _ABROAD.fullmatch(before) or _ACTS.match(text, naming.end)
        return clear is not None and not governed_by(before)
    return not OBJECT.search(before)


def is_pivot(text: str, naming: Naming, clause: int) -> bool:
    """Whether a naming is made to do what follows: 叫会计打电话, 让他说."""
    if naming.kind in ("body", "document", "old"):
        return False
    if _PIVOT.search(text, clause, naming.start):
        return True
    return naming.kind == "person" and bool(_PIVOT_ROLE.search(text, clause, naming.start))
