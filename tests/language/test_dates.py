"""Dates as speeches write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dates import dates, first_date, full_dates, is_date, iso, month_days, number, read, short_dates

WRITTEN = [
    ("（1949年10月13日）", "1949-10-13"),
    ("（２０１３年３月２２日，莫斯科）", "2013-03-22"),
    ("二〇二三年五月", "2023-05"),
    ("二○二三年五月六日", "2023-05-06"),
    ("一九七八年三月十五日", "1978-03-15"),
    ("一九六〇年十月廿九日", "1960-10-29"),
    ("一九六零年十二月卅一日", "1960-12-31"),
    ("二零零八年元月二十日", "2008-01-20"),
    ("二〇〇五年十月", "2005-10"),
    ("2023-05-18", "2023-05-18"),
    ("2023/5/8", "2023-05-08"),
    ("1974.01.29", "1974-01-29"),
    ("2015年10月l6日", "2015-10-16"),
    ("2 0 1 2 年 1 1 月 8 日", "2012-11-08"),
    ("1962年3月21日至22日", "1962-03-21"),
    ("2014年12月13日上午", "2014-12-13"),
    ("二零一八年", "2018"),
    ("一九九八年度", "1998"),
]
NO_DATES = ["", "第2023号", "2月30日", "百年大计", "三年五载", "5.18亿元", "1978.5万吨", "一二三四年级", "２３日"]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_written_dates(text: str, value: str) -> None:
    assert first_date(text) == value


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_day_the_calendar_lacks_is_no_day() -> None:
    assert dates("2023年2月30日") == []
    assert iso(2023, 2, 29) == "" and iso(2024, 2, 29) == "2024-02-29"
    assert iso(2024, 0, 3) == "" and iso(1700) == ""


def test_dates_stand_where_they_are_found() -> None:
    text = "会议于２０１９年３月５日开幕，一九七八年十二月闭幕。"
    assert [text[each.start : each.end] for each in dates(text)] == ["２０１９年３月５日", "一九七八年十二月"]
    assert [each.value for each in full_dates(text)] == ["2019-03-05"]


def test_short_years_belong_to_the_twentieth_century() -> None:
    assert [each.value for each in short_dates("60年12月10日")] == ["1960-12-10"]
    assert short_dates("1960年12月10日") == [] and short_dates("20年12月10日") == []


def test_a_month_and_a_day_wait_for_a_year() -> None:
    assert [each.value for each in month_days("新华社北京１２月３１日电")] == ["12-31"]
    assert month_days("2016年12月31日") == []


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        ("20230518", "2023-05-18"),
        ("2023", "2023"),
        ("2023-05", "2023-05"),
        ("二〇二三年", "2023"),
        ("昨天", ""),
        ("", ""),
        ("20231318", ""),
    ],
)
def test_dates_as_given(given_value: str, value: str) -> None:
    assert read(given_value) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("二〇二三", 2023), ("十一", 11), ("廿九", 29), ("卅", 30), ("元", 1), ("初五", 5), ("甲", 0)],
)
def test_numbers(written: str, value: int) -> None:
    assert number(written) == value


@given(st.text(alphabet="〇零一二三四五六七八九十廿卅元年月日号0123456789０１９-./ lo（）", max_size=40))
def test_every_date_found_is_in_the_calendar(text: str) -> None:
    for each in dates(text):
        assert is_date(each.value)
        assert 0 <= each.start < each.end <= len(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_can_be_written_and_read(day: date) -> None:
    assert first_date(f"（{day.year}年{day.month}月{day.day}日）") == day.isoformat()
    assert first_date(day.isoformat()) == day.isoformat()
    assert is_date(day.isoformat())
