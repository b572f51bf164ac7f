"""Which node was started last in a data directory? A small file beside it, and the password in one of its own.

The state is a hint, never a proof: a pid is trusted only when the process under it carries this node's mark
(see yulu.node.process).
"""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from yulu.node.paths import NodePaths
from yulu.node.values import Endpoint

USER = "elastic"


@dataclass(frozen=True, slots=True)
class NodeState:
    """What was known when the node was started; ``pid`` is 0 until it answered."""

    port: int
    transport_port: int
    version: str
    heap: str
    java: str
    account: str
    pid: int = 0


def read_state(paths: NodePaths) -> NodeState | None:
    """The recorded state, None when there is none or it cannot be read (half-written, another version)."""
    try:
        return NodeState(**json.loads(paths.state.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_state(paths: NodePaths, state: NodeState) -> None:
    """Record the state at once or not at all."""
    replace_text(paths.state, json.dumps(dataclasses.asdict(state)), 0o644)


def read_password(paths: NodePaths) -> str:
    """The node's password, "" when none was made yet or it cannot be read."""
    try:
        return paths.password.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""


def make_password(paths: NodePaths) -> str:
    """The node's password, made at the first start and kept in a file that only its owner reads."""
    password = read_password(paths)
    if not password:
        password = secrets.token_urlsafe(24)
        replace_text(paths.password, password + "\n", 0o600)
    return password


def endpoint(port: int, password: str) -> Endpoint:
    return Endpoint(url=f"http://127.0.0.1:{port}", user=USER, password=password)


def replace_text(path: Path, text: str, mode: int) -> None:
    """Write a file under a temporary name and move it into place, never wider open than ``mode``."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    temporary.chmod(mode)
    temporary.replace(path)
