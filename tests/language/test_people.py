"""Who is meant: aliases, forms of address and offices by date."""

from __future__ import annotations

from itertools import pairwise

import pytest

from language.model import SpeechContext
from language.people import offices, resolve_person
from language.tables import rows

MEANT = [
    ("习近平总书记", "", "习近平"),
    ("习近平", "", "习近平"),
    ("毛主席", "", "毛泽东"),
    ("毛泽东同志", "", "毛泽东"),
    ("毛澤東主席", "", "毛泽东"),
    ("伟大领袖毛主席", "", "毛泽东"),
    ("周总理", "", "周恩来"),
    ("小平同志", "", "邓小平"),
    ("恩来同志", "", "周恩来"),
    ("华主席", "", "华国锋"),
    ("国父", "", "孙中山"),
    ("孙中山先生", "", "孙中山"),
    ("列宁", "", "列宁"),
    ("卡尔·马克思", "", "马克思"),
    ("孟夫子", "", "孟子"),
    ("诗圣杜甫", "", "杜甫"),
    ("唐代韩愈", "", "韩愈"),
    # Offices at their date.
    ("总书记", "2016-05-17", "习近平"),
    ("总书记", "2008", "胡锦涛"),
    ("总书记", "1983-10", "胡耀邦"),
    ("总理", "1972-08", "周恩来"),
    ("总理", "2003-01", "朱镕基"),
    ("总理", "2009-03-05", "温家宝"),
    ("国务院总理", "2021-03-05", "李克强"),
    ("国家主席", "1960-10", "刘少奇"),
    ("国家主席", "2019-12-31", "习近平"),
    ("委员长", "1980-09", "叶剑英"),
    ("军委主席", "1985-06", "邓小平"),
    # A surname with an office: the one in office, else the latest before.
    ("李总理", "1995-03", "李鹏"),
    ("李总理", "2015-03", "李克强"),
    ("李总理", "2024-03", "李强"),
    ("温总理", "2010", "温家宝"),
    ("朱总理", "1999", "朱镕基"),
    # Full names need no table.
    ("王德厚同志", "1958", "王德厚"),
    ("陈桂芳书记", "1961", "陈桂芳"),
    ("欧阳建国", "", "欧阳建国"),
]


@pytest.mark.parametrize(("naming", "date", "person"), MEANT)
def test_who_is_meant(naming: str, date: str, person: str) -> None:
    assert resolve_person(naming, SpeechContext(date=date)) == person


@pytest.mark.parametrize(
    ("naming", "date"),
    [
        ("总书记", ""),
        ("总理", ""),
        ("宋书记", "1959"),
        ("群众", "1959"),
        ("有的社员", "1959"),
        ("一位老乡", ""),
        ("", ""),
        ("国家主席", "1978-03"),
        ("吴老", "2012-07"),
    ],
)
def test_what_is_not_known_stays_unknown(naming: str, date: str) -> None:
    assert resolve_person(naming, SpeechContext(date=date)) is None


def test_terms_of_one_office_follow_each_other() -> None:
    for office, terms in offices().items():
        for earlier, later in pairwise(terms):
            assert earlier.until and earlier.until <= later.since, office


@pytest.mark.parametrize("table", ["people", "offices", "sayings", "cues", "namings", "labels"])
def test_tables_hold_no_row_twice(table: str) -> None:
    found = rows(table)
    assert found and len(found) == len(set(found))
