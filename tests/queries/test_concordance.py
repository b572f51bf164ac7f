"""Lines are cut, sorted and drawn as said, without Elasticsearch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import finding
from language.sentences import sentences
from queries.concordance import View, cut
from queries.sorting import COLLATIONS, collated
from queries.stream import Found
from yulu.errors import UsageError

TEXT = "第一段，没有。\n人民是天。为了人民，依靠人民！这是第三句\n第三段。"


def found(text: str) -> Found:
    source = {
        "speech_id": "x",
        "text": text,
        "starts": [each.start for each in sentences(text)],
        "speaker": ["甲", "乙"],
    }
    return Found(source, ())


def lines(view: View, text: str = TEXT, phrase: str = "人民") -> list[tuple[str, str, str]]:
    return [(line.left, line.match, line.right) for line in cut(found(text), finding.find(text, phrase), view)]


def test_context_stays_in_the_paragraph() -> None:
    assert lines(View(width=4)) == [
        ("", "人民", "是天。为"),
        ("天。为了", "人民", "，依靠人"),
        ("民，依靠", "人民", "！这是第"),
    ]
    assert lines(View(width=100))[0] == ("", "人民", "是天。为了人民，依靠人民！这是第三句")
    assert lines(View(width=0))[1] == ("", "人民", "")


def test_whole_sentence_and_paragraph() -> None:
    assert lines(View(context="sentence"))[1] == ("为了", "人民", "，依靠人民！")
    assert lines(View(context="paragraph"))[1] == ("人民是天。为了", "人民", "，依靠人民！这是第三句")
    # A match over a sentence end shows all the sentences it touches.
    assert lines(View(context="sentence"), phrase="天。为") == [("人民是", "天。为", "了人民，依靠人民！")]


def test_facts_of_a_line() -> None:
    (first, *_) = cut(found(TEXT), finding.find(TEXT, "人民"), View())
    row = first.row()
    assert (row["sentence"], row["speaker"], row["level"]) == (1, "甲；乙", "")
    assert TEXT[row["start"] : row["end"]] == "人民"


@settings(max_examples=200)
@given(
    st.text("人民。，！ \n\u200b甲", max_size=60),
    st.integers(0, 12),
    st.sampled_from(["chars", "sentence", "paragraph"]),
)
def test_a_line_is_a_piece_of_its_text(text: str, width: int, context: str) -> None:
    view = View(width=width, context=context)  # type: ignore[arg-type]
    for line in cut(found(text), finding.find(text, "人民"), view) if sentences(text) else ():
        whole = line.left + line.match + line.right
        assert text[line.start - len(line.left) : line.end + len(line.right)] == whole
        assert "\n" not in whole
        assert text[line.start : line.end] == line.match


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": ("colour",)},
        {"sort": ("left", "left")},
        {"sort": ("left", "right", "date", "level")},
        {"width": -1},
        {"sample": 0},
    ],
)
def test_bad_views(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        View(**wrong)  # type: ignore[arg-type]


def test_pinyin_and_stroke() -> None:
    words = ["政绩", "人民", "中国", "一定", "发展", "阿坝"]
    assert sorted(words, key=lambda word: collated(word, "pinyin")) == ["阿坝", "发展", "人民", "一定", "政绩", "中国"]
    assert sorted(words, key=lambda word: collated(word, "stroke")) == ["一定", "人民", "中国", "发展", "阿坝", "政绩"]


def test_what_does_not_count_in_the_order() -> None:
    for collation in COLLATIONS:
        assert collated("，“人民”", collation) == collated("人民", collation)
        assert collated("國", collation) == collated("国", collation)
        assert collated("ＡＢ", collation) == collated("ab", collation)
        assert collated("2", collation) < collated("a", collation) < collated("人", collation)
