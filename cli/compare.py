"""``yulu compare``: which words does one part of the corpus prefer to another?"""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, finish, write_object
from cli.session import reader, say
from queries import keywords
from queries.keywords import Comparison, Units
from queries.receipts import receipt
from queries.sides import side
from queries.stream import page_request
from yulu import subsets
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text

_COLUMNS = (
    Column("word"),
    Column("side"),
    Column("left", "column.left_count", "right"),
    Column("right", "column.right_count", "right"),
    *(
        Column(name, align="right")
        for name in (
            "left_per_million",
            "right_per_million",
            "left_speeches",
            "right_speeches",
            "log_likelihood",
            "p",
            "percent_difference",
            "log_ratio",
        )
    ),
)


@shared
def compare(
    left: Annotated[str, typer.Option("--left", help=text("compare.help.left"), show_default=False)],
    right: Annotated[str, typer.Option("--right", help=text("compare.help.right"), show_default=False)],
    *,
    ngrams: Annotated[int | None, typer.Option("--ngrams", help=text("compare.help.ngrams"))] = None,
    min_count: Annotated[int, typer.Option("--min-count", help=text("compare.help.min_count"))] = 5,
    max_p: Annotated[float, typer.Option("--max-p", min=0, max=1, help=text("compare.help.max_p"))] = 0.01,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    units = Units(ngrams, min_count, max_p)
    kept = subsets.saved() if "subset" in left + right else {}
    sides = [side(condition, filters, kept) for condition in (left, right)]
    if output.show_query:
        requests = [page_request(corpus, {"match_all": {}}, one) for one in sides]
        overlap = keywords.overlap_request(corpus, *sides)
        write_object([request.shown() for request in (overlap, *requests)], output)
        return
    client = reader(corpus, *sides)
    found = keywords.compare(client, corpus, sides[0], sides[1], units)
    if found.on_both:
        say(text("compare.on_both", speeches=found.on_both))
    question = {
        "left": sides[0].shown(),
        "right": sides[1].shown(),
        "units": f"runs of {ngrams} characters" if ngrams else "words (jieba)",
        "at_least": min_count,
        "p_below": max_p,
    }
    finish(
        Answer(
            columns=_COLUMNS,
            rows=[key.row() for key in found.keys[: output.limit]],
            name="words",
            facts=_sizes(found),
            receipt=receipt(client, corpus, filters, question).shown(),
            total=len(found.keys),
            notes=[text("compare.sizes", **_sizes(found))],
        ),
        output,
    )


compare.__doc__ = text("compare.help")


def _sizes(found: Comparison) -> dict[str, int]:
    return {
        "left_size": found.left_size,
        "right_size": found.right_size,
        "left_speeches": found.left_speeches,
        "right_speeches": found.right_speeches,
        "speeches_on_both": found.on_both,
    }
