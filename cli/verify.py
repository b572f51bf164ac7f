"""``yulu verify``: is every quotation of this draft right?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import Format, Output, shared
from cli.output import Answer, Column, receipt_line, write, write_object, write_text
from cli.session import reader, say
from yulu.corpus import Corpus
from yulu.errors import ParseError, UsageError
from yulu.filters import Filters
from yulu.messages import text

_DIFFERS, _COULD_NOT = 1, 2
_COLUMNS = (
    Column("draft", "verify.draft", style="dim"),
    Column("start", "quote.start", "right"),
    Column("end", "quote.end", "right"),
    Column("verdict", "verify.verdict"),
    Column("kinds", "verify.kinds"),
    Column("distance", "verify.distance", "right"),
    Column("attribution", "verify.attribution"),
    Column("class", "column.class"),
    Column("speaker", "quote.speaker"),
    Column("person", "column.person"),
    Column("text", "column.text", style="match"),
    Column("source_id", "column.speech_id"),
    Column("source_title", "column.title"),
    Column("source_date", "column.date"),
    Column("source_person", "verify.source_person"),
    Column("source_text", "verify.source_text"),
)


@shared
def verify(
    drafts: Annotated[list[str], typer.Argument(help=text("verify.arg.drafts"), metavar="DRAFT…", show_default=False)],
    *,
    indirect: Annotated[bool, typer.Option("--indirect", help=text("verify.opt.indirect"))] = False,
    only_doubtful: Annotated[bool, typer.Option("--doubtful", help=text("verify.opt.doubtful"))] = False,
    metadata: Annotated[Path | None, typer.Option(help=text("quote.opt.metadata"))] = None,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    from cli.extracting import file_texts
    from queries.verify import Verified, requests
    from queries.verify import verify as verify_text

    as_word = output.path is not None and output.path.suffix.lower() == ".docx"
    if as_word and len(drafts) != 1:
        raise UsageError("verify.one_draft", path=output.path)
    failures: list[ParseError] = []
    if output.show_query:
        texts = file_texts(drafts, metadata, failures.append)
        shown = [made.shown() for each in texts for made in requests(corpus, each.text, each.context, filters)]
        write_object(shown, output)
        return
    client = reader(corpus, filters)
    checked: list[tuple[str, Verified]] = []
    for each in file_texts(drafts, metadata, failures.append):
        found = verify_text(client, corpus, each.text, each.context, filters, with_indirect=indirect)
        checked.append((each.source, found))
    if as_word and checked:
        from cli.verify_word import write_word

        assert output.path is not None
        write_word(drafts[0], checked[0][1], output.path)
        _write_text(checked, None, only_doubtful)
    else:
        _write(checked, output, only_doubtful)
    for failure in failures:
        say(f"yulu: {failure}")
    if failures:
        raise typer.Exit(_COULD_NOT)
    if not all(found.is_right for _, found in checked):
        raise typer.Exit(_DIFFERS)


verify.__doc__ = text("verify.help")


def _write(checked: list[tuple[str, Any]], output: Output, only_doubtful: bool) -> None:
    """The report in the format asked for."""
    if output.format is Format.json:
        objects = [_object(source, found) for source, found in checked]
        write_object(objects[0] if len(objects) == 1 else {"drafts": objects}, output)
    elif output.format is Format.html:
        from cli.verify_page import page

        write_text(page(checked), output.path)
    elif output.format is Format.table:
        _write_text(checked, output.path, only_doubtful)
    else:
        rows = [row for source, found in checked for row in _flat(source, found)]
        write(Answer(_COLUMNS, rows, name="quotations"), output)


def _write_text(checked: list[tuple[str, Any]], path: Path | None, only_doubtful: bool) -> None:
    from cli.verify_report import report

    write_text("".join(report(source, found, only_doubtful, path) for source, found in checked), path)
    for _, found in checked[:1]:
        say(receipt_line(found.receipt.shown()))


def _object(source: str, found: Any) -> dict[str, Any]:
    from queries.verify import rows

    return {
        "draft": source,
        "quotations": rows(found.verdicts),
        "summary": found.summary(),
        "receipt": found.receipt.shown(),
    }


def _flat(source: str, found: Any) -> list[dict[str, Any]]:
    """The verdicts as rows whose source stands in columns of its own."""
    from queries.verify import rows

    made = []
    for row in rows(found.verdicts):
        where = row["source"] or {}
        columns = {f"source_{name}": where.get(name) for name in ("title", "date", "person", "text")}
        made.append({"draft": source, **row, **columns, "source_id": where.get("speech_id")})
    return made
