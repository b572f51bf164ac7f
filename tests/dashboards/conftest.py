"""A corpus so small that every number of every panel can be told by hand, written straight into the indices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from dashboards import reading
from dashboards.book import book
from dashboards.saved import ndjson
from yulu import corpus as corpora
from yulu import schema
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Body = dict[str, Any]

# id, date, level, province, place, speakers, characters. The last has no date and is outside every time range.
SPEECHES: list[tuple[str, str, str, str, str, list[str], int]] = [
    ("a", "1950-12-01", "national", "北京", "北京", ["甲"], 100),
    ("b", "1950-12-31", "county", "四川", "温江县", ["乙"], 200),
    ("c", "1951-01-01", "county", "四川", "温江县", ["乙", "丙"], 300),
    ("d", "1951-01", "provincial", "四川", "", ["甲"], 400),
    ("e", "1952", "national", "北京", "北京", ["甲"], 500),
    ("f", "", "national", "", "", ["丁"], 600),
]
# speech, class, person, cue, words.
QUOTATIONS = [
    ("a", "speech", "毛泽东", "说", "为人民服务"),
    ("b", "speech", "毛泽东", "说", "为人民服务"),
    ("b", "speech", "毛泽东", "指出", "为人民服务"),
    ("c", "indirect", "列宁", "说", "学习"),
    ("c", "slogan", "", "", "大办水利"),
    ("a", "document", "宪法", "规定", "条文"),
    ("f", "speech", "毛泽东", "说", "没有日期"),
]
# speech, slogan, nested.
MENTIONS = [
    ("b", "增产节约", False),
    ("c", "增产节约", False),
    ("e", "增产节约", False),
    ("e", "团结", False),
    ("a", "团结", True),
    ("d", "团结", False),
]
# slogan, year, level, speeches, of them all, rank, change, first here.
STANDINGS = [
    ("增产节约", "1950", "all", 1, 4, 1, None, True),
    ("增产节约", "1951", "all", 3, 6, 1, 0.25, False),
    ("增产节约", "1952", "all", 0, 5, None, -0.5, False),
    ("团结", "1951", "all", 2, 8, 2, 0.25, True),
    ("团结", "1952", "all", 1, 5, 1, -0.05, False),
    ("增产节约", "1950", "county", 1, 2, 1, None, True),
    ("增产节约", "1951", "county", 1, 3, 1, -0.17, False),
    ("增产节约", "1951", "national", 2, 3, 1, None, True),
    ("团结", "1951", "national", 2, 3, 1, None, True),
    ("团结", "1952", "national", 1, 3, 1, -0.33, False),
]


def _shared() -> dict[str, Body]:
    found = {}
    for id_, date, level, province, place, speakers, _ in SPEECHES:
        body = {"speech_id": id_, "title": f"讲话{id_}", "date": date, "year": date[:4], "level": level}
        body |= {"province": province, "place": place, "speaker": speakers, "kind": "speech"}
        found[id_] = {name: value for name, value in body.items() if value}
    return found


def _documents() -> Iterator[tuple[str, Body]]:
    shared = _shared()
    for id_, *_, chars in SPEECHES:
        yield schema.SPEECHES, {**shared[id_], "chars": chars}
    for id_, kind, person, cue, words in QUOTATIONS:
        own = {"class": kind, "quoted_person": person, "cue": cue, "text": words}
        yield schema.QUOTATIONS, {**shared[id_], **{name: value for name, value in own.items() if value}}
    for id_, slogan, nested in MENTIONS:
        yield schema.SLOGANS, {**shared[id_], "slogan": slogan, "family": slogan, "nested": nested}
    names = ("slogan", "year", "level", "speeches", "speeches_in_all", "rank", "change", "first_here")
    for standing in STANDINGS:
        body = dict(zip(names, standing, strict=True))
        # Two speeches in the year before are too few to have risen from; five are enough.
        body["speeches_before"] = 2 if body["slogan"] == "增产节约" and body["year"] == "1951" else 5
        yield schema.SLOGAN_YEARS, {**body, "date": body["year"], "share": body["speeches"] / body["speeches_in_all"]}


@pytest.fixture(scope="module")
def small(client: Elasticsearch, corpus: Corpus) -> Corpus:
    """The small corpus, in the indices of this module's own name."""
    corpora.create(client, corpus, "x")
    years = corpus.alias(schema.SLOGAN_YEARS)
    client.indices.create(
        index=f"{years}-v{schema.INDEX_VERSION}-x", mappings=schema.slogan_year_mappings(), aliases={years: {}}
    )
    lines: list[Body] = []
    for index, body in _documents():
        lines += [{"index": {"_index": corpus.alias(index)}}, body]
    answer = client.bulk(operations=lines, refresh=True)
    assert not answer["errors"], answer["items"]
    return corpus


@pytest.fixture(scope="module")
def shelf(corpus: Corpus) -> reading.Shelf:
    """The file of this module's corpus, as it is read."""
    return reading.read(ndjson(book(corpus)))
