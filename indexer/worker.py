"""What runs in a worker process? Jobs from a connection, one after the other, under limits of memory and time."""

from __future__ import annotations

import os
import resource
import signal
from multiprocessing.connection import Connection

from indexer.pool import EXIT_MEMORY
from indexer.work import Failed, Job, perform
from yulu.messages import text


def main(fd: int, memory: int, cpu: float) -> None:
    """Serve the connection until its other end is closed. ``memory`` is bytes beyond what an idle worker takes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(fd)
    _warm_up()
    _limit_memory(memory)
    try:
        while True:
            job = connection.recv()
            _limit_time(cpu)
            _serve(connection, job)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        os._exit(EXIT_MEMORY)


def _serve(connection: Connection, job: Job) -> None:
    for outcome in perform(job):
        try:
            connection.send(outcome)
        except MemoryError:
            connection.send(Failed(outcome.source, "read", "memory", text("read.memory")))
    connection.send(None)


def _warm_up() -> None:
    """Load every table once, so that the limit counts what a text costs and not the dictionaries."""
    from indexer.annotate import annotate
    from language.model import Header
    from language.segment import words
    from yulu.domain import Speech

    words("热身")
    annotate(Speech("", "", "习近平强调，“不忘初心”。", Header(date="2020")))


def _limit_memory(memory: int) -> None:
    import psutil

    _lower(resource.RLIMIT_AS, psutil.Process().memory_info().vms + memory)


def _limit_time(cpu: float) -> None:
    """The CPU seconds that a process may take count from its start: each job gets its own above what is spent."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + cpu) + 1)


def _lower(kind: int, limit: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or limit <= hard:
        resource.setrlimit(kind, (limit, hard))
