"""``yulu phrase``: where does a phrase stand, and how often?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.counts import show_count
from cli.lines import fitting_width, show_lines
from cli.options import Output, shared
from queries.concordance import View
from queries.phrases import Phrase
from queries.questions import Plain
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text

NOTHING_FOUND = 1


class Context(StrEnum):
    """How much of the text around a hit a line shows."""

    chars = "chars"
    sentence = "sentence"
    paragraph = "paragraph"


class Collation(StrEnum):
    """In what order Chinese sorts."""

    pinyin = "pinyin"
    stroke = "stroke"


@shared
def phrase(
    words: Annotated[str, typer.Argument(metavar="TEXT", help=text("phrase.help.text"), show_default=False)],
    *,
    count: Annotated[bool, typer.Option("--count", help=text("phrase.help.count"))] = False,
    by: Annotated[str, typer.Option("--by", help=text("phrase.help.by"))] = "",
    loose: Annotated[bool, typer.Option("--loose", help=text("phrase.help.loose"))] = False,
    width: Annotated[int | None, typer.Option("--width", help=text("phrase.help.width"))] = None,
    context: Annotated[Context, typer.Option("--context", help=text("phrase.help.context"))] = Context.chars,
    sort: Annotated[str, typer.Option("--sort", help=text("phrase.help.sort"))] = "",
    collation: Annotated[Collation, typer.Option("--collation", help=text("phrase.help.collation"))] = Collation.pinyin,
    sample: Annotated[int | None, typer.Option("--sample", help=text("phrase.help.sample"))] = None,
    seed: Annotated[int, typer.Option("--seed", help=text("phrase.help.seed"))] = 0,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    question = Plain(Phrase.of(words, loose=loose))
    if count or by:
        found = show_count(question, filters, corpus, output, listed(by))
    else:
        view = View(
            width=fitting_width(width, output),
            context=context.value,
            sort=listed(sort),
            collation=collation.value,
            sample=sample,
            seed=seed,
            limit=output.limit,
        )
        found = show_lines(question, filters, corpus, output, view)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


phrase.__doc__ = text("phrase.help")


def listed(value: str) -> tuple[str, ...]:
    """The parts of an option that takes several, separated by commas."""
    return tuple(part.strip() for part in value.replace("，", ",").split(",") if part.strip())
