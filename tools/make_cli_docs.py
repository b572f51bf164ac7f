"""Write docs/cli.md: the help of every command, as the command itself prints it. ``make check`` holds the file to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 100
INTRODUCTION = """# The commands

Every command with its options, as `--help` prints it (here in English; `YULU_LANG=zh` gives Chinese). Written by
`python tools/make_cli_docs.py`; do not edit by hand.

Exit status: 0 found or done; 1 nothing found, or `verify` found a difference; 2 could not do it.
"""


def content() -> str:
    """The page, from the commands that are mounted now."""
    os.environ |= {"YULU_LANG": "en", "TERMINAL_WIDTH": str(WIDTH), "COLUMNS": str(WIDTH)}
    import typer.main

    from cli.main import app, mount

    mount()
    command = typer.main.get_command(app)
    return INTRODUCTION + "".join(_pages(command, "yulu", None))


def _pages(command: object, path: str, parent: object) -> Iterator[str]:
    context = command.make_context(path, [], parent=parent, resilient_parsing=True)  # type: ignore[attr-defined]
    context.max_content_width = context.terminal_width = WIDTH
    yield f"\n## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"  # type: ignore[attr-defined]
    for name, below in getattr(command, "commands", {}).items():
        yield from _pages(below, f"{path} {name}", None)


if __name__ == "__main__":
    TARGET.write_text(content(), encoding="utf-8")
