"""Every panel's own search gives, on a corpus told by hand, the numbers told by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from dashboards import reading, searches
from dashboards.searches import MISSING, Row
from yulu import schema
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def _panel(shelf: reading.Shelf, page: str, id_: str) -> reading.Placed:
    return next(each for each in reading.placed(shelf) if each.dashboard["id"].endswith(f"-{page}") and each.id == id_)


def _rows(client: Elasticsearch, shelf: reading.Shelf, page: str, id_: str) -> list[Row]:
    panel = _panel(shelf, page, id_)
    return searches.rows(panel, shelf, searches.run(client, searches.search(panel, shelf)))


def _buckets(client: Elasticsearch, shelf: reading.Shelf, page: str, id_: str, *path: str) -> list[dict[str, Any]]:
    panel = _panel(shelf, page, id_)
    found: Any = searches.run(client, searches.search(panel, shelf))["aggregations"]
    for name in path:
        found = found[name]
    return list(found["buckets"])


EXPECTED: dict[tuple[str, str], list[tuple[Any, ...]]] = {
    ("overview", "metric-count"): [(5,)],
    ("overview", "metric-speakers"): [(3,)],
    ("overview", "metric-places"): [(2,)],
    ("overview", "metric-chars"): [(1500,)],
    ("overview", "speakers"): [("甲", 3), ("乙", 2), ("丙", 1)],
    ("overview", "places"): [("四川", "温江县", 2), ("四川", MISSING, 1), ("北京", "北京", 2)],
    ("overview", "years"): [
        ("county", "1950", 1),
        ("county", "1951", 1),
        ("national", "1950", 1),
        ("national", "1952", 1),
        ("provincial", "1951", 1),
    ],
    ("lifecycle", "heatmap"): [
        ("增产节约", "1950", 1),
        ("增产节约", "1951", 3),
        ("团结", "1951", 2),
        ("团结", "1952", 1),
    ],
    ("lifecycle", "shares"): [
        ("增产节约", "1950", 0.25),
        ("增产节约", "1951", 0.5),
        ("增产节约", "1952", 0),
        ("团结", "1951", 0.25),
        ("团结", "1952", 0.2),
    ],
    ("lifecycle", "risers"): [("团结", "1951", 0.25, 2)],
    ("lifecycle", "fallers"): [("增产节约", "1952", -0.5, 0), ("团结", "1952", -0.05, 1)],
    ("lifecycle", "firsts"): [("county", "1950", 1), ("national", "1951", 2)],
    ("lifecycle", "levels"): [("增产节约", "county", 2), ("增产节约", "national", 2), ("团结", "national", 3)],
    ("citations", "people"): [("毛泽东", "speech", 3), ("列宁", "indirect", 1), ("宪法", "document", 1)],
    ("citations", "cues"): [("毛泽东", "说", 2), ("毛泽东", "指出", 1), ("列宁", "说", 1), ("宪法", "规定", 1)],
    ("citations", "who"): [
        ("乙", "毛泽东", 2),
        ("乙", "列宁", 1),
        ("甲", "宪法", 1),
        ("甲", "毛泽东", 1),
        ("丙", "列宁", 1),
    ],
    # By how many speeches quote it, not by how often.
    ("citations", "sentences"): [("为人民服务", 2, 3), ("条文", 1, 1)],
}


@pytest.mark.parametrize(("page", "id_"), EXPECTED)
def test_the_numbers_of_a_panel(
    client: Elasticsearch, small: Corpus, shelf: reading.Shelf, page: str, id_: str
) -> None:
    found = [tuple(row.values()) for row in _rows(client, shelf, page, id_)]
    wanted = EXPECTED[page, id_]
    # Where two are equal in number Elasticsearch is free to order them by name.
    assert sorted(map(str, _plain(found))) == sorted(map(str, _plain(wanted)))


def _plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(round(float(each), 6) if isinstance(each, int | float) else each for each in row) for row in rows]


def test_every_panel_is_held_by_a_number(shelf: reading.Shelf) -> None:
    elsewhere = {("overview", "months"), ("overview", "newest")}
    elsewhere |= {("lifecycle", "bump"), ("lifecycle", "dumbbell"), ("citations", "graph")}
    there = {(each.dashboard["id"].rpartition("-")[2], each.id) for each in reading.placed(shelf)}
    assert there == set(EXPECTED) | elsewhere


def test_the_first_day_of_a_month_is_in_that_month(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> None:
    found = {}
    for row in _rows(client, shelf, "overview", "months"):
        shanghai = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=row["month"], hours=8)
        found[row["level"], shanghai.strftime("%Y-%m")] = row["count"]
    assert found == {
        ("national", "1950-12"): 1,
        ("county", "1950-12"): 1,
        ("county", "1951-01"): 1,
        ("provincial", "1951-01"): 1,
        ("national", "1952-01"): 1,
    }


def test_the_newest_speeches_come_first(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> None:
    found = [row["title"] for row in _rows(client, shelf, "overview", "newest")]
    assert found[0] == "讲话e"
    assert found[-2:] == ["讲话b", "讲话a"]
    assert "讲话f" not in found


def test_the_numbers_behind_the_ranks(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> None:
    found = _buckets(client, shelf, "lifecycle", "bump", "together", "s")
    years = {(each["key"], year["key"]): year["n"]["value"] for each in found for year in each["y"]["buckets"]}
    assert [each["key"] for each in found] == ["增产节约", "团结"]
    assert years == {
        ("增产节约", "1950"): 1,
        ("增产节约", "1951"): 3,
        ("增产节约", "1952"): 0,
        ("团结", "1951"): 2,
        ("团结", "1952"): 1,
    }


def test_the_dates_behind_the_first_appearances(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> None:
    found = {
        (each["key"], level["key"]): level["f"]["value_as_string"]
        for each in _buckets(client, shelf, "lifecycle", "dumbbell", "own", "s")
        for level in each["l"]["buckets"]
    }
    # The mention of 1950 is part of a longer formulation, and no first appearance.
    assert found == {
        ("增产节约", "county"): "1950-12-31",
        ("增产节约", "national"): "1952-01-01",
        ("团结", "national"): "1952-01-01",
        ("团结", "provincial"): "1951-01-01",
    }


def test_the_numbers_behind_the_network(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> None:
    found = {
        (each["key"], person["key"]): person["doc_count"]
        for each in _buckets(client, shelf, "citations", "graph", "own", "s")
        for person in each["p"]["buckets"]
    }
    assert found == {
        ("甲", "毛泽东"): 1,
        ("甲", "宪法"): 1,
        ("乙", "毛泽东"): 2,
        ("乙", "列宁"): 1,
        ("丙", "列宁"): 1,
    }


def test_the_time_picker_chooses_years(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> None:
    """Every panel over the yearly table shows only the year whose first day lies in the chosen time."""
    panels = [each for each in reading.placed(shelf) if each.dashboard["id"].endswith("-lifecycle")]
    dashboard = {**panels[0].dashboard["attributes"], "timeFrom": "1951-01-01", "timeTo": "1951-12-31"}
    seen = 0
    for panel in panels:
        chosen = replace(panel, dashboard={**panel.dashboard, "attributes": dashboard})
        asked = searches.search(chosen, shelf)
        if asked.index == small.alias(schema.SLOGAN_YEARS):
            hits = client.search(index=asked.index, query=asked.body["query"], size=100)["hits"]["hits"]
            assert {hit["_source"]["year"] for hit in hits} <= {"1951"}, panel.id
            seen += bool(hits)
    assert seen == 6
