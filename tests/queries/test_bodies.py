"""What is sent for a count: the bodies as dictionaries, and the arithmetic that turns scores into occurrences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import counting
from queries.counting import opening, threshold
from queries.near import Gaps, Near, ask
from queries.phrases import Phrase, crossings, inside, is_whole
from queries.stream import page
from queries.tallying import requests
from queries.trend import said_request
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

CORPUS = Corpus("test")


def test_a_phrase_stands_inside_or_crosses() -> None:
    assert inside(Phrase.of("人民")) == {"match_phrase": {"exact": "人 民"}}
    assert inside(Phrase.of("，人民", loose=True)) == {"match_phrase": {"loose": "人 民"}}
    assert crossings(Phrase.of("。人民")) == [
        {"match_phrase": {"exact": "_。 _¶_ _人 _民"}},
        {"match_phrase": {"exact": "_。 _人 _¶_ _民"}},
    ]
    assert crossings(Phrase.of("人")) == []
    long = Phrase.of("一二三四五六七八九十")
    assert crossings(long)[4] == {"match_phrase": {"exact": "_二 _三 _四 _五 _¶_ _六 _七 _八 _九"}}
    assert [is_whole(long, cut) for cut in (1, 5, 6)] == [False, False, False]
    assert all(is_whole(Phrase.of("一二三四五"), cut) for cut in (1, 2, 3, 4))


def test_a_count_opens_with_four_searches() -> None:
    first, only_crossing, crossing, speeches = opening(CORPUS, Phrase.of("人民"), Filters(level=("county",)), ["year"])
    by_year = {"by": {"terms": {"field": "year", "size": counting.BUCKETS, "missing": ""}}}
    query = {
        "bool": {"must": [{"match_phrase": {"exact": "人 民"}}], "filter": [{"terms": {"level": ["county"]}}]},
    }
    assert first.shown() == {
        "index": "test-sentences",
        "body": {
            "query": query,
            "size": 1,
            "explain": True,
            "_source": False,
            "track_total_hits": True,
            "aggs": by_year,
        },
    }
    assert speeches.shown() == {
        "index": "test-speeches",
        "body": {"query": query, "size": 0, "track_total_hits": True, "aggs": by_year},
    }
    assert "aggs" in only_crossing.body and "aggs" not in crossing.body


def test_two_dimensions_nest() -> None:
    inner = {"by": {"terms": {"field": "level", "size": counting.BUCKETS, "missing": ""}}}
    assert counting.buckets(["year", "level"])["by"]["aggs"] == inner


@pytest.mark.parametrize("by", [["colour"], ["year", "level", "kind"], ["year", "year"], ["text"]])
def test_unknown_dimensions(by: list[str]) -> None:
    with pytest.raises(UsageError):
        counting.check_dimensions(by)


@given(st.integers(1, 5000), st.floats(0.01, 1000))
def test_thresholds_part_the_levels(best: int, weight: float) -> None:
    def score(occurrences: int) -> float:
        return weight * occurrences * (schema.K1 + 1) / (occurrences + schema.K1)

    for level in {1, 2, max(1, best // 2), best}:
        between = threshold(score(best), best, level)
        assert score(level - 1) < between < score(level)


def test_neighbours_are_asked_as_intervals() -> None:
    rules = [{"match": {"query": word, "max_gaps": 0, "ordered": True}} for word in ("人 民", "政 绩")]
    assert Near.of("人民 政绩", 5).candidates() == {
        "intervals": {"exact": {"all_of": {"intervals": rules, "ordered": False, "max_gaps": 5}}}
    }
    assert Gaps.of("人民…政绩").candidates() == {
        "intervals": {"exact": {"all_of": {"intervals": rules, "ordered": True}}}
    }
    assert Gaps.of("人民{1,4}政绩").candidates()["intervals"]["exact"]["all_of"]["max_gaps"] == 4
    # Of one rule that stands twice the engine finds nothing.
    assert "bool" in Near.of("人民 人民", 5).candidates()


def test_what_is_read_is_asked_by_page() -> None:
    (request,) = requests(CORPUS, [ask("人民", all_of=["政绩"])], Filters())
    assert request.index == "test-speeches"
    assert request.body["query"]["bool"]["filter"] == [{"match_phrase": {"exact": "政 绩"}}]
    body = page({"match_all": {}}, Filters(since="2012"), 20)
    assert body["sort"][0] == {"date": {"order": "asc", "missing": "_last"}}
    assert body["query"]["bool"]["filter"] == [
        {"range": {"date": {"gte": "2012", "format": "yyyy-MM-dd||yyyy-MM||yyyy"}}}
    ]


def test_how_much_was_said_is_summed_at_the_leaf() -> None:
    body = said_request(CORPUS, Filters(), ["year", "level"]).body
    assert body["aggs"]["by"]["aggs"]["by"]["aggs"] == {"chars": {"sum": {"field": "chars"}}}
    assert body["query"] == {"match_all": {}}
