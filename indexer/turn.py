"""Whose turn is it? What needs the whole corpus (links, learning, the yearly table) is done by one machine at a time.

The turn is an index that only one can make, with its holder's name in it. The holder changes a number there every few
seconds; where it stands still for a minute by the watch of whoever waits, or where the holder was a process of this
very machine that is gone, the turn is taken. No clocks are compared.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from yulu.corpus import Corpus
from yulu.elastic import translated
from yulu.errors import LoadError
from yulu.messages import text

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Result = TypeVar("Result")
Meta = dict[str, Any]
BEAT, PATIENCE, PAUSE = 5.0, 60.0, 0.5


@contextmanager
def turn(
    client: Elasticsearch,
    corpus: Corpus,
    say: Callable[[str], None] = lambda _: None,
    *,
    beat: float = BEAT,
    patience: float = PATIENCE,
) -> Iterator[None]:
    """Wait until no other machine has the turn, and hold it while the block runs. ``beat``, ``patience`` in seconds."""
    owner: Meta = {"host": socket.gethostname(), "process": os.getpid(), "token": secrets.token_hex(8)}
    _take(client, corpus.turn, owner, say, patience)
    done = threading.Event()
    beating = threading.Thread(target=_beat, args=(client, corpus.turn, owner, done, beat), daemon=True)
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()
        _ask(client, lambda client: _give_back(client, corpus.turn, owner))


def _take(client: Elasticsearch, name: str, owner: Meta, say: Callable[[str], None], patience: float) -> None:
    said = False
    last: Meta | None = None
    since = time.monotonic()
    while (holder := _ask(client, lambda client: _try(client, name, owner))) is not None:
        if holder != last:
            last, since = holder, time.monotonic()
        if _is_dead(holder) or time.monotonic() - since > patience:
            _ask(client, lambda client, holder=holder: _give_back(client, name, holder))  # type: ignore[misc]
            continue
        if not said:
            said = True
            say(text("load.waiting_turn", host=holder.get("host", "?")))
        time.sleep(PAUSE)


def _ask(client: Elasticsearch, ask: Callable[[Elasticsearch], Result]) -> Result:
    """Asked a few times: all that is asked here may be repeated."""
    import elastic_transport
    import tenacity

    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type((elastic_transport.TransportError, TypeError, ValueError)),
        wait=tenacity.wait_random_exponential(multiplier=0.2, max=5),
        stop=tenacity.stop_after_delay(60),
        reraise=True,
    )
    with translated(client):
        return retrying(lambda: ask(client))


def _try(client: Elasticsearch, name: str, owner: Meta) -> Meta | None:
    """Take the turn: None when it is ours, else what its holder has written; {} when that cannot be told yet."""
    settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
    answer = client.options(ignore_status=400).indices.create(index=name, settings=settings, mappings={"_meta": owner})
    if answer.meta.status == 200:
        return None
    cause: Any = answer.body.get("error", {})
    if cause.get("type") != "resource_already_exists_exception":
        raise LoadError("load.stopped", type=cause.get("type", ""), reason=cause.get("reason", ""))
    holder = _holder(client, name)
    return None if holder.get("token") == owner["token"] else holder


def _holder(client: Elasticsearch, name: str) -> Meta:
    answer = client.options(ignore_status=404).indices.get_mapping(index=name)
    if answer.meta.status == 404:
        return {}
    found: Meta = answer[name]["mappings"].get("_meta", {})
    return found


def _give_back(client: Elasticsearch, name: str, holder: Meta) -> None:
    """End a turn, if it still is this one."""
    if _holder(client, name).get("token") == holder.get("token"):
        client.options(ignore_status=404).indices.delete(index=name)


def _is_dead(holder: Meta) -> bool:
    """Whether the holder was a process of this machine that is no longer there."""
    if holder.get("host") != socket.gethostname():
        return False
    import psutil

    return not psutil.pid_exists(int(holder["process"]))


def _beat(client: Elasticsearch, name: str, owner: Meta, done: threading.Event, every: float) -> None:
    number = 0
    while not done.wait(every):
        number += 1
        try:
            client.options(request_timeout=every * 2).indices.put_mapping(index=name, meta={**owner, "beat": number})
        except Exception:  # noqa: BLE001 - the work itself meets whatever is wrong, and tells of it
            continue
