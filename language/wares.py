"""Does the place name a thing by the marked words? A part of a book, a unit, a meeting, a contest, a ware, a word.

Texts are normalised; ``plain`` is the marked word, ``before`` and ``behind`` what the narrator says around it.
"""

from __future__ import annotations

import re

from language.fullnames import plausible
from language.people import known_pattern

# 在第六章“党的基层组织”部分: the title of a part. 评为“…”, 怕讲“剥削者”, “剥削者”不好听: a word spoken of as a word.
_PART_BEFORE = re.compile(r"第[一二三四五六七八九十百\d]+[章节编]$")
_UTTERED_BEFORE = re.compile(
    r"(?:怕|不敢|不愿|不爱|不肯|忌|讳|不许|不准)(?:讲|说|提|听|叫|用)$|(?:忌讳|避讳|讳言|禁用|改称|原称)$"
)
_UTTERED_BEHIND = re.compile(
    r"(?:就|很|真|太|听了)?(?:不好听|好听|难听|刺耳|不雅|不顺耳|顺耳|拗口)|(?:听|叫|念|读)起来|(?:译成|译作|译为|英文)"
)
# 新四军“刘老庄连”, 国民党军“八百壮士”: those who fought under a name.
_ARMY_BEFORE = re.compile(
    r"(?:八路军|新四军|国民党军|国军|志愿军|解放军|红军|抗联|抗日联军|义勇军|游击队|部队|边防|武警|海军|空军|陆军)$"
)
_SOLDIERS = re.compile(r"(?:的)?(?:全体|官兵|战士|指战员|指导员|连长|班长|老兵|战旗)")
_UNIT = re.compile(r".{1,8}(?:[连营团旅师班排艇舰]|[大中小支]队|壮士|勇士|英雄|烈士|战士|尖兵|[八五]女)")
_HEROES = re.compile(r".{1,6}(?:壮士|勇士|烈士|义士|女杰|七君子)")
_MEETING = re.compile(r".{4,}(?:大会|会议|座谈会|报告会|展览会|纪念会|学习会|联欢会|洽谈会|交流会)")
_MET_BEFORE = re.compile(r"(?:召开|举行|举办|主办|出席|参加|承办|筹备)(?:了|的)?$")
# 出席“加强互联互通伙伴关系”东道主伙伴对话会: what a meeting is named after.
_MEETING_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,10}(?:对话会|论坛|研讨会|座谈会|峰会|交流会|博览会|年会)")
# 全国“数据要素×”大赛, 香港优质“正”印, “不变钢”、…: contests, seals, what is made.
_CONTEST = re.compile(r"(?:全国|国际|世界|创新|应用|技能|创业)*(?:大赛|比赛|竞赛|锦标赛|邀请赛)")
_RANKED = re.compile(
    r".{2,}\d+强|.*[十百]大(?!.*(?:攻坚|行动|战略|任务|举措|政策|措施|体系)).{0,2}(?:建筑|考古|新闻|人物|品牌|景区|案例|发现|成果|工匠).*"
)
_MADE_OF = re.compile(r"(?![一-龥]*百炼).{1,5}(?:钢|铜|铝|镍|钛|合金|薄膜|纤维|晶体|陶瓷|玻璃)")


def is_named(plain: str, before: str, behind: str, *, known: bool) -> bool:
    """Whether words name a part of a book, a unit of an army, a meeting, a contest, a ware, or are a word as a word.

    ``known`` says that they are a formulation that is put to use elsewhere.
    """
    if _PART_BEFORE.search(before) or (_MEETING.fullmatch(plain) and _MET_BEFORE.search(before)):
        return True
    if len(plain) <= 6 and (_UTTERED_BEFORE.search(before) or _UTTERED_BEHIND.match(behind)):
        return True
    if _SOLDIERS.match(behind) and len(plain) <= 8 and _UNIT.fullmatch(plain):
        return True
    if _HEROES.fullmatch(plain) or (_ARMY_BEFORE.search(before) and _UNIT.fullmatch(plain)):
        return True
    if _MET_BEFORE.search(before) and _MEETING_BEHIND.match(behind) and not known:
        return True
    if _CONTEST.match(behind) or _RANKED.fullmatch(plain):
        return True
    if plain in ("修养", "论修养", "六论") and re.search(r"[黑批评读]$|批判$|毒草$", before):
        return True
    return (len(plain) == 1 and behind[:1] in ("印", "标", "牌")) or _MADE_OF.fullmatch(plain) is not None


def before_name(behind: str) -> bool:
    """“铁人”王进喜、…: a name of honour before a person's."""
    match = re.match(r"(?P<name>[\u4e00-\u9fff]{3})(?=[、,。;等的和]|$)", behind)
    if match and match["name"][0] not in "和与及同相" and plausible(match["name"]):
        return True
    return bool(re.match(rf"(?:{known_pattern()})(?=[、,。;等的和]|$)", behind))
