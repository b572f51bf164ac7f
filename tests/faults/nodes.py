"""Nodes of one's own, to be killed and stopped: the node of the run is left alone."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from faults.world import World

from yulu import node
from yulu.node import NodeConfig
from yulu.node.distribution import MINIMAL
from yulu.node.paths import NodePaths
from yulu.settings import data_home

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class OwnNode:
    """A running node, its configuration and a client to it."""

    config: NodeConfig
    url: str
    client: Elasticsearch

    @property
    def process(self) -> psutil.Process:
        """The server's process."""
        return psutil.Process(node.status(self.config).pid)


@contextmanager
def own_node() -> Iterator[OwnNode]:
    """A node in a directory of its own, on the distribution of the run's node."""
    from elasticsearch import Elasticsearch, OrjsonSerializer

    home = Path(tempfile.mkdtemp(prefix="yulu-fault-"))
    home.chmod(0o755)  # root's node runs under another account
    unpacked = NodePaths(data_home()).distributions / MINIMAL.directory
    base = NodeConfig.from_environment({**os.environ, "YULU_HOME": str(home / "home"), "YULU_ES_HEAP": "512m"})
    config = replace(base, port=0, es_home=base.es_home or (unpacked if unpacked.is_dir() else None))
    try:
        endpoint = node.ensure(config)
        client = Elasticsearch(
            endpoint.url,
            basic_auth=(endpoint.user, endpoint.password),
            request_timeout=60,
            serializer=OrjsonSerializer(),
            max_retries=0,
        )
        yield OwnNode(config, endpoint.url, client)
        client.close()
    finally:
        node.stop(config)
        shutil.rmtree(home, ignore_errors=True)


def restart(world: World, number: signal.Signals) -> None:
    """Kill the node, and have it come back while the load waits for it, on the same port."""
    own: OwnNode = world.node
    process = own.process
    process.send_signal(number)
    process.wait(30)
    port = int(own.url.rpartition(":")[2])
    threading.Thread(target=node.ensure, args=(replace(own.config, port=port),), daemon=True).start()


def pause(world: World, seconds: float) -> None:
    """Stop the node as it is, and let it go on later."""
    own: OwnNode = world.node
    process = own.process
    process.suspend()
    threading.Timer(seconds, process.resume).start()
