"""A user's curation as a table, and the vocabulary it makes."""

from __future__ import annotations

import pytest

from language.lexicon import Edit, Entry, Lexicon
from language.model import Quotation
from yulu import vocabulary as words
from yulu.errors import InputError

HEADER = "\t".join(words.COLUMNS) + "\n"
BASE = Lexicon((Entry("一带一路", "一带一路", ("“带路”",)), Entry("科学发展观", "科学发展观")))
EDITS = [
    Edit("add", Entry("双减", "双减", ("“双减”工作",), ("减作业", "减校外培训"), "教育", "2021")),
    Edit("merge", Entry("科学发展观", "科学发展观"), "一带一路"),
    Edit("rename", Entry("一带一路", "一带一路"), "共建“一带一路”"),
    Edit("exclude", Entry("科学发展观", "科学发展观")),
]


def test_a_table_is_read_as_it_was_written() -> None:
    assert words.read(words.table(EDITS, BASE.entries), "表") == EDITS


def test_rows_without_an_action_change_nothing() -> None:
    assert words.read(HEADER + "\t一带一路\n\n#\t注\nexclude\t一带一路\n", "表") == [
        Edit("exclude", Entry("一带一路", "一带一路"))
    ]


@pytest.mark.parametrize(
    "table",
    ["", "slogan\tfamily\n", HEADER + "delete\t一带一路\n", HEADER + "add\t“”\n", HEADER + "rename\t一带一路\n"],
)
def test_what_is_no_table(table: str) -> None:
    with pytest.raises(InputError):
        words.read(table, "表")


def mentioned(vocabulary: words.Vocabulary, text: str, *marked: str) -> list[tuple[str, str]]:
    spans = [Quotation(text.index(each), text.index(each) + len(each), each, "slogan") for each in marked]
    return [(mention.slogan, mention.text) for mention in vocabulary.mentions(text, spans)]


def test_excluded_forms_are_no_mentions_even_where_marked() -> None:
    text = "推进“一带一路”，落实科学发展观，“家庭农场”好。"
    marks = ("一带一路", "家庭农场")
    assert mentioned(words.Vocabulary.of(base=BASE), text, *marks) == [
        ("一带一路", "一带一路"),
        ("科学发展观", "科学发展观"),
        ("家庭农场", "家庭农场"),
    ]
    edits = [Edit("exclude", Entry(each, each)) for each in ("一带一路", "家庭农场")]
    assert mentioned(words.Vocabulary.of(edits, base=BASE), text, *marks) == [("科学发展观", "科学发展观")]


def test_an_exclusion_can_be_taken_back_below() -> None:
    edits = [Edit("exclude", Entry("科学发展观", "科学发展观")), Edit("add", Entry("科学发展观", "发展"))]
    assert mentioned(words.Vocabulary.of(edits, base=BASE), "落实科学发展观") == [("科学发展观", "科学发展观")]


def test_learned_forms_are_mentions_unless_excluded() -> None:
    assert mentioned(words.Vocabulary.of((), ["家庭农场"], BASE), "办家庭农场") == [("家庭农场", "家庭农场")]
    edits = [Edit("exclude", Entry("家庭农场", "家庭农场"))]
    assert mentioned(words.Vocabulary.of(edits, ["家庭农场"], BASE), "办家庭农场") == []


def test_an_edit_of_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="rename"):
        words.Vocabulary.of([Edit("rename", Entry("没有", "没有"), "有")], base=BASE)
