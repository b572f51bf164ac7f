"""Is the lexicon of formulations sound, and what do a user's edits make of it?"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from language.lexicon import COLUMNS, Edit, Entry, Lexicon, key

LEXICON = Lexicon.default()
COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
NUMERAL = re.compile(r"^([两二三四五六七八九十])[个反同]")


def test_no_two_entries_share_a_form() -> None:
    forms = Counter(key(form) for entry in LEXICON.entries for form in {entry.slogan, *entry.variants})
    twice = {form for form, count in forms.items() if count > 1}
    for entry in LEXICON.entries:
        # One entry may write one form twice: bare and in marks inside a longer wording.
        own = Counter(key(form) for form in {entry.slogan, *entry.variants})
        twice -= {form for form, count in own.items() if count > 1}
    assert not twice


def test_every_family_is_an_entry() -> None:
    names = {entry.slogan for entry in LEXICON.entries}
    assert not {entry.family for entry in LEXICON.entries} - names


def test_every_form_is_wording_not_a_word() -> None:
    assert [e.slogan for e in LEXICON.entries for form in (e.slogan, *e.variants) if len(key(form)) < 2] == []


def test_members_agree_with_the_numeral() -> None:
    counted = [entry for entry in LEXICON.entries if entry.members and NUMERAL.match(entry.slogan)]
    assert len(counted) > 20
    for entry in counted:
        match = NUMERAL.match(entry.slogan)
        assert match and len(entry.members) == COUNTS[match.group(1)], entry.slogan
    for entry in LEXICON.entries:
        assert len(entry.members) != 1 and len(set(entry.members)) == len(entry.members), entry.slogan


def test_years_are_years_of_this_story() -> None:
    assert all(1840 <= int(entry.since) <= 2026 for entry in LEXICON.entries if entry.since)


def test_written_and_read_again_is_the_same() -> None:
    assert Lexicon.from_tsv(LEXICON.to_tsv()).entries == LEXICON.entries


@pytest.mark.parametrize(
    ("form", "slogan"),
    [
        ("“四个意识”", "四个意识"),
        ("政治意识、大局意识、核心意识、看齐意识", "四个意识"),
        ("立党为公，执政为民", "立党为公、执政为民"),
        ("大众创业万众创新", "大众创业、万众创新"),
        ("一國兩制", "一国两制"),
        ("为民造福是最大政绩。", "以造福人民为最大政绩"),
    ],
)
def test_forms_name_their_entry(form: str, slogan: str) -> None:
    entry = LEXICON.lookup(form)
    assert entry is not None and entry.slogan == slogan


def test_lookup_knows_no_plain_word() -> None:
    for word in ("经济发展", "人民群众", "今天", ""):
        assert LEXICON.lookup(word) is None


def test_family_gives_the_full_form_first() -> None:
    kin = LEXICON.family("三个自信")
    assert kin[0].slogan == kin[0].family == "四个自信"
    assert "三个自信" in {entry.slogan for entry in kin}
    assert LEXICON.family("没有这个提法") == ()


SMALL = Lexicon.from_tsv("\t".join(COLUMNS) + "\n甲为乙\t\t甲乙说|老说法\n丙丁论\n“戊己”\n")


def test_a_form_in_marks_counts_only_marked() -> None:
    entry = SMALL.lookup("戊己")
    assert entry is not None and entry.slogan == "戊己" and SMALL.forms["戊己"].marked_only


def test_with_forms_adds_what_is_new() -> None:
    more = SMALL.with_forms(["老说法", "新说法，新做法", "“新说法、新做法”"])
    assert len(more.entries) == len(SMALL.entries) + 1
    assert more.learned == {"新说法，新做法"}
    assert SMALL.with_forms(["丙丁论"]) is SMALL


def test_edits() -> None:
    edited = SMALL.curated(
        [
            Edit("add", Entry("庚辛句", "庚辛句", ("老说法",))),
            Edit("merge", Entry("丙丁论", ""), "甲为乙"),
            Edit("rename", Entry("甲为乙", ""), "甲为乙本"),
            Edit("exclude", Entry("戊己", "")),
        ]
    )
    assert [entry.slogan for entry in edited.entries] == ["甲为乙本", "丙丁论", "庚辛句"]
    assert {entry.family for entry in edited.entries[:2]} == {"甲为乙本"}
    taken, old = edited.lookup("老说法"), edited.lookup("甲为乙")
    assert taken and taken.slogan == "庚辛句" and old and old.slogan == "甲为乙本"


def test_an_edit_of_what_is_not_there_says_so() -> None:
    with pytest.raises(ValueError, match="没有的"):
        SMALL.curated([Edit("exclude", Entry("没有的", ""))])


@pytest.mark.parametrize("table", ["", "slogan\tfamily\n", "\t".join(COLUMNS) + "\n甲\t\t\t\t\t二〇一二\n"])
def test_a_table_that_cannot_be_read_names_its_line(table: str) -> None:
    with pytest.raises(ValueError, match="line"):
        Lexicon.from_tsv(table)
