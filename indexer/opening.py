"""Who may write to a corpus, and where is its journal? One writer on a machine, with its link and its journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from indexer.engine import Progress
from indexer.journal import Journal, journal_path
from indexer.load import target as targets
from indexer.load.deliver import Pace
from indexer.load.link import Link
from indexer.options import Options
from indexer.recovery import adopt
from yulu.corpus import Corpus
from yulu.elastic import connect
from yulu.errors import LoadError
from yulu.settings import Settings

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def _silent(_: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what while a run goes on: lines for the user, and how far it is."""

    say: Callable[[str], None] = _silent
    progress: Callable[[Progress], None] = _silent


@contextmanager
def opened(
    corpus: Corpus, options: Options, client: Elasticsearch | None, pace: Pace, listener: Listener
) -> Iterator[tuple[Link, Journal]]:
    """The link and the journal of a corpus, which nobody else on this machine writes to meanwhile."""
    settings = Settings.from_environment()

    def make() -> Elasticsearch:
        return connect(settings, report=listener.say, timeout=options.timing.request)

    own = client is None
    link = Link(client or make(), pace, make if own and not settings.url else None)
    try:
        path = journal_path(options.journals, targets.cluster_name(link), corpus)
        with locked(path, corpus):
            adopt(link, corpus, path)
            journal = Journal(path)
            try:
                yield link, journal
            finally:
                journal.close()
    finally:
        if own:
            link.client.close()


def find_journal(client: Elasticsearch, corpus: Corpus, options: Options | None = None) -> Path | None:
    """Where the journal of a corpus lies, None where there is none."""
    options = options or Options()
    link = Link(client, Pace(options.timing, options.sizes.documents))
    path = journal_path(options.journals, targets.cluster_name(link), corpus)
    return path if path.exists() else None


@contextmanager
def locked(path: Path, corpus: Corpus) -> Iterator[None]:
    """One writer a corpus; LoadError when another ingest is at it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(path) + ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise LoadError("load.locked", corpus=corpus.prefix, path=path) from error
    except OSError as error:
        raise LoadError("journal.failed", path=path, reason=error.strerror or error) from error
    try:
        yield
    finally:
        lock.release()
