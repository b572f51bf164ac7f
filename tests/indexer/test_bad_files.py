"""Three hundred bad files beside good ones: no crash, no hang, each classified, and the good ones all go in."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import making
import psutil
import pytest

from indexer.ingest import ingest
from indexer.options import MIB, Limits, Options
from indexer.verify import verify
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]
COUNT = 300
MOST_MEMORY = 1536 * MIB
# Reasons that a damaged file may fail for; a kind's own reasons stand in ``bad_files``.
_DAMAGE = {
    "damaged",
    "no_text",
    "binary",
    "undecodable",
    "cut_off",
    "encrypted",
    "empty",
    "bomb",
    "memory",
    "crash",
    "timeout",
}


def bad_files(seed: int) -> Iterator[tuple[str, bytes, set[str]]]:
    """(name, bytes, the reasons that are right) of files that hold no text that could be trusted."""
    dice = random.Random(seed)
    word, page = making.docx(), making.pdf()
    for number in range(COUNT):
        kind = number % 15
        size = dice.choice([1, 7, 100, 3000, 50_000])
        noise = b"\x00\xff\x01" + dice.randbytes(size + 20)
        name = f"bad{number:03}"
        if kind == 0:
            yield f"{name}.txt", b"", {"empty"}
        elif kind == 1:
            yield f"{name}.txt", noise, {"binary", "undecodable"}
        elif kind == 2:
            yield f"{name}.txt", " \n\u3000\t\r\n".encode() * size, {"no_text"}
        elif kind == 3:
            yield f"{name}.docx", noise, {"damaged"}
        elif kind == 4:
            yield f"{name}.docx", word[: dice.randrange(30, len(word) - 30)], {"damaged"}
        elif kind == 5:
            yield f"{name}.docx", _flipped(word, dice), _DAMAGE | {"double_entry", "unsafe_entry", "doctype"}
        elif kind == 6:
            yield f"{name}.docx", making.rezipped(word, {"word/document.xml": b"<a><b></a>" * size}), {"damaged"}
        elif kind == 7:
            yield f"{name}.pdf", noise, {"damaged"}
        elif kind == 8:
            yield f"{name}.pdf", making.pdf_file([b"0 0 10 10 re f"] * (1 + number % 3)), {"no_text"}
        elif kind == 9:
            yield f"{name}.pdf", page[: dice.randrange(10, 400)], {"damaged", "no_text"}
        elif kind == 10:
            yield f"{name}.html", b"<div>" * (3000 + size) + b"x", {"too_deep"}
        elif kind == 11:
            yield f"{name}.html", b"<html><script>" + b"a" * size + b"</script></html>", {"no_text"}
        elif kind == 12:
            yield f"{name}.txt.gz", gzip.compress(making.txt())[: dice.randrange(3, 200)], {"cut_off", "damaged"}
        elif kind == 13:
            yield f"{name}.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise, {"old_format"}
        else:
            yield f"{name}.txt.gz", _bomb(), {"too_large", "memory"}


def _flipped(data: bytes, dice: random.Random) -> bytes:
    """Some bytes of the middle changed; what is still whole after that is no bad file and is cut as well."""
    out = bytearray(data)
    for _ in range(200):
        out[dice.randrange(len(out) // 4, len(out))] ^= dice.randrange(1, 256)
    return bytes(out[: len(out) - 40])


def _bomb(size: int = 400 * MIB) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(b" " * MIB) for _ in range(size // MIB)), packer.flush()])


def test_three_hundred_bad_files(client: Elasticsearch, corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    wanted = {name: (data, reasons) for name, data, reasons in bad_files(7)}
    for name, (data, _) in wanted.items():
        (folder / name).write_bytes(data)
    good = {
        "a.txt": making.txt(),
        "b.md": making.markdown(),
        "c.html": making.html(),
        "d.docx": making.docx(),
        "e.pdf": making.pdf(),
    }
    for name, data in good.items():
        (folder / name).write_bytes(data)
    options = Options(
        journals=tmp_path / "journals",
        workers=2,
        similar=False,
        learn=False,
        limits=Limits(memory=450 * MIB, cpu=20, wall=60),
    )
    with Watch() as watch:
        report = ingest([folder], corpus, options, client=client)
    assert report.found == COUNT + len(good)
    assert report.new == len(good)
    assert report.failed == COUNT
    wrong = [(each.source, each.type) for each in report.failures if each.type not in wanted[each.source][1]]
    assert not wrong
    assert all(each.message for each in report.failures)
    assert verify(corpus, options, client=client).agrees
    assert watch.most < MOST_MEMORY


class Watch:
    """The most memory that this process and its workers hold beside each other, looked at many times a second."""

    def __init__(self) -> None:
        import threading

        self.most = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._end.wait(0.1):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += 0 if "java" in process.name() else process.memory_info().rss
                except psutil.Error:
                    continue
            self.most = max(self.most, total)


def test_rows(client: Elasticsearch, corpus: Corpus, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "r1", "text": "同志们。"}),
        "{",
        "[]",
        '"x"',
        '{"text": 5, "title": {"a": 1}}',
        '{"text": ""}',
        '{"text": "x", "date": "昨天"}',
        '{"text": "x", "level": "星系"}',
        "[" * 100_000,
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    options = Options(journals=tmp_path / "journals", workers=1, similar=False, learn=False)
    report = ingest([tmp_path / "rows.jsonl"], corpus, options, client=client)
    assert (report.found, report.new, report.failed) == (9, 1, 8)
    assert {each.type for each in report.failures} == {
        "bad_json",
        "not_an_object",
        "bad_value",
        "no_text_field",
        "bad_date",
        "bad_level",
    }
