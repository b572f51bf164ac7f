"""How is a concordance shown? A line an occurrence, the match in the middle."""

from __future__ import annotations

from cli.counts import understood
from cli.options import Format, Output
from cli.output import Answer, Column, write, write_object
from cli.session import reader
from queries import concordance as kwic
from queries import tallying
from queries.concordance import View
from queries.questions import Question
from queries.receipts import receipt
from queries.stream import page_request
from yulu.corpus import Corpus
from yulu.filters import Filters

# In a page or a sheet too, the hit stands out between its contexts.
_WHOLE = {"left": Column("left", align="right"), "match": Column("match", style="match")}


def _shown(*, fits: bool) -> list[Column]:
    """The columns for people; context may be shown as far as there is room, or is to be shown whole."""
    return [
        Column("date", style="dim"),
        Column("speaker", within=8),
        Column("left", align="right", context=fits),
        Column("match", style="match"),
        Column("right", context=fits),
    ]


def show_lines(question: Question, filters: Filters, corpus: Corpus, output: Output, view: View, *, fits: bool) -> bool:
    """Write the lines; whether there are any. ``fits`` shows the context as far as a terminal has room for it."""
    if output.show_query:
        write_object(page_request(corpus, question.candidates(), filters).shown(), output)
        return True
    client = reader(corpus, filters)
    (found,) = tallying.count(client, corpus, [question], filters)
    lines = kwic.concordance(client, corpus, question, filters, view)
    answer = Answer(
        columns=_shown(fits=fits) if output.format is Format.table else [_WHOLE.get(n, Column(n)) for n in kwic.FIELDS],
        rows=(line.row() for line in lines),
        name="lines",
        receipt=receipt(client, corpus, filters, question.shown() | _chosen(view)).shown(),
        total=found.total.occurrences,
        notes=understood(question),
        headline=question.text if output.format is Format.html else "",
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
