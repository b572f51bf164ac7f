"""How is a panel drawn without Kibana? As a Vega specification that holds the node's own answer.

Lens panels are drawn from their columns and rows in the manner of Kibana; Vega panels are Kibana's specification with
the answer in place of the ``url``. Nothing here asks Elasticsearch or touches a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any

from dashboards.model import GRID
from dashboards.reading import Object, Placed, Shelf, layers
from dashboards.searches import MISSING, Row, rows, view_of
from dashboards.specs import LEVEL_COLORS, VEGA, VEGA_LITE

Spec = dict[str, Any]

WIDTH = 1280
ROW = 20
ABSENT = "—"
RED = "#B5121B"
_SHADES = {"scheme": "oranges"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A panel ready to be drawn. ``header`` and ``lines`` are set for those that are tables on a page."""

    id: str
    title: str
    spec: Spec
    header: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """Every character that may be drawn."""
        return json.dumps(self.spec, ensure_ascii=False) + "".join("".join(line) for line in self.lines)


def drawing(panel: Placed, shelf: Shelf, answer: Object) -> Drawing:
    """The drawing of a panel from the answer to its search."""
    title, size = panel.title(shelf), _size(panel)
    if panel.kind == "visualization":
        return Drawing(
            panel.id, title, {**_inlined(panel.vega, answer), **_vega_size(panel.vega, size), "title": title}
        )
    found = rows(panel, shelf, answer)
    view = view_of(panel, shelf)
    if panel.kind == "search":
        names = list(found[0]) if found else []
        titles = json.loads(view["attributes"]["fieldAttrs"])
        header = tuple(titles.get(name, {}).get("customLabel", name) for name in names)
        shown = [{name: _value(row[name], _lookup(view, name)) for name in names} for row in found]
        return _table(panel.id, title, header, [tuple(map(_text, row.values())) for row in shown], size)
    (layer,) = layers(panel.lens).values()
    columns = layer["columns"]
    shown = [{name: _shown(value, columns[name], view) for name, value in row.items()} for row in found]
    if panel.lens["visualizationType"] == "lnsDatatable":
        header = tuple(columns[name]["label"] for name in layer["columnOrder"])
        lines = [tuple(_text(_formatted(row[name], columns[name])) for name in layer["columnOrder"]) for row in shown]
        return _table(panel.id, title, header, lines, size)
    spec = _CHARTS[panel.lens["visualizationType"]](panel.lens["state"]["visualization"], columns, shown, size)
    return Drawing(panel.id, title, {**spec, "title": {"text": title, "fontWeight": "normal"}})


def _size(panel: Placed) -> tuple[int, int]:
    at = panel.panel["gridData"]
    return WIDTH * at["w"] // GRID - 10, ROW * at["h"] - 10


def _vega_size(spec: Spec, size: tuple[int, int]) -> Spec:
    if spec["$schema"] == VEGA:
        return {
            "width": size[0] - 10,
            "height": size[1] - 40,
            "padding": {"top": 35, "left": 5, "right": 5, "bottom": 5},
        }
    return {"width": size[0], "height": size[1], "autosize": {"type": "fit", "contains": "padding"}}


def _inlined(spec: Spec, answer: Object) -> Spec:
    """The specification with the part of the answer that it reads in place of its ``url``."""

    def filled(data: Object) -> Object:
        if "url" not in data:
            return data
        path = data["format"]["property"].split(".")
        values = reduce(lambda found, key: found[key], path, answer)
        return {**{key: each for key, each in data.items() if key not in ("url", "format")}, "values": values}

    data = spec["data"]
    return {**spec, "data": [filled(each) for each in data] if isinstance(data, list) else filled(data)}


def _lookup(view: Object, field: str) -> Mapping[str, str]:
    formats = json.loads(view["attributes"]["fieldFormatMap"])
    entries = formats.get(field, {}).get("params", {}).get("lookupEntries", ())
    return {each["key"]: each["value"] for each in entries}


def _shown(value: object, column: Object, view: Object) -> object:
    if not column["isBucketed"] or column["operationType"] != "terms":
        return value
    return _value(value, _lookup(view, column["sourceField"]))


def _value(value: object, lookup: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return "；".join(str(lookup.get(each, each)) for each in value)
    if value is None or value == MISSING:
        return ABSENT
    return lookup.get(value, value) if isinstance(value, str) else value


def _formatted(value: object, column: Object) -> object:
    """A measure for a reader."""
    if value is None:
        return ABSENT
    if column["dataType"] == "date" and isinstance(value, int | float):
        return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    if column["params"].get("format", {}).get("id") == "percent" and isinstance(value, int | float):
        return f"{value:.1%}"
    return value


def _text(value: object) -> str:
    return f"{value:,.0f}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _metric(state: Spec, columns: Object, found: Sequence[Row], size: tuple[int, int]) -> Spec:
    value = _text(_formatted(found[0][state["metricAccessor"]], columns[state["metricAccessor"]]))
    return {
        "$schema": VEGA_LITE,
        "width": size[0] - 20,
        "height": size[1] - 50,
        "data": {"values": [{"value": value}]},
        "mark": {"type": "text", "fontSize": 44, "color": RED},
        "encoding": {"text": {"field": "value", "type": "nominal"}},
        "view": {"stroke": None},
    }


def _lite(found: Sequence[Row], size: tuple[int, int], mark: Spec, encoding: Spec) -> Spec:
    return {
        "$schema": VEGA_LITE,
        "width": size[0],
        "height": size[1],
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": list(found)},
        "mark": mark,
        "encoding": encoding,
    }


def _color(name: str, columns: Object, found: Sequence[Row]) -> Spec:
    """The colour of a split; levels keep theirs from the centre outward."""
    color: Spec = {"field": name, "type": "nominal", "title": columns[name]["label"]}
    if columns[name]["sourceField"] == "level":
        names = _level_names(found, name)
        return {**color, "scale": {"domain": names, "range": [*LEVEL_COLORS, "#CCC"][: len(names)]}}
    return color


def _level_names(found: Sequence[Row], name: str) -> list[str]:
    from dashboards.labels import ALL, Labels

    present = {row[name] for row in found}
    for language in ("zh", "en"):
        known = [label for level, label in Labels(language).levels.items() if level != ALL]
        if present <= {*known, ABSENT}:
            return [*known, ABSENT] if ABSENT in present else known
    return sorted(present)


def _xy(state: Spec, columns: Object, found: Sequence[Row], size: tuple[int, int]) -> Spec:
    (layer,) = state["layers"]
    series, name, value = layer["seriesType"], layer["xAccessor"], layer["accessors"][0]
    flat = "horizontal" in series
    dates = columns[name]["operationType"] == "date_histogram"
    along: Spec = {"field": name, "type": "temporal" if dates else "nominal", "title": None}
    if flat:
        along["sort"] = list(dict.fromkeys(row[name] for row in found))
    elif not dates:
        along["axis"] = {"labelAngle": -45, "labelOverlap": True}
    percent = columns[value]["params"].get("format", {}).get("id") == "percent"
    up: Spec = {"field": value, "type": "quantitative", "title": columns[value]["label"]}
    up["axis"] = {"format": "%" if percent else ",d", "tickMinStep": 0.01 if percent else 1, "labelFlush": False}
    if "percentage" in series:
        up = {"field": value, "type": "quantitative", "stack": "normalize", "title": None, "axis": {"format": "%"}}
    encoding: Spec = {"y": along, "x": up} if flat else {"x": along, "y": up}
    if "splitAccessor" in layer:
        encoding["color"] = _color(layer["splitAccessor"], columns, found)
    if series in ("line", "area"):
        return _lite(found, size, {"type": series, "point": {"size": 20}, "strokeJoin": "round"}, encoding)
    mark: Spec = {"type": "bar", **({} if "splitAccessor" in layer else {"color": RED})}
    if dates:
        mark["width"] = 2
    return _lite(found, size, mark, encoding)


def _heatmap(state: Spec, columns: Object, found: Sequence[Row], size: tuple[int, int]) -> Spec:
    across, down, value = state["xAccessor"], state["yAccessor"], state["valueAccessor"]
    years = columns[across]["sourceField"] == "year"
    axis = {"labelAngle": -45, "labelOverlap": years}
    often = None if years else {"field": value, "op": "sum", "order": "descending"}
    order = _level_names(found, down) if columns[down]["sourceField"] == "level" else None
    rest: Spec = {"sort": order or list(dict.fromkeys(row[down] for row in found))}
    encoding = {
        "x": {"field": across, "type": "nominal", "title": None, "axis": axis, **({"sort": often} if often else {})},
        "y": {"field": down, "type": "nominal", "title": None, **rest},
        "color": {"field": value, "type": "quantitative", "title": columns[value]["label"], "scale": _SHADES},
    }
    return _lite(found, size, {"type": "rect"}, encoding)


def _partition(state: Spec, columns: Object, found: Sequence[Row], size: tuple[int, int]) -> Spec:
    (layer,) = state["layers"]
    value = layer["metrics"][0]
    if state["shape"] == "mosaic":
        return _mosaic(found, layer["primaryGroups"][0], layer["secondaryGroups"][0], value, size)
    return _treemap(found, layer["primaryGroups"], value, size)


def _mosaic(found: Sequence[Row], across: str, up: str, value: str, size: tuple[int, int]) -> Spec:
    """Widths by the one group, heights by the other: rectangles between 0 and 1."""
    total = sum(row[value] for row in found) or 1
    made: list[Row] = []
    left = 0.0
    for name in dict.fromkeys(row[across] for row in found):
        own = [row for row in found if row[across] == name]
        whole = sum(row[value] for row in own)
        bottom = 0.0
        for row in own:
            top, right = bottom + row[value] / whole, left + whole / total
            # Where there is room for it: 12 pixels a character.
            fits = top - bottom > 0.035 and (right - left) * (size[0] - 30) > 12 * len(row[up])
            label = row[up] if fits else ""
            middle = {"mx": (left + right) / 2, "my": (bottom + top) / 2, "label": label}
            made.append({"x": left, "x2": right, "y": bottom, "y2": top, "cue": row[up], "person": name, **middle})
            bottom = top
        left += whole / total
    heads = [{"x": row["mx"], "person": row["person"]} for row in {row["person"]: row for row in made}.values()]
    hidden = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1.12], "nice": False}}
    flat = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    color = {"field": "cue", "type": "nominal", "legend": None, "scale": {"scheme": "tableau20"}}
    tiles = {"x": {"field": "x", **flat}, "x2": {"field": "x2"}, "y": {"field": "y", **hidden}, "y2": {"field": "y2"}}
    return {
        "$schema": VEGA_LITE,
        "width": size[0] - 30,
        "height": size[1] - 60,
        "data": {"values": made},
        "layer": [
            {"mark": {"type": "rect", "stroke": "white"}, "encoding": {**tiles, "color": color}},
            {
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {"x": {"field": "mx", **flat}, "y": {"field": "my", **hidden}, "text": {"field": "label"}},
            },
            {
                "data": {"values": heads},
                "mark": {"type": "text", "fontSize": 11, "angle": 315, "align": "left"},
                "encoding": {"x": {"field": "x", **flat}, "y": {"datum": 1.02, **hidden}, "text": {"field": "person"}},
            },
        ],
        "view": {"stroke": None},
    }


def _treemap(found: Sequence[Row], groups: Sequence[str], value: str, size: tuple[int, int]) -> Spec:
    outer, inner = groups
    wide = "datum.x1 - datum.x0"
    return {
        "$schema": VEGA,
        "width": size[0] - 20,
        "height": size[1] - 40,
        "padding": 5,
        "data": [
            {
                "name": "tree",
                "values": list(found),
                "transform": [
                    {"type": "nest", "keys": [outer], "generate": True},
                    {
                        "type": "treemap",
                        "field": value,
                        "paddingInner": 1,
                        "paddingTop": 17,
                        "round": True,
                        "size": _WHOLE,
                    },
                ],
            },
            {"name": "leaves", "source": "tree", "transform": [{"type": "filter", "expr": f"isValid(datum.{inner})"}]},
            {"name": "heads", "source": "tree", "transform": [{"type": "filter", "expr": "datum.depth == 1"}]},
        ],
        "scales": [
            {
                "name": "color",
                "type": "ordinal",
                "domain": {"data": "leaves", "field": outer},
                "range": {"scheme": "pastel1"},
            }
        ],
        "marks": [
            _tile("leaves", {"fill": {"scale": "color", "field": outer}}),
            _name(
                "leaves", f"{wide} > 24 && datum.y1 - datum.y0 > 12 ? datum.{inner} + ' ' + datum.{value} : ''", wide
            ),
            _name("heads", f"{wide} > 24 ? datum.key || datum.values[0].{outer} : ''", wide, fill=RED),
        ],
    }


_WHOLE = [{"signal": "width"}, {"signal": "height"}]


def _tile(data: str, fill: Spec) -> Spec:
    corners = {"x": "x0", "y": "y0", "x2": "x1", "y2": "y1"}
    place = {name: {"field": field} for name, field in corners.items()}
    return {"type": "rect", "from": {"data": data}, "encode": {"update": {**place, **fill}}}


def _name(data: str, words: str, limit: str, *, fill: str = "#222") -> Spec:
    encode = {
        "x": {"field": "x0", "offset": 3},
        "y": {"field": "y0", "offset": 3},
        "text": {"signal": words},
        "limit": {"signal": limit},
        "baseline": {"value": "top"},
        "fill": {"value": fill},
    }
    return {"type": "text", "from": {"data": data}, "encode": {"update": encode}}


def _table(
    id_: str, title: str, header: Sequence[str], lines: Sequence[tuple[str, ...]], size: tuple[int, int]
) -> Drawing:
    """A table as a picture: as many lines as fit, and how many there are."""
    room = max(1, (size[1] - 50) // ROW)
    longest = [max((len(line[at]) for line in [tuple(header), *lines]), default=1) for at in range(len(header))]
    share = [min(each, 30) + 2 for each in longest]
    starts = [sum(share[:at]) for at in range(len(share))]
    unit = (size[0] - 20) / (sum(share) or 1)
    cells = [
        {"x": starts[at], "y": number, "text": _short(cell, int(share[at] * unit / 11)), "head": number == 0}
        for number, line in enumerate([tuple(header), *lines[:room]])
        for at, cell in enumerate(line)
    ]
    bounds = {"type": "quantitative", "axis": None}
    encoding = {
        "x": {"field": "x", **bounds, "scale": {"domain": [0, sum(share) or 1], "nice": False}},
        "y": {"field": "y", **bounds, "scale": {"domain": [room + 0.5, -0.5], "nice": False}},
        "text": {"field": "text", "type": "nominal"},
        "color": {"condition": {"test": "datum.head", "value": RED}, "value": "#222"},
    }
    more = f" ({min(room, len(lines))}/{len(lines)})" if len(lines) > room else ""
    spec: Spec = {
        "$schema": VEGA_LITE,
        "title": {"text": title + more, "fontWeight": "normal"},
        "width": size[0] - 20,
        "height": size[1] - 40,
        "data": {"values": cells},
        "mark": {"type": "text", "align": "left", "fontSize": 11},
        "encoding": encoding,
        "view": {"stroke": None},
    }
    return Drawing(id_, title, spec, tuple(header), tuple(lines))


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: max(1, most - 1)] + "…"


_CHARTS = {"lnsMetric": _metric, "lnsXY": _xy, "lnsHeatmap": _heatmap, "lnsPie": _partition}
