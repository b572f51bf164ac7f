"""``yulu node`` where no node runs: what it prints, and how it ends."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.node import app, duration, size
from yulu.errors import NodeError, UsageError
from yulu.node import NodeStatus

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YULU_HOME", str(tmp_path))
    return tmp_path


def test_status_as_json(home: Path) -> None:
    result = RUNNER.invoke(app, ["status", "--format", "json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(found) == {field.name for field in dataclasses.fields(NodeStatus)}
    assert (found["running"], found["pid"], found["home"]) == (False, 0, str(home))


def test_status_to_read(home: Path) -> None:
    result = RUNNER.invoke(app, ["status"])
    assert result.exit_code == 1
    assert result.stdout.startswith("state: not running\n")
    assert f"data directory: {home}" in result.stdout
    assert "process" not in result.stdout


def test_nothing_to_stop() -> None:
    result = RUNNER.invoke(app, ["stop"])
    assert result.exit_code == 0
    assert "not running" in result.stdout


def test_no_log_yet(home: Path) -> None:
    error = RUNNER.invoke(app, ["logs"]).exception
    assert isinstance(error, NodeError)
    assert "yulu node start" in str(error)


@pytest.mark.parametrize(
    ("arguments", "shown"), [([], 50), (["-n", "3"], 3), (["--lines", "0"], 0), (["-n", "99"], 60)]
)
def test_the_last_lines_of_the_log(home: Path, arguments: list[str], shown: int) -> None:
    (home / "node" / "logs").mkdir(parents=True)
    lines = [f"line {number}\n" for number in range(60)]
    (home / "node" / "logs" / "yulu.log").write_text("".join(lines))
    result = RUNNER.invoke(app, ["logs", *arguments])
    assert result.stdout == "".join(lines[60 - shown :])


def test_a_heap_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_ES_HEAP", "much")
    assert isinstance(RUNNER.invoke(app, ["start"]).exception, UsageError)


@pytest.mark.parametrize(
    ("count", "shown"), [(1, "1 B"), (1023, "1023 B"), (1024, "1 KB"), (865_927_168, "826 MB"), (5 << 30, "5.0 GB")]
)
def test_sizes(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00:00"), (3_661, "1:01:01"), (86_399, "23:59:59"), (90_000, "1 d 1:00:00")]
)
def test_durations(seconds: int, shown: str) -> None:
    assert duration(seconds) == shown
