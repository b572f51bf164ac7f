"""The KQL of our panels, as Elasticsearch is asked it."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards import kql

TABLE: list[tuple[str, dict[str, Any]]] = [
    ("", {"match_all": {}}),
    ('level: "all"', {"term": {"level": "all"}}),
    ("level: county", {"term": {"level": "county"}}),
    ('not level: "all"', {"bool": {"must_not": [{"term": {"level": "all"}}]}}),
    ("class: (speech or indirect)", {"terms": {"class": ["speech", "indirect"]}}),
    ("place: *", {"exists": {"field": "place"}}),
    ("speeches >= 3", {"range": {"speeches": {"gte": "3"}}}),
    ("change < -0.5", {"range": {"change": {"lt": "-0.5"}}}),
    (
        'a: 1 and not b: "x y"',
        {"bool": {"filter": [{"term": {"a": "1"}}, {"bool": {"must_not": [{"term": {"b": "x y"}}]}}]}},
    ),
    (
        "(a: 1 or b: 2) and c: 3",
        {
            "bool": {
                "filter": [
                    {"bool": {"should": [{"term": {"a": "1"}}, {"term": {"b": "2"}}], "minimum_should_match": 1}},
                    {"term": {"c": "3"}},
                ]
            }
        },
    ),
    ('a: "and"', {"term": {"a": "and"}}),
]


@pytest.mark.parametrize(("expression", "wanted"), TABLE)
def test_an_expression_becomes_a_query(expression: str, wanted: dict[str, Any]) -> None:
    assert kql.query(expression) == wanted


@pytest.mark.parametrize("expression", ["level:", "level", "level: (a", "level: a b", "and", "a: 1 or", ": a", 'a: "x'])
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="KQL"):
        kql.query(expression)


def test_the_fields_of_an_expression() -> None:
    assert kql.fields('not level: "all" and speeches_in_all >= 3 and class: (a or b)') == [
        "level",
        "speeches_in_all",
        "class",
    ]
