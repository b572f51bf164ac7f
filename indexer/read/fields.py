"""Which column or key is which? A row's cells, Chinese or English names, to what is known of a speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from language import dates
from language.header import kind_code, level_code
from language.masthead import LABELS
from language.model import Header
from yulu.errors import InputError

TEXT = "text"
ID = "id"
_NAMES = {
    **LABELS,
    **dict.fromkeys(("text", "content", "body", "正文", "内容", "全文"), TEXT),
    **dict.fromkeys(("id", "speech_id", "编号"), ID),
}
_SEVERAL = re.compile(r"\s*[；;、]\s*")


def named(cells: Mapping[str, object]) -> dict[str, str | list[str]]:
    """The cells that yulu knows, under its own names; null and empty ones are left out.

    Raises InputError for a value that is neither text, number nor a list of texts.
    """
    found: dict[str, str | list[str]] = {}
    for key, value in cells.items():
        name = _NAMES.get(str(key).strip().lower())
        if name is None or value is None or value == "" or value == []:
            continue
        if isinstance(value, list) and name in ("speaker", "role"):
            found.setdefault(name, [_storable(str(part)) for part in value])
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            found.setdefault(name, str(value) if name == TEXT else _storable(str(value)))
        else:
            raise InputError("read.bad_value", column=key, value=str(value)[:40])
    return found


def _storable(value: str) -> str:
    """A value without lone surrogates: Elasticsearch would take them, and whatever prints them would crash."""
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


def header_of(cells: Mapping[str, str | list[str]], *, strict: bool = True) -> Header:
    """A header from cells under yulu's names. Raises InputError for a date or level that is none if ``strict``."""

    def one(name: str) -> str:
        value = cells.get(name, "")
        return " ".join(("、".join(value) if isinstance(value, list) else value).split())

    return Header(
        title=one("title"),
        speaker=several(cells.get("speaker", "")),
        role=several(cells.get("role", "")),
        level=_level(one("level"), strict),
        place=one("place"),
        occasion=one("occasion"),
        date=_date(one("date"), strict),
        kind=kind_code(one("kind")) or one("kind"),
    )


def several(value: str | Iterable[str]) -> tuple[str, ...]:
    """The names or offices in one cell: 王任重；李先念, or 甲、乙."""
    parts = _SEVERAL.split(value.strip()) if isinstance(value, str) else [part.strip() for part in value]
    return tuple(part for part in parts if part)


def _level(value: str, strict: bool) -> str:
    found = level_code(value)
    if value and not found and strict:
        raise InputError("read.bad_level", value=value[:40])
    return found


def _date(value: str, strict: bool) -> str:
    found = dates.read(value) if value else ""
    if value and not found and strict:
        raise InputError("read.bad_date", value=value[:40])
    return found
