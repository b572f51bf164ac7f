"""One side of a comparison: what is typed, and the filters it becomes."""

from __future__ import annotations

import pytest

from queries.sides import side
from yulu.errors import UsageError
from yulu.filters import Filters

MINE = {"mine": Filters(level=("county",), since="2000")}


@pytest.mark.parametrize(
    ("condition", "filters"),
    [
        ("level=county", Filters(level=("county",))),
        ("level=县", Filters(level=("county",))),
        ("level=county,township；since=2012", Filters(level=("county", "township"), since="2012")),
        ("level=county，level=township", Filters(level=("county", "township"))),
        ("level=county,kind=report", Filters(level=("county",), kind=("report",))),
        ("level=county, since=1958 ; until=1960", Filters(level=("county",), since="1958", until="1960")),
        ("year=2013", Filters(since="2013", until="2013")),
        ("year=2013-2017; kind=speech", Filters(since="2013", until="2017", kind=("speech",))),
        ("distinct=yes", Filters(distinct=True)),
        ("subset=mine", Filters(level=("county",), since="2000")),
        ("subset=mine;since=2010", Filters(level=("county",), since="2010")),
    ],
)
def test_sides(condition: str, filters: Filters) -> None:
    assert side(condition, subsets=MINE) == filters


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("", "Not a condition"),
        (";", "Not a condition"),
        ("county", "county"),
        ("level=", "level="),
        ("level=county;township", "township"),
        ("colour=red", "colour"),
        ("levl=county", "Did you mean level"),
        ("level=contry", "Did you mean county"),
        ("year=soon", "year=soon"),
        ("year=2020-2010", "2020"),
        ("since=soon", "soon"),
        ("distinct=perhaps", "perhaps"),
        ("subset=none", "none"),
        ("subset=min", "Did you mean mine"),
    ],
)
def test_what_is_no_side(condition: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        side(condition, subsets=MINE)


def test_a_side_stands_on_the_shared_filters() -> None:
    base = Filters(kind=("speech",), level=("national",))
    assert side("level=county", base) == Filters(kind=("speech",), level=("county",))
