"""How does an editor read verdicts at a terminal? Each quotation with its verdict, the two texts, and the source."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.session import clean
from language.pieces import Alignment, Op, Piece, Read
from queries.places import Place, Voice
from queries.verdicts import VERDICTS, Note, Verdict
from queries.verify import Verified
from yulu.messages import text

_COLOURS = {
    "": "",
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
_INDENT = 4
_MARKS = "，。；：、！？,.;:!? “”‘’「」『』\"'"
# Where a line may be broken: not inside a word of letters or figures, and not before a mark that closes.
_CLOSING = "，。；：、！？”’）】〕》」』…"
_UNBROKEN = re.compile(rf"(?:第 \d+ [行句]|[!-~]+|.)[{_CLOSING}]*", re.DOTALL)
# Longer stretches that an ellipsis leaves out are shown by their ends.
_LEFT_OUT, _ENDS = 60, 20


@dataclass(frozen=True, slots=True)
class Styled:
    """A stretch of a line in one style, "" for none."""

    text: str
    style: str = ""


def report(source: str, found: Verified, only_doubtful: bool = False, path: Path | None = None) -> str:
    """The report on one draft; ``only_doubtful`` leaves out what is right. Lines fit the terminal, not a file."""
    colour = path is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = shutil.get_terminal_size().columns if path is None else 0
    lines = [text("verify.report.title", draft=clean(source)), ""]
    for number, verdict in enumerate(found.verdicts, 1):
        if not (only_doubtful and verdict.is_plain):
            for line, hanging in _block(number, verdict, found.text, colour):
                lines += _wrapped(line, columns, hanging, colour)
            lines.append("")
    lines += _wrapped([Styled(summary_line(found))], columns, 0, colour)
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
    """The verdict in words, with its kinds, whether the quotation was cut or filled up, and what is open of it."""
    said = [text(f"verify.kind.{kind}") for kind in verdict.kinds if verdict.verdict != "punctuation"]
    notes = {note.key.rpartition(".")[2] for note in verdict.notes}
    said += [text(f"verify.heading.{name}") for name in ("cut", "inserted", "source_open") if name in notes]
    if verdict.verdict in ("exact", "punctuation") and verdict.attribution in ("unknown", "shared"):
        said.append(text(f"verify.attribution.{verdict.attribution}"))
    if verdict.verdict == "misattributed" and (voice := voice_of(verdict)):
        said.append(text("verify.heading.of", who=voice.person or voice.speaker))
    name = verdict_name(verdict.verdict)
    return name + text("verify.in_brackets", what=text("verify.comma").join(said)) if said else name


def voice_of(verdict: Verdict) -> Voice | None:
    """Whose words they are said to be in the source."""
    return verdict.source.voices[0] if verdict.source and verdict.source.voices else None


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison to be shown: what the two texts are called, the comparison, and the place."""

    label: str
    alignment: Alignment
    place: Place | None

    @property
    def differs(self) -> bool:
        """Whether there is anything to be seen in it."""
        shown = (p.op == "inserted" or (p.op == "omitted" and Read.of(p.source).words) for p in self.alignment.pieces)
        return bool(self.alignment.kinds) or any(shown)

    @property
    def context(self) -> str:
        """The sentences around the words, where they say more than the comparison."""
        if self.place is None or any(piece.op == "omitted" and piece.source for piece in self.alignment.pieces):
            return ""
        told = self.place.context
        return "" if told.strip(_MARKS) == self.place.found.strip(_MARKS) else told


def comparisons(verdict: Verdict) -> list[Comparison]:
    """The comparisons to be shown: one, or the two of a splice."""
    if verdict.splice:
        labels = ("verify.report.first", "verify.report.second")
        parts = zip(labels, verdict.splice.parts, strict=True)
        return [Comparison(label, part.place.alignment, part.place) for label, part in parts]
    if verdict.alignment is None:
        return []
    return [Comparison("verify.report.draft", verdict.alignment, verdict.source)]


def line_of(draft: str, offset: int) -> int:
    """The line of a draft at which an offset lies, from 1."""
    return draft.count("\n", 0, offset) + 1


def left_out(piece: Piece) -> str:
    """What an ellipsis leaves out, by its two ends where it is long."""
    words = len(Read.of(piece.source).words)
    if words <= _LEFT_OUT:
        return piece.source
    ends = {"head": piece.source[:_ENDS], "tail": piece.source[-_ENDS:]}
    return text("verify.report.omitted", words=words, **ends)


Line = tuple[list[Styled], int]


def _block(number: int, verdict: Verdict, draft: str, colour: bool) -> Iterator[Line]:
    """The lines about one quotation, each with the columns by which its continuation is indented."""
    quotation = verdict.sought.quotation
    who = quotation.speaker or ""
    if quotation.person and quotation.person != who:
        who += text("verify.in_brackets", what=quotation.person)
    lead = f"{who}{text('verify.colon')}" if who else ""
    where = text("verify.report.line", line=line_of(draft, quotation.start))
    mark = Styled(f"[{heading(verdict)}]", verdict.verdict)
    words = Styled(f" {clean(lead)}“{_one_line(quotation.text)}”  ")
    yield [Styled(f"{number:>3} "), mark, words, Styled(where, "dim")], _INDENT
    for each in comparisons(verdict):
        if each.differs or verdict.splice:
            yield _labelled(each.label, *_side(each.alignment.pieces, True, colour))
        if each.differs:
            yield _labelled("verify.report.there", *_side(each.alignment.pieces, False, colour))
        if each.place is not None:
            yield _labelled("verify.report.from", Styled(_one_line(source_line(each.place))))
        if each.context:
            yield _labelled("verify.report.context", Styled(_one_line(each.context), "dim"))
    if verdict.known:
        yield _labelled("verify.report.known", Styled(_one_line(known_line(verdict))))
    if verdict.nearest:
        yield _labelled("verify.report.nearest", Styled(_one_line(verdict.nearest.context)))
        yield _labelled("verify.report.from", Styled(_one_line(source_line(verdict.nearest))))
    for note in verdict.notes:
        yield _labelled("verify.report.note", Styled(_one_line(note_line(note))))


def known_line(verdict: Verdict) -> str:
    """The saying or formulation of the tables in one line."""
    assert verdict.known is not None
    known = verdict.known
    about = [part for part in (known.source if known.source != known.text else "", known.since) if part]
    return known.text + (text("verify.in_brackets", what=text("verify.comma").join(about)) if about else "")


def _labelled(key: str, *value: Styled) -> Line:
    from cli.terminal import width

    label = f"{' ' * _INDENT}{text(key)} "
    return [Styled(label), *value], width(label)


def _side(pieces: Sequence[Piece], quoted: bool, colour: bool) -> list[Styled]:
    """One side of a comparison, what only it has marked."""
    marked = _MINUS if quoted else _PLUS
    out = []
    for piece in pieces:
        value = _one_line(piece.quoted if quoted else left_out(piece) if piece.op == "omitted" else piece.source)
        if piece.op == "omitted" and not quoted and value:
            out.append(Styled(f"〔{value}〕", "dim"))
        elif piece.op in marked and value:
            style = "minus" if quoted else "plus"
            out.append(Styled(value if colour else f"【{value}】", style))
        else:
            out.append(Styled(value, "dim" if piece.op == "inserted" else ""))
    return out


def _wrapped(line: Sequence[Styled], columns: int, hanging: int, colour: bool) -> list[str]:
    """A line as lines of at most so many columns (0 for any), those behind the first indented."""
    from cli.terminal import width

    lines: list[list[Styled]] = [[]]
    used = 0
    for unit in _units(line):
        wide = sum(width(part.text) for part in unit)
        if columns and used + wide > columns and used > hanging:
            unit = [Styled(unit[0].text.lstrip(" "), unit[0].style), *unit[1:]]
            lines.append([Styled(" " * hanging)])
            used, wide = hanging, sum(width(part.text) for part in unit)
        lines[-1] += unit
        used += wide
    return ["".join(_coloured(part.text, part.style, colour) for part in _joined(parts)).rstrip() for parts in lines]


def _units(line: Sequence[Styled]) -> Iterator[list[Styled]]:
    """What no line may break: a character with the marks behind it, in whatever style they are."""
    unit: list[Styled] = []
    for part in line:
        for found in _UNBROKEN.findall(part.text):
            if unit and found[0] not in _CLOSING:
                yield unit
                unit = []
            unit.append(Styled(found, part.style))
    yield unit


def _joined(parts: Sequence[Styled]) -> Iterator[Styled]:
    """Neighbours of one style as one."""
    last = Styled("")
    for part in parts:
        if part.style != last.style:
            yield last
            last = Styled("", part.style)
        last = Styled(last.text + part.text, part.style)
    yield last


def _coloured(value: str, style: str, colour: bool) -> str:
    return f"{_COLOURS[style]}{value}{_RESET}" if colour and style and value else value


def _one_line(value: str) -> str:
    return clean(value.replace("\n", " "))
