"""``yulu slogan show``: how does one formulation live? One that nobody knows is counted as a phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Output, shared
from cli.output import Answer, Column, Row, finish, write_object
from cli.session import reader
from cli.slogan_options import Name, Scope, ScopeOption, Tiers, seen
from language.lexicon import Lexicon
from queries import concordance as kwic
from queries import counting, slogans
from queries.phrases import Phrase
from queries.questions import Plain
from queries.receipts import receipt
from queries.slogan_counts import rate
from queries.temperature import Scale
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text
from yulu.vocabulary import vocabulary

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

DEFAULT_WIDTH = 30
_COLUMNS = (
    Column("date", "column.date", style="dim"),
    Column("level", "column.level"),
    Column("speaker", "column.speaker", within=8),
    Column("left", "column.left", "right", context=True),
    Column("match", "column.match", style="match", within=28),
    Column("right", "column.right", context=True),
    Column("slogan", "slogan.slogan", within=20),
    Column("marked", "slogan.marked"),
    Column("title", "column.title", within=24),
    Column("speech_id", "column.speech_id"),
    Column("family", "slogan.family", within=20),
    Column("sentence"),
    Column("start"),
    Column("end"),
)
# What a table leaves to the other formats, so that a line of it is a line of the terminal.
_BEHIND = ("speaker", "slogan", "marked", "title", "speech_id", "family", "sentence", "start", "end")
# A headline names so many; the facts of a JSON answer hold all.
_HEADLINE_PARTS = 12


@shared
def show(
    slogan: Name,
    *,
    scope: ScopeOption = Scope.family,
    nested: Annotated[bool, typer.Option("--nested", help=text("slogan.opt.nested"))] = False,
    width: Annotated[int, typer.Option("--width", min=0, help=text("slogan.opt.width"))] = DEFAULT_WIDTH,
    tiers: Tiers = "",
    filters: Filters,
    output: Output,
    corpus: Corpus,
) -> None:
    scale = Scale.parse(tiers)
    if output.show_query:
        subject = slogans.resolve(slogan, Lexicon.default(), scope.value)
        made = slogans.requests(corpus, subject, filters)
        made.append(slogans.Lines(subject, filters, nested).request(corpus, output.limit or 1000))
        write_object([request.shown() for request in made], output)
        return
    client = reader(corpus, filters)
    asked = slogans.resolve(slogan, vocabulary(client, corpus).lexicon, scope.value)
    life = slogans.life(client, corpus, slogans.settle(client, corpus, asked), filters)
    if life.mentions or life.nested:
        lines = slogans.Lines(life.subject, filters, nested or not life.mentions)
        answer = _answer(client, corpus, life, lines, scale, width, output)
    else:
        answer = _as_phrase(client, corpus, life, filters, output)
    finish(answer, output)


def _answer(
    client: Elasticsearch,
    corpus: Corpus,
    life: slogans.Life,
    lines: slogans.Lines,
    scale: Scale,
    width: int,
    output: Output,
) -> Answer:
    question = {"slogan": life.subject.asked, "family": life.subject.family, "scope": life.subject.scope}
    searched = receipt(client, corpus, lines.filters, question)
    per_million = rate(life.mentions, searched.chars)
    facts = {**life.shown(), "per_million": round(per_million, 3), "tier": scale.tier(per_million)}
    return Answer(
        columns=seen(_COLUMNS, output, _BEHIND),
        rows=_rows(lines.read(client, corpus, output.limit), width),
        name="lines",
        facts=facts,
        receipt=searched.shown(),
        total=life.mentions + (life.nested if lines.nested else 0),
        notes=list(_notes(client, corpus, life, lines)),
        headline="\n".join(_headline(life, per_million, scale)),
    )


def _rows(lines: Iterable[slogans.Line], width: int) -> Iterator[Row]:
    for line in lines:
        row = line.row()
        yield row | {"left": row["left"][-width:] if width else "", "right": row["right"][:width]}


def _notes(client: Elasticsearch, corpus: Corpus, life: slogans.Life, lines: slogans.Lines) -> Iterator[str]:
    if life.nested and not lines.nested:
        yield text("slogan.inside", nested=life.nested)
    if not life.subject.listed:
        (found,) = counting.count(client, corpus, [Phrase.of(life.subject.asked)], lines.filters)
        total = found.total
        yield text(
            "slogan.unlisted_marked",
            text=life.subject.asked,
            occurrences=total.occurrences,
            speeches=total.speeches,
        )


def _headline(life: slogans.Life, per_million: float, scale: Scale) -> Iterator[str]:
    """What a person reads before the lines."""
    yield text(
        "slogan.headline",
        name=life.subject.name,
        mentions=f"{life.mentions:,}",
        marked=f"{life.marked:,}",
        speeches=f"{life.speeches:,}",
        per_million=f"{per_million:,.2f}",
        tier=scale.tier(per_million) or "-",
    )
    if life.first and life.last:
        yield text("slogan.headline.ends", first=_brief(life.first[0]), last=_brief(life.last))
        yield text("slogan.headline.brought", parts="；".join(_brief(place) for place in life.first))
    yield text("slogan.headline.forms", forms=_some([f"{form.text} {form.mentions}" for form in life.forms]))
    for name, parts in (("years", life.years), ("levels", life.levels)):
        yield text(
            f"slogan.headline.{name}", parts=_some([f"{part.value or '?'} {part.mentions}" for part in parts], 80)
        )


def _some(parts: list[str], most: int = _HEADLINE_PARTS) -> str:
    """So many of the parts, and how many more there are."""
    rest = len(parts) - most
    return " · ".join(parts[:most]) + (f" · … (+{rest})" if rest > 0 else "")


def _brief(place: slogans.Place) -> str:
    who = "、".join(place.speaker) or place.level
    return " ".join(part for part in (place.date or "?", who, place.title or place.speech_id) if part)


def _as_phrase(client: Elasticsearch, corpus: Corpus, life: slogans.Life, filters: Filters, output: Output) -> Answer:
    """What the corpus has of words that are no known formulation: where they stand as a phrase."""
    phrase = Phrase.of(life.subject.asked)
    (found,) = counting.count(client, corpus, [phrase], filters)
    total = found.total
    lines = kwic.concordance(client, corpus, Plain(phrase), filters, kwic.View(limit=output.limit))
    counts = {"occurrences": total.occurrences, "sentences": total.sentences, "speeches_with_phrase": total.speeches}
    notes = [] if life.subject.listed else [text("slogan.unlisted", text=life.subject.asked)]
    return Answer(
        columns=seen(_COLUMNS, output, _BEHIND),
        rows=(_phrase_row(line, life.subject) for line in lines) if total.occurrences else (),
        name="lines",
        facts={**life.shown(), "phrase": counts},
        receipt=receipt(client, corpus, filters, {"phrase": life.subject.asked}).shown(),
        total=total.occurrences,
        notes=notes,
    )


def _phrase_row(line: kwic.Line, subject: slogans.Subject) -> Row:
    row = line.row()
    kept = {name: row[name] for name in ("speech_id", "title", "date", "speaker", "level")}
    named = {"text": line.match, "slogan": None, "family": None, "marked": None}
    return {**kept, **named, **{name: row[name] for name in ("sentence", "start", "end", "left", "match", "right")}}
