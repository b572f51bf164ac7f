"""Does the node answer? Asked over plain HTTP, so that no client library is imported for it.

Only ``/_cluster/health`` is asked: the minimal distribution has no ``GET /``.
"""

from __future__ import annotations

import base64
import json

from yulu.node.ports import HOST

READY = ("yellow", "green")


def health(port: int, user: str, password: str, seconds: float = 3.0) -> str:
    """``green``, ``yellow`` or ``red`` when the node answers, else "" (not yet up, not yet recovered, refused)."""
    import http.client  # not wanted while the node is up

    token = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", "/_cluster/health?timeout=1s", headers={"Authorization": f"Basic {token}"})
        response = connection.getresponse()
        body = response.read()
        return str(json.loads(body).get("status", "")) if response.status == 200 else ""
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    finally:
        connection.close()
