"""Alignment: tables of real Chinese, and what holds of any two texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.align import align, likeness
from language.edits import locate
from language.pieces import Alignment, Read, comparable

PASSAGE = (
    "要把蓝图变成现实，还要走很长的路。我们既要看到成绩，也要看到问题；既要登高望远，也要脚踏实地。群众的事没有小事！"
    "办好了，群众就满意。全年增长3.5%，创新发展是第一动力。他说：“路通了，心就通了。”大家都笑了。"
)
CHINESE = "人民群众工作发展的是我们一心为了，。、“”！？ 1.5%"


def aligned(quotation: str, passage: str = PASSAGE) -> Alignment:
    found = align(quotation, passage)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("要把蓝图变成现实", "要把蓝图变成现实"),
        ("要把蓝图变成现实，", "要把蓝图变成现实"),
        ("要把蓝图变成现实。", "要把蓝图变成现实"),
        ("要把藍圖變成現實，還要走很長的路。", "要把蓝图变成现实，还要走很长的路"),
        ("群众的事没有小事", "群众的事没有小事"),
        ("群众的事没有小事！", "群众的事没有小事！"),
        ("路通了，心就通了。", "路通了，心就通了"),
        ("他说：‘路通了，心就通了。’", "他说：“路通了，心就通了。”"),
        ("要把蓝图变成现实……走很长的路", "要把蓝图变成现实，还要走很长的路"),
        ("……要把蓝图变成现实……", "要把蓝图变成现实"),
        (
            "既要看到成绩……群众的事没有小事……群众就满意",
            "既要看到成绩，也要看到问题；既要登高望远，也要脚踏实地。群众的事没有小事！办好了，群众就满意",
        ),
        ("全年增长３.５％", "全年增长3.5%"),
        ("要把蓝图\u200b变成 现实", "要把蓝图变成现实"),
        ("群众的事没有小事！\n“办好了，群众就满意", "群众的事没有小事！办好了，群众就满意"),
    ],
)
def test_exact(quotation: str, found: str) -> None:
    alignment = aligned(quotation)
    assert alignment.exact, alignment.pieces
    assert alignment.distance == 0
    assert PASSAGE[alignment.start : alignment.end] == found


@pytest.mark.parametrize(
    "quotation",
    [
        "要把蓝图变成现实还要走很长的路",
        "要把蓝图变成现实、还要走很长的路",
        "要把蓝图变成现实。还要走很长的路",
        "群众的事没有小事。",
        "群众的事没有小事？",
        "要把蓝图变成现实！",
        "要把“蓝图”变成现实",
        "他说，路通了，心就通了",
        "‘路通了，心就通了’。大家都笑了",
    ],
)
def test_punctuation_alone_differs(quotation: str) -> None:
    alignment = aligned(quotation)
    assert alignment.kinds == ("punctuation",)
    assert alignment.same_words
    assert alignment.distance == 0


@pytest.mark.parametrize(
    ("quotation", "kinds", "distance"),
    [
        ("要把蓝图变现实", ("missing",), 1),
        ("要把美好蓝图变成现实", ("added",), 2),
        ("要把宏图变成现实", ("replaced",), 1),
        ("要走很长的路，要把蓝图变成现实", ("missing", "reordered"), 7),
        ("也要看到问题，我们既要看到成绩", ("reordered",), 6),
        ("也要脚踏实地，既要登高望远", ("reordered",), 6),
        ("发展创新是第一动力", ("reordered",), 2),
        ("全年增长35%", ("missing",), 1),
        ("全年增长3.5", (), 0),
        ("全年增长3.5‰", ("replaced",), 1),
        ("要把图纸变现实，还要走很长远的路", ("missing", "added", "replaced"), 4),
        ("我们要看到成绩……群众就满意", ("missing",), 1),
    ],
)
def test_words_differ(quotation: str, kinds: tuple[str, ...], distance: int) -> None:
    alignment = aligned(quotation)
    assert set(alignment.kinds) == set(kinds), alignment.pieces
    assert alignment.exact is not bool(kinds)
    assert alignment.distance == distance


def test_ellipsis_must_keep_the_order() -> None:
    assert aligned("要把蓝图变成现实……群众就满意").exact
    assert not aligned("群众就满意……要把蓝图变成现实").exact


def test_the_sources_own_ellipsis_is_no_gap() -> None:
    assert aligned("工业、农业……都要发展", "工业、农业……都要发展。").exact


def test_pieces_of_a_diff() -> None:
    pieces = [(piece.op, piece.quoted, piece.source) for piece in aligned("群眾的事情沒有小时！").pieces]
    assert pieces == [
        ("same", "群", "群"),
        ("alike", "眾", "众"),
        ("same", "的事", "的事"),
        ("added", "情", ""),
        ("alike", "沒", "没"),
        ("same", "有小", "有小"),
        ("replaced", "时", "事"),
        ("same", "！", "！"),
    ]


@pytest.mark.parametrize(
    ("quotation", "passage", "kinds", "ops"),
    [
        # Of two stretches as near, the one that ends as the quotation does: something is missing, not replaced.
        ("这是我们的根本思想。", "这是我们的根本指导思想，不能动摇。", ("missing",), [("missing", "", "指导")]),
        # Two that a link joins have changed places, whichever of them the stretch begins or ends with.
        ("反对霸权和战争。", "反对战争和霸权。", ("reordered",), [("moved", "霸权和", ""), ("moved", "", "和霸权")]),
        ("反对霸权和强权。", "反对强权和霸权。", ("reordered",), [("moved", "霸", "强"), ("moved", "强", "霸")]),
        ("农民和工人都来", "工人和农民都来", ("reordered",), [("moved", "", "工人和"), ("moved", "和工人", "")]),
        (
            "本质是发展生产力，解放生产力，消灭剥削",
            "本质是解放生产力，发展生产力，消灭剥削",
            ("reordered",),
            [("moved", "发展", "解放"), ("moved", "解放", "发展")],
        ),
        # Neighbours: of characters the order, of figures another number.
        ("解决了6389万人的饮水", "解决了6398万人的饮水", ("replaced",), [("replaced", "89", "98")]),
        ("大家都要心小一些", "大家都要小心一些", ("reordered",), [("moved", "心小", "小心")]),
        ("到2025年建成", "到2035年建成", ("replaced",), [("replaced", "2", "3")]),
        ("一个不能少", "一个也不能少", ("missing",), [("missing", "", "也")]),
        ("路上也能掉队", "路上也不能掉队", ("missing",), [("missing", "", "不")]),
    ],
)
def test_what_the_difference_is(
    quotation: str, passage: str, kinds: tuple[str, ...], ops: list[tuple[str, str, str]]
) -> None:
    found = aligned(quotation, passage)
    assert found.kinds == kinds
    assert [(p.op, p.quoted, p.source) for p in found.pieces if p.op not in ("same", "alike")] == ops


@pytest.mark.parametrize(
    ("quotation", "passage", "put_in"),
    [
        ("我们【全党】要登高望远", "我们要登高望远", ["【全党】"]),
        ("我们[全党]要……远望", "我们要登高，要远望", ["[全党]"]),
        ("他（指老张）来了（引者注：当年）就好", "他来了就好", ["（指老张）", "（引者注：当年）"]),
        ("大家（市、区、旗）都来", "大家（市、区、旗）都来", []),
        ("他（指老张）来了", "他（指老张）来了", []),
    ],
)
def test_what_the_quoter_put_in_is_none_of_the_words(quotation: str, passage: str, put_in: list[str]) -> None:
    found = aligned(quotation, passage)
    assert found.exact
    assert [piece.quoted for piece in found.pieces if piece.op == "inserted"] == put_in
    assert "".join(piece.quoted for piece in found.pieces) == quotation


def test_brackets_that_say_nothing_of_themselves_are_words() -> None:
    assert aligned("我们（全党）要登高望远", "我们要登高望远").kinds == ("added",)


def test_stage_directions_are_none_of_the_words() -> None:
    found = aligned("中国人民站起来了！占人类四分之一", "中国人民站起来了！（热烈鼓掌）占人类四分之一的人")
    assert found.exact
    assert ("omitted", "", "（热烈鼓掌）") in [(piece.op, piece.quoted, piece.source) for piece in found.pieces]


@pytest.mark.parametrize("mark", ["……", "…", "[……]", "（略）", "（中略）", "......"])
def test_marks_of_leaving_out(mark: str) -> None:
    assert aligned(f"要把蓝图变成现实{mark}走很长的路").exact


def test_an_ellipsis_hides_no_other_order() -> None:
    assert aligned("也要看到问题……我们既要看到成绩").kinds == ("reordered",)


def test_nothing_to_compare() -> None:
    assert align("，。", PASSAGE) is None
    assert align("群众", "……") is None


@pytest.mark.parametrize(
    ("one", "two", "least", "most"),
    [
        ("群众的事没有小事", "群众的事没有小事！办好了", 1.0, 1.0),
        ("群众的事没有小事", "群众的事就没有小事", 0.8, 0.99),
        ("群众的事没有小事", "没有小事", 0.4, 0.6),
        ("群众的事没有小事", "要把蓝图变成现实", 0.0, 0.3),
    ],
)
def test_likeness(one: str, two: str, least: float, most: float) -> None:
    assert least <= likeness(one, two) <= most


@settings(deadline=None)
@given(st.text(CHINESE, max_size=40), st.text(CHINESE, max_size=80))
def test_pieces_join_to_the_texts(quotation: str, passage: str) -> None:
    found = align(quotation, passage)
    if found is None:
        assert not Read.of(quotation).words or not Read.of(passage).words
        return
    assert "".join(piece.quoted for piece in found.pieces) == quotation
    assert "".join(piece.source for piece in found.pieces) == passage[found.start : found.end]


@settings(deadline=None)
@given(st.text(CHINESE, max_size=30), st.text(CHINESE, max_size=80))
def test_exact_is_never_said_of_words_that_differ(quotation: str, passage: str) -> None:
    found = align(quotation, passage)
    if found is not None and "…" not in quotation and ".." not in quotation and "。。。" not in quotation:
        same = Read.of(quotation).words == Read.of(passage[found.start : found.end]).words
        assert found.same_words == same
        if found.exact:
            assert comparable(quotation).strip(",.。;:、") in comparable(passage)


@settings(deadline=None)
@given(st.text("人民群众工作发展", min_size=4, max_size=30), st.data())
def test_a_stretch_of_the_passage_is_exact(passage: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(passage) - 1))
    end = data.draw(st.integers(start + 1, len(passage)))
    assert aligned(passage[start:end], passage).exact


@settings(deadline=None)
@given(st.text("甲乙丙", min_size=1, max_size=8), st.text("甲乙丙丁", max_size=14))
def test_locate_finds_the_least_distance(pattern: str, text: str) -> None:
    from rapidfuzz.distance import Levenshtein

    found = locate(pattern, text)
    ends = range(len(text) + 1)
    least = min(Levenshtein.distance(pattern, text[i:j]) for i in ends for j in ends if i <= j)
    assert found.distance == least
    assert Levenshtein.distance(pattern, text[found.start : found.end]) == least
