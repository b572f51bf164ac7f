"""How does a command reach its corpus? One client, progress on standard error, errors already yulu's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from yulu import elastic
from yulu.corpus import Corpus, check_version

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def say(line: str) -> None:
    """A message for the person at the terminal: standard error, never standard output."""
    typer.echo(line, err=True)


def client() -> Elasticsearch:
    """A client; the local node is started when it is needed and not running."""
    return elastic.connect(report=say)


def reader(corpus: Corpus) -> Elasticsearch:
    """A client for asking this corpus; CorpusError when there is no such corpus or it is of another version."""
    made = client()
    with elastic.translated(made):
        check_version(made, corpus)
    return made
