"""``yulu slogan order | diff | discover``: questions that are answered by reading the texts of the index."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, finish, write_object
from cli.session import reader
from cli.slogan_options import Name
from language.lexicon import Lexicon
from queries import comparing, discovering, slogan_order
from queries.receipts import receipt
from queries.stream import page_request
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text
from yulu.vocabulary import vocabulary

_ORDER = (
    Column("members", "slogan.members", style="match"),
    Column("whole", "slogan.whole"),
    Column("in_order", "slogan.in_order"),
    Column("speeches", "column.speeches", "right"),
    Column("listings", "slogan.listings", "right"),
    Column("first", "slogan.first"),
    Column("first_title", "column.title", within=24),
    Column("first_speech", "column.speech_id"),
    Column("last", "slogan.last"),
    Column("example", "slogan.example", within=40),
)
_DIFF = (
    Column("change", "slogan.kind"),
    Column("slogan", "slogan.slogan", style="match"),
    Column("old", "slogan.old", within=24),
    Column("new", "slogan.new", within=24),
    Column("old_mentions", "slogan.old_mentions", "right"),
    Column("new_mentions", "slogan.new_mentions", "right"),
    Column("old_sentence", "slogan.old_sentence", within=36),
    Column("new_sentence", "slogan.new_sentence", within=36),
)
_DISCOVERED = (
    Column("rank", "slogan.rank", "right"),
    Column("text", "slogan.slogan", style="match"),
    Column("score", "slogan.score", "right"),
    Column("count", "slogan.mentions", "right"),
    Column("documents", "column.speeches", "right"),
    Column("earlier", "slogan.earlier", "right"),
    Column("growth", "slogan.growth", "right"),
    Column("cohesion", "slogan.cohesion", "right"),
    Column("left_entropy", "slogan.left_entropy", "right"),
    Column("right_entropy", "slogan.right_entropy", "right"),
    Column("marked_share", "slogan.marked_share", "right"),
    Column("pattern", "slogan.pattern"),
    Column("first", "slogan.first"),
    Column("example", "slogan.example", within=40),
)


@shared
def order(name: Name, *, filters: Filters, output: Output, corpus: Corpus) -> None:
    if output.show_query:
        query = slogan_order.candidates(slogan_order.formula(name, Lexicon.default()))
        write_object(page_request(corpus, query, filters).shown(), output)
        return
    client = reader(corpus, filters)
    lexicon = vocabulary(client, corpus).lexicon
    entry = slogan_order.formula(name, lexicon)
    found = slogan_order.orders(client, corpus, name, lexicon, filters)
    answer = Answer(
        columns=_ORDER,
        rows=[each.row() for each in found[: output.limit]],
        name="orders",
        facts={"slogan": entry.slogan, "members": [member.split("/")[0] for member in entry.members]},
        receipt=receipt(client, corpus, filters, {"order": name}).shown(),
        total=len(found),
    )
    finish(answer, output)


@shared
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help=text("slogan.arg.old"), show_default=False)],
    new: Annotated[str, typer.Argument(metavar="B", help=text("slogan.arg.new"), show_default=False)],
    *,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    if output.show_query:
        made = [request for each in (old, new) for request in comparing.requests(corpus, each, filters)]
        write_object([request.shown() for request in made], output)
        return
    client = reader(corpus, filters)
    one, other = (comparing.read(client, corpus, each, filters) for each in (old, new))
    found = comparing.diff(one, other, vocabulary(client, corpus).lexicon)
    rows = [comparing.row(change) for change in found.changes]
    kinds = ("added", "dropped", "reworded", "reordered")
    counts = {kind: len(found.of(kind)) for kind in kinds}  # type: ignore[arg-type]
    answer = Answer(
        columns=_DIFF,
        # The whole of it, whatever --limit says: half of a comparison would be another comparison.
        rows=rows,
        name="changes",
        facts={"old": one.name, "new": other.name, **counts, "kept": list(found.kept)},
        receipt=receipt(client, corpus, filters, {"diff": [old, new]}).shown(),
        headline=text("slogan.diff", old=one.name, new=other.name, kept=len(found.kept), **counts),
    )
    finish(answer, output)


@shared
def discover(
    *,
    bare: Annotated[bool, typer.Option("--bare", help=text("slogan.opt.bare"))] = False,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    if output.show_query:
        write_object(page_request(corpus, {"match_all": {}}, filters).shown(), output)
        return
    client = reader(corpus, filters)
    lexicon = Lexicon(()) if bare else vocabulary(client, corpus).lexicon
    found = discovering.found(client, corpus, lexicon, filters)
    shown = found[: output.limit]
    seen = discovering.examples(client, corpus, shown, filters)
    answer = Answer(
        columns=_DISCOVERED,
        rows=[discovering.row(rank, *each) for rank, each in enumerate(zip(shown, seen, strict=True), 1)],
        name="candidates",
        receipt=receipt(client, corpus, filters, {"slogans": "discover", "lexicon": not bare}).shown(),
        total=len(found),
    )
    finish(answer, output)
