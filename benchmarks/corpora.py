"""Which texts are measured on? The samples, the speeches and the news archive of ../shared, or that many times over."""

from __future__ import annotations

import gzip
import itertools
from dataclasses import dataclass
from pathlib import Path

from yulu.errors import InputError

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Texts:
    """Files to read, the table that goes with them, and the sentences wanted: the texts again under other dates and ids
    until there are so many (0 for the texts once)."""

    name: str
    path: Path
    metadata: Path | None = None
    sentences: int = 0

    def __str__(self) -> str:
        return f"{self.name} {self.sentences / 1e6:g}M" if self.sentences else self.name


def texts(name: str, sentences: int = 0) -> Texts:
    """The texts of a name; "" takes the speeches, or the samples where those are not there."""
    known = {
        "samples": Texts("samples", REPOSITORY / "samples" / "speeches", REPOSITORY / "samples" / "metadata.csv"),
        "speeches": Texts("speeches", SHARED / "speeches", SHARED / "speeches.csv"),
        "news": Texts("news", SHARED / "news_2012_2026.jsonl.gz", sentences=sentences),
    }
    chosen = known[name or ("speeches" if known["speeches"].path.exists() else "samples")]
    if not chosen.path.exists():
        raise InputError("ingest.no_path", path=chosen.path)
    return chosen


def every(whole: Texts, step: int, folder: Path) -> Texts:
    """A table's every ``step``-th line as a table of its own: a smaller corpus of the same kind."""
    path = folder / f"{whole.name}-{step}.jsonl"
    with gzip.open(whole.path, "rb") as lines, path.open("wb") as out:
        out.writelines(itertools.islice(lines, 0, None, step))
    return Texts(f"{whole.name}/{step}", path)
