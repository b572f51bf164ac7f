"""Is this a person's name? By the table of surnames and by length; what is around it is judged by the caller.

Names are never looked for in running text here: a title or a line under it puts a name in a place of its own, and only
such a place is asked about.
"""

from __future__ import annotations

import re

from language.normalise import normalise
from language.tables import column

_HAN = r"[\u4e00-\u9fff]"
# Characters of offices, organs and phrases that given names do not have.
_NEVER = re.compile(
    r"[的了在和与及或并同向对就为是等们我你他她这那各本县市省镇乡村委部局厅党会议团队组社级届次年月日第]"
)
_WITH_DOT = re.compile(rf"{_HAN}{{1,6}}·{_HAN}{{1,8}}(?:·{_HAN}{{1,6}})?")
_TITLED = re.compile(
    rf"(?P<surname>{_HAN}{{1,2}})(?:主席|总理|书记|总书记|委员长|部长|总司令|司令|副主席|副总理|老总|总|帅|公)"
)
# Two and three characters that open with a surname and are words.
_WORDS = frozenset(
    "全国 全省 全市 全县 全体 全文 高举 高度 高等 关于 安全 和平 平安 成立 时代 金融 文化 文艺 文件 马列 万众 石油 水利 "
    "方针 方面 方向 任务 任何 左右 向前 于是 常务 常委 包括 应当 平均 明确 明年 明天 花园 国家 国际 时间 时候 有关 强调 "
    "解放 解决 公社 公司 公安 商业 商务 贸易 苏联 东方 东北 路线 时期 祝贺 祝福 江南 江北 和谐 支持 支部 经济 经验 能源 "
    "司法 农业 农村 农民 郊区 都市 都是 别人 危机 钟声 习惯 干部 单位 车间 曾经 巩固 简要 从严 游客 汪洋大 居民 华北 "
    "华东 华南 华中 台湾 海外 温暖 祖国 项目 边区 顾问 宣传 宣布 宣言 严重 严肃 严格 原则 欢迎 舒适 管理 管制 计划 计委 "
    "党委 许多 古代 毛泽东思想 邓小平理论 首都 主要 贯彻 武装 武汉 花絮 幸福 广大 广播 利用 原因 税务 房屋 连队 景气".split()
)


def is_name(text: str) -> bool:
    """Whether ``text`` can stand where a name stands: 刘少奇, 欧阳修, 艾尔肯·吐尼亚孜, 曾俊華. Blanks are not taken out."""
    plain = normalise(text)
    if _WITH_DOT.fullmatch(plain):
        return True
    if not re.fullmatch(rf"{_HAN}{{2,4}}", plain) or plain in _WORDS or plain in _places():
        return False
    surnames = column("surnames")
    double = plain[:2] in surnames and len(plain) > 2
    if not double and (plain[0] not in surnames or len(plain) > 3):
        return False
    return not _NEVER.search(plain[2 if double else 1 :])


def is_titled(text: str) -> bool:
    """Whether ``text`` is a surname with an office, 毛主席, 周总理, as a title names those whom everybody knows."""
    match = _TITLED.fullmatch(normalise(text))
    return bool(match) and match["surname"] in column("surnames") if match else False


def _places() -> frozenset[str]:
    return column("provinces") | column("prefectures") | column("county_cities")
