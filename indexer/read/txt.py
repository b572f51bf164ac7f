"""What does a plain text hold? Its characters as they stand; lines broken at a page width are joined."""

from __future__ import annotations

from indexer.read.encoding import decode
from indexer.read.lines import joined
from indexer.read.values import Read


def read(data: bytes, encoding: str) -> Read:
    """The text; offsets into it lead back to the file's own text (line ends as ``\\n``)."""
    found = decode(data, encoding)
    text, cuts = joined(found.text)
    return Read(text, encoding=found.encoding, warnings=found.warnings, cuts=cuts)
