"""On which ports does the node listen? On those it had before when they are free, else on any free ones."""

from __future__ import annotations

import socket

from yulu.errors import NodeError

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on ``port`` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As Elasticsearch itself does: connections that linger after a stop do not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def choose(wanted: int, *before: int) -> tuple[int, int]:
    """The port for HTTP and the one for transport; ``before`` are the two used last, ``wanted`` is fixed unless 0.

    Raises NodeError when the wanted port is taken.
    """
    if wanted and not is_free(wanted):
        raise NodeError("node.port.taken", port=wanted)
    kept = [port for port in before if port and is_free(port)]
    http = wanted or (kept[0] if len(kept) == len(before) and kept else _any_free())
    transport = next((port for port in kept[1:] if port != http), 0) or _any_free(http)
    return http, transport


def _any_free(taken: int = 0) -> int:
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((HOST, 0))
            port = int(probe.getsockname()[1])
        if port != taken:
            return port
