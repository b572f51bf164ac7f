"""``yulu status``: what is in the corpus, what is in its journal, and do the two agree?"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.node import size
from cli.options import Brief, shared
from cli.session import clean, client, say
from yulu.corpus import Corpus
from yulu.elastic import translated
from yulu.errors import CorpusError
from yulu.messages import text

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

DIFFERS = 1


@shared
def status(
    *,
    verify: Annotated[bool, typer.Option("--verify", help=text("status.opt.verify"))] = False,
    failed: Annotated[bool, typer.Option("--failed", help=text("status.opt.failed"))] = False,
    format: Annotated[Brief, typer.Option("--format", "-f", help=text("status.opt.format"))] = Brief.table,
    corpus: Corpus,
) -> None:
    made = client()
    with translated(made):
        indices = _indices(made, corpus)
    if not indices:
        raise CorpusError("corpus.missing", corpus=corpus.prefix)
    found: dict[str, Any] = {"corpus": corpus.prefix, "indices": indices, **_journal(made, corpus, failed)}
    if verify:
        from indexer.verify import verify as compare

        outcome = compare(corpus, client=made)
        found["verify"] = {**dataclasses.asdict(outcome), "agrees": outcome.agrees}
    _show(found, format)
    if verify and not found["verify"]["agrees"]:
        raise typer.Exit(DIFFERS)


status.__doc__ = text("status.help")


def _indices(made: Elasticsearch, corpus: Corpus) -> list[dict[str, Any]]:
    """Name, documents, bytes and health of each index of the corpus."""
    from yulu.corpus import concrete_names

    names = concrete_names(made, corpus)
    if not names:
        return []
    columns = ["index", "health", "docs.count", "store.size", "pri", "rep"]
    rows: Any = made.cat.indices(index=names, format="json", bytes="b", h=columns)
    standing = made.indices.get_alias(index=names)
    return [
        {
            "name": row["index"],
            "health": row["health"],
            "documents": int(row["docs.count"] or 0),
            "bytes": int(row["store.size"] or 0),
            "shards": int(row["pri"]),
            "replicas": int(row["rep"]),
            "in_use": bool(standing[row["index"]]["aliases"]),
        }
        for row in sorted(rows, key=lambda row: row["index"])
    ]


def _journal(made: Elasticsearch, corpus: Corpus, failed: bool) -> dict[str, Any]:
    """What the journal keeps; it is only looked at."""
    from indexer.journal import Journal
    from indexer.opening import find_journal

    path = find_journal(made, corpus)
    if path is None:
        return {"journal": None}
    journal = Journal(path)
    try:
        numbers = journal.numbers()
        found: dict[str, Any] = {"journal": str(path), "states": numbers, "refresh_off": bool(journal.get("refresh"))}
        if failed:
            found["failed"] = [dataclasses.asdict(each) for each in journal.dead()]
        return found
    finally:
        journal.close()


def _show(found: dict[str, Any], format: Brief) -> None:
    if format is Brief.json:
        import orjson

        typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode("utf-8"))
        return
    for each in found["indices"]:
        key = "status.index" if each["in_use"] else "status.old_index"
        typer.echo(
            text(
                key,
                name=each["name"],
                documents=f"{each['documents']:,}",
                size=size(each["bytes"]),
                shards=each["shards"],
                replicas=each["replicas"],
                health=each["health"],
            )
        )
    if found["journal"] is None:
        typer.echo(text("status.no_journal"))
    else:
        states = ", ".join(f"{text(f'status.state.{name}')} {count:,}" for name, count in found["states"].items())
        typer.echo(text("status.journal", path=found["journal"], states=states))
    if found.get("refresh_off"):
        say(text("status.unfinished"))
    for each in found.get("failed", ()):
        typer.echo(clean(text("ingest.failure", source=each["source"], type=each["type"], message=each["message"])))
    if "verify" in found:
        _show_verification(found["verify"])


def _show_verification(found: dict[str, Any]) -> None:
    key = "status.agrees" if found["agrees"] else "status.differs"
    typer.echo(
        text(
            key, **{name: found[name] for name in ("speeches", "documents", "foreign", "pending", "dead", "differing")}
        )
    )
    for each in found["problems"]:
        typer.echo(clean(f"  {text('status.problem.' + each['kind'])}: {each['speech_id']} {each['detail']}".rstrip()))
