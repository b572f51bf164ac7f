"""What is asked of the slogans index, as bodies, and what the answers become."""

from __future__ import annotations

from typing import Any

import pytest

from language.lexicon import Entry, Lexicon
from queries import slogan_counts, slogan_trend, slogan_windows, slogans
from queries.diffusion import lag_days, lag_years
from queries.keyness import contrast, log_likelihood
from queries.ledger import Gap, longest_gap
from queries.slogan_counts import Bulk, Usage
from queries.slogan_years import of_level, ranked
from queries.temperature import Scale
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

CORPUS = Corpus("demo")
LEXICON = Lexicon(
    (
        Entry("以造福人民为最大政绩", "以造福人民为最大政绩", ("为民造福是最大政绩",)),
        Entry("为民造福", "以造福人民为最大政绩"),
        Entry("四个意识", "四个意识", (), ("政治意识", "大局意识", "核心意识", "看齐意识")),
    )
)


@pytest.mark.parametrize(
    ("asked", "scope", "clause", "name"),
    [
        ("为民造福是最大政绩", "family", {"term": {"family": "以造福人民为最大政绩"}}, "以造福人民为最大政绩"),
        ("“为民造福”", "family", {"term": {"family": "以造福人民为最大政绩"}}, "以造福人民为最大政绩"),
        ("“为民造福”", "slogan", {"term": {"slogan": "为民造福"}}, "为民造福"),
        ("為民造福", "slogan", {"term": {"slogan": "为民造福"}}, "为民造福"),
        ("没有人说过", "family", {"term": {"family": "没有人说过"}}, "没有人说过"),
        ("为民造福是最大政绩", "form", {"terms": {"text": ["为民造福是最大政绩"]}}, "为民造福是最大政绩"),
    ],
)
def test_any_form_names_its_formulation(asked: str, scope: Any, clause: dict[str, Any], name: str) -> None:
    subject = slogans.resolve(asked, LEXICON, scope)
    assert subject.clause() == clause
    assert subject.name == name


@pytest.mark.parametrize("asked", ["", "  ", "“”", "。"])
def test_nothing_to_look_for(asked: str) -> None:
    with pytest.raises(UsageError):
        slogans.resolve(asked, LEXICON)


def test_bodies_of_a_ranking() -> None:
    mentions, speeches, texts = slogan_counts.requests(CORPUS, "family", Filters(level=("county",)), ["year"])
    sources = [
        {"family": {"terms": {"field": "family", "missing_bucket": True}}},
        {"year": {"terms": {"field": "year", "missing_bucket": True}}},
    ]
    level = {"terms": {"level": ["county"]}}
    assert mentions.shown() == {
        "index": "demo-slogans",
        "body": {
            "query": {"bool": {"must": [{"term": {"nested": False}}], "filter": [level]}},
            "size": 0,
            "track_total_hits": False,
            "aggs": {"by": {"composite": {"size": 5000, "sources": sources}}},
        },
    }
    assert speeches.index == "demo-speeches"
    assert speeches.body["query"] == {"bool": {"must": [{"exists": {"field": "families"}}], "filter": [level]}}
    assert [list(source) for source in speeches.body["aggs"]["by"]["composite"]["sources"]] == [["families"], ["year"]]
    assert texts.body["aggs"]["by"]["aggs"] == {"chars": {"sum": {"field": "chars"}}}


def test_bodies_of_a_life() -> None:
    subject = slogans.resolve("四个意识", LEXICON)
    wordings, speeches, first, last = slogans.requests(CORPUS, subject, Filters())
    own = {"term": {"family": "四个意识"}}
    assert wordings.body["query"] == {"bool": {"must": [{"match_all": {}}], "filter": [own]}}
    assert speeches.body["query"] == {"bool": {"must": [{"term": {"nested": False}}], "filter": [own]}}
    assert first.body["collapse"] == {"field": "speech_id"}
    assert first.body["sort"][0] == {"date": {"order": "asc", "missing": "_last"}}
    assert last.body["sort"][0] == {"date": {"order": "desc", "missing": "_last"}}
    assert last.body["size"] == 1


@pytest.mark.parametrize(
    ("found", "period", "periods"),
    [
        (["2012", "2015"], "year", ["2012", "2013", "2014", "2015"]),
        (["2011-Q4", "2012-Q2"], "quarter", ["2011-Q4", "2012-Q1", "2012-Q2"]),
        (["2012-01", "2011-11"], "month", ["2011-11", "2011-12", "2012-01"]),
        ([], "year", []),
    ],
)
def test_no_period_is_left_out(found: list[str], period: Any, periods: list[str]) -> None:
    assert list(slogan_trend.periods(found, period)) == periods


@pytest.mark.parametrize(
    ("years", "texts", "gap"),
    [
        (["1956", "1978"], ["1956", "1957", "1960", "1978"], Gap(2, "1956", "1978")),
        # Years without texts are silent about everything.
        (["1956", "1978"], ["1956", "1978"], None),
        (["1956"], ["1956", "1978"], None),
        (["1950", "1953", "1960"], [str(year) for year in range(1950, 1961)], Gap(6, "1953", "1960")),
    ],
)
def test_gaps_are_years_with_texts(years: list[str], texts: list[str], gap: Gap | None) -> None:
    assert longest_gap(years, texts) == gap


def test_windows_are_equally_long() -> None:
    assert slogan_windows.windows(["2012", "2025", ""], "2021", "2025").earlier == ("2016", "2020")
    assert slogan_windows.windows(["2012", "2025"]).later == ("2021", "2025")
    with pytest.raises(UsageError):
        slogan_windows.windows([""])
    with pytest.raises(UsageError):
        slogan_windows.windows(["2012"], "2020")


def test_log_likelihood() -> None:
    # Rayson and Garside's calculator: 100 in 10,000 against 50 in 20,000.
    assert log_likelihood(100, 10_000, 50, 20_000) == pytest.approx(69.31, abs=0.01)
    assert log_likelihood(50, 20_000, 100, 10_000) == pytest.approx(69.31, abs=0.01)
    assert log_likelihood(10, 1000, 20, 2000) == pytest.approx(0, abs=1e-9)
    assert contrast(100, 10_000, 50, 20_000).difference == pytest.approx(300)
    assert contrast(1, 10, 0, 10).difference is None


@pytest.mark.parametrize(
    ("rate", "tier"), [(0, ""), (0.2, "冷"), (1, "温"), (9.99, "温"), (10, "暖"), (30, "热"), (100, "烫"), (300, "沸")]
)
def test_temperature(rate: float, tier: str) -> None:
    assert Scale().tier(rate) == tier


@pytest.mark.parametrize("text", ["1,2,3,4,5", "5,4,3,2", "a,b,c,d,e", "5,4,3,2,0", "5,4,4,3,2"])
def test_what_is_no_scale(text: str) -> None:
    with pytest.raises(UsageError):
        Scale.parse(text)


@pytest.mark.parametrize(
    ("centre", "here", "days", "years"),
    [
        ("2017-10-18", "2017-10-20", 2, 0),
        ("2017-10-18", "2017-09-18", -30, 0),
        ("2017-10", "2018-10-20", None, 1),
        ("2017-10-18", "2018", None, 1),
        ("", "2018", None, None),
        ("2017-02-31", "2018-01-01", None, 1),
    ],
)
def test_lags_are_no_better_than_their_dates(centre: str, here: str, days: int | None, years: int | None) -> None:
    assert lag_days(centre, here) == days
    assert lag_years(centre, here) == years


def test_ranks_of_a_year() -> None:
    texts = Bulk(10, 1000)
    found = [Usage("甲", 5, 3, texts), Usage("乙", 9, 4, texts), Usage("丙", 5, 3, texts), Usage("丁", 1, 1, texts)]
    assert ranked(found) == {"乙": 1, "甲": 2, "丙": 2, "丁": 4}


def test_standings_rise_fall_and_go() -> None:
    texts = {"2019": Bulk(10, 1000), "2020": Bulk(4, 1000), "2021": Bulk(5, 1000)}
    counted = {"2019": [Usage("甲", 5, 5, texts["2019"])], "2020": [Usage("乙", 2, 1, texts["2020"])]}
    rows = [each.row() for each in of_level("all", counted, texts, {"甲": "2019-03"}, {"甲": "2019", "乙": "2020"})]
    shown = [
        (row["slogan"], row["year"], row["speeches"], row["rank"], row["change"], row["first_here"]) for row in rows
    ]
    assert shown == [
        ("甲", "2019", 5, 1, None, True),
        ("乙", "2020", 1, 1, 0.25, True),
        ("甲", "2020", 0, None, -0.5, False),
        ("乙", "2021", 0, None, -0.25, False),
    ]
    assert rows[0]["first_seen"] == "2019-03"
    assert [row["speeches_before"] for row in rows] == [0, 10, 10, 4]
    assert [row["date"] for row in rows] == [row["year"] for row in rows]
