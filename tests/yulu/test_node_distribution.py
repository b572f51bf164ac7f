"""The distribution: fetched, checked, unpacked whole or not at all. A tiny zip stands for the 124 MB one."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from yulu.errors import NodeError
from yulu.node import distribution
from yulu.node.account import Account
from yulu.node.distribution import MINIMAL, Release


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        for name, mode in (
            ("bin/elasticsearch", 0o100750),
            ("lib/elasticsearch-9.5.0.jar", 0o100600),
            ("lib/elasticsearch-core-9.5.0.jar", 0o100600),
            ("config/elasticsearch.yml", 0o100660),
        ):
            member = zipfile.ZipInfo(f"elasticsearch-9.5.0/{name}")
            member.external_attr = mode << 16
            bundle.writestr(member, name)
    return buffer.getvalue()


CONTENT = zipped()
TINY = dataclasses.replace(MINIMAL, size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())


def serve(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    def download(_release: Release) -> Iterator[bytes]:
        for start in range(0, len(content), 100):
            yield content[start : start + 100]

    monkeypatch.setattr(distribution, "download", download)


def test_fetched_once_and_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, CONTENT)
    lines: list[str] = []
    home = distribution.obtain([tmp_path / "dist"], None, lines.append, TINY)
    assert distribution.version_of(home) == "9.5.0"
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["elasticsearch-9.5.0"]
    assert any("Downloading" in line for line in lines)
    assert any("Unpacking" in line for line in lines)
    monkeypatch.undo()  # a second download would now be a real one, of another size
    assert distribution.obtain([tmp_path / "other", tmp_path / "dist"], None, lines.append, TINY) == home


def test_every_account_can_read_it_and_run_the_launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, CONTENT)
    home = distribution.obtain([tmp_path], None, lambda line: None, TINY)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*") if path.is_file()}
    assert modes.pop("elasticsearch") == 0o755
    assert set(modes.values()) == {0o644}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home, home / "bin", home / "lib")} == {0o755}


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"x", b"<html>proxy login</html>", b""])
def test_a_wrong_download_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    serve(monkeypatch, content)
    with pytest.raises(NodeError, match="checksum"):
        distribution.obtain([tmp_path], None, lambda line: None, TINY)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_laid_there_by_hand(tmp_path: Path) -> None:
    (tmp_path / TINY.archive).write_bytes(CONTENT)
    home = distribution.obtain([tmp_path], None, lambda line: None, TINY)
    assert distribution.version_of(home) == "9.5.0"


def test_a_wrong_archive_laid_there_by_hand_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / TINY.archive).write_bytes(CONTENT[1:])
    with pytest.raises(NodeError, match="wrong checksum") as caught:
        distribution.obtain([tmp_path], None, lambda line: None, TINY)
    assert str(tmp_path / TINY.archive) in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [TINY.archive]


def test_half_an_archive_leaves_nothing_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "half.zip"
    archive.write_bytes(CONTENT[: len(CONTENT) // 2])
    with pytest.raises(NodeError):
        distribution.unpack(archive, tmp_path / "elasticsearch-9.5.0")
    assert [path.name for path in tmp_path.iterdir()] == ["half.zip"]


def test_no_network_names_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # the discard port: nobody listens
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NodeError, match="YULU_ES_HOME") as caught:
        distribution.fetch(MINIMAL, tmp_path / "es.zip", lambda line: None)
    assert caught.value.key == "node.distribution.no_network"
    assert list(tmp_path.iterdir()) == []


def test_no_disk(tmp_path: Path) -> None:
    with pytest.raises(NodeError, match=r"MB are free .* MB are needed"):
        distribution.check_space(tmp_path, 1 << 62)


def unpacked(place: Path, version: str) -> Path:
    for name in ("bin/elasticsearch", f"lib/elasticsearch-{version}.jar", f"lib/elasticsearch-core-{version}.jar"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("")
    return place


def test_the_users_own_distribution(tmp_path: Path) -> None:
    assert distribution.given(unpacked(tmp_path / "new", "9.6.1"), None) == tmp_path / "new"
    with pytest.raises(NodeError, match=r"8\.19\.2"):
        distribution.given(unpacked(tmp_path / "old", "8.19.2"), None)
    with pytest.raises(NodeError, match="not an unpacked Elasticsearch"):
        distribution.given(tmp_path / "missing", None)


def test_a_distribution_the_account_cannot_reach(tmp_path: Path) -> None:
    home = unpacked(tmp_path / "closed" / "es", "9.5.0")
    (tmp_path / "closed").chmod(0o700)
    with pytest.raises(NodeError, match="may not pass"):
        distribution.given(home, Account("stranger", 54321, 54321))


def test_progress_comes_in_tenths() -> None:
    release = dataclasses.replace(MINIMAL, size=1000)
    lines: list[str] = []
    assert b"".join(distribution.announced(iter([b"x"] * 1000), release, lines.append)) == b"x" * 1000
    assert len(lines) == 11
