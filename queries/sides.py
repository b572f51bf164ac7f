"""Which speeches stand on one side of a comparison? ``level=county,township;since=2012`` read into filters.

Every filter may be named, ``year=2013`` or ``year=2013-2017``, and ``subset=NAME``. Filters are separated by ; or ,
and what stands after a comma without a name of its own is one more value of the filter before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from yulu.errors import UnknownNameError, UsageError
from yulu.filters import Filters

_PLAIN = ("since", "until")
_SWITCHES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_SEVERAL = tuple(item.name for item in fields(Filters) if item.name not in (*_PLAIN, "distinct"))
KNOWN = (*_SEVERAL, *_PLAIN, "distinct", "year", "subset")
_YEARS = re.compile(r"(\d{4})(?:(?:-|\.\.|—|–|至)(\d{4}))?")


def side(condition: str, base: Filters = Filters(), subsets: Mapping[str, Filters] | None = None) -> Filters:
    """The filters of one side on top of shared ones. Raises UsageError for what is no filter."""
    given: dict[str, Any] = {}
    for name, value in _pairs(condition):
        if name == "subset":
            base = _with_subset(base, value, subsets or {})
        elif name == "year":
            years = _YEARS.fullmatch(value)
            if not years:
                raise UsageError("compare.bad_condition", condition=f"{name}={value}")
            given |= {"since": years[1], "until": years[2] or years[1]}
        elif name in _PLAIN:
            given[name] = value
        elif name == "distinct" and value.lower() in _SWITCHES:
            given[name] = _SWITCHES[value.lower()]
        elif name in _SEVERAL:
            given[name] = (*given.get(name, ()), value)
        elif name == "distinct":
            raise UsageError("compare.bad_condition", condition=f"{name}={value}")
        else:
            raise UnknownNameError("compare.unknown_filter", name=name, known=KNOWN)
    return replace(base, **given)


def _pairs(condition: str) -> Iterator[tuple[str, str]]:
    """Name and value of each part; UsageError for a part that has none, or where there is no part."""
    name = ""
    parts = [part.strip() for part in re.split("([;；,，])", condition)]
    for mark, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        if not part:
            continue
        before, equals, value = (piece.strip() for piece in part.partition("="))
        if equals:
            name = before
        elif mark in (",", "，") and name:
            value = before
        if not name or not value:
            raise UsageError("compare.bad_condition", condition=part)
        yield name, value
    if not name:
        raise UsageError("compare.bad_condition", condition=condition)


def _with_subset(base: Filters, name: str, subsets: Mapping[str, Filters]) -> Filters:
    if name not in subsets:
        raise UnknownNameError("subset.unknown", name=name, known=subsets)
    kept = {item.name: getattr(subsets[name], item.name) for item in fields(Filters)}
    return replace(base, **{key: value for key, value in kept.items() if value})
