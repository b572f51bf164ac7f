"""What does the text say? The values that the pure functions of this room return.

Every offset is a position in the *original* text (a Python string, newlines as ``\n``), start inclusive and end
exclusive, so that ``text[x.start:x.end] == x.text`` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuotationClass = Literal["speech", "document", "saying", "slogan", "term", "irony", "other", "indirect"]
QUOTATION_CLASSES: tuple[QuotationClass, ...] = (
    "speech",
    "document",
    "saying",
    "slogan",
    "term",
    "irony",
    "other",
    "indirect",
)

Level = Literal["national", "ministry", "regional", "provincial", "prefectural", "county", "township"]
# From the centre outward: diffusion and level charts run in this order.
LEVELS: tuple[Level, ...] = ("national", "ministry", "regional", "provincial", "prefectural", "county", "township")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text. ``number`` and ``paragraph`` count from 0 through the whole text."""

    number: int
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """The words inside a pair of quotation marks, the marks themselves outside ``start:end``.

    ``depth`` is 0 for an outermost span. ``closed`` is False when the closing mark is missing and the end was
    inferred (a paragraph that only opens because the quotation runs on, or an odd mark).
    """

    start: int
    end: int
    text: str
    depth: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """A marked span, or indirect speech, with whose words it is.

    ``speaker`` is the source as written in the text, ``person`` the resolved full name or document title without 《》,
    ``cue`` the words of saying as written; each None where the text does not tell.
    """

    start: int
    end: int
    text: str
    kind: QuotationClass
    speaker: str | None = None
    person: str | None = None
    cue: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a slogan (提法) stands. ``text`` is the surface form, ``slogan`` its canonical form.

    ``nested`` is True where counts leave it out: inside a longer mention, or a run of formulations counted one by one.
    """

    start: int
    end: int
    text: str
    slogan: str
    family: str
    marked: bool
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What a speech says of itself. What is not known is empty ("" or ())."""

    title: str = ""
    speaker: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    level: str = ""
    place: str = ""
    occasion: str = ""
    date: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SpeechContext:
    """What is known of the speech around a text when its quotations are resolved: who speaks, and when.

    ``date`` as in Header: offices are resolved by it (总书记 in 2016 is 习近平). ``speaker`` resolves 我说过.
    """

    speaker: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    date: str = ""
    title: str = ""
    level: str = ""
