"""How much does yulu add to a count? Against the bare client sending the very same requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.bodies import FIXED
from benchmarks.common import Bench, keep, profiled, side_by_side
from queries import counting
from queries import run as running
from queries.counting import count
from queries.phrases import Phrase

PHRASES = ("人民", "的人民", "中国", *FIXED)

Lines = list[list[dict[str, Any]]]


def run(bench: Bench) -> None:
    """Counts in total and by year."""
    bench.fill()
    for text in PHRASES:
        for by in ((), ("year",)):
            phrase = Phrase.of(text)
            sent = recorded(bench, phrase, by)
            ours, bare = _programs(bench, phrase, by, sent)
            (found,) = count(bench.client, bench.corpus, [phrase], by=by)
            seconds = side_by_side(ours, bare)
            case = f"{text} {'by year' if by else 'in total'}"
            hits = found.total.occurrences
            keep(bench, "count", case, ("yulu", "bare client"), seconds, requests=len(sent), occurrences=hits)
    with profiled(bench, "count"):
        for _ in range(50):
            count(bench.client, bench.corpus, [Phrase.of("中国")], by=("year",))


def _programs(
    bench: Bench, phrase: Phrase, by: tuple[str, ...], sent: Lines
) -> tuple[Callable[[], object], Callable[[], object]]:
    def ours() -> None:
        count(bench.client, bench.corpus, [phrase], by=by)

    def bare() -> None:
        for lines in sent:
            bench.client.msearch(searches=lines)

    return ours, bare


def recorded(bench: Bench, phrase: Phrase, by: tuple[str, ...]) -> Lines:
    """The msearch bodies that a count sends."""
    sent: Lines = []
    real = running._together
    header = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": False}

    def watching(client: Any, requests: Any) -> Any:
        sent.append([line for each in requests for line in ({"index": each.index, **header}, each.body)])
        return real(client, requests)

    running._together = watching
    try:
        counting.count(bench.client, bench.corpus, [phrase], by=by)
    finally:
        running._together = real
    return sent
