"""Which options do all commands share? A command declares ``filters``, ``output`` or ``corpus`` as a parameter, and
``@shared`` gives it the options behind them and hands over one frozen value for each.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters
from yulu.messages import text
from yulu.settings import Settings

DEFAULT_LIMIT = 20


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"
    xlsx = "xlsx"


class Brief(StrEnum):
    """How the answer of a command that has but one thing to say is written."""

    table = "table"
    json = "json"


class Per(StrEnum):
    """What a rate is counted against."""

    million = "million"
    speeches = "speeches"


@dataclass(frozen=True, slots=True)
class Output:
    """How, where and how much of an answer is written. ``limit`` is None for all of it."""

    format: Format = Format.table
    path: Path | None = None
    limit: int | None = DEFAULT_LIMIT
    show_query: bool = False


_ENDINGS = {
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".csv": Format.csv,
    ".html": Format.html,
    ".xlsx": Format.xlsx,
}


def _option(kind: Any, default: Any, *names: str, help_key: str, panel: str, **more: Any) -> inspect.Parameter:
    info = typer.Option(*names, help=text(help_key), rich_help_panel=text(panel), **more)
    name = names[0].lstrip("-").replace("-", "_")
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info])


def _filter_option(name: str) -> inspect.Parameter:
    more = {"autocompletion": _COMPLETED[name]} if name in _COMPLETED else {}
    return _option(
        list[str] | None, None, f"--{name}", help_key=f"options.{name}", panel="options.panel.filters", **more
    )


def _levels(incomplete: str) -> list[str]:
    from language.model import LEVELS

    return [level for level in LEVELS if level.startswith(incomplete)]


def _kinds(incomplete: str) -> list[str]:
    from language.titles import KINDS  # its tables are wanted only here

    return [kind for kind in KINDS if kind.startswith(incomplete)]


# What a shell offers behind an option, where the values are few.
_COMPLETED: dict[str, Callable[[str], list[str]]] = {"level": _levels, "kind": _kinds}


def _filter_parameters() -> list[inspect.Parameter]:
    several = ("speaker", "person", "role", "level", "place", "kind", "occasion", "collection", "speech")
    panel = "options.panel.filters"
    return [
        *(_filter_option(name) for name in several),
        _option(str, "", "--since", help_key="options.since", panel=panel),
        _option(str, "", "--until", help_key="options.until", panel=panel),
        _option(str, "", "--subset", help_key="options.subset", panel=panel),
        _option(bool, False, "--distinct", help_key="options.distinct", panel=panel),
    ]


def _filters(values: dict[str, Any]) -> Filters:
    subset = values.pop("subset")
    given: dict[str, Any] = {
        name: tuple(value or ()) if isinstance(value, list | None) else value for name, value in values.items()
    }
    if not subset:
        return Filters(**given)
    from yulu.subsets import load  # read only when one is named

    # What is typed beside a subset outranks what the subset holds.
    return dataclasses.replace(load(subset), **{name: value for name, value in given.items() if value})


def _output_parameters() -> list[inspect.Parameter]:
    panel = "options.panel.output"
    return [
        _option(Format | None, None, "--format", "-f", help_key="options.format", panel=panel),
        _option(Path | None, None, "--output", "-o", help_key="options.output", panel=panel),
        _option(int, DEFAULT_LIMIT, "--limit", "-n", help_key="options.limit", panel=panel, min=1),
        _option(bool, False, "--all", help_key="options.all", panel=panel),
        _option(bool, False, "--show-query", help_key="options.show_query", panel=panel),
    ]


def _output(values: dict[str, Any]) -> Output:
    path, chosen = values["output"], values["format"]
    if path == Path("-"):
        path = None
    if chosen is None:
        chosen = _ENDINGS.get(path.suffix.lower(), Format.table) if path else Format.table
    if chosen is Format.xlsx and path is None:
        raise UsageError("options.xlsx_needs_file")
    return Output(chosen, path, None if values["all"] else values["limit"], values["show_query"])


def _corpus_parameters() -> list[inspect.Parameter]:
    return [_option(str, "", "--corpus", "-c", help_key="options.corpus", panel="options.panel.corpus")]


def _corpus(values: dict[str, Any]) -> Corpus:
    return Corpus(values["corpus"] or Settings.from_environment().corpus)


_SHARED: dict[str, tuple[Callable[[], list[inspect.Parameter]], Callable[[dict[str, Any]], Any]]] = {
    "filters": (_filter_parameters, _filters),
    "output": (_output_parameters, _output),
    "corpus": (_corpus_parameters, _corpus),
}


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Replace the parameters named ``filters``, ``output`` and ``corpus`` by the options they stand for.

    An option that the command declares itself (its own ``--speaker``) stays its own and is left out of the filters.
    """
    hints = get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    groups: dict[str, list[str]] = {}
    declared = inspect.signature(command).parameters
    for name, parameter in declared.items():
        if name not in _SHARED:
            parameters.append(parameter.replace(annotation=hints.get(name, parameter.annotation)))
    for name in declared:
        if name in _SHARED:
            own = [option for option in _SHARED[name][0]() if option.name not in declared or option.name in _SHARED]
            groups[name] = [option.name for option in own]
            parameters += own

    @functools.wraps(command)
    def wrapper(**values: Any) -> None:
        made = {}
        for group, names in groups.items():
            taken = {name: values.pop(name) for name in names}
            made[group] = _SHARED[group][1](taken)
        command(**values, **made)

    ordered = sorted(parameters, key=lambda parameter: parameter.kind)
    wrapper.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in ordered}
    del wrapper.__wrapped__
    return wrapper
