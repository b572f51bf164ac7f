"""A small proxy that stands before a real Elasticsearch and does to bulk requests what networks and nodes do.

It reads whole HTTP requests, so that a fault can be placed exactly: before the request, in it, after it was carried
out, or in the answer. Everything but ``_bulk`` passes unharmed unless a fault says otherwise.
"""

from __future__ import annotations

import json
import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Fault = Callable[["Exchange"], bytes | None]
"""What to answer to a request: bytes to send (and go on), or None to hang up at once."""


class HangUpError(Exception):
    """Either side is gone."""


@dataclass(slots=True)
class Exchange:
    """One request and the way to have it carried out."""

    head: bytes
    body: bytes
    upstream: Callable[[bytes, bytes], bytes]
    client: socket.socket

    @property
    def is_bulk(self) -> bool:
        return b"/_bulk" in self.head.split(b"\r\n", 1)[0]

    def forward(self, body: bytes | None = None) -> bytes:
        """The real answer to this request, or to the same with another body."""
        return self.upstream(self.head, self.body if body is None else body)

    def reset(self) -> None:
        """End the connection with a RST."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.client.close()


@dataclass(slots=True)
class Proxy:
    """Listens on a port of its own; ``fault`` is applied to the next ``times`` bulk requests (all when negative)."""

    target: str
    fault: Fault | None = None
    times: int = 0
    skip: int = 0
    seen: int = 0
    applied: int = 0
    everything: bool = False
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def inject(self, fault: Fault, times: int = 1, *, skip: int = 1) -> None:
        """Do this to so many bulk requests, after so many that pass."""
        with self._lock:
            self.fault, self.times, self.skip, self.applied = fault, times, skip, 0

    def close(self) -> None:
        self._listener.close()
        for each in self._open:
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        parts = urlsplit(self.target)
        upstream: socket.socket | None = None

        def ask(head: bytes, body: bytes) -> bytes:
            nonlocal upstream
            upstream = upstream or socket.create_connection((str(parts.hostname), parts.port or 80), timeout=120)
            upstream.sendall(with_length(head, len(body)) + body)
            answer, rest = read_message(upstream, b"")
            assert not rest
            return b"".join(answer)

        pending = b""
        try:
            while True:
                (head, body), pending = read_message(client, pending)
                exchange = Exchange(head, body, ask, client)
                fault = self._due(exchange)
                answer = fault(exchange) if fault else exchange.forward()
                if answer is None:
                    break
                client.sendall(answer)
        except (OSError, HangUpError, ValueError):
            pass
        finally:
            client.close()
            if upstream is not None:
                upstream.close()

    def _due(self, exchange: Exchange) -> Fault | None:
        if not exchange.is_bulk and not self.everything:
            return None
        with self._lock:
            self.seen += 1
            if self.skip > 0:
                self.skip -= 1
                return None
            if self.fault is None or not self.times:
                return None
            self.times -= 1
            self.applied += 1
            return self.fault


def read_message(sock: socket.socket, pending: bytes) -> tuple[tuple[bytes, bytes], bytes]:
    """((head with its blank line, body as sent), what came behind it) of one HTTP message."""
    while b"\r\n\r\n" not in pending:
        pending += _some(sock)
    head, _, rest = pending.partition(b"\r\n\r\n")
    head += b"\r\n\r\n"
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        while not (rest == b"0\r\n\r\n" or rest.endswith(b"\r\n0\r\n\r\n")):
            rest += _some(sock)
        return (head, rest), b""
    length = 0
    for line in lower.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    if lower.startswith(b"head "):
        length = 0
    while len(rest) < length:
        rest += _some(sock)
    return (head, rest[:length]), rest[length:]


def _some(sock: socket.socket) -> bytes:
    data = sock.recv(1 << 16)
    if not data:
        raise HangUpError
    return data


def with_length(head: bytes, length: int) -> bytes:
    """The head with another body's length."""
    lines = head.split(b"\r\n")
    return b"\r\n".join(
        b"Content-Length: %d" % length if line.lower().startswith(b"content-length:") else line for line in lines
    )


def answer(status: int, body: object) -> bytes:
    """An answer as Elasticsearch would give it."""
    content = json.dumps(body).encode() if not isinstance(body, bytes) else body
    head = (
        f"HTTP/1.1 {status} X\r\nX-elastic-product: Elasticsearch\r\ncontent-type: application/json\r\n"
        f"content-length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def respond(status: int, kind: str, reason: str = "injected") -> Fault:
    """Refuse the request without carrying it out."""
    return lambda _: answer(status, {"error": {"type": kind, "reason": reason}, "status": status})


def reset_after(exchange: Exchange) -> bytes | None:
    """Carry it out, then reset the connection before a byte of the answer."""
    exchange.forward()
    exchange.reset()
    return None


def cut_answer(size: int) -> Fault:
    """Carry it out and send so many bytes of the answer."""

    def cut(exchange: Exchange) -> bytes | None:
        exchange.client.sendall(exchange.forward()[:size])
        return None

    return cut


def cut_request(exchange: Exchange) -> bytes | None:
    """Hang up with half of the request read: it never arrives whole."""
    with socket.create_connection(("127.0.0.1", _port(exchange)), timeout=5) as upstream:
        upstream.sendall(exchange.head + exchange.body[: len(exchange.body) // 2])
    return None


def _port(exchange: Exchange) -> int:
    closure = exchange.upstream.__closure__ or ()
    for cell in closure:
        if hasattr(cell.cell_contents, "port"):
            return int(cell.cell_contents.port)
    raise AssertionError("no upstream")


def late(seconds: float) -> Fault:
    """Carry it out and answer too late."""

    def wait(exchange: Exchange) -> bytes | None:
        found = exchange.forward()
        time.sleep(seconds)
        return found

    return wait


def black_hole(seconds: float) -> Fault:
    """Take the request and never answer."""

    def swallow(_: Exchange) -> bytes | None:
        time.sleep(seconds)
        return None

    return swallow


def bulk_units(body: bytes) -> list[bytes]:
    """The actions of a bulk body, each with its lines."""
    lines = body.split(b"\n")[:-1]
    found: list[bytes] = []
    at = 0
    while at < len(lines):
        take = 1 if lines[at].startswith(b'{"delete"') else 2
        found.append(b"\n".join(lines[at : at + take]) + b"\n")
        at += take
    return found


def refuse_items(every: int, errors: list[tuple[int, str, str]], choose: Callable[[int], bool] | None = None) -> Fault:
    """Carry out most items, refuse each ``every``-th with the errors in turn."""

    def mixed(exchange: Exchange) -> bytes | None:
        parts = bulk_units(exchange.body)
        refused = {at for at in range(len(parts)) if (choose(at) if choose else at % every == 0)}
        kept = [part for at, part in enumerate(parts) if at not in refused]
        items = iter(json.loads(body_of(exchange.forward(b"".join(kept))))["items"] if kept else [])
        merged: list[Any] = []
        for at in range(len(parts)):
            status, kind, reason = errors[at % len(errors)]
            failed = {"index": {"status": status, "error": {"type": kind, "reason": reason}}}
            merged.append(failed if at in refused else next(items))
        return answer(200, {"errors": True, "items": merged})

    return mixed


def short_list(exchange: Exchange) -> bytes | None:
    """Carry it out and leave the last items out of the answer."""
    body = json.loads(body_of(exchange.forward()))
    return answer(200, {**body, "items": body["items"][:-3]})


def body_of(message: bytes) -> bytes:
    """The body of an answer, chunks joined."""
    head, _, body = message.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" not in head.lower():
        return body
    out = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            break
        out += body[:length]
        body = body[length + 2 :]
    return out


def at_random(seed: int, rate: float, done: list[int]) -> Fault:
    """A network and a server at their worst, by seed; ``done`` gets an entry for each fault."""
    dice = random.Random(seed)
    lock = threading.Lock()
    busy = [(429, "es_rejected_execution_exception", "busy"), (503, "unavailable_shards_exception", "red")]
    faults: list[Fault] = [
        reset_after,
        cut_answer(0),
        cut_answer(50),
        cut_answer(300),
        cut_request,
        short_list,
        respond(429, "es_rejected_execution_exception"),
        respond(503, "unavailable"),
        respond(413, "content_too_long"),
        refuse_items(3, busy),
        refuse_items(5, [(429, "cluster_block_exception", "flood-stage watermark")]),
        refuse_items(4, [(500, "internal", "once")]),
        late(0.05),
    ]

    def worst(exchange: Exchange) -> bytes | None:
        with lock:
            chosen = dice.choice(faults) if dice.random() < rate else None
            if chosen:
                done.append(seed)
        return chosen(exchange) if chosen else exchange.forward()

    return worst
