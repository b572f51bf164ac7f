"""语料概览: what is in the corpus? How many speeches, whose, where and when."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.labels import Labels
from dashboards.model import (
    XY,
    Control,
    Dashboard,
    DataView,
    Dates,
    Documents,
    Heatmap,
    Layer,
    Measure,
    Metric,
    Panel,
    Partition,
    Rectangle,
    Tag,
    Terms,
)
from yulu import schema

# More than there are, so that none is left out: levels are seven, and no corpus spans a thousand years.
EVERY_LEVEL, EVERY_YEAR = 10, 1000


def overview(prefix: str, views: Mapping[str, DataView], tag: Tag, label: Labels) -> Dashboard:
    """The dashboard over ``<prefix>-speeches``."""
    speeches = views[schema.SPEECHES]
    return Dashboard(
        id=f"{prefix}-overview",
        title=label("overview.title"),
        description=label("overview.description"),
        panels=(*_metrics(speeches, label), *_charts(speeches, label)),
        controls=controls(speeches, label),
        tags=(tag,),
    )


def controls(view: DataView, label: Labels) -> tuple[Control, ...]:
    """Level, place, speaker: on every document of every index."""
    return tuple(Control(name, view, name, label(f"field.{name}")) for name in ("level", "place", "speaker"))


def count(label: Labels, key: str = "speeches") -> Measure:
    """How many documents."""
    return Measure("count", "count", label(f"measure.{key}"))


def _metrics(view: DataView, label: Labels) -> list[Panel]:
    measures = (
        count(label),
        Measure("speakers", "unique_count", label("measure.speakers"), "speaker"),
        Measure("places", "unique_count", label("measure.places"), "place"),
        Measure("chars", "sum", label("measure.chars"), "chars"),
    )
    return [
        Panel(f"metric-{each.id}", each.label, Rectangle(12 * at, 0, 12, 6), Metric(Layer(view, (each,)), each.id))
        for at, each in enumerate(measures)
    ]


def _charts(view: DataView, label: Labels) -> list[Panel]:
    number = count(label)
    level = Terms("level", "level", label("field.level"), EVERY_LEVEL, missing=True, descending=False)
    month = Dates("month", "date", label("field.month"), "1M")
    speaker = Terms("speaker", "speaker", label("field.speaker"), 20, by="count")
    province = Terms("province", "province", label("field.province"), 15, by="count")
    place = Terms("place", "place", label("field.place"), 8, by="count", missing=True)
    year = Terms("year", "year", label("field.year"), EVERY_YEAR, descending=False)
    bars = XY(Layer(view, (level, month, number)), "bar_stacked", "month", ("count",), "level")
    treemap = Partition(Layer(view, (province, place, number)), "treemap", ("province", "place"), "count")
    newest = Documents(view, ("title", "speaker", "level", "place", "kind", "chars"), "date")
    return [
        Panel("months", label("overview.months"), Rectangle(0, 6, 48, 13), bars),
        Panel(
            "speakers",
            label("overview.speakers"),
            Rectangle(0, 19, 20, 17),
            XY(Layer(view, (speaker, number)), "bar_horizontal", "speaker", ("count",)),
        ),
        Panel("places", label("overview.places"), Rectangle(20, 19, 28, 17), treemap),
        Panel(
            "years",
            label("overview.years"),
            Rectangle(0, 36, 48, 11),
            Heatmap(Layer(view, (level, year, number)), "year", "level", "count"),
        ),
        Panel("newest", label("overview.newest"), Rectangle(0, 47, 48, 15), newest),
    ]
