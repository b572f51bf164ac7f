"""Where sentences end, and that a paragraph is covered whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentences import LONGEST, paragraphs, sentences

TABLE = [
    ("同志们：\n大家好。", ["同志们：", "大家好。"]),
    ("他说：“好。我们走！”然后走了。", ["他说：“好。", "我们走！”", "然后走了。"]),
    ("工业、农业……都要发展。", ["工业、农业……都要发展。"]),
    ("他说：“工业、农业……”大家笑了。", ["他说：“工业、农业……”", "大家笑了。"]),
    ('他说："好。"大家笑了。', ['他说："好。"', "大家笑了。"]),
    ("增长5.2%，很好", ["增长5.2%，很好"]),
    ("真的吗？！好！！", ["真的吗？！", "好！！"]),
    ("（掌声。）谢谢。", ["（掌声。）", "谢谢。"]),
    ("　　开头有空格。 后面也有。　", ["开头有空格。", "后面也有。"]),
    ("\n \n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_table(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@given(st.text(alphabet='人民。！…”“"’、 \n甲乙'))
def test_offsets_slice_back_and_nothing_visible_is_lost(text: str) -> None:
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.number for s in found] == list(range(len(found)))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
    spans = list(paragraphs(text))
    assert all(spans[s.paragraph][0] <= s.start < s.end <= spans[s.paragraph][1] for s in found)


def test_an_endless_line_is_cut() -> None:
    found = sentences("人民，" * 2000)
    assert max(len(s.text) for s in found) <= LONGEST
    assert "".join(s.text for s in found) == "人民，" * 2000
