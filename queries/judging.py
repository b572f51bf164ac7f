"""Is this quotation right? From the places where its words stand, the verdict that can be answered for.

Words first: ``exact`` is said only of words and punctuation that are the same. Then whose they are: the person named
must be found saying them; another person is named only where the corpus says that the words are his. Where the
corpus has the words and does not say whose they are, that is what is said (``attribution`` unknown). See
docs/verify.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from language.claims import Claim, claim, fits
from language.pieces import Piece, Read
from queries.claimed import described
from queries.judging_known import judge_saying, judge_slogan, truest
from queries.places import Place, Voice, same_name
from queries.probes import Sought
from queries.splices import Splice
from queries.verdicts import Attribution, Name, Note, Verdict

_ONE_PERSON = re.compile(r"[\u4e00-\u9fff]{0,3}(?:同志|主席|总理|总书记|书记|先生|女士|委员长|部长)")
_GROUP = re.compile(r"[一有几各老许不某这那女男全广个基乡村县省市区镇外]")
# Words fewer than this stand in anybody's mouth: nobody is accused of taking them.
_TELLING = 8
# Words of one person that are fewer than this may be another's by chance; words that nobody said in his time, too.
_ONE_MANS, _OF_ANOTHER_TIME = 6, 5
# What is like words of so many is shown where they are not found.
_HINTING = 8
# So many people who say a thing as their own share it.
_SHARED = 3
# So many years after a person's last speech, words that nobody had said before are not his.
_SILENT = 30


def judge_outside(
    sought: Sought,
    places: Sequence[Place],
    splice: Splice | None,
    claimed: Sequence[str],
    last: str = "",
    itself: frozenset[str] = frozenset(),
) -> Verdict:
    """As ``judge``, by places outside the speeches that are the draft itself; by those only where there are no others.

    What stands in nothing but the draft confirms nothing.
    """
    outside = [place for place in places if place.passage.speech_id not in itself]
    found = _with_cuts(judge(sought, outside, splice, claimed, last))
    if found.verdict != "not_found" or len(outside) == len(places):
        return found
    inside = _with_cuts(judge(sought, places, splice, claimed, last))
    attribution: Attribution = "unknown" if inside.attribution == "confirmed" else inside.attribution
    return replace(inside, attribution=attribution, notes=(*inside.notes, Note("verify.note.itself")))


def _with_cuts(verdict: Verdict) -> Verdict:
    """With what the quotation leaves out, and what the quoter put in: both are legitimate, neither goes unsaid."""
    alignment = verdict.alignment
    if alignment is None:
        return verdict
    left_out = [piece for piece in alignment.pieces if piece.op == "omitted" and piece.quoted and _has_words(piece)]
    notes = [Note("verify.note.cut", (("words", str(sum(map(_size, left_out)))),))] if left_out else []
    put_in = [piece.quoted for piece in alignment.pieces if piece.op == "inserted"]
    if put_in:
        notes.append(Note("verify.note.inserted", (("what", "".join(put_in)),)))
    return replace(verdict, notes=(*verdict.notes, *notes))


def _size(piece: Piece) -> int:
    return len(Read.of(piece.source).words)


def _has_words(piece: Piece) -> bool:
    return _size(piece) > 0


def judge(
    sought: Sought, places: Sequence[Place], splice: Splice | None, claimed: Sequence[str], last: str = ""
) -> Verdict:
    """The verdict on a quotation, from the places found for it.

    ``claimed`` are the speeches that its lead-in may mean; ``last`` is the date of the last speech of the person named.
    """
    if sought.quotation.kind in ("slogan", "saying"):
        same = [place for place in places if place.alignment.same_words]
        near = [place for place in places if not place.alignment.same_words and place.is_near]
        if sought.quotation.kind == "saying":
            return judge_saying(sought, _unnamed(sought, truest(sought.quotation.text, same), near, splice))
        return judge_slogan(sought, _unnamed(sought, same, near, None))
    return _words(sought, places, splice, claimed, last)


def _words(
    sought: Sought, places: Sequence[Place], splice: Splice | None, claimed: Sequence[str], last: str
) -> Verdict:
    """Somebody's words: first where they are the same, then where they were changed."""
    same = [place for place in places if place.alignment.same_words]
    near = [place for place in places if not place.alignment.same_words and place.is_near]
    if not sought.name:
        return _unnamed(sought, same, near, splice)
    own = [place for place in same if _is_by(place, sought, claimed)]
    if own:
        return _in_his_words(sought, own, claimed)
    his_near = [place for place in near if _is_by(place, sought, claimed)]
    if same and not any(_is_likelier(place, claimed) for place in his_near):
        return _elsewhere(sought, same, last)
    if splice and _explains(splice, near):
        return _spliced(sought, splice)
    if his_near:
        return _altered(sought, _best(his_near, sought, claimed), "confirmed")
    if near:
        return _changed_elsewhere(sought, near)
    return _not_found(sought, places)


def _is_likelier(place: Place, claimed: Sequence[str]) -> bool:
    """Whether words of his, changed, are likelier what is meant than another's very words."""
    return place.strain <= (2 if place.passage.speech_id in claimed else 1)


def _is_by(place: Place, sought: Sought, claimed: Sequence[str]) -> bool:
    """Whether the corpus says that these words are the named one's."""
    if place.voice_of(sought.name):
        return True
    if sought.quotation.kind == "document":
        return place.passage.speech_id in claimed
    # A person's report to a meeting is the meeting's document too, and the other way round.
    return any(voice.kind == "document" for voice in place.voices[:1]) and place.passage.speech_id in claimed


def _grade(place: Place, sought: Sought) -> int:
    """His own speech, then marked quotations of his, then what is told of him."""
    voice = place.voice_of(sought.name)
    return {"own": 0, "quoted": 1, "indirect": 2}[voice.how] if voice else 0 if sought.name else 3


def _best(places: Sequence[Place], sought: Sought, claimed: Sequence[str] = ()) -> Place:
    """The place to be named as the source."""

    def rank(place: Place) -> tuple[object, ...]:
        alignment = place.alignment
        where = place.passage
        in_claimed = where.speech_id in claimed
        grade = _grade(place, sought)
        return (
            not alignment.exact,
            place.strain,
            not in_claimed,
            grade,
            where.date or "9999",
            where.speech_id,
            place.start,
        )

    return min(places, key=rank)


def _same(place: Place) -> Name:
    return "exact" if place.alignment.exact else "punctuation"


def _unnamed(sought: Sought, same: Sequence[Place], near: Sequence[Place], splice: Splice | None) -> Verdict:
    """Words of which the draft names no person that is known: only the words can be looked at."""
    if same:
        best = _best(same, sought)
        verdict = Verdict(sought, _same(best), "not_named", best.alignment, best)
        if who := _unread(sought):
            return replace(verdict, attribution="unknown", notes=(Note("verify.note.unread", (("who", who),)),))
        return verdict
    if splice and _explains(splice, near):
        return _spliced(sought, splice)
    if near and sought.length >= _TELLING:
        return _altered(sought, _best(near, sought), "not_named")
    return _not_found(sought, near)


def _unread(sought: Sought) -> str:
    """The one person named as the speaker, where it was not read who that is; "" for a group, or nobody at all."""
    quotation = sought.quotation
    named = (quotation.speaker or "") if quotation.kind in ("speech", "indirect") else ""
    return named if _ONE_PERSON.fullmatch(named) and not _GROUP.search(named) else ""


def _altered(sought: Sought, place: Place, attribution: Attribution) -> Verdict:
    return Verdict(sought, "altered", attribution, place.alignment, place)


def _explains(splice: Splice, near: Sequence[Place]) -> bool:
    """Whether two places explain the words better than one place changed."""
    nearest = min(near, key=lambda place: place.strain, default=None)
    return nearest is None or (splice.apart and (nearest.strain > 2 or nearest.joins_sentences))


def _spliced(sought: Sought, splice: Splice) -> Verdict:
    """Two places: both are shown; the longer piece's is the source."""
    longer = max(splice.parts, key=lambda part: part.end - part.start)
    return Verdict(sought, "spliced", "unknown", None, longer.place, splice)


def _not_found(sought: Sought, places: Sequence[Place]) -> Verdict:
    attribution: Attribution = "unknown" if sought.name else "not_named"
    group = sought.quotation.kind == "speech" and sought.quotation.speaker and not sought.name
    notes = (Note("verify.note.group"),) if group else ()
    like = [place for place in places if sought.length >= _HINTING and 2 * place.alignment.distance <= sought.length]
    nearest = min(like, key=lambda place: (place.strain, not place.voice_of(sought.name)), default=None)
    return Verdict(sought, "not_found", attribution, notes=notes, nearest=nearest)


def _in_his_words(sought: Sought, own: Sequence[Place], claimed: Sequence[str]) -> Verdict:
    """The words are the named one's; whether they stand where the lead-in says is still to be seen."""
    exact = [place for place in own if place.alignment.exact] or list(own)
    passed_on = [place for place in exact if _passes_on(place, sought)]
    if len(passed_on) == len(exact):
        best = _best(exact, sought, claimed)
        return Verdict(sought, "misattributed", "other", best.alignment, best, notes=_quoting(best, sought))
    exact = [place for place in exact if place not in passed_on]
    if not sought.claim:
        best = _best(exact, sought)
        return Verdict(sought, _same(best), "confirmed", best.alignment, best, notes=_quoting(best, sought))
    fitting = [place for place in exact if place.passage.speech_id in claimed or _bears_out(place, sought) is True]
    if fitting:
        best = _best(fitting, sought, claimed)
        return Verdict(sought, _same(best), "confirmed", best.alignment, best, notes=_quoting(best, sought))
    best = _best(exact, sought)
    gainsaid = all(_bears_out(place, sought) is False for place in exact)
    primary = [place for place in exact if _grade(place, sought) == 0]
    if claimed or gainsaid or any(_bears_out(place, sought) is False for place in primary):
        return Verdict(sought, "wrong_source", "confirmed", best.alignment, best, notes=_claimed(sought, best, claimed))
    note = Note("verify.note.source_open")
    return Verdict(sought, _same(best), "confirmed", best.alignment, best, notes=(note, *_quoting(best, sought)))


def _claimed(sought: Sought, best: Place, claimed: Sequence[str]) -> tuple[Note, ...]:
    """What the lead-in says against what the corpus knows."""
    asked, what = sought.claim, ("what", described(sought.claim))
    if not (asked.keys or asked.meetings or asked.works):
        return (Note("verify.note.claimed_date", (what, ("when", best.passage.date))),)
    return (Note("verify.note.claimed_lacks" if claimed else "verify.note.claimed_not_here", (what,)),)


def _bears_out(place: Place, sought: Sought) -> bool | None:
    """Whether a place is where the lead-in says; a report of the words is asked what its own lead-in says."""
    where = place.passage
    if _grade(place, sought) == 0:
        return fits(sought.claim, where.title, where.occasion, where.date)
    theirs = claim(where.text, place.alignment.start)
    if told := _agree(sought.claim, theirs):
        return told
    # An item about the occasion itself tells of it under its title, on its day or the next.
    if sought.name in where.title and (named := fits(replace(sought.claim, date=""), where.title, "", where.date)):
        return named
    return _agree(sought.claim, theirs)


def _agree(asked: Claim, told: Claim) -> bool | None:
    """Whether two lead-ins name one source; None where they cannot be compared."""
    if asked.date and told.date:
        size = min(len(asked.date), len(told.date))
        if asked.date[:size] != told.date[:size]:
            return False
        if not (asked.keys or asked.meetings or asked.works):
            return True
    if not told.keys and not told.meetings and not told.works:
        return None
    if asked.keys or asked.meetings or asked.works:
        names = "、".join((*told.meetings, *told.works))
        if asked.keys & told.keys or (names and fits(replace(asked, date="", keys=frozenset()), names)):
            return True
        return False if (asked.keys and told.keys) or (asked.meetings and told.meetings) else None
    return None


def _passes_on(place: Place, sought: Sought) -> bool:
    """Whether the named one says here in so many words that another person said this."""
    inmost = place.voices[0] if place.voices else None
    if inmost is None or inmost.how != "quoted" or inmost.kind != "speech" or not inmost.person:
        return False
    return sought.quotation.kind != "document" and not inmost.is_(sought.name)


def _quoting(place: Place, sought: Sought) -> tuple[Note, ...]:
    """Where the named one says another's words, the other is named."""
    inmost = place.voices[0] if place.voices else None
    if inmost is None or inmost.how == "own" or inmost.is_(sought.name) or not (inmost.person or inmost.speaker):
        return ()
    return (Note("verify.note.quoting", (("who", inmost.person or inmost.speaker),)),)


def _elsewhere(sought: Sought, same: Sequence[Place], last: str) -> Verdict:
    """The words stand, but nowhere as the named one's: another's, everybody's, or nobody's that is known."""
    best = _best(same, sought)
    if sought.quotation.kind == "document":
        return _other_document(sought, same)
    givers = {voice.person for place in same if (voice := _who(place)) and voice.how == "own"}
    told = [place for place in same if _names_another(place, givers)]
    if told and sought.length >= 4:
        theirs = _best_other(told, same)
        return Verdict(sought, "misattributed", "other", theirs.alignment, theirs)
    # Where a report and the speech are of one day, the speech comes first.
    first = min(same, key=lambda place: (place.passage.date or "9999", not place.voices))
    least = _ONE_MANS if len(givers) == 1 else _TELLING
    if givers and len(givers) < _SHARED and sought.length >= least and first.voices:
        theirs = _best_other([place for place in same if (voice := _who(place)) and voice.how == "own"])
        return Verdict(sought, "misattributed", "other", theirs.alignment, theirs)
    if givers and sought.length >= _OF_ANOTHER_TIME and _came_after(first, last):
        note = Note("verify.note.after_him", (("who", sought.name), ("last", last[:4]), ("first", first.passage.date)))
        return Verdict(sought, "misattributed", "other", first.alignment, first, notes=(note,))
    if len(givers) >= _SHARED:
        return Verdict(sought, _same(best), "shared", best.alignment, best, notes=(Note("verify.note.shared"),))
    if givers and sought.length < _TELLING:
        note = Note("verify.note.others", (("who", "、".join(sorted(givers))), ("name", sought.name)))
        return Verdict(sought, _same(best), "unknown", best.alignment, best, notes=(note,))
    return Verdict(sought, _same(best), "unknown", best.alignment, best, notes=(Note("verify.note.nobodys"),))


def _came_after(first: Place, last: str) -> bool:
    """Whether words are first heard long after the last speech of a person."""
    date = first.passage.date
    return bool(last and date) and int(date[:4]) > int(last[:4]) + _SILENT


def _who(place: Place) -> Voice | None:
    """The inmost voice of a known person: words quoted from nobody known are the speaker's to answer for."""
    return next((voice for voice in place.voices if voice.person), None)


def _names_another(place: Place, givers: Collection[str] = ()) -> bool:
    """Whether the place says in so many words that somebody said this; a report without marks says less."""
    inmost = _who(place)
    if not inmost or inmost.how == "own" or inmost.kind == "document":
        return False
    return inmost.how == "quoted" or not givers


def _best_other(places: Sequence[Place], others: Sequence[Place] = ()) -> Place:
    """Of another's places the earliest, marked quotations first; of ``others`` his own speech comes before them."""

    def rank(place: Place) -> tuple[object, ...]:
        inmost = _who(place) or place.voices[0]
        gives = any(voice.how == "own" and same_name(voice.person, inmost.person) for voice in place.voices)
        return not place.alignment.exact, not gives, inmost.how == "indirect", place.passage.date or "9999"

    best = min(places, key=rank)
    whose = _who(best)
    own = [
        place for place in others if whose and (voice := _who(place)) and voice.how == "own" and voice.is_(whose.person)
    ]
    return min(own, key=rank, default=best)


def _other_document(sought: Sought, same: Sequence[Place]) -> Verdict:
    """Words of a document that stand elsewhere: in another source, if theirs is known."""
    best = _best(same, sought)
    fit = [fits(sought.claim, place.passage.title, place.passage.occasion, place.passage.date) for place in same]
    owned = [place for place, fitting in zip(same, fit, strict=True) if place.voices and fitting is False]
    if owned and True not in fit and len(owned) == len([place for place in same if place.voices]):
        theirs = _best(owned, sought)
        note = Note("verify.note.claimed_lacks", (("what", described(sought.claim) or sought.name),))
        return Verdict(sought, "wrong_source", "other", theirs.alignment, theirs, notes=(note,))
    return Verdict(sought, _same(best), "unknown", best.alignment, best, notes=(Note("verify.note.nobodys"),))


def _changed_elsewhere(sought: Sought, near: Sequence[Place]) -> Verdict:
    """Words like these stand, but not as the named one's."""
    best = _best(near, sought)
    strong = best.strain <= 0.15 * sought.length and sought.length >= 10
    theirs = _who(best)
    if strong and sought.quotation.kind != "document" and theirs:
        givers = {voice.person for place in near if (voice := _who(place)) and voice.how == "own"}
        if _names_another(best) or (theirs.how == "own" and len(givers) < _SHARED):
            return Verdict(sought, "misattributed", "other", best.alignment, best)
    return replace(_altered(sought, best, "unknown"), notes=(Note("verify.note.nobodys"),))
