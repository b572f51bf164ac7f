"""``yulu slogan``: how does a formulation (提法) live? The commands of the group, each in a module of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, Row, finish, write_object
from cli.session import reader
from cli.slogan_curation import export, import_, learn, summarise
from cli.slogan_life import compare, diffusion, fading, ledger, new, trend
from cli.slogan_options import Sort, Tiers, Unit, UnitOption
from cli.slogan_show import show
from cli.slogan_words import diff, discover, order
from queries import slogan_counts as counts
from queries.receipts import receipt
from queries.slogans import level_rank
from queries.temperature import Scale
from yulu.corpus import Corpus
from yulu.errors import ParseError
from yulu.filters import Filters
from yulu.messages import text

app = typer.Typer(help=text("slogan.help"), no_args_is_help=True)
_FURTHER = (
    show,
    new,
    fading,
    trend,
    compare,
    ledger,
    diffusion,
    order,
    diff,
    discover,
    export,
    import_,
    learn,
    summarise,
)
for _command in _FURTHER:
    _name = _command.__name__.rstrip("_")
    app.command(_name, help=text(f"slogan.help.{_name}"))(_command)

_EXTRACTED = (
    Column("source", style="dim"),
    Column("start", align="right"),
    Column("end", align="right"),
    Column("text", "column.text", style="match"),
    Column("slogan", "slogan.slogan"),
    Column("family", "slogan.family"),
    Column("marked", "slogan.marked"),
)
_TOP = (
    Column("rank", "slogan.rank", "right"),
    Column("slogan", "slogan.slogan", style="match"),
    Column("mentions", "slogan.mentions", "right"),
    Column("speeches", "column.speeches", "right"),
    Column("per_million", "slogan.per_million", "right"),
    Column("share", "slogan.share", "right"),
    Column("tier", "slogan.tier"),
)


@app.command("extract", help=text("slogan.help.extract"))
@shared
def extract(
    files: Annotated[list[str], typer.Argument(help=text("slogan.arg.files"), metavar="FILE…", show_default=False)],
    *,
    metadata: Annotated[Path | None, typer.Option(help=text("slogan.opt.metadata"))] = None,
    lexicon: Annotated[Path | None, typer.Option(help=text("slogan.opt.lexicon"))] = None,
    nested: Annotated[bool, typer.Option("--nested", help=text("slogan.opt.nested"))] = False,
    output: Output,
) -> None:
    failures: list[ParseError] = []
    # An extraction is always whole: what was left out could not be told from what is not there.
    finish(
        Answer(_EXTRACTED, _extracted(files, metadata, lexicon, nested, failures), name="mentions"), output, failures
    )


def _extracted(
    files: list[str], metadata: Path | None, table: Path | None, nested: bool, failures: list[ParseError]
) -> Iterator[dict[str, Any]]:
    """A row for every mention in every file, those inside longer ones only where asked for."""
    from cli.extracting import file_texts  # the parsers and the tables of names are wanted only here
    from language.quotations import quotations
    from language.slogans import mentions, outermost
    from yulu.vocabulary import Vocabulary, read_file

    lexicon = Vocabulary.of(read_file(table)).lexicon if table else None
    for each in file_texts(files, metadata, failures.append):
        found = mentions(each.text, lexicon, quotations(each.text, each.context))
        for mention in found if nested else outermost(found):
            start, end = each.span(mention.start, mention.end)
            row = {"source": each.source, "start": start, "end": end, "text": mention.text}
            row |= {"slogan": mention.slogan, "family": mention.family, "marked": mention.marked}
            yield row | ({"nested": mention.nested} if nested else {})


@app.command("top", help=text("slogan.help.top"))
@shared
def top(
    *,
    by: Annotated[str, typer.Option("--by", help=text("slogan.opt.by"))] = "",
    sort: Annotated[Sort, typer.Option("--sort", help=text("slogan.opt.sort"))] = Sort.mentions,
    unit: UnitOption = Unit.family,
    tiers: Tiers = "",
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    scale = Scale.parse(tiers)
    if by:
        counts.check_dimension(by)
    fields = (by,) if by else ()
    if output.show_query:
        write_object([request.shown() for request in counts.requests(corpus, unit.value, filters, fields)], output)
        return
    client = reader(corpus, filters)
    found = counts.usage(client, corpus, unit.value, filters, fields)
    rows: list[Row] = []
    for group in sorted(found, key=(lambda each: (level_rank(each[0]), each)) if by == "level" else None):
        ranked = counts.ordered(found[group], sort.value)[: output.limit]
        rows += (_top_row(rank, each, scale, by, group) for rank, each in enumerate(ranked, 1))
    question = {"slogans": "top", "unit": unit.value, "by": by, "sort": sort.value, "tiers": scale.shown()}
    answer = Answer(
        columns=(Column(by), *_TOP) if by else _TOP,
        rows=rows,
        name="slogans",
        receipt=receipt(client, corpus, filters, question).shown(),
        total=sum(map(len, found.values())),
    )
    finish(answer, output)


def _top_row(rank: int, each: counts.Usage, scale: Scale, by: str, group: counts.Key) -> Row:
    row: Row = {by: group[0]} if by else {}
    return row | {
        "rank": rank,
        "slogan": each.name,
        "mentions": each.mentions,
        "speeches": each.speeches,
        "per_million": round(each.per_million, 3),
        "share": round(each.share, 6),
        "tier": scale.tier(each.per_million),
    }
