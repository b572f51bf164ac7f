"""Write docs/cli.md: the help of every command, as it prints it itself. ``make check`` holds the file to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 100
INTRODUCTION = """# The commands

Every command with its options, as `--help` prints it (here in English; `YULU_LANG=zh` gives Chinese). Written by
`python tools/make_cli_docs.py`; do not edit by hand.

Exit status: 0 found or done; 1 nothing found, or `verify` found a difference; 2 could not do it.
"""


@contextmanager
def english() -> Iterator[None]:
    """Whatever is imported and asked inside speaks English; helps are made when a command's module is imported."""
    before = os.environ.get("YULU_LANG")
    os.environ["YULU_LANG"] = "en"
    try:
        yield
    finally:
        if before is None:
            del os.environ["YULU_LANG"]
        else:
            os.environ["YULU_LANG"] = before


def content() -> str:
    """The page, from the commands that are there now."""
    with english():
        return INTRODUCTION + "".join(_page(*each) for each in commands())


def commands() -> Iterator[tuple[Any, Any]]:
    """yulu and every command below it, each with the context to ask it for its help."""
    import typer.main

    from cli.main import app

    yield from _below(typer.main.get_command(app), "yulu", None)


def _below(command: Any, name: str, parent: Any) -> Iterator[tuple[Any, Any]]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    context.max_content_width = context.terminal_width = WIDTH
    yield command, context
    for each in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from _below(command.get_command(context, each), each, context)


def _page(command: Any, context: Any) -> str:
    return f"\n## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


def stale() -> Iterator[str]:
    """The generated pages that no longer say what the commands do; asked of processes of their own."""
    for tool in ("make_cli_docs", "make_man"):
        code = f"import {tool} as t; import sys; sys.exit(t.TARGET.read_text(encoding='utf-8') != t.content())"
        folder = Path(__file__).parent
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["it differs"]
            yield f"what tools/{tool}.py writes is stale ({reason[0]}); run: python tools/{tool}.py"


if __name__ == "__main__":
    TARGET.write_text(content(), encoding="utf-8")
