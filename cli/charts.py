"""How is a trend drawn? In the terminal with plotext; as svg, png and html with Vega-Lite, which needs no browser.

A picture is drawn with the font that comes with yulu (``yulu.fonts``), and refused where that lacks a character, rather
than drawn as boxes; svg and html leave the font to the reader's program.
"""

from __future__ import annotations

import io
import math
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.options import Format, Output
from cli.session import say
from queries.trend import Per, Point, Trend
from yulu import fonts
from yulu.errors import InputError
from yulu.messages import text

if TYPE_CHECKING:
    from cli.output import Answer

CHARTS = (".svg", ".png", ".html")
# Lines are told apart without colour too.
_MARKERS = ("braille", "●", "×", "◆", "+", "○")
_AXIS = {"labelAngle": -45, "labelOverlap": True}
# The families that a reader's program is asked for, in this order.
FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "SimSun",
)


def series(trend: Trend, per: Per) -> dict[str, list[Point]]:
    """The points of each line of the chart by its name: the phrase, and the value of the split.

    A phrase that was asked for keeps its line at zero; values of a split without an occurrence are left out.
    """
    found: dict[str, list[Point]] = {}
    several = len(trend.totals) > 1
    for point in trend.points:
        split = point.split or text("trend.no_value")
        name = f"{point.phrase} · {split}" if trend.split and several else split if trend.split else point.phrase
        found.setdefault(name, []).append(point)
    return {
        name: points
        for name, points in found.items()
        if not trend.split or any(point.tally.occurrences for point in points)
    } or dict(list(found.items())[:1])


def rate_title(per: Per) -> str:
    """What the rate is, in the user's language."""
    return text(f"trend.per.{per}")


def in_terminal(trend: Trend, per: Per, width: int, height: int = 18, *, colour: bool = True) -> str:
    """The chart as text of that many columns and lines."""
    import plotext

    figure = plotext.figure
    figure.clear()
    figure.plot_size(width, height)
    figure.theme("simple" if colour else "colorless")
    for number, (name, points) in enumerate(series(trend, per).items()):
        for first, run in enumerate(_runs(points, per)):
            signal = figure.signal(list(run), list(run.values()), marker=_MARKERS[number % len(_MARKERS)])
            signal.lines(True)
            if not first:
                signal.label(name)
            figure.draw(signal)
    periods = list(dict.fromkeys(point.period for point in trend.points))
    step = max(1, -(-len(periods) * 10 // max(width - 10, 10)))
    figure.ruler("x").ticks(list(range(0, len(periods), step)), periods[::step])
    ticks = _ticks(max((point.rate(per) or 0 for point in trend.points), default=0))
    figure.ruler("y").ticks(ticks, [f"{tick:,g}" for tick in ticks])
    figure.title(rate_title(per))
    built: str = figure.build().string()
    return built if colour else plotext.uncolorize(built)


def _ticks(highest: float) -> list[float]:
    """Round numbers from zero to the highest rate, four to eight of them."""
    if highest <= 0:
        return [0]
    unit = 10 ** math.floor(math.log10(highest / 4))
    step = next(unit * times for times in (1, 2, 2.5, 5, 10) if highest / (unit * times) <= 7)
    return [number * step for number in range(math.floor(highest / step) + 1)]


def _runs(points: Sequence[Point], per: Per) -> list[dict[int, float]]:
    """The rates by their place on the axis, cut where nothing was said: there the line stops."""
    runs: list[dict[int, float]] = [{}]
    for number, point in enumerate(points):
        rate = point.rate(per)
        if rate is not None:
            runs[-1][number] = rate
        elif runs[-1]:
            runs.append({})
    return [run for run in runs if run]


def vega(trend: Trend, per: Per, families: Sequence[str] = FAMILIES) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    rows = [
        {"series": name, "period": point.period, "rate": point.rate(per), "little": point.thin}
        for name, points in series(trend, per).items()
        for point in points
    ]
    period = {"field": "period", "type": "nominal", "title": text(f"column.{trend.by}"), "axis": _AXIS}
    rate = {"field": "rate", "type": "quantitative", "title": rate_title(per)}
    colour = {"field": "series", "type": "nominal", "title": None, "sort": None}
    # A hollow point is a period with little text.
    hollow = {"condition": {"test": "datum.little", "value": "white"}, **colour, "legend": None}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": "、".join(count.text for count in trend.totals),
        "width": 760,
        "height": 380,
        "data": {"values": rows},
        "encoding": {"x": period, "y": rate, "color": colour},
        "layer": [
            {"mark": {"type": "line", "invalid": "break-paths-show-domains"}},
            {"mark": {"type": "point", "size": 30, "opacity": 1}, "encoding": {"fill": hollow}},
        ],
        "config": {"font": ", ".join([*families, "sans-serif"]), "background": "white"},
    }


def draw(trend: Trend, per: Per, answer: Answer, output: Output) -> None:
    """Write a trend as the chart that its file's ending asks for, else as a table; a terminal gets both."""
    from cli.output import write
    from cli.terminal import colourful

    if output.path is not None and output.path.suffix.lower() in CHARTS:
        save(trend, per, answer, output.path)
        for note in answer.notes:
            say(note)
        return
    if output.format is Format.table and output.path is None and sys.stdout.isatty() and trend.points:
        print(in_terminal(trend, per, shutil.get_terminal_size().columns, colour=colourful()))
    write(answer, output)


def save(trend: Trend, per: Per, answer: Answer, path: Path) -> None:
    """Write the chart by the path's ending: svg, png, or an html page with every point and its command below it.

    Raises InputError where a png would show boxes.
    """
    import vl_convert

    ending = path.suffix.lower()
    if ending == ".png":
        content = vl_convert.vegalite_to_png(vega(trend, per, [_family("".join(_words(trend)))]), scale=2)
    else:
        svg = vl_convert.vegalite_to_svg(vega(trend, per))
        content = (svg if ending == ".svg" else _page(svg, answer)).encode("utf-8")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError("output.file_failed", path=path, reason=error.strerror or error) from error


def _page(svg: str, answer: Answer) -> str:
    from cli.page import write_page

    out = io.StringIO()
    write_page(answer, answer.rows, out, figure=svg)
    return out.getvalue()


def _family(words: str) -> str:
    """The font of a picture; InputError for words with a character that it would draw as a box."""
    font = fonts.cut(words)
    if font.missing:
        raise InputError("trend.no_font", characters=font.missing)
    return fonts.register(font)


def _words(trend: Trend) -> Iterator[str]:
    """All that stands on the chart."""
    yield from series(trend, "million")
    yield from (count.text for count in trend.totals)
    yield from (rate_title("million"), rate_title("speeches"), text(f"column.{trend.by}"))
