"""What do the programs share? A corpus of their own, medians of times taken in turns, and lines kept as JSON."""

from __future__ import annotations

import json
import secrets
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yulu import elastic
from yulu.corpus import Corpus, drop

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

REPOSITORY = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"


@dataclass(frozen=True, slots=True)
class Bench:
    """The corpus that a run measures on: where its files are, and its name in the index."""

    client: Elasticsearch
    corpus: Corpus
    files: Path
    metadata: Path

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Bench]:
        """A run over the largest corpus that is here; what it put into the index is dropped at its end."""
        shared = REPOSITORY.parent / "shared" / "corpus"
        samples = REPOSITORY / "samples"
        large = (shared / "speeches").is_dir()
        client = elastic.connect(timeout=300)
        corpus = Corpus(f"bench-{secrets.token_hex(4)}")
        try:
            yield cls(
                client,
                corpus,
                shared / "speeches" if large else samples / "speeches",
                shared / "speeches.csv" if large else samples / "metadata.csv",
            )
        finally:
            drop(client, corpus)


def side_by_side(*programs: Callable[[], object], rounds: int = 15) -> list[float]:
    """The median seconds of each program, all of them run in turns so that noise meets them alike."""
    times: list[list[float]] = [[] for _ in programs]
    for program in programs:
        program()
    for _ in range(rounds):
        for taken, program in zip(times, programs, strict=True):
            start = time.perf_counter()
            program()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def keep(question: str, case: str, names: Sequence[str], seconds: Sequence[float], **more: object) -> None:
    """Print one line, and keep it under benchmarks/results/ as a line of JSON."""
    ratio = seconds[0] / seconds[1] if len(seconds) > 1 and seconds[1] else None
    shown = "  ".join(f"{name} {second * 1000:.1f} ms" for name, second in zip(names, seconds, strict=True))
    extra = "  ".join(f"{name} {value}" for name, value in more.items())
    print(f"{question:10} {case:24} {shown}  {f'ratio {ratio:.2f}' if ratio else ''}  {extra}".rstrip())
    RESULTS.mkdir(exist_ok=True)
    line = {
        "question": question,
        "case": case,
        "seconds": dict(zip(names, seconds, strict=True)),
        "ratio": ratio,
        **more,
    }
    with (RESULTS / f"{question}.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps({"date": time.strftime("%Y-%m-%d"), **line}, ensure_ascii=False) + "\n")
