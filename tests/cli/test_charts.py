"""Charts from a trend: a specification, a terminal, and never boxes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cli import charts
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


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_files(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"chart.{ending}"
    rows = [{**point.row("year"), "command": "<b>"} for point in TREND.points]
    charts.save(TREND, "million", rows, {"corpus": "x"}, path)
    content = path.read_text(encoding="utf-8")
    assert "科学发展观" in content and "<b>" not in content


def test_png_has_its_characters(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    charts.save(TREND, "million", [], {}, path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_png_of_what_no_font_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    strange = replace(TREND, totals=(Count("\ue000", Tally()),))
    with pytest.raises(InputError, match="\ue000"):
        charts.save(strange, "million", [], {}, path)
    assert not path.exists()
