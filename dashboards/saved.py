"""How does Kibana store a dashboard? Our values as saved objects, stamped with the versions of their shapes.

Lower versions are migrated up on import, higher ones refused, and missing ones run through every migration since 7,
which has crashed on Lens panels: so each object carries the version of the shape it is written in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dashboards.model import (
    XY,
    Book,
    Control,
    Dashboard,
    DataView,
    Dates,
    Documents,
    Heatmap,
    Lens,
    Measure,
    Metric,
    Panel,
    Partition,
    Table,
    Terms,
    Vega,
)

Object = dict[str, Any]

CORE_VERSION = "8.8.0"
VERSIONS = {
    "dashboard": "10.3.0",
    "lens": "8.9.0",
    "index-pattern": "8.0.0",
    "visualization": "8.5.0",
    "tag": "8.0.0",
    "search": "10.5.0",
}
LAYER = "layer1"
RECORDS = "___records___"
_KINDS = {Metric: "lnsMetric", XY: "lnsXY", Heatmap: "lnsHeatmap", Partition: "lnsPie", Table: "lnsDatatable"}
_NO_SEARCH = {"query": {"query": "", "language": "kuery"}, "filter": []}


def ndjson(book: Book) -> str:
    """The file: one saved object a line, those that are referred to before those that refer."""
    return "".join(_line(each) + "\n" for each in objects(book))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def objects(book: Book) -> Iterator[Object]:
    """Every saved object of the book."""
    for view in book.views:
        yield _data_view(view)
    for tag in book.tags:
        yield _object(
            "tag", tag.id, {"name": tag.name, "description": tag.description, "color": tag.color}, references=[]
        )
    for dashboard in book.dashboards:
        for panel in dashboard.panels:
            if isinstance(panel.body, Documents):
                yield _search(dashboard, panel, panel.body)
        yield _dashboard(dashboard)


def _object(kind: str, id_: str, attributes: Object, references: list[Object]) -> Object:
    return {
        "type": kind,
        "id": id_,
        "attributes": attributes,
        "references": references,
        "managed": False,
        "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": VERSIONS[kind],
    }


def _reference(kind: str, id_: str, name: str) -> Object:
    return {"type": kind, "id": id_, "name": name}


def _data_view(view: DataView) -> Object:
    formats = {
        name: {
            "id": "static_lookup",
            "params": {"lookupEntries": [{"key": key, "value": value} for key, value in values.items()]},
        }
        for name, values in view.formats.items()
    }
    attributes: Object = {
        "title": view.title,
        "name": view.name,
        "allowHidden": False,
        "fieldFormatMap": _line(formats),
        "fieldAttrs": _line({name: {"customLabel": label} for name, label in view.names.items()}),
        "runtimeFieldMap": "{}",
        "fields": "[]",
        "sourceFilters": "[]",
    }
    if view.time_field:
        attributes["timeFieldName"] = view.time_field
    return _object("index-pattern", view.id, attributes, [])


def search_id(dashboard: Dashboard, panel: Panel) -> str:
    """The id of the saved search behind a panel of documents."""
    return f"{dashboard.id}-{panel.id}"


def _search(dashboard: Dashboard, panel: Panel, body: Documents) -> Object:
    name = "kibanaSavedObjectMeta.searchSourceJSON.index"
    source = {"query": {"query": body.query, "language": "kuery"}, "filter": [], "indexRefName": name}
    attributes: Object = {
        "title": panel.title,
        "description": panel.description,
        "columns": list(body.fields),
        "sort": [[body.sort, "desc"]],
        "grid": {},
        "hideChart": True,
        "isTextBasedQuery": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": _line(source)},
    }
    view = _reference("index-pattern", body.view.id, name)
    return _object("search", search_id(dashboard, panel), attributes, [view])


def _dashboard(dashboard: Dashboard) -> Object:
    references: list[Object] = []
    panels = [_panel(dashboard, panel, references) for panel in dashboard.panels]
    controls = {each.id: _control(each, order) for order, each in enumerate(dashboard.controls)}
    references += [
        _reference("index-pattern", each.view.id, f"controlGroup_{each.id}:optionsListDataView")
        for each in dashboard.controls
    ]
    references += [_reference("tag", tag.id, f"tag-ref-{tag.id}") for tag in dashboard.tags]
    options = {"useMargins": True, "syncColors": True, "syncCursor": True, "syncTooltips": False}
    attributes: Object = {
        "title": dashboard.title,
        "description": dashboard.description,
        "version": 1,
        "timeRestore": True,
        "timeFrom": dashboard.since,
        "timeTo": dashboard.until,
        "refreshInterval": {"pause": True, "value": 60000},
        "optionsJSON": _line({**options, "hidePanelTitles": False}),
        "panelsJSON": _line(panels),
        "controlGroupInput": _control_group(controls),
        "kibanaSavedObjectMeta": {"searchSourceJSON": _line(_NO_SEARCH)},
    }
    return _object("dashboard", dashboard.id, attributes, references)


def _control_group(controls: Object) -> Object:
    ignored = dict.fromkeys(("ignoreFilters", "ignoreQuery", "ignoreTimerange", "ignoreValidations"), False)
    return {
        "chainingSystem": "HIERARCHICAL",
        "controlStyle": "oneLine",
        "showApplySelections": False,
        "ignoreParentSettingsJSON": _line(ignored),
        "panelsJSON": _line(controls),
    }


def _control(control: Control, order: int) -> Object:
    chosen: Object = {
        "id": control.id,
        "dataViewId": control.view.id,
        "fieldName": control.field,
        "title": control.title,
        "searchTechnique": "wildcard",
        "selectedOptions": [],
        "sort": {"by": "_count", "direction": "desc"},
    }
    return {"order": order, "width": "medium", "grow": True, "type": "optionsListControl", "explicitInput": chosen}


def _panel(dashboard: Dashboard, panel: Panel, references: list[Object]) -> Object:
    """The panel; what it refers to is added to the dashboard's ``references``."""
    at = {"x": panel.at.x, "y": panel.at.y, "w": panel.at.width, "h": panel.at.height, "i": panel.id}
    body = panel.body
    shell: Object = {"panelIndex": panel.id, "gridData": at}
    if isinstance(body, Documents):
        references.append(_reference("search", search_id(dashboard, panel), f"{panel.id}:panel_{panel.id}"))
        return {
            **shell,
            "type": "search",
            "panelRefName": f"panel_{panel.id}",
            "embeddableConfig": {"enhancements": {}},
        }
    if isinstance(body, Vega):
        return {
            **shell,
            "type": "visualization",
            "embeddableConfig": {"enhancements": {}, "savedVis": _vega(panel, body)},
        }
    name = f"indexpattern-datasource-layer-{LAYER}"
    references.append(_reference("index-pattern", body.layer.view.id, f"{panel.id}:{name}"))
    attributes = {
        "title": panel.title,
        "description": panel.description,
        "visualizationType": _KINDS[type(body)],
        "type": "lens",
        "references": [_reference("index-pattern", body.layer.view.id, name)],
        "state": _lens_state(body),
    }
    return {**shell, "type": "lens", "embeddableConfig": {"enhancements": {}, "attributes": attributes}}


def _vega(panel: Panel, body: Vega) -> Object:
    return {
        "id": "",
        "title": panel.title,
        "description": panel.description,
        "type": "vega",
        "params": {"spec": json.dumps(body.spec, ensure_ascii=False, indent=1)},
        "uiState": {},
        "data": {"aggs": [], "searchSource": _NO_SEARCH},
    }


def _lens_state(body: Lens) -> Object:
    layer = body.layer
    columns = {
        "columnOrder": [column.id for column in layer.columns],
        "columns": {column.id: _column(column) for column in layer.columns},
        "incompleteColumns": {},
        "sampling": 1,
    }
    return {
        "datasourceStates": {"formBased": {"layers": {LAYER: columns}}},
        "visualization": _visualization(body),
        "query": {"query": layer.query, "language": "kuery"},
        "filters": [],
        "internalReferences": [],
        "adHocDataViews": {},
    }


def _column(column: Terms | Dates | Measure) -> Object:
    shared: Object = {"label": column.label, "customLabel": True}
    if isinstance(column, Dates):
        params: Object = {"interval": column.interval, "includeEmptyRows": False, "dropPartials": False}
        kind: Object = {"dataType": "date", "operationType": "date_histogram", "isBucketed": True, "scale": "interval"}
        return {**shared, **kind, "sourceField": column.field, "params": params}
    if isinstance(column, Terms):
        kind = {"dataType": "string", "operationType": "terms", "isBucketed": True, "scale": "ordinal"}
        return {**shared, **kind, "sourceField": column.field, "params": _terms(column)}
    params = {} if column.operation in ("min", "max") else {"emptyAsNull": True}
    if column.shown == "percent":
        params["format"] = {"id": "percent", "params": {"decimals": 1}}
    elif column.shown == "number":
        params["format"] = {"id": "number", "params": {"decimals": 0}}
    kind = {
        "dataType": "date" if column.shown == "date" else "number",
        "operationType": column.operation,
        "isBucketed": False,
        "scale": "ratio",
    }
    return {**shared, **kind, "sourceField": column.field or RECORDS, "params": params}


def _terms(column: Terms) -> Object:
    by: Object = {"type": "column", "columnId": column.by} if column.by else {"type": "alphabetical", "fallback": False}
    return {
        "size": column.size,
        "orderBy": by,
        "orderDirection": "desc" if column.descending else "asc",
        # "Other" is a total minus the shown, wrong wherever a document has several values: never asked for.
        "otherBucket": False,
        "missingBucket": column.missing,
        "parentFormat": {"id": "terms"},
        "include": [],
        "exclude": [],
        "includeIsRegex": False,
        "excludeIsRegex": False,
    }


def _visualization(body: Lens) -> Object:
    own = {"layerId": LAYER, "layerType": "data"}
    match body:
        case Metric():
            return {**own, "metricAccessor": body.value}
        case Heatmap():
            return {
                **own,
                "shape": "heatmap",
                "xAccessor": body.x,
                "yAccessor": body.y,
                "valueAccessor": body.value,
                "legend": {"isVisible": True, "position": "right", "type": "heatmap_legend"},
                "gridConfig": {
                    "type": "heatmap_grid",
                    "isCellLabelVisible": False,
                    "isXAxisLabelVisible": True,
                    "isXAxisTitleVisible": False,
                    "isYAxisLabelVisible": True,
                    "isYAxisTitleVisible": False,
                },
            }
        case Partition():
            return {"shape": body.shape, "layers": [{**own, **_partition(body)}]}
        case Table():
            return {**own, "columns": [{"columnId": column.id} for column in body.layer.columns]}
        case XY():
            return _xy(body, own)


def _partition(body: Partition) -> Object:
    groups: Object = {"primaryGroups": list(body.groups), "metrics": [body.value]}
    if body.against:
        groups["secondaryGroups"] = [body.against]
    return {
        **groups,
        "allowMultipleMetrics": False,
        "numberDisplay": "value" if body.shape == "treemap" else "percent",
        "categoryDisplay": "default",
        "legendDisplay": "default",
        "nestedLegend": False,
    }


def _xy(body: XY, own: Object) -> Object:
    layer: Object = {**own, "seriesType": body.series, "xAccessor": body.x, "accessors": list(body.values)}
    if body.split:
        layer["splitAccessor"] = body.split
    visible = {"x": True, "yLeft": True, "yRight": True}
    return {
        "legend": {"isVisible": bool(body.split), "position": "right"},
        "valueLabels": "hide",
        "fittingFunction": "None",
        "preferredSeriesType": body.series,
        "axisTitlesVisibilitySettings": {**visible, "x": False},
        "tickLabelsVisibilitySettings": visible,
        "gridlinesVisibilitySettings": visible,
        "layers": [layer],
    }
