"""How far is it? A bar on a terminal, a plain line every few seconds elsewhere; always on standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cli.session import say
from indexer.engine import Progress
from yulu.messages import text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_EVERY = 5.0
_MEGABYTE = 1024 * 1024


class Meter:
    """Shows progress while its block runs; ``quiet`` shows none. Lines for the user go through it in any case."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._shown = time.monotonic()

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("", total=None)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, line: str) -> None:
        """A line for the user, above the bar."""
        if self._bar:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            say(line)

    def show(self, progress: Progress) -> None:
        """How far the run is now."""
        if self._quiet:
            return
        if self._bar and self._task is not None:
            self._bar.update(
                self._task, completed=progress.read, total=progress.total or None, description=line(progress)
            )
        elif time.monotonic() - self._shown >= _EVERY:
            self._shown = time.monotonic()
            say(line(progress))


def line(progress: Progress) -> str:
    """Files, speeches, sentences, MB/s and the time left, in one line."""
    speed = progress.read / _MEGABYTE / progress.seconds if progress.seconds else 0.0
    left = text("ingest.left", seconds=f"{progress.left:,.0f}") if progress.left is not None else ""
    return text(
        "ingest.progress",
        files=f"{progress.files:,}",
        speeches=f"{progress.speeches:,}",
        sentences=f"{progress.sentences:,}",
        speed=f"{speed:.1f}",
        left=left,
    )


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        BarColumn(bar_width=20),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
