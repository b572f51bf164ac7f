"""Headers read out of whole speeches, front matter and labelled lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dates import is_date
from language.header import front_matter, kind_code, level_code, read_header
from language.model import LEVELS, Header
from language.titles import KINDS

BODY = (
    "今天我们召开这次会议，主要任务是总结工作、分析形势、部署任务，"
    "动员全县上下进一步统一思想、提振精神，把各项工作做得更好。下面，我讲三点意见。"
)

SPEECHES = [
    (
        f"县委副书记在县委理论学习中心组政绩观专题研讨交流会上的讲话\n\n同志们：\n{BODY}",
        Header(
            title="县委副书记在县委理论学习中心组政绩观专题研讨交流会上的讲话",
            role=("县委副书记",), level="county", occasion="县委理论学习中心组政绩观专题研讨交流会", kind="speech",
        ),
    ),
    (
        f"在全省乡村振兴工作推进会上的讲话\n\n省委书记\n\n2022年3月1日\n\n同志们：\n{BODY}",
        Header(
            title="在全省乡村振兴工作推进会上的讲话",
            role=("省委书记",), level="provincial", occasion="全省乡村振兴工作推进会", date="2022-03-01", kind="speech",
        ),
    ),
    (
        "政府工作报告\n——2023年1月9日在清河县第十七届\n人民代表大会第三次会议上\n"
        f"清河县人民政府县长　李　明\n各位代表：\n现在，我代表县人民政府，向大会报告工作。{BODY}",
        Header(
            title="2023年清河县政府工作报告", speaker=("李明",), role=("清河县县长",), level="county", place="清河县",
            occasion="清河县第十七届人民代表大会第三次会议", date="2023-01-09", kind="government_work_report",
        ),
    ),
    (
        f"下载\n打印\n【字号：\n加大\n】\n2024年某州政府工作报告\n来源：某州日报\n时间：2024-02-02\n各位代表：\n{BODY}",
        Header(title="2024年某州政府工作报告", date="2024", kind="government_work_report"),
    ),
    (
        "标题：在全区教育大会上的讲话\n作者：张伟、李敏\n"
        f"职务：区委书记\n时间：二〇一九年九月十日\n地点：区会议中心\n\n同志们：\n{BODY}",
        Header(
            title="在全区教育大会上的讲话", speaker=("张伟", "李敏"), role=("区委书记",),
            level="county", place="区会议中心", occasion="全区教育大会", date="2019-09-10", kind="speech",
        ),
    ),
    (
        "弘扬传统 开创新局\n为实现新的目标而奋斗\n"
        f"——在纪念建县六十周年大会上的讲话\n（二〇一二年十月六日）\n县委书记\n同志们：\n{BODY}",
        Header(
            title="弘扬传统 开创新局 为实现新的目标而奋斗", role=("县委书记",), level="county",
            occasion="纪念建县六十周年大会", date="2012-10-06", kind="speech",
        ),
    ),
    (
        "为全面推进乡村振兴而奋斗\n人民日报社论\n"
        "农业强不强、农村美不美、农民富不富，是亿万农民的大事，也是国家的大事，"
        "必须下更大的力气去办。\n（2021年2月22日）",
        Header(
            title="为全面推进乡村振兴而奋斗", speaker=("人民日报社论",),
            level="national", date="2021-02-22", kind="editorial",
        ),
    ),
    (
        f"在新時期文藝座談會上的講話\n（一九七九年十月三十日）\n劉白羽\n同志們：\n{BODY}",
        Header(
            title="在新時期文藝座談會上的講話", speaker=("劉白羽",),
            occasion="新時期文藝座談會", date="1979-10-30", kind="speech",
        ),
    ),
    (
        f"关于春耕生产情况的报告\n地委：\n{BODY}\n以上报告当否，请指示。\n中共清河县委员会1959年3月13日",
        Header(title="关于春耕生产情况的报告", date="1959-03-13", kind="report"),
    ),
    (f"同志们：\n{BODY}", Header(kind="speech")),
    (BODY, Header()),
    ("", Header()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "header"), SPEECHES)
def test_speeches(text: str, header: Header) -> None:
    assert read_header(text) == header


def test_front_matter_outranks_the_title_and_the_user_both() -> None:
    text = (
        "---\ntitle: 在座谈会上的发言\nspeaker:\n  - 李四光\n  - 竺可桢\n"
        f"date: 1955/6/1\nkind: 讲话\nlevel: 县级\n---\n另一个题目\n{BODY}"
    )
    header = read_header(text)
    assert header.speaker == ("李四光", "竺可桢")
    assert (header.title, header.date, header.kind, header.level) == (
        "在座谈会上的发言",
        "1955-06-01",
        "speech",
        "county",
    )
    known = Header(date="1955-06-02", level="ministry")
    assert read_header(text, known=known) == replace(header, date="1955-06-02", level="ministry")
    assert text[front_matter(text)[1] :].startswith("另一个题目")


def test_a_file_name_counts_only_where_the_text_is_silent() -> None:
    name = "讲话/2021-06-18_在全县警示教育大会上的讲话.txt"
    assert read_header(BODY, filename=name) == Header(
        title="在全县警示教育大会上的讲话",
        level="county",
        occasion="全县警示教育大会",
        date="2021-06-18",
        kind="speech",
    )
    assert read_header(f"在全市大会上的讲话\n（2020年1月1日）\n同志们：\n{BODY}", filename=name).date == "2020-01-01"
    assert read_header(BODY, filename="county-1959-006.txt").date == ""


def test_dates_of_reprints_and_enclosures_are_not_the_speech() -> None:
    assert read_header(f"在省委会议上的讲话\n{BODY}\n省委办公厅一九七七年十月二十五日翻印").date == ""
    assert read_header(f"关于某事的报告\n{BODY}\n1971年12月26日\n{BODY}\n1972年1月3日").date == ""


def test_kinds_and_levels_in_both_languages() -> None:
    assert [kind_code(word) for word in ("讲话", "speech", "社论", "什么")] == ["speech", "speech", "editorial", ""]
    assert [level_code(word) for word in ("县级", "county", "中央", "别的")] == ["county", "county", "national", ""]


HEADS = (
    "县委书记在全县大会上的讲话\n（2023年5月18日）——政府工作报告同志们：李平习近平1月新华社北京电标题作者 \u3000---\n"
)


@given(st.one_of(st.text(max_size=200), st.text(alphabet=HEADS, max_size=120)))
def test_any_text_has_a_header(text: str) -> None:
    header = read_header(text, filename=text[:20])
    assert not header.date or is_date(header.date)
    assert not header.level or header.level in LEVELS
    assert not header.kind or header.kind in KINDS


@given(
    st.builds(
        Header,
        title=st.text(max_size=9),
        date=st.sampled_from(["", "2001-02-03"]),
        level=st.sampled_from(["", *LEVELS]),
    )
)
def test_what_is_given_is_never_changed(known: Header) -> None:
    header = read_header(SPEECHES[2][0], known=known)
    for name in ("title", "date", "level"):
        assert not getattr(known, name) or getattr(header, name) == getattr(known, name)


def test_an_agency_lead_tells_who_and_what() -> None:
    lead = "新华社新加坡１１月７日电  国家主席习近平７日在新加坡国立大学发表题为《深化合作》的重要演讲。演讲全文如下："
    header = read_header(f"{lead}\n尊敬的各位来宾：\n{BODY}")
    assert (header.title, header.speaker, header.role) == ("深化合作", ("习近平",), ("国家主席",))


def test_a_subtitle_below_the_speech_is_read() -> None:
    header = read_header(f"顺应潮流 促进发展\n（2013年3月23日）\n{BODY}\n——李平在某某国际关系学院的演讲")
    assert (header.title, header.speaker, header.date) == ("顺应潮流 促进发展", ("李平",), "2013-03-23")


@pytest.mark.parametrize(
    "text", ["在全县大会上的讲话" * 100_000, "在\n" * 200_000, "县委书记在" * 200_000 + "会上的", "（" * 500_000]
)
def test_endless_texts_are_read_all_the_same(text: str) -> None:
    assert read_header(text, filename=text[:500]).speaker == ()


def test_an_endless_title_that_is_given_is_kept() -> None:
    title = "县委书记在全县大会上的讲话" * 20_000
    assert read_header(BODY, known=Header(title=title)).title == title
    assert read_header(f"---\ntitle: {title}\n---\n{BODY}").title == title
