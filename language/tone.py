"""Does the narrator hold a marked word at a distance? By the words around it, and by the tone of the place.

So-called, slandered as, in the cap of: beyond doubt; a word that is only opposed or waved about: where nothing else
explains the marks. In the polemics of the 1930s to the 1970s a place that attacks somebody marks for that alone.
Texts are normalised; ``before`` ends at the mark and ``behind`` begins at it.
"""

from __future__ import annotations

import re

from language.tables import column

DEFINED = re.compile(r"^[,]?(?:就是|是指|指的是|即|指|主要是指|,就是)")
_IRONY_STRONG = re.compile(
    r"(?:所谓的?|口口声声|自称|自封为?|美其名曰|标榜的?|打成|打为|说成是?|诬为|诬蔑为|污蔑为|扣上了?|戴上了?|指责为|斥为|斥之为|骂为|骂成|骂作|吹捧成?为?|吹成|美化成|打扮成|伪装成|假|伪|打着|披着|冒充|"
    r"贩卖|抛出|炮制的?|妄言要搞|什么|大肆鼓吹|大搞什么)$"
)
_IRONY_BEFORE = re.compile(
    r"(?:所谓的?|什么|自称|自封为?|美其名曰|标榜的?|鼓吹|叫嚷|扬言|宣扬|散布|打成|打为|说成是?|诬为|诬蔑为|污蔑为|"
    r"诬蔑|污蔑|扣上|戴上了?|岂不是|岂不成了?|岂不成为|指责为|指责是|斥为|斥之为|骂为|骂成|骂作|吹捧成?为?|吹成|打扮成|伪装成|说(?:我|你|他|她|人家|别人)(?:们)?是?|冒充|冒牌|贩卖|抛出|炮制的?|大搞|妄言要搞|妄图|企图|反对|批判|不接受|不认同|摒弃|跳出|(?<![一首两几大成每整这那二三四五六七八九十获审报])批|肃清|(?:那种|这种|一种)(?=\n(?!的?(?:感觉|感受|感情|心情|心境|精神|境界|氛围|气氛|力量|气魄|情怀|味道|现象|关系|新|能力|模式|方式|方法|责任)))|那套|一套)\n"
)
_IRONY_BEHIND = re.compile(
    r"^(?:的)?(?:反动|错误|荒谬|反革命|修正主义|资产阶级|谬)*(?:帽子|谬论|论调|黑货|货色|流毒|陷阱|假象|幌子|遮羞布|"
    r"罪名|得势|得逞|当道|横行|作怪|作祟|的一套|黑纲领|鬼话|阴谋|骗局|外衣|旗号|招牌|大棒|棍子|鬼把戏|反动口号|黑话|奇谈怪论|反动论调)"
)
_WRONG = re.compile(r"^(?:的|这种|这些)?(?:错误|反动|荒谬|糊涂)的?(?:思想|思潮|观点|言论|主张|说法|理论|认识)")
# 不接受“国强必霸”的逻辑; 什么食堂“得不偿失”呀: a view that the speaker does not share.
_DISOWNED = re.compile(
    r"(?:不接受|不认同|不赞成|不同意|反对|摒弃|抛弃|跳出|警惕|抵制|驳斥|打破)(?:所谓)?\n的?(?:逻辑|论调|谬论|思维|说法|论断|观点|迷思|神话|魔咒)|"
    r"什么[^,。;]{0,12}\n[呀啦啊]"
)
# What is denied to somebody or shouted at him: 决不能给她什么“四大权力”.
_NOT_GIVEN = re.compile(r"(?:(?<![为是叫做指有])什么|鼓吹的?|叫嚷|散布|吹捧|抛出的?|炮制的?)$")
# 资产阶级的“少爷、小姐”; 先安一个“刮冷风”.
# 以“查夜”为名, 借“整懒汉”之名: what was given out for something else.
_PRETEXT = re.compile(
    r"(?:以|借|假|借着|假借|打着)\n(?:之名|为名|的名义|为借口|为由|为幌子|做幌子|作幌子)|走\n的(?:老路|邪路|路子)"
)
_PUT_ON = re.compile(r"(?:(?:资产阶级|剥削阶级|地主阶级|封建阶级|反动派|帝国主义)的|安(?:上|了)?(?:一?个|一?顶)|一顶)$")
# Words of attack in polemics from the 1930s to the 1970s.
# Words of attack in polemics from the 1930s to the 1970s.
_ATTACK = re.compile(
    r"反革命|反党|右派|修正主义|苏修|美帝|帝国主义|侵略|叛徒|卖国|反动|走资派|林彪|[\ue002]|刘少奇|王张江姚|江青|张春桥|姚文元|"
    r"阴谋|妄图|恶毒|猖狂|诬蔑|污蔑|谬论|罪行|罪恶|鼓吹|篡党|夺权|野心家|走狗|傀儡|美伪|伪军|蒋介石|蒋匪|反共|黑帮|吹捧|"
    r"兜售|贩卖|标榜|骗子|欺骗|颠覆|荒谬|荒唐|肉麻|无耻|死心塌地|别有用心|破坏革命"
)
_ATTACKS = 2


def is_hostile(text: str) -> bool:
    """Whether a stretch of some two sentences attacks somebody."""
    return sum(1 for _ in zip(_ATTACK.finditer(text), range(_ATTACKS), strict=False)) == _ATTACKS


def may_be_held_off(plain: str, behind: str) -> bool:
    """Whether a marked word may be one that the narrator does not accept: a noun or a label, no figure of speech."""
    return (
        2 <= len(plain) <= 8
        and plain not in column("figures")
        and not re.search(r"[,。!?;、]|[我你他她][们的]?", plain)
        and not re.match(r"(?:一?[种个]|这个|二)?[字词]", behind)
    )


def is_so_called(before: str, behind: str) -> bool:
    """Whether the word is put into other mouths or put on people: 所谓“民主”, 打成“右派”, unless it is explained."""
    return _IRONY_STRONG.search(before) is not None and not DEFINED.match(behind)


def is_not_given(before: str) -> bool:
    """Whether a formula is denied to somebody or shouted at him: 决不能给她什么“四大权力”."""
    return _NOT_GIVEN.search(before) is not None


def is_called_false(behind: str) -> bool:
    """Whether the noun behind condemns the word: …的帽子, …的谬论."""
    return _IRONY_BEHIND.match(behind) is not None


def is_called_wrong(behind: str) -> bool:
    """Whether the noun behind calls the thought wrong: “斗批走”的错误思想; a formulation stays one."""
    return _WRONG.match(behind) is not None


def is_disowned(before: str, behind: str) -> bool:
    """Whether the speaker does not share the view, or the word is put on people: 不接受“国强必霸”的逻辑."""
    around = f"{before}\n{behind}"
    return bool(_DISOWNED.search(around) or _PRETEXT.search(around) or _PUT_ON.search(before))


def may_be_ironic(before: str, behind: str) -> bool:
    """Whether the verb before, opposing or railing, may be why the word is marked: 反对“左”, 贩卖“…”."""
    return _IRONY_BEFORE.search(f"{before}\n{behind}") is not None
