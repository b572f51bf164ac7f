"""The fast finder finds what ``matching.find`` finds, and its tables know every character."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import finding, matching, tokens
from language.finding import alike
from language.normalise import normalise

# Characters that normalisation touches in every way, beside plain ones.
ALPHABET = '人民民国國政治「」“”"‘’—-·•…~〇○　 \t\u200b\ufeff\u00adＡaA1１，。！\n\x0c\u2028␣K\u212aé\u0301'


def test_every_character_is_known() -> None:
    found = {char for chars in alike().values() for char in chars}
    missing = [char for char in map(chr, range(sys.maxunicode + 1)) if normalise(char) != char and char not in found]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "phrase", "spans"),
    [
        ("人人人", "人人", [(0, 2), (1, 3)]),
        ("发展再发展再发展", "发展再发展", [(0, 5), (3, 8)]),
        ("中國、中国", "中国", [(0, 2), (3, 5)]),
        ("中中国国中国", "中国", [(1, 3), (4, 6)]),
        ("为人\u200b民服务", "人民", [(1, 4)]),
        ("“人民”至上", "「人民」", [(0, 4)]),
        ("人\n民", "人民", []),
        ("人，民", "人民", []),
        ("(人民)", "（人民）", [(0, 4)]),
        ("五位一体　总体布局", "一体 总体", [(2, 7)]),
        ("a*b", "A*b", [(0, 3)]),
    ],
)
def test_strict(text: str, phrase: str, spans: list[tuple[int, int]]) -> None:
    found = finding.find(text, tokens.phrase(phrase))
    assert [(span.start, span.end) for span in found] == spans


@settings(max_examples=500)
@given(st.text(ALPHABET, max_size=60), st.text(ALPHABET, min_size=1, max_size=4), st.booleans())
def test_equals_matching(text: str, phrase: str, loose: bool) -> None:
    wanted = tokens.phrase(phrase, loose=loose)
    if wanted:
        assert finding.find(text, wanted, loose=loose) == matching.find(text, phrase, loose=loose)


@settings(max_examples=300)
@given(st.text(max_size=40), st.data(), st.booleans())
def test_equals_matching_on_any_text(text: str, data: st.DataObject, loose: bool) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    phrase = text[start : start + 3]
    wanted = tokens.phrase(phrase, loose=loose)
    if wanted:
        assert finding.find(text, wanted, loose=loose) == matching.find(text, phrase, loose=loose)
