"""Machines that ingest into one corpus at once: processes with homes, and so journals and locks, of their own.

What they leave in the index must be, document for document, what one machine leaves that reads everything by itself.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yulu import schema
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

REPOSITORY = Path(__file__).resolve().parents[1]
# Who wrote a document, when, and from which file is all that may differ.
WHOSE = ("run", "ingested", "source")
COMMAND = "import sys; sys.path[:] = {path!r}; from cli.main import run; run()"
THEMES = ("改革开放", "科学发展观", "乡村振兴", "以人民为中心的发展思想", "实事求是", "精准扶贫", "依法治国")
PLACES = ("渠道", "果园", "学校", "桥梁", "码头", "医院", "车站", "林场", "茶山", "水库", "集市")


def speech(number: int, lines: int = 14) -> str:
    """A speech unlike every other, with formulations, one of which only the corpus itself can teach."""
    theme = THEMES[number % len(THEMES)]
    made = [f"在第{number}次{PLACES[number % 11]}建设会议上的讲话", f"（20{number % 20 + 5:02}年3月1日）", "同志们："]
    for at in range(lines):
        one, other = PLACES[(number * 3 + at) % 11], PLACES[(number * 5 + at * 2 + 1) % 11]
        made.append(f"第{number}号第{at}条：{theme}，先修{one}{number * 37 + at}处，再建{other}{at * 11 + number}处。")
    # Marked in one speech of ten, unmarked in the others: known in all of them once three have marked it.
    made.append("要办好“千渠万塘行动”。" if number % 10 == 0 else "千渠万塘行动要见成效。")
    made.append(f"王刚同志指出：“{PLACES[number % 11]}是第{number}件大事。”")
    return "\n".join(made)


@dataclass(slots=True)
class Machine:
    """One of them: ``reached`` are the variables that lead to the node, ``home`` is its own."""

    corpus: Corpus
    home: Path
    reached: Mapping[str, str]

    @property
    def inputs(self) -> Path:
        """The folder that it ingests."""
        return self.home / "in"

    def write(self, name: str, text: str) -> None:
        """Put a file into the folder."""
        self.inputs.mkdir(parents=True, exist_ok=True)
        (self.inputs / name).write_text(text, encoding="utf-8")

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Begin an ingest of the folder."""
        words = ["ingest", str(self.inputs), "--corpus", self.corpus.prefix, "--format", "json", *options]
        return self.command(*words, "--workers", "1")

    def command(self, *words: str) -> subprocess.Popen[str]:
        """Begin a command of yulu's, in a session of its own."""
        path = [str(REPOSITORY), *sys.path]
        environment = {**os.environ, **self.reached, "YULU_HOME": str(self.home / "yulu"), "YULU_LANG": "en"}
        return subprocess.Popen(
            [sys.executable, "-c", COMMAND.format(path=path), *words],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def ingest(self, *options: str) -> dict[str, Any]:
        """Ingest the folder; the report."""
        return report(self.start(*options))

    def agrees(self) -> None:
        """Nothing new is found, and the journal is one with the index."""
        again = self.ingest()
        assert again["found"] == again["unchanged"] + again["failed"], again
        status = json.loads(finished(self.command("status", "--verify", "--format", "json", *self._corpus())))
        assert status["verify"]["agrees"], status["verify"]
        assert status["verify"]["foreign"] == 0, status["verify"]

    def _corpus(self) -> Sequence[str]:
        return ("--corpus", self.corpus.prefix)


def finished(process: subprocess.Popen[str]) -> str:
    """What a command wrote; it must have done what was asked."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, f"exit {process.returncode}\n{out}\n{err}"
    return out


def report(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The report of an ingest that was started."""
    found: dict[str, Any] = json.loads(finished(process))
    return found


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9 of a command and all that it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def wait_for(client: Elasticsearch, corpus: Corpus, speeches: int) -> None:
    """Until so many speeches can be found; they are made findable for that."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        answer = client.options(ignore_status=404).indices.refresh(index=corpus.alias(schema.SPEECHES))
        if answer.meta.status == 200 and client.count(index=corpus.alias(schema.SPEECHES))["count"] >= speeches:
            return
        time.sleep(0.1)
    raise AssertionError("the speeches never came")


def contents(client: Elasticsearch, corpus: Corpus) -> dict[str, dict[str, Any]]:
    """Every document of the corpus by its index and id, and the yearly table, without what may differ."""
    found: dict[str, dict[str, Any]] = {}
    for index in (*schema.INDICES, schema.SLOGAN_YEARS):
        client.indices.refresh(index=corpus.alias(index))
        after: list[Any] | None = None
        while True:
            answer = client.search(
                index=corpus.alias(index),
                size=2000,
                sort=["_doc"],
                search_after=after,
                allow_partial_search_results=False,
            )
            hits = answer["hits"]["hits"]
            for hit in hits:
                name = f"{index} {hit['_id']}"
                assert name not in found, f"{name} stands twice"
                found[name] = {key: value for key, value in hit["_source"].items() if key not in WHOSE}
            if len(hits) < 2000:
                break
            after = hits[-1]["sort"]
    return found


def assert_same(client: Elasticsearch, one: Corpus, other: Corpus) -> None:
    """Two corpora hold the same documents, to the last field."""
    left, right = contents(client, one), contents(client, other)
    assert sorted(left) == sorted(right), (sorted({*left} - {*right})[:5], sorted({*right} - {*left})[:5])
    wrong = {
        f"{name} {field}": (left[name].get(field), right[name].get(field))
        for name in left
        for field in {*left[name], *right[name]}
        if left[name].get(field) != right[name].get(field)
    }
    assert not wrong, f"{len(wrong)} fields differ, such as {list(wrong.items())[:5]}"


@dataclass
class Hall:
    """Where the machines stand: one corpus for all, and one for the machine that reads everything by itself."""

    client: Elasticsearch
    folder: Path
    reached: dict[str, str]
    corpus: Corpus = field(default_factory=lambda: Corpus(f"test-{secrets.token_hex(5)}"))
    alone: Corpus = field(default_factory=lambda: Corpus(f"test-{secrets.token_hex(5)}"))

    def machine(self, name: str) -> Machine:
        return Machine(self.corpus, self.folder / name, self.reached)

    def assert_as_alone(self, files: dict[str, str]) -> None:
        """The corpus is what one machine makes of these files."""
        one = Machine(self.alone, self.folder / "alone", self.reached)
        for name, text in files.items():
            one.write(name, text)
        one.ingest()
        assert_same(self.client, self.corpus, self.alone)


def files(first: int, last: int) -> dict[str, str]:
    return {f"s{number:03}.txt": speech(number) for number in range(first, last)}


# Copies and another text of one occasion, on different machines.
COPY = speech(3).replace("再建", "又建", 1)
SHORTENED = "\n".join(speech(25).split("\n")[:14])


def three_at_once(hall: Hall, *, again: bool = True) -> None:
    """Files that lie on several machines, copies of each other on others, a form that only all together teach."""
    parts = [files(0, 22), {**files(14, 36), "copy.txt": COPY}, {**files(30, 45), "short.txt": SHORTENED}]
    machines = [hall.machine(name) for name in "abc"]
    for machine, part in zip(machines, parts, strict=True):
        for name, text in part.items():
            machine.write(name, text)
    running = [machine.start() for machine in machines]
    reports = [report(each) for each in running]
    for each, part in zip(reports, parts, strict=True):
        assert each["found"] == len(part) == each["new"] + each["changed"] + each["unchanged"] + each["superseded"]
    hall.assert_as_alone({name: text for part in parts for name, text in part.items()})
    found = contents(hall.client, hall.corpus)
    assert len([name for name in found if name.startswith("speeches ")]) == 47
    assert sum(bool(each.get("duplicate_of")) for name, each in found.items() if name.startswith("speeches ")) == 2
    taught = [each for each in found.values() if each.get("slogan") == "千渠万塘行动" and "sentence_text" in each]
    assert len(taught) == 47 - 1  # the shortened one ends before it
    for machine in machines if again else ():
        machine.agrees()
