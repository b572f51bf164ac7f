"""Frequencies, measures, collocates and keywords, from texts to numbers."""

from __future__ import annotations

from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import finding
from language.segment import words
from queries import measures
from queries.collocates import Nearby, Window, company, cut_around
from queries.keywords import Units, contrast
from queries.words import Frequencies, character_runs
from yulu.errors import UsageError


def test_log_likelihood_by_hand() -> None:
    # 10 together, 20 near, 30 anywhere, 100 in all: the table 10 10 / 20 60.
    by_hand = 2 * (10 * log(10 / 6) + 10 * log(10 / 14) + 20 * log(20 / 24) + 60 * log(60 / 56))
    assert isclose(measures.log_likelihood(10, 20, 30, 100), by_hand)
    assert measures.log_likelihood(6, 20, 30, 100) == pytest.approx(0)
    assert measures.p_value(3.841) == pytest.approx(0.05, abs=1e-4)
    assert measures.p_value(0) == 1
    assert measures.mutual_information(12, 20, 30, 100) == pytest.approx(1)
    assert measures.log_dice(10, 10, 10) == 14
    assert measures.log_ratio(8, 100, 2, 100) == pytest.approx(2)
    assert measures.log_ratio(0, 100, 2, 100) == pytest.approx(-2)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(1, 50), st.integers(0, 100))
def test_log_likelihood_is_never_negative(together: int, near: int, anywhere: int, more: int) -> None:
    together = min(together, near, anywhere)
    assert measures.log_likelihood(together, near, anywhere, near + anywhere - together + more) >= 0


def test_a_hit_is_a_word_of_its_own() -> None:
    text = "全国各族人民团结起来。\n人民"
    cut = list(cut_around(text, finding.find(text, "人民")))
    # jieba alone cuts 各族人民 as one word.
    assert cut == [(["全国", "各族", "人民", "团结起来"], [2]), (["人民"], [0])]
    assert [units[at] for units, nodes in cut for at in nodes] == ["人民", "人民"]


@given(st.text("人民发展。，\n", max_size=40))
def test_cutting_around_loses_nothing(text: str) -> None:
    hits = finding.find(text, "人民")
    units = [unit for paragraph, _ in cut_around(text, hits) for unit in paragraph]
    assert "".join(units) == "".join(char for char in text if char not in "。，\n")


def test_company_counts_each_word_once() -> None:
    nearby = Nearby()
    text = "人民热爱人民。"
    nearby.add(text, finding.find(text, "人民"), 5)
    nearby.add("热爱和平。", [], 5)
    found = {one.word: one for one in company(nearby, Window(5, 1)).collocates}
    assert (found["热爱"].together, found["热爱"].left, found["热爱"].right, found["热爱"].anywhere) == (1, 1, 1, 2)
    assert nearby.hits == 2


@pytest.mark.parametrize("wrong", [(0, 3, "mi"), (5, 0, "mi"), (5, 3, "colour")])
def test_bad_windows(wrong: tuple[int, int, str]) -> None:
    with pytest.raises(UsageError):
        Window(*wrong)


def test_runs_do_not_cross_punctuation() -> None:
    assert list(character_runs("以人民，為中心", 2)) == ["以人", "人民", "为中", "中心"]
    assert list(character_runs("人，民", 2)) == []


def frequencies(*texts: str) -> Frequencies:
    found = Frequencies()
    for text in texts:
        units = words(text)
        found.add(units, units)
    return found


def test_keywords() -> None:
    left, right = frequencies("公社社员劳动。" * 20, "公社"), frequencies("市场经济发展。" * 20)
    found = contrast(left, right, Units(at_least=5))
    keys = {key.word: key for key in found.keys}
    assert keys["公社"].side == "left" and keys["发展"].side == "right"
    assert (keys["公社"].left, keys["公社"].right, keys["公社"].left_speeches) == (21, 0, 2)
    assert keys["公社"].percent_difference is None and keys["公社"].p < 0.001
    likelihoods = [key.log_likelihood for key in found.keys]
    assert likelihoods == sorted(likelihoods, reverse=True)
    with pytest.raises(UsageError):
        contrast(Frequencies(), right)
