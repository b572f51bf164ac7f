"""What would be read? Every field of every speech, in the order of the sources, with neither node nor journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from indexer.options import Options
from indexer.planning import Plain
from indexer.pool import Done, Pool
from indexer.report import Failure
from indexer.survey import survey
from indexer.work import Described, Failed, Job

__all__ = ["Sighting", "dry_run"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A speech with its fields, or why there is none."""

    source: str
    fields: dict[str, object] | None
    failure: Failure | None = None


def dry_run(paths: Sequence[str | Path], options: Options | None = None) -> Iterator[Sighting]:
    """What ``ingest`` would read. Raises InputError for paths or metadata that cannot be used."""
    options = options or Options()
    found = survey(paths, options)
    plan = Plain(options, found.table)
    events: SimpleQueue[Done] = SimpleQueue()
    pool: Pool | None = None
    waiting: dict[int, tuple[Sighting, ...]] = {}
    given, taken = 0, 0
    jobs: Iterator[Job | Failure] = plan.jobs(found.sources)
    try:
        more = True
        while more or taken < given:
            while more and given - taken < 4 * options.workers + 4:
                job = next(jobs, None)
                if job is None:
                    more = False
                elif isinstance(job, Failure):
                    waiting[given] = (Sighting(job.source, None, job),)
                    given += 1
                else:
                    pool = pool or Pool(options.workers, options.limits, events.put)
                    pool.submit(job)
                    given += 1
            while taken in waiting:
                yield from waiting.pop(taken)
                taken += 1
            if taken < given:
                done = events.get()
                waiting[done.job.number] = tuple(map(_sighting, done.outcomes))
    finally:
        if pool:
            pool.close()


def _sighting(outcome: object) -> Sighting:
    if isinstance(outcome, Described):
        return Sighting(outcome.source, outcome.fields)
    assert isinstance(outcome, Failed)
    return Sighting(outcome.source, None, Failure(outcome.source, outcome.stage, outcome.type, outcome.message))
