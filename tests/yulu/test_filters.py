"""The shared filters: what they refuse, and the clauses they become."""

from __future__ import annotations

from typing import Any

import pytest

from yulu.errors import UsageError
from yulu.filters import Filters


@pytest.mark.parametrize(
    ("filters", "clauses"),
    [
        (Filters(), []),
        (Filters(level=("county", "township")), [{"terms": {"level": ["county", "township"]}}]),
        (Filters(speech=("gwr-2023",)), [{"terms": {"speech_id": ["gwr-2023"]}}]),
        (
            Filters(place=("湖北",)),
            [{"bool": {"should": [{"wildcard": {"place": {"value": "*湖北*"}}}], "minimum_should_match": 1}}],
        ),
        (
            Filters(occasion=(r"a*b?c\d",)),
            [
                {
                    "bool": {
                        "should": [{"wildcard": {"occasion": {"value": r"*a\*b\?c\\d*"}}}],
                        "minimum_should_match": 1,
                    }
                }
            ],
        ),
        (Filters(distinct=True), [{"bool": {"must_not": {"exists": {"field": "duplicate_of"}}}}]),
    ],
)
def test_clauses(filters: Filters, clauses: list[dict[str, Any]]) -> None:
    assert filters.clauses() == clauses


@pytest.mark.parametrize(
    ("since", "until", "bounds"),
    [
        ("2020", "", {"gte": "2020"}),
        ("", "2023", {"lte": "2023||/y"}),
        ("", "2023-02", {"lte": "2023-02||/M"}),
        ("2023-02-01", "2023-02-28", {"gte": "2023-02-01", "lte": "2023-02-28||/d"}),
        ("2023-05", "2023", {"gte": "2023-05", "lte": "2023||/y"}),
        ("2024-02-29", "", {"gte": "2024-02-29"}),
    ],
)
def test_dates(since: str, until: str, bounds: dict[str, str]) -> None:
    clause = Filters(since=since, until=until).clauses()[0]["range"]["date"]
    assert {name: value for name, value in clause.items() if name != "format"} == bounds


@pytest.mark.parametrize(
    "value",
    [
        "去年",
        "23",
        "2023-5",
        "2023-13",
        "2023-02-31",
        "2023-02-29",
        "2023/05/18",
        "0000",
        "２０２３",
        "2023-05-18T00",
        "2023 ",
    ],
)
@pytest.mark.parametrize("name", ["since", "until"])
def test_no_dates(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"--{name}"):
        Filters(**{name: value})


@pytest.mark.parametrize(
    ("since", "until"), [("2024", "2023"), ("2023-06", "2023-05-18"), ("2023-05-19", "2023-05-18")]
)
def test_reversed(since: str, until: str) -> None:
    with pytest.raises(UsageError, match=since):
        Filters(since=since, until=until)


@pytest.mark.parametrize(("since", "until"), [("2023", "2023"), ("2023-05-18", "2023-05"), ("2023", "2023-01-01")])
def test_not_reversed(since: str, until: str) -> None:
    assert Filters(since=since, until=until).shown() == {"since": since, "until": until}


def test_the_receipt_shows_what_is_set_and_nothing_else() -> None:
    assert Filters(level=("county",), distinct=True).shown() == {"level": ["county"], "distinct": True}
    assert Filters().shown() == {}


@pytest.mark.parametrize(
    ("given", "codes"),
    [("县", "county"), ("乡镇", "township"), ("中央", "national"), ("部委", "ministry"), ("county", "county")],
)
def test_levels_in_chinese(given: str, codes: str) -> None:
    assert Filters(level=(given,)) == Filters(level=(codes,))


@pytest.mark.parametrize(
    ("given", "kept"), [("讲话", "speech"), ("社论", "editorial"), ("speech", "speech"), ("own-kind", "own-kind")]
)
def test_kinds_in_chinese_and_of_ones_own(given: str, kept: str) -> None:
    assert Filters(kind=(given,)).kind == (kept,)


@pytest.mark.parametrize(("given", "near"), [("contry", "county"), ("nationl", "national"), ("district", "")])
def test_a_level_that_there_is_not(given: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"Did you mean {near}" if near else "There is no level district"):
        Filters(level=(given,))
