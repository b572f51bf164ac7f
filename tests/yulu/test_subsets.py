"""Filters kept under a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from yulu import subsets
from yulu.errors import InputError, UsageError
from yulu.filters import Filters


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YULU_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_none_yet() -> None:
    assert subsets.saved() == {}


def test_kept_replaced_and_forgotten() -> None:
    county = Filters(level=("county",), place=("湖北", "湖南"), since="2012", distinct=True)
    subsets.save("县级", county)
    subsets.save("部委", Filters(level=("ministry",)))
    assert subsets.load("县级") == county
    subsets.save("县级", Filters(level=("county",)))
    assert subsets.saved() == {"县级": Filters(level=("county",)), "部委": Filters(level=("ministry",))}
    subsets.delete("县级")
    assert list(subsets.saved()) == ["部委"]


@pytest.mark.parametrize("do", [subsets.load, subsets.delete])
def test_an_unknown_name(do: object) -> None:
    subsets.save("县级", Filters(level=("county",)))
    with pytest.raises(UsageError, match="县级"):
        do("省级")  # type: ignore[operator]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"a": 3}',
        '{"a": {"speaker": "习近平"}}',
        '{"a": {"since": ["2020"]}}',
        '{"a": {"distinct": "no"}}',
        b"\xff",
    ],
)
def test_a_file_that_holds_something_else(home: Path, content: str | bytes) -> None:
    home.mkdir()
    data = content if isinstance(content, bytes) else content.encode()
    subsets.path().write_bytes(data)
    with pytest.raises(InputError, match=r"subsets\.json"):
        subsets.saved()
    with pytest.raises(InputError):
        subsets.save("b", Filters(level=("county",)))
    assert subsets.path().read_bytes() == data


def test_a_place_that_cannot_be_written(home: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(InputError):
        subsets.save("县级", Filters(level=("county",)))
