"""Three nodes of one cluster on this machine, 512 MB of heap each."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from yulu.node import java
from yulu.node.account import Account, give, other_account
from yulu.node.distribution import MINIMAL, obtain
from yulu.node.paths import NodePaths
from yulu.settings import data_home

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

NODES = 3
HEAP = "512m"
START_SECONDS = 240
MEMORY = 4 * 1024**3
SETTINGS = """\
cluster.name: yulu-test
node.name: {name}
path.data: {home}/data
path.logs: {home}/logs
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.seed_hosts: [{seeds}]
cluster.initial_master_nodes: [{names}]
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
"""


@dataclass(frozen=True, slots=True)
class Member:
    """One node of the cluster."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Without a word, as a machine goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that know each other."""

    members: Sequence[Member]

    def client(self, *members: Member) -> Elasticsearch:
        """A client to these nodes, to all when none is named; it retries nothing, as yulu's own."""
        from elasticsearch import Elasticsearch, OrjsonSerializer

        hosts = [member.url for member in members or self.members]
        return Elasticsearch(hosts, request_timeout=120, max_retries=0, serializer=OrjsonSerializer())


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(number)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports


def start(
    home: Path, settings: str, es_home: Path, java_home: Path, account: Account | None
) -> subprocess.Popen[bytes]:
    """One node in the foreground of a session of its own."""
    config = home / "config"
    shutil.copytree(es_home / "config", config)
    (config / "elasticsearch.yml").write_text(settings, encoding="utf-8")
    options = config / "jvm.options.d"
    options.mkdir(exist_ok=True)
    (options / "heap.options").write_text(f"-Xms{HEAP}\n-Xmx{HEAP}\n-XX:-UseG1GC\n-XX:+UseSerialGC\n", encoding="utf-8")
    for name in ("data", "logs", "tmp"):
        (home / name).mkdir()
    for path in (home, *home.rglob("*")):
        give(path, account)
    kept = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "HOME": str(home)}
    with (home / "output").open("wb") as output:
        return subprocess.Popen(
            [str(es_home / "bin" / "elasticsearch")],
            env={**kept, "ES_JAVA_HOME": str(java_home), "ES_PATH_CONF": str(config), "ES_TMPDIR": str(home / "tmp")},
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def wait(client: Elasticsearch, nodes: int, processes: Sequence[subprocess.Popen[bytes]], folder: Path) -> None:
    """Until so many nodes are in the cluster."""
    from elastic_transport import TransportError
    from elasticsearch import ApiError

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            break
        try:
            if client.cluster.health(timeout="5s")["number_of_nodes"] == nodes:
                return
        except (ApiError, TransportError):
            pass
        time.sleep(1)
    logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(folder.glob("*/output")))
    pytest.fail(f"the cluster did not come up:\n{logs}")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster of three, gone with the tests that ask it: two JVMs beside all others slow a small machine."""
    import psutil

    if psutil.virtual_memory().available < MEMORY:
        pytest.skip("three nodes need 4 GB of free memory")
    account = other_account()
    es_home = _distribution(account)
    homes = [es_home / "jdk", *java.homes_in(NodePaths(data_home()).jdks)]
    jdk = java.find(None, os.environ, [home for home in homes if home.is_dir()], account)
    folder = Path(tempfile.mkdtemp(prefix="yulu-cluster-"))
    folder.chmod(0o755)
    http, transport = free_ports(NODES), free_ports(NODES)
    names = [f"n{number}" for number in range(NODES)]
    seeds = ", ".join(f'"127.0.0.1:{port}"' for port in transport)
    members: list[Member] = []
    try:
        for name, port, other in zip(names, http, transport, strict=True):
            home = folder / name
            home.mkdir()
            values: dict[str, Any] = {"name": name, "home": home, "http": port, "transport": other, "seeds": seeds}
            settings = SETTINGS.format(**values, names=", ".join(names))
            process = start(home, settings, es_home, jdk.home, account)
            members.append(Member(name, f"http://127.0.0.1:{port}", process))
        made = Cluster(tuple(members))
        client = made.client(members[0])
        wait(client, NODES, [member.process for member in members], folder)
        client.close()
        yield made
    finally:
        for member in members:
            if member.process.poll() is None:
                member.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _distribution(account: Account | None) -> Path:
    """The distribution of the run's own node, or whichever is there."""
    given = os.environ.get("YULU_ES_HOME")
    if given:
        return Path(given)
    return obtain([NodePaths(data_home()).distributions], account, lambda _: None, MINIMAL)
