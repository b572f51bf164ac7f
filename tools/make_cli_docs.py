"""Write docs/cli.md: the help of every command, as it prints it itself. ``make check`` holds the file to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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

    from cli.main import app

    return INTRODUCTION + "".join(_page(*each) for each in pages(typer.main.get_command(app), "yulu"))


def pages(command: Any, name: str, parent: Any = None) -> Iterator[tuple[Any, Any]]:
    """The command and all below it, each with the context to ask it for its help."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    context.max_content_width = context.terminal_width = WIDTH
    yield command, context
    for each in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from pages(command.get_command(context, each), each, context)


def _page(command: Any, context: Any) -> str:
    return f"\n## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(content(), encoding="utf-8")
