"""How long do all lines of a frequent phrase take? Against the bare client fetching the sentences that hold it."""

from __future__ import annotations

import itertools
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.common import Bench, keep, measured, profiled, side_by_side
from queries.concordance import View, concordance
from queries.phrases import Phrase
from queries.questions import Plain

# In the news archive 122,448 times.
_PHRASE = "中国"
_MOST = 100_000
_ROUNDS = 5
_SLICES, _PAGE = 2, 5000
_FIELDS = "pit_id,hits.hits._source,hits.hits.sort"


def run(bench: Bench) -> None:
    """All lines as JSONL, in order of date and by their right context; at most 100,000."""
    bench.fill()
    views = {"jsonl": View(limit=_MOST), "sorted right": View(sort=("right",))}
    for case, view in views.items():
        hits = _write(bench, view)
        seconds = side_by_side(lambda view=view: _write(bench, view), lambda: _sentences(bench), rounds=_ROUNDS)  # type: ignore[misc]
        spent = measured(bench.client, lambda view=view: _write(bench, view))  # type: ignore[misc]
        keep(
            bench,
            "lines",
            case,
            ("yulu", "bare sentences"),
            seconds,
            lines=hits,
            client_cpu=spent.client_cpu,
            server_cpu=spent.server_cpu,
            memory_mb=spent.memory >> 20,
        )
        with profiled(bench, f"lines-{case.replace(' ', '-')}"):
            _write(bench, view)


def _write(bench: Bench, view: View) -> int:
    """Write lines as ``yulu phrase --format jsonl`` does; how many."""
    import orjson

    found = concordance(bench.client, bench.corpus, Plain(Phrase.of(_PHRASE)), view=view)
    number = 0
    with tempfile.TemporaryFile("w", encoding="utf-8") as out:
        for line in itertools.islice(found, _MOST):
            out.write(orjson.dumps(line.row()).decode("utf-8") + "\n")
            number += 1
    return number


def _sentences(bench: Bench) -> int:
    """The texts of all sentences with the phrase, as fast as the client gives them, unsorted and uncut."""
    client = bench.client
    pit = client.open_point_in_time(index=bench.corpus.alias("sentences"), keep_alive="1m")["id"]

    def one(number: int) -> int:
        after: list[Any] | None = None
        seen = 0
        while True:
            hits = client.search(
                query={"match_phrase": {"exact": " ".join(_PHRASE)}},
                pit={"id": pit, "keep_alive": "1m"},
                slice={"id": number, "max": _SLICES},
                sort=["_shard_doc"],
                search_after=after,
                size=_PAGE,
                source={"includes": ["speech_id", "text"]},
                track_total_hits=False,
                filter_path=_FIELDS,
            ).get("hits", {"hits": []})["hits"]
            seen += len(hits)
            if len(hits) < _PAGE:
                return seen
            after = hits[-1]["sort"]

    with ThreadPoolExecutor(_SLICES) as pool:
        total = sum(pool.map(one, range(_SLICES)))
    client.close_point_in_time(id=pit)
    return total
