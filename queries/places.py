"""Where could a quotation of a draft come from? Places in the corpus, with the text around and whose words they are.

A place is a run of sentences of one speech that lies against the quotation. Whose words stand there is read off the
index: a quotation that covers them names its person; else they are the speech's own speaker's; else nobody's that is
known (a news item, a report without a name).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from language.model import SpeechContext
from language.names import is_name
from language.normalise import normalise
from language.people import resolve_person
from language.pieces import Alignment, Read

Body = dict[str, Any]
_CLOSE = "。！？!?”’"
_ENDS = re.compile(r"[。！？!?]")
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences of a speech as one text that begins at ``start`` of the speech; ``number`` is the first's.

    ``starts`` are the offsets in ``text`` at which its sentences begin.
    """

    speech_id: str
    collection: str
    title: str
    date: str
    occasion: str
    level: str
    speakers: tuple[str, ...]
    persons: tuple[str, ...]
    number: int
    start: int
    text: str
    starts: tuple[int, ...]

    @property
    def key(self) -> Key:
        """Which passage this is."""
        return self.collection, self.speech_id, self.number


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose words a place is said to be.

    ``how``: own (he gives the speech), quoted (in marks), indirect (without marks). ``kind`` is the quotation's class.
    """

    how: Literal["own", "quoted", "indirect"]
    person: str
    speaker: str
    kind: str = ""

    def is_(self, name: str) -> bool:
        """Whether it is this person, under a full name or as written."""
        return same_name(self.person, name) or same_name(self.speaker, name)


@dataclass(frozen=True, slots=True)
class Place:
    """Where words like a quotation's stand: passage, comparison, and whose they are said to be, inmost first."""

    passage: Passage
    alignment: Alignment
    voices: tuple[Voice, ...] = ()

    @property
    def start(self) -> int:
        """Offset in the speech's text."""
        return self.passage.start + self.alignment.start

    @property
    def end(self) -> int:
        """Offset in the speech's text."""
        return self.passage.start + self.alignment.end

    @property
    def found(self) -> str:
        """The words that stand there."""
        return self.passage.text[self.alignment.start : self.alignment.end]

    @property
    def sentence(self) -> int:
        """The number of the sentence in which they begin."""
        begun = [at for at in self.passage.starts if at <= self.alignment.start]
        return self.passage.number + max(0, len(begun) - 1)

    @property
    def context(self) -> str:
        """The sentences in which they stand."""
        first = max((at for at in self.passage.starts if at <= self.alignment.start), default=0)
        last = min((at for at in self.passage.starts if at >= self.alignment.end), default=len(self.passage.text))
        return self.passage.text[first:last].strip()

    def voice_of(self, name: str) -> Voice | None:
        """The voice that is this person's, the one in his own speech before others."""
        his = [voice for voice in self.voices if voice.is_(name)]
        return min(his, key=lambda voice: voice.how != "own", default=None)

    @property
    def strain(self) -> float:
        """How much must be believed to take this for the source: a gap or a move weighs less than its characters."""
        return strain(self.alignment)

    @property
    def joins_sentences(self) -> bool:
        """Whether clauses of one sentence of the quotation stand in another order here, in several sentences."""
        quoted = "".join(piece.quoted for piece in self.alignment.pieces)
        several = _ENDS.search(self.found.rstrip(_CLOSE)) and not _ENDS.search(quoted.rstrip(_CLOSE))
        return bool(several) and "reordered" in self.alignment.kinds

    @property
    def is_near(self) -> bool:
        """Whether the words are near enough to be these words, changed."""
        return self.strain <= allowance(self.alignment.length)


def same_name(one: str, two: str) -> bool:
    """Whether two names are one person's or document's, in full or with an office: 习近平, 习近平总书记."""
    if not one or not two:
        return False
    a, b = normalise(one), normalise(two)
    short, long = sorted((a, b), key=len)
    # 王刚 is not 王刚毅, though the one name stands in the other; a name in parts is also called by one of them.
    return a == b or (len(short) >= 2 and short in long and ("·" in long or not is_name(long)))


def strain(alignment: Alignment) -> float:
    """The weight of the differences: a word replaced or added counts one, a run left out less, a move one."""
    total = 0.0
    for piece in alignment.pieces:
        mine, theirs = len(Read.of(piece.quoted).words), len(Read.of(piece.source).words)
        if piece.op in ("replaced", "added"):
            total += max(mine, theirs, 1)
        elif piece.op == "missing":
            total += theirs if theirs <= 2 else 2 + (theirs - 2) / 4
        elif piece.op == "moved" and mine:
            total += 1
    return total


def allowance(length: int) -> float:
    """The strain that a quotation of so many words may bear and still be the same words, changed.

    Chance finds a neighbour at three changes for most runs of ten characters in forty million, so short ones may
    bear one or two.
    """
    if length < 4:
        return 0
    return 1 if length < 8 else 2 if length < 12 else max(2.0, 0.26 * length)


def voices(place: tuple[int, int], passage: Passage, quotations: Iterable[Body]) -> tuple[Voice, ...]:
    """Whose words stretch ``place`` of a speech is said to be: those quoted there, the inmost first, then its speakers.

    ``quotations`` are documents of that speech. A quotation has to cover nearly all of the stretch.
    """
    start, end = place
    covering: list[tuple[int, Voice]] = []
    for each in quotations:
        shared = min(end, each["end"]) - max(start, each["start"])
        person, speaker = each.get("quoted_person", ""), each.get("quoted_speaker", "")
        if each["class"] not in ("speech", "document", "saying", "indirect") or not (person or speaker):
            continue
        if shared >= 0.8 * (end - start):
            how: Literal["quoted", "indirect"] = "indirect" if each["class"] == "indirect" else "quoted"
            covering.append((each["end"] - each["start"], Voice(how, person, speaker, each["class"])))
    inmost = [voice for _, voice in sorted(covering, key=lambda item: (item[1].how == "indirect", item[0]))]
    return (*inmost, *own_voices(passage))


def own_voices(passage: Passage) -> Iterator[Voice]:
    """The speakers of a speech, each under the full name that its date gives to 毛主席 or 周总理."""
    if len(passage.persons) == len(passage.speakers):
        named = passage.persons
    else:
        context = SpeechContext(date=passage.date)
        named = tuple(resolve_person(name, context) or name for name in passage.speakers)
    for person, speaker in zip(named, passage.speakers, strict=True):
        yield Voice("own", person, speaker)
