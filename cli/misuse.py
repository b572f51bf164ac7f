"""What is said of a command line that cannot be read? The parser's own complaints, in the user's language.

The parser tells in English, in classes of its own and with the words of the library that reads numbers; each kind of
complaint is known by its class and said anew here. One that is not known is passed on as it came.
"""

from __future__ import annotations

from typing import Any

from cli.help import placeholder
from yulu.messages import text
from yulu.nearest import nearest

# What the reader of values calls a mistake, and the message for it.
_VALUES = {
    "int_parsing": "misuse.no_number",
    "int_from_float": "misuse.no_number",
    "float_parsing": "misuse.no_number",
    "greater_than_equal": "misuse.too_low",
    "greater_than": "misuse.too_low",
    "less_than_equal": "misuse.too_high",
    "less_than": "misuse.too_high",
}


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
    found = _mistake(error)
    if error.param is None or found is None:
        return _as_it_came(error)
    name, given = _named(error.param), found["input"]
    limits = found.get("ctx", {})
    if found["type"] in _VALUES:
        limit = next((limits[each] for each in ("ge", "gt", "le", "lt") if each in limits), "")
        return text(_VALUES[found["type"]], name=name, value=given, limit=limit)
    known = _choices(error.param)
    if known:
        return text("misuse.choice", name=name, value=given, known=", ".join(known)) + _near(str(given), known)
    return _as_it_came(error)


def _mistake(error: Any) -> dict[str, Any] | None:
    """The first mistake that the reader of values found, as it describes it."""
    describe = getattr(error.__cause__, "errors", None)
    found: list[dict[str, Any]] = describe(include_url=False) if describe else []
    return found[0] if found else None


def _choices(parameter: Any) -> list[str]:
    """The values that an option takes, where they are few."""
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    members = getattr(kind, "__members__", {})
    return [str(each.value) for each in members.values()]


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
