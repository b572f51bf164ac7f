"""What came of an ingest? Numbers that add up, and what failed with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that did not go in: its source key, at which stage, the kind of error, and its message."""

    source: str
    stage: str
    type: str
    message: str
    attempts: int = 1
    path: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A speech that is another's duplicate ("duplicate") or another text of it ("edition")."""

    kind: str
    speech_id: str
    of: str
    shared: float


@dataclass(frozen=True, slots=True)
class Report:
    """``found`` = new + changed + unchanged + superseded + failed + pending; ``pending`` is 0 unless interrupted.

    ``shards`` and ``replicas`` are those of each index that the run made; 0 shards where it made none. ``moved`` are
    among the unchanged. ``ignored`` are files of formats that hold no text; they are not found.
    """

    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    failed: int = 0
    moved: int = 0
    pruned: int = 0
    gone: int = 0
    documents: int = 0
    characters: int = 0
    sentences: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    encodings: tuple[tuple[str, int], ...] = ()
    ignored: tuple[tuple[str, int], ...] = ()
    failures: tuple[Failure, ...] = ()
    alike: tuple[Likeness, ...] = ()
    old_indices: tuple[str, ...] = ()
    shards: int = 0
    replicas: int = 0

    @property
    def pending(self) -> int:
        """Found, and neither in nor failed: left for the next run."""
        return self.found - self.new - self.changed - self.unchanged - self.superseded - self.failed
