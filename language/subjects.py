"""Who is the subject of this verb? Found in the verb's clause, else in the clauses and sentences before it.

Chinese drops what is understood and says 他 for what was named: the search goes back clause by clause, then sentence by
sentence, past pronouns, to the naming that is meant. Works on a frame's text; every window is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from language.clauses import (
    at_verb,
    clauses,
    core_end,
    foreign_at,
    in_clause,
    loose,
    named_at,
    sentence_start,
    tells,
    with_name,
)
from language.naming import Cast, Naming, candidates

# So many clauses of a sentence are asked for a subject, from either end.
_CLAUSES = 12
_BACK = 1500
_SENTENCES_BACK = 14
_DROPPED_BACK = 3


_WHEN = re.compile(r"(?:早)?[在于][^,。;]{2,30}$")


def _before_when(text: str, start: int, end: int) -> int:
    """Where a phrase of time or place at the end of a stretch begins: 针对刘少奇|在一九五六年(提出的)."""
    match = _WHEN.search(text, start, end)
    return match.start() if match else end


def of_verb(
    text: str, verb: int, cast: Cast, *, dropped: bool = True, relative: bool = False
) -> tuple[Naming | None, int]:
    """The subject of the verb at ``verb`` and how far it was found: 0 its clause, 1 its sentence, 2 before.

    Without ``dropped`` the sentences before are not asked. ``relative`` says that what the verb takes is qualified by
    it (对毛主席亲自批示“照办”的文件), so that no preposition before the subject governs it.
    """
    start = sentence_start(text, verb)
    parts = clauses(text, start, verb)
    own = parts.pop() if parts and parts[-1][1] == verb else (verb, verb)
    core = core_end(text, own[0], own[1])
    relative = relative or "的" in text[verb + 1 : verb + 4]
    found = (
        (at_verb(text, own[0], own[1], cast, verb, relative) if relative else None)
        or (at_verb(text, own[0], _before_when(text, *own), cast, verb, relative) if relative else None)
        or at_verb(text, own[0], core, cast, verb, relative)
        or named_at(text, own[0], core)
        or foreign_at(text, own[0], core)
        or in_clause(text, own[0], own[1], cast, own_clause=True)
    )
    found = with_name(text, found, core) if found else loose(text, own[0], core)
    if found and (found.sure or found.end - found.start <= 4 or not parts):
        return found, 0
    paper: Naming | None = None
    for clause in reversed(parts[-_CLAUSES:]):
        if tells(text, *clause):
            continue
        found = in_clause(text, clause[0], clause[1], cast)
        if found and found.kind == "document" and "《" not in found.name and text[verb] in "说讲想问喊骂":
            # 他一听命令很严，于是说: a paper does not speak when a person of the sentence may.
            paper = paper or found
        elif found:
            return found, 1
    if paper:
        return paper, 1
    if found or not dropped:
        return found, 0
    return _dropped(text, start, cast), 2


def _sentences_back(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The sentences before ``end``, the nearest first."""
    low = max(0, end - _BACK)
    number = 0
    while end > low and number < _SENTENCES_BACK:
        start = sentence_start(text, end - 1)
        if text[start : end - 1].strip():
            yield start, end
            number += 1
        end = start if start < end else end - 1


def _dropped(text: str, before: int, cast: Cast) -> Naming | None:
    """The subject of the sentences before: the one meant where this sentence has none."""
    for number, (start, end) in enumerate(_sentences_back(text, before)):
        subject = _once(_latest, text, start, end, cast) or _once(_topic, text, start, end, cast)
        if subject and subject.kind not in ("us", "old"):
            return meant(text, subject, subject.start, cast)
        if number + 1 >= _DROPPED_BACK:
            break
    return None


def _once(
    find: Callable[[str, int, int, Cast], Naming | None], text: str, start: int, end: int, cast: Cast
) -> Naming | None:
    """What ``find`` finds in a stretch, looked for once a text."""
    key = (find, text, start, end)
    if key not in cast.found:
        cast.found[key] = find(text, start, end, cast)
    return cast.found[key]


def _latest(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """Who acts last in a sentence: a person, pronoun or role at the head of its last clause that has one."""
    for clause in reversed(clauses(text, start, end)[-_CLAUSES:]):
        found = None if tells(text, *clause) else in_clause(text, clause[0], clause[1], cast)
        if found and found.kind in ("person", "he", "they", "me", "role"):
            return found
    return None


# 参观的人都流了泪; 这些人中也有蒙混过关的。: people told by what they do.
_DESCRIBED = re.compile(
    r"(?:^|[,;。!?\n])(?:凡是?|所有|在场|许多|很多|不少)?(?P<who>(?:(?![们的都也])[\u4e00-\u9fff]){2,6}的人)"
    r"(?=都|也|就|便|无不|纷纷|一齐|异口同声|普遍|很多|不少|越来越多|流|听)[^,;。]*[,;。!?][^,;。]{0,20}[。!?]?$|"
    r"[中里]也?有(?P<some>(?:(?![的是])[\u4e00-\u9fff]){2,8}的)[。!?]?$"
)


def _topic(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """The first subject of a sentence; at its end one who is described and no more: 其中也有蒙混过关的。"""
    if described := _DESCRIBED.search(text, start, end):
        who = "who" if described["who"] else "some"
        return Naming(*described.span(who), "group", described[who])
    for clause in clauses(text, start, end)[:_CLAUSES]:
        found = None if tells(text, *clause) else in_clause(text, clause[0], clause[1], cast)
        if found:
            return found
    return None


_ANYBODY = ("人们", "大家", "谁", "人家", "别人", "世人", "后人")
_WITH_OTHERS = re.compile(r"[、和与及]|等|一伙|之流|两|二|[、,](?=[\u4e00-\u9fff]{2,4}[、等和])")


_ONE = ("person", "role")
_MANY = ("group", "body", "role", "several")


def meant(text: str, naming: Naming, before: int, cast: Cast) -> Naming:
    """The naming that a pronoun stands for, looking back from ``before``; the pronoun itself when none is found."""
    if naming.kind not in ("he", "they"):
        return naming
    wanted = _ONE if naming.kind == "he" else _MANY
    nearest: Naming | None = None
    own = sentence_start(text, naming.start)
    if own < naming.start and (found := _last(text, own, naming.start, cast, wanted)):
        return found
    if own < naming.start and naming.kind == "he" and (found := _someone(text, own, naming.start, cast)):
        return found
    for start, end in _sentences_back(text, own):
        subject = _once(_topic, text, start, end, cast)
        anybody = subject is not None and subject.name in _ANYBODY
        if subject and not anybody and (subject.kind in wanted or _several(text, subject, wanted)):
            return subject
        if naming.kind == "he" and (someone := _once(_someone, text, start, end, cast)):
            return someone
        if nearest is None and not (subject and subject.kind == naming.kind):
            nearest = _once(_last_single if naming.kind == "he" else _last_several, text, start, end, cast)
            if nearest:
                return nearest
    return nearest or naming


_SOMEONE = re.compile(r"(?:有|一|这|那)(?:一)?(?:位|个|名)(?![人月年天点百千万])")


def _someone(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    """The last single person whom a sentence brings in without a name: 有位县委书记, 一位老乡. 他 is that person."""
    for match in reversed(list(_SOMEONE.finditer(text, start, end))):
        for naming in candidates(text, match.start(), end, cast):
            if naming.start - match.end() > 8:
                break
            if naming.kind in ("group", "role") and naming.end > match.end():
                return naming
    return None


# 参观的代表来了连理都不理: who comes is slighted; the slight is another's.
_SLIGHTED = re.compile(
    r"[去来到][^,;。]{0,4}(?:连|都|也)[^,;。]{0,4}不(?:理|睬|看|问|管|见|招呼|接待)|没人?[理睬]|无人理睬"
)


def _last(text: str, start: int, end: int, cast: Cast, wanted: tuple[str, ...]) -> Naming | None:
    """The last naming of a wanted kind in a stretch, subjects of clauses before others."""
    for clause in reversed(clauses(text, start, end)[-_CLAUSES:]):
        found = None if _SLIGHTED.search(text, *clause) else in_clause(text, clause[0], clause[1], cast)
        if found and found.name not in _ANYBODY and (found.kind in wanted or _several(text, found, wanted)):
            return found
    others = (n for n in reversed(list(candidates(text, start, end, cast))) if n.name not in _ANYBODY)
    return next((n for n in others if n.kind in wanted[:1]), None)


def _last_single(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    return _last(text, start, end, cast, _ONE)


def _last_several(text: str, start: int, end: int, cast: Cast) -> Naming | None:
    # 他们 is no body that was only named in passing.
    return _last(text, start, end, cast, tuple(kind for kind in _MANY if kind != "body"))


def _several(text: str, naming: Naming, wanted: tuple[str, ...]) -> bool:
    """Whether a person is named with others, so that 他们 may mean them: 王洪文、张春桥, 李家钰等人."""
    if naming.kind != "person" or "several" not in wanted:
        return False
    return bool(_WITH_OTHERS.match(text, naming.end)) or text[naming.start - 1] in "、和"
