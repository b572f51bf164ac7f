"""Which characters are alike, and that no step ever changes the length of a text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.normalise import INVISIBLE, is_word, normalise

TABLE = [
    ("以人民为中心", "以人民为中心"),
    ("為人民服務", "为人民服务"),
    ("ＧＤＰ増长８．５％", "gdp増长8.5%"),
    ("，。！？：；（）", ",。!?:;()"),
    ('“为民”‘造福’「服務」『群众』"小事"', '"为民""造福""服务""群众""小事"'),
    ("一九四九年一○月——", "一九四九年一〇月——"),
    ("人\u200b民\ufeff", f"人{INVISIBLE}民{INVISIBLE}"),
    ("同志们\u3000们\u00a0", "同志们 们 "),
    ("⼈⺠", "人⺠"),
    ("①②㎡½", "①②㎡½"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "normal"), TABLE)
def test_table(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.text())
def test_keeps_length_and_settles(text: str) -> None:
    normal = normalise(text)
    assert len(normal) == len(text)
    assert normalise(normal) == normal


def test_paragraphs_stay() -> None:
    assert normalise("一\n二\u2028三") == "一\n二\n三"


def test_words_are_not_punctuation() -> None:
    assert [char for char in "人a1々〇，。、“ \u200b%" if is_word(char)] == ["人", "a", "1", "々", "〇"]


def test_traditional_characters_are_those_of_opencc() -> None:
    opencc = pytest.importorskip("opencc", reason="OpenCC is a development package")
    convert = opencc.OpenCC("t2s").convert
    table = Path(__file__).parents[2] / "language" / "lexicon" / "traditional.tsv"
    pairs = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    assert len(pairs) > 3000
    assert [(a, b) for a, b in pairs if convert(a) != b] == []
