"""What does yulu say, in Chinese and in English? Tables beside this file, one a room: key, zh, en.

``YULU_LANG`` (zh or en) chooses, else the locale does; without a usable locale it is English.
"""

from __future__ import annotations

import errno
import os
from functools import cache
from pathlib import Path

_ERRORS = {
    errno.ENOENT: "missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "there",
    errno.ENOSPC: "full",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "long_name",
    errno.EMFILE: "many_files",
    errno.ELOOP: "loop",
    errno.ECONNREFUSED: "refused",
    errno.ETIMEDOUT: "timed_out",
    errno.EHOSTUNREACH: "no_route",
    errno.ENETUNREACH: "no_route",
}


def language() -> str:
    """``zh`` or ``en``."""
    for variable in ("YULU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


@cache
def tables() -> dict[str, tuple[str, str]]:
    """Every key with its Chinese and English text; a key that stands twice is an error in the tables."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            if not line.strip():
                continue
            key, zh, en = line.split("\t")
            if key in found:
                raise ValueError(f"message {key} stands twice")
            found[key] = (zh.replace("\\n", "\n"), en.replace("\\n", "\n"))
    return found


def text(key: str, **values: object) -> str:
    """The message in the user's language, its placeholders filled; a reason that the system gives in English too."""
    zh, en = tables()[key]
    if language() != "zh":
        return en.format(**values) if values else en
    return zh.format(**{name: _said(value) for name, value in values.items()}) if values else zh


def _said(value: object) -> object:
    return _reasons().get(value, value) if isinstance(value, str) else value


@cache
def _reasons() -> dict[str, str]:
    """What the operating system says of a file or a connection, in its own words, and the same in Chinese."""
    return {os.strerror(number): tables()[f"system.{name}"][0] for number, name in _ERRORS.items()}
