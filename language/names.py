"""Is this a person's name? By the table of surnames and by length; what is around it is judged by the caller.

Names are never looked for in running text here: a title or a line under it puts a name in a place of its own, and only
such a place is asked about.
"""

from __future__ import annotations

import re
from functools import cache

from language.normalise import normalise
from language.tables import column

_HAN = r"[\u4e00-\u9fff]"
# Characters of offices, organs and phrases that given names do not have.
_NEVER = re.compile(
    r"[的了在和与及或并同向对就为是等们我你他她这那各本县市省镇乡村委部局厅院府党会议团队组社级届次日第]"
)
_WITH_DOT = re.compile(rf"{_HAN}{{1,6}}·{_HAN}{{1,8}}(?:·{_HAN}{{1,6}})?")
_TITLED = re.compile(
    rf"(?P<surname>{_HAN}{{1,2}})(?:主席|总理|书记|总书记|委员长|部长|总司令|司令|副主席|副总理|老总|总|帅|公)"
)


def is_name(text: str) -> bool:
    """Whether ``text`` can stand where a name stands: 刘少奇, 艾尔肯·吐尼亚孜, 曾俊華. Blanks are not taken out."""
    plain = normalise(text)
    if _WITH_DOT.fullmatch(plain):
        return True
    if not re.fullmatch(rf"{_HAN}{{2,4}}", plain) or plain in column("not_names") or plain in _places():
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


@cache
def _places() -> frozenset[str]:
    return column("provinces") | column("prefectures") | column("county_cities")
