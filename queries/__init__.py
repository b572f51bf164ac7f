"""The way out: question -> request body -> hits -> answer. Answers are values; nothing here prints.

``open_corpus`` is the door for Python programs (docs/python.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from queries.api import OpenCorpus

__all__ = ["open_corpus"]


def open_corpus(name: str = "", *, client: Elasticsearch | None = None) -> OpenCorpus:
    """A corpus by its name (YULU_CORPUS, else ``yulu``), over a client of one's own or one made from the settings."""
    from queries import api  # a query of the command line does not need it

    return api.open_corpus(name, client=client)
