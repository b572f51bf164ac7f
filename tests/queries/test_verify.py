"""The judging of quotations, from places made by hand: no Elasticsearch, no search."""

from __future__ import annotations

import pytest

from language.align import align
from language.claims import claim
from language.model import Quotation, QuotationClass
from queries.claimed import described, seek
from queries.judging import judge, judge_outside
from queries.most_quoted import group
from queries.places import Passage, Place, Voice, allowance, own_voices, same_name, strain, voices
from queries.probes import Sought, clauses
from queries.quotes import Quoted, near
from queries.splices import ends, splice
from queries.verdicts import Verdict
from queries.verify import is_checked, row

WORDS = "干部要把群众的冷暖放在心上，把该办的事情办在前头"


def passage(
    text: str, *, speaker: str = "", title: str = "在全县干部会议上的讲话", date: str = "2015-03-01", number: int = 0
) -> Passage:
    speakers = (speaker,) if speaker else ()
    return Passage(f"s-{title}-{speaker}-{date}", "", title, date, "", "", speakers, speakers, number, 0, text, (0,))


def place(text: str, quotation: str, *extra: Voice, **where: str) -> Place:
    found = align(quotation, text)
    assert found is not None
    there = passage(text, **where)  # type: ignore[arg-type]
    return Place(there, found, (*extra, *own_voices(there)))


def sought(words: str, *, name: str = "王刚", lead: str = "王刚同志指出：“", kind: QuotationClass = "speech") -> Sought:
    start = len(lead)
    quotation = Quotation(start, start + len(words), words, kind, f"{name}同志" if name else None, name or None, "指出")
    return Sought(quotation, claim(lead + words, start), name)


def verdict(words: str, *places: Place, claimed: tuple[str, ...] = (), last: str = "", **asked: str) -> Verdict:
    return judge(sought(words, **asked), places, None, claimed, last)  # type: ignore[arg-type]


def test_exact_in_his_own_speech_is_preferred() -> None:
    own = place(f"我说过，{WORDS}。", WORDS, speaker="王刚", date="2016")
    told = place(f"他说“{WORDS}”", WORDS, Voice("quoted", "王刚", "王刚", "speech"), date="2015")
    found = verdict(WORDS, told, own)
    assert (found.verdict, found.attribution, found.source) == ("exact", "confirmed", own)
    assert found.is_right


def test_quoted_as_his_before_told_of_him_and_then_the_earliest() -> None:
    told = place(WORDS, WORDS, Voice("indirect", "王刚", "王刚", "indirect"), date="2014")
    late = place(WORDS, WORDS, Voice("quoted", "王刚", "王刚", "speech"), date="2017")
    early = place(WORDS, WORDS, Voice("quoted", "王刚", "王刚", "speech"), date="2016")
    assert verdict(WORDS, told, late, early).source == early


def test_another_is_named_only_where_the_words_are_his() -> None:
    his = place(WORDS, WORDS, speaker="李明")
    assert verdict(WORDS, his).verdict == "misattributed"
    assert verdict(WORDS, his).source == his
    quoted = place(WORDS, WORDS, Voice("quoted", "李明", "李明", "speech"))
    assert verdict(WORDS, quoted).verdict == "misattributed"


def test_nobodys_words_accuse_nobody() -> None:
    found = verdict(WORDS, place(WORDS, WORDS))
    assert (found.verdict, found.attribution) == ("exact", "unknown")
    assert not found.is_right


def test_words_that_many_say_are_shared() -> None:
    places = [place(WORDS, WORDS, speaker=name) for name in ("李明", "赵强", "陈平")]
    found = verdict(WORDS, *places)
    assert (found.verdict, found.attribution) == ("exact", "shared")


def test_short_words_accuse_nobody() -> None:
    found = verdict("团结起来", place("团结起来", "团结起来", speaker="李明"))
    assert (found.verdict, found.attribution) == ("exact", "unknown")
    assert found.notes[0].values == (("who", "李明"), ("name", "王刚"))


def test_words_first_heard_long_after_his_last_speech_are_not_his() -> None:
    places = [place(WORDS, WORDS, speaker=name, date="2016") for name in ("李明", "赵强", "陈平")]
    found = verdict(WORDS, *places, last="1958-03")
    assert found.verdict == "misattributed"
    assert found.notes[0].key == "verify.note.after_him"


@pytest.mark.parametrize(("words", "expected"), [("团结起来", "exact"), ("打铁还靠自身硬", "misattributed")])
def test_a_few_words_that_one_man_says(words: str, expected: str) -> None:
    assert verdict(words, place(words, words, speaker="李明"), last="1958").verdict == expected


def test_a_report_without_marks_accuses_nobody_where_another_gives_the_words() -> None:
    told = place(WORDS, WORDS, Voice("indirect", "陈平", "陈平", "indirect"), date="2018")
    own = place(WORDS, WORDS, speaker="李明", date="2013")
    assert verdict(WORDS, told, own).source == own


def test_words_that_he_passes_on_are_not_his() -> None:
    passed_on = place(f"老话说得好，李明讲“{WORDS}”", WORDS, Voice("quoted", "李明", "李明", "speech"), speaker="王刚")
    found = verdict(WORDS, passed_on)
    assert (found.verdict, found.notes[0].key) == ("misattributed", "verify.note.quoting")
    again = place(WORDS, WORDS, speaker="王刚", date="2018")
    assert verdict(WORDS, passed_on, again).source == again
    saying = place(f"古人说“{WORDS}”", WORDS, Voice("quoted", "孔子", "孔子", "saying"), speaker="王刚")
    assert verdict(WORDS, saying).verdict == "exact"


def test_his_words_changed_in_the_speech_that_is_named_come_before_anothers() -> None:
    there = place("干部要把群众冷暖放心上，把该办的事情办在前头", WORDS, speaker="王刚")
    others = place(WORDS, WORDS, speaker="李明")
    assert verdict(WORDS, there, others).verdict == "misattributed"
    assert verdict(WORDS, there, others, claimed=(there.passage.speech_id,)).verdict == "altered"


def test_what_is_left_out_and_what_is_put_in_is_said() -> None:
    words = "干部要把群众的冷暖放在心上……办在前头"
    found = judge_outside(sought(words), [place(WORDS, words, speaker="王刚")], None, ())
    assert (found.verdict, found.is_right, found.is_plain) == ("exact", True, False)
    assert [(note.key, note.values) for note in found.notes] == [("verify.note.cut", (("words", "6"),))]
    words = "干部【领导干部】要把群众的冷暖放在心上"
    found = judge_outside(sought(words), [place(WORDS, words, speaker="王刚")], None, ())
    assert [note.values for note in found.notes] == [(("what", "【领导干部】"),)]


@pytest.mark.parametrize(
    ("speaker", "attribution"),
    [
        ("刘主席", "unknown"),
        ("同志", "unknown"),
        ("总书记", "unknown"),
        ("一位老同志", "not_named"),
        ("群众", "not_named"),
    ],
)
def test_a_person_that_was_not_read_is_no_group(speaker: str, attribution: str) -> None:
    asked = Sought(Quotation(0, len(WORDS), WORDS, "speech", speaker, None, "说"), claim("", 0))
    found = judge(asked, [place(WORDS, WORDS, speaker="李明")], None, ())
    assert (found.verdict, found.attribution) == ("exact", attribution)


def test_the_nearest_is_shown_where_nothing_is_near_enough() -> None:
    near_by = place("干部心里要有群众的冷暖，群众该办的事要先办在前头", WORDS, speaker="王刚")
    found = verdict(WORDS, near_by)
    assert (found.verdict, found.source, found.nearest) == ("not_found", None, near_by)


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "person", "expected"),
    [
        ("1997年9月，总书记在十五大报告中说：“", "speech", "总书记", "习近平", "江泽民"),
        ("2012年11月，总书记在党的十八大上说：“", "speech", "总书记", None, "胡锦涛"),
        ("刘主席1962年1月在会上说：“", "speech", "刘主席", None, "刘少奇"),
        ("习近平总书记1997年说：“", "speech", "习近平总书记", "习近平", "习近平"),
        ("总书记说：“", "speech", "总书记", "习近平", "习近平"),
        ("党的十九大报告指出：“", "document", "党的十九大报告", "党的十九大报告", "党的十九大报告"),
    ],
)
def test_an_office_is_that_of_the_lead_in(
    text: str, kind: QuotationClass, speaker: str, person: str | None, expected: str
) -> None:
    quotation = Quotation(len(text), len(text) + len(WORDS), WORDS, kind, speaker, person, "说")
    assert seek(text + WORDS, quotation).name == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("2015年7月1日，王刚说：“", "2015-07-01"),
        ("王刚在党的十九大上说：“", "党的十九大"),
        ("王刚在十八届三中全会上说：“", "十八届三中全会"),
        ("王刚在全省水利工作会议上说：“", "全省水利工作会议"),
        ("2021年政府工作报告指出：“", "2021，2021年政府工作报告"),
        ("王刚在2016年新年贺词中说：“", "2015-12-31"),
        ("刘少奇同志在七千人大会上说：“", "七千人大会，扩大的中央工作会议"),
    ],
)
def test_a_claim_in_words(lead: str, expected: str) -> None:
    quotation = Quotation(len(lead), len(lead + WORDS), WORDS, "speech")
    assert described(seek(lead + WORDS, quotation).claim) == expected


def test_nobody_named_nothing_to_attribute() -> None:
    found = verdict(WORDS, place(WORDS, WORDS, speaker="李明"), name="", lead="有人说：“")
    assert (found.verdict, found.attribution) == ("exact", "not_named")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("干部要把群众冷暖放在心上，把该办的事情办在前头", ("missing",)),
        ("干部要把群众的冷暖永远放在心上，把该办的事情办在前头", ("added",)),
        ("干部要把群众的冷暖放在心里，把该办的事情办在前头", ("replaced",)),
        ("把该办的事情办在前头，干部要把群众的冷暖放在心上", ("reordered",)),
    ],
)
def test_altered(words: str, kinds: tuple[str, ...]) -> None:
    found = verdict(words, place(WORDS + "。", words, speaker="王刚"))
    assert (found.verdict, found.kinds) == ("altered", kinds)
    assert found.attribution == "confirmed"


def test_punctuation() -> None:
    words = WORDS.replace("，", "；")
    assert verdict(words, place(WORDS, words, speaker="王刚")).verdict == "punctuation"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("2015年，王刚同志指出：“", "exact"),
        ("2017年，王刚同志指出：“", "wrong_source"),
        ("王刚同志在全县干部会议上指出：“", "exact"),
        ("王刚同志在全省水利会议上指出：“", "wrong_source"),
    ],
)
def test_the_source_that_is_claimed(lead: str, expected: str) -> None:
    assert verdict(WORDS, place(WORDS, WORDS, speaker="王刚"), lead=lead).verdict == expected


def test_a_report_of_the_words_cannot_gainsay_a_date() -> None:
    told = place(f"王刚同志强调：“{WORDS}”", WORDS, Voice("quoted", "王刚", "王刚", "speech"), date="2018")
    found = verdict(WORDS, told, lead="2017年，王刚同志指出：“")
    assert found.verdict == "exact"
    assert found.notes[0].key == "verify.note.source_open"


def test_the_claimed_speech_is_there_and_does_not_hold_the_words() -> None:
    told = place(WORDS, WORDS, Voice("quoted", "王刚", "王刚", "speech"), date="2018")
    assert verdict(WORDS, told, lead="2017年，王刚同志指出：“", claimed=("of-2017",)).verdict == "wrong_source"


def test_a_document_under_another_name() -> None:
    there = place(WORDS, WORDS, speaker="王刚", title="中国共产党第十九次全国代表大会报告", date="2017-10-18")
    right = verdict(
        WORDS,
        there,
        name="党的十九大报告",
        lead="党的十九大报告指出，“",
        kind="document",
        claimed=(there.passage.speech_id,),
    )
    assert right.verdict == "exact"
    wrong = verdict(WORDS, there, name="党的二十大报告", lead="党的二十大报告指出，“", kind="document")
    assert wrong.verdict == "wrong_source"


def test_the_draft_itself_confirms_nothing() -> None:
    inside = place(f"王刚说“{WORDS}”", WORDS, Voice("quoted", "王刚", "王刚", "speech"), title="稿子")
    itself = frozenset({inside.passage.speech_id})
    found = judge_outside(sought(WORDS), [inside], None, (), "", itself)
    assert (found.verdict, found.attribution, found.is_right) == ("exact", "unknown", False)
    outside = place(WORDS, WORDS, speaker="王刚")
    assert judge_outside(sought(WORDS), [inside, outside], None, (), "", itself).is_right


def test_not_found() -> None:
    far = place("明天的天气很好，适合到河边走一走", WORDS, speaker="王刚")
    assert verdict(WORDS, far).verdict == "not_found"
    assert verdict(WORDS).source is None


def test_two_places_run_together() -> None:
    one = passage("干部要把群众的冷暖放在心上，时时想着。", speaker="王刚")
    two = passage("水利是农业的命脉，一定要修好渠道。", speaker="王刚", title="水利")
    words = "干部要把群众的冷暖放在心上，一定要修好渠道"
    found = splice(words, [one, two])
    assert found is not None
    assert [words[part.start : part.end] for part in found.parts] == ["干部要把群众的冷暖放在心上，", "一定要修好渠道"]
    assert judge(sought(words), [], found, ()).verdict == "spliced"
    assert splice("干部要把群众的冷暖放在心上", [one, two]) is None
    assert ends(words, [one]) == ["一定要修好渠道"]


def test_clauses_of_two_sentences_are_run_together_though_they_are_neighbours() -> None:
    there = "先把渠道一条一条修好，再谈别的事情。水利是农业的命脉，谁也不能不管。"
    words = "水利是农业的命脉，再谈别的事情"
    near_by = place(there, words, speaker="王刚")
    assert near_by.joins_sentences
    found = splice(words, [near_by.passage])
    assert found is not None
    assert judge(sought(words), [near_by], found, ()).verdict == "spliced"
    assert not place("再谈别的事情，水利是农业的命脉", words, speaker="王刚").joins_sentences


def test_sayings_are_held_to_the_table() -> None:
    right = verdict("先天下之忧而忧，后天下之乐而乐", name="", lead="范仲淹说：“", kind="saying")
    assert right.verdict == "exact"
    altered = verdict("先天下之忧而忧，后天下之喜而乐", name="", lead="古人云：“", kind="saying")
    assert (altered.verdict, altered.kinds) == ("altered", ("replaced",))
    assert altered.known is not None
    assert altered.known.text == "先天下之忧而忧，后天下之乐而乐"
    turned = verdict("先天下之乐而乐，后天下之忧而忧", name="", lead="古人云：“", kind="saying")
    assert turned.verdict == "altered"


def test_a_place_that_gives_a_saying_to_another_is_not_shown_as_its_source() -> None:
    words = "治国有常，而利民为本"
    wrong = place(f"《论语》说：“{words}”", words, Voice("quoted", "淮南子", "《论语》", "saying"), date="2011")
    agreeing = place(f"《淮南子》说：“{words}”", words, Voice("quoted", "淮南子", "《淮南子》", "saying"), date="2013")
    asked = sought(words, name="", lead="《淮南子》里讲：“", kind="saying")
    assert judge(asked, [wrong, agreeing], None, ()).source == agreeing
    assert judge(asked, [wrong], None, ()).source == wrong


def test_words_that_no_table_knows_are_not_passed_as_an_authors() -> None:
    found = verdict(WORDS, place(WORDS, WORDS, speaker="李明"), name="刘安", lead="刘安说：“", kind="saying")
    assert (found.verdict, found.attribution, found.is_right) == ("exact", "unknown", False)
    his = place(WORDS, WORDS, Voice("quoted", "刘安", "刘安", "saying"))
    assert verdict(WORDS, his, name="刘安", lead="刘安说：“", kind="saying").is_right


def test_formulations_are_held_to_the_table() -> None:
    assert verdict("一带一路", name="", lead="建设“", kind="slogan").verdict == "exact"
    assert verdict("立党为公，执政为民", name="", lead="坚持“", kind="slogan").verdict in ("exact", "punctuation")
    altered = verdict("绿水青山就是金山和银山", name="", lead="坚持“", kind="slogan")
    assert (altered.verdict, altered.kinds) == ("altered", ("added",))


def test_voices_are_those_that_cover_the_words_the_inmost_first() -> None:
    there = passage("甲" * 50, speaker="王刚")
    quoted = [
        {"class": "speech", "quoted_person": "毛泽东", "start": 0, "end": 40},
        {"class": "saying", "quoted_person": "孔子", "start": 8, "end": 22},
        {"class": "slogan", "start": 8, "end": 22},
        {"class": "speech", "quoted_person": "陈云", "start": 30, "end": 50},
    ]
    assert [voice.person for voice in voices((10, 20), there, quoted)] == ["孔子", "毛泽东", "王刚"]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("习近平", "习近平总书记", True),
        ("王刚", "王刚", True),
        ("王刚", "李明", False),
        ("", "王刚", False),
        ("王", "王刚", False),
        ("王刚", "王刚毅", False),
        ("王刚", "王刚同志", True),
        ("司马义", "阿不都热西提·司马义", True),
    ],
)
def test_same_name(one: str, two: str, same: bool) -> None:
    assert same_name(one, two) is same


def test_a_gap_strains_less_than_its_words() -> None:
    gap = align("干部要把冷暖放在心上，把该办的事情办在前头", WORDS)
    assert gap is not None
    assert strain(gap) < gap.distance
    assert [allowance(length) for length in (3, 6, 10, 100)] == [0, 1, 2, 26]


def test_clauses_and_runs() -> None:
    assert clauses("坚持人民至上，生命至上") == ["坚持人民至上", "生命至上"]
    query = near("坚持人民至上，生命至上")
    assert {"match_phrase": {"exact": "坚 持"}} in query["bool"]["should"]
    assert not any("上 生" in str(clause) for clause in query["bool"]["should"])


def test_what_is_verified() -> None:
    assert is_checked(Quotation(0, 4, "人民至上", "slogan"))
    assert not is_checked(Quotation(0, 3, "十四五", "term"))
    assert not is_checked(Quotation(0, 2, "……", "speech"))


def test_a_verdict_as_an_object() -> None:
    found = row(verdict(WORDS, place(f"他说，{WORDS}。", WORDS, speaker="王刚")))
    assert found["text"] == WORDS
    assert found["verdict"] == "exact"
    assert found["source"]["text"] == f"他说，{WORDS}。"
    assert found["source"]["found"] == WORDS
    assert found["diff"] == [{"op": "same", "quoted": WORDS, "source": WORDS}]


def quoted(text: str, speech_id: str) -> Quoted:
    return Quoted(speech_id, "", "2015", "", (), "", text, "speech", "王刚", "王刚", "说", 0, 0, 0, len(text))


def test_cuts_and_wordings_of_one_sentence_are_one() -> None:
    found = group(
        [
            quoted("我们要做好工作。群众的事没有小事，件件要放在心上。", "a"),
            quoted("群众的事没有小事", "b"),
            quoted("群众的事没有小事", "c"),
            quoted("群众的事情没有小事", "d"),
            quoted("水利是农业的命脉", "e"),
        ]
    )
    assert [(each.text, each.quotations) for each in found[:1]] == [("群众的事没有小事", 4)]
    assert "水利是农业的命脉" in [each.text for each in found]
