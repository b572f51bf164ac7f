"""What changed between two speeches of a series?"""

from __future__ import annotations

from language.diff import compare, uses

OLD = "坚持稳中求进工作总基调。推进“放管服”改革。做好稳就业、稳粮价、稳民心、稳预算的工作。牢记四个意识。"
NEW = "坚持稳中求进、以进促稳、先立后破。发展新质生产力。做好稳粮价、稳就业、稳民心、稳预算的工作。牢记四个意识。"


def test_added_and_dropped() -> None:
    result = compare(OLD, NEW)
    assert [change.family for change in result.of("added")] == ["新质生产力"]
    assert "放管服" in {change.family for change in result.of("dropped")}
    assert "四个意识" in result.kept


def test_reordered_units_are_told_from_new_ones() -> None:
    (change,) = compare(OLD, NEW).of("reordered")
    assert change.old and change.new
    assert change.old.wordings == ("稳就业、稳粮价、稳民心、稳预算",)
    assert change.new.wordings == ("稳粮价、稳就业、稳民心、稳预算",)
    assert change.old.sentence.text.startswith("做好稳就业") and change.new.sentence.text.startswith("做好稳粮价")


def test_reworded() -> None:
    old, new = "要稳粮价、保供应、促增收。", "要稳粮价、保供应、促增收、防灾害。"
    (change,) = compare(old, new).changes
    assert change.kind == "reworded"


def test_a_speech_against_itself_and_against_nothing() -> None:
    assert compare(OLD, OLD).changes == ()
    assert {change.kind for change in compare("", NEW).changes} == {"added"}
    assert {change.kind for change in compare(OLD, "").changes} == {"dropped"}


def test_inside_a_longer_formulation_is_not_dropped() -> None:
    assert compare("坚持改革开放。", "坚持改革开放和社会主义现代化建设。").of("dropped") == ()


def test_uses_count_and_give_the_first_sentence() -> None:
    got = uses("改革开放。坚持改革开放，推进改革开放。")
    assert got["改革开放"].count == 3 and got["改革开放"].sentence.number == 0
