"""How is a concordance shown? A line an occurrence, the match in the middle."""

from __future__ import annotations

import shutil
import sys

from cli.counts import understood
from cli.options import Format, Output
from cli.output import Answer, Column, write, write_object
from cli.session import reader
from queries import concordance as kwic
from queries import tallying
from queries.concordance import DEFAULT_WIDTH, View
from queries.questions import Question
from queries.receipts import receipt
from queries.stream import page_request
from yulu.corpus import Corpus
from yulu.filters import Filters

_SHOWN = (
    Column("date", "column.date", style="dim"),
    Column("speaker", "column.speaker", within=8),
    Column("left", "column.left", "right"),
    Column("match", "column.match", style="match"),
    Column("right", "column.right"),
)
# What a terminal has to leave for date, speaker and the gaps between columns.
_MARGIN = 10 + 8 + 4 * 2


def fitting_width(asked: int | None, output: Output) -> int:
    """The characters of context on each side: as asked, else what a terminal's line holds, else the default."""
    if asked is not None:
        return asked
    if output.format is not Format.table or output.path is not None or not sys.stdout.isatty():
        return DEFAULT_WIDTH
    columns = shutil.get_terminal_size().columns - _MARGIN - 16
    return max(8, min(DEFAULT_WIDTH, columns // 4))


def show_lines(question: Question, filters: Filters, corpus: Corpus, output: Output, view: View) -> bool:
    """Write the lines; whether there are any."""
    if output.show_query:
        write_object(page_request(corpus, question.candidates(), filters).shown(), output)
        return True
    client = reader(corpus, filters)
    (found,) = tallying.count(client, corpus, [question], filters)
    lines = kwic.concordance(client, corpus, question, filters, view)
    answer = Answer(
        columns=_SHOWN if output.format is Format.table else [Column(name) for name in kwic.FIELDS],
        rows=(line.row() for line in lines),
        name="lines",
        receipt=receipt(client, corpus, filters, question.shown() | _chosen(view)).shown(),
        total=found.total.occurrences,
        notes=understood(question),
    )
    return write(answer, output) > 0


def _chosen(view: View) -> dict[str, object]:
    """How the lines were ordered and drawn, for the receipt."""
    found: dict[str, object] = {}
    if view.sort:
        found |= {"sort": list(view.sort), "collation": view.collation}
    if view.sample is not None:
        found |= {"sample": view.sample, "seed": view.seed}
    return found
