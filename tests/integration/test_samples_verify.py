"""The draft of the samples: every error that was planted in it is found, and nothing wrong is called exact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indexer.ingest import ingest
from indexer.options import Options
from queries.verify import rows, verify
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="module")
def verdicts(
    client: Elasticsearch, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What verify says of each quotation of the draft, beside what it ought to say."""
    options = Options(metadata=SAMPLES / "metadata.csv", journals=tmp_path_factory.mktemp("journals"), workers=1)
    report = ingest([SAMPLES / "speeches"], corpus, options, client=client)
    assert (report.new, report.failed) == (34, 0)
    draft = (SAMPLES / "draft.md").read_text(encoding="utf-8")
    expected = json.loads((SAMPLES / "draft.expected.json").read_text(encoding="utf-8"))["quotations"]
    said = rows(verify(client, corpus, draft).verdicts)
    return list(zip(said, expected, strict=True))


def test_every_verdict_is_the_planted_one(verdicts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert [row["verdict"] for row, _ in verdicts] == [planted["verdict"] for _, planted in verdicts]
    assert [row["text"] for row, planted in verdicts if not set(planted["kinds"]) <= set(row["kinds"])] == []


def test_the_source_is_the_earliest_that_agrees(verdicts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    sources = [row["source"] and row["source"]["speech_id"] for row, _ in verdicts]
    assert sources == [planted["source"] for _, planted in verdicts]


def test_exact_is_said_only_of_what_is_exact(verdicts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    exact = [row["text"] for row, _ in verdicts if row["verdict"] == "exact"]
    assert exact
    assert exact == [planted["text"] for _, planted in verdicts if planted["verdict"] == "exact"]
