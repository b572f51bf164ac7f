"""Which speeches are asked about? The shared filters as one frozen value, and the clauses they become."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from language.model import LEVELS
from yulu.errors import UnknownNameError, UsageError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EXACT = ("speaker", "person", "role", "level", "kind", "collection")
_WITHIN = ("place", "occasion")


@dataclass(frozen=True, slots=True)
class Filters:
    """The shared filters. Values of one filter are alternatives; different filters all apply.

    ``place`` and ``occasion`` take any value that contains theirs (湖北 takes 湖北麻城县), the others the very value.
    ``level`` is one of seven, and it and ``kind`` may be given in Chinese (县, 讲话): the codes are kept.
    ``since`` and ``until`` are YYYY, YYYY-MM or YYYY-MM-DD, both inclusive. ``distinct`` leaves duplicates out.
    """

    speaker: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    collection: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    distinct: bool = False

    def __post_init__(self) -> None:
        if self.level:
            object.__setattr__(self, "level", tuple(map(_level, self.level)))
        if self.kind:
            object.__setattr__(self, "kind", tuple(map(_kind, self.kind)))
        for name in ("since", "until"):
            value = getattr(self, name)
            if value and not _valid_date(value):
                raise UsageError("filters.bad_date", option=f"--{name}", value=value)
        if self.since and self.until and self.since > self.until and not self.since.startswith(self.until):
            raise UsageError("filters.reversed", since=self.since, until=self.until)

    def clauses(self) -> list[dict[str, Any]]:
        """The clauses for a ``bool`` query's ``filter``."""
        found: list[dict[str, Any]] = []
        for name in _EXACT:
            if values := getattr(self, name):
                found.append({"terms": {name: list(values)}})
        if self.speech:
            found.append({"terms": {"speech_id": list(self.speech)}})
        for name in _WITHIN:
            if values := getattr(self, name):
                should = [{"wildcard": {name: {"value": f"*{_literal(value)}*"}}} for value in values]
                found.append({"bool": {"should": should, "minimum_should_match": 1}})
        if self.since or self.until:
            bounds = {"gte": self.since} if self.since else {}
            if self.until:
                # Rounds up to the end of the day, month or year that was given.
                unit = {4: "y", 7: "M", 10: "d"}[len(self.until)]
                bounds["lte"] = f"{self.until}||/{unit}"
            found.append({"range": {"date": {**bounds, "format": "yyyy-MM-dd||yyyy-MM||yyyy"}}})
        if self.distinct:
            found.append({"bool": {"must_not": {"exists": {"field": "duplicate_of"}}}})
        return found

    def shown(self) -> dict[str, Any]:
        """The filters that are set, for a receipt."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _literal(value: str) -> str:
    """A value for a wildcard query, its own stars and question marks escaped."""
    return re.sub(r"([\\*?])", r"\\\1", value)


def _level(value: str) -> str:
    """The code of a level; UnknownNameError for what is none."""
    if value in LEVELS:
        return value
    from language.header import level_code  # its tables are wanted only for a name

    code = level_code(value)
    if not code:
        raise UnknownNameError("filters.unknown_level", name=value, known=LEVELS)
    return code


def _kind(value: str) -> str:
    """The code of a kind given by its Chinese name; any other value as it is: a table of metadata may have its own."""
    if value.isascii():
        return value
    from language.header import kind_code

    return kind_code(value) or value


def _valid_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:  # no such day, month or year
        return False
    return True
