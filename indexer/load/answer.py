"""What does an answer of Elasticsearch mean for what was sent? Pure: from status and error type to one of six verdicts.

Decided by the error's type before its status: a closed index answers 400 like a bad document, a full disk 429 like a
busy node.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

BUSY = frozenset({429, 502, 503, 504})
TRIES_AT_500 = 3


class Verdict(Enum):
    """What is to be done."""

    done = "done"
    retry = "retry"
    wait = "wait"  # for the user to make room; outside the retry budget
    split = "split"
    stop = "stop"
    dead = "dead"
    conflict = "conflict"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the error it rests on; ``status`` is 0 where there was no answer."""

    verdict: Verdict
    status: int = 0
    type: str = ""
    reason: str = ""
    index: str = ""


_STOP_TYPES = frozenset(
    {
        "index_not_found_exception",
        "index_closed_exception",
        "security_exception",
        "alias_not_found_exception",
    }
)
_NO_WRITE_INDEX = "no write index is defined for alias"


def judge_item(item: Mapping[str, Any], tries: int) -> Judged:
    """What to do about one item of a bulk answer that was sent ``tries`` times, this one included."""
    (action, result), *_ = item.items()
    status = int(result.get("status", 0))
    error = result.get("error")
    index = str(result.get("_index", ""))
    if not error:
        done = 200 <= status < 300 or (action == "delete" and status == 404)
        return Judged(Verdict.done if done else Verdict.retry, status, index=index)
    kind, reason = _error(error)
    verdict = _by_type(kind, reason, status) or _by_status(status, tries)
    return Judged(verdict, status, kind, reason, index)


def judge_request(status: int, body: object) -> Judged:
    """What to do about a bulk request that was refused as a whole."""
    kind, reason = _error(body.get("error", "") if isinstance(body, Mapping) else str(body))
    verdict = _by_type(kind, reason, status)
    if verdict is None:
        if status in (400, 413):
            verdict = Verdict.split
        elif status == 408 or status == 429 or status >= 500 or 200 <= status < 300:
            verdict = Verdict.retry  # 2xx: an answer that the client could make nothing of
        else:
            verdict = Verdict.stop
    return Judged(verdict, status, kind or f"http_{status}", reason or f"HTTP {status}")


def _by_type(kind: str, reason: str, status: int) -> Verdict | None:
    if kind in _STOP_TYPES or _NO_WRITE_INDEX in reason:
        return Verdict.stop
    if kind == "cluster_block_exception":
        # 429 is the flood stage of a full disk; 403 a block somebody set; 503 a cluster that is not ready yet.
        return {429: Verdict.wait, 503: Verdict.retry}.get(status, Verdict.stop)
    if kind == "version_conflict_engine_exception" or status == 409:
        return Verdict.conflict
    return None


def _by_status(status: int, tries: int) -> Verdict:
    if status in BUSY or status == 0:
        return Verdict.retry
    if status in (401, 403, 404):
        return Verdict.stop
    if status >= 500:
        return Verdict.retry if tries < TRIES_AT_500 else Verdict.dead
    return Verdict.dead


def _error(error: object) -> tuple[str, str]:
    """(type, reason) of an error as Elasticsearch writes it, the cause behind it added."""
    if not isinstance(error, Mapping):
        return "", str(error)[:500]
    reason = str(error.get("reason", ""))
    cause = error.get("caused_by")
    if isinstance(cause, Mapping) and cause.get("reason"):
        reason = f"{reason}: {cause['reason']}"
    return str(error.get("type", "")), reason[:1000]
