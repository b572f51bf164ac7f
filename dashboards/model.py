"""What is a dashboard made of? Data views, panels on a grid, controls: values, with no word of Kibana's own format.

``dashboards.saved`` writes them as Kibana's saved objects; ``dashboards.book`` holds the three dashboards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

GRID = 48

Operation = Literal["count", "unique_count", "sum", "average", "min", "max"]
Series = Literal["bar", "bar_stacked", "bar_horizontal", "bar_horizontal_stacked", "bar_horizontal_percentage_stacked"]
Curve = Literal["line", "area"]


@dataclass(frozen=True, slots=True)
class DataView:
    """An index as Kibana sees it. ``formats`` and ``names`` are by field: shown values, and the field's own name."""

    id: str
    title: str
    name: str
    time_field: str = ""
    formats: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """A label on the dashboards' list."""

    id: str
    name: str
    description: str
    color: str = "#9E1B1B"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on the grid of ``GRID`` columns."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Buckets by the values of a keyword: the ``size`` first ones by the measure ``by``, by their own order if "".

    ``missing`` gives the documents without a value a bucket of their own.
    """

    id: str
    field: str
    label: str
    size: int
    by: str = ""
    descending: bool = True
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """Buckets by calendar time: ``interval`` as in 1M, 1y."""

    id: str
    field: str
    label: str
    interval: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for each bucket; ``count`` needs no field."""

    id: str
    operation: Operation
    label: str
    field: str = ""
    shown: Literal["number", "percent", "date"] = "number"


Column = Terms | Dates | Measure


@dataclass(frozen=True, slots=True)
class Layer:
    """What a panel asks: buckets from the outermost in, then measures; ``query`` in KQL narrows it."""

    view: DataView
    columns: tuple[Column, ...]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number."""

    layer: Layer
    value: str


@dataclass(frozen=True, slots=True)
class XY:
    """Bars, lines or areas; ``split`` is the column of the colours, "" for none."""

    layer: Layer
    series: Series | Curve
    x: str
    values: tuple[str, ...]
    split: str = ""


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A grid of two columns, shaded by a measure."""

    layer: Layer
    x: str
    y: str
    value: str


@dataclass(frozen=True, slots=True)
class Partition:
    """Areas that make up a whole: a treemap of nested groups, or a mosaic of one group against another."""

    layer: Layer
    shape: Literal["treemap", "mosaic"]
    groups: tuple[str, ...]
    value: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Buckets and measures as a table, in the order of the layer's columns."""

    layer: Layer


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents themselves, newest first by ``sort``: a saved search."""

    view: DataView
    fields: Sequence[str]
    sort: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Vega:
    """A Vega or Vega-Lite specification whose data come by Kibana's ``url`` of an index and a body."""

    spec: Mapping[str, Any]


Lens = Metric | XY | Heatmap | Partition | Table
Body = Lens | Documents | Vega


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture on a dashboard."""

    id: str
    title: str
    at: Rectangle
    body: Body
    description: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A list of a field's values above the panels, to choose from."""

    id: str
    view: DataView
    field: str
    title: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Panels under controls, over a time range (ISO dates or Kibana's ``now``)."""

    id: str
    title: str
    description: str
    panels: tuple[Panel, ...]
    controls: tuple[Control, ...] = ()
    tags: tuple[Tag, ...] = ()
    since: str = "1900-01-01T00:00:00.000Z"
    until: str = "now"


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that goes into one file."""

    views: tuple[DataView, ...]
    tags: tuple[Tag, ...]
    dashboards: tuple[Dashboard, ...]
