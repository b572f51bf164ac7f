"""Three nodes on one machine, one replica, one node killed with -9 in the middle: the ingest ends, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from faults.world import TIMING, world

from yulu.node import distribution, java
from yulu.node.account import Account, other_account
from yulu.node.config import NodeConfig
from yulu.node.paths import NodePaths
from yulu.settings import data_home

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]
HEAP = "512m"


@dataclass(slots=True)
class Cluster:
    """Three nodes, started together; ``kill`` takes one away for good."""

    home: Path
    es_home: Path
    java_home: Path
    account: Account | None
    ports: list[int] = field(default_factory=list)
    launched: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def start(self) -> None:
        transport = [_free_port() for _ in range(3)]
        self.ports = [_free_port() for _ in range(3)]
        for number in range(3):
            self._start(number, transport)

    def _start(self, number: int, transport: list[int]) -> None:
        place = self.home / f"n{number}"
        shutil.copytree(self.es_home / "config", place / "config")
        for name in ("data", "logs", "tmp"):
            (place / name).mkdir()
        settings = {
            "cluster.name": f"yulu-{self.home.name}",
            "node.name": f"n{number}",
            "path.data": str(place / "data"),
            "path.logs": str(place / "logs"),
            "network.host": "127.0.0.1",
            "http.port": self.ports[number],
            "transport.port": transport[number],
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in transport],
            "cluster.initial_master_nodes": ["n0", "n1", "n2"],
            "xpack.security.enabled": False,
            "xpack.ml.enabled": None,
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items() if value is not None]
        (place / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (place / "config" / "jvm.options.d").mkdir(exist_ok=True)
        options = f"-Xms{HEAP}\n-Xmx{HEAP}\n-XX:-AlwaysPreTouch\n"
        (place / "config" / "jvm.options.d" / "own.options").write_text(options, encoding="utf-8")
        if self.account:
            for path in (place, *place.rglob("*")):
                os.chown(path, self.account.uid, self.account.gid)
        with (place / "out.log").open("wb") as out:
            self.launched.append(
                subprocess.Popen(
                    [str(self.es_home / "bin" / "elasticsearch")],
                    env={
                        "PATH": os.environ["PATH"],
                        "HOME": str(place / "tmp"),
                        "ES_JAVA_HOME": str(self.java_home),
                        "ES_PATH_CONF": str(place / "config"),
                        "ES_TMPDIR": str(place / "tmp"),
                        "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
                    },
                    cwd=place / "tmp",
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    user=self.account.uid if self.account else None,
                    group=self.account.gid if self.account else None,
                    extra_groups=[] if self.account else None,
                )
            )

    def kill(self, number: int) -> None:
        """kill -9 of a node's server, and of its launcher."""
        launcher = psutil.Process(self.launched[number].pid)
        for process in (*launcher.children(recursive=True), launcher):
            process.send_signal(signal.SIGKILL)
        self.launched[number].wait()

    def stop(self) -> None:
        for number, launched in enumerate(self.launched):
            if launched.poll() is None:
                self.kill(number)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    home = Path(tempfile.mkdtemp(prefix="yulu-three-"))
    home.chmod(0o755)
    config = NodeConfig.from_environment()
    account = other_account(config.account) if os.geteuid() == 0 else None
    es_home = config.es_home or distribution.obtain([NodePaths(data_home()).distributions], account, print)
    jdk = java.find(config.java_home, os.environ, [], account)
    made = Cluster(home, es_home, jdk.home, account)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(home, ignore_errors=True)


def _wait(client: Elasticsearch, nodes: int, seconds: float = 240) -> None:
    import elastic_transport
    import elasticsearch

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if client.cluster.health()["number_of_nodes"] == nodes:
                return
        except (elastic_transport.TransportError, elasticsearch.ApiError):
            pass
        time.sleep(1)
    raise AssertionError(f"the cluster never had {nodes} nodes")


@pytest.mark.filterwarnings("ignore:subprocess:ResourceWarning")
def test_a_node_of_three_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    from elasticsearch import Elasticsearch, OrjsonSerializer

    client = Elasticsearch(cluster.urls[0], request_timeout=60, serializer=OrjsonSerializer(), max_retries=3)
    _wait(client, 3)
    with world(client, tmp_path, cluster.urls[1]) as made:
        made.speeches(60)
        made.options = replace(
            made.options, shards=3, replicas=1, timing=replace(TIMING, patience=240, request=60, bulk="30s")
        )
        killed: list[int] = []

        def kill(exchange: object) -> bytes | None:
            if not killed:
                killed.append(2)
                cluster.kill(2)
            return exchange.forward()  # type: ignore[attr-defined, no-any-return]

        made.proxy.inject(kill, -1, skip=3)
        report = made.ingest()
        assert killed
        client.cluster.health(wait_for_status="yellow", timeout="120s")
        made.check(report)
        assert client.cluster.health()["number_of_nodes"] == 2
    client.close()
