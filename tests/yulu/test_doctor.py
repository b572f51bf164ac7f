"""The doctor: each check on what is well and on what is not."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from yulu import doctor
from yulu.corpus import Corpus, create, drop
from yulu.doctor import Finding, examine
from yulu.errors import YuluError
from yulu.messages import tables
from yulu.node import Endpoint, NodeConfig
from yulu.settings import Settings

if TYPE_CHECKING:
    from conftest import Scripted
    from elasticsearch import Elasticsearch


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a data directory of its own and no cluster."""
    monkeypatch.setenv("YULU_HOME", str(tmp_path / "home"))
    for name in ("YULU_ES_URL", "YULU_ES_HOME", "YULU_JAVA_HOME", "YULU_ES_HEAP", "YULU_ES_PORT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def test_nothing_is_started_fetched_or_made(alone: Path) -> None:
    found = {finding.name: finding for finding in examine()}
    assert {"python", "packages", "encoding", "font", "directory", "disk", "java", "distribution"} <= found.keys()
    assert found["node"].status == "ok"
    assert found["corpora"].status == "ok"
    assert not alone.exists()


@pytest.mark.parametrize("name", ["YULU_ES_HEAP", "YULU_ES_PORT"])
def test_a_setting_that_cannot_be(alone: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "much")
    assert [f for f in examine() if f.status == "bad"] == [f for f in examine() if f.name == "settings"]
    assert any(name in finding.detail for finding in examine())


def test_a_secret_that_cannot_be_read(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_ES_PASSWORD_FILE", str(alone / "none"))
    assert list(examine())[-1].status == "bad"


@pytest.mark.parametrize(("version", "status"), [((3, 10, 14), "bad"), ((3, 11, 0), "ok"), ((3, 14, 1), "ok")])
def test_python(version: tuple[int, ...], status: str) -> None:
    assert doctor.python(version).status == status


@pytest.mark.parametrize(
    ("requirement", "status"),
    [
        ("typer>=0.16", "ok"),
        ("typer (>=0.16)", "ok"),
        ("typer>=999", "bad"),
        ("elasticsearch<10,>=9.1", "ok"),
        ("elasticsearch<9,>=8", "bad"),
        ("no-such-package-anywhere>=1", "bad"),
        ('no-such-package-anywhere>=1; extra == "pandas"', "ok"),
        ("typer", "ok"),
    ],
)
def test_packages(requirement: str, status: str) -> None:
    found = doctor.packages([requirement])
    assert found.status == status
    assert ("missing, or of the wrong version" in found.detail) == (status == "bad")


@pytest.mark.parametrize(
    ("encoding", "status"), [("utf-8", "ok"), ("UTF8", "ok"), ("ANSI_X3.4-1968", "warn"), ("gbk", "warn")]
)
def test_encoding(encoding: str, status: str) -> None:
    assert doctor.encoding(encoding).status == status


@pytest.mark.parametrize(
    ("heap", "available", "status"), [(1024, 4000, "ok"), (1024, 1100, "warn"), (1024, 900, "bad"), (512, 900, "ok")]
)
def test_memory(heap: int, available: int, status: str) -> None:
    assert doctor.memory(heap, available).status == status


def test_memory_is_measured() -> None:
    assert doctor.available_memory() > 0


def test_directory_and_disk(tmp_path: Path) -> None:
    assert doctor.directory(tmp_path / "not" / "yet").status == "ok"
    assert list(tmp_path.iterdir()) == []
    assert doctor.directory(Path("/proc/yulu")).status == "bad"
    assert doctor.disk(tmp_path).detail
    assert doctor.disk(Path("/proc/yulu")).status == "bad"


def test_a_jdk_that_will_not_do(tmp_path: Path) -> None:
    with pytest.raises(YuluError, match="YULU_JAVA_HOME"):
        doctor.java(NodeConfig(home=tmp_path, java_home=tmp_path))


def test_no_jdk_is_no_obstacle_where_one_can_be_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yulu.node import java

    monkeypatch.setattr(java, "PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(doctor, "data_home", lambda _settings: tmp_path)
    found = doctor.java(NodeConfig(home=tmp_path))
    assert found.status == "warn"
    assert "YULU_JAVA_HOME" in found.cure


def test_a_distribution_that_is_not_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "data_home", lambda _settings: tmp_path)
    assert doctor.distribution(NodeConfig(home=tmp_path)).status == "warn"
    with pytest.raises(YuluError, match="YULU_ES_HOME"):
        doctor.distribution(NodeConfig(home=tmp_path, es_home=tmp_path))


@pytest.mark.parametrize(("answer", "status"), [("green", "ok"), ("yellow", "ok"), ("red", "warn"), ("", "bad")])
def test_a_node_that_runs(scripted: Scripted, answer: str, status: str) -> None:
    scripted.body, scripted.status = {"status": answer}, 200 if answer else 503
    assert doctor.node(Endpoint(scripted.url, "elastic", "secret")).status == status


def test_a_cluster_that_does_not_answer(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_ES_URL", "http://127.0.0.1:9")
    last = list(examine())[-1]
    assert (last.name, last.status) == ("cluster", "bad")


@pytest.mark.node
def test_a_real_one(client: Elasticsearch, corpus: Corpus) -> None:
    assert [finding.status for finding in doctor.cluster(client)] == ["ok"]
    names = create(client, corpus, "1")
    mine = [finding for finding in doctor.corpora(client) if corpus.prefix in finding.detail]
    assert [finding.status for finding in mine] == ["ok"]
    client.indices.delete(index=names[corpus.aliases[1]])
    mine = [finding for finding in doctor.corpora(client) if corpus.prefix in finding.detail]
    assert [finding.status for finding in mine] == ["bad"]
    assert "--rebuild" in mine[0].detail
    drop(client, corpus)


def test_every_cure_and_name_has_its_words() -> None:
    source = Path(doctor.__file__).read_text(encoding="utf-8")
    import re

    names = set(re.findall(r'(?:Finding|_guarded|_asked|_judged)\(\s*"(\w+)"', source))
    assert len(names) > 10
    assert {f"doctor.{name}.name" for name in names} <= tables().keys()
    cures = set(re.findall(r'_cure\("(\w+)"', source))
    assert {f"doctor.{name}.cure" for name in cures} <= tables().keys()


@pytest.mark.parametrize(("worst", "status"), [("ok", 0), ("warn", 0), ("bad", 1)])
def test_the_command(monkeypatch: pytest.MonkeyPatch, worst: str, status: int) -> None:
    import typer

    from cli.doctor import doctor as command

    findings = [Finding("python", "ok", "3.11"), Finding("disk", worst, "5 MB\x1b[2J", "Make room")]  # type: ignore[arg-type]
    monkeypatch.setattr(doctor, "examine", lambda: iter(findings))
    app = typer.Typer()
    app.command()(command)
    shown = CliRunner().invoke(app, [])
    assert shown.exit_code == status
    assert "Make room" in shown.stdout
    assert "\x1b" not in shown.stdout
    made = CliRunner().invoke(app, ["--format", "json"])
    assert made.exit_code == status
    assert json.loads(made.stdout)["findings"] == [dataclasses.asdict(finding) for finding in findings]


def test_settings_are_not_shown() -> None:
    found = list(doctor._asked("cluster", Settings(url="http://127.0.0.1:9", password="secret"), doctor.cluster))
    assert "secret" not in repr(found)
