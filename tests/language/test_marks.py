"""Marked spans: which words stand in marks, however the marks stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.marks import marked_spans

PAIRS = [
    ("他说：“种子已经发下去了。”", ["种子已经发下去了。"]),
    ("他說：「種子已經發下去了。」", ["種子已經發下去了。"]),
    ("書名『春耕』和「秋收」", ["春耕", "秋收"]),
    ('发扬"愚公"精神', ["愚公"]),
    ("发扬＂愚公＂精神", ["愚公"]),
    ("〝先锋〞二字", ["先锋"]),
    ("'水库修好了'是老乡的话", ["水库修好了"]),
    ("‘单引’也算", ["单引"]),
    # Nested, in the order of place, outer first.
    ("他说：“这叫‘一阵风’，要不得。”", ["这叫‘一阵风’，要不得。", "一阵风"]),
    ("他說：「這叫『一陣風』，要不得。」", ["這叫『一陣風』，要不得。", "一陣風"]),
    ("报告说：“要学‘先进’、比‘先进’。”", ["要学‘先进’、比‘先进’。", "先进", "先进"]),
    # Marks that point the wrong way.
    ("汇成一个”三看四比”的活动", ["三看四比"]),
    ("乡长说：”明天开镰。”", ["明天开镰。"]),
    ("主任说“现在正是好时候“，大家都笑了。", ["现在正是好时候"]),
    # The scanner's slips.
    ("“六五’期间和“七五”期间", ["六五", "七五"]),
    ('要贯彻“一宽一严"，“宽”是主要的', ["一宽一严", "宽"]),
    # An odd mark opens and closes nothing.
    ("弄得顾头不顾尾”。队长说：“要改。”", ["要改。"]),
    ("老张说：“没啥做的，老李说：“人多活少。”", ["人多活少。"]),
    ("光荣的工‘作", []),
    ("工作”", []),
    ("“”", []),
    ("", []),
    # Latin apostrophes and inch marks are no marks.
    ("it's a farmer's tractor, don’t stop", []),
    ("他读了 Lenin's 传记，说：“好书。”", ["好书。"]),
    # Over lines: nothing but an odd closing mark answers.
    ("“清晨，我来到小河旁，\n看见水车在转。”后来", ["清晨，我来到小河旁，\n看见水车在转。"]),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_what_stands_in_marks(text: str, expected: list[str]) -> None:
    assert [span.text for span in marked_spans(text) if span.closed] == expected


def test_depth_counts_from_the_outermost() -> None:
    spans = marked_spans("他说：“这叫‘一阵风’，要不得。”又说：“要稳。”")
    assert [(span.text[:3], span.depth) for span in spans] == [("这叫‘", 0), ("一阵风", 1), ("要稳。", 0)]


def test_paragraphs_that_each_open_while_only_the_last_closes() -> None:
    text = "信上写着：\n“第一，把水渠修通。\n“第二，把种子选好。\n“第三，把账目公布。”\n大家都说好。"
    spans = marked_spans(text)
    assert [span.text for span in spans] == ["第一，把水渠修通。", "第二，把种子选好。", "第三，把账目公布。"]
    assert [span.closed for span in spans] == [False, False, True]


def test_an_odd_mark_behind_a_colon_reaches_to_its_sentence_and_no_further() -> None:
    text = "来电称：“任何决定都将得到支持。讨论了下一步的工作，并发表了公报。\n第二天又开会。"
    (span,) = marked_spans(text)
    assert (span.text, span.closed) == ("任何决定都将得到支持。", False)


def test_an_odd_mark_swallows_no_page() -> None:
    page = "他说：“好。”我们就走了。\n" * 200
    assert len(marked_spans("“五风\n" + page)) == 200
    assert len(marked_spans("五风”\n" + page)) == 200


def test_two_slips_far_apart_are_not_one_quotation() -> None:
    text = "“五风严重，他说：“要改。”" + "后来又开了许多会，" * 80 + "就这样了”。"
    assert [span.text for span in marked_spans(text)] == ["要改。"]


def test_a_hundred_thousand_opening_marks() -> None:
    assert marked_spans("“字" * 100_000 + "末") == []
    assert len(marked_spans("“字”" * 100_000)) == 100_000


SOUP = st.text(alphabet="“”‘’「」『』\"'＂〝〞：，。\n字说好a1", max_size=120)


@given(SOUP)
def test_every_span_slices_back_and_spans_nest(text: str) -> None:
    ends: list[int] = []
    before = -1
    for span in marked_spans(text):
        assert span.text and text[span.start : span.end] == span.text
        assert span.start >= before
        before = span.start
        while ends and ends[-1] <= span.start:
            ends.pop()
        assert span.depth == len(ends)
        assert not ends or span.end <= ends[-1]
        ends.append(span.end)
