"""Is this saying or formulation right? By yulu's tables first, since they know its words; then by the corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from queries.known import Known, formulation, saying
from queries.places import Place, same_name
from queries.probes import Sought
from queries.verdicts import Name, Note, Verdict


def judge_saying(sought: Sought, words: Verdict) -> Verdict:
    """A classical text or proverb: the table of sayings first, then ``words``, the verdict of the corpus."""
    known = saying(sought.quotation.text)
    if known and known.alignment.same_words:
        verdict: Name = "exact" if known.alignment.exact else "punctuation"
        if verdict == "punctuation" and words.verdict == "exact":
            return replace(words, known=known)
        source = words.source if words.verdict in ("exact", "punctuation") else None
        if _anothers(sought, known):
            note = Note("verify.note.saying_of", (("who", known.source),))
            return Verdict(sought, "misattributed", "other", known.alignment, source, known=known, notes=(note,))
        return Verdict(sought, verdict, "not_named", known.alignment, source, known=known)
    if words.verdict in ("exact", "punctuation"):
        return words if _agrees(sought, words) else replace(words, attribution="unknown", notes=(_NOBODYS,))
    if not (known and known.is_near):
        return words
    return Verdict(sought, "altered", "not_named", known.alignment, None, known=known)


_NOBODYS = Note("verify.note.nobodys")
# An author and the book that is his are one source.
_ONE_SOURCE = (
    ("孔子", "论语"),
    ("孟子", "孟轲"),
    ("老子", "道德经"),
    ("庄子", "南华经"),
    ("屈原", "楚辞"),
    ("司马迁", "史记"),
    ("孙子", "孙武"),
    ("班固", "汉书"),
    ("司马光", "资治通鉴"),
    ("吴兢", "贞观政要"),
    ("周易", "易经"),
    ("尚书", "书经"),
)


def _agrees(sought: Sought, words: Verdict) -> bool:
    """Whether the corpus has words that no table knows as those of the author whom the draft names."""
    named = sought.quotation.person if sought.quotation.speaker else ""
    return not named or bool(words.source and words.source.voice_of(named))


def truest(text: str, places: Sequence[Place]) -> list[Place]:
    """Of the places where a saying stands those that give it to nobody else than the table does; if none, all."""
    known = saying(text)
    if known is None or not known.alignment.same_words:
        return list(places)
    voiced = ((place, place.voices[0].speaker if place.voices else "") for place in places)
    return [place for place, named in voiced if not _is_anothers(named, known)] or list(places)


def _anothers(sought: Sought, known: Known) -> bool:
    """Whether the draft gives a saying to an author or book that is another's in the table."""
    return _is_anothers(sought.quotation.speaker or "", known)


def _is_anothers(named: str, known: Known) -> bool:
    title = re.fullmatch(r"《(.{2,})》", named)
    other = title[1] if title else next((each for each in _authors() if same_name(each, named)), "")
    if not known.source or not other or same_name(other, known.source):
        return False
    return not any(_one_source(other, known.source, pair) for pair in _ONE_SOURCE)


def _one_source(one: str, two: str, pair: tuple[str, str]) -> bool:
    return any(same_name(one, a) and same_name(two, b) for a, b in (pair, pair[::-1]))


def _authors() -> frozenset[str]:
    """Authors and books of the table, long enough to be told from other words."""
    from language import tables

    return frozenset(name for name in tables.column("sayings", 1) if len(name) >= 2)


def judge_slogan(sought: Sought, words: Verdict) -> Verdict:
    """A formulation: the known ones first, then ``words``, the verdict of the corpus."""
    known = formulation(sought.quotation.text)
    stands = words.source if words.verdict in ("exact", "punctuation") else None
    if known and known.alignment.same_words:
        name: Name = "exact" if known.alignment.exact or words.verdict == "exact" else "punctuation"
        decided = words.alignment if words.verdict == "exact" else known.alignment
        return Verdict(sought, name, "not_named", decided, stands, known=known, notes=_family(known))
    if stands:
        return words
    if known and known.is_near:
        return Verdict(sought, "altered", "not_named", known.alignment, None, known=known)
    return words


def _family(known: Known) -> tuple[Note, ...]:
    """What an editor wants to know of a formulation that is known."""
    notes = []
    if known.canonical:
        notes.append(Note("verify.note.variant", (("form", known.canonical),)))
    if known.later:
        notes.append(Note("verify.note.later", (("forms", "；".join(known.later)),)))
    return tuple(notes)
