"""The ``yulu`` command: it only puts the commands together, and turns errors into messages and an exit status.

0 found or done, 1 nothing found (or ``verify`` found a difference), 2 could not do it. No traceback reaches a user.
A command's module is imported when the command is named: ``yulu --help`` imports none of them.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, MutableMapping
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from cli.help import Group, dress, first_paragraph
from yulu import __version__
from yulu.errors import YuluError
from yulu.messages import tables, text

DONE = 0
COULD_NOT = 2
INTERRUPTED = 130

# Command -> the module of this room that holds it: an ``app`` of sub-commands, or a function of the command's name.
# The message <command>.help says what it does.
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


class _Loaded(MutableMapping[str, Any]):
    """The commands by name, each built when it is first asked for."""

    def __init__(self) -> None:
        self._names = [name for name in COMMANDS if importlib.util.find_spec(f"cli.{name}")]
        self._built: dict[str, Any] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._built:
            self._built[name] = dress(_built(name))
        return self._built[name]

    def __setitem__(self, name: str, command: Any) -> None:
        raise NotImplementedError("a command is added to COMMANDS")

    def __delitem__(self, name: str) -> None:
        raise NotImplementedError("a command is taken out of COMMANDS")


def _built(name: str) -> Any:
    module = importlib.import_module(f"cli.{name}")
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    if isinstance(getattr(module, "app", None), typer.Typer):
        holder.add_typer(module.app, name=name, cls=Group)
        return get_command(holder).commands[name]  # type: ignore[attr-defined]
    holder.command(name)(getattr(module, name))
    return get_command(holder)


class ReaderGoneError(Exception):
    """Whoever read the pipe has seen enough."""


class Commands(Group):
    """All commands of yulu."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Loaded()

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)

    def summary(self, name: str, context: Any) -> str:
        """From the message tables, without importing the command."""
        key = f"{name}.help"
        return first_paragraph(text(key)) if key in tables() else super().summary(name, context)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            # Click would end with 1, which says here that nothing was found.
            raise ReaderGoneError from error


app = typer.Typer(
    name="yulu",
    cls=Commands,
    help=text("main.help"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help=text("main.version"), is_eager=True)] = False,
) -> None:
    if version:
        from yulu.schema import INDEX_VERSION

        typer.echo(f"yulu {__version__} (index {INDEX_VERSION})")
        raise typer.Exit


def run() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show Chinese gets escapes rather than a crash.
        if hasattr(stream, "reconfigure"):
            encoding = "utf-8" if (stream.encoding or "ascii").lower() in ("ascii", "ansi_x3.4-1968") else None
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    sys.exit(_status())


def _status() -> int:
    """Do what the command line asks; returns the exit status."""
    try:
        status = _invoked()
        sys.stdout.flush()
        return status
    except (ReaderGoneError, BrokenPipeError):
        # End quietly, and let nothing be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # no traceback reaches a user
        if os.environ.get("YULU_DEBUG"):
            raise
        from cli.session import say

        say(f"yulu: {told(error)}")
        return COULD_NOT


def _invoked() -> int:
    try:
        ended = app(prog_name="yulu", standalone_mode=False)
    except TyperException as error:
        from cli.misuse import retold
        from cli.session import say

        if type(error).__name__ == "NoArgsIsHelpError":
            say(error.format_message())
        else:
            say(f"yulu: {retold(error)}")
        return error.exit_code
    return ended if isinstance(ended, int) else DONE


def told(error: Exception) -> str:
    """An error in words for the user: yulu's own as they are, Elasticsearch's translated, others named."""
    if isinstance(error, YuluError):
        return str(error)
    if type(error).__module__.partition(".")[0] in ("elasticsearch", "elastic_transport"):
        from yulu.elastic import translated

        try:
            with translated():
                raise error
        except YuluError as known:
            return str(known)
        except Exception:  # noqa: BLE001 - one that is not translated is named like any other
            pass
    return text("main.unexpected", kind=type(error).__name__, reason=" ".join(str(error).split())[:300])


if __name__ == "__main__":
    run()
