"""A local HTTP server that answers what a test tells it to: for errors that no healthy Elasticsearch gives."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Scripted:
    """The server: set ``status``, ``body`` and ``kind``; ``asked`` are the requests that came, with their headers."""

    url: str = ""
    status: int = 200
    body: object = field(default_factory=dict)
    kind: str = "application/json"
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    script = Scripted()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            script.asked.append((f"{self.command} {self.path}", dict(self.headers)))
            data = script.body if isinstance(script.body, bytes) else json.dumps(script.body).encode()
            self.send_response(script.status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", script.kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_POST = do_HEAD = do_GET  # noqa: N815 - http.server looks for these names

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield script
    server.shutdown()
    server.server_close()
    thread.join()
