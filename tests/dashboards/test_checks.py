"""The file is right, and each of many planted faults is seen."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dashboards import checks, reading
from dashboards.book import book, default_file
from dashboards.labels import Language
from dashboards.reading import Shelf
from dashboards.saved import ndjson
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Object = dict[str, Any]
CORPUS = Corpus("abc")


def _shelf(language: Language = "zh") -> Shelf:
    return reading.read(ndjson(book(CORPUS, language)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_is_right(language: Language) -> None:
    assert list(checks.complaints(_shelf(language), checks.schema_fields(CORPUS))) == []


def test_the_file_is_right_for_a_node(client: Elasticsearch, small: Corpus, shelf: Shelf) -> None:
    fields = checks.node_fields(client, shelf)
    assert all(fields.values())
    assert list(checks.complaints(shelf, fields)) == []


def test_an_index_that_is_not_there_is_seen(client: Elasticsearch) -> None:
    shelf = _shelf()
    assert any("there is no field" in line for line in checks.complaints(shelf, checks.node_fields(client, shelf)))


def test_the_committed_file_is_what_is_built() -> None:
    path = Path(__file__).resolve().parents[2] / "dashboards" / "yulu.ndjson"
    assert path.read_text(encoding="utf-8") == default_file()


def test_both_label_sets_differ_in_labels_alone() -> None:
    zh, en = _shelf("zh"), _shelf("en")
    assert list(zh.objects) == list(en.objects)
    assert [each.where for each in reading.placed(zh)] == [each.where for each in reading.placed(en)]
    assert not any("\u4e00" <= char <= "\u9fff" for char in ndjson(book(CORPUS, "en")))


def _with_panels(shelf: Shelf, page: str, change: Callable[[dict[str, Object]], None]) -> None:
    dashboard = shelf.objects["dashboard", f"abc-{page}"]
    panels = json.loads(dashboard["attributes"]["panelsJSON"])
    change({each["panelIndex"]: each for each in panels})
    dashboard["attributes"]["panelsJSON"] = json.dumps(panels)


def _lens(panel: Object) -> Object:
    return panel["embeddableConfig"]["attributes"]["state"]


def _layer(panel: Object) -> Object:
    return _lens(panel)["datasourceStates"]["formBased"]["layers"]["layer1"]


def _on(page: str, change: Callable[[dict[str, Object]], Any]) -> Callable[[Shelf], None]:
    def plant(shelf: Shelf) -> None:
        _with_panels(shelf, page, lambda panels: change(panels) and None)

    return plant


def _column(id_: str, name: str, **values: Any) -> Callable[[dict[str, Object]], Any]:
    return lambda panels: _layer(panels[id_])["columns"][name].update(values) or True


def _vega(panels: dict[str, Object], id_: str, change: Callable[[Object], Any]) -> bool:
    params = panels[id_]["embeddableConfig"]["savedVis"]["params"]
    spec = json.loads(params["spec"])
    change(spec["data"] if isinstance(spec["data"], dict) else spec["data"][0])
    params["spec"] = json.dumps(spec)
    return True


def _control(shelf: Shelf, field: str) -> None:
    group = shelf.objects["dashboard", "abc-overview"]["attributes"]["controlGroupInput"]
    group["panelsJSON"] = group["panelsJSON"].replace('"fieldName":"level"', f'"fieldName":"{field}"')


def _lose_reference(shelf: Shelf, name: str) -> None:
    dashboard = shelf.objects["dashboard", "abc-overview"]
    dashboard["references"] = [each for each in dashboard["references"] if each["name"] != name]


FAULTS: dict[str, tuple[Callable[[Shelf], Any], str]] = {
    "a version that Kibana refuses": (
        lambda shelf: shelf.objects["dashboard", "abc-overview"].update(typeMigrationVersion="10.9.0"),
        "typeMigrationVersion is 10.9.0",
    ),
    "no core version": (
        lambda shelf: shelf.objects["index-pattern", "abc-speeches"].pop("coreMigrationVersion"),
        "coreMigrationVersion is None",
    ),
    "a data view that is not in the file": (
        lambda shelf: shelf.objects.pop(("index-pattern", "abc-quotations")),  # type: ignore[attr-defined]
        "refers to index-pattern abc-quotations, which is not in the file",
    ),
    "a panel's reference missing": (
        lambda shelf: _lose_reference(shelf, "years:indexpattern-datasource-layer-layer1"),
        "the reference years:indexpattern-datasource-layer-layer1 is missing",
    ),
    "a control's reference missing": (
        lambda shelf: _lose_reference(shelf, "controlGroup_level:optionsListDataView"),
        "the reference controlGroup_level:optionsListDataView is missing",
    ),
    "a saved search's reference missing": (
        lambda shelf: _lose_reference(shelf, "newest:panel_newest"),
        "the reference newest:panel_newest is missing",
    ),
    "panels over one another": (
        _on("overview", lambda panels: panels["places"]["gridData"].update(x=19) or True),
        "overlaps places",
    ),
    "a panel over the edge": (
        _on("overview", lambda panels: panels["years"]["gridData"].update(w=49) or True),
        "outside of the grid",
    ),
    "an index that is not the panel's": (
        _on("overview", lambda panels: panels["years"]["gridData"].update(i="other") or True),
        "gridData.i is other",
    ),
    "two panels of one id": (
        _on("overview", lambda panels: panels["years"].update(panelIndex="places") or True),
        "two panels have one id",
    ),
    "a column left out of the order": (
        _on("overview", lambda panels: _layer(panels["years"])["columnOrder"].remove("year") or True),
        "columnOrder is ['level', 'count']",
    ),
    "a measure before its buckets": (
        _on("overview", lambda panels: _layer(panels["years"])["columnOrder"].reverse() or True),
        "a measure stands before a bucket",
    ),
    "an accessor of no column": (
        _on("overview", lambda panels: _lens(panels["years"])["visualization"].update(xAccessor="nowhere") or True),
        "column nowhere is drawn and not there",
    ),
    "an unknown field": (
        _on("overview", _column("speakers", "speaker", sourceField="spaeker")),
        "there is no field spaeker",
    ),
    "terms of a text field": (
        _on("citations", _column("sentences", "sentence", sourceField="text")),
        "text is text and cannot be aggregated",
    ),
    "a sum of words": (
        _on("overview", _column("metric-chars", "chars", sourceField="title")),
        "title is keyword, not integer",
    ),
    "a calendar of a keyword": (
        _on("overview", _column("months", "month", sourceField="month")),
        "month is keyword, not date",
    ),
    "an operation that the node lacks": (
        _on("overview", _column("metric-chars", "chars", operationType="last_value")),
        "operation last_value is not one that we use",
    ),
    "an order by what is no measure": (
        _on(
            "overview",
            _column("speakers", "speaker", params={"orderBy": {"type": "column", "columnId": "speaker"}}),
        ),
        "ordered by speaker, which is no measure",
    ),
    "a query of an unknown field": (
        _on("lifecycle", lambda panels: _lens(panels["heatmap"])["query"].update(query="rung: all") or True),
        "the query names rung, which is no field",
    ),
    "a query that cannot be read": (
        _on("lifecycle", lambda panels: _lens(panels["heatmap"])["query"].update(query="level: (all") or True),
        "KQL: ')' is missing",
    ),
    "a control of an unknown field": (lambda shelf: _control(shelf, "rung"), "there is no field rung"),
    "a control of a text": (lambda shelf: _control(shelf, "exact"), "exact is text and cannot be aggregated"),
    "Vega of an unknown field": (
        _on(
            "lifecycle",
            lambda panels: _vega(
                panels, "bump", lambda data: data["url"]["body"]["aggs"]["together"]["filter"]["term"].update(rung="x")
            ),
        ),
        "there is no field rung",
    ),
    "Vega of another index": (
        _on("lifecycle", lambda panels: _vega(panels, "bump", lambda data: data["url"].update(index="abc-years"))),
        "abc-years has no data view",
    ),
    "Vega with a query beside its context": (
        _on("citations", lambda panels: _vega(panels, "graph", lambda data: data["url"]["body"].update(query={}))),
        "a query beside %context%",
    ),
    "Vega's time in a keyword": (
        _on(
            "citations", lambda panels: _vega(panels, "graph", lambda data: data["url"].update({"%timefield%": "year"}))
        ),
        "year is keyword, not date",
    ),
    "a column of documents that is no field": (
        lambda shelf: shelf.objects["search", "abc-overview-newest"]["attributes"]["columns"].append("rung"),
        "there is no field rung",
    ),
    "a chart without its state": (
        _on("overview", lambda panels: panels["years"]["embeddableConfig"]["attributes"].pop("state")),
        "cannot be read",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault: str) -> None:
    plant, complaint = FAULTS[fault]
    shelf = Shelf(copy.deepcopy(dict(_shelf().objects)))
    plant(shelf)
    found = list(checks.complaints(shelf, checks.schema_fields(CORPUS)))
    assert any(complaint in line for line in found), found


@pytest.mark.parametrize("content", ["[]\n", '{"type": "tag"}\n', '{"type": "tag", "id": "x"}\n' * 2, "{\n"])
def test_what_is_no_file_of_objects_is_refused(content: str) -> None:
    with pytest.raises(ValueError):
        reading.read(content)
