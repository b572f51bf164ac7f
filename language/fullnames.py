"""Can these characters of a running text be a full name (张万山), or are they a word (谈过话), or both (彭冲也)?

``language.names`` judges a place that holds a name and nothing else; here a name is guessed out of a sentence, where
any word may begin with the character of a surname.
"""

from __future__ import annotations

import re
from functools import cache

from language.names import is_name
from language.tables import column, rows

# Characters that no given name has, and those that none ends with.
_NEVER = re.compile(r"[说讲问骂喊是不没被把让要去话事什怎谁哪几些种应该需须吗呢吧啊呀您咱伙帮给受遭]|先生|同志|谈过")
_NEVER_LAST = frozenset("着过了也又还就都却便已再竟所地时后上下里内外间到把被将从而且但则即乃皆均此")
# 彭冲也说, 李白所说: what follows the name is an adverb.
_ADVERBS = frozenset("也又还就都却便已再竟所曾则只均皆亦遂")


@cache
def not_names() -> frozenset[str]:
    """Words that begin with the character of a surname, and the nouns of those who speak."""
    return frozenset(word for word, kind in rows("namings") if kind == "notname")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(
        word for word, kind in rows("namings") if kind in ("head", "role", "spoken", "body", "organ", "country")
    )


def plausible(text: str) -> bool:
    """Whether a guess out of a sentence can be a full name: 王新, 刘万得; not 和农民, 管理得, 解放军."""
    return is_name(text) and not unlikely(text)


def unlikely(text: str) -> bool:
    """Whether no name looks like this, be its surname common or rare (摸玉龙 may be one)."""
    given = text[1:]
    return bool(
        _NEVER.search(given)
        or text[-1] in _NEVER_LAST
        or given in _nouns()
        or text in _nouns()
        or given in column("cues")
        or text in not_names()
        or text[:2] in not_names()
        or text[:2] in column("not_names")
    )


def without_adverb(text: str) -> str:
    """A name of three characters without the adverb that was taken for its last: 彭冲也 -> 彭冲."""
    if len(text) == 3 and text[-1] in _ADVERBS and plausible(text[:2]):
        return text[:2]
    return text
