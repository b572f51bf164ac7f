"""``yulu search``: which speeches are about these words?"""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, finish, write_object
from cli.session import reader
from queries import ranked
from queries.receipts import receipt
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text

_COLUMNS = (
    Column("score", "search.score", "right"),
    Column("date", "column.date", style="dim"),
    Column("level", "column.level"),
    Column("speaker", "column.speaker", within=16),
    Column("title", "column.title", within=40),
    Column("speech_id", "column.speech_id"),
    Column("sentence", "column.sentence"),
)


@shared
def search(
    words: Annotated[list[str], typer.Argument(metavar="TEXT…", help=text("search.help.words"), show_default=False)],
    *,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    asked = " ".join(words)
    limit = output.limit or ranked.DEEPEST
    if output.show_query:
        write_object(ranked.request(corpus, ranked.cut(asked), filters, limit).shown(), output)
        return
    client = reader(corpus, filters)
    found = ranked.rank(client, corpus, asked, filters, limit)
    question = {"search": asked, "words": list(found.words)}
    answer = Answer(
        columns=_COLUMNS,
        rows=[speech.row() for speech in found.speeches],
        name="speeches",
        facts={"words": list(found.words)},
        receipt=receipt(client, corpus, filters, question).shown(),
        total=found.total,
    )
    finish(answer, output)


search.__doc__ = text("search.help")
