"""The ledger of the fifty national work and congress reports: which of them has a formulation first is a fact."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli.slogan import app
from indexer.annotate import annotate
from indexer.documents import documents
from language import matching
from language.lexicon import Lexicon
from language.model import Header
from queries import ledger, slogans
from yulu.corpus import Corpus, create
from yulu.domain import Speech

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
KINDS = ("government_work_report", "party_congress_report")
# Read in the texts: the first of the fifty in which these very words stand.
FIRST = {
    "改革开放": ("gwr-1988", "1988"),
    "社会主义市场经济": ("cpc-14", "1992-10"),
    "科学发展观": ("gwr-2004", "2004"),
    "供给侧结构性改革": ("gwr-2016", "2016"),
    "中国式现代化": ("cpc-20", "2022-10-16"),
    "以人民为中心": ("cpc-18", "2012-11"),
    "四个全面": ("gwr-2015", "2015"),
    "人类命运共同体": ("cpc-18", "2012-11"),
    "新质生产力": ("gwr-2024", "2024-03-05"),
}


@pytest.fixture(scope="module")
def reports(client: Elasticsearch, corpus: Corpus) -> list[Speech]:
    """The reports, in order of date, loaded into ``corpus``."""
    table = SHARED / "corpus" / "speeches.csv"
    if not table.is_file():
        pytest.skip("../shared, the measuring corpus, is not here")
    rows = [
        row
        for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines())
        if row["level"] == "national" and row["kind"] in KINDS
    ]
    found = [
        Speech(
            speech_id=row["id"],
            source=row["file"],
            text=(table.parent / "speeches" / row["file"]).read_text(encoding="utf-8"),
            header=Header(title=row["title"], date=row["date"], level=row["level"], kind=row["kind"]),
        )
        for row in sorted(rows, key=lambda row: (row["date"], row["id"]))
    ]
    create(client, corpus, "t")
    for each in found:
        operations = []
        for document in documents(annotate(each)):
            operations += [{"index": {"_index": corpus.alias(document.index), "_id": document.id}}, document.body]
        assert not client.bulk(operations=operations)["errors"]
    client.indices.refresh(index=corpus.aliases)
    return found


def test_the_first_report_with_each(reports: list[Speech], corpus: Corpus) -> None:
    assert len(reports) == 50
    found = CliRunner().invoke(app, ["ledger", *FIRST, "--corpus", corpus.prefix, "--format", "jsonl"])
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert {row["slogan"]: (row["first_speech"], row["first"]) for row in rows} == FIRST


def test_the_ledger_equals_reading(client: Elasticsearch, reports: list[Speech], corpus: Corpus) -> None:
    names = [*FIRST, "一国两制", "阶级斗争", "四个现代化", "三个代表", "计划经济", "实事求是", "高质量发展"]
    subjects = [slogans.resolve(name, Lexicon.default()) for name in names]
    accounts = {account.name: account for account in ledger.words(client, corpus, subjects)}
    for name in names:
        holders = [each for each in reports if matching.find(each.text, name)]
        account = accounts[name]
        assert (account.first.speech_id, account.last.speech_id) == (holders[0].speech_id, holders[-1].speech_id)
        assert account.speeches == len(holders)
        assert account.mentions == sum(len(matching.find(each.text, name)) for each in holders)
        assert account.years == tuple(sorted({each.header.date[:4] for each in holders}))


def test_a_family_is_first_used_no_later_than_its_words(
    client: Elasticsearch, reports: list[Speech], corpus: Corpus
) -> None:
    subjects = [slogans.resolve(name, Lexicon.default()) for name in FIRST]
    assert all(subject.listed for subject in subjects)
    for account in ledger.words(client, corpus, subjects):
        assert account.family_first is not None
        assert account.family_first.date <= account.first.date
