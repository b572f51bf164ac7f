"""How much does yulu add to a count? Against the bare client sending the very same requests."""

from __future__ import annotations

from typing import Any

from benchmarks.common import Bench, keep, side_by_side
from queries import counting
from queries import run as running
from queries.counting import count
from queries.phrases import Phrase

PHRASES = ("人民", "的人民", "中国", "以人民为中心")


def run(bench: Bench) -> None:
    """Counts in total and by year."""
    for text in PHRASES:
        for by in ((), ("year",)):
            phrase = Phrase.of(text)
            sent = recorded(bench, phrase, by)

            def bare(sent: list[list[dict[str, Any]]] = sent) -> None:
                for lines in sent:
                    bench.client.msearch(searches=lines)

            def ours(phrase: Phrase = phrase, by: tuple[str, ...] = by) -> None:
                count(bench.client, bench.corpus, [phrase], by=by)

            case = f"{text} {'by year' if by else 'in total'}"
            keep("count", case, ("yulu", "bare client"), side_by_side(ours, bare), requests=len(sent))


def recorded(bench: Bench, phrase: Phrase, by: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    """The msearch bodies that a count sends."""
    sent: list[list[dict[str, Any]]] = []
    real = running._together

    def watching(client: Any, requests: Any) -> Any:
        sent.append(
            [
                line
                for request in requests
                for line in (
                    {
                        "index": request.index,
                        "search_type": "dfs_query_then_fetch",
                        "allow_partial_search_results": False,
                    },
                    request.body,
                )
            ]
        )
        return real(client, requests)

    running._together = watching
    try:
        counting.count(bench.client, bench.corpus, [phrase], by=by)
    finally:
        running._together = real
    return sent
