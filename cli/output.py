"""How is an answer written? One value, ``Answer``, and a writer for each format.

json is one object; jsonl one row a line; csv and xlsx a header and rows; html a page that stands by itself; table is
for people: coloured and fitted to the terminal, and plain tab-separated lines when standard output is not one. Nothing
is cut silently: where fewer rows are shown than there are, a line on standard error says so.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, cast

import typer

from cli.options import Format, Output
from cli.session import clean, say
from yulu.errors import InputError, YuluError
from yulu.messages import tables, text

NOTHING_FOUND, COULD_NOT = 1, 2
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the row's key, its heading's message key, and how a terminal shows it.

    ``align`` right for numbers and left contexts; ``style`` "match" is the hit itself, marked in colour.
    ``within`` is the width a terminal may give it at most; longer values wrap, they are never cut. Only
    ``context``, the text around a hit, which ends somewhere in any case, is shown as far as there is room.
    """

    key: str
    title: str = ""
    align: Literal["left", "right"] = "left"
    style: Literal["", "match", "dim"] = ""
    within: int | None = None
    context: bool = False

    @property
    def heading(self) -> str:
        """The heading in the user's language: the message that is named, or column.<key>; else the key itself."""
        title = self.title or f"column.{self.key}"
        return text(title) if self.title or title in tables() else self.key


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say.

    ``rows`` may be a generator (written as it comes, in bounded memory). ``name`` is the key of the rows in a JSON
    object; ``facts`` are further keys of that object. ``columns`` are those of tables and of csv; jsonl carries every
    key of a row. ``total`` is how many rows there are in all, None when unknown; ``notes`` go to standard error.
    """

    columns: Sequence[Column]
    rows: Iterable[Row]
    name: str = "rows"
    facts: Row = field(default_factory=dict)
    receipt: Row | None = None
    total: int | None = None
    notes: Sequence[str] = ()
    headline: str = ""


def write(answer: Answer, output: Output) -> int:
    """Write the answer; returns how many rows were written. Raises InputError for a file that cannot be written."""
    counted = _Counted(answer.rows)
    if output.path is not None:
        _to_file(answer, counted, output)
    else:
        _WRITERS[output.format](answer, counted, _standard_output(output.format))
        sys.stdout.flush()
    for note in answer.notes:
        say(note)
    if answer.total is not None and counted.seen < answer.total:
        say(text("output.shown", shown=f"{counted.seen:,}", total=f"{answer.total:,}"))
    if answer.receipt is not None:
        if output.format not in (Format.json, Format.html) and (answer.name or output.format is not Format.jsonl):
            say(receipt_line(answer.receipt))
        if answer.receipt["filters"] and not answer.receipt["speeches_searched"]:
            say(text("output.no_speeches"))
    return counted.seen


def receipt_line(receipt: Row) -> str:
    """The receipt in one line, for people."""
    return text(
        "output.receipt",
        corpus=receipt["corpus"],
        speeches=f"{receipt['speeches_searched']:,}",
        sentences=f"{receipt['sentences_searched']:,}",
        chars=f"{receipt['characters_searched']:,}",
        filters=filters_line(receipt["filters"]) or text("output.no_filters"),
        yulu_version=receipt["yulu_version"],
        index_version=receipt["index_version"],
    )


def finish(answer: Answer, output: Output, failures: Sequence[YuluError] = ()) -> None:
    """Write the answer and end the command: with 1 where there is nothing, with 2 where a file could not be read.

    ``failures`` may fill while the rows are made.
    """
    written = write(answer, output)
    for failure in failures:
        say(f"yulu: {failure}")
    if failures:
        raise typer.Exit(COULD_NOT)
    if not written:
        raise typer.Exit(NOTHING_FOUND)


def write_text(content: str, path: Path | None) -> None:
    """A text to a file, whole or not at all, or to standard output. Raises InputError for a file that cannot be."""
    if path is None:
        typer.echo(content, nl=False)
        return
    with _whole(path) as part:
        part.write_text(content, encoding="utf-8")


def filters_line(filters: Row) -> str:
    """The filters of a question in one line, for people."""
    return ", ".join(f"{name}={shown(value)}" for name, value in filters.items())


def write_object(value: object, output: Output) -> None:
    """One JSON object (a request for ``--show-query``, a status) to where the output goes."""
    write_text(_json(value) + "\n", output.path)


def _standard_output(chosen: Format) -> IO[str]:
    """Standard output; where it is a terminal, nothing that was read can drive it."""
    if chosen is Format.table or not sys.stdout.isatty():
        return sys.stdout
    return cast(IO[str], _Cleaned(sys.stdout))


class _Cleaned:
    """A stream that takes text and passes on what can be printed."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def write(self, value: str) -> int:
        return self._out.write(clean(value))


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows, self.seen = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.seen += 1
            yield row


def _json(value: object, *, indent: bool = True) -> str:
    import orjson

    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else None).decode("utf-8")
    except TypeError:  # the name of a file with bytes that are no UTF-8
        import json

        plain = json.dumps(value, ensure_ascii=False, indent=2 if indent else None)
        return plain.encode("utf-8", "backslashreplace").decode("utf-8")


def _write_json(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    listed = list(rows)
    whole: Row = {**answer.facts}
    if answer.name:
        whole[answer.name] = listed
    if answer.total is not None:
        whole |= {"shown": len(listed), "total": answer.total}
    if answer.receipt is not None:
        whole["receipt"] = answer.receipt
    out.write(_json(whole) + "\n")


def _write_jsonl(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    if not answer.name:  # an answer that is facts alone is one row
        rows = [{**answer.facts, **({"receipt": answer.receipt} if answer.receipt else {})}]
    for row in rows:
        out.write(_json(row, indent=False) + "\n")


def _write_csv(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in answer.columns])
    for row in rows:
        writer.writerow([_cell(row.get(column.key)) for column in answer.columns])


_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def _cell(value: object) -> object:
    """A value as a csv cell: a list joined, and no text that a spreadsheet would run as a formula."""
    if isinstance(value, list | tuple):
        value = "；".join(str(part) for part in value)
    if isinstance(value, str) and value.lstrip(" \t\r\n\u3000").startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


def _write_html(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    from cli.page import write_page

    write_page(answer, rows, out)


def _write_table(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    if not out.isatty():
        _write_plain(answer, rows, out)
        return
    from cli.terminal import write_table

    write_table(answer, rows, out)


def _write_plain(answer: Answer, rows: Iterable[Row], out: IO[str]) -> None:
    if answer.headline:
        out.write(answer.headline + "\n")
    if not answer.columns:
        return
    out.write("\t".join(column.key for column in answer.columns) + "\n")
    for row in rows:
        out.write("\t".join(_flat(shown(row.get(column.key))) for column in answer.columns) + "\n")


def shown(value: object) -> str:
    """A value for a reader."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return text("output.yes" if value else "output.no")
    if isinstance(value, list | tuple):
        return "；".join(str(part) for part in value)
    if isinstance(value, dict):
        return "；".join(f"{name}={shown(part)}" for name, part in value.items())
    if isinstance(value, float):
        return f"{value:.2g}" if 0 < abs(value) < 0.01 else f"{value:,.2f}"
    return str(value)


def _flat(value: str) -> str:
    """A value in one line, without the characters that would break the line or drive a terminal."""
    return clean(value.replace("\t", " ").replace("\n", " "))


def _to_file(answer: Answer, rows: Iterable[Row], output: Output) -> None:
    assert output.path is not None
    with _whole(output.path) as part:
        if output.format is Format.xlsx:
            from cli.workbook import write_workbook

            write_workbook(answer, rows, part)
            return
        # A spreadsheet takes a csv file for UTF-8 only when it begins with the mark.
        encoding = "utf-8-sig" if output.format is Format.csv else "utf-8"
        with part.open("w", encoding=encoding, errors="backslashreplace", newline="") as out:
            _WRITERS[output.format](answer, rows, out)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where to write so that ``path`` is replaced at once or not at all; a device or pipe is written as it is."""
    target = path.resolve()
    special = target.exists() and not target.is_file() and not target.is_dir()
    part = target if special else target.with_name(target.name + ".part")
    try:
        if not special:
            part.touch()  # a place that cannot be written is known before anything is asked
        yield part
        if not special:
            part.replace(target)
    except OSError as error:
        raise InputError("output.file_failed", path=path, reason=error.strerror or error) from error
    finally:
        if not special:
            part.unlink(missing_ok=True)


_WRITERS = {
    Format.table: _write_table,
    Format.json: _write_json,
    Format.jsonl: _write_jsonl,
    Format.csv: _write_csv,
    Format.html: _write_html,
}


def as_string(answer: Answer, chosen: Format) -> str:
    """The answer in one format as a string: for tests and for the documentation."""
    out = io.StringIO()
    _WRITERS[chosen](answer, answer.rows, out)
    return out.getvalue()
