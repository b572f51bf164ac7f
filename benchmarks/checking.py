"""How long does a draft with fifty quotations take to verify? Against the bare client looking each of them up once.

How often the verdicts are right is another question: ``benchmarks.verify``.
"""

from __future__ import annotations

import random
import re
from typing import Any

from benchmarks.common import Bench, keep, measured, profiled, side_by_side
from queries.verify import verify
from yulu.corpus import Corpus

_QUOTATIONS = 50
_ROUNDS = 5
_QUOTABLE = re.compile(r"[\u4e00-\u9fff，、；]{12,60}。")


def run(bench: Bench) -> None:
    """Fifty sentences of the corpus, every second with one character replaced."""
    bench.fill()
    words = _drawn(bench.client, bench.corpus)
    text = "\n".join(f"文件指出：“{each}”各地各部门要结合实际认真领会，把各项任务落到实处。" for each in words)

    def bare() -> None:
        lines: list[dict[str, Any]] = []
        for each in words:
            query = {"match_phrase": {"exact": " ".join(each.rstrip("。"))}}
            lines += [{"index": bench.corpus.alias("sentences")}, {"query": query, "size": 5, "_source": ["text"]}]
        bench.client.msearch(searches=lines)

    seconds = side_by_side(lambda: verify(bench.client, bench.corpus, text), bare, rounds=_ROUNDS)
    spent = measured(bench.client, lambda: verify(bench.client, bench.corpus, text))
    keep(
        bench,
        "verify",
        f"{len(words)} quotations",
        ("yulu", "one look-up each"),
        seconds,
        client_cpu=spent.client_cpu,
        server_cpu=spent.server_cpu,
    )
    with profiled(bench, "verify"):
        verify(bench.client, bench.corpus, text)


def _drawn(client: Any, corpus: Corpus) -> list[str]:
    """Sentences from all over the corpus, the same in every run."""
    dice = random.Random(1)
    found: list[str] = []
    for number in range(_QUOTATIONS * 20):
        if len(found) == _QUOTATIONS:
            break
        query = {"bool": {"filter": [{"term": {"number": number % 40}}, {"range": {"chars": {"gte": 14, "lte": 60}}}]}}
        order = [{"year": "asc" if number % 3 else "desc"}, {"speech_id": "asc"}]
        hits = client.search(
            index=corpus.alias("sentences"), query=query, sort=order, size=200, source={"includes": ["text"]}
        )["hits"]
        texts = sorted({hit["_source"]["text"] for hit in hits["hits"]} - set(found))
        whole = [text for text in texts if _QUOTABLE.fullmatch(text)]
        found += dice.sample(whole, min(3, len(whole)))
    return [_altered(each, dice) if number % 2 else each for number, each in enumerate(found[:_QUOTATIONS])]


def _altered(words: str, dice: random.Random) -> str:
    at = dice.randrange(3, len(words) - 3)
    return words[:at] + dice.choice("民国大人中发") + words[at + 1 :]
