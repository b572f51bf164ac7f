"""``yulu node``: how is the local Elasticsearch started, stopped and looked at?"""

from __future__ import annotations

import dataclasses
import json
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.options import Brief
from yulu import node
from yulu.errors import NodeError
from yulu.messages import text

app = typer.Typer(help=text("node.help"), no_args_is_help=True, rich_markup_mode=None)

NOT_RUNNING = 1
# The order in which a person wants to know.
SHOWN = (
    "url",
    "user",
    "password_file",
    "pid",
    "uptime",
    "version",
    "heap",
    "memory",
    "disk",
    "free_disk",
    "account",
    "java",
    "home",
    "log",
)
SIZES = frozenset({"memory", "disk", "free_disk"})


@app.command(help=text("node.help.start"))
def start() -> None:
    endpoint = node.ensure(report=_progress)
    typer.echo(text("node.start.ready", url=endpoint.url))


@app.command(help=text("node.help.stop"))
def stop() -> None:
    typer.echo(text("node.stop.done" if node.stop() else "node.stop.none"))


@app.command(help=text("node.help.status"))
def status(
    format: Annotated[Brief, typer.Option("--format", help=text("node.help.format"))] = Brief.table,
) -> None:
    found = node.status()
    typer.echo(_as_json(found) if format is Brief.json else "\n".join(_as_lines(found)))
    if not found.running:
        raise typer.Exit(NOT_RUNNING)


@app.command(help=text("node.help.logs"))
def logs(
    lines: Annotated[int, typer.Option("-n", "--lines", min=0, help=text("node.help.lines"))] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help=text("node.help.follow"))] = False,
) -> None:
    path = Path(node.status().log)
    if not path.exists():
        raise NodeError("node.log.none", path=path)
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in deque(file, maxlen=lines):
            typer.echo(line, nl=False)
        end = file.tell()
    if follow:
        for line in _following(path, end):
            typer.echo(line, nl=False)


def _progress(line: str) -> None:
    typer.echo(line, err=True)


def _as_json(found: node.NodeStatus) -> str:
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2)


def _as_lines(found: node.NodeStatus) -> Iterator[str]:
    """One line for each thing that is known."""
    state = text("node.status.running" if found.running else "node.status.stopped")
    yield text("node.status.line", label=text("node.status.state"), value=state)
    for name in SHOWN:
        value = getattr(found, name)
        if value:
            yield text("node.status.line", label=text(f"node.status.{name}"), value=_shown(name, value))


def _shown(name: str, value: str | int) -> str:
    if isinstance(value, str) or name == "pid":
        return str(value)
    return size(value) if name in SIZES else duration(value)


def size(count: int) -> str:
    """``count`` bytes in the unit that a person reads: 1.3 GB."""
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"


def duration(seconds: int) -> str:
    """``seconds`` as hours, minutes and seconds, after the days if there are any."""
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
    return text("node.status.days", days=days, time=clock) if days else clock


def _following(path: Path, position: int) -> Iterator[str]:
    """The lines that come after ``position``, for ever; a log that was rolled over is read from its beginning."""
    while True:
        if path.stat().st_size < position:
            position = 0
        with path.open(encoding="utf-8", errors="replace") as file:
            file.seek(position)
            while line := file.readline():
                yield line
            position = file.tell()
        time.sleep(0.3)
