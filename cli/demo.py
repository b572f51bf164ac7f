"""``yulu demo``: what does it look like? The samples are read into a corpus named ``demo`` and asked one of each."""

from __future__ import annotations

import contextlib
import shlex
import sys
from importlib.resources import files
from pathlib import Path

import typer

from cli.session import client, say
from yulu import elastic
from yulu.corpus import Corpus, check_version, exists
from yulu.errors import InputError
from yulu.messages import text

CORPUS = "demo"


def samples() -> Path:
    """The samples: inside the installed package, or beside it in a checkout."""
    packaged = Path(str(files("yulu"))) / "samples"
    for folder in (packaged, Path(__file__).resolve().parent.parent / "samples"):
        if (folder / "metadata.csv").is_file():
            return folder
    raise InputError("demo.no_samples", path=packaged)


def steps(folder: Path) -> list[tuple[str, list[str]]]:
    """What is shown: the message that introduces a command, and the command's words."""
    ingest = [
        "ingest",
        str(folder / "speeches"),
        "--metadata",
        str(folder / "metadata.csv"),
        "--corpus",
        CORPUS,
        "--quiet",
    ]
    return [
        ("demo.ingest", ingest),
        ("demo.phrase", ["phrase", "高质量发展", "--corpus", CORPUS, "--limit", "6"]),
        ("demo.count", ["phrase", "高质量发展", "--corpus", CORPUS, "--count", "--by", "year"]),
        ("demo.slogan", ["slogan", "show", "科学发展观", "--corpus", CORPUS, "--limit", "6"]),
        ("demo.quote", ["quote", "find", "--person", "习近平", "--corpus", CORPUS, "--limit", "6"]),
        ("demo.verify", ["verify", str(folder / "draft.md"), "--corpus", CORPUS]),
    ]


def demo() -> None:
    from cli.main import app

    folder = samples()
    with elastic.translated():
        made = client()
        if exists(made, Corpus(CORPUS)):
            check_version(made, Corpus(CORPUS))
    for introduction, words in steps(folder):
        say("")
        say(text(introduction))
        typer.echo(f"$ yulu {shlex.join(words)}")
        sys.stdout.flush()
        # verify ends with 1 where it finds a difference, as it should here.
        with contextlib.suppress(typer.Exit):
            app(words, standalone_mode=False)
        sys.stdout.flush()
    say("")
    say(text("demo.next", corpus=CORPUS))


demo.__doc__ = text("demo.help")
