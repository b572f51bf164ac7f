"""Titles of speeches: who, where and what, and what must not be read out of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.names import is_name
from language.places import county, level_of, place, province
from language.titles import KINDS, kind_of, read_subject, read_title

# title, speakers, roles, occasion, kind
TITLES = [
    (
        "县委副书记在县委理论学习中心组政绩观专题研讨交流会上的讲话",
        "", "县委副书记", "县委理论学习中心组政绩观专题研讨交流会", "speech",
    ),
    ("在全县农村工作会议上的讲话", "", "", "全县农村工作会议", "speech"),
    ("陈云在全国财经会议上的总结报告", "陈云", "", "全国财经会议", "speech"),
    ("周总理在工业学大庆座谈会上的讲话（记录稿）", "周总理", "", "工业学大庆座谈会", "speech"),
    ("努力开创新局面：中共某省委第一书记李平在省党代会上的发言", "李平", "中共某省委第一书记", "省党代会", "speech"),
    ("把根留住——在返乡青年代表座谈会上的发言", "", "", "返乡青年代表座谈会", "speech"),
    ("市委书记、市长王建国同志在市委全会上的讲话", "王建国", "市委书记、市长", "市委全会", "speech"),
    ("张光年同志、冯牧同志在文艺座谈会上的讲话", "张光年、冯牧", "", "文艺座谈会", "speech"),
    ("刘子厚副省长在抗旱动员大会上的讲话摘要", "刘子厚", "副省长", "抗旱动员大会", "speech"),
    ("国家主席江泽民发表二〇〇一年新年贺词", "江泽民", "国家主席", "", "new_year_address"),
    ("1978年3月18日邓小平在全国科学大会开幕式上的讲话", "邓小平", "", "全国科学大会开幕式", "speech"),
    ("李先念在中央工作会议期间的讲话", "李先念", "", "中央工作会议", "speech"),
    ("在同民营企业家代表座谈时的讲话", "", "", "同民营企业家代表座谈", "speech"),
    ("县长在县人大会议上关于防汛工作的报告", "", "县长", "县人大会议", "speech"),
    ("2026年某某省政府工作报告", "", "", "", "government_work_report"),
    ("致全市广大企业家的慰问信", "", "", "", "letter"),
    ("前財政司司長曾俊華宣佈參選特首記者會全文", "曾俊華", "前財政司司長", "", ""),
    ("關於當前形勢與任務的報告", "", "", "", "report"),
    ("携手合作 共同发展", "", "", "", ""),
    ("关于清河县土地整治情况的调查报告", "", "", "", "report"),
    ("全市优化营商环境大会上的讲话", "", "", "全市优化营商环境大会", "speech"),
    ("扶贫部门负责同志在现场推进会上的讲话", "", "扶贫部门负责同志", "现场推进会", "speech"),
    ("在新年團拜會上的致辭", "", "", "新年團拜會", "congratulatory"),
    ("国务院副总理在全国安全生产电视电话会议上的讲话", "", "国务院副总理", "全国安全生产电视电话会议", "speech"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "speaker", "role", "occasion", "kind"), TITLES)
def test_titles(title: str, speaker: str, role: str, occasion: str, kind: str) -> None:
    parts = read_title(title)
    assert ("、".join(parts.speaker), "、".join(parts.role), parts.occasion, parts.kind) == (
        speaker,
        role,
        occasion,
        kind,
    )


SUBJECTS = [
    ("国务院总理李强", "李强", "国务院总理"),
    ("国务院总理李　强", "李强", "国务院总理"),
    ("习　近　平", "习近平", ""),
    ("中华人民共和国主席　习近平", "习近平", "中华人民共和国主席"),
    ("自治区主席 艾尔肯·吐尼亚孜", "艾尔肯·吐尼亚孜", "自治区主席"),
    ("县委书记", "", "县委书记"),
    ("欧阳修", "欧阳修", ""),
    ("高举旗帜", "", ""),
    ("全体党员", "", "全体党员"),
    ("同志们", "", ""),
    ("四川", "", ""),
]


@pytest.mark.parametrize(("text", "speaker", "role"), SUBJECTS)
def test_bylines(text: str, speaker: str, role: str) -> None:
    subject = read_subject(text)
    assert ("、".join(subject.speaker), "、".join(subject.role)) == (speaker, role)


@pytest.mark.parametrize(
    "word", ["关于", "全国", "国务院", "河南", "温江县", "江苏", "时代", "书记", "毛泽东思想", "同志"]
)
def test_words_that_are_no_names(word: str) -> None:
    assert not is_name(word)


LEVELS = [
    ("中共中央总书记", "national"),
    ("国务院副总理", "national"),
    ("教育部部长", "ministry"),
    ("中共中央宣传部部长", "ministry"),
    ("全国统战工作会议", "ministry"),
    ("湖北省委书记", "provincial"),
    ("省委组织部部长", "provincial"),
    ("北京市市长", "provincial"),
    ("自治区党委书记", "provincial"),
    ("广西区直机关整党动员大会", "provincial"),
    ("赣州地委书记", "prefectural"),
    ("蚌埠市委会议", "prefectural"),
    ("市长", "prefectural"),
    ("昆山市委书记", "county"),
    ("县委副书记", "county"),
    ("区委书记", "county"),
    ("旗长", "county"),
    ("湖北麻城县四级干部会", "county"),
    ("城关镇党委书记", "township"),
    ("村党支部书记", "township"),
    ("香港特别行政区行政长官", "regional"),
    ("会见全国优秀县委书记", ""),
    ("工商业家座谈会", ""),
    ("军区党委", "ministry"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "level"), LEVELS)
def test_levels(text: str, level: str) -> None:
    assert level_of(text) == level


def test_places_are_written_as_in_the_corpus() -> None:
    assert place("吴某在湖北麻城县四级干部会上的讲话") == "湖北麻城县"
    assert place("中共广东省文昌县委员会关于四级干部扩大会议总结报告") == "广东文昌县"
    assert county("关于金堂县若干公社的报告") == "金堂县"
    assert county("在会见全国优秀县委书记时的讲话") == "" and county("全县各县我县") == ""
    assert province("在内蒙古自治区党代表会上") == "内蒙古"
    assert place("蚌埠市委会议") == "蚌埠市" and place("文艺座谈会") == ""


def test_kinds_are_codes_with_names() -> None:
    assert kind_of("政府工作报告") == "government_work_report" and KINDS["government_work_report"] == "政府工作报告"
    assert kind_of("在中国共产党第十八次全国代表大会上的报告") == "party_congress_report"
    assert kind_of("人民日报社论") == "editorial" and kind_of("总结") == "speech"


@given(st.text(max_size=60))
def test_any_title_is_read(title: str) -> None:
    parts = read_title(title)
    assert parts.kind == "" or parts.kind in KINDS
    assert parts.occasion in title or not parts.occasion


@given(st.text(alphabet="县委书记在会议上的讲话：——关于（）、 同志李平市省长作报告", max_size=40))
def test_any_mixture_of_title_words_is_read(title: str) -> None:
    parts = read_title(title)
    assert parts.occasion in title
    assert all(name in title.replace(" ", "") for name in parts.speaker)
