"""What is asked of an ingest? Options, and the times and sizes it keeps to, each one frozen value."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from yulu.settings import data_home

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost the worker that reads it. Bytes and seconds; ``wall`` counts waiting too."""

    memory: int = 640 * MIB
    cpu: float = 120.0
    wall: float = 600.0
    file: int = 256 * MIB
    line: int = 32 * MIB


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the load waits, in seconds. ``patience`` is the longest time without any progress."""

    first_wait: float = 0.5
    longest_wait: float = 30.0
    patience: float = 600.0
    request: float = 90.0
    bulk: str = "60s"
    # How often a wait for the user (disk full at the server) is said again.
    reminder: float = 30.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much goes into one bulk request, and how many requests run beside each other."""

    documents: int = 4000
    bytes: int = 8 * MIB
    streams: int = 3
    # A request is sent after so long even when it is not full: the server works while texts are still read.
    seconds: float = 2.0
    # Raw bytes of a table's rows that one worker reads at a time.
    batch: int = 256 * 1024


def default_workers() -> int:
    """One a core: the main process and the server need little beside them while texts are read."""
    return max(1, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 16))


def default_journals() -> Path:
    """Where journals lie: YULU_JOURNALS, else beside the local node's data."""
    chosen = os.environ.get("YULU_JOURNALS", "")
    return Path(chosen) if chosen else data_home() / "journals"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one ingest. ``encoding`` "" lets each file say; ``shards`` and ``replicas`` None keep what is."""

    metadata: Path | None = None
    collection: str = ""
    encoding: str = ""
    workers: int = field(default_factory=default_workers)
    shards: int | None = None
    replicas: int | None = None
    rebuild: bool = False
    prune: bool = False
    similar: bool = True
    learn: bool = True
    journals: Path = field(default_factory=default_journals)
    limits: Limits = field(default_factory=Limits)
    timing: Timing = field(default_factory=Timing)
    sizes: Sizes = field(default_factory=Sizes)
