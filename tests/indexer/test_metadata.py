"""The user's table: what is taken, and what is refused before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.metadata import read_table
from yulu.errors import InputError


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_taken(tmp_path: Path, encoding: str) -> None:
    header = "id,file,title,speaker,role,level,date,kind\n"
    text = header + "x1,a.txt,在会上的讲话,王任重；李先念,,县级,1959年1月,讲话\n,b.txt,,,,,,\n"
    table = read_table(write(tmp_path, text, encoding))
    given = table.given("a.txt", str(tmp_path / "a.txt"))
    assert given.speech_id == "x1"
    assert given.header.speaker == ("王任重", "李先念")
    assert (given.header.level, given.header.date, given.header.kind) == ("county", "1959-01", "speech")
    assert table.given("b.txt", "b.txt").speech_id == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id,file,colour\n1,a.txt,red\n", "metadata.unknown_column"),
        ("id,title\n1,x\n", "metadata.no_file_column"),
        ("id,file\n1,\n", "metadata.no_file"),
        ("id,file\n1,a.txt\n1,b.txt\n", "metadata.double_id"),
        ("id,file\n1,a.txt\n2,./a.txt\n", "metadata.double_file"),
        ("file,file\na,b\n", "metadata.double_column"),
        ("file,date\na.txt,昨天\n", "metadata.bad_cell"),
        ("file,level\na.txt,银河\n", "metadata.bad_cell"),
        ("file\na.txt,x,y\n", "metadata.bad_row"),
        ("", "metadata.no_file_column"),
    ],
)
def test_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, text))
    assert caught.value.key == key
    assert "table.csv" in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "id,file\n1,a.txt\n"))
    with pytest.raises(InputError, match=r"a\.txt"):
        table.check_files([str(tmp_path)])
    (tmp_path / "a.txt").write_text("同志们。", encoding="utf-8")
    table.check_files([str(tmp_path)])


def test_unreadable(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_table(tmp_path / "nowhere.csv")
