"""Runs over a folder that changes: what is new, changed, moved, gone, alike; and each time the journal agrees."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import making
import pytest

from indexer.dryrun import dry_run
from indexer.ingest import ingest, retry_failed
from indexer.options import Options
from indexer.rebuild import drop_old
from indexer.report import Report
from indexer.verify import verify
from yulu import schema
from yulu.corpus import Corpus, drop
from yulu.errors import InputError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node


class Folder:
    """A folder of speeches, its corpus and its journal."""

    def __init__(self, client: Elasticsearch, path: Path, corpus: Corpus) -> None:
        self.client, self.path, self.corpus = client, path / "in", corpus
        self.path.mkdir()
        self.options = Options(journals=path / "journals", workers=1, learn=False)

    def write(self, name: str, *lines: str) -> None:
        (self.path / name).write_text("\n".join(lines), encoding="utf-8")

    def ingest(self, *, paths: list[Path] | None = None, **options: Any) -> Report:
        chosen = replace(self.options, **options)
        report = ingest([self.path] if paths is None else paths, self.corpus, chosen, client=self.client)
        assert report.pending == 0
        self.agree()
        return report

    def agree(self) -> None:
        found = verify(self.corpus, self.options, client=self.client)
        assert found.agrees, found
        assert not found.foreign

    def speeches(self) -> dict[str, dict[str, Any]]:
        hits = self.client.search(index=self.corpus.alias(schema.SPEECHES), size=100)["hits"]["hits"]
        return {hit["_source"]["speech_id"]: hit["_source"] for hit in hits}


@pytest.fixture
def folder(client: Elasticsearch, tmp_path: Path, corpus: Corpus) -> Iterator[Folder]:
    made = Folder(client, tmp_path, corpus)
    yield made
    drop(client, corpus)


def text(number: int) -> list[str]:
    return [f"在第{number}次会议上的讲话", "同志们：", *(f"第{number}件事的第{at}条，要抓紧办好。" for at in range(30))]


def numbers(report: Report) -> tuple[int, int, int, int, int]:
    return report.found, report.new, report.changed, report.unchanged, report.failed


def test_a_folder_that_changes(folder: Folder) -> None:
    for number in range(3):
        folder.write(f"s{number}.txt", *text(number))
    assert numbers(folder.ingest()) == (3, 3, 0, 0, 0)
    again = folder.ingest()
    assert numbers(again) == (3, 0, 0, 3, 0)
    assert again.documents == 0
    folder.write("s0.txt", *text(0)[:9])
    assert numbers(folder.ingest()) == (3, 0, 1, 2, 0)
    assert folder.speeches()["s0"]["sentences"] == 9
    (folder.path / "s1.txt").rename(folder.path / "renamed.txt")
    moved = folder.ingest()
    assert (numbers(moved), moved.moved, moved.documents) == ((3, 0, 0, 3, 0), 1, 0)
    (folder.path / "s2.txt").unlink()
    assert folder.ingest().gone == 1
    assert set(folder.speeches()) == {"s0", "s1", "s2"}
    assert folder.ingest(prune=True).pruned == 1
    assert set(folder.speeches()) == {"s0", "s1"}
    folder.write("renamed.txt", *text(1), "补充一句。")
    assert numbers(folder.ingest()) == (2, 0, 1, 1, 0)
    assert set(folder.speeches()) == {"s0", "s1"}


def test_failures_are_tried_again(folder: Folder) -> None:
    folder.write("good.txt", *text(1))
    (folder.path / "bad.txt").write_bytes(b"\x00\xff" * 900)
    report = folder.ingest(collection="文集")
    assert numbers(report) == (2, 1, 0, 0, 1)
    assert report.failures[0].type == "binary"
    folder.write("bad.txt", *text(2))
    mended = retry_failed(folder.corpus, folder.options, client=folder.client)
    assert numbers(mended) == (1, 1, 0, 0, 0)
    assert {each["collection"] for each in folder.speeches().values()} == {"文集"}
    assert numbers(folder.ingest(collection="文集")) == (2, 0, 0, 2, 0)


def test_tables(folder: Folder) -> None:
    rows: list[object] = [
        {"id": "j1", "text": "我们要团结。", "speaker": ["甲某", "王乙"]},
        {"text": "没有编号的一篇。", "url": 1},
        {"id": "j1", "text": "另一篇。"},
    ]
    folder.write("t.jsonl", *(json.dumps(row, ensure_ascii=False) for row in rows), "{")
    folder.write("u.csv", "编号,标题,正文", 'c1,标题,"同志们：', '要实干。"', "c2,a,b,c,d")
    report = folder.ingest()
    assert numbers(report) == (6, 3, 0, 0, 3)
    assert set(folder.speeches()) == {"j1", "t-2", "c1"}
    assert {each.type for each in report.failures} == {"double_id", "bad_json", "bad_row"}
    folder.write(
        "t.jsonl", *(json.dumps(row, ensure_ascii=False) for row in [{"id": "j0", "text": "新的。"}, *rows[:2]])
    )
    report = folder.ingest(prune=True)
    assert (report.new, report.unchanged) == (1, 3)
    assert set(folder.speeches()) == {"j0", "j1", "t-2", "c1"}


def test_copies_and_editions(folder: Folder) -> None:
    whole = [line for number in range(3) for line in text(number)]
    folder.write("whole.txt", *whole)
    folder.write("other.txt", *text(9))
    folder.ingest()
    folder.write("short.txt", *whole[:40])
    report = folder.ingest()
    assert [(each.kind, each.speech_id, each.of) for each in report.alike] == [("duplicate", "short", "whole")]
    assert folder.speeches()["short"]["duplicate_of"] == "whole"
    hits = folder.client.search(
        index=folder.corpus.alias(schema.SENTENCES), query={"term": {"duplicate_of": "whole"}}, size=0
    )
    assert hits["hits"]["total"]["value"] == 40
    (folder.path / "whole.txt").unlink()
    folder.ingest(prune=True)
    assert "duplicate_of" not in folder.speeches()["short"]


def test_rebuild(folder: Folder) -> None:
    for number in range(4):
        folder.write(f"s{number}.txt", *text(number))
    folder.ingest()
    before = folder.speeches()
    (folder.path / "s3.txt").unlink()
    report = folder.ingest(paths=[], rebuild=True)
    assert len(report.old_indices) == 4
    after = folder.speeches()
    for each in (*before.values(), *after.values()):
        del each["run"], each["ingested"]
    assert after == before
    assert numbers(folder.ingest()) == (3, 0, 0, 3, 0)
    assert sorted(drop_old(folder.corpus, folder.options, client=folder.client)) == sorted(report.old_indices)
    folder.agree()


def test_a_lost_journal_is_learned_from_the_index(folder: Folder) -> None:
    folder.write("a.txt", *text(1))
    folder.ingest()
    for path in folder.options.journals.iterdir():
        path.unlink()
    report = folder.ingest()
    assert (numbers(report), report.documents) == ((1, 0, 0, 1, 0), 0)


def test_a_lost_index_is_filled_again(folder: Folder) -> None:
    folder.write("a.txt", *text(1))
    folder.ingest()
    drop(folder.client, folder.corpus)
    assert folder.ingest().new == 1
    assert set(folder.speeches()) == {"a"}


def test_nothing_is_written_for_bad_input(folder: Folder, tmp_path: Path) -> None:
    folder.write("a.txt", *text(1))
    table = tmp_path / "table.csv"
    table.write_text("id,file,colour\n1,a.txt,red\n", encoding="utf-8")
    for paths, metadata in (([tmp_path / "nowhere"], None), ([folder.path], table)):
        with pytest.raises(InputError):
            ingest(paths, folder.corpus, replace(folder.options, metadata=metadata), client=folder.client)
    assert not folder.client.indices.exists_alias(name=folder.corpus.alias(schema.SPEECHES))
    assert not folder.options.journals.exists()


def test_dry_run_needs_no_node(tmp_path: Path) -> None:
    for name, data in (("a.txt", making.txt()), ("b.docx", making.docx()), ("c.txt", b"")):
        (tmp_path / name).write_bytes(data)
    os.mkfifo(tmp_path / "d.txt")
    found = {each.source: each for each in dry_run([tmp_path], Options(workers=1))}
    fields = found["a.txt"].fields
    assert fields is not None
    assert (fields["speech_id"], fields["date"], fields["speaker"]) == ("a", "2023-05-18", None)
    assert fields["occasion"] == "全县作风建设推进会"
    assert [each.failure.type for each in found.values() if each.failure] == ["empty", "not_a_file"]
