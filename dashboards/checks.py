"""Is the file right, as far as can be told without Kibana? Each check reads the file and yields complaints.

Versions, references, the grid, the columns of Lens panels and what is drawn of them, and every field that a panel, a
control or a query names: there, of the right type, and open to aggregations. ``fields`` says what an index has, by its
name: from the schema, or from a node's ``_field_caps``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from dashboards import kql
from dashboards.model import GRID
from dashboards.reading import Object, Placed, Shelf, accessors, layers, placed
from dashboards.saved import CORE_VERSION, RECORDS, VERSIONS
from dashboards.searches import vega_url
from dashboards.views import INDICES, fields_of
from yulu.corpus import Corpus
from yulu.elastic import translated

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

NUMBERS = ("integer", "long", "double", "float", "short", "byte", "half_float", "unsigned_long")
MEASURES = ("count", "unique_count", "sum", "average", "min", "max")
BUCKETS = ("terms", "date_histogram")


@dataclass(frozen=True, slots=True)
class Capability:
    """What can be done with a field: its type, and whether it can be aggregated and sorted by."""

    type: str
    aggregatable: bool


Fields = Mapping[str, Mapping[str, Capability]]


def schema_fields(corpus: Corpus) -> Fields:
    """The fields of a corpus by index, as our own schema has them."""
    return {corpus.alias(index): {name: _of(shape) for name, shape in fields_of(index).items()} for index in INDICES}


def _of(shape: Mapping[str, object]) -> Capability:
    kind = str(shape["type"])
    return Capability(kind, kind != "text" and shape.get("doc_values", True) is True)


def node_fields(client: Elasticsearch, shelf: Shelf) -> Fields:
    """The fields behind the file's data views, as the node tells; an index that is not there has none."""
    found: dict[str, dict[str, Capability]] = {}
    for view in shelf.of("index-pattern"):
        title = view["attributes"]["title"]
        with translated(client):
            answer = client.field_caps(index=title, fields="*", ignore_unavailable=True, allow_no_indices=True)
        found[title] = {
            name: Capability(kind, bool(shape["aggregatable"]))
            for name, kinds in answer["fields"].items()
            for kind, shape in kinds.items()
        }
    return found


def complaints(shelf: Shelf, fields: Fields) -> Iterator[str]:
    """Everything that is wrong with the file; nothing for a good one."""
    yield from _readable("versions", versions(shelf))
    yield from _readable("references", references(shelf))
    yield from _readable("grid", grids(shelf))
    for dashboard in shelf.of("dashboard"):
        yield from _readable(f"dashboard {dashboard['id']}", controls(dashboard, shelf, fields))
    for panel in placed(shelf):
        for check in (_lens, _documents, _vega):
            yield from _readable(panel.where, check(panel, shelf, fields))


def _readable(where: str, found: Iterator[str]) -> Iterator[str]:
    """The complaints of one check, and one more where what it reads has not the shape of what Kibana stores."""
    try:
        yield from found
    except (KeyError, TypeError, ValueError) as error:
        yield f"{where}: cannot be read: {type(error).__name__} {error}"


def versions(shelf: Shelf) -> Iterator[str]:
    """Every object carries the version of the shape it is written in."""
    for (kind, id_), each in shelf.objects.items():
        if each.get("coreMigrationVersion") != CORE_VERSION:
            yield f"{kind} {id_}: coreMigrationVersion is {each.get('coreMigrationVersion')}, not {CORE_VERSION}"
        if each.get("typeMigrationVersion") != VERSIONS.get(kind):
            yield f"{kind} {id_}: typeMigrationVersion is {each.get('typeMigrationVersion')}, not {VERSIONS.get(kind)}"


def references(shelf: Shelf) -> Iterator[str]:
    """Whatever is referred to is in the file, and whatever needs a reference has it."""
    for (kind, id_), each in shelf.objects.items():
        names = [reference["name"] for reference in each["references"]]
        if len(names) != len(set(names)):
            yield f"{kind} {id_}: a reference's name stands twice"
        for reference in each["references"]:
            if (reference["type"], reference["id"]) not in shelf.objects:
                yield f"{kind} {id_}: refers to {reference['type']} {reference['id']}, which is not in the file"
    for dashboard in shelf.of("dashboard"):
        given = {each["name"]: each for each in dashboard["references"]}
        for name, wanted in _needed(dashboard):
            if name not in given:
                yield f"dashboard {dashboard['id']}: the reference {name} is missing"
            elif wanted and given[name]["id"] != wanted:
                yield f"dashboard {dashboard['id']}: the reference {name} is to {given[name]['id']}, not {wanted}"


def _needed(dashboard: Object) -> Iterator[tuple[str, str]]:
    """The references that a dashboard must have: the name, and the id where the panel itself names one."""
    for panel in json.loads(dashboard["attributes"]["panelsJSON"]):
        index = panel.get("panelIndex", "")
        if panel["type"] == "search":
            yield f"{index}:{panel.get('panelRefName', '')}", ""
        if panel["type"] == "lens":
            lens = panel["embeddableConfig"]["attributes"]
            own = {each["name"]: each["id"] for each in lens["references"]}
            for layer in layers(lens):
                name = f"indexpattern-datasource-layer-{layer}"
                yield f"{index}:{name}", own.get(name, "?")
    group = json.loads(dashboard["attributes"]["controlGroupInput"]["panelsJSON"])
    for id_, control in group.items():
        yield f"controlGroup_{id_}:optionsListDataView", control["explicitInput"]["dataViewId"]


def grids(shelf: Shelf) -> Iterator[str]:
    """Panels have ids of their own, stay on the grid, and do not cover each other."""
    for dashboard in shelf.of("dashboard"):
        panels = [each for each in placed(shelf) if each.dashboard is dashboard]
        ids = [each.id for each in panels]
        if len(ids) != len(set(ids)):
            yield f"dashboard {dashboard['id']}: two panels have one id"
        for each in panels:
            at = each.panel["gridData"]
            if at["i"] != each.id:
                yield f"{each.where}: gridData.i is {at['i']}"
            if at["x"] < 0 or at["y"] < 0 or at["w"] < 1 or at["h"] < 1 or at["x"] + at["w"] > GRID:
                yield f"{each.where}: outside of the grid of {GRID} columns"
        for one, other in combinations(panels, 2):
            if _overlap(one.panel["gridData"], other.panel["gridData"]):
                yield f"{one.where}: overlaps {other.id}"


def _overlap(one: Object, other: Object) -> bool:
    beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
    below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
    return not (beside or below)


def controls(dashboard: Object, shelf: Shelf, fields: Fields) -> Iterator[str]:
    """A control offers the values of a field that there is and that has values to offer."""
    for id_, control in json.loads(dashboard["attributes"]["controlGroupInput"]["panelsJSON"]).items():
        asked = control["explicitInput"]
        view = shelf.view(asked["dataViewId"])
        if view is not None:
            where = f"dashboard {dashboard['id']}: control {id_}"
            yield from _field(where, asked["fieldName"], fields.get(view["attributes"]["title"], {}))


def _field(where: str, name: str, known: Mapping[str, Capability], types: tuple[str, ...] = ()) -> Iterator[str]:
    """A field must be there and aggregatable; of one of ``types`` where they are given."""
    if name not in known:
        yield f"{where}: there is no field {name}"
    elif not known[name].aggregatable:
        yield f"{where}: {name} is {known[name].type} and cannot be aggregated"
    elif types and known[name].type not in types:
        yield f"{where}: {name} is {known[name].type}, not {' or '.join(types)}"


def _lens(panel: Placed, shelf: Shelf, fields: Fields) -> Iterator[str]:
    if panel.kind != "lens":
        return
    lens = panel.lens
    (reference,) = lens["references"]
    view = shelf.objects["index-pattern", reference["id"]]
    known = fields.get(view["attributes"]["title"], {})
    if not lens["title"]:
        yield f"{panel.where}: no title"
    yield from _query(panel.where, lens["state"]["query"]["query"], known)
    ((_, layer),) = layers(lens).items()
    columns, order = layer["columns"], layer["columnOrder"]
    if sorted(order) != sorted(columns):
        yield f"{panel.where}: columnOrder is {order}, the columns are {list(columns)}"
    flags = [columns[name]["isBucketed"] for name in order if name in columns]
    if flags != sorted(flags, reverse=True):
        yield f"{panel.where}: a measure stands before a bucket"
    drawn = set(accessors(lens["state"]["visualization"]))
    for name in sorted(drawn ^ set(columns)):
        yield f"{panel.where}: column {name} is " + ("not drawn" if name in columns else "drawn and not there")
    for name, column in columns.items():
        yield from _column(f"{panel.where}/{name}", column, columns, known)


def _column(where: str, column: Object, columns: Object, known: Mapping[str, Capability]) -> Iterator[str]:
    operation, field, params = column["operationType"], column["sourceField"], column["params"]
    if operation not in (BUCKETS if column["isBucketed"] else MEASURES):
        yield f"{where}: operation {operation} is not one that we use"
    if operation == "count":
        if field != RECORDS:
            yield f"{where}: count is of {RECORDS}, not of {field}"
        return
    types: tuple[str, ...] = ()
    if operation == "date_histogram":
        types = ("date",)
    elif operation in ("sum", "average"):
        types = NUMBERS
    elif operation in ("min", "max"):
        types = (*NUMBERS, "date")
    yield from _field(where, field, known, types)
    if operation == "terms":
        by = params["orderBy"]
        if by["type"] == "column" and columns.get(by["columnId"], {"isBucketed": True})["isBucketed"]:
            yield f"{where}: ordered by {by['columnId']}, which is no measure"
        if params.get("secondaryFields"):
            yield f"{where}: terms of several fields"
        if params.get("otherBucket"):
            yield f"{where}: “other” is wrong where documents have several values"


def _query(where: str, expression: str, known: Mapping[str, Capability]) -> Iterator[str]:
    try:
        kql.query(expression)
    except ValueError as error:
        yield f"{where}: {error}"
        return
    for name in kql.fields(expression):
        if name not in known:
            yield f"{where}: the query names {name}, which is no field"


def _documents(panel: Placed, shelf: Shelf, fields: Fields) -> Iterator[str]:
    if panel.kind != "search":
        return
    saved = panel.saved_search(shelf)
    source = json.loads(saved["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    names = {each["name"]: each["id"] for each in saved["references"]}
    if source.get("indexRefName") not in names:
        yield f"{panel.where}: the saved search names no data view"
        return
    view = shelf.objects["index-pattern", names[source["indexRefName"]]]
    known = fields.get(view["attributes"]["title"], {})
    yield from _query(panel.where, source["query"]["query"], known)
    for name in saved["attributes"]["columns"]:
        if name not in known:
            yield f"{panel.where}: there is no field {name}"
    for name, _ in saved["attributes"]["sort"]:
        yield from _field(panel.where, name, known)


def _vega(panel: Placed, shelf: Shelf, fields: Fields) -> Iterator[str]:
    if panel.kind != "visualization":
        return
    url = vega_url(panel.vega)
    titles = [view["attributes"]["title"] for view in shelf.of("index-pattern")]
    if url["index"] not in titles:
        yield f"{panel.where}: {url['index']} has no data view"
    known = fields.get(url["index"], {})
    if "query" in url["body"]:
        yield f"{panel.where}: a query beside %context%, which Kibana refuses"
    if not url.get("%context%"):
        yield f"{panel.where}: the dashboard's filters do not reach it"
    if "%timefield%" in url:
        yield from _field(panel.where, url["%timefield%"], known, ("date",))
    for name in _named(url["body"]):
        yield from _field(panel.where, name, known)


def _named(body: object, above: str = "") -> Iterator[str]:
    """The fields that a search body names: each ``field``, and the key of each ``term`` and ``terms`` query."""
    if not isinstance(body, dict):
        return
    for key, each in body.items():
        if key == "field" and isinstance(each, str):
            yield each
        elif key == "term" or (key == "terms" and above == "filter"):
            yield from each
        else:
            yield from _named(each, key)
