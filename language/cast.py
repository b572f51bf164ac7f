"""Whom does a text bring in? Persons named with a role or a title, and those who speak or act in it again and again.

With them a name is known wherever it stands (王新铤而走险), and a role is the person who holds it (连长张满仓).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from language.fullnames import plausible, without_adverb
from language.naming import (
    FOLLOW,
    GIVEN,
    LONGER,
    NAMED_TITLE,
    NO_PERSON,
    NO_TITLED,
    Cast,
    cue_words,
    pattern,
    really_titled,
    surnames,
    words_of,
)
from language.patterns import any_of, first_of
from language.people import LONGEST_FIRST, TITLES, aliases, known_pattern
from language.tables import column

_INTRODUCED = re.compile(
    r"(?:^|[。,;!?:\n\ue000\ue001])([\u4e00-\u9fff]{2,4}?)(?:也|又|还|就|便|曾)?(?:说|讲|问|答|认为|指出|"
    r"强调)[:,\ue000]"
)


@cache
def _introducing() -> re.Pattern[str]:
    """The part of the pattern that names persons in full."""
    surname, titles = surnames(), any_of(title for title in TITLES if len(title) > 1)
    name = rf"(?:{surname}){GIVEN}{{1,2}}"
    return re.compile(
        # Most characters begin none of these: they are passed over at one look.
        rf"(?=[{first_of(aliases(), column('surnames'), words_of('role'))}])(?:"
        rf"(?P<known>(?:{known_pattern()})(?:{titles})?)(?!{NO_PERSON}|{LONGER})"
        rf"|(?P<titled>(?![{NO_TITLED}])(?:{surname}){GIVEN}{{1,2}}?(?:{titles})(?!们))"
        rf"|(?P<role>(?:{any_of(words_of('role'))})(?:同志)?)(?P<named>{name}(?:同志|先生|女士)|{name}{FOLLOW}|(?:{surname}){GIVEN}{{2}}))"
    )


@cache
def _life() -> re.Pattern[str]:
    """胡昌明，某校讲师，…: a life that opens with its name."""
    return re.compile(
        rf"(?:^|[\n\[:。])\s*((?:{surnames()}){GIVEN}{{1,2}})[,(](?=[^。\n]{{0,16}}(?:讲师|教授|教员|教师|助教|工程师|医师|院长|处长|科长|"
        r"局长|厅长|部长|主任|书记|校长|社长|编辑|作家|出身|成分|党员|团员|[男女][,、]|\d+岁|[一二三四五六七八九十]岁|生于|[省市县区]人[,。、]))"
    )


# A name that so often opens a clause and acts is one of the text's persons: 王新…
_OFTEN = 3


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[。,;、\n])((?:{surnames()}){GIVEN}{{1,2}}?)(?=[在对向说讲又也就还曾同被把将从给,、]|的[发讲报行言罪])"
    )


@lru_cache(maxsize=4)
def cast_of(text: str) -> Cast:
    """The persons whom a text introduces by role, title or as a speaker more than once."""
    cast = Cast()
    for match in _introducing().finditer(text):
        if match["named"] and (name := without_adverb(NAMED_TITLE.sub("", match["named"]))) and _introduces(name, 1):
            cast.names.add(name)
            cast.roles.setdefault(match["role"], set()).add(name)
        elif match["known"] and (known := _untitled(match["known"])) and plausible(known):
            cast.names.add(known)
        elif match["titled"] and (titled := _name_in(match["titled"])):
            cast.names.add(titled)
    cast.names |= {
        match[1] for match in _life().finditer(text) if plausible(match[1]) and not pattern().match(match[1])
    }
    acts: dict[str, int] = {}
    for match in _acting().finditer(text):
        acts[match[1]] = acts.get(match[1], 0) + 1
    cast.names |= {
        name for name, times in acts.items() if times >= _OFTEN and plausible(name) and not pattern().match(name)
    }
    said: dict[str, int] = {}
    for match in _INTRODUCED.finditer(text):
        said[match[1]] = said.get(match[1], 0) + 1
    cast.names |= {name for name, times in said.items() if _introduces(name, times)}
    cast.names = {name for name in cast.names if name[0] not in NO_TITLED}
    if cast.names:
        cast.surnames = frozenset(name[0] for name in cast.names if plausible(name))
        cast.pattern = re.compile(any_of(cast.names))
    return cast


def _untitled(naming: str) -> str:
    title = next((title for title in LONGEST_FIRST if naming.endswith(title)), "")
    return naming[: len(naming) - len(title)]


def _introduces(name: str, times: int) -> bool:
    """Whether what stands before 说 again and again is a name (后藤), not a manner (抱怨说, 有的)."""
    if name[0] in NO_TITLED or name in cue_words() or pattern().match(name):
        return False
    return plausible(name) or (times > 1 and not _NO_NAME.search(name))


_NO_NAME = re.compile(
    r"[的了着过也都还又就说讲问想是有不没这那我他她你们地得和与及在对向]|大家|同志|于是|接着|后来|愤|笑|哭|怨"
)


def _name_in(titled: str) -> str | None:
    name = _untitled(titled) if really_titled(titled) else ""
    return name if len(name) > 1 and plausible(name) else None
