"""What is there to read, and what does the user say of it? Answered before anything is opened or written."""

# Paths are strings here: they may hold bytes that are no UTF-8, and are cut rather than walked.
# ruff: noqa: PTH112, PTH120

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.metadata import Table, read_table
from indexer.options import Options
from indexer.sources import Discovery, Refused, Source


@dataclass(frozen=True, slots=True)
class Survey:
    """The sources, the walk that found them, and the user's table."""

    sources: list[Source | Refused]
    discovery: Discovery
    table: Table | None = None


def survey(paths: Sequence[str | Path], options: Options) -> Survey:
    """Look at every path; InputError for one that is not there, and for a table that cannot be used."""
    table = read_table(options.metadata) if options.metadata else None
    discovery = Discovery()
    sources = list(discovery.walk([str(path) for path in paths], skip=[options.metadata] if options.metadata else []))
    if table is not None:
        folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in map(str, paths)]
        table.check_files(folders)
    return Survey(sources, discovery, table)
