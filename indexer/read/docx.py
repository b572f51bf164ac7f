"""What does a Word document hold? Its paragraphs, tables and text boxes in order, then its footnotes.

Read straight from the parts that hold text, with lxml, after a look at the zip: nothing is unpacked that is not
needed, and nothing that is larger than it says. Page heads, page numbers, comments and deleted text are not what a
reader reads.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from indexer.read.lines import joined
from indexer.read.values import Read
from language.model import Header
from yulu.errors import ParseError

MOST_ENTRIES = 5000
LARGEST_PART = 96 * 1024 * 1024
STEEPEST = 400
"""How many times its packed size a part may have: text packs 5 to 30 times, bombs a thousand."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset(
    _W + name
    for name in ("del", "moveFrom", "instrText", "delText", "footnoteReference", "endnoteReference", "pPr", "rPr")
) | {_MC + "Fallback"}
_TITLE_STYLES = frozenset({"title", "标题", "a3", "af"})


def read(data: bytes, encoding: str) -> Read:
    """The text of the document; a paragraph in the style Title, or the document's own title, is its title."""
    package = _opened(data)
    root = _part(package, _main_part(package))
    if root is None:
        raise ParseError("read.damaged", format="docx", reason="word/document.xml")
    body = root.find(_W + "body")
    lines = [] if body is None else list(_paragraphs(body))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        notes = _part(package, name)
        if notes is not None:
            lines += [line for line in _paragraphs(notes) if line.strip()]
    text, _ = joined("\n".join(line.strip() for line in lines if line.strip()))
    return Read(text, hints=Header(title=_title(package, root)), encoding="")


def _opened(data: bytes) -> zipfile.ZipFile:
    """The zip, when nothing about it is odd."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ParseError("read.damaged", format="docx", reason=error) from error
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise ParseError("read.bomb", format="docx")
    if len(set(names)) < len(names):
        raise ParseError("read.double_entry", format="docx")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise ParseError("read.unsafe_entry", format="docx")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ParseError("read.encrypted")
    return package


def _content(package: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    steep = entry.file_size > STEEPEST * max(entry.compress_size, 1) and entry.file_size > 1 << 20
    if entry.file_size > LARGEST_PART or steep:
        raise ParseError("read.bomb", format="docx")
    try:
        with package.open(entry) as file:
            content = file.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ParseError("read.damaged", format="docx", reason=error) from error
    except Exception as error:  # zlib.error is no subclass of any of these
        raise ParseError("read.damaged", format="docx", reason=error) from error
    if len(content) > LARGEST_PART:
        raise ParseError("read.bomb", format="docx")
    return content


def _part(package: zipfile.ZipFile, name: str) -> Any:
    """The root element of a part, None when there is no such part."""
    from lxml import etree

    content = _content(package, name)
    if content is None:
        return None
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise ParseError("read.doctype", format="docx")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ParseError("read.damaged", format="docx", reason=error) from error


def _main_part(package: zipfile.ZipFile) -> str:
    relations = _part(package, "_rels/.rels")
    for relation in relations.iter(_RELATION) if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _paragraphs(root: Any) -> Iterator[str]:
    """Every paragraph's text in order; one inside another (a text box) comes after it."""
    waiting = [iter(root)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        elif element.tag == _W + "p":
            boxes: list[Any] = []
            yield from "".join(_words(element, boxes)).split("\n")
            waiting += [iter(box) for box in reversed(boxes)]
        else:
            waiting.append(iter(element))


def _words(paragraph: Any, boxes: list[Any]) -> Iterator[str]:
    """The words of one paragraph; text boxes that hang on it are put aside."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == _W + "txbxContent":
            boxes.append(element)
        elif tag == _W + "t":
            yield element.text or ""
        elif tag == _W + "tab":
            yield "\t"
        elif tag in (_W + "br", _W + "cr"):
            yield "\n"
        elif tag == _W + "noBreakHyphen":
            yield "-"
        else:
            stack += reversed(element)


def _title(package: zipfile.ZipFile, root: Any) -> str:
    for paragraph in root.iter(_W + "p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and str(style.get(_W + "val", "")).lower() in _TITLE_STYLES:
            text = "".join(_words(paragraph, [])).strip()
            if text:
                return " ".join(text.split())
    core = _part(package, "docProps/core.xml")
    title = core.find(_DC + "title") if core is not None else None
    named = " ".join((title.text or "").split()) if title is not None else ""
    # Word names a document by what it was typed into first; only Chinese words are a title.
    return named if sum("\u4e00" <= char <= "\u9fff" for char in named) >= 4 else ""
