"""``yulu quote``: whose words are these, where were they said, and how did they travel?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, Row, finish, write_object
from cli.session import reader
from language.model import QUOTATION_CLASSES
from queries import absent, quotes
from queries.receipts import receipt
from yulu.corpus import Corpus
from yulu.errors import ParseError
from yulu.filters import Filters
from yulu.messages import text

app = typer.Typer(help=text("quote.help"), no_args_is_help=True)

_PANEL = text("quote.panel")
_FOUND = (
    Column("date", "column.date", style="dim"),
    Column("person", "column.person", within=10),
    Column("speaker", "quote.speaker", within=14),
    Column("cue", "column.cue", within=10),
    Column("text", "column.text", style="match"),
    Column("class", "column.class"),
    Column("level", "column.level"),
    Column("title", "column.title", within=30),
    Column("speech_id", "column.speech_id"),
    Column("sentence", "column.sentence", "right"),
)
_TRACED = (
    Column("date", "column.date", style="dim"),
    Column("lag", "quote.lag", "right"),
    Column("level", "column.level"),
    Column("speech_speaker", "column.speaker", within=12),
    Column("marked", "quote.marked"),
    Column("person", "column.person", within=10),
    Column("kinds", "verify.kinds", within=16),
    Column("text", "column.text", style="match"),
    Column("title", "column.title", within=30),
    Column("speech_id", "column.speech_id"),
    Column("sentence", "column.sentence", "right"),
)
_TOP = (
    Column("quotations", "quote.quotations", "right"),
    Column("speeches", "column.speeches", "right"),
    Column("text", "column.text", style="match"),
    Column("first", "quote.first", style="dim"),
    Column("last", "quote.last", style="dim"),
    Column("forms", "quote.forms", within=50),
)
_EXTRACTED = (
    Column("source", "quote.source", style="dim"),
    Column("start", "quote.start", "right"),
    Column("end", "quote.end", "right"),
    Column("class", "column.class"),
    Column("speaker", "quote.speaker", within=14),
    Column("person", "column.person", within=10),
    Column("cue", "column.cue", within=10),
    Column("text", "column.text", style="match"),
    Column("depth", "quote.depth", "right"),
)

Person = Annotated[list[str] | None, typer.Option(help=text("quote.opt.person"), rich_help_panel=_PANEL)]
Speaker = Annotated[list[str] | None, typer.Option(help=text("quote.opt.speaker"), rich_help_panel=_PANEL)]
Class = Annotated[list[str] | None, typer.Option("--class", help=text("quote.opt.class"), rich_help_panel=_PANEL)]
Cue = Annotated[list[str] | None, typer.Option(help=text("quote.opt.cue"), rich_help_panel=_PANEL)]
SpeechSpeaker = Annotated[list[str] | None, typer.Option(help=text("options.speaker"), rich_help_panel=_PANEL)]
Loose = Annotated[bool, typer.Option("--loose", help=text("quote.opt.loose"))]


@app.command("find", help=text("quote.find.help"))
@shared
def find(
    words: Annotated[str, typer.Argument(help=text("quote.arg.text"), metavar="TEXT")] = "",
    *,
    like: Annotated[bool, typer.Option("--like", help=text("quote.opt.like"))] = False,
    loose: Loose = False,
    person: Person = None,
    speaker: Speaker = None,
    class_: Class = None,
    cue: Cue = None,
    speech_speaker: SpeechSpeaker = None,
    by: Annotated[str, typer.Option(help=text("quote.opt.by"))] = "",
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    filters = dataclasses.replace(filters, speaker=tuple(speech_speaker or ()))
    question = quotes.Question(
        words.strip(), like, loose, _tuple(person), _tuple(speaker), _classes(class_), _tuple(cue), filters
    )
    dimensions = tuple(name.strip() for name in by.split(",") if name.strip())
    quotes.check_dimensions(dimensions)
    if output.show_query:
        made = (
            quotes.count_request(corpus, question, dimensions)
            if dimensions
            else quotes.find_request(corpus, question, output.limit)
        )
        write_object(made.shown(), output)
        return
    client = reader(corpus, asked=absent.quoted(question))
    answer = (
        _counted(quotes.count(client, corpus, question, dimensions), dimensions, output.limit)
        if dimensions
        else _found(quotes.find(client, corpus, question, output.limit))
    )
    made_out = receipt(client, corpus, question.filters, question.shown()).shown()
    finish(dataclasses.replace(answer, receipt=made_out), output)


def _tuple(values: list[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


def _classes(values: list[str] | None) -> tuple[str, ...]:
    """The classes asked for; ``all`` is every one of them."""
    if not values:
        return quotes.SOMEBODYS
    return QUOTATION_CLASSES if "all" in values else tuple(values)


def _found(found: quotes.Found) -> Answer:
    return Answer(_FOUND, [each.row() for each in found.rows], name="quotations", total=found.total)


def _counted(parts: list[quotes.Part], by: tuple[str, ...], limit: int | None) -> Answer:
    keys = tuple(name.replace("-", "_") for name in by)
    columns = (
        *(Column(key) for key in keys),
        Column("quotations", "quote.quotations", "right"),
        Column("speeches", "column.speeches", "right"),
    )
    rows: list[Row] = [
        {**dict(zip(keys, part.key, strict=True)), "quotations": part.quotations, "speeches": part.speeches}
        for part in parts[:limit]
    ]
    return Answer(columns, rows, name="counts", total=len(parts))


@app.command("trace", help=text("quote.trace.help"))
@shared
def trace(
    words: Annotated[str, typer.Argument(help=text("quote.arg.sentence"), metavar="TEXT", show_default=False)],
    *,
    exact: Annotated[bool, typer.Option("--exact", help=text("quote.opt.exact"))] = False,
    person: Annotated[str, typer.Option(help=text("quote.opt.whose"), rich_help_panel=_PANEL)] = "",
    speech_speaker: SpeechSpeaker = None,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    from queries import trace as tracing

    filters = dataclasses.replace(filters, speaker=_tuple(speech_speaker))
    if output.show_query:
        write_object(tracing.request(corpus, words, filters, not exact).shown(), output)
        return
    client = reader(corpus, filters)
    found = tracing.trace(client, corpus, words, filters, person=person, like=not exact)
    rows = [use.row() for use in found.uses[: output.limit]]
    answer = Answer(
        _TRACED,
        rows,
        name="uses",
        facts={"person": found.person, "source": _row(found.source), "levels": found.by_level()},
        receipt=receipt(client, corpus, filters, {"trace": words, "like": not exact}).shown(),
        total=len(found.uses),
        notes=_trace_notes(found),
    )
    finish(answer, output)


def _row(use: Any) -> Row | None:
    return use.row() if use else None


def _trace_notes(found: Any) -> list[str]:
    """What is to be said of a trace beside its rows: its source, and when it reached each level."""
    notes = []
    if found.source:
        where = found.source
        notes.append(
            text("quote.trace.source", title=where.title, date=where.date, id=where.speech_id, text=where.text)
        )
    if found.given:
        where = found.given
        who = "、".join(where.speech_speaker)
        notes.append(text("quote.trace.given", title=where.title, date=where.date, id=where.speech_id, who=who))
    for part in found.by_level():
        if part["level"]:
            lag = part["lag"]
            key = "undated" if lag is None else "before" if lag < 0 else "level"
            notes.append(text(f"quote.trace.{key}", **{**part, "lag": abs(lag or 0)}))
    if not found.complete:
        notes.append(text("quote.trace.incomplete"))
    return notes


@app.command("top", help=text("quote.top.help"))
@shared
def top(
    *,
    person: Person = None,
    speaker: Speaker = None,
    class_: Class = None,
    cue: Cue = None,
    speech_speaker: SpeechSpeaker = None,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    from queries.most_quoted import most_quoted

    filters = dataclasses.replace(filters, speaker=_tuple(speech_speaker))
    question = quotes.Question(
        person=_tuple(person), speaker=_tuple(speaker), classes=_classes(class_), cue=_tuple(cue), filters=filters
    )
    if output.show_query:
        write_object(quotes.find_request(corpus, question, None).shown(), output)
        return
    client = reader(corpus, asked=absent.quoted(question))
    groups = most_quoted(client, corpus, question)
    made_out = receipt(client, corpus, filters, question.shown()).shown()
    rows = [each.row() for each in groups[: output.limit]]
    finish(Answer(_TOP, rows, name="sentences", receipt=made_out, total=len(groups)), output)


@app.command("extract", help=text("quote.extract.help"))
@shared
def extract(
    files: Annotated[list[str], typer.Argument(help=text("quote.arg.files"), metavar="FILE…", show_default=False)],
    *,
    indirect: Annotated[bool, typer.Option("--indirect", help=text("quote.opt.indirect"))] = False,
    metadata: Annotated[Path | None, typer.Option(help=text("quote.opt.metadata"))] = None,
    output: Output,
) -> None:
    failures: list[ParseError] = []
    rows = _extracted(files, metadata, indirect, failures)
    # An extraction is always whole: what was left out could not be told from what is not there.
    finish(Answer(_EXTRACTED, rows, name="quotations"), output, failures)


def _extracted(
    files: list[str], metadata: Path | None, indirect: bool, failures: list[ParseError]
) -> Iterator[dict[str, Any]]:
    """A row for every marked span of every file, and for every stretch of indirect speech where it is asked for."""
    from cli.extracting import file_texts  # the parsers and the tables of names are wanted only here
    from language import quotations

    for each in file_texts(files, metadata, failures.append):
        found = quotations.quotations(each.text, each.context)
        if indirect:
            found = sorted([*found, *quotations.indirect(each.text, each.context)], key=lambda q: (q.start, -q.end))
        for quotation in found:
            start, end = each.span(quotation.start, quotation.end)
            yield {
                "source": each.source,
                "start": start,
                "end": end,
                "text": quotation.text,
                "class": quotation.kind,
                "speaker": quotation.speaker,
                "person": quotation.person,
                "cue": quotation.cue,
                "depth": quotation.depth,
            }
