"""Are the quotations of this draft right? Every one against the corpus, without being told the source.

``verify`` reads whose words each quotation is said to be, gathers the places where they could stand, all quotations
together, and judges each. Indirect speech is held to no wording and is left out unless it is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from language.model import Quotation, SpeechContext
from language.quotations import indirect, quotations
from queries.candidates import gather, itself_in
from queries.claimed import seek
from queries.judging import judge_outside
from queries.places import Place
from queries.probes import Probes, Sought, words
from queries.receipts import Receipt, receipt
from queries.run import Request
from queries.verdicts import VERDICTS, Verdict
from yulu.corpus import Corpus
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

CHECKED = ("speech", "document", "saying", "slogan")
# A marked span of no such class is verified all the same when it is so long that it must be somebody's words.
_LONG = 12
# A draft of thousands of quotations is verified in bounded memory.
_AT_ONCE = 200
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdicts on a draft's quotations, in order of place, and how many marked spans were nobody's words."""

    text: str
    verdicts: tuple[Verdict, ...]
    left_out: int
    receipt: Receipt

    @property
    def is_right(self) -> bool:
        """Whether every quotation is exact, and its attribution borne out."""
        return all(verdict.is_right for verdict in self.verdicts)

    def summary(self) -> Row:
        """How many there are of each verdict; the numbers add up to ``quotations``."""
        counts = Counter(verdict.verdict for verdict in self.verdicts)
        found: Row = {"quotations": len(self.verdicts), **{name: counts[name] for name in VERDICTS}}
        found["unconfirmed"] = sum(v.verdict in ("exact", "punctuation") and not _borne(v) for v in self.verdicts)
        found["not_checked"] = self.left_out
        return found


def _borne(verdict: Verdict) -> bool:
    return verdict.attribution in ("confirmed", "not_named")


def verify(
    client: Elasticsearch,
    corpus: Corpus,
    text: str,
    context: SpeechContext = SpeechContext(),
    filters: Filters = Filters(),
    *,
    with_indirect: bool = False,
) -> Verified:
    """Verify every quotation of a draft; ``context`` is what is known of the draft's own speaker and date."""
    found = [*quotations(text, context), *(indirect(text, context) if with_indirect else ())]
    sought = wanted(text, found)
    probes = Probes(corpus, filters)
    itself = itself_in(client, probes, text)
    verdicts = tuple(
        judge_outside(each.sought, list(each.places.values()), each.splice, each.claimed, each.last, itself)
        for at in range(0, len(sought), _AT_ONCE)
        for each in gather(client, probes, sought[at : at + _AT_ONCE], itself)
    )
    asked = {"verify": len(sought), **({"itself": sorted(itself)} if itself else {})}
    return Verified(text, verdicts, len(found) - len(sought), receipt(client, corpus, filters, asked))


def wanted(text: str, found: Sequence[Quotation]) -> list[Sought]:
    """Those of a draft's quotations that can be right or wrong, in order, with what they claim."""
    checked = (each for each in found if is_checked(each))
    return [seek(text, each) for each in sorted(checked, key=lambda each: (each.start, -each.end))]


def requests(
    corpus: Corpus, text: str, context: SpeechContext = SpeechContext(), filters: Filters = Filters()
) -> list[Request]:
    """The first searches for a draft's quotations, for ``--show-query``; the later ones depend on their answers."""
    probes = Probes(corpus, filters)
    return [request for each in wanted(text, quotations(text, context)) for request in probes.exact(each, ())]


def is_checked(quotation: Quotation) -> bool:
    """Whether a quotation can be right or wrong: somebody's words, or a formulation."""
    if not words(quotation.text):
        return False
    return quotation.kind in (*CHECKED, "indirect") or words(quotation.text) >= _LONG


def row(verdict: Verdict) -> Row:
    """A verdict as a JSON object; offsets are those of the draft's text."""
    quotation = verdict.sought.quotation
    found: Row = {
        "start": quotation.start,
        "end": quotation.end,
        "text": quotation.text,
        "class": quotation.kind,
        "speaker": quotation.speaker,
        "person": quotation.person,
        "cue": quotation.cue,
        "verdict": verdict.verdict,
        "kinds": list(verdict.kinds),
        "distance": verdict.distance,
        "attribution": verdict.attribution,
        "source": source_row(verdict.source) if verdict.source else None,
        "diff": diff_rows(verdict),
        "nearest": source_row(verdict.nearest) if verdict.nearest else None,
        "notes": [{"note": note.key.rpartition(".")[2], **dict(note.values)} for note in verdict.notes],
    }
    if verdict.known:
        found["known"] = {"text": verdict.known.text, "source": verdict.known.source, "since": verdict.known.since}
    if verdict.splice:
        found["parts"] = [
            {"start": quotation.start + part.start, "end": quotation.start + part.end, "source": source_row(part.place)}
            for part in verdict.splice.parts
        ]
    return found


def source_row(place: Place) -> Row:
    """A place as a JSON object: the speech, whose words they are there, and the sentences in which they stand."""
    voice = place.voices[0] if place.voices else None
    where = place.passage
    return {
        "speech_id": where.speech_id,
        "title": where.title,
        "date": where.date,
        "level": where.level,
        "speaker": voice.speaker if voice else "",
        "person": voice.person if voice else "",
        "how": voice.how if voice else "",
        "speech_speaker": list(where.speakers),
        "sentence": place.sentence,
        "start": place.start,
        "end": place.end,
        "text": place.context,
        "found": place.found,
    }


def diff_rows(verdict: Verdict) -> list[Row]:
    """The comparison piece by piece; for a splice the two comparisons one after the other."""
    alignments = [part.place.alignment for part in verdict.splice.parts] if verdict.splice else [verdict.alignment]
    pieces = [piece for alignment in alignments if alignment for piece in alignment.pieces]
    return [{"op": piece.op, "quoted": piece.quoted, "source": piece.source} for piece in pieces]


def rows(verdicts: Sequence[Verdict]) -> list[Row]:
    """The verdicts as JSON objects."""
    return [row(verdict) for verdict in verdicts]
