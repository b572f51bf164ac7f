"""``yulu slogan export | import | learn | summarise``: whose lexicon it is, and what is computed from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.options import shared
from cli.output import write_text
from cli.session import reader, say
from yulu import vocabulary as words
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.messages import text


@shared
def export(
    *,
    edits: Annotated[bool, typer.Option("--edits", help=text("slogan.opt.edits"))] = False,
    learned: Annotated[bool, typer.Option("--learned", help=text("slogan.opt.learned"))] = False,
    target: Annotated[Path | None, typer.Option("--output", "-o", help=text("slogan.opt.target"))] = None,
    corpus: Corpus,
) -> None:
    own = words.load(corpus)
    known = words.Vocabulary.of(own, words.learned(reader(corpus), corpus) if learned else ())
    table = words.table(own, () if edits else known.lexicon.entries)
    write_text(table, target)


@shared
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help=text("slogan.arg.table"), show_default=False)],
    *,
    corpus: Corpus,
) -> None:
    from indexer.learning import curate  # the annotators are wanted only here

    edits = words.read(sys.stdin.read(), "-") if file == "-" else words.read_file(Path(file))
    try:
        words.Vocabulary.of(edits)
    except ValueError as error:
        raise UsageError("slogan.bad_edit", path=file, reason=error) from error
    client = reader(corpus)
    where = words.save(corpus, edits)
    done = curate(client, corpus, edits).done
    say(text("slogan.imported", edits=len(edits), path=where, speeches=done.speeches, changed=done.changed))


@shared
def learn(*, corpus: Corpus) -> None:
    from indexer.learning import learn as pass_over

    found = pass_over(reader(corpus), corpus)
    counts = {"known": len(found.forms), "added": len(found.added), "removed": len(found.removed)}
    say(text("slogan.learned", **counts, changed=found.done.changed))


@shared
def summarise(*, corpus: Corpus) -> None:
    from indexer.summary import replace
    from queries.slogan_years import standings

    client = reader(corpus)
    count = replace(client, corpus, (each.row() for each in standings(client, corpus)))
    say(text("slogan.summarised", count=count, corpus=corpus.prefix))
