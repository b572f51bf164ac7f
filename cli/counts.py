"""How is a count shown? In total, and a row for each value of what it is counted by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cli.options import Format, Output
from cli.output import Answer, Column, Row, write, write_object
from cli.session import reader
from queries import counting
from queries.counting import Count
from queries.questions import Plain
from queries.receipts import receipt
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text

NUMBERS = (
    Column("occurrences", "column.occurrences", "right"),
    Column("sentences", "column.sentences", "right"),
    Column("speeches", "column.speeches", "right"),
)


def show_count(question: Plain, filters: Filters, corpus: Corpus, output: Output, by: Sequence[str]) -> bool:
    """Write how often it stands there; whether it does at all."""
    counting.check_dimensions(by)
    if output.show_query:
        requests = counting.opening(corpus, question.phrase, filters, by)
        write_object([request.shown() for request in requests], output)
        return True
    client = reader(corpus)
    (found,) = counting.count(client, corpus, [question.phrase], filters, by)
    total = found.total
    facts: Row = {
        "phrase": question.text,
        "occurrences": total.occurrences,
        "sentences": total.sentences,
        "speeches": total.speeches,
    }
    rows = list(part_rows(found))
    as_object = output.format is Format.json or (output.format is Format.jsonl and not by)
    answer = Answer(
        columns=columns(by),
        rows=rows if by or as_object else [facts],
        name="by" if by or output.format is Format.json else "",
        facts=facts,
        receipt=receipt(client, corpus, filters, question.shown() | ({"by": list(by)} if by else {})).shown(),
        headline=text("count.headline", **facts) if by else "",
    )
    write(answer, output)
    return total.occurrences > 0


def columns(by: Sequence[str]) -> list[Column]:
    """The columns of a count: the dimensions, or the phrase itself, and the numbers."""
    return [*(Column(name) for name in by or ("phrase",)), *NUMBERS]


def part_rows(found: Count) -> Iterator[Row]:
    """A row for each combination of the dimensions' values."""
    for key, tally in found.parts.items():
        yield {
            **dict(zip(found.by, key, strict=True)),
            "occurrences": tally.occurrences,
            "sentences": tally.sentences,
            "speeches": tally.speeches,
        }
