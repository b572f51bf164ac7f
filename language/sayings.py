"""Is this a classical text, a poem or a proverb, and whose? By the table of what leaders quote, and by its form."""

from __future__ import annotations

import re
from functools import cache

from language.normalise import normalise
from language.tables import rows

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
# Words of classical Chinese that modern prose hardly has.
_CLASSICAL = re.compile(r"[之者也乎矣焉哉兮曰吾汝尔其孰岂弗毋勿亦惟夫莫皆乃若虽]|不以|无以|所以|何以|而后|则[^是]")
_MODERN = re.compile(
    r"[的了们吗呢吧啊这那]|社会主义|革命|人民|同志|主义|建设|发展|工作|队长|党员|社员|干部|群众|公社|领导|书记|生产|经济|技术|企业|服务"
)


@cache
def _table() -> dict[str, str]:
    """Every saying and each of its longer clauses, in Han characters only, to the author or title ("" when unknown)."""
    found: dict[str, str] = {}
    for text, source in rows("sayings"):
        plain = normalise(text)
        found[_NOT_HAN.sub("", plain)] = source
        for part in re.split(r"[,。;!?]", plain):
            if len(part) >= 5:
                found.setdefault(_NOT_HAN.sub("", part), source)
    return found


def source(text: str, *, whole: bool = False) -> str | None:
    """Author or title of a known saying, "" for a proverb of nobody's, None when the words are no known saying.

    ``whole`` wants all the words to be the saying; else one clause of a few is enough.
    """
    plain = _NOT_HAN.sub("", normalise(text))
    table = _table()
    if plain in table or whole:
        return table.get(plain)
    return next((table[part] for part in _halves(text) if part in table), None)


def _halves(text: str) -> list[str]:
    """The clauses of a longer quotation, each of which may be known."""
    parts = [_NOT_HAN.sub("", part) for part in re.split(r"[,，。；;！!？?]", text)]
    return [part for part in parts if len(part) >= 6] if 2 <= len(parts) <= 5 else []


def is_modern(text: str) -> bool:
    """Whether words have a word of modern prose."""
    return bool(_MODERN.search(normalise(text)))


def looks_classical(text: str) -> bool:
    """Whether words have the form of a classical text: particles of the old language, none of the new."""
    plain = normalise(text)
    if len(plain) < 6 or _MODERN.search(plain):
        return False
    halves = re.split("[,;]", plain)
    if len(halves) == 2 and any(one == other for one, other in zip(*halves, strict=False)):
        # 雨天当晴天,黑夜当白天: a couplet does not say a word twice in one place; a watchword does.
        return len(_CLASSICAL.findall(plain)) >= 2 or bool(re.search("[安焉岂]能|何[以能由]", plain))
    return len(_CLASSICAL.findall(plain)) >= 2 or bool(
        re.fullmatch(r"([\u4e00-\u9fff]{5}|[\u4e00-\u9fff]{7})[,;]\1?[\u4e00-\u9fff]{5,7}[。!?]?", plain)
    )
