"""提法生命周期: when do slogans appear, prevail and fade, and how do they come down from the centre?

Everything but the dates of first appearance is drawn from ``<prefix>-slogan-years``, where a year's date is its first
day: the time picker takes whole years. A control of levels would clash with the rows of "all" levels that shares and
ranks are read from.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.labels import ALL, Labels
from dashboards.model import (
    XY,
    Control,
    Dashboard,
    DataView,
    Heatmap,
    Layer,
    Measure,
    Operation,
    Panel,
    Rectangle,
    Table,
    Tag,
    Terms,
    Vega,
)
from dashboards.overview import EVERY_LEVEL, EVERY_YEAR
from dashboards.specs import bump, dumbbell
from yulu import schema

TOGETHER = f'level: "{ALL}"'
EACH_LEVEL = f'not level: "{ALL}"'
# In a year of fewer speeches one speech is a large part of the whole, and a change from or to it says nothing.
ENOUGH = 3


def lifecycle(prefix: str, views: Mapping[str, DataView], tag: Tag, label: Labels) -> Dashboard:
    """The dashboard over ``<prefix>-slogan-years`` and ``<prefix>-slogans``."""
    years, mentions = views[schema.SLOGAN_YEARS], views[schema.SLOGANS]
    return Dashboard(
        id=f"{prefix}-lifecycle",
        title=label("lifecycle.title"),
        description=label("lifecycle.description"),
        panels=(*_rise_and_fall(years, label), *_spread(years, mentions, label)),
        controls=tuple(Control(name, years, name, label(f"field.{name}")) for name in ("slogan", "year")),
        tags=(tag,),
    )


def _speeches(label: Labels) -> Measure:
    return Measure("speeches", "sum", label("measure.speeches"), "speeches")


def _slogan(label: Labels, size: int, by: str, *, descending: bool = True) -> Terms:
    return Terms("slogan", "slogan", label("field.slogan"), size, by=by, descending=descending)


def _year(label: Labels) -> Terms:
    return Terms("year", "year", label("field.year"), EVERY_YEAR, descending=False)


def _rise_and_fall(view: DataView, label: Labels) -> list[Panel]:
    # A year without it has a row of zeros, which a heatmap would shade like one speech.
    heat = Layer(view, (_slogan(label, 30, "speeches"), _year(label), _speeches(label)), f"{TOGETHER} and speeches > 0")
    # One row a slogan and year: its sum is the share itself, and orders the slogans by all their years.
    share = Measure("share", "sum", label("measure.share"), "share", shown="percent")
    lines = Layer(
        view, (_slogan(label, 6, "share"), _year(label), share), f"{TOGETHER} and speeches_in_all >= {ENOUGH}"
    )
    return [
        Panel(
            "heatmap", label("lifecycle.heatmap"), Rectangle(0, 0, 48, 22), Heatmap(heat, "year", "slogan", "speeches")
        ),
        Panel(
            "shares",
            label("lifecycle.shares"),
            Rectangle(0, 22, 48, 14),
            XY(lines, "line", "year", ("share",), "slogan"),
        ),
        Panel("risers", label("lifecycle.risers"), Rectangle(0, 36, 24, 16), _changes(view, label, rising=True)),
        Panel("fallers", label("lifecycle.fallers"), Rectangle(24, 36, 24, 16), _changes(view, label, rising=False)),
    ]


def _changes(view: DataView, label: Labels, *, rising: bool) -> Table:
    """The steepest change from one year to the next, and the year of it.

    A net change over all years would be nothing for whatever rose and fell again.
    """
    operation: Operation = "max" if rising else "min"
    change = Measure("change", operation, label("measure.change"), "change", shown="percent")
    slogan = _slogan(label, 15, "change", descending=rising)
    year = Terms("year", "year", label("field.year"), 1, by="change", descending=rising)
    sign = "change > 0" if rising else "change < 0"
    query = f"{TOGETHER} and speeches_in_all >= {ENOUGH} and speeches_before >= {ENOUGH} and {sign}"
    return Table(Layer(view, (slogan, year, change, _speeches(label)), query))


def _spread(years: DataView, mentions: DataView, label: Labels) -> list[Panel]:
    level = Terms("level", "level", label("field.level"), EVERY_LEVEL, descending=False)
    number = Measure("count", "count", label("measure.slogans"))
    firsts = Layer(years, (level, _year(label), number), f"first_here: true and {EACH_LEVEL}")
    shares = Layer(years, (_slogan(label, 15, "speeches"), level, _speeches(label)), EACH_LEVEL)
    composed = XY(shares, "bar_horizontal_percentage_stacked", "slogan", ("speeches",), "level")
    return [
        Panel(
            "firsts",
            label("lifecycle.firsts"),
            Rectangle(0, 52, 48, 13),
            XY(firsts, "bar_stacked", "year", ("count",), "level"),
        ),
        Panel("levels", label("lifecycle.levels"), Rectangle(0, 65, 24, 18), composed),
        Panel(
            "dumbbell", label("lifecycle.dumbbell"), Rectangle(24, 65, 24, 18), Vega(dumbbell(mentions.title, label))
        ),
        Panel("bump", label("lifecycle.bump"), Rectangle(0, 83, 48, 18), Vega(bump(years.title, label))),
    ]
