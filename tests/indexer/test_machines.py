"""Several machines at one corpus: nothing is lost, nothing stands twice, nothing old stays, whoever ends last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from machines import Hall, assert_same, contents, files, kill, report, speech, three_at_once, wait_for

from indexer.turn import turn
from yulu.corpus import Corpus, drop

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]


@pytest.fixture
def hall(client: Elasticsearch, reached: dict[str, str], tmp_path: Path) -> Iterator[Hall]:
    made = Hall(client, tmp_path, reached)
    yield made
    for corpus in (made.corpus, made.alone):
        drop(client, corpus)


def test_three_at_once(hall: Hall) -> None:
    three_at_once(hall)


def test_one_is_killed_and_goes_on(hall: Hall) -> None:
    one, other = hall.machine("a"), hall.machine("b")
    for name, text in files(0, 20).items():
        one.write(name, text)
    for name, text in files(15, 75).items():
        other.write(name, text)
    victim = other.start()
    wait_for(hall.client, hall.corpus, 5)
    running = one.start()
    wait_for(hall.client, hall.corpus, 25)
    kill(victim)
    report(running)
    other.ingest()
    hall.assert_as_alone(files(0, 75))
    one.agrees()
    other.agrees()


@pytest.mark.parametrize("together", [False, True], ids=["one after the other", "at once"])
def test_an_update_leaves_nothing_of_the_older_text(hall: Hall, together: bool) -> None:
    """A longer text on one machine, a shorter of the same name on the other, which has its journal already."""
    one, other = hall.machine("a"), hall.machine("b")
    one.write("first.txt", speech(1))
    other.write("second.txt", speech(2))
    one.ingest()
    other.ingest()
    long, short = speech(7, 40), speech(7, 25)
    for number in range(8):
        one.write(f"more{number}.txt", speech(20 + number))
    one.write("speech.txt", long)
    other.write("speech.txt", short)
    rest = {"first.txt": speech(1), "second.txt": speech(2), **{f"more{n}.txt": speech(20 + n) for n in range(8)}}
    if together:
        running = [one.start(), other.start()]
        for each in running:
            report(each)
    else:
        one.ingest()
        other.ingest()
    found = contents(hall.client, hall.corpus)
    spoken = [each for each in found.values() if each.get("speech_id") == "speech" and "content_hash" in each]
    (stands,) = (each["text"] for each in spoken)
    assert stands in ((short, long) if together else (short,))
    hall.assert_as_alone({**rest, "speech.txt": stands})
    # A file that did not change undoes no other machine's update.
    one.agrees()
    other.agrees()
    assert_same(hall.client, hall.corpus, hall.alone)


@pytest.mark.parametrize("together", [False, True], ids=["one after the other", "at once"])
def test_a_name_on_two_speeches_is_told(hall: Hall, together: bool) -> None:
    one, other = hall.machine("a"), hall.machine("b")
    one.write("0001.txt", speech(1))
    other.write("0001.txt", speech(2))
    other.write("0002.txt", speech(3))
    if together:
        running = [one.start(), other.start()]
        ended = [each.communicate(timeout=300) for each in running]
        reports = [json.loads(out) for out, _ in ended]
    else:
        reports = [one.ingest(), other.ingest()]
    failed = [each for each in reports if each["failed"]]
    assert len(failed) == 1, reports
    assert failed[0]["failures"][0]["type"] == "taken_id"
    stands = speech(1) if failed[0] is reports[1] else speech(2)
    hall.assert_as_alone({"0001.txt": stands, "0002.txt": speech(3)})


def test_one_has_the_turn(client: Elasticsearch, corpus: Corpus) -> None:
    said: list[str] = []
    with turn(client, corpus):
        assert client.indices.exists(index=corpus.turn)
    assert not client.indices.exists(index=corpus.turn)
    # A holder of another machine that shows no sign of life; and one of this machine whose process is gone.
    for holder in ({"host": "elsewhere", "process": 1, "token": "x"}, {**_here(), "process": 2**22 - 1, "token": "y"}):
        client.indices.create(index=corpus.turn, mappings={"_meta": holder})
        with turn(client, corpus, said.append, patience=1):
            meta = client.indices.get_mapping(index=corpus.turn)[corpus.turn]["mappings"]["_meta"]
            assert meta["token"] not in ("x", "y")
    assert len(said) == 1
    assert "elsewhere" in said[0]


def _here() -> dict[str, str]:
    import socket

    return {"host": socket.gethostname()}
