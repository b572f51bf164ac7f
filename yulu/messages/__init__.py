"""What does yulu say, in Chinese and in English? Tables beside this file, one a room: key, zh, en.

``YULU_LANG`` (zh or en) chooses, else the locale does; without a usable locale it is English.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


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
    """The message in the user's language, its placeholders filled."""
    zh, en = tables()[key]
    chosen = zh if language() == "zh" else en
    return chosen.format(**values) if values else chosen
