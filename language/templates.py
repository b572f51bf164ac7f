"""Which formulations are a fixed frame with one slot? Found by the frame, whoever or whatever fills it.

以…同志为核心的党中央; 高举…的伟大旗帜; 将…进行到底; 打倒…！; …万岁; 中国式现代化…实践; 平安 or 美丽 before a
province. Texts come folded (``language.lexicon``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|"
    "重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门"
)
_FRAMES = (
    r"以[一-龥]{2,4}?(?:同志)?为(?:核心|总书记|首)的(?:党中央|中央领导集体)",
    r"高举(?![着起的这红])[一-龥、]{2,24}?(?:旗帜|红旗)",
    r"[将把][一-龥]{2,10}?进行到底",
    r"打倒[一-龥]{2,12}(?=[!！])",
    r"(?<![一-龥])[一-龥]{3,14}万岁(?![一-龥])",
    r"向[一-龥]{2,3}同志学习",
    r"(?:弘扬|发扬|传承)(?:伟大)?的?[一-龥]{2,4}精神(?!文明)",
    rf"中国式现代化(?:{_PROVINCES}|[一-龥]{{2}})(?:实践|新篇章|篇章|新实践)",
    rf"(?:美丽|平安|法治|数字|健康|信用|清廉|文明|幸福|绿色|文化)(?:{_PROVINCES})(?![一-龥]?(?:大学|公司|集团))",
    rf"(?:社会主义|现代化|美丽|幸福|富裕|和谐)*(?<![创更最高革重全刷])新(?:{_PROVINCES})",
)
_FRAME = tuple(re.compile(frame) for frame in _FRAMES)


def templates(folded: str) -> Iterator[tuple[int, int]]:
    """Frames with their slot filled: (start, end) in a folded text."""
    for frame in _FRAME:
        for match in frame.finditer(folded):
            yield match.span()
