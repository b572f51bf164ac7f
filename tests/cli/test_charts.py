"""Charts from a trend: a specification, a terminal, and never boxes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cli import charts
from cli.output import Answer, Column
from queries.counting import Count, Tally
from queries.trend import Point, Said, Trend
from yulu.errors import InputError


def point(phrase: str, period: str, occurrences: int, chars: int) -> Point:
    return Point(phrase, period, "", Tally(occurrences, occurrences, 1), Said(1, chars), chars < 10_000, "yulu phrase")


TREND = Trend(
    "year",
    "",
    tuple(
        point(phrase, period, number, chars)
        for phrase, numbers in (("科学发展观", (3, 5, 0, 9)), ("新发展理念", (0, 0, 0, 4)))
        for period, number, chars in zip(
            ("2004", "2005", "2006", "2007"), numbers, (20_000, 500, 0, 30_000), strict=True
        )
    ),
    (),
    (Count("科学发展观", Tally(17, 17, 3)), Count("新发展理念", Tally(4, 4, 1))),
)


def test_specification() -> None:
    values = charts.vega(TREND, "million")["data"]["values"]
    assert len(values) == 8
    assert values[0] == {"series": "科学发展观", "period": "2004", "rate": 150.0, "little": False}
    assert values[1]["little"] and values[2]["rate"] is None


@pytest.mark.parametrize("width", [60, 80, 200])
def test_terminal(width: int) -> None:
    from cli.terminal import width as columns

    lines = charts.in_terminal(TREND, "million", width, colour=False).splitlines()
    assert all(columns(line) <= width for line in lines)
    drawn = "\n".join(lines)
    assert "科学发展观" in drawn and "2004" in drawn and "\x1b" not in drawn


def answer() -> Answer:
    rows = [{**point.row("year"), "command": "<b>"} for point in TREND.points]
    columns = [Column(name) for name in ("phrase", "year", "occurrences", "command")]
    return Answer(columns, rows, name="points", receipt={"corpus": "x"}, headline="科学发展观、新发展理念")


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_files(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"chart.{ending}"
    charts.save(TREND, "million", answer(), path)
    content = path.read_text(encoding="utf-8")
    assert "科学发展观" in content and "<b>" not in content and "<svg" in content
    assert ("&lt;b&gt;" in content) == (ending == "html")


def test_a_phrase_that_is_never_there_keeps_its_line() -> None:
    absent = replace(TREND, points=tuple(replace(point, tally=Tally()) for point in TREND.points))
    assert list(charts.series(absent, "million")) == ["科学发展观", "新发展理念"]
    assert charts.in_terminal(absent, "million", 80, colour=False)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (6980.8, [0, 1000, 2000, 3000, 4000, 5000, 6000]),
        (100, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_ticks(highest: float, ticks: list[float]) -> None:
    assert charts._ticks(highest) == pytest.approx(ticks)


def test_png_has_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    charts.save(TREND, "million", answer(), path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_png_of_what_no_font_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    strange = replace(TREND, totals=(Count("\ue000", Tally()),))
    with pytest.raises(InputError, match="\ue000"):
        charts.save(strange, "million", answer(), path)
    assert not path.exists()
