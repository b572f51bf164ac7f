"""What a lead-in claims of the source, and which speeches fit it."""

from __future__ import annotations

import pytest

from language.claims import Claim, claim, fits, keys, lead_in


@pytest.mark.parametrize(
    ("lead", "date", "found", "meetings", "works"),
    [
        (
            "2016年7月1日，习近平总书记在庆祝中国共产党成立95周年大会上指出：“",
            "2016-07-01",
            set(),
            ("庆祝中国共产党成立95周年大会",),
            (),
        ),
        ("党的二十大报告指出，“", "", {"congress:20"}, (), ()),
        ("习近平总书记在党的十九大报告中强调：“", "", {"congress:19"}, (), ()),
        ("党的十九届五中全会提出，“", "", {"plenum:19-5"}, (), ()),
        ("2021年《政府工作报告》提出，“", "2021", {"report:2021"}, (), ()),
        ("早在2005年，时任浙江省委书记的习近平同志就提出“", "2005", set(), (), ()),
        (
            "毛主席1957年在《关于正确处理人民内部矛盾的问题》中说：“",
            "1957",
            set(),
            (),
            ("关于正确处理人民内部矛盾的问题",),
        ),
        ("党的十八大以来，习近平总书记强调“", "", set(), (), ()),
        ("学习贯彻党的二十大精神，他指出“", "", set(), (), ()),
        ("到2035年要基本实现，他说“", "", set(), (), ()),
        ("自2012年以来，总书记多次强调“", "", set(), (), ()),
        ("《人民日报》写道：“", "", set(), (), ()),
        ("《决定》提出“", "", set(), (), ()),
        ("他在会议上指出：“", "", set(), (), ()),
    ],
)
def test_claims(lead: str, date: str, found: set[str], meetings: tuple[str, ...], works: tuple[str, ...]) -> None:
    read = claim(lead, len(lead))
    assert (read.date, set(read.keys), read.meetings, read.works) == (date, found, meetings, works)


def test_a_lead_in_is_one_sentence() -> None:
    text = "党的二十大报告指出：“人民至上。”王刚同志在全县水利会议上说：“修好渠道。”"
    assert lead_in(text, text.index("修好")) == "王刚同志在全县水利会议上说："
    assert lead_in(text, text.index("人民至上")) == "党的二十大报告指出："


def test_a_lead_in_is_shared() -> None:
    text = "2018年，王刚同志强调“抓早抓小”“久久为功”，要求落实。"
    assert claim(text, text.index("久久为功")).date == "2018"


@pytest.mark.parametrize(
    ("asked", "title", "occasion", "date", "fit"),
    [
        (Claim(keys=frozenset({"congress:19"})), "决胜全面小康", "中国共产党第19次全国代表大会", "2017-10-18", True),
        (Claim(keys=frozenset({"congress:19"})), "高举伟大旗帜", "中国共产党第二十次全国代表大会", "2022-10-16", False),
        (Claim(keys=frozenset({"congress:19"})), "为建设强国而奋斗", "", "2016-05-30", False),
        (Claim(keys=frozenset({"report:2021"})), "2021年国务院政府工作报告", "", "2021", True),
        (Claim(keys=frozenset({"report:2021"})), "国务院政府工作报告", "", "2022-03-05", False),
        (Claim(date="2016"), "在全省教育大会上的讲话", "", "2016-05-30", True),
        (Claim(date="2016-05"), "在全省教育大会上的讲话", "", "2016", True),
        (Claim(date="2017"), "在全省教育大会上的讲话", "", "2016-05-30", False),
        (Claim(date="2017"), "在全省教育大会上的讲话", "", "", None),
        (Claim(meetings=("全省教育大会",)), "在全省教育大会上的讲话", "", "2016", True),
        (Claim(meetings=("全省水利会议",)), "在全省教育大会上的讲话", "", "2016", False),
        (Claim(meetings=("全省水利会议",)), "为兴水富民而奋斗", "", "2016", None),
        (Claim(works=("论水利",)), "在全省教育大会上的讲话", "", "2016", None),
        (Claim(), "在全省教育大会上的讲话", "", "2016", None),
    ],
)
def test_fits(asked: Claim, title: str, occasion: str, date: str, fit: bool | None) -> None:
    assert fits(asked, title, occasion, date) is fit


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("党的二十大", {"congress:20"}),
        ("中国共产党第十一次全国代表大会", {"congress:11"}),
        ("十一届三中全会", {"plenum:11-3"}),
        ("第十三届全国人民代表大会第一次会议", {"session:13-1"}),
        ("2016年国务院政府工作报告", {"report:2016"}),
        ("读完三年大学", set()),
    ],
)
def test_keys(name: str, found: set[str]) -> None:
    assert keys(name) == found
