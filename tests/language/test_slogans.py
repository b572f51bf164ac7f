"""Where do formulations stand? Tables of text in, mentions out, with what must not be found."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.lexicon import COLUMNS, Lexicon
from language.model import Quotation
from language.slogans import formulaic, known, members_in, mentions, outermost

JUDGED = Path(__file__).parent / "judged_mentions.tsv"


def found(text: str) -> list[str]:
    return [mention.text for mention in outermost(mentions(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("必须坚持立党为公，执政为民。", ["坚持立党为公，执政为民"]),
        ("落實一國兩制，", ["一國兩制"]),
        ("增强“四个意识”，坚定信心。", ["增强“四个意识”"]),
        ("学习“三个代表”重要思想。", ["“三个代表”重要思想"]),
        ("鼓足干劲、力争上游、多快好省地建设社会主义！", ["鼓足干劲、力争上游、多快好省地建设社会主义"]),
        ("做到想农民之所想，急农民之所急，解农民之所难。", ["想农民之所想，急农民之所急，解农民之所难"]),
        ("要看社员愿意不愿意、高兴不高兴。", ["愿意不愿意、高兴不高兴"]),
        ("今冬要稳生猪、促春耕、保供水、防冻害。", ["稳生猪、促春耕、保供水、防冻害"]),
        ("做到组织化、机械化、园林化的要求。", ["组织化、机械化、园林化"]),
        ("实行三包一奖的办法。", ["三包一奖"]),
        ("建设平安福建，谱写中国式现代化福建篇章。", ["平安福建", "中国式现代化福建篇章"]),
        ("打倒卖国军阀！中国农民协会万岁！", ["打倒卖国军阀", "中国农民协会万岁"]),
        ("一定要把水利战斗进行到底。", ["把水利战斗进行到底"]),
        ("把教育放在优先发展的战略地位。", ["把教育放在优先发展的战略地位"]),
        ("工作要为农业服务。", ["为农业服务"]),
        ("要一手抓繁荣、一手抓管理。", ["一手抓繁荣、一手抓管理"]),
        ("本着自主经营、互通有无的原则。", ["自主经营、互通有无"]),
        ("掀起了送粪下田运动。", ["送粪下田运动"]),
        ("努力做到园田化、梯田化。", ["园田化、梯田化"]),
        ("他说：“实事求是，\n密切联系群众。”", ["实事求是", "密切联系群众"]),
        ("要顶压前行、迎难敢拼，", ["顶压前行、迎难敢拼"]),
        ("以改革强动力、以开放添活力。", ["以改革强动力、以开放添活力"]),
        ("深入实施文旅强县战略。", ["文旅强县战略"]),
        ("坚持帮富和帮志相结合。", ["帮富和帮志相结合"]),
        ("做到社社有机械、队队有电灯。", ["社社有机械、队队有电灯"]),
        ("以种植为主、养殖为辅，", ["以种植为主、养殖为辅"]),
        ("增强构建两岸命运共同体的信心", ["两岸命运共同体"]),
        ("推动西部开发、东北振兴、中部崛起。", ["西部开发、东北振兴、中部崛起"]),
        ("劳动光荣、知识崇高。", ["劳动光荣、知识崇高"]),
        ("要稳增长、添后劲各项并举。", ["稳增长、添后劲"]),
        ("做到苦中求进、险中求进、稳中求进。", ["苦中求进、险中求进、稳中求进"]),
        ("必须批倒批臭！", ["批倒批臭"]),
        ("最大限度调动积极因素、最大限度化解消极因素。", ["最大限度调动积极因素、最大限度化解消极因素"]),
        ("建设乡村振兴示范区。", ["乡村振兴示范区"]),
        ("发扬了宁折不弯、傲霜斗雪的革命气节。", ["宁折不弯、傲霜斗雪的革命气节"]),
        ("我们破除了迷信，解放了思想。", ["破除了迷信，解放了思想"]),
        ("破除了迷信，解放思想。", ["破除了迷信，解放思想"]),
        ("坚定不移地走中国特色社会主义道路。", ["坚定不移地走中国特色社会主义道路"]),
        ("他们不懂得支持左派、联合左派、保护左派。", ["支持左派、联合左派、保护左派"]),
        ("开创富裕文明新海南，", ["富裕文明新海南"]),
        ("谱写中国式现代化新湖南，", ["中国式现代化新湖南"]),
        ("贯彻习近平总书记重要讲话和重要指示精神，", ["习近平总书记重要讲话和重要指示精神"]),
        ("一个有理想的民族不能没有先驱。", ["一个有理想的民族不能没有先驱"]),
        ("我们比历史上任何时期都更有信心。", ["我们比历史上任何时期都更有信心"]),
        ("不搞小圈子游戏，不针对任何一方。", ["不搞小圈子游戏，不针对任何一方"]),
        ("守旧没有出路，创新才能发展。", ["守旧没有出路，创新才能发展"]),
        ("党委领导下的院长负责制。", ["党委领导下的院长负责制"]),
        ("教师队伍是办好学校的根本保证。", ["教师队伍是办好学校的根本保证"]),
        ("要信息互通、经验互学、成果互认。", ["信息互通、经验互学、成果互认"]),
        ("坚持勤俭办农场。", ["勤俭办农场"]),
        ("做好对口援青工作。", ["对口援青"]),
    ],
)
def test_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我们参观了三个方面的五个县。",
        "工业生产、农业生产、商业活动都很好。",
        "二十四个意识流作家。",
        "立党为\n公、执政",
        "今天天气很好，大家都去看电影。",
        "第三反应堆",
        "把书放在桌上。",
        "为旅客服务。",
        "本着会议的原则办事。",
        "开展体育运动。",
        "科技成果转化和土地荒漠化。",
        "两重意思。",
        "高举着红色的旗帜走过广场。",
        "有的地方、有的部门、有的单位。",
        "有管收的、有管发的、有管账的、有管车的，",
        "他把两件事相结合。",
        "江河省曾经为一枚公章跑断腿。",
        "实施重大战略。",
        "这是他们两个人的态度。",
        "我们没有去看，没有人告诉我们。",
        "新疆的水果运到湖南。",
        "他不搞那个了，不在这里。",
        "",
    ],
)
def test_not_found(text: str) -> None:
    assert found(text) == []


def test_longest_wins_and_the_inner_one_is_nested() -> None:
    outer, *inner = mentions("高举中国特色社会主义伟大旗帜")
    assert (outer.text, outer.nested) == ("高举中国特色社会主义伟大旗帜", False)
    assert all(mention.nested for mention in inner)
    assert "中国特色社会主义" in {mention.text for mention in inner}


def test_marked_slogans_are_mentions_known_or_not() -> None:
    text = "开展“三比三看”活动，落实“放管服”改革，他说“改革开放好”。"
    quotations = [
        Quotation(3, 7, text[3:7], "slogan"),
        Quotation(14, 17, text[14:17], "slogan"),
        Quotation(text.index("改革开放好"), text.index("改革开放好") + 5, "改革开放好", "speech"),
    ]
    got = {(m.text, m.slogan, m.marked) for m in mentions(text, marked=quotations) if not m.nested}
    assert got == {
        ("三比三看", "三比三看", True),
        ("“放管服”改革", "放管服", True),
        ("改革开放", "改革开放", False),
    }


def test_what_a_text_marks_itself_is_found_in_the_rest_of_it() -> None:
    text = "全县开展“五亮五比”活动。五亮五比贵在坚持，“五亮”不算。"
    start = text.index("五亮五比")
    (marked, plain) = mentions(text, marked=[Quotation(start, start + 4, "五亮五比", "slogan")])
    assert (marked.marked, plain.marked) == (True, False)
    assert {marked.slogan, plain.slogan} == {"五亮五比"}


def test_a_short_form_inside_its_own_long_one_is_no_mention() -> None:
    (only,) = [m for m in mentions("深入学习实践科学发展观活动") if m.slogan == "科学发展观"]
    assert not only.nested


def test_marks_that_cut_through_make_no_mention() -> None:
    assert found("强调“解放思想”、“实事求是”。") == ["解放思想", "实事求是"]


def test_in_a_run_the_known_formulations_are_what_counts() -> None:
    got = mentions("统筹稳增长、添后劲、防风险。")
    assert [(m.text, m.nested) for m in got] == [("稳增长、添后劲、防风险", True), ("稳增长", False), ("防风险", False)]
    assert [m.text for m in outermost(got)] == ["稳增长、添后劲、防风险"]


def test_a_set_term_counts_in_the_text_and_tells_nothing_of_marked_words() -> None:
    lexicon = Lexicon.from_tsv("\t".join(COLUMNS) + "\n夺权\t\t\t\t术语\n")
    assert [m.slogan for m in mentions("他们要夺权。", lexicon)] == ["夺权"]
    assert lexicon.lookup("夺权") is not None and "夺权" not in lexicon.forms


def test_a_learned_form_is_found() -> None:
    lexicon = Lexicon.from_tsv("\t".join(COLUMNS) + "\n").with_forms(["四比四看"])
    text = "全县四比四看。"
    assert [m.slogan for m in mentions(text, lexicon)] == ["四比四看"]


def test_known_and_formulaic() -> None:
    assert known("“两个维护”") and known("两个维护。") and not known("天气预报")
    assert formulaic("稳生猪、促春耕、保供水") and formulaic("八个坚持") and not formulaic("天气预报")


@pytest.mark.parametrize(
    ("text", "slogan", "members", "whole", "in_order"),
    [
        (
            "增强政治意识、大局意识、核心意识、看齐意识。",
            "四个意识",
            ("政治意识", "大局意识", "核心意识", "看齐意识"),
            True,
            True,
        ),
        ("看齐意识和政治意识", "四个意识", ("看齐意识", "政治意识"), False, False),
        ("道路、理论、制度、文化自信", "四个自信", ("道路自信", "理论自信", "制度自信", "文化自信"), True, True),
        (
            "全面建成小康社会、全面深化改革、全面推进依法治国、全面从严治党",
            "四个全面",
            ("全面建设社会主义现代化国家", "全面深化改革", "全面依法治国", "全面从严治党"),
            True,
            True,
        ),
        (
            "经济建设、政治建设、文化建设、社会建设、生态文明建设",
            "五位一体",
            ("经济建设", "政治建设", "文化建设", "社会建设", "生态文明建设"),
            True,
            True,
        ),
    ],
)
def test_members(text: str, slogan: str, members: tuple[str, ...], whole: bool, in_order: bool) -> None:
    (listing,) = members_in(text, slogan)
    assert (listing.members, listing.whole, listing.in_order) == (members, whole, in_order)
    assert text[listing.start : listing.end] == listing.text


def test_members_far_apart_or_in_two_paragraphs_are_no_listing() -> None:
    assert members_in("政治意识\n大局意识", "四个意识") == []
    assert members_in("改革开放", "改革开放") == []
    assert members_in("农业税取消了，农村怎么办", "三农") == []
    assert members_in("民主、法治", "社会主义核心价值观") == []
    assert members_in("公章大，公事难", "一大二公") == []


WORDS = [
    "改革开放",
    "实事求是",
    "“三个代表”",
    "重要思想",
    "、",
    "，",
    "。",
    "\n",
    "稳增长",
    "促改革",
    "调结构",
    "好",
    "的",
    "”",
    "“",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_offsets_slice_back_and_kept_mentions_never_overlap(text: str) -> None:
    got = mentions(text)
    assert all(text[m.start : m.end] == m.text and "\n" not in m.text for m in got)
    outer = [m for m in got if not m.nested]
    assert all(a.end <= b.start for a, b in pairwise(outer))
    assert all(any(o.start <= m.start and m.end <= o.end for o in outermost(got)) for m in got)
    assert all(any(o.start < m.end and m.start < o.end for o in outer) for m in got if m.nested)


def test_precision_on_the_judged_mentions() -> None:
    """Three times 200 unmarked mentions, drawn by chance, judged by hand: 1 a formulation, 0 not.

    The first 200 are drawn by era from speeches and news, the others from all the speeches alike.
    """
    rows = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) == 600
    for drawn in (rows[:200], rows[200:400], rows[400:]):
        good = shown = 0
        for _source, before, words, after, verdict in drawn:
            text = before + words + after
            start, end = len(before), len(before) + len(words)
            if any((m.start, m.end) == (start, end) for m in outermost(mentions(text))):
                shown += 1
                good += verdict == "1"
        assert shown >= 175
        assert good / shown >= 0.9
