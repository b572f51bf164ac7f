"""Coinages told by their form: grades, offices, chains, articles, modes; and speakers who are only described."""

from __future__ import annotations

import pytest

from language.coined import called_for, counted, is_feast, joined, of_a_kind
from language.model import SpeechContext
from language.quotations import quotations


@pytest.mark.parametrize(
    ("plain", "behind", "kind"),
    [
        ("好", "等次,名列前茅", "term"),
        ("县管校聘", "改革", "slogan"),
        ("省管市用", "推动下沉", "slogan"),
        ("链长", "工作会", "term"),
        ("源网荷储", "一体化", "term"),
        ("产加销", "一条龙", "term"),
        ("加加加", "", None),
        ("拉呱", "(闲谈)", "term"),
        ("拉呱", "(见前文)", None),
        ("好作风", "要保持", None),
    ],
)
def test_of_a_kind(plain: str, behind: str, kind: str | None) -> None:
    assert of_a_kind(plain, behind) == kind


@pytest.mark.parametrize(
    ("plain", "known", "thing"),
    [
        ("六十条", False, True),
        ("38条", True, True),
        ("三类管网", False, True),
        ("两江四岸", False, True),
        ("十分钟便民圈", False, True),
        ("三河三湖", True, False),
        ("四个坚持", False, False),
        ("五条", False, False),
    ],
)
def test_counted(plain: str, known: bool, thing: bool) -> None:
    assert counted(plain, known=known) is thing


@pytest.mark.parametrize(
    ("plain", "before", "behind", "kind"),
    [
        ("3+2+n", "构建", "园区", "slogan"),
        ("5+1", "上线", "平台", None),
        ("线上+线下", "推广", "教学模式", "term"),
        ("渔业+光伏", "首创", "", "term"),
        ("互联网+政务服务", "推行", ",", "slogan"),
        ("互联网+", "推行", ",", None),
    ],
)
def test_joined(plain: str, before: str, behind: str, kind: str | None) -> None:
    assert joined(plain, before, behind) == kind


def test_feasts_and_calls() -> None:
    assert is_feast("三八") and is_feast("双11") and not is_feast("三九")
    assert called_for("打非治违") and called_for("村村通") and called_for("即申即办") and not called_for("丰收")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("庆祝“五一”国际劳动节。", "term"),
        ("实施“双提升”工程。", "slogan"),
        ("全省粮食“双增长”令人高兴。", "other"),
        ("开展“心向党旗红、永远跟党走”等主题活动。", "slogan"),
        ("我想写一篇关于“为工农兵服务”的文章。", "slogan"),
        ("有成就的人被赶走，“英雄”得势了。", "irony"),
        ("“配给”这个名词不好听。", "term"),
        ("依法处置“僵尸企业”。", "term"),
        ("发放“云·南方”服务消费券。", "term"),
        ("开展“中国梦·赶考路”教育活动。", "slogan"),
    ],
)
def test_marked_words_by_their_form(text: str, kind: str) -> None:
    assert {q.kind for q in quotations(text, SpeechContext(date="2019"))} == {kind}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # Who is only described, and 他们 of them.
        ("看戏的人都笑了起来。他们说，“这条路走对了。”", ("speech", "看戏的人", None, "说")),
        ("这些人中也有偷懒耍滑的。他们说“混一天算一天，反正有饭吃”。", ("speech", "偷懒耍滑的", None, "说")),
        # A clause that opens with its verb has no subject: the one before has.
        (
            "黄花生产队上中农孙大明，原来依靠支部书记张守仁，偷盗粮食，反对统购统销说：“粮食都购完了。”",
            ("speech", "孙大明", "孙大明", "说"),
        ),
        ("省委以下统战部门人手不够，开会又少。群众说：“见不着面。”", ("speech", "群众", None, "说")),
        ("王常发一再安顿他女儿“夜里不要出门”，大家都听见了。", ("speech", "王常发", "王常发", "一再安顿")),
        # His brother spoke; he himself answers.
        (
            "台上有一个七十岁的富裕中农说：“不成。”他的哥哥阻挡说：“不要说了”，他更气愤地说：“我要说。”",
            ("speech", "有一个七十岁的富裕中农", None, "说"),
        ),
        # Nations have sayings of their own; a poet is named near his poem.
        ("西方人则讲究“日头好时晒干草”。", ("saying", "西方人", None, "讲究")),
        ("年轻的毛泽东同志有“问苍茫大地，谁主沉浮”的长问。", ("saying", "毛泽东同志", "毛泽东", None)),
    ],
)
def test_speakers_described(text: str, row: tuple[str, str | None, str | None, str | None]) -> None:
    last = quotations(text, SpeechContext(date="1960"))[-1]
    assert (last.kind, last.speaker, last.person, last.cue) == row


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # What is held off where nobody is attacked.
        ("我们不接受“国强必霸”的逻辑。", ["irony"]),
        ("什么大办水利“得不偿失”呀，什么食堂不好呀。", ["irony"]),
        ("他在会上说我“反党”，别人都不敢近我。", ["irony"]),
        ("这岂不是“少爷的感情”了？", ["irony"]),
        ("我有一种“少小离家”的感觉。", ["other"]),
        # Explained words, grades, meetings of a year, companies of honour.
        ("“强将”者，是指机关。", ["term"]),
        ("连续两年在考核中获得“优秀”。", ["term"]),
        ("“世界茶业大会·湖南2025”成功举办。", ["term"]),
        ("“钢八连”也没有过去的人了。", ["term"]),
        ("生了个儿子叫“满仓”。", ["term"]),
        ("中国有句话叫“宾至如归”。", ["saying"]),
        ("把全面理解为“平均发展”。", ["other"]),
        ("要同“因才施教”相结合。", ["other"]),
        # Words of one list are of one kind; figures and faults are not drawn in.
        ("放映了“青春之歌”、“林海雪原”、“聂耳”、“又是一年春”等影片。", ["term"] * 4),
        ("推广“一网通办”、“立等可办”。", ["slogan"] * 2),
        ("整治“一刀切”、“躺平”等问题。", ["other"] * 2),
    ],
)
def test_words_held_off_explained_and_listed(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in quotations(text, SpeechContext(date="2019"))] == kinds


def test_a_verse_made_again_is_by_those_who_made_the_first() -> None:
    text = "主任王旺（党员），整党前社员作打油诗：“王旺王旺，到处乱荡。”整党后又作诗：“王旺变样，不比寻常。”"
    assert [q.speaker for q in quotations(text, SpeechContext(date="1958"))] == ["社员", "社员"]


def test_a_row_of_pronouns_costs_no_search_of_its_own() -> None:
    found = quotations("他说：“要把粮食抓牢。”他们说：“水不够。”" * 2000)
    assert {q.speaker for q in found} <= {"他", "他们"}
    assert len(found) == 4000


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("李呈良曾允许他“开春当会计，明年当队长”。", "speech", "李呈良"),
        ("对工期绝不允许“烂了尾”。", "other", None),
        ("张大山马上向队长回报：“账本没有交出去，你放心。”", "speech", "张大山"),
        # Watchwords say a word twice in one place, couplets do not.
        ("要求群众把“晴天抢着干，雨天赶着干”记牢。", "slogan", None),
        ("“不能胜寸心，安能胜苍穹”。", "saying", None),
        ("江畔何人初见月？“春风得意处，秋水共长天”。", "saying", None),
        ("刮“共产”风的地方都减了产。", "slogan", None),
        ("正所谓“独行快，众行远”。", "saying", None),
        ("粉碎“四人帮”以后，人心大快。", "term", None),
        ("要坚持“为人民服务”。", "slogan", None),
    ],
)
def test_promises_reports_and_watchwords(text: str, kind: str, speaker: str | None) -> None:
    last = quotations(text, SpeechContext(date="1964"))[-1]
    assert (last.kind, last.speaker) == (kind, speaker)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("队长以“查夜”为名，到处敲诈。", "irony"),
        ("借“整懒汉”之名捆人。", "irony"),
        ("以“为民服务”为宗旨。", "slogan"),
        ("不走“先污染后治理”的老路。", "irony"),
        ("正如“二评”中所说的那样。", "term"),
        ("推进“四评”改革。", "slogan"),
        ("贯彻中央“关于当前政策问题的紧急指示信”。", "term"),
        ("批评了两个“凡是”。", "slogan"),
        ("有的提法可以不用，比如“鼓足干劲，力争上游”，句子太长。", "slogan"),
        ("比如“锁麟囊”，人人爱听。", "term"),
        ("出台“牧九条”政策措施。", "term"),
    ],
)
def test_pretexts_papers_and_numbers_outside_the_marks(text: str, kind: str) -> None:
    assert [q.kind for q in quotations(text, SpeechContext(date="2019"))] == [kind]


def test_in_a_talk_with_me_he_is_who_he_was() -> None:
    text = (
        "彭德怀同志讲过钢铁。我和代办李文同志谈过话，他说：“桥墩还要加固。”我说：“今年没有水泥。”他说：“可以先砌石头。”"
    )
    context = SpeechContext(speaker=("林海波",), date="1962")
    assert [q.speaker for q in quotations(text, context)] == ["李文同志", "林海波", "李文同志"]


def test_what_is_only_supposed_to_be_said_is_a_word() -> None:
    (quotation,) = quotations("群众到县里问，如果说“处遗”结束了，就要求解决问题。", SpeechContext(date="1984"))
    assert quotation.kind not in ("speech", "document")
