"""``yulu slogan new | fading | trend | compare | ledger | diffusion``: how do formulations live, in time and place?"""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Output, Per, shared
from cli.output import NOTHING_FOUND, Answer, Column, filters_line, finish, write_object
from cli.session import reader
from cli.slogan_options import LedgerUnit, Name, Names, Scope, ScopeOption, Tiers, Unit, UnitOption, seen
from language.lexicon import Lexicon
from queries import diffusion as spreading
from queries import ledger as ledgers
from queries import slogan_contrast, slogan_counts, slogan_trend, slogan_windows, slogans
from queries.phrases import Phrase
from queries.receipts import receipt
from queries.sides import side
from queries.temperature import Scale
from yulu import subsets
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters
from yulu.messages import text
from yulu.vocabulary import vocabulary

_SLOGAN = Column("slogan", "slogan.slogan", style="match", within=30)
_NEW = (
    _SLOGAN,
    Column("speeches", "column.speeches", "right"),
    Column("places", "slogan.places", "right"),
    Column("levels", "slogan.levels", "right"),
    Column("mentions", "slogan.mentions", "right"),
    Column("marked", "slogan.marked", "right"),
    Column("first", "slogan.first"),
    Column("first_title", "column.title", within=30),
    Column("first_speech", "column.speech_id"),
)
_FADING = (
    _SLOGAN,
    Column("mentions_before", "slogan.mentions_before", "right"),
    Column("mentions", "slogan.mentions", "right"),
    Column("per_million_before", "slogan.per_million_before", "right"),
    Column("per_million", "slogan.per_million", "right"),
    Column("change", "slogan.change", "right"),
    Column("log_likelihood", "slogan.log_likelihood", "right"),
    Column("last", "slogan.last"),
)
_TREND = (
    _SLOGAN,
    Column("period", "slogan.period"),
    Column("mentions", "slogan.mentions", "right"),
    Column("speeches", "column.speeches", "right"),
    Column("per_million", "slogan.per_million", "right"),
    Column("share", "slogan.share", "right"),
    Column("tier", "slogan.tier"),
    Column("period_speeches", "slogan.period_speeches", "right"),
    Column("period_chars", "slogan.period_chars", "right"),
)
_COMPARE = (
    _SLOGAN,
    Column("side", "slogan.side"),
    Column("log_likelihood", "slogan.log_likelihood", "right"),
    Column("difference", "slogan.difference", "right"),
    Column("left_mentions", "slogan.left_mentions", "right"),
    Column("right_mentions", "slogan.right_mentions", "right"),
    Column("left_per_million", "slogan.left_per_million", "right"),
    Column("right_per_million", "slogan.right_per_million", "right"),
)
# Of the two sides a table shows the rates.
_SIDES = ("left_mentions", "right_mentions", "left_speeches", "right_speeches", "difference")
_LEDGER = (
    _SLOGAN,
    Column("first", "slogan.first"),
    Column("first_title", "column.title", within=24),
    Column("last", "slogan.last"),
    Column("last_title", "column.title", within=24),
    Column("mentions", "slogan.mentions", "right"),
    Column("speeches", "column.speeches", "right"),
    Column("years", "slogan.years", "right"),
    Column("gap", "slogan.gap", "right"),
    Column("gap_after", "slogan.gap_after"),
    Column("revival", "slogan.revival"),
    Column("family", "slogan.family", within=20),
    Column("family_first", "slogan.family_first"),
)
_DIFFUSION = (
    Column("level", "column.level"),
    Column("place", "column.place"),
    Column("first", "slogan.first"),
    Column("lag_days", "slogan.lag_days", "right"),
    Column("lag_years", "slogan.lag_years", "right"),
    Column("title", "column.title", within=30),
    Column("speech_id", "column.speech_id"),
    Column("mentions", "slogan.mentions", "right"),
    Column("speeches", "column.speeches", "right"),
)


@shared
def new(*, unit: UnitOption = Unit.family, filters: Filters, output: Output, corpus: Corpus) -> None:
    if output.show_query:
        made = [ledgers.ends_request(corpus, unit.value, filters.clauses())]
        write_object([each.shown() for each in [*slogan_counts.requests(corpus, unit.value, filters), *made]], output)
        return
    client = reader(corpus, filters)
    found = slogan_windows.new(client, corpus, unit.value, filters)
    undated = slogan_windows.undated(client, corpus, filters)
    finish(
        Answer(
            columns=seen(_NEW, output, ("levels", "first_title", "first_speech")),
            rows=[each.row() for each in found[: output.limit]],
            name="slogans",
            facts={"undated_speeches": undated},
            receipt=receipt(client, corpus, filters, {"slogans": "new", "unit": unit.value}).shown(),
            total=len(found),
            notes=[text("slogan.undated", count=undated)] if undated else [],
        ),
        output,
    )


@shared
def fading(*, unit: UnitOption = Unit.family, filters: Filters, output: Output, corpus: Corpus) -> None:
    if output.show_query:
        requests = slogan_counts.requests(corpus, unit.value, filters)
        write_object([each.shown() for each in requests], output)
        return
    client = reader(corpus, filters)
    windows, found = slogan_windows.fading(client, corpus, unit.value, filters)
    earlier, later = ("–".join(bounds) for bounds in (windows.earlier, windows.later))
    finish(
        Answer(
            columns=seen(_FADING, output, ("per_million_before", "per_million")),
            rows=[each.row() for each in found[: output.limit]],
            name="slogans",
            facts={"earlier": list(windows.earlier), "later": list(windows.later)},
            receipt=receipt(client, corpus, filters, {"slogans": "fading", "unit": unit.value}).shown(),
            total=len(found),
            headline=text("slogan.windows", earlier=earlier, later=later),
        ),
        output,
    )


@shared
def trend(
    names: Names,
    *,
    by: Annotated[str, typer.Option("--by", help=text("slogan.opt.period"))] = "year",
    per: Annotated[Per, typer.Option("--per", help=text("trend.help.per"))] = Per.million,
    apart: Annotated[bool, typer.Option("--apart", help=text("slogan.opt.apart"))] = False,
    scope: ScopeOption = Scope.family,
    tiers: Tiers = "",
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    period, scale = slogan_trend.check_period(by), Scale.parse(tiers)
    if output.show_query:
        asked = [slogans.resolve(name, Lexicon.default(), scope.value) for name in names]
        made = [request for one in asked for request in slogan_trend.requests(corpus, one, period, filters, apart)]
        write_object([request.shown() for request in made], output)
        return
    client = reader(corpus, filters)
    lexicon = vocabulary(client, corpus).lexicon
    subjects = [slogans.settle(client, corpus, slogans.resolve(name, lexicon, scope.value)) for name in names]
    points = slogan_trend.trend(client, corpus, subjects, period, filters, apart)
    question = {"trend": list(names), "by": period, "scope": scope.value, "apart": apart, "per": per.value}
    answer = Answer(
        columns=_TREND,
        # A trend is one figure: half of its periods would be another one.
        rows=[each.row() | {"tier": scale.tier(each.per_million or 0)} for each in points],
        name="points",
        receipt=receipt(client, corpus, filters, question).shown(),
        notes=[text("slogan.unlisted_trend", text=each.asked) for each in subjects if not each.listed],
    )
    from cli import charts  # the drawing libraries are wanted only here

    charts.draw(slogan_trend.as_trend(points, period), per.value, answer, output)
    if not any(point.mentions for point in points):
        raise typer.Exit(NOTHING_FOUND)


@shared
def compare(
    *,
    left: Annotated[str, typer.Option("--left", help=text("slogan.opt.left"), show_default=False)],
    right: Annotated[str, typer.Option("--right", help=text("slogan.opt.right"), show_default=False)],
    unit: UnitOption = Unit.family,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    kept = subsets.saved() if "subset" in left + right else {}
    sides = [side(condition, filters, kept) for condition in (left, right)]
    if output.show_query:
        made = [request for one in sides for request in slogan_counts.requests(corpus, unit.value, one)]
        write_object([request.shown() for request in made], output)
        return
    client = reader(corpus, *sides)
    texts_left, texts_right, found = slogan_contrast.compare(client, corpus, unit.value, *sides)
    facts = {
        "left": {**sides[0].shown(), "speeches_in_all": texts_left.speeches, "chars": texts_left.chars},
        "right": {**sides[1].shown(), "speeches_in_all": texts_right.speeches, "chars": texts_right.chars},
    }
    question = {"slogans": "compare", "left": left, "right": right, "unit": unit.value}
    finish(
        Answer(
            columns=seen(
                _COMPARE, output, ("left_mentions", "right_mentions", "left_speeches", "right_speeches", "difference")
            ),
            rows=[each.row() for each in found[: output.limit]],
            name="slogans",
            facts=facts,
            receipt=receipt(client, corpus, filters, question).shown(),
            total=len(found),
            headline=text("slogan.sides", left=_side(sides[0], texts_left), right=_side(sides[1], texts_right)),
        ),
        output,
    )


def _side(filters: Filters, texts: slogan_counts.Bulk) -> str:
    return text("slogan.side_of", filters=filters_line(filters.shown()), speeches=texts.speeches, chars=texts.chars)


def _unit(chosen: LedgerUnit) -> slogan_counts.Unit:
    return "slogan" if chosen is LedgerUnit.slogan else "family"


@shared
def ledger(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT…", help=text("slogan.arg.texts"), show_default=False)
    ] = None,
    *,
    unit: Annotated[LedgerUnit | None, typer.Option("--unit", help=text("slogan.opt.ledger_unit"))] = None,
    gap: Annotated[int, typer.Option("--gap", min=1, help=text("slogan.opt.gap"))] = ledgers.DEFAULT_GAP,
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    chosen = unit or (LedgerUnit.words if names else LedgerUnit.family)
    if chosen is LedgerUnit.words and not names:
        raise UsageError("slogan.words_need_names")
    if output.show_query:
        made = (
            [request for name in names or () for request in ledgers.words_requests(corpus, Phrase.of(name), filters)]
            if chosen is LedgerUnit.words
            else [ledgers.ends_request(corpus, _unit(chosen), filters.clauses())]
        )
        write_object([request.shown() for request in made], output)
        return
    client = reader(corpus, filters)
    lexicon = vocabulary(client, corpus).lexicon
    scope: slogans.Scope = "family" if chosen is LedgerUnit.words else _unit(chosen)
    subjects = [slogans.settle(client, corpus, slogans.resolve(name, lexicon, scope)) for name in names or ()]
    if chosen is LedgerUnit.words:
        found = ledgers.words(client, corpus, subjects, filters, gap)
        missing = [subject.asked for subject in subjects if subject.asked not in {each.name for each in found}]
    else:
        found = ledgers.ledger(client, corpus, _unit(chosen), filters, [each.name for each in subjects], gap)
        missing = [subject.asked for subject in subjects if subject.name not in {each.name for each in found}]
    question = {"ledger": list(names or ()), "unit": chosen.value, "gap": gap}
    limit = None if names else output.limit
    finish(
        Answer(
            columns=seen(_LEDGER, output, ("first_title", "last_title", "gap_after", "family", "family_first")),
            rows=[each.row() for each in found[:limit]],
            name="slogans",
            facts={"not_found": missing},
            receipt=receipt(client, corpus, filters, question).shown(),
            total=len(found),
            notes=[text("slogan.not_found", names="、".join(missing))] if missing else [],
        ),
        output,
    )


@shared
def diffusion(
    name: Name, *, scope: ScopeOption = Scope.family, filters: Filters, output: Output, corpus: Corpus
) -> None:
    if output.show_query:
        subject = slogans.resolve(name, Lexicon.default(), scope.value)
        write_object([request.shown() for request in spreading.requests(corpus, subject, filters)], output)
        return
    client = reader(corpus, filters)
    asked = slogans.resolve(name, vocabulary(client, corpus).lexicon, scope.value)
    subject = slogans.settle(client, corpus, asked)
    found = spreading.diffusion(client, corpus, subject, filters)
    centre = next((step for step in found if step.level == spreading.CENTRE), None)
    question = {"diffusion": subject.asked, "family": subject.family, "scope": scope.value}
    finish(
        Answer(
            columns=seen(_DIFFUSION, output, ("lag_years", "title", "speeches")),
            rows=[step.row() for step in found[: output.limit]],
            name="steps",
            facts={"slogan": subject.slogan, "family": subject.family, "centre": centre.first.date if centre else None},
            receipt=receipt(client, corpus, filters, question).shown(),
            total=len(found),
            notes=[] if centre or not found else [text("slogan.no_centre", name=subject.name)],
        ),
        output,
    )
