"""The property tests of phrases, slogans and quotations, as functions to be called over any Elasticsearch.

The very tests of tests/integration: whatever is added there is held here too. Those that need other fixtures than are
given are left out.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from types import ModuleType
from typing import Any

import pytest

Values = Mapping[str, Any]
# The same with a fifth of the phrases is held here, and a page in a browser asks no cluster.
ELSEWHERE = ("test_a_thousand_phrases", "test_the_page_in_a_browser")


def checks(module: ModuleType, fixtures: Values, url: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """Every test of a module that these fixtures and ``monkeypatch`` can serve, by name, for each of its parameters.

    What a test asks through the command line goes to ``url``.
    """
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if not name.startswith("test_") or function.__module__ != module.__name__ or name in ELSEWHERE:
            continue
        wanted = set(inspect.signature(function).parameters)
        for number, given in enumerate(_parameters(function)):
            if wanted <= {*fixtures, *given, "monkeypatch"}:
                values = {each: given.get(each, fixtures.get(each)) for each in wanted}
                yield f"{name}[{number}]", partial(_call, function, values, url)


def _call(function: Callable[..., None], values: dict[str, Any], url: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YULU_ES_URL", url)
        function(**{name: patch if name == "monkeypatch" else value for name, value in values.items()})


def _parameters(function: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The combinations of what ``pytest.mark.parametrize`` gives a test; one of nothing where it gives none."""
    marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "parametrize"]
    for combination in product(*(_rows(mark) for mark in marks)):
        yield {name: value for row in combination for name, value in row.items()}


def _rows(mark: pytest.Mark) -> Iterator[dict[str, Any]]:
    names, rows = mark.args[:2]
    split = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    for row in rows:
        yield dict(zip(split, row if len(split) > 1 else (row,), strict=True))
