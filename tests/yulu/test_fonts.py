"""Every character that a picture needs is in its font: looked up, and seen in the pixels."""

from __future__ import annotations

import io

import pytest

from yulu.fonts import cut, register

WORDS = "人民至上、生命至上｜提法生命周期 2026"


def _picture(text: str, family: str) -> bytes:
    import vl_convert

    mark = {"type": "text", "fontSize": 40, "font": family}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"t": text}]},
        "mark": mark,
        "encoding": {"text": {"field": "t", "type": "nominal"}},
        "width": 60,
        "height": 60,
    }
    return bytes(vl_convert.vegalite_to_png(spec))


def test_a_font_has_the_characters_asked_for_and_few_others() -> None:
    from fontTools.ttLib import TTFont

    font = cut(WORDS)
    assert font.missing == ""
    held = {chr(code) for code in TTFont(io.BytesIO(font.content)).getBestCmap()}
    assert {char for char in WORDS if not char.isspace()} <= held
    assert "龘" not in held
    assert "fvar" not in TTFont(io.BytesIO(font.content))


def test_what_no_font_has_is_told() -> None:
    assert cut("人民\ue000").missing == "\ue000"


def test_each_character_is_drawn_and_is_no_box() -> None:
    family = register(cut("提法周期\ue000"))
    box = _picture("\ue000", family)
    drawn = [_picture(char, family) for char in "提法周期"]
    assert box not in drawn
    assert len(set(drawn)) == 4


def test_cuts_do_not_hide_each_other() -> None:
    first, second = register(cut("提")), register(cut("期"))
    assert first != second
    assert _picture("提", first) != _picture("期", second)
    assert _picture("提", first) == _picture("提", register(cut("提期")))


@pytest.mark.parametrize(
    "text", ["层级讲话人所引人物", "中央部委省市县乡镇", "毛泽东邓小平习近平", "“”‘’《》〈〉—…·、。，；：？！（）〇"]
)
def test_our_labels_are_in_the_font(text: str) -> None:
    assert cut(text).missing == ""
