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
# A full-width character by itself, with the bracket that opens before it; a word of anything else; or blanks.
_WIDE = r"\u2e80-\u9fff\uff00-\uffef“”"
_TOKEN = re.compile(rf"[\[(“‘（《「]?[{_WIDE}\uac00-\ud7af\uf900-\ufaff‘’…—·]|[ \t]+|[^\s{_WIDE}]+")
_NO_LINE_BEGINS_WITH = frozenset("，。；：、？！）》」』”’…])")
# What an option takes, by the name of its Python type, and how a person would say it.
_TAKES = {
    "<list[str]>": "TEXT",
    "<str>": "TEXT",
    "<path>": "FILE",
    "<list[path]>": "FILE",
    "<int>": "N",
    "<float>": "N",
    "<int range>": "N",
    "<float range>": "N",
}
# The names that stand for what is typed, in the code and in English; takes.<name> says them in the user's language.
_NAMED = ("TEXT", "PHRASE", "FILE", "DRAFT", "PATH", "NAME", "URL", "N")
# Click's own words in the help, and the messages that say them.
_SAID = {
    "Show this message and exit.": "help.help",
    "Install completion for the current shell.": "help.install_completion",
    "Show completion for the current shell, to copy it or customize the installation.": "help.show_completion",
}
# What it adds after the help of an option: [default: 5; x>=0]
_FACTS = re.compile(r"\[([^\[\]]+)\]$")
_BOUNDS = re.compile(r"(\d+)<=x<=(\d+)|x>=(\d+)")
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
        super().write_usage(prog, args, prefix or text("help.usage") + text("help.colon"))

    def write_heading(self, heading: str) -> None:
        known = _HEADINGS.get(heading)
        said = text(known) if known else heading
        self.write(f"{' ' * self.current_indent}{said}{text('help.colon').rstrip()}\n")

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
        return placeholder(term.partition(" <")[0])
    for kind, said in _TAKES.items():
        term = term.replace(kind, placeholder(said))
    return term


def placeholder(name: str) -> str:
    """What stands for a thing to be typed, in the user's language: TEXT… is 文字…."""
    plain = name.removesuffix("…")
    return name.replace(plain, text(f"takes.{plain}")) if plain in _NAMED else name


def said(definition: str) -> str:
    """A definition in one paragraph, with click's own words in the user's language."""
    definition = " ".join(definition.split())
    for words, key in _SAID.items():
        definition = definition.replace(words, text(key))
    return _FACTS.sub(lambda match: f"[{text('help.join').join(map(_fact, match[1].split('; ')))}]", definition)


def _fact(fact: str) -> str:
    """One of the things that click adds to an option's help: its default, its bounds, that it has to be given."""
    name, colon, value = fact.partition(": ")
    bounds = _BOUNDS.fullmatch(fact)
    if name == "default" and colon:
        return text("help.default", value=value)
    if bounds and bounds[2]:
        return text("help.between", low=bounds[1], high=bounds[2])
    if bounds:
        return text("help.at_least", number=bounds[3])
    return text("help.required") if fact == "required" else fact


_ClickContext: Any = TyperGroup.context_class


class _Context(_ClickContext):  # type: ignore[misc]
    formatter_class = Formatter


class Group(TyperGroup):
    """A group whose commands are listed with their whole summary."""

    context_class = _Context

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return _usage_pieces(self, ctx)

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


def _usage_pieces(command: Any, context: Any) -> list[str]:
    """What stands after a command's name in its usage: what may be left out in brackets."""
    pieces = [f"[{text('help.usage_options')}]"]
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            name = placeholder(parameter.metavar or parameter.name.upper())
            name += "…" if parameter.nargs != 1 and not name.endswith("…") else ""
            pieces.append(name if parameter.required else f"[{name}]")
        elif parameter.required:
            pieces.append(f"{max(parameter.opts, key=len)} {placeholder('TEXT')}")
    if isinstance(command, Group):
        pieces.append(text("help.usage_command"))
    return pieces


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
    command.collect_usage_pieces = partial(_usage_pieces, command)
    command.format_options = partial(_format_options, command)
    for below in getattr(command, "commands", {}).values():
        dress(below)
    return command
