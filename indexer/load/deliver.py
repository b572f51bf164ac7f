"""How is one chunk brought in, whatever happens on the way? Sent until every action has a verdict of its own.

The client retries nothing; this loop alone does, with tenacity: full jitter, and no more patience than ``Timing`` has
without any progress. An answer that is cut, short or no answer at all leaves the outcome unknown, and unknown is sent
again: ids and versions make that harmless.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from indexer.load.answer import Judged, Verdict, judge_item, judge_request
from indexer.load.chunk import Unit
from indexer.options import Timing
from yulu.errors import AccessError, LoadError, UnreachableError
from yulu.messages import text

if TYPE_CHECKING:
    from indexer.load.link import Link

_DONE = (200, 201)
FILTER = "errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason,items.*._index"


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """The user asked to stop while a chunk waited for its turn again."""


class _AgainError(Exception):
    """Something is left to send."""

    def __init__(self, judged: Judged) -> None:
        super().__init__(judged.type or judged.status)
        self.judged = judged


@dataclass(slots=True)
class Result:
    """What became of a chunk's actions: ``done`` counts, the others with their error."""

    done: int = 0
    dead: list[tuple[Unit, Judged]] = field(default_factory=list)
    conflicts: list[Unit] = field(default_factory=list)
    resent: int = 0


class Pace:
    """What the streams share: when something last went in, how many documents a request may hold, whether to stop."""

    def __init__(self, timing: Timing, documents: int, say: Callable[[str], None] = lambda _: None) -> None:
        self.timing, self.documents, self.say = timing, documents, say
        self.stop = threading.Event()
        self._last = time.monotonic()
        self._said = 0.0

    def progress(self) -> None:
        """Something went in."""
        self._last = time.monotonic()

    def stalled(self) -> float:
        """Seconds since something last went in."""
        return time.monotonic() - self._last

    def slower(self) -> None:
        """The server is overrun: halve the requests."""
        self.documents = max(50, self.documents // 2)

    def faster(self, most: int) -> None:
        """It keeps up: grow again, slowly."""
        self.documents = min(most, self.documents + self.documents // 20 + 1)

    def remind(self, line: str) -> None:
        """Tell the user, but not more often than he can read."""
        now = time.monotonic()
        if now - self._said >= self.timing.reminder:
            self._said = now
            self.say(line)


def deliver(link: Link, units: Sequence[Unit], names: frozenset[str], pace: Pace) -> Result:
    """Send the actions until each has its verdict. ``names`` are the concrete indices they may land in.

    Raises LoadError, AccessError or UnreachableError when the load has to stop, Interrupted when the user wants it to.
    """
    import tenacity

    result = Result()
    left: list[tuple[Unit, int]] = [(unit, 0) for unit in units]
    retrying = tenacity.Retrying(
        wait=tenacity.wait_random_exponential(multiplier=pace.timing.first_wait, max=pace.timing.longest_wait),
        retry=tenacity.retry_if_exception_type(_AgainError),
        stop=lambda _: pace.stalled() > pace.timing.patience,
        sleep=lambda seconds: _sleep(pace, seconds),
        reraise=True,
    )
    try:
        for attempt in retrying:
            with attempt:
                left = _round(link, left, names, pace, result)
    except _AgainError as again:
        raise _gave_up(again.judged, pace) from again
    return result


def _sleep(pace: Pace, seconds: float) -> None:
    if pace.stop.wait(seconds):
        raise Interrupted


def _round(
    link: Link, left: list[tuple[Unit, int]], names: frozenset[str], pace: Pace, result: Result
) -> list[tuple[Unit, int]]:
    """Send all that is left once, in requests of the present size. Raises _AgainError while something stays over."""
    over: list[tuple[Unit, int]] = []
    reason: Judged | None = None
    queue = [left]
    while queue:
        batch = queue.pop()
        if len(batch) > pace.documents:
            queue += [batch[pace.documents :], batch[: pace.documents]]
            continue
        judged = _send(link, [unit for unit, _ in batch], pace)
        if isinstance(judged, Judged):
            if _refused(judged, batch, queue, result):
                over += [(unit, tries + 1) for unit, tries in batch]
                reason = judged
            continue
        if _all_in(judged, names):
            result.done += len(batch)
            pace.progress()
            continue
        for (unit, tries), item in zip(batch, judged, strict=True):
            verdict = judge_item(item, tries + 1)
            if _settle(unit, verdict, names, result):
                pace.progress()
            else:
                over.append((unit, tries + 1))
                reason = verdict if reason is None or reason.verdict is not Verdict.wait else reason
    if over and reason:
        left[:] = over
        result.resent += len(over)
        _before_again(reason, pace)
        raise _AgainError(reason)
    return []


def _all_in(items: list[dict[str, Any]], names: frozenset[str]) -> bool:
    """Whether every action was done and landed where it may: the rule, seen at a glance, without a verdict on each."""
    seen = {
        (result.get("status"), result.get("_index"), "error" in result) for item in items for result in item.values()
    }
    return all(status in _DONE and index in names and not failed for status, index, failed in seen)


def _refused(judged: Judged, batch: list[tuple[Unit, int]], queue: list[Any], result: Result) -> bool:
    """Deal with a request refused as a whole; True when it is to be sent again as it is."""
    if judged.verdict is Verdict.stop:
        raise stopped(judged)
    if judged.verdict is not Verdict.split:
        return True
    if len(batch) == 1:
        result.dead.append((batch[0][0], judged))
    else:
        half = len(batch) // 2
        queue += [batch[half:], batch[:half]]
    return False


def _settle(unit: Unit, judged: Judged, names: frozenset[str], result: Result) -> bool:
    """Book one action's verdict; False when it is to be sent again."""
    verdict = judged.verdict
    if verdict is Verdict.stop:
        raise stopped(judged)
    if judged.index and judged.index not in names and verdict in (Verdict.done, Verdict.conflict):
        raise LoadError("load.alias_moved", index=judged.index)
    if verdict is Verdict.done:
        result.done += 1
    elif verdict is Verdict.conflict:
        result.conflicts.append(unit)
    elif verdict is Verdict.dead:
        result.dead.append((unit, judged))
    else:
        return False
    return True


def _before_again(judged: Judged, pace: Pace) -> None:
    if judged.verdict is Verdict.wait:
        # The user has to make room: that may take longer than any patience, so the clock stands still.
        pace.progress()
        pace.remind(text("load.disk_full", reason=judged.reason))
    elif pace.stalled() > pace.timing.reminder:
        pace.remind(text("load.waiting", reason=judged.reason or judged.type, seconds=int(pace.stalled())))
    if judged.status == 429 and judged.verdict is Verdict.retry:
        pace.slower()


def _send(link: Link, units: list[Unit], pace: Pace) -> list[dict[str, Any]] | Judged:
    """One bulk request: an item for each action, or the verdict on the whole."""
    import elastic_transport
    import orjson

    if pace.stop.is_set() and pace.stalled() > 2 * pace.timing.longest_wait:
        raise Interrupted
    try:
        answer = link.client.options(request_timeout=pace.timing.request).perform_request(
            "POST",
            "/_bulk",
            params={"require_alias": "true", "timeout": pace.timing.bulk, "filter_path": FILTER},
            headers={"content-type": "application/x-ndjson", "accept": "application/json"},
            body=b"".join(unit.lines for unit in units),
        )
        body: object = answer.body
    except elastic_transport.TlsError as error:
        raise AccessError("elastic.tls", url="", reason=str(error.message).splitlines()[0]) from error
    except elastic_transport.TransportError as error:
        link.revive()
        return Judged(Verdict.retry, 0, type(error).__name__, str(error.message).splitlines()[0][:300])
    except Exception as error:
        status = getattr(getattr(error, "meta", None), "status", None)
        if status is None:
            # A head that was cut makes the client stumble over its own answer: the outcome is unknown.
            if isinstance(error, TypeError | ValueError | KeyError | AttributeError | orjson.JSONDecodeError):
                return Judged(Verdict.retry, 0, type(error).__name__, str(error)[:300])
            raise
        return judge_request(int(status), getattr(error, "body", None))
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or len(items) != len(units) or not all(isinstance(i, dict) and i for i in items):
        return Judged(Verdict.retry, 0, "short_answer", text("load.short_answer"))
    return items


def stopped(judged: Judged) -> Exception:
    """The error with which a load stops."""
    if judged.status == 401 or judged.type == "security_exception":
        return AccessError("load.denied", reason=judged.reason)
    return LoadError("load.stopped", type=judged.type, reason=judged.reason)


def _gave_up(judged: Judged, pace: Pace) -> Exception:
    minutes = round(pace.timing.patience / 60, 1)
    reason = judged.reason or judged.type
    if judged.status == 0:
        return UnreachableError("load.unreachable", minutes=minutes, reason=reason)
    return LoadError("load.gave_up", minutes=minutes, reason=reason)
