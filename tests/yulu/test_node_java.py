"""JDKs judged by their release files: which will do, which not and why, and which is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from yulu.errors import NodeError
from yulu.node import java
from yulu.node.account import Account

WHOLE = " ".join(sorted(java.MODULES | {"java.base", "java.sql"}))


def jdk(place: Path, version: str, modules: str = WHOLE, release: bool = True) -> Path:
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "java").write_text("")
    if release:
        (place / "release").write_text(f'IMPLEMENTOR="X"\nJAVA_VERSION="{version}"\nMODULES="{modules}"\n')
    return place


@pytest.mark.parametrize(
    ("version", "number", "problem"),
    [
        ("25.0.3", 25, ""),
        ("21", 21, ""),
        ("26-ea", 26, ""),
        ("17.0.15", 17, "too old"),
        ("20.0.2", 20, "too old"),
        ("1.8.0_402", 8, "too old"),
        ("unknown", 0, "too old"),
    ],
)
def test_versions(tmp_path: Path, version: str, number: int, problem: str) -> None:
    judged = java.examine(jdk(tmp_path, version))
    assert judged.version == number
    assert (problem in judged.problem) if problem else not judged.problem


def test_a_runtime_cut_down_is_refused(tmp_path: Path) -> None:
    judged = java.examine(jdk(tmp_path, "21.0.1", WHOLE.replace("jdk.jlink", "")))
    assert "jdk.jlink" in judged.problem


def test_a_release_file_without_modules_is_believed(tmp_path: Path) -> None:
    home = jdk(tmp_path, "21.0.1")
    (home / "release").write_text('JAVA_VERSION="21.0.1"\n')
    assert not java.examine(home).problem


def test_no_release_and_no_java(tmp_path: Path) -> None:
    assert "release" in java.examine(jdk(tmp_path / "a", "21", release=False)).problem
    assert "bin/java" in java.examine(tmp_path / "b").problem


def test_a_jdk_the_account_cannot_reach(tmp_path: Path) -> None:
    home = jdk(tmp_path / "closed" / "jdk", "25")
    (tmp_path / "closed").chmod(0o700)
    # An account that owns nothing here: pytest's own directory may already stop it.
    assert "may not pass" in java.examine(home, Account("stranger", 54321, 54321)).problem


def test_the_named_one_must_do(tmp_path: Path) -> None:
    old = jdk(tmp_path / "old", "17")
    with pytest.raises(NodeError, match="17 is too old") as caught:
        java.find(old, {}, [jdk(tmp_path / "new", "25")], None)
    assert str(old) in str(caught.value)


def test_the_environment_comes_first_and_an_old_one_is_passed_over(tmp_path: Path) -> None:
    old, new, extra = (jdk(tmp_path / name, v) for name, v in (("old", "17"), ("new", "21"), ("extra", "25")))
    assert java.find(None, {"JAVA_HOME": str(new)}, [extra], None).home == new
    assert java.find(None, {"JAVA_HOME": str(old)}, [extra], None).home == extra
    assert java.find(None, {"PATH": str(new / "bin")}, [], None).version >= 21


def test_among_equals_the_newest_that_was_tested(tmp_path: Path) -> None:
    homes = [jdk(tmp_path / version, version) for version in ("21.0.1", "25.0.3", "24.0.2", "29")]
    assert java.find(None, {"PATH": ""}, homes, None).home == tmp_path / "25.0.3"


def test_none_at_all_tells_what_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "jvm"
    jdk(place / "java-17", "17.0.1")
    jdk(place / "java-11" / "Contents" / "Home", "11.0.2")
    monkeypatch.setattr(java, "PLACES", (str(place),))
    with pytest.raises(NodeError) as caught:
        java.find(None, {"PATH": ""}, [], None)
    assert "java-17: version 17 is too old" in str(caught.value)
    assert "Contents/Home: version 11 is too old" in str(caught.value)


def test_installed_into_place_only_when_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jdk as install_jdk

    lines: list[str] = []
    monkeypatch.setattr(
        install_jdk, "install", lambda version, path: str(jdk(Path(path) / f"jdk-{version}.0.1", version))
    )
    home = java.install(tmp_path / "jdk", lines.append)
    assert home == tmp_path / "jdk" / "jdk-25.0.1"
    assert [path.name for path in (tmp_path / "jdk").iterdir()] == ["jdk-25.0.1"]
    assert "Temurin" in lines[0]


def test_an_install_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jdk as install_jdk

    def broken(_version: str, path: str) -> str:
        jdk(Path(path) / "half", "25")
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(install_jdk, "install", broken)
    with pytest.raises(NodeError, match=r"Network is unreachable.*YULU_JAVA_HOME"):
        java.install(tmp_path / "jdk", lambda line: None)
    assert list((tmp_path / "jdk").iterdir()) == []
