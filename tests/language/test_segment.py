"""Words: what is left out, and that the quick cutter cuts as jieba does."""

from pathlib import Path

import pytest

from language.normalise import normalise
from language.segment import jieba_cutter, kept, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("坚持以人民为中心的发展思想。", ["坚持", "以", "人民", "为", "中心", "的", "发展", "思想"]),
        ("發展經濟", ["发展", "经济"]),
        ("2023年增长５．２％！", ["2023", "年", "增长", "5.2%"]),
        ("，。 \u200b", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.filterwarnings("ignore")
def test_rjieba_cuts_as_jieba_does() -> None:
    rjieba = pytest.importorskip("rjieba", reason="no build of rjieba for this platform")
    cut = jieba_cutter()
    samples = sorted((Path(__file__).parents[2] / "samples" / "speeches").glob("*.txt"))
    texts = [normalise(path.read_text(encoding="utf-8")) for path in samples]
    assert len(texts) > 20
    assert [kept(cut(text)) for text in texts] == [kept(rjieba.cut(text, True)) for text in texts]
