"""Is a marked word a coinage whose form alone tells what it is? Grades, offices, chains, articles, modes, places.

Reports of every year coin new ones: 省管校用 is a policy, 源网荷储 a technical word, “总单+分单” the name of a mode.
Texts are normalised; ``plain`` is the marked word, ``before`` and ``behind`` what the narrator says around it.
"""

from __future__ import annotations

import re
from typing import Literal

NUMERAL = "一二两三四五六七八九十百千万双零〇0-9"
_FACILITY = re.compile(
    r".{2,8}(?:幸福院|养老院|敬老院|医院|剧院|书院|学院|法院|科学院|展厅|大厅|餐厅|书店|商店|饭店|酒店|驿站|小站|机场|客厅|"
    r"大脑|小镇|小院|民宿|码头|口岸|专线|高铁|动车|港湾|热线|云平台|大平台)|.{1,3}[电气水煤]入.{1,3}|.{1,3}字弯|故宫.{1,2}"
)
FACILITY_BEHIND = re.compile(
    r"^(?:综合|应用|服务|智能|数字|线上|移动|工程)?(?:场景|平台|系统|热线|大模型|小程序|客户端|专列|班列|航线|直通车|联赛|大赛|市集|展|"
    r"消费券|券|工厂|车间|幸福院|院|站|产业园|园区|建成|投运|输电|宣传片|接诉即办)"
)
_FACILITY_ONLY = re.compile(r"(?:平台|系统|热线|大模型|小程序|客户端)")
# Days that are feasts or the name of what happened on them: “五一”国际劳动节, “三八”红旗手.
FEASTS = re.compile(
    r"五一|五四|六一|七一|八一|九三|十一|双十一|双十二|双11|双12|双十|三八|三一五|五卅|一二[·.]?九|元旦|十·一|618"
)
# 河长, 链长: offices of one thing each. 等次, 档: what is graded.
_KEEPER = re.compile(r"[总省市县区镇村]?(?:河湖|[河湖林田链路巷街山湾滩塘片楼点警粮桩店])长")
_GRADED = re.compile(r"(?:的)?(?:等次|等级|档次|一档|档|类(?![似])|级)")
# 源网荷储, 产加销: the links of a chain, one character each.
_CHAIN = re.compile(r"(?!.*(.).*\1)[产供储运加销源网荷制输用投融建管退募贸工农购娱游食宿行吃住发配收购存取氢氨]{3,5}")
# 省管校用, 县管乡用: who keeps and who uses.
_KEPT_AND_USED = re.compile(
    r"[省市州县区乡镇村校院企国部统][管聘招编派建筹包][省市州县区乡镇村校院企国民部][聘用管评享营办选]"
)
# 40条, 六十条: a paper by the number of its articles; 四类管线, 一河三山, 一刻钟便民生活圈: things that are counted.
_ARTICLES = re.compile(
    r"(?:新)?(?:\d{2,}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]百[一二三四五六七八九十]*)条|[新国省市牧商民文科农林渔工人][一二三四五六七八九十\d]+条"
)
_PLACED = re.compile(
    rf"[{NUMERAL}]+[类种][\u4e00-\u9fff]{{2,4}}|(?:[{NUMERAL}]+[山河江湖海岛岸水原湾峡沟滩](?:两岸|流域)?){{2,4}}|"
    rf"[{NUMERAL}]+(?:分钟|刻钟|小时|公里).{{0,4}}(?:圈|通勤|交通圈|生活圈|经济圈|服务圈)"
)
# “总单+分单”作业模式, “星空+文旅”等: the name of a mode; 2+3+N and 互联网+政务服务 are formulas.
_MODE = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:模式|公交|试点|案例|基金|场景|线路|等(?:入选|获|典型|项目|业态))")
_FIRST = re.compile(r"(?:首[创家座单批个]|打造|上线|入选)$")
_JOINED_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}(?:\+[\u4e00-\u9fff]{2,})+")
# “咸湿古”（黄色故事）: a word that the narrator explains in brackets.
_GLOSSED = re.compile(r"\((?!注|见|《|同上|引自|此|此处|原文|\d)[\u4e00-\u9fff,、]{2,20}\)")
# Words that tell to do: 综合查一次, 打非治违, 大干快上.
_DEMANDED = re.compile(
    r".{2,6}(?:一件事|查一次|办一次|跑一次|一网通办|一次办|一窗办|零跑腿|不用跑|马上办|就近办|大会战|大排查|大整治|大走访|大比武|大练兵|攻坚|攻坚战)|"
    r"打.治.|扫.打.|[防治保促稳扩补强拆破立兴灭].[防治保促稳扩补强拆破立兴灭资]."
)
_REPEATED = re.compile(r"([即应能边随宜每逢有可多再真自互共就]).\1.|([村户人家处事月天层年县乡镇校])\2.{1,6}")

# Bands, generations, houses and works that a table of formulations may also hold.
_NOT_POLICY = re.compile(
    r"四人[帮邦]|\d+后|两会|两院|两案|(?:林彪|江青|高饶).{0,2}(?:反党|反革命)?集团|"
    r"(?!.*放卫星).{2,}(?:卫星|飞船|火箭|航母|航空母舰|铁路|公路|大桥|机场|水库|电站|望远镜|芯片|大模型)"
)
# “世界旅游经济论坛·黑龙江2025”, “硬骨头六连”: a meeting of one year, a company with a name of honour.
_MEETING = re.compile(
    r"(?:论坛|大会|博览会|峰会|大赛|年会|展)[·.].+|·.*20\d\d$|^(?:硬骨头|红|钢|好|尖刀|英雄).{0,4}[一二三四五六七八九十][连营团班]$"
)
# “二评”: the second of a row of articles.
_ARTICLE = re.compile(r"[一二三四五六七八九]评|[一再三四]论")


def is_feast(plain: str) -> bool:
    """Whether a word is a day that is kept: 五一, 三八."""
    return FEASTS.fullmatch(plain) is not None


def called_for(plain: str) -> bool:
    """Whether words tell to do, in a form that campaigns have: 综合查一次, 打非治违, 村村通, 即购即提."""
    return _DEMANDED.fullmatch(plain) is not None or _REPEATED.fullmatch(plain) is not None


def of_a_kind(plain: str, behind: str) -> Literal["slogan", "term"] | None:
    """What a short word is by its form, before anything is known of it."""
    if (len(plain) <= 3 and _GRADED.match(behind)) or is_glossed(plain, behind):
        return "term"
    if _KEPT_AND_USED.fullmatch(plain):
        return "slogan"
    return "term" if _KEEPER.fullmatch(plain) or _CHAIN.fullmatch(plain) else None


def is_glossed(plain: str, behind: str) -> bool:
    """Whether the narrator explains a short word in brackets: 讲“咸湿古”（黄色故事）."""
    return 1 < len(plain) <= 5 and _GLOSSED.match(behind) is not None


def counted(plain: str, *, known: bool) -> bool:
    """Whether a numeral formula names papers or things of a place, not a policy: 六十条, 四类管线, 一河三山."""
    return _ARTICLES.fullmatch(plain) is not None or (not known and _PLACED.fullmatch(plain) is not None)


def joined(plain: str, before: str, behind: str) -> Literal["slogan", "term"] | None:
    """What words joined by + are: the name of a mode of working, or a policy."""
    if re.fullmatch(r"\d+(?:\+[\dnx]+)+", plain):
        return None if _FACILITY_ONLY.match(behind) else "slogan"
    if not _JOINED_WORDS.fullmatch(plain):
        return None
    return "term" if _MODE.match(behind) or _FIRST.search(before) or FACILITY_BEHIND.match(behind) else "slogan"


def is_facility(plain: str) -> bool:
    """Whether a word names an institution or a place by its last characters: 幸福院, 云平台."""
    return _FACILITY.fullmatch(plain) is not None


def is_name(plain: str, behind: str) -> bool:
    """Whether a word names a band, a work or a meeting, though a table of formulations may hold it."""
    if _ARTICLE.fullmatch(plain):
        return not re.match("改革|机制|行动|活动|制度|工作", behind)
    return _NOT_POLICY.fullmatch(plain) is not None or _MEETING.search(plain) is not None
