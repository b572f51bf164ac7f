"""Names told by their place, views that people hold, and teachings whose teacher is named elsewhere."""

from __future__ import annotations

import pytest

from language.model import SpeechContext
from language.people import provincial
from language.quotations import quotations
from language.wares import is_named


@pytest.mark.parametrize(
    ("plain", "before", "behind", "named"),
    [
        ("农业生产合作社", "草案第三章", "一节", True),
        ("雇工", "他们怕讲", ",", True),
        ("东家", "觉得", "不好听", True),
        ("大刀连", "八路军", "", True),
        ("十六勇士", "强渡乌江的", "", True),
        ("高山班", "", "全体战士", True),
        ("春耕生产誓师大会", "召开了", ",", True),
        ("智慧农田", "获全国", "大赛一等奖", True),
        ("携手共建绿色家园", "出席", "国际对话会", True),
        ("中国软件百强", "", "", False),
        ("全省民营制造业100强", "进入", "", True),
        ("优", "获得", "标认证", True),
        ("超薄钢", "", "、", True),
        ("修养", "黑", "的毒", True),
        ("修养", "加强", "和锻炼", False),
        ("不怕困难", "他们", ",", False),
        ("一马当先", "要", ",", False),
    ],
)
def test_what_the_place_names(plain: str, before: str, behind: str, named: bool) -> None:
    assert is_named(plain, before, behind, known=False) is named


def test_a_formulation_that_a_meeting_takes_up_stays_one() -> None:
    assert not is_named("一带一路", "出席", "国际合作高峰论坛", known=True)


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "cue"),
    [
        # Railing and rumour: a claim is somebody's words, a bare word is only held off.
        ("少数富农分子叫嚷“水库修不成”。", "speech", "少数富农分子", "叫嚷"),
        ("坏分子在集上散布“粮食要涨价”的谣言。", "speech", "坏分子", "散布"),
        ("反动分子鼓吹“自由”。", "irony", None, None),
        ("老修正主义者讲什么“纯粹民主”。", "irony", None, None),
        # Views that people hold.
        ("有些店员对东家很不客气，有“把店铺分光”的想法。", "speech", "有些店员", "想法"),
        ("不少社员产生了“自留地要收回去”的顾虑。", "speech", "不少社员", "顾虑"),
        ("有人放出“仓库里的粮食卖光了”的空气。", "speech", "有人", "放出"),
        ("这里有“红旗渠”的说法。", None, None, None),
        # A paper that a body made is the one that rules, over a title in marks.
        ("大会所通过的新党章，在第六章“党的组织”部分，规定“支部应当领导本单位的工作”。", "document", "党章", "规定"),
        # Teachings without their teacher in the sentence.
        (
            "毛主席早就讲过。我们要遵照“抓紧春耕，不误农时，依靠群众”的教导去做。",
            "speech",
            "毛主席",
            "教导",
        ),
        ("我们要遵照“抓紧春耕，不误农时，依靠群众”的教导去做。", "speech", None, "教导"),
        # Those who come and are slighted do not speak.
        ("有的社员骄傲起来，参观的代表来了连看都不看，提了意见，他们说：“不用你们管。”", "speech", "有的社员", "说"),
    ],
)
def test_whose_views_and_teachings(text: str, kind: str | None, speaker: str | None, cue: str | None) -> None:
    last = quotations(text, SpeechContext(date="1960"))[-1]
    if kind is None:
        assert last.kind != "speech"
    else:
        assert last.kind == kind
    assert (last.speaker, last.cue) == (speaker, cue)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("城市“低保”标准提高了。", ["term"]),
        ("“百万雄师”同“三钢”打起来了。", ["term", "term"]),
        ("克服“斗批走”、“斗批散”的错误思想。", ["irony", "irony"]),
        ("彻底否定“以阶级斗争为纲”的错误理论。", ["slogan"]),
        ("他们捏造所谓民族“天生对立论”。", ["irony"]),
        ("由“自给自足”走向市场。", ["other"]),
        ("荒漠化和沙化土地面积“双缩减”。", ["other"]),
        ("永丰“雪山白”绵羊成为新品种。", ["term"]),
        ("开办“小候鸟托管班”。", ["term"]),
        ("最近摄制的“大河两岸”很受欢迎。", ["term"]),
    ],
)
def test_classes_by_place(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in quotations(text, SpeechContext(date="1978"))] == kinds


def test_the_first_secretary_of_the_province_of_the_text() -> None:
    text = "在湖北省的会议上，省委王书记提出“先安排生活，后安排生产”。"
    (quotation,) = quotations(text, SpeechContext(date="1959-11"))
    assert quotation.person == "王任重"
    assert provincial("王", "湖南省", "1959-11") is None
    assert provincial("王", "湖北省", "1985-01") is None
    assert provincial("王", "湖北省", "") is None


def test_a_life_that_opens_with_a_name_lends_its_surname() -> None:
    text = "赵启明，某学院讲师，当过翻译。在会上，赵集中攻击领导，说当前的情况是“外行管内行”，“谁也不服谁”。"
    found = quotations(text, SpeechContext(date="1957"))
    assert {q.person for q in found} == {"赵启明"}


def test_a_word_that_is_explained_is_not_what_is_said() -> None:
    (word,) = quotations("他们讲“咸水歌”（渔家小调），很热闹。", SpeechContext(date="1963"))
    assert word.kind == "term"
