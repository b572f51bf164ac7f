"""The command as a user meets it: its help, its exit status, its errors, its pipes; in processes of their own."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Sequence

import pytest

from cli.help import Group, wrapped
from cli.main import COMMANDS, Commands, app, told
from cli.terminal import width
from yulu.errors import PhraseError
from yulu.messages import tables

NODELESS = {"YULU_ES_URL": "http://127.0.0.1:9"}  # nothing answers there, and no node is started


def yulu(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("YULU_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        env={**known, "YULU_LANG": "en", **NODELESS, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def group() -> Commands:
    import typer.main

    made = typer.main.get_command(app)
    assert isinstance(made, Commands)
    return made


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there(name: str) -> None:
    assert importlib.util.find_spec(f"cli.{name}"), f"COMMANDS names {name}, and there is no cli/{name}.py"
    assert group().commands[name].name == name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_command_says(name: str) -> None:
    """The list takes the message <name>.help without importing the command; both must be the same."""
    assert f"{name}.help" in tables()
    made = group()
    assert made.summary(name, None) == Group.summary(made, name, None)


def _all_below(command: object, path: str) -> list[tuple[str, object]]:
    below = getattr(command, "commands", {})
    return [(path, command), *(each for name in below for each in _all_below(below[name], f"{path} {name}"))]


def test_every_command_has_help_with_an_example_in_both_languages() -> None:
    lacking = []
    for path, command in _all_below(group(), "yulu"):
        said = getattr(command, "help", "") or ""
        if not said.strip():
            lacking.append(f"{path}: no help")
        elif not hasattr(command, "commands") and f"{path} " not in f"{said} ".replace("\n", " "):
            lacking.append(f"{path}: no example")
    assert not lacking, "\n".join(lacking)


def test_help_imports_no_command() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cli.main", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "cli.help" in imported
    assert not imported & {f"cli.{name}" for name in COMMANDS}
    assert not imported & {"elasticsearch", "jieba", "rjieba", "rich", "wcwidth", "indexer", "queries"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("words", [("--help",), ("phrase", "-h"), ("slogan", "--help"), ("quote", "find", "-h")])
def test_help_fits_eighty_columns(language: str, words: tuple[str, ...]) -> None:
    done = yulu(*words, YULU_LANG=language, COLUMNS="80")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if width(line) > 80] == []
    assert ("用法" in done.stdout) == (language == "zh")
    assert "Show this message" not in done.stdout or language == "en"


@pytest.mark.parametrize(
    ("paragraph", "columns", "lines"),
    [
        ("人民对美好生活的向往，就是我们的奋斗目标", 10, ["人民对美好", "生活的向往，", "就是我们的", "奋斗目标"]),
        ("层级：national、county", 10, ["层级：", "national、", "county"]),
        ("a word", 80, ["a word"]),
        ("extraordinarily", 5, ["extraordinarily"]),
        ("", 5, [""]),
    ],
)
def test_wrapping(paragraph: str, columns: int, lines: list[str]) -> None:
    assert wrapped(paragraph, columns) == lines


def test_version() -> None:
    done = yulu("--version")
    assert re.fullmatch(r"yulu \d+\.\d+\.\d+ \(index \d+\)\n", done.stdout)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serach", "人民"), "search"),
        (("slogan", "shwo", "人民"), "Did you mean show"),
        (("phrase", "人民", "--nope"), "--nope"),
        (("phrase", "人民", "--limit", "0"), "--limit must be at least 1"),
        (("phrase", "人民", "--limit", "x"), "--limit takes a number"),
        (("phrase", "人民", "--limit"), "--limit needs a value"),
        (("phrase", "人民", "--count=3"), "--count is a switch"),
        (("phrase", "人民", "政绩"), "Words too many: 政绩"),
        (("compare", "--left", "level=county"), "--right is missing"),
        (("compare", "--left", "a", "--right", "b", "--max-p", "2"), "--max-p must be at most 1"),
        (("slogan", "show"), "TEXT is missing"),
        (("phrase", "人民", "--format", "docx"), "docx"),
        (("phrase", "人民", "--collation", "piniyn"), "Did you mean pinyin"),
        (("phrase", "人民", "--level", "contry"), "Did you mean county"),
        (("phrase", "人民", "--by", "yeer"), "Did you mean year"),
        (("trend", "人民", "--split", "levels"), "--split does not know levels"),
        (("quote", "find", "--by", "persn", "--show-query"), "Did you mean person"),
        (("compare", "--left", "levl=county", "--right", "level=national"), "Did you mean level"),
        (("slogan", "compare", "--left", "levl=county", "--right", "level=national"), "Did you mean level"),
        (("phrase", ""), "empty"),
        (("phrase", "人民", "--since", "2023-02-31"), "2023-02-31"),
        (("phrase", "人民", "--since", "2020", "--until", "2010"), "reversed"),
        (("phrase", "人民", "--corpus", "No Such"), "No Such"),
        (("phrase", "人民", "--format", "xlsx"), "--output"),
        (("phrase", "人民"), "127.0.0.1:9"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_done_ends_with_two_and_no_traceback(words: Sequence[str], said: str, language: str) -> None:
    done = yulu(*words, YULU_LANG=language)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("yulu: ")
    assert done.stderr.count("\n") == 1
    if language == "en":
        assert said in done.stderr
    else:  # nothing of the parser's own English
        assert not re.search(r"Input should|Invalid value|No such|Missing|Error|Usage", done.stderr)


@pytest.mark.parametrize("name", ["LC_ALL", "LANG", "PYTHONIOENCODING"])
def test_a_terminal_without_chinese(name: str) -> None:
    done = yulu("phrase", "--help", **{name: "ascii" if name.startswith("PY") else "C"}, YULU_LANG="zh")
    assert done.returncode == 0
    assert "短语" in done.stdout


def test_a_terminal_of_another_encoding_gets_escapes() -> None:
    done = yulu("phrase", "--help", PYTHONIOENCODING="latin-1", YULU_LANG="zh")
    assert done.returncode == 0
    assert "\\u77ed" in done.stdout


def test_a_reader_who_has_seen_enough() -> None:
    """The pipe is closed before anything is written into it."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "phrase", "--help"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_told() -> None:
    import elastic_transport

    assert told(PhraseError("phrase.empty")) == str(PhraseError("phrase.empty"))
    assert "does not answer" in told(elastic_transport.ConnectionError("refused"))
    assert "ZeroDivisionError" in told(ZeroDivisionError("by\nzero"))
    assert "\n" not in told(ZeroDivisionError("by\nzero"))


def test_an_unforeseen_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import cli.main

    def fail(**_: object) -> None:
        raise ZeroDivisionError("in a corner")

    monkeypatch.setattr(cli.main, "app", fail)
    monkeypatch.delenv("YULU_DEBUG", raising=False)
    assert cli.main._status() == 2
    assert "in a corner" in capsys.readouterr().err
    monkeypatch.setenv("YULU_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main._status()
