"""How does a command reach its corpus? One client, progress on standard error, errors already yulu's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from yulu import elastic
from yulu.corpus import Corpus, check_version
from yulu.messages import text

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from queries.absent import Absent, Value
    from yulu.filters import Filters


# C0 and C1 controls but tab and newline, direction marks and overrides: they drive a terminal or reorder what is read.
_UNSAFE = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
_UNSAFE |= dict.fromkeys((8206, 8207, 1564, *range(8234, 8239), *range(8294, 8298)))


def clean(value: str) -> str:
    """A text that can be printed on a terminal."""
    return value.translate(_UNSAFE)


def say(line: str) -> None:
    """A message for the person at the terminal: standard error, never standard output."""
    typer.echo(clean(line), err=True)


def client() -> Elasticsearch:
    """A client; the local node is started when it is needed and not running."""
    _import_client()
    return elastic.connect(report=say)


def _import_client() -> None:
    """Import the client without ``requests``: its transport imports every HTTP library it finds, and uses urllib3.

    That saves a seventh of the import. Only here, in a process of our own: a program that imports yulu may want both.
    """
    if "requests" in sys.modules or "elastic_transport" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules["requests"] = None
    try:
        import elasticsearch  # noqa: F401
    finally:
        del modules["requests"]


def reader(corpus: Corpus, *filters: Filters, asked: Iterable[Value] = ()) -> Elasticsearch:
    """A client for asking this corpus; a value asked for, in filters or else, that stands nowhere is warned of.

    Raises CorpusError when there is no such corpus or it is of another version.
    """
    made = client()
    with elastic.translated(made):
        check_version(made, corpus)
    if asked or any(each.shown() for each in filters):
        from queries import absent  # wanted only where something is asked for by name

        found = [*asked, *(value for each in filters for value in absent.values(each))]
        for missing in absent.absent(made, corpus, list(dict.fromkeys(found))):
            say(_absence(corpus, missing))
    return made


def _absence(corpus: Corpus, missing: Absent) -> str:
    """That a value stands nowhere in the corpus, and what is like it there."""
    said = text("absent.value", corpus=corpus.prefix, option=missing.option, value=missing.value)
    if missing.other:
        return said + text("absent.other", other=missing.other)
    return said + (text("usage.nearest", near=", ".join(missing.near)) if missing.near else "")
