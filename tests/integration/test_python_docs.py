"""The examples of docs/python.md run as they stand, one after the other, over the samples."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import queries
from language.model import Header
from yulu.corpus import Corpus
from yulu.domain import Speech

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"```python\n(.*?)```", re.S)


def samples() -> list[Speech]:
    with (ROOT / "samples" / "metadata.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [
        Speech(
            row.get("id") or row["file"],
            row["file"],
            next((ROOT / "samples").rglob(Path(row["file"]).name)).read_text(encoding="utf-8"),
            Header(title=row.get("title", ""), level=row.get("level", ""), date=row.get("date", "")),
        )
        for row in rows
    ]


def test_every_example_runs(
    client: Elasticsearch,
    corpus: Corpus,
    loaded: Callable[[list[Speech]], Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    library = loaded(samples())
    real = queries.open_corpus
    # The documentation's corpus is this test's own.
    monkeypatch.setattr(queries, "open_corpus", lambda name: real(corpus.prefix))
    blocks = _BLOCK.findall((ROOT / "docs" / "python.md").read_text(encoding="utf-8"))
    assert len(blocks) == 9
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out.splitlines()
    occurrences, sentences, speeches = library.count("高质量发展")
    assert printed[0] == f"{occurrences} {sentences} {speeches}"
    assert occurrences > 0
