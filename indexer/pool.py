"""How can a file harm nobody but itself? Worker processes with limits of memory and time; one that dies is replaced.

Workers are plain interpreters that are spoken to over a socket pair: no fork of a process that has threads, and no
second import of whatever program called us. A job that kills its worker, runs out of time or memory, is one failed job.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from queue import SimpleQueue

from indexer.options import Limits
from indexer.work import Failed, Job, Outcome
from yulu.messages import text

_START = "import sys; sys.path[:] = {path!r}; from indexer.worker import main; main({fd}, {memory}, {cpu})"


@dataclass(frozen=True, slots=True)
class Done:
    """A job that came to its end, with an outcome for each of its items."""

    job: Job
    outcomes: tuple[Outcome, ...]


class Pool:
    """So many workers, each served by a thread; results are handed to ``deliver`` in the order they come.

    The caller bounds how many jobs it submits before it has their results. ``close`` ends the workers at once.
    """

    def __init__(self, workers: int, limits: Limits, deliver: Callable[[Done], None]) -> None:
        self._limits, self._deliver = limits, deliver
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._closing = False
        self._workers: set[_Worker] = set()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job) -> None:
        """Have a job done; never blocks."""
        self._jobs.put(job)

    def close(self) -> None:
        """End every worker; a job under way is left undone."""
        self._closing = True
        for _ in self._threads:
            self._jobs.put(None)
        for worker in list(self._workers):
            worker.stop()
        for thread in self._threads:
            thread.join(timeout=10)

    def _serve(self) -> None:
        worker: _Worker | None = None
        try:
            while (job := self._jobs.get()) is not None and not self._closing:
                outcomes: list[Outcome] = []
                while (rest := _after(job, len(outcomes))) is not None and not self._closing:
                    if worker is None or worker.dead:
                        worker = self._replace(worker)
                    outcomes += worker.perform(rest, self._limits.wall)
                if not self._closing:
                    self._deliver(Done(job, tuple(outcomes)))
        finally:
            if worker is not None:
                self._workers.discard(worker)
                worker.kill()

    def _replace(self, old: _Worker | None) -> _Worker:
        if old is not None:
            self._workers.discard(old)
            old.kill()
        new = _Worker(self._limits)
        self._workers.add(new)
        return new


class _Worker:
    """One worker process."""

    def __init__(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        program = _START.format(path=sys.path, fd=theirs.fileno(), memory=limits.memory, cpu=limits.cpu)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Ctrl-C is for the main process, which ends its workers itself.
                start_new_session=True,
            )
        self._connection: Connection = Connection(ours.detach())
        self.dead = False

    def perform(self, job: Job, wall: float) -> list[Outcome]:
        """The outcomes of a job, up to and with the item at which the worker died or time ran out."""
        outcomes: list[Outcome] = []
        until = time.monotonic() + wall
        reason = ""
        try:
            self._connection.send(job)
            while self._connection.poll(max(0.0, until - time.monotonic())):
                answer = self._connection.recv()
                if answer is None:
                    return outcomes
                outcomes.append(answer)
            reason = "timeout"
        except (EOFError, OSError):
            pass
        self.kill()
        if len(outcomes) == len(_sources(job)):
            # It died with all of its answers given, before it could say that these were all.
            return outcomes
        reason = reason or _cause(self._process.returncode)
        return [*outcomes, Failed(_sources(job)[len(outcomes)], "read", reason, text(f"read.{reason}"))]

    def stop(self) -> None:
        """End the process, from another thread; its own thread then takes leave of it."""
        self._process.kill()

    def kill(self) -> None:
        """End the process; nothing is left of it."""
        if self.dead:
            return
        self.dead = True
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._connection.close()


def _sources(job: Job) -> list[str]:
    return [*(ready.speech.source for ready in job.ready), *(item.source for item in job.items)]


def _after(job: Job, done: int) -> Job | None:
    """What is left of a job when so many of its items are done; None when nothing is."""
    if done >= len(job.ready) + len(job.items):
        return None
    return replace(job, ready=job.ready[done:], items=job.items[max(0, done - len(job.ready)) :])


def _cause(status: int | None) -> str:
    """Why a worker died, by its exit status."""
    if status == -signal.SIGXCPU:
        return "timeout"
    if status == EXIT_MEMORY:
        return "memory"
    return "crash"


EXIT_MEMORY = 77
