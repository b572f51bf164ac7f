"""How does an editor read verdicts in Word? The draft itself, with a comment on each quotation that is to be looked at.

A .docx draft stays the document it is: the comment is hung on the very characters, runs being split where they begin
and end. Any other draft becomes a plain document first.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.verify_report import comparisons, heading, known_line, note_line, source_line
from queries.verdicts import Verdict
from queries.verify import Verified
from yulu.errors import InputError
from yulu.messages import text

_AUTHOR = "yulu"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the document: the text of its runs, and the runs."""

    text: str
    runs: tuple[Any, ...]


def write_word(draft: str, found: Verified, path: Path) -> None:
    """Write the draft with its comments. Raises InputError when the file cannot be written."""
    import docx

    own = draft.lower().endswith(".docx")
    document = docx.Document(draft) if own else _document(found.text)
    comment(document, [verdict for verdict in found.verdicts if not verdict.is_right])
    try:
        document.save(str(path))
    except OSError as error:
        raise InputError("output.file_failed", path=path, reason=error.strerror or error) from error


def _document(draft: str) -> Any:
    """A plain document, a paragraph a line."""
    import docx

    document = docx.Document()
    for line in draft.split("\n"):
        document.add_paragraph("".join(char for char in line if char >= " " or char == "\t"))
    return document


def comment(document: Any, verdicts: Sequence[Verdict]) -> int:
    """Hang a comment on each quotation, in order; returns how many could be placed."""
    placed, at = 0, 0
    paragraphs = list(_paragraphs(document))
    offset = 0
    for verdict in verdicts:
        wanted = _first_line(verdict.sought.quotation.text)
        place = _find(paragraphs, wanted, at, offset)
        if place is None:
            continue
        at, offset = place
        runs = _runs_of(paragraphs[at], offset, offset + len(wanted))
        offset += len(wanted)
        if runs:
            document.add_comment(runs=runs, text=remark(verdict), author=_AUTHOR, initials=_AUTHOR[:2])
            placed += 1
    return placed


def remark(verdict: Verdict) -> str:
    """The comment on a quotation: verdict, what stands there, source, notes."""
    lines = [text("verify.word.heading", heading=heading(verdict))]
    for alignment, place in comparisons(verdict):
        if place is not None and (alignment.kinds or verdict.splice):
            lines.append(f"{text('verify.report.there')} {place.found}")
        if place is not None:
            lines.append(f"{text('verify.report.from')} {source_line(place)}")
    if verdict.known:
        lines.append(f"{text('verify.report.known')} {known_line(verdict)}")
    lines += [f"{text('verify.report.note')} {note_line(note)}" for note in verdict.notes]
    return "\n".join(lines)


def _first_line(quotation: str) -> str:
    """A quotation may run over paragraphs; a comment hangs on its first."""
    return next((line.strip() for line in quotation.split("\n") if line.strip()), quotation)


def _paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph of the body in order, those in tables and lists too."""
    from docx.text.paragraph import Paragraph

    for element in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield Paragraph(element, document)


def _line(paragraph: Any) -> Line:
    from docx.text.run import Run

    runs = tuple(Run(element, paragraph) for element in paragraph._p.xpath(".//w:r"))
    return Line("".join(run.text for run in runs), runs)


def _find(paragraphs: Sequence[Any], wanted: str, at: int, offset: int) -> tuple[int, int] | None:
    """The paragraph and offset of the next place where the words stand."""
    for number in range(at, len(paragraphs)):
        found = _line(paragraphs[number]).text.find(wanted, offset if number == at else 0)
        if found >= 0:
            return number, found
    return None


def _runs_of(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs that are exactly this stretch of the paragraph, split where need be."""
    _split(paragraph, start)
    _split(paragraph, end)
    found, at = [], 0
    for run in _line(paragraph).runs:
        length = len(run.text)
        if length and start <= at and at + length <= end:
            found.append(run)
        at += length
    return found


def _split(paragraph: Any, offset: int) -> None:
    """Make a run end at the offset; a run that holds more than text is left whole."""
    at = 0
    for run in _line(paragraph).runs:
        value = run.text
        if at < offset < at + len(value):
            if run._r.xpath("./*[not(self::w:rPr or self::w:t or self::w:tab or self::w:br)]"):
                return
            behind = copy.deepcopy(run._r)
            run._r.addnext(behind)
            run.text = value[: offset - at]
            type(run)(behind, paragraph).text = value[offset - at :]
            return
        at += len(value)
