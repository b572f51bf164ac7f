"""What is said of a command line that cannot be read? The parser's own complaints, in the user's language.

The parser tells in English, in classes of its own and with the words of the library that reads numbers; each kind of
complaint is known by its class and said anew here. One that is not known is passed on as it came.
"""

from __future__ import annotations

import re
from typing import Any

from cli.help import placeholder
from yulu.messages import text
from yulu.nearest import nearest

# What the parser says of a value that is no number, that is out of its range, or that is no choice; what it was given.
_NO_NUMBER = re.compile(r"(?P<given>.*) is not a valid (?:int|float)", re.S)
_OUT = re.compile(r"(?P<given>\S+) is not in the range ")
_NO_CHOICE = re.compile(r"(?P<given>.*) is not one of ", re.S)


def retold(error: Any) -> str:
    """A complaint of the parser as a message that names the option, and says where to read on."""
    said = _SAYINGS.get(type(error).__name__, _as_it_came)(error)
    context = getattr(error, "ctx", None)
    return said + text("misuse.help", command=context.command_path) if context is not None else said


def _as_it_came(error: Any) -> str:
    return text("misuse.other", reason=" ".join(str(error.format_message()).split()))


def _usage(error: Any) -> str:
    """A command that there is none of, or words left over: the two complaints without a class of their own."""
    words = error.message
    commands = list(getattr(error.ctx.command, "commands", ())) if error.ctx else []
    if words.startswith("No such command"):
        name = words.partition("'")[2].partition("'")[0]
        return text("misuse.command", name=name) + _near(name, commands)
    if words.startswith("Got unexpected extra argument"):
        return text("misuse.extra", words=words.partition("(s) (")[2].removesuffix(")"))
    if words.startswith("Missing command"):
        return text("misuse.no_command", known=", ".join(commands))
    return _as_it_came(error)


def _option(error: Any) -> str:
    given = error.option_name
    return text("misuse.option", name=given) + _near(given, error.possibilities or _options(error.ctx))


def _options(context: Any) -> list[str]:
    parameters = context.command.get_params(context) if context else []
    return [name for each in parameters for name in each.opts if name.startswith("--")]


def _option_use(error: Any) -> str:
    wanting = "requires" in error.message
    return text("misuse.no_value" if wanting else "misuse.no_switch_value", name=error.option_name)


def _missing(error: Any) -> str:
    if error.param is None:
        return _as_it_came(error)
    kind = "argument" if error.param.param_type_name == "argument" else "option"
    return text(f"misuse.missing_{kind}", name=_named(error.param))


def _value(error: Any) -> str:
    if error.param is None:
        return _as_it_came(error)
    name = _named(error.param)
    if match := _NO_NUMBER.match(error.message):
        return text("misuse.no_number", name=name, value=_plain(match["given"]))
    if match := _OUT.match(error.message):
        low, high = (getattr(error.param.type, side) for side in ("min", "max"))
        too_low = low is not None and float(match["given"]) <= low
        return text(
            "misuse.too_low" if too_low else "misuse.too_high",
            name=name,
            value=match["given"],
            limit=low if too_low else high,
        )
    known = _choices(error.param.type)
    if known and (match := _NO_CHOICE.match(error.message)):
        given = _plain(match["given"])
        return text("misuse.choice", name=name, value=given, known=", ".join(known)) + _near(given, known)
    return _as_it_came(error)


def _plain(given: str) -> str:
    """A value as it was typed; the parser shows it as Python writes it."""
    return given[1:-1] if given[:1] == given[-1:] and given[:1] in "'\"" else given


def _choices(kind: Any) -> list[str]:
    """The values that an option takes, where they are few."""
    return [str(getattr(each, "value", each)) for each in getattr(kind, "choices", ())]


def _named(parameter: Any) -> str:
    """An option as it is typed, an argument as the help has it."""
    if parameter.param_type_name == "argument":
        return placeholder(str(parameter.metavar or parameter.name))
    return str(max(parameter.opts, key=len))


def _near(name: str, known: Any) -> str:
    found = nearest(name, known)
    return text("usage.nearest", near=", ".join(found)) if found else ""


_SAYINGS = {
    "UsageError": _usage,
    "NoSuchOption": _option,
    "NoSuchCommand": _usage,
    "BadOptionUsage": _option_use,
    "MissingParameter": _missing,
    "BadParameter": _value,
}
