"""What does the local node tell the rest of yulu? Its address, and its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Report = Callable[[str], None]
"""Takes one line of progress, in the user's language."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the node answers and as whom; the password never shows in ``repr``."""

    url: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """The state of the node of one data directory. What is not known is "" or 0; sizes are bytes, uptime seconds."""

    running: bool
    pid: int
    url: str
    user: str
    version: str
    heap: str
    memory: int
    disk: int
    free_disk: int
    uptime: int
    account: str
    java: str
    home: str
    data: str
    log: str
    password_file: str


def silent(_line: str) -> None:
    """The report of a caller that wants none."""
