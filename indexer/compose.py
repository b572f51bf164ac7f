"""What is known of this speech? The user's word, the format's, then what the text itself says, in that order."""

from __future__ import annotations

import re

from indexer.metadata import Given
from indexer.read.files import merged, without_front_matter
from indexer.read.values import Read
from language import places
from language.header import read_header
from language.model import Header, SpeechContext
from language.people import resolve_person
from yulu.domain import Speech


def compose(read: Read, given: Given, *, speech_id: str, source: str, collection: str) -> Speech:
    """The speech in what was read. ``speech_id`` is taken where neither the user nor the source names one."""
    read = without_front_matter(read)
    header = read_header(read.text, filename=source, known=merged(given.header, read.header))
    header = merged(header, read.hints)
    return Speech(
        speech_id=given.speech_id or read.speech_id or speech_id,
        source=source,
        text=read.text,
        header=header,
        person=persons(header),
        province=places.province(header.place),
        collection=collection,
        warnings=read.warnings,
    )


def persons(header: Header) -> tuple[str, ...]:
    """The full names of the speakers: 毛主席 is 毛泽东. What cannot be resolved stays as written."""
    context = SpeechContext(date=header.date)
    return tuple(dict.fromkeys(resolve_person(name, context) or name for name in header.speaker))


def derived_id(source: str, line: int = 0) -> str:
    """The id of a speech that names none: its path without the suffix, and its line in a table."""
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,8})(?:\.gz)?$", "", source) or source
    return f"{stem}-{line}" if line else stem
