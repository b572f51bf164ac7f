"""The checks of ``make check`` that are yulu's own; each is a function here, and any complaint makes it red."""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ROOMS = ("language", "yulu", "indexer", "queries", "dashboards", "cli")
_KEY = re.compile(r"""["']([a-z_]+(?:\.[a-z0-9_]+)+)["']""")


def messages() -> Iterator[str]:
    """Both languages of every message are there, with the same placeholders; every key that is used is there."""
    from yulu.messages import tables

    known = tables()
    for key, (zh, en) in known.items():
        if not zh.strip() or not en.strip():
            yield f"message {key}: a language is missing"
        if _placeholders(zh) != _placeholders(en):
            yield f"message {key}: {_placeholders(zh)} in Chinese, {_placeholders(en)} in English"
    families = {key.split(".")[0] for key in known}
    for room in ROOMS:
        for path in sorted((REPOSITORY / room).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            for line, text in enumerate(source.splitlines(), 1):
                for match in re.finditer(r"(?:text|Error)\(\s*" + _KEY.pattern, text):
                    key = match.group(1)
                    if key.split(".")[0] in families and key not in known:
                        yield f"{path.relative_to(REPOSITORY)}:{line}: no message {key}"


def _placeholders(template: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(template) if name})


def dashboards() -> Iterator[str]:
    """The committed dashboards are what the builder makes of the index schema and the labels today."""
    from dashboards.book import default_file

    path = REPOSITORY / "dashboards" / "yulu.ndjson"
    if not path.is_file() or path.read_text(encoding="utf-8") != default_file():
        yield "dashboards/yulu.ndjson is stale; run: yulu dashboards export --corpus yulu -o dashboards/yulu.ndjson"


def help_pages() -> Iterator[str]:
    """docs/cli.md and docs/yulu.1 are what the commands' help says today."""
    from make_cli_docs import stale

    yield from stale()


_PAGES = ("*.md", "docs/*.md", "samples/*.md")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_MODULE = re.compile(r"`([a-z_]+(?:/[a-z_]+)*/(?:[a-z_]+\.(?:py|tsv))?)`")


def pages() -> Iterator[str]:
    """What the documents link to is there, and so is every module and folder that they name."""
    for page in sorted(path for pattern in _PAGES for path in REPOSITORY.glob(pattern)):
        text, name = page.read_text(encoding="utf-8"), page.relative_to(REPOSITORY)
        for link in _LINK.findall(text):
            if not (page.parent / link).exists():
                yield f"{name} links to {link}, which is not there"
        for module in _MODULE.findall(text):
            if module.split("/")[0] in (*ROOMS, "tests", "tools", "docs") and not (REPOSITORY / module).exists():
                yield f"{name} names {module}, which is not there"


CHECKS = (messages, dashboards, help_pages, pages)

if __name__ == "__main__":
    complaints = [line for check in CHECKS for line in check()]
    print("\n".join(complaints) or f"{len(CHECKS)} checks of our own: fine")
    sys.exit(bool(complaints))
