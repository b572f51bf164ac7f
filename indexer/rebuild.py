"""How is a corpus built anew while it is in use? Beside itself, checked, then put in its place in one step.

What lies under the paths given is read again; every other speech is taken from the present index, text and all, so
that nothing is lost when a source has gone. The old indices stay until ``drop_old``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, Kept
from indexer.load import target as targets
from indexer.load.deliver import Pace
from indexer.load.link import Link
from indexer.load.scan import SPEECH, scan, speech
from indexer.load.target import Destination
from indexer.opening import Listener, opened
from indexer.options import Options
from indexer.recovery import build_journal, replace_journal
from indexer.report import Report
from indexer.run import Run, teach
from indexer.sizing import chosen, estimated, held
from indexer.survey import Survey
from indexer.work import Job, Parcel, Ready, Target
from yulu import corpus as corpora
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import LoadError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_AT_ONCE = 16


def rebuild(
    found: Survey, link: Link, journal: Journal, corpus: Corpus, options: Options, pace: Pace, listener: Listener
) -> Report:
    """Build the corpus anew and put it in place. Interrupted or stopped, it goes on where it was when run again."""
    old = _standing(link, corpus)
    stamp = journal.get("build") or str(int(time.time() * 1000))
    journal.set("build", stamp)
    journal.commit()
    made = chosen(link, max(estimated(found.sources), held(link, old) if old else 0), options)
    built = targets.create_build(link, corpus, stamp, shards=made.shards, replicas=made.replicas)
    path = build_journal(journal.path, stamp)
    new = Journal(path)
    try:
        new.set("indices", built.identity)
        run = Run(link, new, corpus, options, pace, listener)
        run.made = made

        def rest(target: Target, number: int) -> Iterator[Job]:
            return _from_index(link, old, new, target, number) if old else iter(())

        report = run.go(found, built, then=rest, lookup=lambda parcel: _file_of(journal, parcel), before=journal)
        if report.interrupted:
            return report
        for kept in journal.files():
            new.keep_file(kept, 0)
        new.set("run", str(max(int(new.get("run")), int(journal.get("run") or 0))))
        new.commit()
        _check(link, new, built)
    finally:
        new.close()
    gone = targets.swap(link, corpus, built)
    journal.close()
    replace_journal(path, journal.path)
    standing = Journal(journal.path)
    try:
        teach(link, standing, corpus, options, replace(report, changed=report.changed + 1), listener.say)
    finally:
        standing.close()
    return replace(report, old_indices=tuple(gone))


def _standing(link: Link, corpus: Corpus) -> Destination | None:
    """The present indices, None where there are none or where they are damaged beyond use."""
    try:
        return targets.find(link, {index: corpus.alias(index) for index in schema.INDICES})
    except LoadError:
        return None


def _from_index(link: Link, old: Destination, new: Journal, target: Target, number: int) -> Iterator[Job]:
    """Jobs for the speeches of the present index that the new one does not have yet."""
    ready: list[Ready] = []
    for hit in scan(link, [old.names[schema.SPEECHES]], fields=SPEECH, size=100):
        one = speech(hit["_source"])
        kept = new.speech(one.collection, one.speech_id)
        if kept is not None and kept.state == ACKNOWLEDGED:
            continue
        ready.append(Ready(one))
        if len(ready) == _AT_ONCE:
            number += 1
            yield Job(number, "", "txt", (), target=target, ready=tuple(ready))
            ready = []
    if ready:
        yield Job(number + 1, "", "txt", (), target=target, ready=tuple(ready))


def _file_of(journal: Journal, parcel: Parcel) -> Kept | None:
    """What the present journal keeps of a speech; what it counted there counts for nothing in the new index."""
    kept = journal.speech(parcel.collection, parcel.speech_id)
    return replace(kept, most=(0, 0, 0)) if kept else None


def _check(link: Link, new: Journal, built: Destination) -> None:
    """Raise LoadError unless the built indices hold what the journal says they do."""
    there = targets.count(link, built)
    wanted = new.totals()
    if {index: there[index] for index in wanted} != wanted:
        raise LoadError("load.build_differs", held=there, wanted=wanted)


def drop_old(corpus: Corpus, options: Options, *, client: Elasticsearch | None = None) -> list[str]:
    """Delete the indices of the corpus that no alias leads to: those that a rebuild left; returns their names."""
    pace = Pace(options.timing, options.sizes.documents)
    with opened(corpus, options, client, pace, Listener()) as (link, journal):
        names = link.patiently(lambda client: corpora.concrete_names(client, corpus))
        found = link.patiently(lambda client: client.indices.get_alias(index=",".join(names) or "-"))
        old = [name for name in names if not found.get(name, {}).get("aliases")]
        for name in old:
            link.patiently(lambda client, name=name: client.indices.delete(index=name, ignore_unavailable=True))  # type: ignore[misc]
        journal.commit()
        return old
