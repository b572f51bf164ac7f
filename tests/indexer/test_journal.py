"""Is what the journal is asked once for every speech answered without reading all of it?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.journal import Journal

ASKED = {
    "linked_to": lambda journal: journal.linked_to("x"),
    "by_id": lambda journal: journal.by_id("x"),
    "by_row": lambda journal: journal.by_row(1),
    "speeches_of": lambda journal: list(journal.speeches_of("x")),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_no_question_for_each_speech_reads_the_whole_table(asked: Callable[[Journal], object], tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    statements: list[str] = []
    journal._db.set_trace_callback(statements.append)
    asked(journal)
    journal._db.set_trace_callback(None)
    journal.close()
    with sqlite3.connect(tmp_path / "journal") as again:
        plans = [row[3] for each in statements for row in again.execute(f"EXPLAIN QUERY PLAN {each}")]
    again.close()
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN speeches")]
