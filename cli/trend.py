"""``yulu trend``: how does a phrase rise and fall?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.options import Format, Output, Per, shared
from cli.output import NOTHING_FOUND, Answer, Column, write_object
from cli.session import reader
from queries import trend as trends
from queries.phrases import Phrase
from queries.receipts import receipt
from queries.trend import Axis, Trend
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text


class Period(StrEnum):
    """What one point of a trend stands for."""

    year = "year"
    quarter = "quarter"
    month = "month"


@shared
def trend(
    words: Annotated[list[str], typer.Argument(metavar="PHRASE…", help=text("trend.help.words"), show_default=False)],
    *,
    by: Annotated[Period, typer.Option("--by", help=text("trend.help.by"))] = Period.year,
    per: Annotated[Per, typer.Option("--per", help=text("trend.help.per"))] = Per.million,
    split: Annotated[str, typer.Option("--split", help=text("trend.help.split"))] = "",
    loose: Annotated[bool, typer.Option("--loose", help=text("phrase.help.loose"))] = False,
    min_chars: Annotated[int, typer.Option("--min-chars", min=0, help=text("trend.help.min_chars"))] = trends.THIN,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    axis = Axis(by.value, split, min_chars)
    phrases = [Phrase.of(word, loose=loose) for word in words]
    if output.show_query:
        write_object([request.shown() for request in trends.requests(corpus, phrases, filters, axis)], output)
        return
    client = reader(corpus, filters)
    found = trends.trend(client, corpus, phrases, filters, axis)
    question = {"phrases": [phrase.text for phrase in phrases], "by": list(axis.dimensions), "per": per.value}
    _show(found, per, receipt(client, corpus, filters, question).shown(), output)
    if not any(count.total.occurrences for count in found.totals):
        raise typer.Exit(NOTHING_FOUND)


trend.__doc__ = text("trend.help")


def _show(found: Trend, per: Per, searched: dict[str, Any], output: Output) -> None:
    from cli import charts

    charted = output.path is not None and output.path.suffix.lower() in charts.CHARTS
    answer = Answer(
        columns=_columns(found, for_people=output.format is Format.table and not charted),
        rows=[point.row(found.by, found.split) for point in found.points],
        name="points",
        facts={"totals": [{"phrase": c.text, "occurrences": c.total.occurrences} for c in found.totals]}
        | {"without_period": [point.row(found.by, found.split) for point in found.undated]},
        receipt=searched,
        notes=list(_notes(found)),
        headline=text("trend.headline", phrases="、".join(count.text for count in found.totals)) if charted else "",
    )
    charts.draw(found, per.value, answer, output)


def _notes(found: Trend) -> list[str]:
    notes = []
    if any(point.thin for point in found.points):
        notes.append(text("trend.little_text"))
    for point in (point for point in found.undated if point.tally.occurrences):
        values = {"phrase": point.phrase, "occurrences": point.tally.occurrences, "speeches": point.said.speeches}
        notes.append(text("trend.undated", by=text(f"column.{found.by}"), **values))
    return notes


def _columns(found: Trend, *, for_people: bool) -> list[Column]:
    named = [Column("phrase"), Column(found.by), *([Column(found.split)] if found.split else [])]
    numbers = ["occurrences", "speeches", "speeches_in_all", "characters", "per_million", "percent_of_speeches"]
    if not for_people:
        numbers.insert(1, "sentences")
    last = [Column("little_text")] + ([] if for_people else [Column("command")])
    return [*named, *(Column(name, align="right") for name in numbers), *last]
