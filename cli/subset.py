"""``yulu subset``: filters kept under a name, to be used as ``--subset NAME``."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, finish, write_object
from yulu import subsets
from yulu.errors import UsageError
from yulu.filters import Filters
from yulu.messages import text

app = typer.Typer(help=text("subset.help"), no_args_is_help=True)

_NAME = Annotated[str, typer.Argument(metavar="NAME", help=text("subset.help.name"), show_default=False)]


@app.command(help=text("subset.help.save"))
@shared
def save(name: _NAME, *, filters: Filters) -> None:
    if not filters.shown():
        raise UsageError("subset.empty", name=name)
    if not name.strip() or name != name.strip():
        raise UsageError("subset.bad_name", name=name)
    subsets.save(name, filters)
    typer.echo(text("subset.saved", name=name, filters=_line(filters)), err=True)


@app.command("list", help=text("subset.help.list"))
@shared
def list_(*, output: Output) -> None:
    kept = subsets.saved()
    rows = [{"name": name, "filters": _line(filters)} for name, filters in kept.items()]
    finish(Answer(columns=(Column("name"), Column("filters")), rows=rows[: output.limit], total=len(rows)), output)


@app.command(help=text("subset.help.show"))
@shared
def show(name: _NAME, *, output: Output) -> None:
    write_object({"name": name, "filters": subsets.load(name).shown()}, output)


@app.command(help=text("subset.help.delete"))
def delete(name: _NAME) -> None:
    subsets.delete(name)
    typer.echo(text("subset.deleted", name=name), err=True)


def _line(filters: Filters) -> str:
    """The filters in one line, as they are typed."""
    parts = []
    for name, value in filters.shown().items():
        parts += [f"--{name}"] if value is True else [f"--{name} {one}" for one in _several(value)]
    return " ".join(parts)


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]
