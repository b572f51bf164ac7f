"""``yulu ingest``: how do speeches get into the corpus?"""

from __future__ import annotations

import dataclasses
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from cli.options import shared
from cli.session import clean, say
from indexer.options import Options
from indexer.report import Failure, Report
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.messages import text

INTERRUPTED = 130
COULD_NOT = 2
_SHOWN_FAILURES = 20
# First words that are no path; a folder of that name is given as ./retry-failed.
RETRY, DROP_OLD = "retry-failed", "drop-old"


class Format(StrEnum):
    """How the summary, or what a dry run reads, is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


@shared
def ingest(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH…", help=text("ingest.arg.paths"))] = None,
    *,
    metadata: Annotated[Path | None, typer.Option("--metadata", "-m", help=text("ingest.opt.metadata"))] = None,
    collection: Annotated[str, typer.Option(help=text("ingest.opt.collection"))] = "",
    encoding: Annotated[str, typer.Option(help=text("ingest.opt.encoding"))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=text("ingest.opt.dry_run"))] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help=text("ingest.opt.rebuild"))] = False,
    prune: Annotated[bool, typer.Option("--prune", help=text("ingest.opt.prune"))] = False,
    similar: Annotated[bool, typer.Option("--similar/--no-similar", help=text("ingest.opt.similar"))] = True,
    learn: Annotated[bool, typer.Option("--learn/--no-learn", help=text("ingest.opt.learn"))] = True,
    summarise: Annotated[bool, typer.Option("--summarise/--no-summarise", help=text("ingest.opt.summarise"))] = True,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help=text("ingest.opt.workers"))] = None,
    shards: Annotated[int | None, typer.Option(min=1, max=1024, help=text("ingest.opt.shards"))] = None,
    replicas: Annotated[int | None, typer.Option(min=0, max=10, help=text("ingest.opt.replicas"))] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("ingest.opt.quiet"))] = False,
    format: Annotated[Format, typer.Option("--format", "-f", help=text("ingest.opt.format"))] = Format.table,
    corpus: Corpus,
) -> None:
    options = _options(
        metadata=metadata,
        collection=collection,
        encoding=_encoding(encoding),
        workers=workers,
        shards=shards,
        replicas=replicas,
        rebuild=rebuild,
        prune=prune,
        similar=similar,
        learn=learn,
    )
    given = paths or []
    if dry_run:
        _dry_run(given, options, format)
    elif given == [DROP_OLD]:
        _drop_old(corpus, options)
    else:
        _ingest(given, corpus, options, format, quiet, summarise)


ingest.__doc__ = text("ingest.help")


def _options(**given: Any) -> Options:
    return Options(**{name: value for name, value in given.items() if value is not None})


def _encoding(name: str) -> str:
    if not name:
        return ""
    from indexer.read.encoding import checked_name

    return checked_name(name)


def _ingest(
    paths: Sequence[str], corpus: Corpus, options: Options, format: Format, quiet: bool, summarise: bool
) -> None:
    from cli.progress import Meter
    from indexer import ingest as way_in
    from indexer.load.deliver import Pace

    if not paths and not options.rebuild:
        raise UsageError("ingest.nothing_given")
    with Meter(quiet) as meter:
        pace = Pace(options.timing, options.sizes.documents, meter.say)
        listener = way_in.Listener(meter.say, meter.show)
        with _stoppable(pace, meter):
            if paths == [RETRY]:
                report = way_in.retry_failed(corpus, options, pace=pace, listener=listener)
            else:
                report = way_in.ingest(paths, corpus, options, pace=pace, listener=listener)
    _show(report, format)
    if summarise and not report.interrupted and (report.new or report.changed or report.pruned):
        _summarise(corpus)
    if report.interrupted:
        say(text("ingest.interrupted", pending=report.pending))
        raise typer.Exit(INTERRUPTED)
    if report.failed and report.failed == report.found:
        raise typer.Exit(COULD_NOT)


def _summarise(corpus: Corpus) -> None:
    """Make the yearly table of slogans again, which the dashboards draw from."""
    from cli.session import reader
    from indexer.summary import replace
    from queries.slogan_years import standings

    client = reader(corpus)
    replace(client, corpus, (each.row() for each in standings(client, corpus)))


def _drop_old(corpus: Corpus, options: Options) -> None:
    from indexer.rebuild import drop_old

    for name in drop_old(corpus, options):
        typer.echo(text("ingest.dropped", name=name))


@contextmanager
def _stoppable(pace: Any, meter: Any) -> Iterator[None]:
    """Ctrl-C and SIGTERM let the chunks in flight finish; a second one does not wait for them."""

    def stop(number: int, frame: FrameType | None) -> None:
        if pace.stop.is_set():
            raise KeyboardInterrupt
        pace.stop.set()
        meter.say(text("ingest.stopping"))

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _dry_run(paths: Sequence[str], options: Options, format: Format) -> None:
    import orjson

    from indexer.dryrun import dry_run

    if not paths:
        raise UsageError("ingest.nothing_given")
    found = failed = 0
    listed: list[dict[str, object]] = []
    for sighting in dry_run(paths, options):
        found += 1
        if sighting.fields is None:
            failed += 1
            assert sighting.failure is not None
            say(_failure_line(sighting.failure))
        elif format is Format.jsonl:
            sys.stdout.write(orjson.dumps(sighting.fields).decode("utf-8") + "\n")
        elif format is Format.json:
            listed.append(sighting.fields)
        else:
            sys.stdout.write(_plain(sighting.fields) + "\n")
    if format is Format.json:
        sys.stdout.write(orjson.dumps(listed, option=orjson.OPT_INDENT_2).decode("utf-8") + "\n")
    say(text("ingest.dry_summary", found=found, failed=failed))
    if failed and failed == found:
        raise typer.Exit(COULD_NOT)


def _plain(fields: dict[str, object]) -> str:
    """A speech for a person: its id, then each field that is known on a line of its own."""
    lines = [clean(str(fields["speech_id"]))]
    for name, value in fields.items():
        if name != "speech_id" and value not in (None, []):
            shown = "；".join(map(str, value)) if isinstance(value, list) else str(value)
            lines.append(f"  {name}: {clean(shown)}")
    return "\n".join(lines)


def _show(report: Report, format: Format) -> None:
    if format is not Format.table:
        import orjson

        body = {**dataclasses.asdict(report), "pending": report.pending}
        body["encodings"], body["ignored"] = dict(report.encodings), dict(report.ignored)
        option = orjson.OPT_INDENT_2 if format is Format.json else None
        typer.echo(orjson.dumps(body, option=option, default=str).decode("utf-8"))
        return
    for line in summary(report):
        typer.echo(clean(line))


def summary(report: Report) -> Iterator[str]:
    """The summary, a line a fact; its first line adds up."""
    numbers = dataclasses.asdict(report)
    extra = "".join(
        text(f"ingest.summary_{name}", count=count)
        for name, count in (("superseded", report.superseded), ("pending", report.pending))
        if count
    )
    yield (
        text("ingest.summary", **{name: numbers[name] for name in ("found", "new", "changed", "unchanged", "failed")})
        + extra
    )
    if report.documents:
        yield text(
            "ingest.loaded",
            sentences=f"{report.sentences:,}",
            characters=f"{report.characters:,}",
            documents=f"{report.documents:,}",
            seconds=f"{report.seconds:.1f}",
        )
    if report.shards:
        yield text("ingest.made", shards=report.shards, replicas=report.replicas)
    odd = [(name, count) for name, count in report.encodings if name != "utf-8"]
    if odd:
        yield text("ingest.encodings", found=", ".join(f"{name} {count}" for name, count in report.encodings))
    for name in ("moved", "pruned", "gone"):
        if numbers[name]:
            yield text(f"ingest.{name}", count=numbers[name])
    if report.ignored:
        yield text("ingest.ignored", found=", ".join(f"{name} {count}" for name, count in report.ignored))
    yield from _likenesses(report)
    for failure in report.failures[:_SHOWN_FAILURES]:
        yield _failure_line(failure)
    if report.failed > _SHOWN_FAILURES:
        yield text("ingest.more_failures", count=report.failed - _SHOWN_FAILURES)
    if report.old_indices:
        yield text("ingest.old_kept", names=", ".join(report.old_indices))


def _likenesses(report: Report) -> Iterator[str]:
    for kind in ("duplicate", "edition"):
        found = [each for each in report.alike if each.kind == kind]
        if found:
            yield text(f"ingest.{kind}s", count=len(found))
        for each in found[:_SHOWN_FAILURES]:
            yield text(f"ingest.{kind}", id=each.speech_id, of=each.of, shared=f"{100 * each.shared:.0f}")


def _failure_line(failure: Failure) -> str:
    return clean(text("ingest.failure", source=failure.source, type=failure.type, message=failure.message))
