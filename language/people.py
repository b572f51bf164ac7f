"""Who is meant? A naming as it stands in a text (毛主席, 小平同志, 总书记, 李克强总理), to a person's full name.

Forms of address and aliases come from ``lexicon/people.tsv``; offices from the dated table ``lexicon/offices.tsv``,
read by the date of the speech. A naming that holds a full name needs neither. What is not known stays None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from language.model import SpeechContext
from language.names import is_name
from language.normalise import normalise
from language.patterns import any_of
from language.tables import column, rows

# What follows a name; the longest fits first.
TITLES = tuple(word for word, kind in rows("namings") if kind == "title")
# Titles of one character end a naming only behind a surname: 叶帅, 彭总.
_LONG_TITLES = tuple(title for title in TITLES if len(title) > 1)
LONGEST_FIRST = tuple(sorted(TITLES, key=len, reverse=True))
_TITLE_END = re.compile(rf"(?P<name>.+?)(?:{any_of(TITLES)})$")
_HONOURS = re.compile(
    r"^(?:敬爱的|伟大的?|英明|领袖|导师|统帅|舵手|革命|最高|我们的?|亲爱的|已故|时任|原|前|现任|唐代|宋代|明代|清代|"
    r"元代|汉代|北宋|南宋|东汉|西汉|"
    r"战国时期|春秋时期|古代|近代|现代|著名|诗人|作家|文学家|思想家|哲学家|教育家|政治家|革命家|科学家|诗圣|诗仙)+"
)


# The first office of a province, by its short name: 湖北省委第一书记.
_PROVINCIAL = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,3}?)(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?(?:党)?委(?:第一)?书记$"
)
# 吴老, 郭老 are those of the table only in their own time.
_OLD_MASTER = re.compile(r"[\u4e00-\u9fff]老")


@dataclass(frozen=True, slots=True)
class Term:
    """One holder of an office, from ``since`` until ``until`` (YYYY-MM; "" is to this day)."""

    person: str
    since: str
    until: str

    def covers(self, date: str) -> bool:
        """Whether the term covers a date given to the year or finer; a bare year covers what held in most of it."""
        day = date if len(date) > 4 else f"{date}-07"
        return self.since <= day[:7] and (not self.until or day[:7] < self.until)


@cache
def aliases() -> Mapping[str, str]:
    """Every name and form of address of ``people.tsv``, to the full name."""
    found: dict[str, str] = {}
    for name, _, others in rows("people"):
        found[normalise(name)] = name
        for other in others.split("|"):
            if other:
                found.setdefault(normalise(other), name)
    return found


@cache
def kinds() -> Mapping[str, str]:
    """Full name, to leader, foreign or ancient."""
    return {name: kind for name, kind, _ in rows("people")}


@cache
def offices() -> Mapping[str, tuple[Term, ...]]:
    """Office, to its holders in order of time."""
    found: dict[str, list[Term]] = {}
    for row in rows("offices"):
        office, person, since, until = (*row, "", "")[:4]
        found.setdefault(normalise(office), []).append(Term(person, since, until))
    return {office: tuple(sorted(terms, key=lambda term: term.since)) for office, terms in found.items()}


def resolve_person(naming: str, context: SpeechContext | None = None) -> str | None:
    """The full name of who is meant by ``naming`` in a speech of this context, or None where that is not known."""
    plain = _HONOURS.sub("", normalise(naming).strip(' \n:,"')) or normalise(naming)
    date = context.date if context else ""
    if not plain or (_OLD_MASTER.fullmatch(plain) and date[:4] >= "1985"):
        return None
    if plain in offices() and plain not in aliases():
        return _office(plain, date)
    return _known(plain) or _office(plain, date) or _titled(plain, date) or _whole(naming, plain)


def _known(plain: str) -> str | None:
    name = aliases().get(plain)
    if name is None and (match := _TITLE_END.match(plain)):
        name = aliases().get(match["name"]) if len(match["name"]) > 1 else None
    if name is None and (match := re.match(rf"(?P<name>{known_pattern()})", plain)):
        rest = plain[match.end() :]
        name = aliases()[match["name"]] if rest in _LONG_TITLES or not rest else None
    return name


def _office(plain: str, date: str) -> str | None:
    """An office alone, at its date; without a date only where one person ever held it."""
    terms = offices().get(plain) or offices().get(re.sub(r"^(?:我国|我们|党的|党和国家|中国|国家)", "", plain))
    if not terms:
        return None
    if date:
        return next((term.person for term in reversed(terms) if term.covers(date)), None)
    return terms[0].person if len({term.person for term in terms}) == 1 else None


def _titled(plain: str, date: str) -> str | None:
    """A surname with an office: 朱总理. Among the holders of that surname the one in office, else the latest before."""
    match = _TITLE_END.match(plain)
    if not match or match["name"] not in column("surnames"):
        return None
    office = plain[len(match["name"]) :]
    terms = [term for term in offices().get(office, ()) if term.person.startswith(match["name"])]
    before = [term for term in terms if not date or term.since <= date] or terms
    current = next((term.person for term in reversed(before) if date and term.covers(date)), None)
    return current or (before[-1].person if before else None)


def provincial(surname: str, places: str, date: str) -> str | None:
    """省委王书记: whoever of the surname then headed a province that ``places`` names, where that is one person."""
    found = {
        term.person
        for office, terms in offices().items()
        if (province := _PROVINCIAL.match(office)) and province["place"] in places
        for term in terms
        if date and term.person.startswith(surname) and term.covers(date)
    }
    return found.pop() if len(found) == 1 else None


def _whole(naming: str, plain: str) -> str | None:
    """A full name with or without a title: the name as written."""
    match = _TITLE_END.match(plain)
    for name in (match["name"],) if match else (plain,):
        named = match is not None and name == match["name"] and len(name) <= 3 and name[0] in column("surnames")
        if len(name) > 1 and (named or is_name(name)):
            at = normalise(naming).find(name)
            return naming[at : at + len(name)]
    return None


@cache
def known_pattern() -> str:
    """A pattern of every known name and form of address of two characters or more."""
    return any_of(alias for alias in aliases() if len(alias) > 1)
