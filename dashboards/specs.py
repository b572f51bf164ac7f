"""How are ranks, first dates and the network of citations drawn? Vega specifications, for what Lens cannot draw.

Their data come by Kibana's own kind of ``url``: an index and a body, which Kibana narrows by the dashboard's filters
(``%context%``) and time range (``%timefield%``). What would be a query of their own is a filter aggregation instead:
Kibana takes no query beside its context.
"""

from __future__ import annotations

import json
from typing import Any

from dashboards.labels import ALL, Labels

Spec = dict[str, Any]

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
VEGA = "https://vega.github.io/schema/vega/v5.json"
# From the centre, red, outward.
LEVEL_COLORS = ("#B5121B", "#E0761F", "#C9A227", "#3E8E5A", "#2C7FB8", "#5B5EA6", "#7A7A7A")


def _source(index: str, aggregations: Spec, found: str, *, time_field: str = "") -> Spec:
    url: Spec = {"%context%": True, "index": index, "body": {"size": 0, "aggs": aggregations}}
    if time_field:
        url["%timefield%"] = time_field
    return {"url": url, "format": {"property": f"aggregations.{found}"}}


def bump(index: str, label: Labels, *, slogans: int = 10, years: int = 5) -> Spec:
    """Lines of the ranks that the most frequent slogans have among each other, every few years."""
    heard = {"n": {"sum": {"field": "speeches"}}}
    by_year = {"terms": {"field": "year", "size": 1000, "order": {"_key": "asc"}}, "aggs": heard}
    by_slogan = {"terms": {"field": "slogan", "size": slogans, "order": {"n": "desc"}}, "aggs": {**heard, "y": by_year}}
    aggregations = {"together": {"filter": {"term": {"level": ALL}}, "aggs": {"s": by_slogan}}}
    end = "datum.period == datum.last"
    position = {
        "x": {"field": "period", "type": "ordinal", "title": label("lifecycle.period"), "axis": {"labelAngle": 0}},
        "y": {
            "field": "rank",
            "type": "quantitative",
            "title": label("lifecycle.rank"),
            "scale": {"reverse": True, "domain": [0.5, slogans + 0.5], "nice": False},
            "axis": {"values": list(range(1, slogans + 1)), "grid": False},
        },
        "color": {"field": "slogan", "type": "nominal", "legend": None, "scale": {"scheme": "tableau10"}},
    }
    return {
        "$schema": VEGA_LITE,
        "data": _source(index, aggregations, "together.s.buckets", time_field="date"),
        "transform": [
            {"calculate": "datum.key", "as": "slogan"},
            {"flatten": ["y.buckets"], "as": ["b"]},
            {"calculate": f"{years} * floor(toNumber(datum.b.key) / {years})", "as": "period"},
            {"calculate": "datum.b.n.value", "as": "n"},
            {"aggregate": [{"op": "sum", "field": "n", "as": "n"}], "groupby": ["slogan", "period"]},
            {"filter": "datum.n > 0"},
            {
                "window": [{"op": "row_number", "as": "rank"}],
                "sort": [{"field": "n", "order": "descending"}, {"field": "slogan", "order": "ascending"}],
                "groupby": ["period"],
            },
            {"joinaggregate": [{"op": "max", "field": "period", "as": "last"}], "groupby": ["slogan"]},
            {"joinaggregate": [{"op": "max", "field": "period", "as": "latest"}]},
        ],
        "encoding": position,
        "layer": [
            {"mark": {"type": "line", "interpolate": "monotone", "strokeWidth": 2.5}},
            {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}},
            # To the right of the last period of all; above its last point where a slogan ends before.
            _ends(f"{end} && datum.last == datum.latest", {"align": "left", "baseline": "middle", "dx": 9}),
            _ends(f"{end} && datum.last < datum.latest", {"align": "center", "baseline": "bottom", "dy": -8}),
        ],
    }


def _ends(which: str, at: Spec) -> Spec:
    """The names of slogans at some of their points, in a colour that can be read on white."""
    return {
        "transform": [{"filter": which}],
        "mark": {"type": "text", **at},
        "encoding": {"text": {"field": "slogan"}, "color": {"value": "#222"}},
    }


def dumbbell(index: str, label: Labels, *, slogans: int = 15) -> Spec:
    """For each slogan a line of time with a point where each level first says it."""
    first = {"f": {"min": {"field": "date"}}}
    by_level = {"terms": {"field": "level", "size": 10}, "aggs": first}
    heard = {"n": {"cardinality": {"field": "speech_id"}}}
    by_slogan = {"terms": {"field": "family", "size": 300, "order": {"n": "desc"}}, "aggs": {**heard, "l": by_level}}
    aggregations = {"own": {"filter": {"term": {"nested": False}}, "aggs": {"s": by_slogan}}}
    names = [name for level, name in label.levels.items() if level != ALL]
    position = {
        "y": {"field": "slogan", "type": "nominal", "title": None, "sort": {"field": "begun"}},
        "x": {
            "field": "first",
            "type": "temporal",
            "title": label("lifecycle.first_date"),
            "scale": {"type": "utc"},
            "axis": {"format": "%Y"},
        },
    }
    return {
        "$schema": VEGA_LITE,
        "data": _source(index, aggregations, "own.s.buckets", time_field="date"),
        "transform": [
            {"calculate": "datum.key", "as": "slogan"},
            {"calculate": "datum.n.value", "as": "n"},
            {"flatten": ["l.buckets"], "as": ["b"]},
            {"filter": "isValid(datum.b.f.value)"},
            {"calculate": "toDate(datum.b.f.value)", "as": "first"},
            {"calculate": f"{json.dumps(label.levels, ensure_ascii=False)}[datum.b.key]", "as": "level"},
            {
                "joinaggregate": [
                    {"op": "count", "as": "levels"},
                    {"op": "min", "field": "first", "as": "begun"},
                ],
                "groupby": ["slogan"],
            },
            {"filter": "datum.levels > 1"},
            {
                "window": [{"op": "dense_rank", "as": "place"}],
                "sort": [
                    {"field": "levels", "order": "descending"},
                    {"field": "n", "order": "descending"},
                    {"field": "slogan", "order": "ascending"},
                ],
            },
            {"filter": f"datum.place <= {slogans}"},
        ],
        "encoding": position,
        "layer": [
            {"mark": {"type": "line", "color": "#BBB", "strokeWidth": 2}, "encoding": {"detail": {"field": "slogan"}}},
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 90,
                    "opacity": 1,
                    "stroke": "white",
                    "strokeWidth": 1,
                },
                "encoding": {
                    "color": {
                        "field": "level",
                        "type": "nominal",
                        "title": label("field.level"),
                        "scale": {"domain": names, "range": list(LEVEL_COLORS)},
                    }
                },
            },
        ],
    }


def network(index: str, *, speakers: int = 15, people: int = 6) -> Spec:
    """Speakers and the people they quote, drawn to one another by how often they quote."""
    quoted = {"terms": {"field": "quoted_person", "size": people}}
    by_speaker = {"terms": {"field": "speaker", "size": speakers}, "aggs": {"p": quoted}}
    somebodys = {"terms": {"class": ["speech", "indirect", "document", "saying"]}}
    aggregations = {"own": {"filter": somebodys, "aggs": {"s": by_speaker}}}
    return {
        "$schema": VEGA,
        "padding": 5,
        "autosize": "none",
        "signals": [{"name": "cx", "update": "width / 2"}, {"name": "cy", "update": "height / 2"}],
        "data": _network_data(_source(index, aggregations, "own.s.buckets", time_field="date")),
        "scales": [
            {"name": "size", "type": "sqrt", "domain": {"data": "nodes", "field": "n"}, "range": [30, 900]},
            {"name": "width", "type": "sqrt", "domain": {"data": "links", "field": "n"}, "range": [0.5, 6]},
            {"name": "color", "type": "ordinal", "domain": [0, 1], "range": ["#C9A227", "#B5121B"]},
        ],
        "marks": [_places(), _links(), _dots(), _names()],
    }


def _network_data(source: Spec) -> list[Spec]:
    return [
        {
            "name": "links",
            **source,
            "transform": [
                {"type": "flatten", "fields": ["p.buckets"], "as": ["b"]},
                {"type": "formula", "expr": "datum.key", "as": "source"},
                {"type": "formula", "expr": "datum.b.key", "as": "target"},
                {"type": "formula", "expr": "datum.b.doc_count", "as": "n"},
                {"type": "filter", "expr": "datum.source != datum.target"},
                {"type": "formula", "expr": "datum.source", "as": "from"},
                {"type": "formula", "expr": "datum.target", "as": "to"},
            ],
        },
        {
            "name": "nodes",
            "source": "links",
            "transform": [
                {"type": "fold", "fields": ["from", "to"], "as": ["end", "name"]},
                {"type": "formula", "expr": "datum.end == 'from' ? 1 : 0", "as": "speaks"},
                {
                    "type": "aggregate",
                    "groupby": ["name"],
                    "fields": ["n", "speaks"],
                    "ops": ["sum", "max"],
                    "as": ["n", "speaks"],
                },
            ],
        },
    ]


def _places() -> Spec:
    """Where the nodes go: nothing is seen of this mark; lines, dots and names are drawn over one another from it."""
    forces = [
        {"force": "center", "x": {"signal": "cx"}, "y": {"signal": "cy"}},
        {"force": "collide", "radius": 20},
        {"force": "nbody", "strength": -190},
        # A field and not a signal: with a signal here every place is no number.
        {"force": "x", "x": "middle_x", "strength": 0.04},
        {"force": "y", "y": "middle_y", "strength": 0.16},
        {"force": "link", "links": "links", "id": "datum.name", "distance": 70},
    ]
    return {
        "name": "places",
        "type": "symbol",
        "from": {"data": "nodes"},
        "interactive": False,
        "encode": {
            "enter": {"opacity": {"value": 0}, "middle_x": {"signal": "cx"}, "middle_y": {"signal": "cy"}},
        },
        "transform": [{"type": "force", "static": True, "iterations": 300, "signal": "force", "forces": forces}],
    }


def _dots() -> Spec:
    return {
        "type": "symbol",
        "from": {"data": "places"},
        "encode": {
            "update": {
                "x": {"field": "x"},
                "y": {"field": "y"},
                "size": {"scale": "size", "field": "datum.n"},
                "fill": {"scale": "color", "field": "datum.speaks"},
                "stroke": {"value": "white"},
                "tooltip": {"signal": "datum.datum.name + ' ' + datum.datum.n"},
            }
        },
    }


def _links() -> Spec:
    # Before the forces have run the ends of a link are still names, and a name has no place. The expression's datum is
    # the drawn item, whose own datum is the link.
    ends = {
        f"{end}{axis.upper()}": {"expr": f"isNumber({at}) ? {at} : 0"}
        for end in ("source", "target")
        for axis in ("x", "y")
        for at in (f"datum.datum.{end}.{axis}",)
    }
    return {
        "type": "path",
        "from": {"data": "links"},
        "interactive": False,
        "encode": {
            "update": {
                "stroke": {"value": "#999"},
                "strokeOpacity": {"value": 0.5},
                "strokeWidth": {"scale": "width", "field": "n"},
            }
        },
        "transform": [{"type": "linkpath", "require": {"signal": "force"}, "shape": "line", **ends}],
    }


def _names() -> Spec:
    return {
        "type": "text",
        "from": {"data": "places"},
        "interactive": False,
        "encode": {
            "update": {
                "x": {"field": "x"},
                "y": {"field": "y"},
                "dy": {"value": -8},
                "text": {"field": "datum.name"},
                "fontSize": {"value": 12},
                "align": {"value": "center"},
                "baseline": {"value": "bottom"},
                "fill": {"value": "#222"},
            }
        },
    }
