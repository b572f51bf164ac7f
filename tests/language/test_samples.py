"""Do the samples say what their metadata and their README say?"""

import csv
import json
from dataclasses import fields
from pathlib import Path

import pytest

from language.header import read_header
from language.model import LEVELS, Header
from language.titles import KINDS

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
COLUMNS = ["id", "file", "title", "speaker", "role", "level", "place", "occasion", "date", "kind"]


def rows() -> list[dict[str, str]]:
    with (SAMPLES / "metadata.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def test_the_metadata_names_every_speech_once() -> None:
    assert list(rows()[0]) == COLUMNS
    assert sorted(row["file"] for row in rows()) == sorted(path.name for path in (SAMPLES / "speeches").glob("*.txt"))
    assert {row["level"] for row in rows()} == set(LEVELS)
    assert {row["kind"] for row in rows()} <= set(KINDS)
    guide = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [row["id"] for row in rows() if f"| {row['id']} |" not in guide or row["date"] not in guide] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_what_is_read_is_what_was_written(row: dict[str, str]) -> None:
    header = read_header((SAMPLES / "speeches" / row["file"]).read_text(encoding="utf-8"))
    for each in fields(Header):
        value = getattr(header, each.name)
        read = "、".join(value) if isinstance(value, tuple) else value
        # The place is the user's to give: the text names a hall, or the county without its province.
        assert not read or read == row[each.name] or each.name == "place", each.name
    assert (header.title, header.date, header.kind, header.occasion) == (
        row["title"],
        row["date"],
        row["kind"],
        row["occasion"],
    )


def test_the_draft_has_its_planted_quotations() -> None:
    draft = (SAMPLES / "draft.md").read_text(encoding="utf-8")
    expected = json.loads((SAMPLES / "draft.expected.json").read_text(encoding="utf-8"))["quotations"]
    assert [draft[each["start"] : each["end"]] for each in expected] == [each["text"] for each in expected]
    assert draft.count("“") == len(expected)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (SAMPLES / "speeches").glob("*.txt")}
    for each in expected:
        verbatim = each["verdict"] in ("exact", "misattributed")
        assert not verbatim or each["text"].strip("。") in texts[each["source"]], each["text"]
        assert verbatim or each["source"] is None or each["text"] not in texts[each["source"]], each["text"]
    assert {each["verdict"] for each in expected} == {
        "exact",
        "punctuation",
        "altered",
        "spliced",
        "misattributed",
        "not_found",
    }
    kinds = {kind for each in expected for kind in each["kinds"]}
    assert kinds == {"missing", "added", "replaced", "reordered", "punctuation"}
