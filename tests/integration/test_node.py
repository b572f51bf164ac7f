"""The local node as a user has it: started by whichever command needs it, killed, brought back, stopped.

These tests start nodes of their own, in a directory of their own, and leave the one of the run alone.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from yulu import node
from yulu.errors import NodeError
from yulu.node import Endpoint, NodeConfig
from yulu.node.distribution import MINIMAL
from yulu.node.paths import NodePaths
from yulu.settings import data_home

pytestmark = [pytest.mark.node, pytest.mark.slow]


@pytest.fixture(scope="module")
def config() -> Iterator[NodeConfig]:
    """A data directory with a name that shells and configuration files stumble over, on the run's distribution."""
    home = Path(tempfile.mkdtemp(prefix="yulu-test-"))
    home.chmod(0o755)  # root's node runs under another account
    unpacked = NodePaths(data_home()).distributions / MINIMAL.directory
    base = NodeConfig.from_environment({**os.environ, "YULU_HOME": str(home / "我的 语料"), "YULU_ES_HEAP": "512m"})
    made = replace(base, port=0, es_home=base.es_home or (unpacked if unpacked.is_dir() else None))
    yield made
    node.stop(made)
    shutil.rmtree(home)


@pytest.fixture
def up(config: NodeConfig) -> Endpoint:
    return node.ensure(config)


def ask(endpoint: Endpoint, path: str, method: str = "GET", body: object = None, password: str = "") -> tuple[int, str]:
    token = b64encode(f"{endpoint.user}:{password or endpoint.password}".encode()).decode()
    request = urllib.request.Request(
        endpoint.url + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def commands(config: NodeConfig, count: int) -> list[subprocess.Popen[str]]:
    """So many processes of their own that all want the node."""
    code = "from yulu import node; print(node.ensure().url)"
    env = {**os.environ, "YULU_HOME": str(config.home), "YULU_ES_HEAP": config.heap, "YULU_ES_PORT": "0"}
    if config.es_home:
        env["YULU_ES_HOME"] = str(config.es_home)
    return [
        subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]


def nodes_of(config: NodeConfig) -> list[int]:
    mark = f"-Dyulu.home={config.home.resolve()}"
    return [found.pid for found in psutil.process_iter(["cmdline"]) if mark in (found.info["cmdline"] or [])]


def test_two_commands_at_once_start_one_node_that_outlives_them(config: NodeConfig) -> None:
    started = commands(config, 2)
    addresses = {child.communicate()[0].strip() for child in started}
    assert [child.returncode for child in started] == [0, 0]
    endpoint = node.running(config)
    assert endpoint is not None
    assert addresses == {endpoint.url}
    assert len(nodes_of(config)) == 1
    assert ask(endpoint, "/_cluster/health")[0] == 200


def test_only_the_right_password_enters(up: Endpoint) -> None:
    assert ask(up, "/_cluster/health", password="wrong")[0] == 401
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(up.url + "/_cat/indices", timeout=60)


def test_no_index_comes_about_by_itself(up: Endpoint) -> None:
    assert ask(up, "/mistyped/_doc/1", "PUT", {"text": "不忘初心"})[0] == 404


def test_status_tells_what_it_takes(config: NodeConfig, up: Endpoint) -> None:
    found = node.status(config)
    assert (found.running, found.url, found.heap) == (True, up.url, "512m")
    assert found.version.startswith("9.")
    assert found.pid in nodes_of(config)
    assert found.memory > 100 << 20
    assert found.disk > 0
    assert Path(found.log).stat().st_size > 0
    assert Path(found.password_file).read_text().strip() == up.password


def test_killed_and_brought_back_with_its_data(config: NodeConfig, up: Endpoint) -> None:
    assert ask(up, "/kept", "PUT", {"settings": {"number_of_replicas": 0}})[0] == 200
    assert ask(up, "/kept/_doc/1?refresh=true", "PUT", {"text": "以人民为中心"})[0] == 201
    killed = node.status(config).pid
    os.kill(killed, signal.SIGKILL)
    while killed in nodes_of(config):
        time.sleep(0.05)
    assert node.running(config) is None
    again = node.ensure(config)
    assert again.password == up.password
    assert node.status(config).pid != killed
    assert json.loads(ask(again, "/kept/_doc/1")[1])["_source"] == {"text": "以人民为中心"}


def test_a_lost_state_file_does_not_make_a_second_node(config: NodeConfig, up: Endpoint) -> None:
    before = nodes_of(config)
    paths = NodePaths(config.home.resolve())
    state = json.loads(paths.state.read_text())
    paths.state.write_text(json.dumps({**state, "pid": 0}))  # as a command leaves it that was killed while it waited
    assert node.running(config) is None
    assert node.ensure(config) == up
    assert nodes_of(config) == before


def test_stopped_cleanly_and_not_twice(config: NodeConfig, up: Endpoint) -> None:
    assert node.stop(config) is True
    assert nodes_of(config) == []
    assert node.running(config) is None
    assert "closed" in Path(node.status(config).log).read_text().splitlines()[-1]
    assert node.stop(config) is False


def test_a_node_that_cannot_come_up_says_why(config: NodeConfig) -> None:
    node.stop(config)
    with pytest.raises(NodeError, match="YULU_ES_HEAP") as caught:
        node.ensure(replace(config, heap="900000g"))
    assert caught.value.key == "node.start.died"
    assert nodes_of(config) == []
