"""Which process is the node? Never one that merely has its pid."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yulu.node import NodeConfig, process, running, status, stop
from yulu.node.paths import NodePaths
from yulu.node.state import NodeState, endpoint, make_password, read_password, read_state, write_state

Start = Callable[..., subprocess.Popen[bytes]]
STATE = NodeState(port=9201, transport_port=9301, version="9.5.0", heap="1g", java="/jdk", account="nobody", pid=7)


@pytest.fixture
def start() -> Iterator[Start]:
    """A process that sleeps, with the given arguments on its command line."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        code = "import sys, time; print(flush=True); time.sleep(60)"
        child = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        started.append(child)
        return child

    yield begin
    for child in started:
        child.kill()
        child.communicate()


def as_node(home: Path) -> tuple[str, str]:
    return process.mark(home), f"org.elasticsearch.server/{process.MAIN_CLASS}"


def test_known_by_its_mark(start: Start, tmp_path: Path) -> None:
    child = start(*as_node(tmp_path / "我的 语料"))
    assert process.is_node(child.pid, tmp_path / "我的 语料")
    assert not process.is_node(child.pid, tmp_path)
    assert process.find_node(tmp_path / "我的 语料") == child.pid
    assert process.find_node(tmp_path) == 0


@pytest.mark.parametrize("pid", [0, -1, 1, 2**22 + 1])
def test_other_pids_are_not_the_node(pid: int, tmp_path: Path) -> None:
    assert not process.is_node(pid, tmp_path)


def test_the_node_is_ended_and_another_process_is_not(start: Start, tmp_path: Path) -> None:
    other = start("-Dyulu.home=/elsewhere", process.MAIN_CLASS)
    assert process.end_node(other.pid, tmp_path)
    assert other.poll() is None
    node = start(*as_node(tmp_path))
    assert process.end_node(node.pid, tmp_path, seconds=30)
    assert node.wait() != 0
    assert process.end_node(node.pid, tmp_path)


def test_a_zombie_is_no_node(start: Start, tmp_path: Path) -> None:
    child = start(*as_node(tmp_path))
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and not yet buried
    assert not process.is_node(child.pid, tmp_path)


def test_a_pid_given_away_is_a_node_that_is_not_running(start: Start, tmp_path: Path) -> None:
    config, paths = NodeConfig(home=tmp_path), NodePaths(tmp_path.resolve())
    other = start("something", "else")
    write_state(paths, dataclasses.replace(STATE, pid=other.pid))
    make_password(paths)
    assert running(config) is None
    assert stop(config) is False
    assert other.poll() is None
    assert not status(config).running


def test_running_and_status_of_a_node(start: Start, tmp_path: Path) -> None:
    config, paths = NodeConfig(home=tmp_path), NodePaths(tmp_path.resolve())
    child = start(*as_node(tmp_path.resolve()))
    write_state(paths, dataclasses.replace(STATE, pid=child.pid))
    assert running(config) is None  # no password yet
    password = make_password(paths)
    assert running(config) == endpoint(9201, password)
    found = status(config)
    assert (found.running, found.pid, found.url) == (True, child.pid, "http://127.0.0.1:9201")
    assert found.memory > 0
    assert found.free_disk > 0


def test_status_of_nothing(tmp_path: Path) -> None:
    found = status(NodeConfig(home=tmp_path / "none" / "yet"))
    assert (found.running, found.pid, found.url, found.memory, found.disk) == (False, 0, "", 0, 0)
    assert not (tmp_path / "none").exists()


def test_state_is_read_back(tmp_path: Path) -> None:
    paths = NodePaths(tmp_path)
    assert read_state(paths) is None
    write_state(paths, STATE)
    assert read_state(paths) == STATE
    assert [path.name for path in tmp_path.iterdir()] == ["node.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"pid": 3}', '{"unknown": 1}'])
def test_a_state_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "node.json").write_text(text)
    assert read_state(NodePaths(tmp_path)) is None


def test_the_password_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    paths = NodePaths(tmp_path)
    assert read_password(paths) == ""
    password = make_password(paths)
    assert len(password) >= 32
    assert make_password(paths) == password == read_password(paths)
    assert paths.password.stat().st_mode & 0o777 == 0o600
