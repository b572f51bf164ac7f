"""How is the help laid out? For a terminal of any width, in Chinese as in English, and with nothing cut.

Click wraps by counting characters, breaks English words inside Chinese text and cuts the summaries of commands. Here a
full-width character counts as two, lines break between Chinese characters but never inside a word, and what click
says of itself (Usage, Options, default) is said in the user's language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any
from unicodedata import east_asian_width

from typer.core import TyperGroup

from yulu.messages import text

_NARROWEST = 10
# A full-width character by itself, a word of anything else, or blanks.
_TOKEN = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef“”‘’…—·]|[ \t]+|[^\s\u2e80-\u9fff\uff00-\uffef“”]+"
)
_NO_LINE_BEGINS_WITH = frozenset("，。；：、？！）》」』”’…")
# What an option takes, by the name of its Python type, and how a person would say it.
_TAKES = {
    "<list[str]>": "TEXT",
    "<str>": "TEXT",
    "<path>": "FILE",
    "<list[path]>": "FILE",
    "<int>": "N",
    "<float>": "N",
}
_TAKES |= {"<int range>": "N", "<float range>": "N"}
# Click's own words in the help, and the messages that say them.
_SAID = {
    "Show this message and exit.": "help.help",
    "Install completion for the current shell.": "help.install_completion",
    "Show completion for the current shell, to copy it or customize the installation.": "help.show_completion",
    "[default:": "help.default",
    "[required]": "help.required",
}
_HEADINGS = {"Options": "help.options", "Arguments": "help.arguments", "Commands": "help.commands"}

_Formatter: Any = TyperGroup.context_class.formatter_class


def _width(token: str) -> int:
    """Columns of a text of ours; wcwidth, which knows every text, takes longer to import than the help to be shown."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in token)


def wrapped(paragraph: str, columns: int) -> list[str]:
    """One paragraph in lines of at most so many columns, unless a single word is longer."""
    lines, line, used = [], "", 0
    for token in _TOKEN.findall(paragraph.strip()):
        wide = _width(token)
        if line and used + wide > columns and token[0] not in _NO_LINE_BEGINS_WITH and not token.isspace():
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not token.isspace():
            line, used = line + token, used + wide
    return [*lines, line.rstrip()]


class Formatter(_Formatter):  # type: ignore[misc]
    """Click's formatter of help with lines that suit Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or text("help.usage") + ": ")

    def write_heading(self, heading: str) -> None:
        known = _HEADINGS.get(heading)
        super().write_heading(text(known) if known else heading)

    def write_text(self, text: str) -> None:
        blank = " " * self.current_indent
        paragraphs = [wrapped(part, self.width - self.current_indent) for part in text.splitlines()]
        self.write("\n".join((blank + line).rstrip() for lines in paragraphs for line in lines) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and their definitions, side by side."""
        listed = [(taken(term), said(definition)) for term, definition in rows]
        widths = [_width(term) for term, _ in listed]
        column = min(max(widths), col_max) + col_spacing
        blank, below = " " * self.current_indent, "\n" + " " * (self.current_indent + column)
        for (term, definition), width in zip(listed, widths, strict=True):
            lines = wrapped(definition, max(self.width - self.current_indent - column, _NARROWEST))
            gap = " " * (column - width) if width + col_spacing <= column else below
            self.write(f"{blank}{term}{gap}{below.join(lines)}".rstrip() + "\n")


def taken(term: str) -> str:
    """An option with what it takes; an argument by its name alone."""
    if not term.startswith("-"):
        return term.partition(" <")[0]
    for kind, said in _TAKES.items():
        term = term.replace(kind, said)
    return term


def said(definition: str) -> str:
    """A definition in one paragraph, with click's own words in the user's language."""
    definition = " ".join(definition.split())
    for words, key in _SAID.items():
        definition = definition.replace(words, text(key))
    return definition


_ClickContext: Any = TyperGroup.context_class


class _Context(_ClickContext):  # type: ignore[misc]
    formatter_class = Formatter


class Group(TyperGroup):
    """A group whose commands are listed with their whole summary."""

    context_class = _Context

    def summary(self, name: str, context: Any) -> str:
        """What the command of this name does: the first paragraph of its help."""
        command = self.get_command(context, name)
        return first_paragraph(command.help or "") if command else ""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = [(name, self.summary(name, ctx)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def first_paragraph(help_text: str) -> str:
    """The part before the first empty line."""
    return help_text.strip().split("\n\n")[0]


def _format_options(command: Any, context: Any, formatter: Any) -> None:
    """The arguments, then the options under the heading of their panel, in the order in which panels first come."""
    sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            plain = "Arguments" if parameter.param_type_name == "argument" else "Options"
            sections.setdefault(getattr(parameter, "rich_help_panel", None) or plain, []).append(record)
    for heading, records in sections.items():
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)
    if isinstance(command, Group):
        command.format_commands(context, formatter)


def dress(command: Any) -> Any:
    """Give a command, and those below it, this layout; returns it."""
    command.context_class = _Context
    command.format_options = partial(_format_options, command)
    for below in getattr(command, "commands", {}).values():
        dress(below)
    return command
