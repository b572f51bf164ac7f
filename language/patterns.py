"""How is a long list of words looked for fast? As one pattern in which words with the same beginning share it."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the plain words, the longest that fits first; time does not grow with their number."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _branch(tree)


def _branch(tree: dict[str, dict[str, object]]) -> str:
    ends = "" in tree
    singles: list[str] = []
    longer: list[str] = []
    for char, below in tree.items():
        if char == "":
            continue
        rest = _branch(below)  # type: ignore[arg-type]
        (longer if rest else singles).append(re.escape(char) + rest)
    parts = longer + (["[" + "".join(singles) + "]"] if len(singles) > 1 else singles)
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else "(?:" + "|".join(parts) + ")"
    return body + "?" if ends else body


def first_of(*tables: Iterable[str]) -> str:
    """The first characters of all plain words of some tables, to be put into brackets."""
    return re.escape("".join(sorted({word[0] for words in tables for word in words if word})))
