"""``yulu phrase``, ``trend``, ``compare`` and ``subset`` as a user runs them: output, exit status, messages."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli.main import app
from language.model import Header
from yulu.corpus import Corpus
from yulu.domain import Speech
from yulu.errors import InputError, PhraseError, UsageError

pytestmark = pytest.mark.node

TEXTS = {
    "a": ("2012-03-01", "county", "以造福人民为最大政绩。为了人民，依靠人民。\n人民，政绩，都要讲。"),
    "b": ("2013-05", "county", "坚持以人民为中心的发展思想。發展為了人民。"),
    "c": ("2015", "national", "坚持“人民”至上。构建新发展格局，新发展格局很重要。"),
    "d": ("2015-10-01", "national", "人" * 40 + "。不说别的。"),
}
Yulu = Callable[..., Result]


@pytest.fixture(scope="module")
def yulu(
    corpus: Corpus,
    loaded: Callable[[list[Speech]], Any],
    reached: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Yulu:
    """Runs a command over four short speeches."""
    loaded(
        [
            Speech(name, name, text, Header(title=f"题{name}", date=date, level=level, speaker=("甲", "乙")))
            for name, (date, level, text) in TEXTS.items()
        ]
    )
    home = str(tmp_path_factory.mktemp("home"))

    def run(*words: object) -> Result:
        asked = [str(word) for word in words]
        if asked[0] != "subset":
            asked += ["--corpus", corpus.prefix]
        return CliRunner().invoke(app, asked, env={**reached, "YULU_HOME": home})

    return run


def test_count_as_json(yulu: Yulu) -> None:
    result = yulu("phrase", "人民", "--count", "--by", "level", "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (found["occurrences"], found["sentences"], found["speeches"]) == (7, 6, 3)
    assert found["by"] == [
        {"level": "county", "occurrences": 6, "sentences": 5, "speeches": 2},
        {"level": "national", "occurrences": 1, "sentences": 1, "speeches": 1},
    ]
    receipt = found["receipt"]
    assert (receipt["speeches_searched"], receipt["index_version"]) == (4, 1)
    assert receipt["query"]["matched"] == "人民"


def test_nothing_found_is_told_with_a_receipt(yulu: Yulu) -> None:
    result = yulu("phrase", "从未出现的话", "--count", "--format", "json", "--level", "county")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["occurrences"], found["sentences"], found["speeches"], found["by"]) == (0, 0, 0, [])
    assert found["receipt"]["speeches_searched"] == 2
    assert found["receipt"]["filters"] == {"level": ["county"]}
    assert yulu("phrase", "从未出现的话").exit_code == 1


def test_lines_as_jsonl(yulu: Yulu) -> None:
    result = yulu("phrase", "人民", "--format", "jsonl", "--all")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == 7
    for row in rows:
        assert TEXTS[row["speech_id"]][2][row["start"] : row["end"]] == row["match"] == "人民"
    assert [row["sentence"] for row in rows if row["speech_id"] == "a"] == [0, 1, 1, 2]
    assert rows[0]["speaker"] == "甲；乙"
    # A year alone stands before the days of that year.
    assert [row["speech_id"] for row in rows] == list("aaaabbc")


def test_nothing_is_cut_silently(yulu: Yulu) -> None:
    result = yulu("phrase", "人民", "--limit", 2, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == 2
    assert "2 of 7 shown" in result.stderr


def test_typed_is_literal(yulu: Yulu) -> None:
    counts = {}
    for asked, options in {
        "人民政绩": ["--loose"],
        "人民，政绩": [],
        "「人民」": [],
        "发展为了": [],
        "人.民": [],
        "人人": [],
        "。为了": [],
    }.items():
        result = yulu("phrase", asked, "--count", "--format", "json", *options)
        counts[asked] = json.loads(result.stdout)["occurrences"]
    assert counts == {"人民政绩": 1, "人民，政绩": 1, "「人民」": 1, "发展为了": 1, "人.民": 0, "人人": 39, "。为了": 1}


def test_near_gaps_and_conditions(yulu: Yulu) -> None:
    def count(*words: object) -> int:
        return int(json.loads(yulu("phrase", *words, "--count", "--format", "json").stdout)["occurrences"])

    assert count("政绩 人民", "--near", 3) == 3
    assert count("人民…政绩", "--gaps") == 2
    assert count("人民…政绩") == 0
    assert count("人民{2,3}政绩", "--gaps") == 1
    assert count("人民", "--and", "政绩") == 2
    assert count("人民", "--and", "政绩", "--within", "paragraph") == 4
    assert count("人民", "--not", "政绩", "--not", "坚持") == 3
    assert "any" in yulu("phrase", "政绩 人民", "--near", 3).stderr


def test_phrase_list(yulu: Yulu, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("新发展格局\n\n构建新发展格局\n没有的话\n", encoding="utf-8")
    for options, numbers in (([], [2, 1, 0]), (["--longest"], [1, 1, 0])):
        result = yulu("phrase", "--file", listed, "--format", "json", *options)
        found = json.loads(result.stdout)
        assert [row["occurrences"] for row in found["counts"]] == numbers
        assert found["blank_lines"] == 1
        assert "1 blank" in result.stderr


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["", "--count"], PhraseError),
        (["  "], PhraseError),
        (["，。", "--loose"], PhraseError),
        (["，。"], PhraseError),
        (["人民", "--by", "colour"], UsageError),
        (["人民", "--by", "year,level,kind"], UsageError),
        (["人民", "--sort", "colour"], UsageError),
        (["人民", "--since", "2020", "--until", "2012"], UsageError),
        (["人民{6,0}政绩", "--gaps"], UsageError),
        (["人民", "--near", "3"], UsageError),
        (["人民", "--longest"], UsageError),
        (["--file", "no-such-list.txt"], InputError),
    ],
)
def test_bad_input(yulu: Yulu, words: list[str], error: type[Exception]) -> None:
    result = yulu("phrase", *words)
    assert isinstance(result.exception, error)
    assert str(result.exception)
    assert result.stdout == ""


def test_queries_are_shown_and_not_run(yulu: Yulu) -> None:
    requests = json.loads(yulu("phrase", "人民", "--count", "--show-query").stdout)
    assert [request["body"]["query"] for request in requests][:1] == [{"match_phrase": {"exact": "人 民"}}]
    request = json.loads(yulu("phrase", "人民", "--show-query").stdout)
    assert request["index"].endswith("-speeches")


def test_every_point_of_a_trend_can_be_followed(yulu: Yulu) -> None:
    result = yulu("trend", "人民", "--by", "year", "--split", "level", "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [row["year"] for row in found["points"] if row["level"] == "county"] == ["2012", "2013", "2014", "2015"]
    followed = 0
    for row in found["points"]:
        words = shlex.split(row["command"])
        assert words[:2] == ["yulu", "phrase"]
        at = words.index("--corpus")
        lines = yulu(*words[1:at], *words[at + 2 :], "--format", "jsonl").stdout.splitlines()
        assert len(lines) == row["occurrences"]
        followed += len(lines)
    assert followed == 7


@pytest.mark.parametrize("ending", ["svg", "html", "csv"])
def test_trend_files(yulu: Yulu, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"trend.{ending}"
    assert yulu("trend", "人民", "--output", path).exit_code == 0
    content = path.read_text(encoding="utf-8-sig")
    assert "人民" in content
    assert ("yulu phrase" in content) == (ending != "svg")
    assert "<script" not in content


def test_collocates_and_comparison(yulu: Yulu) -> None:
    found = json.loads(yulu("phrase", "人民", "--collocates", "--min-count", 2, "--format", "json").stdout)
    assert found["occurrences"] == 7
    assert {row["word"]: row["together"] for row in found["collocates"]}["为了"] == 2
    result = yulu(
        "compare",
        "--left",
        "level=county",
        "--right",
        "level=national",
        "--min-count",
        1,
        "--max-p",
        1,
        "--format",
        "json",
    )
    words = {row["word"]: row for row in json.loads(result.stdout)["words"]}
    assert (words["政绩"]["left"], words["政绩"]["right"], words["政绩"]["side"]) == (2, 0, "left")
    assert isinstance(yulu("compare", "--left", "colour=red", "--right", "level=county").exception, UsageError)


def test_subsets(yulu: Yulu) -> None:
    assert yulu("subset", "list").exit_code == 1
    assert yulu("subset", "save", "县级", "--level", "county", "--since", "2013").exit_code == 0
    found = json.loads(yulu("phrase", "人民", "--count", "--subset", "县级", "--format", "json").stdout)
    assert (found["occurrences"], found["receipt"]["filters"]) == (2, {"level": ["county"], "since": "2013"})
    assert json.loads(yulu("subset", "show", "县级").stdout)["filters"]["level"] == ["county"]
    assert "县级" in yulu("subset", "list").stdout
    assert yulu("subset", "delete", "县级").exit_code == 0
    assert isinstance(yulu("phrase", "人民", "--subset", "县级").exception, UsageError)
    assert isinstance(yulu("subset", "save", "空").exception, UsageError)
