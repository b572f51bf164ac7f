"""Periods, and the commands that list the hits of a point."""

from __future__ import annotations

import pytest

from queries.lists import Outside, PhraseList
from queries.phrases import Phrase
from queries.questions import Plain
from queries.trend import Axis, between, bounds, follow
from yulu.corpus import Corpus
from yulu.errors import InputError, UsageError, YuluError
from yulu.filters import Filters

CORPUS = Corpus("dev")


@pytest.mark.parametrize(
    ("periods", "by", "all_of_them"),
    [
        (["2012", "2015"], "year", ["2012", "2013", "2014", "2015"]),
        (["2012-Q3", "2013-Q2"], "quarter", ["2012-Q3", "2012-Q4", "2013-Q1", "2013-Q2"]),
        (["2012-11", "2013-02"], "month", ["2012-11", "2012-12", "2013-01", "2013-02"]),
        (["1949"], "year", ["1949"]),
        ([], "year", []),
    ],
)
def test_no_period_is_left_out(periods: list[str], by: str, all_of_them: list[str]) -> None:
    assert between(periods, by) == all_of_them  # type: ignore[arg-type]


def test_too_many_periods() -> None:
    with pytest.raises(YuluError):
        between(["0001-01", "2026-01"], "month")


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [("2012", "2012", "2012"), ("2012-Q1", "2012-01", "2012-03"), ("2012-Q4", "2012-10", "2012-12"), ("2012-05",) * 3],
)
def test_bounds(period: str, since: str, until: str) -> None:
    assert bounds(period) == (since, until)


@pytest.mark.parametrize(
    ("filters", "period", "split", "value", "command"),
    [
        (Filters(), "2012", "", "", "--since 2012 --until 2012"),
        (Filters(since="2012-05"), "2012", "", "", "--since 2012-05 --until 2012"),
        (Filters(until="2012-05"), "2012", "", "", "--since 2012 --until 2012-05"),
        (Filters(since="1949", until="2020"), "2012-Q2", "", "", "--since 2012-04 --until 2012-06"),
        (Filters(kind=("speech", "report")), "2012", "", "", "--kind speech --kind report --since 2012 --until 2012"),
        (Filters(distinct=True), "2012", "level", "county", "--distinct --level county --since 2012 --until 2012"),
        (Filters(level=("county", "national")), "2012", "level", "county", "--level county --since 2012 --until 2012"),
    ],
)
def test_commands(filters: Filters, period: str, split: str, value: str, command: str) -> None:
    found = follow(CORPUS, Phrase.of("以人民为中心"), filters, period, split, value)
    assert found == f"yulu phrase '以人民为中心' {command} --corpus dev --all"


def test_no_command_where_no_filter_says_it() -> None:
    phrase = Phrase.of("人民")
    assert follow(CORPUS, phrase, Filters(), "") == ""
    assert follow(CORPUS, phrase, Filters(), "2012", "level", "") == ""
    # --place takes every place that contains it.
    assert follow(CORPUS, phrase, Filters(), "2012", "place", "湖北") == ""


@pytest.mark.parametrize("axis", [("day", ""), ("year", "month"), ("year", "colour")])
def test_bad_axes(axis: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        Axis(*axis)  # type: ignore[arg-type]


def test_phrase_lists() -> None:
    listed = PhraseList.of(["新发展格局", "", "  ", "構建新發展格局", "构建新发展格局", "人民"])
    assert [phrase.text for phrase in listed.phrases] == ["新发展格局", "構建新發展格局", "人民"]
    assert (listed.blank, listed.repeated) == (2, 1)
    kinds = [type(question) for question in listed.questions(longest=True)]
    assert kinds == [Outside, Plain, Plain]
    (outside, *_) = listed.questions(longest=True)
    assert [span.start for span in outside.find("构建新发展格局，新发展格局")] == [8]


def test_bad_lists() -> None:
    with pytest.raises(InputError, match="2"):
        PhraseList.of(["人民", "，。"], path="list.txt")
    with pytest.raises(InputError):
        PhraseList.of(["", " "])
