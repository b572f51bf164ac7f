"""The same answers from one shard and from three, from three nodes and from the two that are left."""

from __future__ import annotations

import csv
import random
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indexer.annotate import annotate
from indexer.documents import documents
from language.model import Header
from queries import counting
from queries.concordance import concordance
from queries.phrases import Phrase
from queries.questions import Plain
from queries.slogan_counts import usage
from yulu.corpus import Corpus, create
from yulu.domain import Speech
from yulu.errors import YuluError

if TYPE_CHECKING:
    from cluster.conftest import Cluster
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]

COMMON = ("的", "人民", "发展", "的人民", "，坚持", "。我们", "人人", "从未出现的话")
LENGTHS = (1, 2, 2, 3, 3, 4, 5, 6, 8, 12)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One body of speeches under two names: on one shard, and on three; both with a replica."""

    one: Corpus
    three: Corpus
    texts: tuple[str, ...]

    def phrases(self, number: int, seed: int) -> list[Phrase]:
        """Common phrases, and some cut out of the texts at random."""
        chance = random.Random(seed)
        found = [Phrase.of(phrase) for phrase in COMMON]
        while len(found) < number + len(COMMON):
            text = chance.choice(self.texts)
            length = chance.choice(LENGTHS)
            start = chance.randrange(len(text) - length)
            words = text[start : start + length]
            if re.fullmatch(r"[\u4e00-\u9fff]+", words):
                found.append(Phrase.of(words))
        return found


def _speeches(samples: Path) -> Iterator[Speech]:
    with (samples / "metadata.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            header = Header(
                title=row["title"],
                speaker=tuple(filter(None, row["speaker"].split("；"))),
                level=row["level"],
                place=row["place"],
                date=row["date"],
                kind=row["kind"],
            )
            path = next(samples.rglob(Path(row["file"]).name))
            yield Speech(path.stem, path.name, path.read_text(encoding="utf-8"), header)


@pytest.fixture(scope="module")
def loaded(cluster: Cluster) -> Iterator[Loaded]:
    """The samples, annotated, indexed twice."""
    name = f"test-{secrets.token_hex(5)}"
    one, three = Corpus(f"{name}-one"), Corpus(f"{name}-three")
    client = cluster.client()
    create(client, one, "1", shards=1, replicas=1)
    create(client, three, "1", shards=3, replicas=1)
    texts: list[str] = []
    for speech in _speeches(Path(__file__).resolve().parents[2] / "samples"):
        texts.append(speech.text)
        lines: list[dict[str, Any]] = []
        for document in documents(annotate(speech)):
            for corpus in (one, three):
                lines += [{"index": {"_index": corpus.alias(document.index), "_id": document.id}}, document.body]
        assert not client.bulk(operations=lines)["errors"]
    for corpus in (one, three):
        client.indices.refresh(index=",".join(corpus.aliases))
    assert client.cluster.health(wait_for_status="green", timeout="60s")["status"] == "green"
    yield Loaded(one, three, tuple(texts))
    client.close()


def counted(client: Elasticsearch, corpus: Corpus, loaded: Loaded, number: int = 10) -> dict[str, Any]:
    """Everything that is counted, in all the ways it is counted: the same for one body of texts wherever it lies."""
    found: dict[str, Any] = {}
    for by in ((), ("year",), ("level",), ("speaker",), ("level", "kind"), ("place", "month")):
        for loose in (False, True):
            asked = [Phrase.of(phrase.text, loose=loose) for phrase in loaded.phrases(number, seed=len(by) + loose)]
            found[f"phrases {by} {loose}"] = [
                (each.total, each.parts) for each in counting.count(client, corpus, asked, by=by)
            ]
    for words in ("人民", "，坚持", "发展"):
        lines = concordance(client, corpus, Plain(Phrase.of(words)))
        found[f"lines {words}"] = sorted(str(line.row()) for line in lines)
    for unit in ("slogan", "family"):
        for by in ((), ("year", "level")):
            uses = usage(client, corpus, unit, by=by)
            found[f"{unit} {by}"] = {key: sorted(map(str, each)) for key, each in uses.items()}
    return found


def test_the_corpus_is_spread_over_the_nodes(cluster: Cluster, loaded: Loaded) -> None:
    client = cluster.client()
    for alias in loaded.three.aliases:
        shards = client.cat.shards(index=alias, format="json")
        assert len(shards) == 6
        assert {shard["node"] for shard in shards} == {member.name for member in cluster.members}
    client.close()


def test_three_shards_count_as_one(cluster: Cluster, loaded: Loaded) -> None:
    client = cluster.client()
    one, three = (counted(client, corpus, loaded, 40) for corpus in (loaded.one, loaded.three))
    assert sum(total.occurrences for total, _ in one["phrases () False"]) > 0
    for name, answer in one.items():
        assert three[name] == answer, name
    client.close()


def test_a_node_that_is_killed_takes_no_count_with_it(cluster: Cluster, loaded: Loaded) -> None:
    client = cluster.client()
    before = counted(client, loaded.three, loaded)
    gone, *left = cluster.members
    remaining = cluster.client(*left)
    gone.kill()
    # In the middle of it an answer may fail, but one that comes is whole.
    for _ in range(3):
        try:
            assert counted(remaining, loaded.three, loaded) == before
        except YuluError:
            continue
    health = remaining.cluster.health(wait_for_status="yellow", wait_for_no_initializing_shards=True, timeout="60s")
    assert health["number_of_nodes"] == 2
    assert counted(remaining, loaded.three, loaded) == before
    remaining.close()
    client.close()
