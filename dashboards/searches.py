"""Which search would a panel send? The request to Elasticsearch behind each panel, and its answer as rows.

As Kibana sends it: buckets nested in the order of the columns, a calendar in the time zone of the corpus, the time
range where the data view has a time field, the panel's query, no control set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboards import kql
from dashboards.reading import Object, Placed, Shelf, layers
from yulu.elastic import translated

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Row = dict[str, Any]

TIME_ZONE = "Asia/Shanghai"
DOCUMENTS = 50
MISSING = "__missing__"
_LEAVES = {"unique_count": "cardinality", "sum": "sum", "average": "avg", "min": "min", "max": "max"}


@dataclass(frozen=True, slots=True)
class Search:
    """One search: the index and the body."""

    index: str
    body: Object


def search(panel: Placed, shelf: Shelf) -> Search:
    """The search behind a panel; KeyError or ValueError where the panel does not say what is needed."""
    if panel.kind == "lens":
        return _lens(panel, shelf)
    if panel.kind == "search":
        return _documents(panel, shelf)
    url = vega_url(panel.vega)
    body = dict(url["body"])
    if "%timefield%" in url:
        body["query"] = _between(panel, url["%timefield%"])
    return Search(url["index"], body)


def vega_url(spec: Object) -> Object:
    """The data source of a Vega specification: its only one."""
    sources = spec["data"] if isinstance(spec["data"], list) else [spec["data"]]
    found = [each["url"] for each in sources if "url" in each]
    if len(found) != 1:
        raise ValueError("not one data source")
    return dict(found[0])


def run(client: Elasticsearch, asked: Search) -> Object:
    """The answer of the node, from all shards; YuluError where it refuses."""
    with translated(client):
        return dict(client.search(index=asked.index, allow_partial_search_results=False, **asked.body).body)


def _between(panel: Placed, field: str) -> Object:
    attributes = panel.dashboard["attributes"]
    bounds = {"gte": attributes["timeFrom"], "lte": attributes["timeTo"]}
    return {"range": {field: {**bounds, "format": "strict_date_optional_time"}}}


def _query(panel: Placed, view: Object, expression: str) -> Object:
    asked = kql.query(expression)
    time_field = view["attributes"].get("timeFieldName")
    return {"bool": {"filter": [asked, _between(panel, time_field)]}} if time_field else asked


def view_of(panel: Placed, shelf: Shelf) -> Object:
    """The data view of a Lens panel or a panel of documents."""
    source = panel.lens if panel.kind == "lens" else panel.saved_search(shelf)
    id_ = next(each["id"] for each in source["references"] if each["type"] == "index-pattern")
    return shelf.objects["index-pattern", id_]


def _documents(panel: Placed, shelf: Shelf) -> Search:
    saved, view = panel.saved_search(shelf)["attributes"], view_of(panel, shelf)
    sort = [{name: {"order": order}} for name, order in saved["sort"]]
    names = [*saved["columns"], *(name for name, _ in saved["sort"])]
    body = {"size": DOCUMENTS, "_source": names, "sort": sort, "query": _query(panel, view, _kql_of(saved))}
    return Search(view["attributes"]["title"], body)


def _kql_of(saved: Object) -> str:
    import json

    return str(json.loads(saved["kibanaSavedObjectMeta"]["searchSourceJSON"])["query"]["query"])


def _lens(panel: Placed, shelf: Shelf) -> Search:
    lens, view = panel.lens, view_of(panel, shelf)
    (layer,) = layers(lens).values()
    columns = [(name, layer["columns"][name]) for name in layer["columnOrder"]]
    body: Object = {
        "size": 0,
        "track_total_hits": True,
        "query": _query(panel, view, lens["state"]["query"]["query"]),
    }
    buckets = [each for each in columns if each[1]["isBucketed"]]
    aggregations = _nested(buckets, [each for each in columns if not each[1]["isBucketed"]])
    if aggregations:
        body["aggs"] = aggregations
    return Search(view["attributes"]["title"], body)


def _nested(buckets: Sequence[tuple[str, Object]], measures: Sequence[tuple[str, Object]]) -> Object:
    leaves = {
        name: {_LEAVES[column["operationType"]]: {"field": column["sourceField"]}}
        for name, column in measures
        if column["operationType"] != "count"
    }
    if not buckets:
        return leaves
    (name, column), *inner = buckets
    below = _nested(inner, measures)
    if inner and leaves:  # an outer bucket may be ordered by a measure
        below = {**below, **leaves}
    return {name: {**_bucket(column, dict(measures)), **({"aggs": below} if below else {})}}


def _bucket(column: Object, measures: Object) -> Object:
    params, field = column["params"], column["sourceField"]
    if column["operationType"] == "date_histogram":
        calendar = {"calendar_interval": params["interval"], "time_zone": TIME_ZONE, "min_doc_count": 1}
        return {"date_histogram": {"field": field, **calendar}}
    if column["operationType"] != "terms":
        raise ValueError(f"operation {column['operationType']}")
    by = params["orderBy"]
    if by["type"] == "alphabetical":
        key = "_key"
    else:
        key = "_count" if measures[by["columnId"]]["operationType"] == "count" else by["columnId"]
    terms: Object = {"field": field, "size": params["size"], "order": {key: params["orderDirection"]}}
    if params["missingBucket"]:
        terms["missing"] = MISSING
    return {"terms": terms}


def rows(panel: Placed, shelf: Shelf, answer: Object) -> list[Row]:
    """The answer of a Lens panel or a panel of documents as rows, by column id or field."""
    if panel.kind == "search":
        saved = panel.saved_search(shelf)["attributes"]
        names = [*(name for name, _ in saved["sort"]), *saved["columns"]]
        return [{name: hit["_source"].get(name) for name in names} for hit in answer["hits"]["hits"]]
    (layer,) = layers(panel.lens).values()
    columns = [(name, layer["columns"][name]) for name in layer["columnOrder"]]
    buckets = [name for name, column in columns if column["isBucketed"]]
    measures = [each for each in columns if not each[1]["isBucketed"]]
    whole = {**answer.get("aggregations", {}), "doc_count": answer["hits"]["total"]["value"]}
    return list(_rows(whole, buckets, measures))


def _rows(bucket: Object, names: Sequence[str], measures: Sequence[tuple[str, Object]]) -> Iterator[Row]:
    if not names:
        yield {
            name: bucket["doc_count"] if column["operationType"] == "count" else bucket[name]["value"]
            for name, column in measures
        }
        return
    for each in bucket[names[0]]["buckets"]:
        # A boolean or date bucket is shown by its string.
        for row in _rows(each, names[1:], measures):
            yield {names[0]: each["key"], **row}
