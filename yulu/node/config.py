"""What has the user set for the local node? One frozen value, read once from the environment.

YULU_HOME (see yulu.settings), YULU_ES_HOME (a distribution already unpacked), YULU_JAVA_HOME, YULU_ES_HEAP (1g),
YULU_ES_PORT (a fixed port; otherwise a free one is found), YULU_NODE_ACCOUNT (the account a node started by root runs
under).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yulu.errors import UsageError
from yulu.settings import Settings, data_home

DEFAULT_HEAP = "1g"
HEAP = re.compile(r"[1-9]\d*[mg]", re.IGNORECASE)
MINIMUM_HEAP_MB = 256


@dataclass(frozen=True, slots=True)
class NodeConfig:
    """Where the node lives and what it runs on. ``port`` 0 stands for any free one."""

    home: Path
    es_home: Path | None = None
    java_home: Path | None = None
    heap: str = DEFAULT_HEAP
    port: int = 0
    account: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> NodeConfig:
        """The configuration that the environment gives; raises UsageError for a heap or port that cannot be."""
        env = os.environ if environment is None else environment
        return cls(
            home=data_home(Settings(home=_path(env, "YULU_HOME"))).expanduser().absolute(),
            es_home=_path(env, "YULU_ES_HOME"),
            java_home=_path(env, "YULU_JAVA_HOME"),
            heap=checked_heap(env.get("YULU_ES_HEAP") or DEFAULT_HEAP),
            port=checked_port(env.get("YULU_ES_PORT") or "0"),
            account=env.get("YULU_NODE_ACCOUNT", ""),
        )


def checked_heap(heap: str) -> str:
    """``heap`` in lower case if it is a size such as 512m or 2g, not under 256m; else UsageError."""
    if HEAP.fullmatch(heap) and heap_megabytes(heap.lower()) >= MINIMUM_HEAP_MB:
        return heap.lower()
    raise UsageError("node.heap.bad", heap=heap)


def heap_megabytes(heap: str) -> int:
    """The megabytes of a heap written as 512m or 2g."""
    return int(heap[:-1]) * (1024 if heap.endswith("g") else 1)


def checked_port(port: str) -> int:
    """``port`` as a number, 0 for any free one; else UsageError."""
    if port.isascii() and port.isdigit() and (int(port) == 0 or 1024 <= int(port) <= 65535):
        return int(port)
    raise UsageError("node.port.bad", port=port)


def _path(env: Mapping[str, str], name: str) -> Path | None:
    value = env.get(name, "")
    return Path(value).expanduser().absolute() if value else None
