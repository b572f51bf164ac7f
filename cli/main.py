"""The ``yulu`` command: it only puts the commands together, and turns errors into messages and an exit status.

0 found or done, 1 nothing found (or ``verify`` found a difference), 2 could not do it. No traceback reaches a user.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import signal
import sys
from typing import Annotated

import typer

from yulu import __version__
from yulu.errors import YuluError
from yulu.messages import text

NOTHING_FOUND = 1
COULD_NOT = 2
INTERRUPTED = 130

app = typer.Typer(
    name="yulu",
    help=text("main.help"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# Command -> the module of this room that holds it: an ``app`` of sub-commands, or a function of the command's name.
COMMANDS = (
    "ingest",
    "search",
    "phrase",
    "trend",
    "compare",
    "slogan",
    "quote",
    "verify",
    "subset",
    "dashboards",
    "node",
    "status",
    "doctor",
    "demo",
)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help=text("main.version"), is_eager=True)] = False,
) -> None:
    if version:
        from yulu.schema import INDEX_VERSION

        typer.echo(f"yulu {__version__} (index {INDEX_VERSION})")
        raise typer.Exit


def mount() -> None:
    """Put every command that exists on the app, in the order of ``COMMANDS``."""
    for name in COMMANDS:
        if importlib.util.find_spec(f"cli.{name}") is None:
            continue
        module = importlib.import_module(f"cli.{name}")
        if isinstance(getattr(module, "app", None), typer.Typer):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, name))


def run() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show Chinese gets escapes rather than a crash.
        if hasattr(stream, "reconfigure"):
            encoding = "utf-8" if (stream.encoding or "ascii").lower() in ("ascii", "ansi_x3.4-1968") else None
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        mount()
        app()
    except YuluError as error:
        typer.echo(f"yulu: {error}", err=True)
        sys.exit(COULD_NOT)
    except BrokenPipeError:
        # The reader of the pipe has seen enough: end quietly, and let nothing be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    run()
