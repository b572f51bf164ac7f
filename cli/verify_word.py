"""How does an editor read verdicts in Word? The draft itself, with a comment on each quotation that is to be looked at.

A .docx draft stays the document it is: the comment is hung on the very characters, in tables, text boxes and notes too,
runs being split where they begin and end. Any other draft becomes a plain document first.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.session import clean
from cli.verify_report import Comparison, comparisons, heading, known_line, left_out, note_line, source_line
from queries.verdicts import Verdict
from queries.verify import Verified
from yulu.errors import InputError
from yulu.messages import text

_AUTHOR = "yulu"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What is not read is not looked through: text that was deleted, and the second writing of a text box.
_SKIPPED = frozenset(_W + name for name in ("del", "moveFrom", "pPr", "rPr")) | {_MC + "Fallback"}


@dataclass(slots=True)
class Char:
    """A character of the document: the element that holds it, and where in it."""

    element: Any
    at: int

    @property
    def value(self) -> str:
        """The character."""
        return str(self.element.text[self.at])


def write_word(draft: str, found: Verified, path: Path) -> None:
    """Write the draft with its comments. Raises InputError when the file cannot be written."""
    import docx

    own = draft.lower().endswith(".docx")
    document = docx.Document(draft) if own else _document(found.text)
    comment(document, found)
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


def comment(document: Any, found: Verified) -> int:
    """Hang a comment on each quotation that is to be looked at; returns how many could be placed."""
    notes = _notes(document)
    roots = [document.element.body, *(root for _, root in notes)]
    chars = [char for root in roots for char in _chars(root)]
    stream = "".join(char.value for char in chars)
    placed = 0
    for verdict in found.verdicts:
        place = None if verdict.is_plain else _place(found.text, verdict, stream)
        if place is not None:
            made = document.comments.add_comment(text=clean(remark(verdict)), author=_AUTHOR, initials=_AUTHOR[:2])
            _mark(chars, *place, made.comment_id)
            placed += 1
    _write_notes(notes)
    return placed


def remark(verdict: Verdict) -> str:
    """The comment on a quotation: verdict, what stands there, source, notes."""
    lines = [text("verify.word.heading", heading=heading(verdict))]
    for each in comparisons(verdict):
        if each.differs or verdict.splice:
            lines.append(f"{text('verify.report.there')} {_there(each)}")
        if each.place is not None:
            lines.append(f"{text('verify.report.from')} {source_line(each.place)}")
    if verdict.known:
        lines.append(f"{text('verify.report.known')} {known_line(verdict)}")
    if verdict.nearest:
        lines.append(f"{text('verify.report.nearest')} {verdict.nearest.context}")
        lines.append(f"{text('verify.report.from')} {source_line(verdict.nearest)}")
    lines += [f"{text('verify.report.note')} {note_line(note)}" for note in verdict.notes]
    return "\n".join(lines)


def _there(each: Comparison) -> str:
    """The words of the source, what an ellipsis leaves out between brackets."""
    pieces = each.alignment.pieces
    return "".join(f"〔{left_out(p)}〕" if p.op == "omitted" and p.source else p.source for p in pieces)


def _notes(document: Any) -> list[tuple[Any, Any]]:
    """The parts that hold footnotes and endnotes, each with its root."""
    from lxml import etree

    found = []
    for name in ("/footnotes", "/endnotes"):
        for relation in document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(name):
                found.append((relation.target_part, etree.fromstring(relation.target_part.blob)))
    return found


def _write_notes(notes: Sequence[tuple[Any, Any]]) -> None:
    from lxml import etree

    for part, root in notes:
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _chars(root: Any) -> Iterator[Char]:
    """Every character but blanks, in the order in which a document is read: a text box behind its paragraph."""
    waiting = [iter(root)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == _W + "p":
            boxes: list[Any] = []
            for holder in _holders(element, boxes):
                yield from (Char(holder, at) for at, char in enumerate(holder.text or "") if not char.isspace())
            waiting += [iter(box) for box in reversed(boxes)]
        elif element.tag not in _SKIPPED:
            waiting.append(iter(element))


def _holders(paragraph: Any, boxes: list[Any]) -> Iterator[Any]:
    """The elements that hold a paragraph's text; text boxes that hang on it are put aside."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == _W + "txbxContent":
            boxes.append(element)
        elif element.tag == _W + "t":
            yield element
        elif element.tag not in _SKIPPED:
            stack += reversed(element)


def _place(draft: str, verdict: Verdict, stream: str) -> tuple[int, int] | None:
    """Where in the document's characters a quotation stands: at its own number, else at its own occurrence."""
    quotation = verdict.sought.quotation
    wanted, before = _solid(quotation.text), _solid(draft[: quotation.start])
    if not wanted:
        return None
    at = len(before)
    if not stream.startswith(wanted, at):
        at = stream.find(wanted)
        for _ in range(before.count(wanted)):
            behind = stream.find(wanted, at + len(wanted))
            at = behind if behind >= 0 else at
    return (at, at + len(wanted)) if at >= 0 else None


def _solid(value: str) -> str:
    """A text without blanks."""
    return "".join(value.split())


def _mark(chars: list[Char], start: int, end: int, number: int) -> None:
    """Put the marks of a comment around some characters."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    first = _run_at(chars, start)
    behind = chars[end - 1]
    if behind.at + 1 < len(behind.element.text) or behind.element.getnext() is not None:
        _split(chars, end - 1, behind.at + 1)
    last = behind.element.getparent()
    marks = []
    for name in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        marks.append(OxmlElement(name))
        marks[-1].set(qn("w:id"), str(number))
    run = OxmlElement("w:r")
    run.append(marks[2])
    first.addprevious(marks[0])
    last.addnext(marks[1])
    marks[1].addnext(run)


def _run_at(chars: list[Char], number: int) -> Any:
    """The run that begins with a character; its own is split where it does not."""
    char = chars[number]
    ahead = char.element.getprevious()
    if char.at > 0 or (ahead is not None and ahead.tag != _W + "rPr"):
        _split(chars, number, char.at)
    return char.element.getparent()


def _split(chars: list[Char], number: int, at: int) -> None:
    """Cut the run of a character in two before offset ``at`` of the element that holds it, which stays in front."""
    holder = chars[number].element
    run = holder.getparent()
    behind = copy.copy(run)
    for child in list(behind):
        behind.remove(child)
    properties = run.find(_W + "rPr")
    if properties is not None:
        behind.append(copy.deepcopy(properties))
    rest = list(holder.itersiblings())
    if at == 0:
        behind.append(holder)
    elif at < len(holder.text):
        tail = copy.deepcopy(holder)
        tail.text, holder.text = holder.text[at:], holder.text[:at]
        for element in (holder, tail):
            element.set(_SPACE, "preserve")
        behind.append(tail)
        _moved(chars, number, holder, tail, at)
    for element in rest:
        behind.append(element)
    run.addnext(behind)


def _moved(chars: list[Char], number: int, holder: Any, tail: Any, at: int) -> None:
    """The characters from ``at`` of an element on are now another's."""
    while number > 0 and chars[number - 1].element is holder and chars[number - 1].at >= at:
        number -= 1
    while number < len(chars) and chars[number].element is holder:
        if chars[number].at >= at:
            chars[number].element, chars[number].at = tail, chars[number].at - at
        number += 1
