"""How does a file become text? One small file a format, behind one registry; ``read_text`` reads any of them.

``read_text`` runs in the caller's own process, without limits: for files of the user's own choosing (``yulu verify``,
``yulu quote extract``). The way in reads through ``indexer.pool``, where a file can harm nobody.
"""

from __future__ import annotations

from indexer.read.files import read_text
from indexer.read.registry import OLD_FORMATS, PARSERS, format_of
from indexer.read.values import BadRow, Read, Row

__all__ = ["OLD_FORMATS", "PARSERS", "BadRow", "Read", "Row", "format_of", "read_text"]
