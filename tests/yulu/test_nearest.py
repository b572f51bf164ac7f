"""What may have been meant by a name that is not known."""

from __future__ import annotations

import pytest

from yulu.errors import UnknownNameError, UsageError, YuluError
from yulu.nearest import nearest

PEOPLE = ("习近平", "胡锦涛", "江泽民", "邓小平", "毛泽东", "李鹏", "温家宝")
FIELDS = ("year", "month", "speaker", "level", "place")


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("习进平", PEOPLE, ("习近平",)),
        ("李朋", PEOPLE, ("李鹏",)),
        ("温家堡", PEOPLE, ("温家宝",)),
        ("习近平总书记", PEOPLE, ("习近平",)),
        ("张三丰", PEOPLE, ()),
        ("yeer", FIELDS, ("year",)),
        ("LEVELS", FIELDS, ("level",)),
        ("湖北", ("湖北麻城县", "湖南", "河北"), ("湖北麻城县", "湖南", "河北")),
        ("e", FIELDS, ()),
        ("", FIELDS, ()),
    ],
)
def test_nearest(name: str, known: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert nearest(name, known) == found


def test_no_more_than_asked_for() -> None:
    assert nearest("讲话1", [f"讲话{number}" for number in range(9)], 2) == ("讲话1", "讲话0")


def test_an_unknown_name_says_what_is_near_and_what_there_is() -> None:
    error = UnknownNameError("count.unknown_dimension", name="yeer", known=FIELDS)
    assert isinstance(error, UsageError)
    assert str(error) == "--by does not know yeer. It takes: year, month, speaker, level, place. Did you mean year?"
    assert "Did you mean" not in str(UnknownNameError("count.unknown_dimension", name="颜色", known=FIELDS))


def test_it_comes_back_from_another_process() -> None:
    import pickle

    error = UnknownNameError("subset.unknown", name="lat", known=("late",))
    again: YuluError = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (UnknownNameError, str(error))
