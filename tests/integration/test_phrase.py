"""Phrases on a real Elasticsearch: every count and every line equals a brute-force reading of the texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from language import matching
from language.model import Header
from queries import counting, tallying
from queries.concordance import FIELDS, View, concordance
from queries.counting import Tally
from queries.lists import PhraseList
from queries.near import ask
from queries.phrases import Phrase
from queries.questions import Plain, Question
from queries.stream import speeches
from queries.trend import Axis, trend
from yulu.corpus import Corpus
from yulu.domain import Speech
from yulu.errors import PhraseError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node

LENGTHS = (1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 30, 60, 120, 200)
COMMON = ("的", "人民", "中国", "的人民", "以人民为中心", "“四个全面”", "，坚持", "。我们", "人人", "发展是硬道理")
RARE = ("从未出现的话", "龘龘龘", "a", "2020年", "1 9 5 8")


def cut_out(library: Any, number: int, seed: int) -> list[str]:
    """Phrases cut at random out of the speeches, of many lengths, across commas and sentence ends."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < number:
        text = chance.choice(library.speeches).text
        length = chance.choice(LENGTHS)
        start = chance.randrange(max(1, len(text) - length))
        phrase = text[start : start + length]
        try:
            Phrase.of(phrase, loose=True)
        except PhraseError:
            continue
        found.append(phrase)
    return found


def shown(tally: Tally) -> tuple[int, int, int]:
    return tally.occurrences, tally.sentences, tally.speeches


def assert_counts(client: Elasticsearch, corpus: Corpus, library: Any, phrases: Sequence[str], *, loose: bool) -> None:
    asked = [Phrase.of(phrase, loose=loose) for phrase in phrases]
    found = counting.count(client, corpus, asked)
    wrong = {
        phrase: (shown(count.total), library.count(phrase, loose=loose))
        for phrase, count in zip(phrases, found, strict=True)
        if shown(count.total) != library.count(phrase, loose=loose)
    }
    assert wrong == {}


@pytest.mark.parametrize("loose", [False, True])
def test_a_thousand_phrases(client: Elasticsearch, both: Any, loose: bool) -> None:
    phrases = [*COMMON, *RARE, *cut_out(both.library, 500, seed=2026 + loose)]
    assert_counts(client, both.one, both.library, phrases, loose=loose)


@pytest.mark.parametrize("loose", [False, True])
def test_on_three_shards(client: Elasticsearch, both: Any, loose: bool) -> None:
    phrases = [*COMMON, *RARE, *cut_out(both.library, 100, seed=7 + loose)]
    assert_counts(client, both.three, both.library, phrases, loose=loose)


@pytest.mark.parametrize(
    "by",
    [
        *((name,) for name in counting.DIMENSIONS),
        ("year", "level"),
        ("level", "kind"),
        ("speaker", "year"),
        ("place", "month"),
    ],
)
def test_every_dimension(client: Elasticsearch, both: Any, by: tuple[str, ...]) -> None:
    phrases = ["人民", "，坚持", "。我们", *cut_out(both.library, 5, seed=len(by[0]))]
    for corpus in (both.one, both.three):
        for loose in (False, True):
            phrases = [phrase for phrase in phrases if Phrase.of(phrase, loose=loose)]
            asked = [Phrase.of(phrase, loose=loose) for phrase in phrases]
            for phrase, count in zip(phrases, counting.count(client, corpus, asked, by=by), strict=True):
                parts = {key: shown(tally) for key, tally in count.parts.items()}
                assert parts == both.library.counts(phrase, by, loose=loose), phrase


def test_filters_narrow_the_count(client: Elasticsearch, both: Any) -> None:
    filters = Filters(level=("county", "provincial"), since="1958", until="2012-06")
    (count,) = counting.count(client, both.one, [Phrase.of("人民")], filters)
    kept = {
        number
        for number, speech in enumerate(both.library.speeches)
        if speech.header.level in filters.level and "1958" <= speech.header.date < "2012-07"
    }
    places = (place for place in both.library.places("人民") if place.speech in kept)
    assert shown(count.total) == both.library.tally(places, ())[()]


@pytest.mark.parametrize("loose", [False, True])
def test_every_line_slices_back(client: Elasticsearch, both: Any, loose: bool) -> None:
    texts = {speech.speech_id: speech.text for speech in both.library.speeches}
    for phrase in ["人民", "，坚持", "。我们", *cut_out(both.library, 25, seed=11 + loose)]:
        question = Plain(Phrase.of(phrase, loose=loose))
        expected = {
            (both.library.speeches[place.speech].speech_id, place.start, place.end, both.library.sentence(place))
            for place in both.library.places(phrase, loose=loose)
        }
        found = set()
        for line in concordance(client, both.one, question):
            row = line.row()
            assert tuple(row) == FIELDS
            text = texts[row["speech_id"]]
            assert text[row["start"] : row["end"]] == row["match"]
            around = row["left"] + row["match"] + row["right"]
            assert text[row["start"] - len(row["left"]) :].startswith(around)
            assert "\n" not in around and len(row["left"]) <= 30 and len(row["right"]) <= 30
            assert (row["speech_id"], row["start"], row["end"], row["sentence"]) not in found
            found.add((row["speech_id"], row["start"], row["end"], row["sentence"]))
        assert found == expected, phrase


def test_lines_are_the_same_on_any_number_of_shards(client: Elasticsearch, both: Any) -> None:
    question = Plain(Phrase.of("人民"))
    views = (
        View(),
        View(limit=20),
        View(sort=("right", "left", "date"), limit=200),
        View(sort=("speaker",), collation="stroke", limit=50),
        View(sample=50, seed=7),
        View(sample=10, seed=8, sort=("left",)),
    )
    for view in views:
        rows = [
            [line.row() for line in concordance(client, corpus, question, view=view)]
            for corpus in (both.one, both.three)
        ]
        assert rows[0] == rows[1], view
    dates = [line.speech["date"] or "9999" for line in concordance(client, both.one, question)]
    # A year alone stands where its first day does.
    padded = [date if len(date) > 7 else f"{date}-01" if len(date) > 4 else f"{date}-01-01" for date in dates]
    assert padded == sorted(padded)


def test_samples_differ_by_seed(client: Elasticsearch, both: Any) -> None:
    question = Plain(Phrase.of("人民"))
    drawn = [
        {(line.speech["speech_id"], line.start) for line in concordance(client, both.one, question, view=view)}
        for view in (View(sample=40, seed=1), View(sample=40, seed=2))
    ]
    assert len(drawn[0]) == len(drawn[1]) == 40
    assert drawn[0] != drawn[1]


def test_whole_sentences_and_paragraphs(client: Elasticsearch, both: Any) -> None:
    texts = {speech.speech_id: speech.text for speech in both.library.speeches}
    question = Plain(Phrase.of("以人民为中心"))
    for line in concordance(client, both.one, question, view=View(context="paragraph")):
        lines = texts[line.speech["speech_id"]].split("\n")
        assert (line.left + line.match + line.right) in [paragraph.strip() for paragraph in lines]
    narrow = list(concordance(client, both.one, question, view=View(context="sentence")))
    wide = list(concordance(client, both.one, question, view=View(context="paragraph")))
    for one, other in zip(narrow, wide, strict=True):
        assert other.left.endswith(one.left) and other.right.startswith(one.right)


QUESTIONS = [
    ask("人民 政绩", near=12),
    ask("人民 人民", near=3),
    ask("改革 开放 发展", near=20, loose=True),
    ask("人民…政绩", gaps=True),
    ask("为{0,6}服务", gaps=True),
    ask("坚持{2,5}原则", gaps=True, loose=True),
    ask("坚持…不动摇", gaps=True),
    ask("人民", all_of=["政绩"]),
    ask("人民", none_of=["的"], within="paragraph"),
    ask("。我们", all_of=["发展"], none_of=["经济"]),
    ask("人民 政绩", near=12, all_of=["造福"]),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.shown()))
def test_beyond_one_phrase(client: Elasticsearch, both: Any, question: Question) -> None:
    """The candidates leave out no speech that holds a hit."""
    hits = [(n, span) for n, speech in enumerate(both.library.speeches) for span in question.find(speech.text)]
    assert hits or "坚持…不动摇" in question.text
    places = [both.library.place(number, span.start, span.end) for number, span in hits]
    for corpus in (both.one, both.three):
        (count,) = tallying.count(client, corpus, [question], by=["level"])
        assert shown(count.total) == both.library.tally(iter(places), ())[()]
        parts = {key: shown(tally) for key, tally in count.parts.items()}
        assert parts == both.library.tally(iter(places), ["level"])
        assert sum(1 for _ in concordance(client, corpus, question)) == len(hits)


def test_random_neighbours(client: Elasticsearch, both: Any) -> None:
    """Two or three scraps of one place in the texts, asked as words near each other and as a phrase with gaps."""
    chance = random.Random(5)
    asked: list[Question] = []
    while len(asked) < 40:
        text = chance.choice(both.library.speeches).text
        at = chance.randrange(max(1, len(text) - 40))
        gap = chance.randrange(8)
        scraps = [text[at : at + 2], text[at + 2 + gap : at + 4 + gap], text[at + 6 + gap * 2 : at + 9 + gap * 2]]
        scraps = scraps[: chance.choice((2, 3))]
        if not all(scrap.isalpha() for scrap in scraps):
            continue
        loose = chance.random() < 0.3
        asked.append(ask(" ".join(chance.sample(scraps, len(scraps))), near=chance.randrange(20), loose=loose))
        asked.append(ask(chance.choice(("…", "{0,9}", "{1,}")).join(scraps), gaps=True, loose=loose))
    for question, count in zip(asked, tallying.count(client, both.three, asked), strict=True):
        hits = sum(len(question.find(speech.text)) for speech in both.library.speeches)
        assert count.total.occurrences == hits, question.shown()


def test_phrase_list_by_longest(client: Elasticsearch, both: Any) -> None:
    listed = PhraseList.of(
        ["新发展格局", "", "构建新发展格局", "人民", "以人民为中心", "人民", "为人民服务", "全心全意为人民服务"]
    )
    assert (len(listed.phrases), listed.blank, listed.repeated) == (6, 1, 1)
    plain = tallying.count(client, both.one, listed.questions())
    assert [shown(count.total) for count in plain] == [both.library.count(count.text) for count in plain]
    for count in tallying.count(client, both.three, listed.questions(longest=True)):
        covers = [
            place
            for longer in listed.phrases
            if count.text in longer.text and count.text != longer.text
            for place in both.library.places(longer.text)
        ]
        free = (
            place
            for place in both.library.places(count.text)
            if not any(c.speech == place.speech and c.start <= place.start and place.end <= c.end for c in covers)
        )
        assert shown(count.total) == both.library.tally(free, ())[()], count.text


def test_speeches_stream_whole_and_in_order(client: Elasticsearch, both: Any) -> None:
    found = list(speeches(client, both.three, {"match_all": {}}, Filters()))
    assert sorted(each.source["speech_id"] for each in found) == sorted(s.speech_id for s in both.library.speeches)
    assert [each.place for each in found] == sorted(each.place for each in found)


@pytest.mark.parametrize(("by", "split"), [("year", ""), ("quarter", ""), ("month", ""), ("year", "level")])
def test_trend_adds_up(client: Elasticsearch, both: Any, by: str, split: str) -> None:
    axis = Axis(by, split)  # type: ignore[arg-type]
    found = trend(client, both.one, [Phrase.of("人民"), Phrase.of("科学发展观")], axis=axis)
    for count in found.totals:
        points = [point for point in (*found.points, *found.undated) if point.phrase == count.text]
        assert sum(point.tally.occurrences for point in points) == count.total.occurrences
        assert sum(point.tally.speeches for point in points) == count.total.speeches
        assert sum(point.said.speeches for point in points) == len(both.library.speeches)
    periods = list(dict.fromkeys(point.period for point in found.points))
    assert periods == sorted(periods)
    assert any(point.tally.occurrences == 0 and point.said.chars for point in found.points)
    assert all(point.per_million is None for point in found.points if not point.said.chars)


def test_the_same_name_in_two_collections(
    client: Elasticsearch, corpus: Corpus, loaded: Callable[[list[Speech]], Any]
) -> None:
    text = "为了人民。人民万岁，人民必胜！这一句话很长很长，长得过了句号还没有完。接着还有很长很长的一句话。"
    first = Speech("x", "a", text, Header(date="2001"), collection="甲")
    second = Speech("x", "b", "别的话。人民。", Header(date="2002"), collection="乙")
    library = loaded([first, second])
    phrases = ["人民", "。人民", "为了人民。人民万岁", "长得过了句号还没有完。接着还有很长很长的一句话"]
    assert_counts(client, corpus, library, phrases, loose=False)
    assert_counts(client, corpus, library, phrases, loose=True)
    rows = [line.row() for line in concordance(client, corpus, Plain(Phrase.of("人民")))]
    assert [row["collection"] for row in rows] == ["甲", "甲", "甲", "乙"]
    assert all(matching.find(text, "人民") for text in (first.text, second.text))
