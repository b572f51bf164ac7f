"""``yulu doctor``: what keeps yulu from working here, and what is the cure?"""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from cli.options import Brief
from cli.session import clean
from cli.terminal import coloured, pad, width
from yulu import doctor as checks
from yulu.messages import text

SOMETHING_BAD = 1
_STYLES = {"bad": "match", "warn": "head"}


def doctor(
    format: Annotated[Brief, typer.Option("--format", "-f", help=text("doctor.help.format"))] = Brief.table,
) -> None:
    found = []
    for finding in checks.examine():
        found.append(finding)
        if format is Brief.table:
            _show(finding)
    if format is Brief.json:
        import orjson

        rows = [dataclasses.asdict(finding) for finding in found]
        typer.echo(orjson.dumps({"findings": rows}, option=orjson.OPT_INDENT_2).decode("utf-8"))
    else:
        counts = {status: sum(finding.status == status for finding in found) for status in ("ok", "warn", "bad")}
        typer.echo(text("doctor.summary", **counts))
    if any(finding.status == "bad" for finding in found):
        raise typer.Exit(SOMETHING_BAD)


doctor.__doc__ = text("doctor.help")


def _show(finding: checks.Finding) -> None:
    """The finding in a line, and below it, where there is one, the cure."""
    status, name = text(f"doctor.status.{finding.status}"), text(f"doctor.{finding.name}.name")
    column = max(width(text(f"doctor.status.{each}")) for each in ("ok", "warn", "bad"))
    shown = coloured(pad(status, column, "left"), _STYLES.get(finding.status, ""))
    typer.echo(f"{shown}  {name}: {clean(finding.detail)}")
    if finding.cure:
        typer.echo(f"{' ' * column}  → {clean(finding.cure)}")
