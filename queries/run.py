"""How is a question sent? Bodies in, raw answers out; the one module of this room that talks to Elasticsearch.

An answer from some of the shards only would be a wrong count, so partial answers are refused by every request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yulu.elastic import translated
from yulu.errors import CorpusError, YuluError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Body = dict[str, Any]
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Request:
    """One search: the alias it goes to and its body."""

    index: str
    body: Body

    def shown(self) -> Body:
        """The request for ``--show-query``."""
        return {"index": self.index, "body": self.body}


def search(client: Elasticsearch, requests: Sequence[Request]) -> list[Body]:
    """The answers to the requests, in order, in as few round trips as will do.

    Raises CorpusError for a missing index, YuluError for any answer that is not whole.
    """
    answers: list[Body] = []
    for start in range(0, len(requests), _AT_ONCE):
        answers += _together(client, requests[start : start + _AT_ONCE])
    return answers


def _together(client: Elasticsearch, requests: Sequence[Request]) -> list[Body]:
    lines: list[Body] = []
    for request in requests:
        # Phrase frequencies weigh the same on every shard only when the idf is collected from all of them first.
        lines.append(
            {"index": request.index, "search_type": "dfs_query_then_fetch", "allow_partial_search_results": False}
        )
        lines.append(request.body)
    with translated(client):
        response = client.msearch(searches=lines)
    answers: list[Body] = list(response["responses"])
    if len(answers) != len(requests):
        raise YuluError("queries.short_answer", got=len(answers), wanted=len(requests))
    for answer, request in zip(answers, requests, strict=True):
        check(answer, request.index)
    return answers


def check(answer: Body, index: str) -> None:
    """Raise unless the answer is whole: no error, no timeout, no failed shard."""
    if "error" in answer:
        cause = answer["error"]
        if cause.get("type") == "index_not_found_exception":
            raise CorpusError("corpus.missing", corpus=index.rpartition("-")[0])
        reason = (cause.get("root_cause") or [cause])[0].get("reason", cause)
        raise YuluError("elastic.failed", status=answer.get("status", 0), reason=reason)
    shards = answer.get("_shards", {})
    if answer.get("timed_out") or shards.get("failed"):
        raise YuluError("queries.partial_answer", index=index, failed=shards.get("failed", 0))
