"""What does a panel's query ask of Elasticsearch? The small part of KQL that our panels are written in.

``field: value``, ``field: "value"``, ``field: (a or b)``, ``field: *``, ``field >= 5``, ``not``, ``and``, ``or``, ( ).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Query = dict[str, Any]

_TOKEN = re.compile(r'\s*(?:(?P<mark>[():]|[<>]=?)|"(?P<quoted>[^"]*)"|(?P<word>[^\s():"<>]+))')
_RANGES = {">=": "gte", "<=": "lte", ">": "gt", "<": "lt"}
_RESERVED = ("and", "or", "not", "(", ")", ":", *_RANGES)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool = False

    def is_(self, text: str) -> bool:
        return not self.quoted and self.text.lower() == text


def query(kql: str) -> Query:
    """The Elasticsearch query of a KQL expression; match_all for none. Raises ValueError for what is not understood."""
    tokens = list(_tokens(kql))
    if not tokens:
        return {"match_all": {}}
    parser = _Parser(tokens)
    found = parser.either()
    if parser.rest:
        raise ValueError(f"KQL not understood at {parser.rest[0].text!r}: {kql}")
    return found


def fields(kql: str) -> list[str]:
    """The fields that an expression names."""
    tokens = list(_tokens(kql))
    return [one.text for one, after in pairwise(tokens) if after.is_(":") or after.text in _RANGES]


def _tokens(kql: str) -> Iterator[_Token]:
    at = 0
    while kql[at:].strip():
        match = _TOKEN.match(kql, at)
        if match is None:
            raise ValueError(f"KQL not understood: {kql[at:]}")
        quoted = match["quoted"]
        yield _Token(quoted, True) if quoted is not None else _Token(match["mark"] or match["word"])
        at = match.end()


class _Parser:
    """Descends through or, and, not; ``rest`` is what has not been read."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.rest = tokens

    def either(self) -> Query:
        found = [self.both()]
        while self._take("or"):
            found.append(self.both())
        return found[0] if len(found) == 1 else {"bool": {"should": found, "minimum_should_match": 1}}

    def both(self) -> Query:
        found = [self.one()]
        while self._take("and"):
            found.append(self.one())
        return found[0] if len(found) == 1 else {"bool": {"filter": found}}

    def one(self) -> Query:
        if self._take("not"):
            return {"bool": {"must_not": [self.one()]}}
        if self._take("("):
            found = self.either()
            self._want(")")
            return found
        field = self._value()
        for sign, name in _RANGES.items():
            if self._take(sign):
                return {"range": {field.text: {name: self._value().text}}}
        self._want(":")
        if self._take("("):
            values = [self._value()]
            while self._take("or"):
                values.append(self._value())
            self._want(")")
            return {"terms": {field.text: [value.text for value in values]}}
        value = self._value()
        return {"exists": {"field": field.text}} if value.is_("*") else {"term": {field.text: value.text}}

    def _value(self) -> _Token:
        if not self.rest or (not self.rest[0].quoted and self.rest[0].text.lower() in _RESERVED):
            raise ValueError(f"KQL: a field or value is missing at {self.rest[0].text if self.rest else 'the end'!r}")
        return self.rest.pop(0)

    def _take(self, text: str) -> bool:
        if self.rest and self.rest[0].is_(text):
            self.rest.pop(0)
            return True
        return False

    def _want(self, text: str) -> None:
        if not self._take(text):
            raise ValueError(f"KQL: {text!r} is missing")
