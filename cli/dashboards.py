"""``yulu dashboards``: how do Kibana's dashboards get out, in, looked at and drawn?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import shared
from cli.output import write_text
from cli.session import reader, say
from yulu.corpus import Corpus
from yulu.errors import CorpusError
from yulu.messages import text
from yulu.schema import SLOGAN_YEARS

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from dashboards.reading import Shelf

app = typer.Typer(help=text("dashboards.help"), no_args_is_help=True, rich_markup_mode=None)

SOMETHING_WRONG = 1


class Language(StrEnum):
    """Which set of labels."""

    zh = "zh"
    en = "en"


Lang = Annotated[Language, typer.Option("--lang", help=text("dashboards.help.language"))]


def _content(corpus: Corpus, lang: Language) -> str:
    from dashboards.book import book
    from dashboards.saved import ndjson

    return ndjson(book(corpus, lang.value))


def _shelf(corpus: Corpus, lang: Language) -> Shelf:
    from dashboards.reading import read

    return read(_content(corpus, lang))


@app.command(help=text("dashboards.help.export"))
@shared
def export(
    *,
    path: Annotated[Path | None, typer.Option("--output", "-o", help=text("dashboards.help.file"))] = None,
    lang: Lang = Language.zh,
    corpus: Corpus,
) -> None:
    write_text(_content(corpus, lang), path)


@app.command("import", help=text("dashboards.help.import"))
@shared
def bring_in(
    url: Annotated[str, typer.Argument(metavar="URL", help=text("dashboards.help.url"))],
    *,
    lang: Lang = Language.zh,
    corpus: Corpus,
) -> None:
    from dashboards import kibana

    count = kibana.bring_in(kibana.connect(url), _content(corpus, lang))
    say(text("dashboards.imported", count=count, url=url))


@app.command(help=text("dashboards.help.check"))
@shared
def check(
    url: Annotated[str, typer.Argument(metavar="URL", help=text("dashboards.help.url"), show_default=False)] = "",
    *,
    lang: Lang = Language.zh,
    corpus: Corpus,
) -> None:
    from dashboards import checks, kibana
    from dashboards.reading import placed
    from dashboards.searches import run, search

    shelf = _shelf(corpus, lang)
    found = list(checks.complaints(shelf, checks.schema_fields(corpus)))
    if url:
        there = kibana.connect(url)
        kibana.bring_in(there, _content(corpus, lang))
        found += [
            text("dashboards.dropped", part=part) for part in kibana.dropped(shelf, kibana.read_back(there, shelf))
        ]
    else:
        client = reader(corpus)
        _summarised(client, corpus)
        found += list(checks.complaints(shelf, checks.node_fields(client, shelf)))
        for panel in placed(shelf):
            run(client, search(panel, shelf))
    for line in dict.fromkeys(found):
        typer.echo(line)
    if found:
        raise typer.Exit(SOMETHING_WRONG)
    panels = sum(1 for _ in placed(shelf))
    say(text("dashboards.checked", dashboards=len(shelf.of("dashboard")), panels=panels))


@app.command(help=text("dashboards.help.render"))
@shared
def render(
    *,
    folder: Annotated[Path, typer.Option("--output", "-o", help=text("dashboards.help.folder"))] = Path(
        "dashboards-out"
    ),
    lang: Lang = Language.zh,
    corpus: Corpus,
) -> None:
    from dashboards.render import PAGE
    from dashboards.render import render as draw

    client = reader(corpus)
    _summarised(client, corpus)
    panels, missing = draw(client, _shelf(corpus, lang), folder)
    if missing:
        say(text("dashboards.no_glyph", characters=missing))
    say(text("dashboards.rendered", panels=panels, path=folder / PAGE))


def _summarised(client: Elasticsearch, corpus: Corpus) -> None:
    """Raise CorpusError where the yearly table of slogans has not been made."""
    if not client.indices.exists_alias(name=corpus.alias(SLOGAN_YEARS)):
        raise CorpusError("dashboards.no_years", corpus=corpus.prefix)
