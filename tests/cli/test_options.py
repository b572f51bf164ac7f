"""The options that commands share: what is typed, and the values that a command gets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from cli.options import DEFAULT_LIMIT, Format, Output, shared
from yulu import subsets
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

RUNNER = CliRunner()
GOT: list[dict[str, Any]] = []


@shared
def everything(words: str, *, filters: Filters, output: Output, corpus: Corpus) -> None:
    GOT.append({"words": words, "filters": filters, "output": output, "corpus": corpus})


@shared
def own(*, speaker: Annotated[str, typer.Option("--speaker")] = "", filters: Filters) -> None:
    GOT.append({"speaker": speaker, "filters": filters})


def asked(command: Any, *words: str) -> dict[str, Any]:
    app = typer.Typer()
    app.command()(command)
    GOT.clear()
    done = RUNNER.invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return GOT[0]


def test_nothing_given() -> None:
    found = asked(everything, "人民")
    assert found == {"words": "人民", "filters": Filters(), "output": Output(), "corpus": Corpus("yulu")}
    assert found["output"].limit == DEFAULT_LIMIT


def test_all_given() -> None:
    filters = ["--speaker", "甲", "--speaker", "乙", "--level", "county", "--since", "2020", "--distinct"]
    found = asked(everything, "人民", *filters, "-f", "csv", "-o", "a.txt", "-n", "5", "--show-query", "-c", "demo")
    assert found["filters"] == Filters(speaker=("甲", "乙"), level=("county",), since="2020", distinct=True)
    assert found["output"] == Output(Format.csv, Path("a.txt"), 5, True)
    assert found["corpus"] == Corpus("demo")


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (["-o", "a.csv"], Output(Format.csv, Path("a.csv"))),
        (["-o", "a.XLSX"], Output(Format.xlsx, Path("a.XLSX"))),
        (["-o", "a.html", "-f", "json"], Output(Format.json, Path("a.html"))),
        (["-o", "a.txt"], Output(Format.table, Path("a.txt"))),
        (["-o", "-"], Output()),
        (["--all"], Output(limit=None)),
        (["--all", "-n", "3"], Output(limit=None)),
    ],
)
def test_output(words: list[str], output: Output) -> None:
    assert asked(everything, "人民", *words)["output"] == output


@pytest.mark.parametrize(
    "words", [["-f", "xlsx"], ["-f", "xlsx", "-o", "-"], ["-c", "Big Corpus"], ["--since", "去年"]]
)
def test_what_cannot_be(words: list[str]) -> None:
    with pytest.raises(UsageError):
        asked(everything, "人民", *words)


def test_the_corpus_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_CORPUS", "news")
    assert asked(everything, "人民")["corpus"] == Corpus("news")
    assert asked(everything, "人民", "-c", "demo")["corpus"] == Corpus("demo")


def test_an_option_of_the_commands_own_is_no_filter() -> None:
    assert asked(own, "--speaker", "甲", "--level", "county") == {
        "speaker": "甲",
        "filters": Filters(level=("county",)),
    }


def test_what_is_typed_outranks_the_subset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_HOME", str(tmp_path))
    subsets.save("late", Filters(level=("county",), since="2020", distinct=True))
    found = asked(everything, "人民", "--subset", "late", "--since", "2022")["filters"]
    assert found == Filters(level=("county",), since="2022", distinct=True)
    with pytest.raises(UsageError, match="late"):
        asked(everything, "人民", "--subset", "early")
