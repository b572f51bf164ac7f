"""Which sets of filters has the user saved? Named filters in one JSON file beside the journals."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from yulu.errors import InputError, UnknownNameError
from yulu.filters import Filters
from yulu.settings import data_home


def path() -> Path:
    """Where the subsets are kept."""
    return data_home() / "subsets.json"


def saved() -> dict[str, Filters]:
    """Every subset by its name; InputError when the file cannot be read."""
    try:
        content = json.loads(path().read_text(encoding="utf-8"))
        return {name: _filters(values) for name, values in sorted(content.items())}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:  # cannot be read, or holds something else
        raise InputError("subset.unreadable", path=path(), reason=error) from error


def load(name: str) -> Filters:
    """One subset; UsageError when there is none of that name."""
    found = saved()
    if name not in found:
        raise UnknownNameError("subset.unknown", name=name, known=found)
    return found[name]


def save(name: str, filters: Filters) -> None:
    """Keep a subset, replacing one of the same name."""
    _write({**saved(), name: filters})


def delete(name: str) -> None:
    """Forget a subset; UsageError when there is none of that name."""
    load(name)
    _write({kept: filters for kept, filters in saved().items() if kept != name})


def _write(subsets: dict[str, Filters]) -> None:
    target = path()
    part = target.with_suffix(".part")
    content = {name: filters.shown() for name, filters in subsets.items()}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise InputError("output.file_failed", path=target, reason=error.strerror or error) from error


def _filters(values: dict[str, Any]) -> Filters:
    """The filters as they were saved; TypeError for a value of another kind than the filter's."""
    kept: dict[str, Any] = {}
    for item in dataclasses.fields(Filters):
        if item.name in values:
            value = values[item.name]
            kept[item.name] = tuple(value) if isinstance(value, list) else value
            if type(kept[item.name]) is not type(item.default):
                raise TypeError(f"{item.name}: {value!r}")
    return Filters(**kept)
