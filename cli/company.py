"""How are collocates shown? A word a row, with how sure and how strong its company is."""

from __future__ import annotations

from cli.options import Output
from cli.output import Answer, Column, write, write_object
from cli.session import reader
from queries.collocates import Window, collocates
from queries.questions import Question
from queries.receipts import receipt
from queries.stream import page_request
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text

_COLUMNS = (
    Column("word"),
    Column("together", align="right"),
    Column("left", "column.left_near", "right"),
    Column("right", "column.right_near", "right"),
    *(Column(name, align="right") for name in ("anywhere", "expected", "log_likelihood", "p", "mi", "log_dice")),
)


def show_company(question: Question, filters: Filters, corpus: Corpus, output: Output, window: Window) -> bool:
    """Write the words that keep the hits company; whether there are any."""
    if output.show_query:
        write_object(page_request(corpus, {"match_all": {}}, filters).shown(), output)
        return True
    client = reader(corpus, filters)
    found = collocates(client, corpus, question, filters, window)
    asked = question.shown() | {
        "collocates": f"{window.words} words on each side, in the paragraph",
        "at_least": window.at_least,
        "sorted_by": window.sort,
    }
    facts = {"phrase": question.text, "occurrences": found.hits, "words_near": found.near, "words_in_all": found.size}
    answer = Answer(
        columns=_COLUMNS,
        rows=[one.row() for one in found.collocates[: output.limit]],
        name="collocates",
        facts=facts,
        receipt=receipt(client, corpus, filters, asked).shown(),
        total=len(found.collocates),
        headline=text("collocates.headline", **facts),
    )
    write(answer, output)
    return bool(found.collocates)
