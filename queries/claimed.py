"""What does a quotation of a draft claim: whose words, said where and when?

The reader of quotations takes an office for its holder at the date of the draft. Where the lead-in itself is dated
(1997年，总书记在十五大上说), the holder at that date is meant.
"""

from __future__ import annotations

import dataclasses
import re

from language import people
from language.claims import CONGRESSES, Claim, claim
from language.model import Quotation, SpeechContext
from language.names import is_name
from language.tables import column
from queries.probes import Sought

_TITLE = re.compile(r"(?:同志|先生|女士)$")
_NEW_YEAR = re.compile(r"新年(?:贺词|献词|致辞)")
# What a meeting is called, and what its papers call it.
_ALSO = {"七千人大会": "扩大的中央工作会议", "南方谈话": "武昌、深圳、珠海、上海等地的谈话要点"}
_DIGITS = "零一二三四五六七八九十"
_KEYS = {
    "congress": "党的{0}大",
    "plenum": "{0}届{1}中全会",
    "session": "{0}届全国人大{1}次会议",
}


def seek(text: str, quotation: Quotation) -> Sought:
    """A quotation of a draft with what it claims of its source."""
    claimed = _as_meant(claim(text, quotation.start, quotation.speaker))
    quotation = dataclasses.replace(quotation, person=person_of(quotation, claimed))
    named = quotation.person or ""
    if not named and quotation.speaker and is_name(bare := _TITLE.sub("", quotation.speaker)):
        named = bare
    if quotation.kind in ("saying", "slogan"):
        named = ""
    return Sought(quotation, claimed, named)


def _as_meant(claimed: Claim) -> Claim:
    """A meeting under its other name too; a message for a new year is of the last day of the old one."""
    others = [_ALSO[name] for name in claimed.meetings if name in _ALSO]
    claimed = dataclasses.replace(claimed, meetings=(*claimed.meetings, *others))
    if len(claimed.date) == 4 and _NEW_YEAR.search(claimed.text):
        return dataclasses.replace(claimed, date=f"{int(claimed.date) - 1}-12-31")
    return claimed


def person_of(quotation: Quotation, claimed: Claim) -> str | None:
    """Who is meant by the speaker as written, an office held by whoever held it at the date of the lead-in."""
    if quotation.kind not in ("speech", "indirect") or not quotation.speaker:
        return quotation.person
    date = next(filter(None, map(_time, sorted(claimed.keys))), "") or claimed.date
    if date and not people.resolve_person(quotation.speaker):
        at_the_time = people.resolve_person(quotation.speaker, SpeechContext(date=date))
        return at_the_time or _surnamed(quotation.speaker, date) or quotation.person
    return quotation.person or _surnamed(quotation.speaker, date)


def _time(key: str) -> str:
    """When whoever speaks at a congress or gives a yearly report holds his office: a congress is told by the one before
    whom it elects."""
    family, _, number = key.partition(":")
    year = str(CONGRESSES.get(number, "")) if family == "congress" else number if family == "report" else ""
    return f"{year}-{'01' if family == 'congress' else '03'}" if year else ""


def _surnamed(speaker: str, date: str) -> str | None:
    """A surname with the end of an office's name, where one holder of that name comes into question: 刘主席, 1962."""
    surname, title = speaker[:1], speaker[1:]
    if surname not in column("surnames") or len(title) < 2:
        return None
    terms = (term for office, held in people.offices().items() if office.endswith(title) for term in held)
    found = {term.person for term in terms if term.person.startswith(surname) and (not date or term.covers(date))}
    return found.pop() if len(found) == 1 else None


def described(claimed: Claim) -> str:
    """Where a lead-in says that the words stand, in a few words: its date, meetings and documents."""
    named = [_named(key) for key in sorted(claimed.keys)]
    works = [f"《{title}》" for title in claimed.works]
    return "，".join(part for part in (claimed.date, *named, *claimed.meetings, *works) if part)


def _named(key: str) -> str:
    """A key of a claim as it is said: 党的十九大, 十八届三中全会."""
    family, _, number = key.partition(":")
    if family == "report":
        return f"{number}年政府工作报告"
    return _KEYS[family].format(*map(_numeral, number.split("-"))) if family in _KEYS else ""


def _numeral(number: str) -> str:
    """A number under a hundred in characters."""
    tens, ones = divmod(int(number), 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")
