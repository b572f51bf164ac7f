"""Write docs/yulu.1: the manual page, from the same help as docs/cli.md. ``make check`` holds the file to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from make_cli_docs import commands, english

from yulu import __version__

TARGET = Path(__file__).resolve().parent.parent / "docs" / "yulu.1"
_ENVIRONMENT = {
    "YULU_ES_URL": "a cluster of one's own, instead of the local node; with YULU_ES_API_KEY, or YULU_ES_USER and "
    "YULU_ES_PASSWORD, and YULU_ES_CA (a PEM file) or YULU_ES_FINGERPRINT",
    "YULU_CORPUS": "the corpus where --corpus is not given",
    "YULU_LANG": "zh or en: the language of messages; by default the locale's",
    "YULU_HOME": "where the local node, its data and the journals are kept",
    "YULU_ES_HOME": "an unpacked Elasticsearch to run as the local node",
    "YULU_JAVA_HOME": "the JDK to run it on",
    "YULU_ES_HEAP": "its heap, 1g by default",
    "YULU_ES_PORT": "its port; any free one by default",
    "NO_COLOR": "print no colours",
}
_STATUS = {
    "0": "found, or done",
    "1": "nothing found, or verify found a difference",
    "2": "it could not be done: usage, connection or input",
}


def content() -> str:
    """The page, from the commands that are there now."""
    with english():
        listed = list(commands())
        lines = [f'.TH YULU 1 "" "yulu {__version__}" "User Commands"', ".nh", ".ad l", ".SH NAME"]
        lines += ["yulu \\- full-text search for Chinese political speeches", ".SH SYNOPSIS"]
        lines += [".B yulu", ".I command", "[options]", ".SH DESCRIPTION", *_text(listed[0][0].help), ".SH COMMANDS"]
        for command, context in listed[1:]:
            lines += _command(command, context)
    lines += [".SH EXIT STATUS", *_terms(_STATUS), ".SH ENVIRONMENT", *_terms(_ENVIRONMENT)]
    return "\n".join(lines) + "\n"


def _command(command: Any, context: Any) -> Iterator[str]:
    from cli.help import said, taken

    usage = command.get_usage(context).partition(": ")[2]
    yield f".SS {_line(context.command_path)}"
    yield f".B {_line(' '.join(usage.split()))}"
    yield ".PP"
    yield from _text(command.help or "")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[0] != "-h, --help":
            yield ".TP"
            yield f".B {_line(taken(record[0]))}"
            yield from _text(said(record[1]))


def _terms(terms: dict[str, str]) -> Iterator[str]:
    for term, meaning in terms.items():
        yield from (".TP", f".B {_line(term)}", _line(meaning))


def _text(text: str) -> Iterator[str]:
    """Paragraphs of text as lines of roff."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        yield _line(" ".join(paragraph.split()))


def _line(text: str) -> str:
    """One line of roff: nothing in it is a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    TARGET.write_text(content(), encoding="utf-8")
