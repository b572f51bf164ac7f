"""What does a Markdown file hold? Its paragraphs and headings as lines, without the marks; footnotes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.read.encoding import decode
from indexer.read.files import merged
from indexer.read.lines import joined
from indexer.read.values import Read
from language.header import front_matter
from language.model import Header

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"^\[\^(?P<name>[^\]\s]+)\]:[ \t]*(?P<text>.*(?:\n(?:[ \t]+\S.*)?)*)", re.M)
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_DEEPEST = 40


def read(data: bytes, encoding: str) -> Read:
    """The text of the document; its first heading is the title where front matter names none."""
    from markdown_it import MarkdownIt

    found = decode(data, encoding)
    given, end = front_matter(found.text)
    body = found.text[end:]
    notes = [" ".join(match["text"].split()) for match in _NOTE.finditer(body)]
    body = _REFERENCE.sub("", _NOTE.sub("", body))
    # Four blanks are a paragraph's indent in Chinese typing, hardly ever code.
    body = re.sub(r"^[ \t\u3000]+(?=\S)", "", body, flags=re.M)
    tokens = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable("table").parse(body)
    lines = [*_lines(tokens), *notes]
    text, _ = joined("\n".join(lines))
    title = next((line for kind, line in _blocks(tokens) if kind == "heading"), "")
    hints = merged(given, Header(title=title))
    return Read(text, header=given, hints=hints, encoding=found.encoding, warnings=found.warnings)


def _lines(tokens: list[Token]) -> Iterator[str]:
    for _, text in _blocks(tokens):
        yield from (line.strip() for line in text.split("\n") if line.strip())


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """("heading" or "text", text) of every block, in order."""
    kind, number = "text", ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""  # a numbered list shows its numbers
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = "text"
        elif token.type == "inline":
            yield kind, number + _inline(token.children or [])
            number = ""
        elif token.type in ("code_block", "fence"):
            yield "text", token.content
        elif token.type == "html_block":
            from indexer.read.html import text_of

            yield "text", text_of(token.content)


def _inline(tokens: list[Token]) -> str:
    """The words of a block; a line end in the source stays one until it is known whether lines were wrapped."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
