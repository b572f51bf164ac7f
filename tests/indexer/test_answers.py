"""What an answer means: a table of statuses and error types, and the verdict on each."""

from __future__ import annotations

import pytest

from indexer.load.answer import Verdict, judge_item, judge_request

FLOOD = "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]"


@pytest.mark.parametrize(
    ("action", "status", "kind", "tries", "verdict"),
    [
        ("index", 201, "", 1, Verdict.done),
        ("index", 200, "", 1, Verdict.done),
        ("delete", 404, "", 1, Verdict.done),
        ("index", 429, "es_rejected_execution_exception", 9, Verdict.retry),
        ("index", 503, "unavailable_shards_exception", 9, Verdict.retry),
        ("index", 502, "", 1, Verdict.retry),
        ("index", 429, "cluster_block_exception", 9, Verdict.wait),
        ("index", 403, "cluster_block_exception", 1, Verdict.stop),
        ("index", 503, "cluster_block_exception", 1, Verdict.retry),
        ("index", 500, "node_closed_exception", 1, Verdict.retry),
        ("index", 500, "node_closed_exception", 2, Verdict.retry),
        ("index", 500, "node_closed_exception", 3, Verdict.dead),
        ("index", 400, "document_parsing_exception", 1, Verdict.dead),
        ("index", 400, "strict_dynamic_mapping_exception", 1, Verdict.dead),
        ("index", 400, "index_closed_exception", 1, Verdict.stop),
        ("index", 404, "index_not_found_exception", 1, Verdict.stop),
        ("delete", 404, "index_not_found_exception", 1, Verdict.stop),
        ("index", 401, "security_exception", 1, Verdict.stop),
        ("index", 409, "version_conflict_engine_exception", 1, Verdict.conflict),
    ],
)
def test_items(action: str, status: int, kind: str, tries: int, verdict: Verdict) -> None:
    result: dict[str, object] = {"status": status}
    if kind:
        result["error"] = {"type": kind, "reason": "because"}
    assert judge_item({action: result}, tries).verdict is verdict


def test_no_write_index() -> None:
    reason = "no write index is defined for alias [a]. The write index may be explicitly disabled"
    error = {"type": "illegal_argument_exception", "reason": reason}
    assert judge_item({"index": {"status": 400, "error": error}}, 1).verdict is Verdict.stop


@pytest.mark.parametrize(
    ("status", "kind", "verdict"),
    [
        (413, "", Verdict.split),
        (400, "illegal_argument_exception", Verdict.split),
        (400, "index_closed_exception", Verdict.stop),
        (401, "security_exception", Verdict.stop),
        (403, "security_exception", Verdict.stop),
        (404, "index_not_found_exception", Verdict.stop),
        (408, "", Verdict.retry),
        (429, "circuit_breaking_exception", Verdict.retry),
        (429, "cluster_block_exception", Verdict.wait),
        (500, "", Verdict.retry),
        (502, "", Verdict.retry),
        (503, "", Verdict.retry),
        (504, "", Verdict.retry),
        (200, "", Verdict.retry),
    ],
)
def test_requests(status: int, kind: str, verdict: Verdict) -> None:
    body = {"error": {"type": kind, "reason": "because"}} if kind else "no JSON at all"
    assert judge_request(status, body).verdict is verdict
