"""An answer in every format: nothing is run, driven, cut or half-written."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli import terminal, workbook
from cli.options import Format, Output
from cli.output import Answer, Column, Row, as_string, receipt_line, shown, write, write_object
from cli.session import clean
from yulu.errors import InputError

COLUMNS = (Column("left", align="right"), Column("match", style="match"), Column("count"))
ROWS: list[Row] = [
    {"left": "坚持", "match": "以人民为中心", "count": 3, "hidden": "甲"},
    {"left": "始终 坚持", "match": "人民至上", "count": 0, "hidden": None},
]
RECEIPT = {
    "corpus": "demo",
    "speeches_searched": 34,
    "sentences_searched": 1200,
    "characters_searched": 30_000,
    "filters": {"level": ["county"]},
    "yulu_version": "0.1.0",
    "index_version": 1,
}


def answer(rows: list[Row] | Iterator[Row] = ROWS, **more: Any) -> Answer:
    return Answer(columns=COLUMNS, rows=rows, name="hits", **more)


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch, shown_answer: Answer, output: Output = Output()) -> str:
    """What a terminal is sent; set from within the test, because pytest sets standard output anew for it."""
    out = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", out)
        write(shown_answer, output)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_json_is_one_object() -> None:
    found = json.loads(as_string(answer(total=5, receipt=RECEIPT, facts={"phrase": "人民"}), Format.json))
    assert found["hits"] == ROWS
    assert (found["phrase"], found["shown"], found["total"], found["receipt"]) == ("人民", 2, 5, RECEIPT)


def test_jsonl_is_a_row_a_line_with_every_key() -> None:
    assert [json.loads(line) for line in as_string(answer(), Format.jsonl).splitlines()] == ROWS


def test_jsonl_of_facts_alone_is_one_row() -> None:
    made = Answer(columns=(), rows=(), name="", facts={"occurrences": 0}, receipt=RECEIPT)
    assert json.loads(as_string(made, Format.jsonl)) == {"occurrences": 0, "receipt": RECEIPT}


@pytest.mark.parametrize("form", [Format.json, Format.jsonl])
def test_names_that_are_no_utf8(form: Format) -> None:
    found = json.loads(as_string(answer([{"left": "讲话\udcff.txt"}]), form))
    row = found["hits"][0] if form is Format.json else found
    assert row["left"] == "讲话\udcff.txt"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-人民", "'-人民"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝HYPERLINK()", "'＝HYPERLINK()"),
        (" \t=1+1", "' \t=1+1"),
        (["=1", "二"], "'=1；二"),
        (-5, "-5"),
        ("以人民为中心", "以人民为中心"),
        ("1+1=2", "1+1=2"),
        (None, ""),
        (["甲", "乙"], "甲；乙"),
        ('他说："好"', '他说："好"'),
    ],
)
def test_csv_holds_no_formula(value: object, cell: str) -> None:
    lines = list(csv.reader(io.StringIO(as_string(answer([{"left": value}]), Format.csv))))
    assert lines == [["left", "match", "count"], [cell, "", ""]]


def test_html_escapes_and_runs_nothing() -> None:
    evil = "<script>alert(1)</script>\"'&"
    page = as_string(
        answer([{"left": evil}], headline=evil, notes=[evil], receipt={"filters": {"place": [evil]}}), Format.html
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 5
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


def test_xlsx_is_text_not_formula(tmp_path: Path) -> None:
    path = tmp_path / "命中.xlsx"
    rows: list[Row] = [{"left": "=1+1", "match": "http://example.org", "count": 7}, {"left": "坏\udcff", "match": None}]
    assert write(answer(rows, receipt=RECEIPT), Output(Format.xlsx, path)) == 2
    book = openpyxl.load_workbook(path)
    sheet = book["yulu"]
    assert [cell.value for cell in sheet[1]] == ["left", "match", "count"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("http://example.org", "s"), (7, "n")]
    assert sheet["B2"].hyperlink is None
    assert sheet["A3"].value == "坏\\udcff"
    assert dict(book["receipt"].iter_rows(values_only=True))["filters"] == "level=county"  # type: ignore[arg-type]


def test_xlsx_says_what_it_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(answer([{"left": "长" * 40_000}]), Output(Format.xlsx, tmp_path / "a.xlsx"))
    assert "32,767" in capsys.readouterr().err


def test_xlsx_with_too_many_rows_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 1)
    with pytest.raises(InputError, match="csv"):
        write(answer(), Output(Format.xlsx, tmp_path / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_plain_when_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert write(answer([{"left": "一\t二\n三", "match": "\x1b[31m红\u202e", "count": None}]), Output()) == 1
    assert capsys.readouterr().out == "left\tmatch\tcount\n一 二 三\t[31m红\t\n"


@pytest.mark.parametrize("form", list(Format)[:5])
def test_a_terminal_is_never_driven(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    evil: Row = {"left": "\x1b]0;改标题\x07", "match": "\u009b31m", "count": "\u202e倒"}
    printed = at_terminal(monkeypatch, answer([evil]), Output(form))
    assert "改标题" in printed
    assert not set(printed) & {"\x1b", "\x07", "\u009b", "\u202e"}


def test_notes_cannot_drive_it_either(capsys: pytest.CaptureFixture[str]) -> None:
    write(answer(notes=["略过 \x1b[2J.txt"]), Output())
    assert "略过 [2J.txt" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_and_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert "\x1b[1;31m" in at_terminal(monkeypatch, answer())
    monkeypatch.setenv(name, value)
    assert "\x1b" not in at_terminal(monkeypatch, answer())


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_a_table_of_any_width_loses_nothing(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    rows: list[Row] = [{"left": "坚持" * 30, "match": "以人民为中心", "count": 123}]
    lines = at_terminal(monkeypatch, answer(rows)).splitlines()
    for char, times in (("坚", 30), ("持", 30), ("民", 1), ("心", 1)):
        assert sum(line.count(char) for line in lines) == times
    if columns >= 40:
        assert max(terminal.width(line) for line in lines) <= columns


def test_wrapping_counts_a_full_width_character_as_two() -> None:
    assert terminal.wrap("人民a至上", 5) == ["人民a", "至上"]
    assert terminal.pad("人民", 6, "right") == "  人民"
    assert terminal.width("人民ab") == 6


def test_nothing_is_cut_silently(capsys: pytest.CaptureFixture[str]) -> None:
    write(answer(total=2900), Output())
    assert "2 of 2,900 shown" in capsys.readouterr().err
    write(answer(total=2), Output())
    assert "shown" not in capsys.readouterr().err


def test_the_receipt_in_a_line() -> None:
    line = receipt_line(RECEIPT)
    for part in ("demo", "34", "1,200", "30,000", "level=", "county", "0.1.0"):
        assert part in line


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (("甲", "乙"), "甲；乙"),
        (1234.5, "1,234.50"),
        (1234, "1234"),
        (0.0, "0.00"),
        (1.41e-20, "1.4e-20"),
        (-95.06, "-95.06"),
        ({"level": ["县", "市"]}, "level=县；市"),
    ],
)
def test_shown(value: object, words: str) -> None:
    assert shown(value) == words


@pytest.mark.parametrize("value", ["以人民为中心", "𠀀\n\t", "“造福人民”……——", "ａＡ１"])
def test_clean_leaves_texts_alone(value: str) -> None:
    assert clean(value) == value


def failing() -> Iterator[Row]:
    yield ROWS[0]
    raise InputError("subset.unreadable", path="x", reason="y")


@pytest.mark.parametrize("form", list(Format))
def test_a_file_is_whole_or_as_it_was(tmp_path: Path, form: Format) -> None:
    path = tmp_path / "out"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(InputError):
        write(answer(failing()), Output(form, path))
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
    assert path.read_text(encoding="utf-8") == "before"


def test_csv_in_a_file_begins_with_the_mark_that_spreadsheets_want(tmp_path: Path) -> None:
    write(answer(), Output(Format.csv, tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfleft,")


@pytest.mark.parametrize("form", [Format.json, Format.xlsx])
def test_a_place_that_cannot_be_written(tmp_path: Path, form: Format) -> None:
    for path in (tmp_path / "none" / "a", tmp_path):
        with pytest.raises(InputError, match=str(path)) as raised:
            write(answer(), Output(form, path))
        assert ".part" not in str(raised.value)


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real", tmp_path / "link", tmp_path / "pipe"
    real.write_text("before", encoding="utf-8")
    link.symlink_to(real)
    write_object({"甲": 1}, Output(path=link))
    assert link.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8")) == {"甲": 1}
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(answer(), Output(Format.jsonl, pipe))
    assert len(os.read(reading, 10_000).splitlines()) == 2
    os.close(reading)
    assert pipe.is_fifo()


HITS = (
    Column("date"),
    Column("left", align="right", context=True),
    Column("match", style="match"),
    Column("right", context=True),
)


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_context_fills_the_room_and_the_hits_stand_in_line(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    rows: list[Row] = [
        {"date": "2017-11-14", "left": "一二三四“五…六" * 8, "match": "高质量发展", "right": "甲乙丙２０丁" * 8},
        {"date": "2023", "left": "也要", "match": "高质量发展", "right": "。"},
    ]
    lines = at_terminal(monkeypatch, Answer(HITS, rows)).splitlines()
    assert len(lines) == 3
    assert {terminal.width(line[: line.index("高质量发展")]) for line in lines[1:]} == {
        terminal.width(lines[0][: lines[0].index("match")])
    }
    assert columns - 3 <= max(terminal.width(line) for line in lines) <= columns or columns == 200
    assert "…六  高质量发展  甲乙" in lines[1]


def test_where_there_is_no_room_for_context_a_hit_is_a_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    rows: list[Row] = [{"date": "2017-11-14", "left": "坚持" * 20, "match": "高质量发展", "right": "阶段" * 20}]
    printed = at_terminal(monkeypatch, Answer(HITS, rows))
    assert (printed.count("坚"), printed.count("阶")) == (20, 20)


def test_numbers_of_a_record_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("NO_COLOR", "1")
    names = ("log_ratio", "p", "percent_difference", "log_likelihood")
    row: Row = {"title": "讲话" * 20, "log_ratio": -4.34, "p": 2e-5, "percent_difference": 1234.5, "log_likelihood": 7}
    printed = at_terminal(monkeypatch, Answer([Column(name) for name in ("title", *names)], [row]))
    for part in ("log ratio -4.34", "p 2e-05", "%DIFF 1,234.50", "log-likelihood 7"):
        assert part in printed


@pytest.mark.parametrize("form", [Format.table, Format.csv, Format.jsonl])
def test_every_answer_tells_what_was_searched(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    write(answer(receipt=RECEIPT), Output(form))
    assert "34 speeches" in capsys.readouterr().err


def test_nothing_searched_is_not_nothing_found(capsys: pytest.CaptureFixture[str]) -> None:
    write(answer([], receipt=RECEIPT | {"speeches_searched": 0}), Output())
    assert "No speech passes the filters" in capsys.readouterr().err
