"""How many shards and replicas does a new corpus get? As many as its size asks for and its nodes can use.

Sizes are guessed from the files before anything is read; a rebuild knows what the corpus holds. The figures behind the
numbers here stand in docs/scale.md.
"""

# Paths are strings here: they may hold bytes that are no UTF-8.
# ruff: noqa: PTH116

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.load.link import Link
from indexer.load.target import Destination
from indexer.options import Options
from indexer.sources import Refused, Source
from yulu import schema
from yulu.errors import YuluError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# The sentences, the largest index, take 14.7 MB a million characters: some 10 GB a shard. Below that one shard an
# index keeps the counts of Kibana's groups exact and costs the fewest requests.
CHARACTERS_A_SHARD = 700_000_000
# More than this on one node are only more work for every question.
SHARDS_A_NODE = 4
# Bytes of a file for one character of its text; a page of HTML is half markup, a PDF carries fonts and pictures.
BYTES_A_CHARACTER = {"html": 6.0, "docx": 3.0, "pdf": 30.0}
PLAIN, PACKED = 3.0, 1.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The shards and replicas of each index of a corpus."""

    shards: int
    replicas: int


def layout(characters: int, nodes: int) -> Layout:
    """The layout of a corpus of so many characters on so many data nodes; a replica only where a node can hold it."""
    wanted = -(-characters // CHARACTERS_A_SHARD)
    return Layout(min(max(1, wanted), SHARDS_A_NODE * max(1, nodes)), int(nodes > 1))


def chosen(link: Link, characters: int, options: Options) -> Layout:
    """The layout for the cluster at hand; what the user asks for is taken as it is."""
    found = layout(characters, data_nodes(link))
    return Layout(options.shards or found.shards, found.replicas if options.replicas is None else options.replicas)


def data_nodes(link: Link) -> int:
    """How many nodes may hold data; 1 where that may not be asked."""
    try:
        return int(link.patiently(lambda client: client.cluster.health())["number_of_data_nodes"])
    except YuluError:
        return 1


def estimated(sources: Iterable[Source | Refused]) -> int:
    """About how many characters the sources hold, by their bytes."""
    total = 0.0
    for source in sources:
        if isinstance(source, Source):
            packed = source.path.casefold().endswith(".gz")
            with contextlib.suppress(OSError):
                total += os.stat(source.path).st_size / (
                    PACKED if packed else BYTES_A_CHARACTER.get(source.format, PLAIN)
                )
    return int(total)


def held(link: Link, destination: Destination) -> int:
    """How many characters a corpus holds."""

    def ask(client: Elasticsearch) -> float:
        answer = client.search(
            index=destination.names[schema.SPEECHES],
            size=0,
            aggs={"chars": {"sum": {"field": "chars"}}},
            allow_partial_search_results=False,
        )
        return float(answer["aggregations"]["chars"]["value"])

    return int(link.patiently(ask))
