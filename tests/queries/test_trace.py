"""Which of the uses of a sentence is its source, and how the others differ: by places made by hand."""

from __future__ import annotations

import pytest

from language.align import align
from queries.places import Passage, Place, Voice, own_voices
from queries.trace import Trace, _source, _use, _whose

WORDS = "打铁还需自身硬"


def place(date: str, *voices: Voice, speaker: str = "", text: str = WORDS) -> Place:
    found = align(WORDS, text)
    assert found is not None
    speakers = (speaker,) if speaker else ()
    where = Passage(f"{date}-{speaker}", "", "题", date, "", "county", speakers, speakers, 0, 0, text, (0,))
    return Place(where, found, (*voices, *own_voices(where)))


def said(person: str, how: str = "quoted") -> Voice:
    return Voice(how, person, person, "speech")  # type: ignore[arg-type]


OWN = place("2013-06-18", speaker="王刚")
REPORT = place("2013-01-23")
QUOTED = place("2014-05-01", said("王刚"))


@pytest.mark.parametrize(
    ("places", "whose", "source"),
    [
        # His own speech is the source of what he is quoted with, though a report came before it.
        ((REPORT, OWN, QUOTED), "王刚", OWN),
        # Told of somebody without marks, it is not yet his.
        ((REPORT, OWN, place("2015-01-01", said("李明", "indirect"))), "", REPORT),
        # Quoted as his, but another had said it long before.
        ((place("1942-05", speaker="李明"), OWN, QUOTED), "", place("1942-05", speaker="李明")),
        ((REPORT,), "", REPORT),
    ],
)
def test_the_source(places: tuple[Place, ...], whose: str, source: Place) -> None:
    assert _whose(places) == whose
    assert _source(places, whose) == source


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("打铁需自身硬", ("missing",)), ("打铁还需要自身硬", ("added",)), ("打铁还得自身硬", ("replaced",)), (WORDS, ())],
)
def test_a_use_differs_from_what_was_asked(text: str, kinds: tuple[str, ...]) -> None:
    assert _use(place("2015-01-01", text=text), None).kinds == kinds


def test_the_earliest_as_a_speakers_own_where_the_source_is_a_report() -> None:
    uses = tuple(_use(each, REPORT) for each in (REPORT, OWN, QUOTED))
    assert Trace(uses, "", True).given == uses[1]
    uses = tuple(_use(each, OWN) for each in (OWN, QUOTED))
    assert Trace(uses, "王刚", True).given is None


@pytest.mark.parametrize(
    ("date", "lag"), [("2013-06-18", 0), ("2013-06-28", 10), ("2013-01-23", -146), ("2014-03", None)]
)
def test_the_lag_in_days(date: str, lag: int | None) -> None:
    assert _use(place(date), OWN).lag == lag
