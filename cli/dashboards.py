"""``yulu dashboards``: how do Kibana's dashboards get out, in, looked at and drawn?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.options import shared
from yulu.corpus import Corpus
from yulu.errors import InputError
from yulu.messages import text

app = typer.Typer(help=text("dashboards.help"), no_args_is_help=True, rich_markup_mode=None)


class Language(StrEnum):
    """Which set of labels."""

    zh = "zh"
    en = "en"


Lang = Annotated[Language, typer.Option("--lang", help=text("dashboards.help.language"))]


@app.command(help=text("dashboards.help.export"))
@shared
def export(
    *,
    path: Annotated[Path | None, typer.Option("--output", "-o", help=text("dashboards.help.file"))] = None,
    lang: Lang = Language.zh,
    corpus: Corpus,
) -> None:
    from dashboards.book import book
    from dashboards.saved import ndjson

    content = ndjson(book(corpus, lang.value))
    if path is None:
        typer.echo(content, nl=False)
        return
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise InputError("output.file_failed", path=path, reason=error.strerror or error) from error
