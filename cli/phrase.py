"""``yulu phrase``: where does a phrase stand, and how often?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.counts import show_count, show_list
from cli.lines import show_lines
from cli.options import Output, shared
from queries.concordance import DEFAULT_WIDTH, View
from queries.counting import check_dimensions
from queries.lists import PhraseList
from queries.near import ask
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters
from yulu.messages import text

NOTHING_FOUND = 1
_LINES = {"rich_help_panel": text("phrase.panel.lines")}
_NEAR = {"rich_help_panel": text("phrase.panel.near")}
_COMPANY = {"rich_help_panel": text("phrase.panel.collocates")}
_LIST = {"rich_help_panel": text("phrase.panel.list")}


class Context(StrEnum):
    """How much of the text around a hit a line shows."""

    chars = "chars"
    sentence = "sentence"
    paragraph = "paragraph"


class Collation(StrEnum):
    """In what order Chinese sorts."""

    pinyin = "pinyin"
    stroke = "stroke"


class Within(StrEnum):
    """Where the words of --and and --not have to stand, or not to."""

    sentence = "sentence"
    paragraph = "paragraph"


class Measure(StrEnum):
    """What collocates are sorted by."""

    log_likelihood = "log_likelihood"
    mi = "mi"
    log_dice = "log_dice"
    together = "together"


@shared
def phrase(
    words: Annotated[str, typer.Argument(metavar="PHRASE", help=text("phrase.help.text"), show_default=False)] = "",
    *,
    count: Annotated[bool, typer.Option("--count", help=text("phrase.help.count"))] = False,
    by: Annotated[str, typer.Option("--by", help=text("phrase.help.by"))] = "",
    loose: Annotated[bool, typer.Option("--loose", help=text("phrase.help.loose"))] = False,
    width: Annotated[int | None, typer.Option("--width", help=text("phrase.help.width"), **_LINES)] = None,
    context: Annotated[Context, typer.Option("--context", help=text("phrase.help.context"), **_LINES)] = Context.chars,
    sort: Annotated[str, typer.Option("--sort", help=text("phrase.help.sort"), **_LINES)] = "",
    collation: Annotated[
        Collation, typer.Option("--collation", help=text("phrase.help.collation"), **_LINES)
    ] = Collation.pinyin,
    sample: Annotated[int | None, typer.Option("--sample", help=text("phrase.help.sample"), **_LINES)] = None,
    seed: Annotated[int, typer.Option("--seed", help=text("phrase.help.seed"), **_LINES)] = 0,
    near: Annotated[int | None, typer.Option("--near", help=text("phrase.help.near"), **_NEAR)] = None,
    gaps: Annotated[bool, typer.Option("--gaps", help=text("phrase.help.gaps"), **_NEAR)] = False,
    all_of: Annotated[list[str] | None, typer.Option("--and", help=text("phrase.help.and"), **_NEAR)] = None,
    none_of: Annotated[list[str] | None, typer.Option("--not", help=text("phrase.help.not"), **_NEAR)] = None,
    within: Annotated[Within, typer.Option("--within", help=text("phrase.help.within"), **_NEAR)] = Within.sentence,
    file: Annotated[Path | None, typer.Option("--file", help=text("phrase.help.file"), **_LIST)] = None,
    longest: Annotated[bool, typer.Option("--longest", help=text("phrase.help.longest"), **_LIST)] = False,
    collocates: Annotated[bool, typer.Option("--collocates", help=text("phrase.help.collocates"), **_COMPANY)] = False,
    span: Annotated[int, typer.Option("--span", help=text("phrase.help.span"), **_COMPANY)] = 5,
    min_count: Annotated[int, typer.Option("--min-count", help=text("phrase.help.min_count"), **_COMPANY)] = 3,
    measure: Annotated[Measure, typer.Option("--measure", help=text("phrase.help.measure"), **_COMPANY)] = (
        Measure.log_likelihood
    ),
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    dimensions = listed(by)
    check_dimensions(dimensions)
    if file is not None:
        if words or near is not None or gaps or all_of or none_of:
            raise UsageError("phrase.file_alone")
        found = show_list(PhraseList.read(file, loose=loose), longest, filters, corpus, output, dimensions)
    elif longest:
        raise UsageError("phrase.longest_needs_file")
    else:
        question = ask(
            words,
            loose=loose,
            near=near,
            gaps=gaps,
            all_of=all_of or (),
            none_of=none_of or (),
            within=within.value,
        )
        if collocates:
            from cli.company import show_company  # the segmenter is wanted only here
            from queries.collocates import Window

            window = Window(span, min_count, measure.value)
            found = show_company(question, filters, corpus, output, window)
        elif count or dimensions:
            found = show_count(question, filters, corpus, output, dimensions)
        else:
            view = View(
                width=DEFAULT_WIDTH if width is None else width,
                context=context.value,
                sort=listed(sort),
                collation=collation.value,
                sample=sample,
                seed=seed,
                limit=output.limit,
            )
            fits = width is None and context is Context.chars
            found = show_lines(question, filters, corpus, output, view, fits=fits)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


phrase.__doc__ = text("phrase.help")


def listed(value: str) -> tuple[str, ...]:
    """The parts of an option that takes several, separated by commas."""
    return tuple(part.strip() for part in value.replace("，", ",").split(",") if part.strip())
