"""How does an editor read verdicts at a terminal? Each quotation with its verdict, the two texts, and the source."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cli.session import clean
from language.pieces import Alignment, Op, Piece
from queries.places import Place
from queries.verdicts import VERDICTS, Note, Verdict
from queries.verify import Verified
from yulu.messages import text

_COLOURS = {
    "exact": "\x1b[32m",
    "punctuation": "\x1b[33m",
    "altered": "\x1b[1;33m",
    "spliced": "\x1b[1;31m",
    "misattributed": "\x1b[1;31m",
    "wrong_source": "\x1b[1;35m",
    "not_found": "\x1b[1;31m",
    "dim": "\x1b[2m",
    "minus": "\x1b[31m",
    "plus": "\x1b[32m",
}
_RESET = "\x1b[0m"
_MINUS: tuple[Op, ...] = ("added", "replaced", "moved", "punctuation")
_PLUS: tuple[Op, ...] = ("missing", "replaced", "moved", "punctuation")


def report(source: str, found: Verified, only_doubtful: bool = False, path: Path | None = None) -> str:
    """The report on one draft; ``only_doubtful`` leaves out what is right."""
    colour = path is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    lines = [text("verify.report.title", draft=clean(source)), ""]
    for number, verdict in enumerate(found.verdicts, 1):
        if not (only_doubtful and verdict.is_right):
            lines += [*_block(number, verdict, found.text, colour), ""]
    lines.append(summary_line(found))
    return "\n".join(lines) + "\n"


def summary_line(found: Verified) -> str:
    """How many of each verdict, in one line."""
    summary = found.summary()
    named = (f"{verdict_name(name)} {summary[name]}" for name in VERDICTS if summary[name])
    counts = text("verify.comma").join(named)
    line = text("verify.report.summary", quotations=summary["quotations"], counts=counts or "0")
    if summary["unconfirmed"]:
        line += text("verify.report.unconfirmed", count=summary["unconfirmed"])
    if summary["not_checked"]:
        line += text("verify.report.left_out", count=summary["not_checked"])
    return line


def verdict_name(name: str) -> str:
    """A verdict in the user's language."""
    return text(f"verify.is.{name}")


def heading(verdict: Verdict) -> str:
    """The verdict in words, with its kinds, and what is open about whose words they are."""
    line = verdict_name(verdict.verdict)
    kinds = [text(f"verify.kind.{kind}") for kind in verdict.kinds]
    if kinds and verdict.verdict != "punctuation":
        line += text("verify.in_brackets", what=text("verify.comma").join(kinds))
    if verdict.verdict in ("exact", "punctuation") and verdict.attribution in ("unknown", "shared"):
        line += text("verify.in_brackets", what=text(f"verify.attribution.{verdict.attribution}"))
    return line


def note_line(note: Note) -> str:
    """A note in the user's language."""
    return text(note.key, **dict(note.values)) if note.values else text(note.key)


def source_line(place: Place) -> str:
    """A source in one line: title, date, whose words, sentence."""
    where = place.passage
    voice = place.voices[0] if place.voices else None
    who = (voice.person or voice.speaker) if voice else text("verify.nobody")
    how = text(f"verify.how.{voice.how}") if voice else ""
    return text(
        "verify.report.source",
        title=where.title or where.speech_id,
        date=where.date,
        who=who + how,
        sentence=place.sentence + 1,
        id=where.speech_id,
    )


def comparisons(verdict: Verdict) -> list[tuple[Alignment, Place | None]]:
    """The comparisons to be shown: one, or the two of a splice."""
    if verdict.splice:
        return [(part.place.alignment, part.place) for part in verdict.splice.parts]
    return [(verdict.alignment, verdict.source)] if verdict.alignment else []


def line_of(draft: str, offset: int) -> int:
    """The line of a draft at which an offset lies, from 1."""
    return draft.count("\n", 0, offset) + 1


def _block(number: int, verdict: Verdict, draft: str, colour: bool) -> Iterator[str]:
    quotation = verdict.sought.quotation
    who = quotation.speaker or ""
    if quotation.person and quotation.person != who:
        who += text("verify.in_brackets", what=quotation.person)
    mark = _coloured(f"[{heading(verdict)}]", verdict.verdict, colour)
    lead = f"{who}{text('verify.colon')}" if who else ""
    where = text("verify.report.line", line=line_of(draft, quotation.start))
    yield f"{number:>3} {mark} {clean(lead)}“{_one_line(quotation.text)}”  {_coloured(where, 'dim', colour)}"
    differs = verdict.verdict in ("punctuation", "altered", "spliced") or bool(verdict.kinds)
    for alignment, place in comparisons(verdict):
        if differs:
            yield _labelled("verify.report.draft", _side(alignment.pieces, True, colour))
            yield _labelled("verify.report.there", _side(alignment.pieces, False, colour))
        if place is not None:
            yield _labelled("verify.report.from", _one_line(source_line(place)))
            if place.context != place.found:
                yield _labelled("verify.report.context", _coloured(_one_line(place.context), "dim", colour))
    if verdict.known:
        yield _labelled("verify.report.known", _one_line(known_line(verdict)))
    for note in verdict.notes:
        yield _labelled("verify.report.note", note_line(note))


def known_line(verdict: Verdict) -> str:
    """The saying or formulation of the tables in one line."""
    assert verdict.known is not None
    known = verdict.known
    about = [part for part in (known.source if known.source != known.text else "", known.since) if part]
    return known.text + (text("verify.in_brackets", what=text("verify.comma").join(about)) if about else "")


def _labelled(key: str, value: str) -> str:
    return f"    {text(key)} {value}"


def _side(pieces: Sequence[Piece], quoted: bool, colour: bool) -> str:
    """One side of a comparison, what only it has marked."""
    marked = _MINUS if quoted else _PLUS
    out = []
    for piece in pieces:
        value = _one_line(piece.quoted if quoted else piece.source)
        if piece.op == "omitted" and not quoted:
            value = f"〔{value}〕" if value else ""
        elif piece.op in marked and value:
            value = _coloured(value, "minus" if quoted else "plus", True) if colour else f"【{value}】"
        out.append(value)
    return "".join(out)


def _coloured(value: str, style: str, colour: bool) -> str:
    return f"{_COLOURS[style]}{value}{_RESET}" if colour else value


def _one_line(value: str) -> str:
    return clean(value.replace("\n", " "))
