"""Shards by the size of the corpus, replicas by the number of nodes, and the user's word before both."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import making
import pytest

from indexer.ingest import ingest
from indexer.options import Options
from indexer.sizing import CHARACTERS_A_SHARD, Layout, estimated, layout
from indexer.sources import Discovery
from yulu.corpus import Corpus, drop

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("characters", "nodes", "shards", "replicas"),
    [
        (0, 1, 1, 0),
        (3 * MILLION, 1, 1, 0),
        (3 * MILLION, 3, 1, 1),
        (CHARACTERS_A_SHARD, 1, 1, 0),
        (CHARACTERS_A_SHARD + 1, 1, 2, 0),
        (2_000 * MILLION, 3, 3, 1),
        (2_000 * MILLION, 1, 3, 0),
        (50_000 * MILLION, 1, 4, 0),
        (50_000 * MILLION, 3, 12, 1),
        (MILLION, 0, 1, 0),
    ],
)
def test_layout(characters: int, nodes: int, shards: int, replicas: int) -> None:
    assert layout(characters, nodes) == Layout(shards, replicas)


def test_the_estimate_is_near_the_characters(tmp_path: Path) -> None:
    """Near enough to choose shards by: half to twice as many as there are."""
    lines = [making.SPEECH[0], *(making.SPEECH[1:] * 20)]
    characters = len("".join(lines))
    for name, data in {
        "a.txt": making.txt(lines),
        "a.md": making.markdown(lines),
        "a.txt.gz": gzip.compress(making.txt(lines)),
        "a.html": making.html(lines),
    }.items():
        (tmp_path / name).write_bytes(data)
        (source,) = Discovery().walk([str(tmp_path / name)])
        # Twenty times the same packs far better than speeches do.
        bounds = (0.02, 2) if name.endswith(".gz") else (0.4, 2)
        assert bounds[0] < estimated([source]) / characters < bounds[1], name
    assert estimated(Discovery().walk([str(tmp_path)])) > characters


@pytest.mark.node
def test_made_and_made_again(client: Elasticsearch, corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(making.txt())
    nodes = client.cluster.health()["number_of_data_nodes"]
    usual = layout(1000, nodes)

    def run(**more: object) -> Layout:
        options = Options(journals=tmp_path / "journals", workers=1, learn=False, **more)  # type: ignore[arg-type]
        report = ingest([tmp_path / "a.txt"], corpus, options, client=client)
        settings = client.indices.get_settings(index=corpus.alias("sentences"), flat_settings=True)
        (found,) = (each["settings"] for each in settings.values())
        stands = Layout(int(found["index.number_of_shards"]), int(found["index.number_of_replicas"]))
        assert Layout(report.shards, report.replicas) in (stands, Layout(0, 0))
        assert bool(report.shards) is (report.new > 0)
        return stands

    try:
        assert run(shards=2, replicas=0) == Layout(2, 0)
        assert run() == Layout(2, 0)
        assert run(rebuild=True) == usual
        assert run(rebuild=True, shards=3, replicas=0) == Layout(3, 0)
    finally:
        drop(client, corpus)
