"""Marked words in harder places: names guessed out of sentences, papers and stones that speak, a polemic's tone."""

from __future__ import annotations

import pytest

from language.fullnames import plausible, without_adverb
from language.model import SpeechContext
from language.quotations import quotations


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张万山", True),
        ("刘万得", True),
        ("丁祖前", True),
        ("王太昌", True),
        ("和农民", False),
        ("管理得", False),
        ("谈过话", False),
        ("解放军", False),
        ("伊拉克", False),
        ("胡什么", False),
    ],
)
def test_what_can_be_a_name_in_a_sentence(text: str, name: bool) -> None:
    assert plausible(text) is name


@pytest.mark.parametrize(
    ("text", "name"), [("彭冲也", "彭冲"), ("李白所", "李白"), ("吴成先", "吴成先"), ("王新", "王新")]
)
def test_an_adverb_behind_a_name(text: str, name: str) -> None:
    assert without_adverb(text) == name


@pytest.mark.parametrize(
    ("text", "speaker", "person"),
    [
        # A name guessed out of a sentence is no word, and no name with an adverb.
        ("省长高明远也说：“路要先修。”", "高明远", "高明远"),
        ("我和农民谈过话，老人说：“水够用。”", "老人", None),
        ("干部帮他砌墙，盖房子，还对他说：“工分照记。”", "干部", None),
        ("吴德简同志指出：“账要清。”", "吴德简同志", "吴德简"),
        ("赵炳军同志说：“我去。”", "赵炳军同志", "赵炳军"),
        ("艾山·吐尔逊同志指出：“水渠要修。”", "艾山·吐尔逊同志", "艾山·吐尔逊"),
        ("苏联飞行员库里科夫来华作战，他动情地说：“这里是我的家。”", "库里科夫", "库里科夫"),
        # Subjects behind adverbs, places and other subjects' doings.
        ("原先有些人不相信，说：“桶是漏的。”", "有些人", None),
        ("国内外敌人天天造谣，胡说什么“秩序大乱”。", "敌人", None),
        ("刘长山担任海军司令员后，他说：“舰要能出海。”", "刘长山", "刘长山"),
        ("李明在北京大学回答学生提问时说：“书要读完。”", "李明", "李明"),
        ("姚文元公然歪曲毛主席的指示，造谣说：“这是主要危险。”", "姚文元", "姚文元"),
        ("我在休息室见到陈小鹏，陈小鹏看到我说：“戏要改。”", "陈小鹏", "陈小鹏"),
        ("一些人和不明真相的群众说：“不公平。”", "一些人", None),
        ("群众对队长很不满，都说“秤不准”。", "群众", None),
        # Papers, verdicts and stones.
        ("“北京日报”上说：“旧账要算。”", "北京日报", "北京日报"),
        ("对于省委指示：“安排好儿童生活”的规定，没有执行。", "省委", None),
        ("正如林海同志在“九大”政治报告中指出的：“要学习。”", "林海同志", "林海"),
        ("这是对毛主席亲自批示“照办”的文件的否定。", "毛主席", "毛泽东"),
        ("大楼前的石碑上，刻着这样一句话：“战争起源于人心。”", "石碑", None),
        ("王广才同志的文章里讲到：“要调查。”", "王广才同志", "王广才"),
        ("我想起一位非洲诗人的诗句：“向前走，非洲！”", "一位非洲诗人", None),
        ("这句话是“聪明的人决不怕学习”（列宁）。", "列宁", "列宁"),
        # Who is spoken to answers; what qualifies a noun has its subject behind a preposition.
        ("后藤先生来了。总理跟他讲：“要做好事。”\n他讲：“忘不了。”", "后藤先生", "后藤钾二"),
        ("针对刘少奇在一九五六年提出的“谁战胜谁的问题，已经解决了”的说法，作了回答。", "刘少奇", "刘少奇"),
        # Nobody's in particular.
        ("那种认为“共产主义是渺茫的幻想”的观点是错误的。", None, None),
    ],
)
def test_whose_words_in_harder_places(text: str, speaker: str | None, person: str | None) -> None:
    last = quotations(text, SpeechContext(date="1964"))[-1]
    assert last.kind in ("speech", "document")
    assert (last.speaker, last.person) == (speaker, person)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Held at a distance: where the place attacks, and where a word is put on somebody.
        ("人民粉碎了美帝国主义侵略者的“绥靖计划”。", "irony"),
        ("林彪反党集团把一个叛徒吹捧成“英雄”。", "irony"),
        ("被戴上了“右倾”的帽子，又被说成是“怀疑派”。", "irony"),
        ("决不能给反革命分子什么“四大权力”。", "irony"),
        ("要肃清“左”的思想影响。", "irony"),
        ("他就认为是“坏分子”捣乱。", "other"),
        # Names of works, papers, institutions and things of history; a word as a word.
        ("这个问题旧就旧在一个“私”字上。", "term"),
        ("好像只准看“王贵与李香香”。", "term"),
        ("“桥”编辑部决定选编委。", "term"),
        ("初步制订了“关于管理山林的十二条规定（草案）”。", "term"),
        ("他的复查结论要像“七十人案”那样。", "term"),
        ("它不同于“文艺复兴”。", "term"),
        ("建成“一老一小幸福院”三百个。", "term"),
        ("跨越“中等收入陷阱”，实现现代化。", "term"),
        ("全球首座“钍基熔盐实验堆”在武威建成。", "term"),
        # What tells to do is a formula, what is only a figure is not.
        ("力推“综合查一次”，减轻企业负担。", "slogan"),
        ("商品“即购即提”。", "slogan"),
        ("实现行政村“村村通”。", "slogan"),
        ("提出什么“白天跟苗长，夜晚伴苗眠”的口号。", "slogan"),
        ("十一个市实现“满堂红”。", "other"),
        ("敢于向低俗媚俗的炒作说“不”。", "other"),
        ("会上议论了“知识私有”、“我字当头”等问题。", "other"),
        ("譬如这次就是“丑媳妇怕见公婆”的心情。", "saying"),
    ],
)
def test_what_marked_words_are(text: str, kind: str) -> None:
    for quotation in quotations(text, SpeechContext(date="1968")):
        assert (quotation.kind, quotation.speaker) == (kind, None)


def test_polemics_are_of_their_time() -> None:
    text = "人民粉碎了美帝国主义侵略者的“绥靖计划”。"
    assert [q.kind for q in quotations(text, SpeechContext(date="2016"))] == ["other"]


def test_who_acts_again_and_again_is_known_by_name() -> None:
    text = "王新对会议不满，王新在会上骂人。会后，王新把人赶走。可是王新铤而走险。毛主席早看透了。王新一来，说：“好。”"
    assert quotations(text)[-1].speaker == "王新"
