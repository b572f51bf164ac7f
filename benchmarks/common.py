"""What do the programs share? A corpus to measure on, medians of times taken in turns, and lines kept as JSON."""

from __future__ import annotations

import cProfile
import io
import json
import os
import pstats
import resource
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpora import Texts
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

RESULTS = Path(__file__).resolve().parent / "results"
_PROFILED = 45


@dataclass(slots=True)
class Bench:
    """What a run measures on: the texts, the corpus that holds them, and whether it is filled already."""

    client: Elasticsearch
    corpus: Corpus
    texts: Texts
    filled: bool = False
    profile: bool = False

    def fill(self) -> None:
        """Have the texts in the corpus, by ready-made documents, unless they are."""
        if not self.filled:
            from benchmarks.bodies import load

            load(self.client, self.corpus, self.texts)
            self.filled = True


@dataclass(frozen=True, slots=True)
class Spent:
    """What something took: seconds by the clock, of yulu's processors and of the server's, and the peak of memory."""

    seconds: float
    client_cpu: float
    server_cpu: float
    memory: int = 0


def measured(client: Elasticsearch, program: Callable[[], object]) -> Spent:
    """Run a program once and see what it takes; ``memory`` is the most that it and its children held together."""
    watch = _Memory()
    server, own, start = server_cpu(client), client_cpu(), time.perf_counter()
    program()
    seconds = time.perf_counter() - start
    return Spent(seconds, client_cpu() - own, server_cpu(client) - server, watch.stop())


def client_cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def server_cpu(client: Elasticsearch) -> float:
    """CPU seconds of Elasticsearch's processes."""
    nodes = client.nodes.stats(metric="process", filter_path="nodes.*.process.cpu.total_in_millis")["nodes"]
    return sum(float(node["process"]["cpu"]["total_in_millis"]) for node in nodes.values()) / 1000


class _Memory:
    """The largest sum of resident memory of this process and its children, looked at five times a second."""

    def __init__(self) -> None:
        self._peak, self._end = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        import psutil

        own = psutil.Process()
        while not self._end.wait(0.2):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self._peak = max(self._peak, total)

    def stop(self) -> int:
        self._end.set()
        self._thread.join()
        return self._peak


def side_by_side(*programs: Callable[[], object], rounds: int = 15) -> list[float]:
    """The median seconds of each program, all of them run in turns so that noise meets them alike."""
    times: list[list[float]] = [[] for _ in programs]
    for program in programs:
        program()
    for _ in range(rounds):
        for taken, program in zip(times, programs, strict=True):
            start = time.perf_counter()
            program()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def keep(
    bench: Bench, question: str, case: str, names: Sequence[str], seconds: Sequence[float], **more: object
) -> None:
    """Print one line, and keep it under benchmarks/results/ as a line of JSON."""
    ratio = seconds[0] / seconds[1] if len(seconds) > 1 and seconds[1] else None
    shown = "  ".join(f"{name} {second * 1000:,.1f} ms" for name, second in zip(names, seconds, strict=True))
    extra = "  ".join(
        f"{name} {value:,.2f}" if isinstance(value, float) else f"{name} {value}" for name, value in more.items()
    )
    print(f"{question:8} {case:28} {shown}  {f'ratio {ratio:.2f}' if ratio else ''}  {extra}".rstrip(), flush=True)
    line = {
        "date": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "texts": str(bench.texts),
        "case": case,
        "seconds": {name: round(second, 5) for name, second in zip(names, seconds, strict=True)},
        "ratio": round(ratio, 3) if ratio else None,
        **more,
    }
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{question}.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


@contextmanager
def profiled(bench: Bench, name: str) -> Iterator[None]:
    """With ``--profile``, where the block's CPU time goes, under benchmarks/results/; this thread's alone."""
    if not bench.profile:
        yield
        return
    profile = cProfile.Profile(time.thread_time)
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        out = io.StringIO()
        for order in ("tottime", "cumtime"):
            pstats.Stats(profile, stream=out).strip_dirs().sort_stats(order).print_stats(_PROFILED)
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"profile-{name}.txt").write_text(out.getvalue(), encoding="utf-8")
