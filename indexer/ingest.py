"""How do speeches get in? ``ingest`` composes it all: survey, open, plan, read, load, link what is alike, report.

Running it again takes up where the last run stopped: what is acknowledged and unchanged is not read twice.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.kept import KeptFile
from indexer.load.deliver import Pace
from indexer.opening import Listener, opened
from indexer.options import Options
from indexer.report import Report
from indexer.run import Run, teach
from indexer.sources import Discovery, Refused, Source
from indexer.survey import Survey, survey
from yulu.corpus import Corpus
from yulu.messages import text

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

__all__ = ["Listener", "Options", "Report", "ingest", "retry_failed"]


def ingest(
    paths: Sequence[str | Path],
    corpus: Corpus,
    options: Options | None = None,
    *,
    client: Elasticsearch | None = None,
    pace: Pace | None = None,
    listener: Listener | None = None,
) -> Report:
    """Read speeches from files, folders or ``-`` into a corpus.

    Without a ``client`` the settings say where, the local node being started (and started again) as needed.
    ``pace.stop``, set from a signal handler, ends the run after the chunks in flight. Raises InputError, before
    anything is written, for paths or metadata that cannot be used, LoadError and its kin when the load has to stop:
    running it again goes on.
    """
    options, listener = options or Options(), listener or Listener()
    found = survey(paths, options)
    pace = pace or Pace(options.timing, options.sizes.documents, listener.say)
    with opened(corpus, options, client, pace, listener) as (link, journal):
        if options.rebuild:
            from indexer.rebuild import rebuild

            return rebuild(found, link, journal, corpus, options, pace, listener)
        run = Run(link, journal, corpus, options, pace, listener)
        report = run.go(found, run.prepare(found.sources))
        teach(link, journal, corpus, options, report, listener.say)
        return report


def retry_failed(
    corpus: Corpus,
    options: Options | None = None,
    *,
    client: Elasticsearch | None = None,
    pace: Pace | None = None,
    listener: Listener | None = None,
) -> Report:
    """Try the dead letters of a corpus again, with what the user said of their files then."""
    options, listener = options or Options(), listener or Listener()
    pace = pace or Pace(options.timing, options.sizes.documents, listener.say)
    with opened(corpus, options, client, pace, listener) as (link, journal):
        run = Run(link, journal, corpus, options, pace, listener)
        destination = run.prepare()
        found = Survey([_again(kept) for kept in journal.dead_files()], Discovery())
        report = run.go(found, destination, remembered=True)
        teach(link, journal, corpus, options, report, listener.say)
        return report


def _again(kept: KeptFile) -> Source | Refused:
    """The source of a file that the journal knows."""
    if not os.path.lexists(kept.path):
        return Refused(kept.key, kept.path, "gone", text("ingest.no_path", path=kept.path))
    walked = list(Discovery().walk([kept.path]))
    found = walked[0] if walked else Refused(kept.key, kept.path, "gone", text("ingest.no_path", path=kept.path))
    return replace(found, key=kept.key)
