"""The same answers from one shard and from three, from three nodes and from the two that are left.

In this order: three nodes, one of them killed; and what has lost a shard with it answers nothing rather than less.
"""

from __future__ import annotations

import csv
import random
import re
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cluster.properties import checks
from integration import conftest as library
from integration import test_phrase, test_quote, test_slogans
from machines import Hall, three_at_once

from dashboards import reading, searches
from dashboards.book import book
from dashboards.saved import ndjson
from indexer.annotate import annotate
from indexer.documents import documents
from language.model import Header
from queries import counting, ranked, tallying
from queries.concordance import concordance
from queries.most_quoted import most_quoted
from queries.near import ask
from queries.phrases import Phrase
from queries.questions import Plain
from queries.quotes import Question
from queries.quotes import count as count_quotations
from queries.quotes import find as find_quotations
from queries.slogan_counts import usage
from queries.slogan_years import standings
from queries.stream import speeches
from queries.trace import trace
from queries.trend import Axis, trend
from queries.verify import verify
from yulu.corpus import Corpus, create
from yulu.domain import Speech
from yulu.errors import YuluError
from yulu.filters import Filters

if TYPE_CHECKING:
    from cluster.conftest import Cluster
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

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
    for speech in _speeches(SAMPLES):
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
    one, three = (counted(client, corpus, loaded) for corpus in (loaded.one, loaded.three))
    assert sum(total.occurrences for total, _ in one["phrases () False"]) > 0
    for name, answer in one.items():
        assert three[name] == answer, name
    client.close()


@pytest.fixture(scope="module")
def both(cluster: Cluster) -> library.Both:
    """A part of the speeches of ../shared, or the samples, on one shard and on three, with a replica each."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
    found = _part(library.read_shared(folder)) if folder.is_dir() else list(_speeches(SAMPLES))
    one, three = (Corpus(f"test-{secrets.token_hex(5)}") for _ in range(2))
    client = cluster.client()
    library._load(client, {one: 1, three: 3}, found)
    _replicate(client, one, three)
    client.close()
    return library.Both(one, three, library.Library(found))


def _part(found: Sequence[Speech]) -> list[Speech]:
    """Every sixteenth, and of those that hold what the property tests ask for two for each question."""
    chosen = {*range(0, len(found), 16)}
    for question in test_phrase.QUESTIONS:
        chosen |= set([at for at, each in enumerate(found) if question.find(each.text)][:2])
    return [found[at] for at in sorted(chosen)]


@pytest.fixture(scope="module")
def slogans(cluster: Cluster) -> Corpus:
    """The speeches of the slogan tests on three shards, with a replica."""
    return _filled(cluster, test_slogans.SPEECHES)


@pytest.fixture(scope="module")
def quotations(cluster: Cluster) -> Corpus:
    """The speeches of the quotation tests on three shards, with a replica."""
    return _filled(cluster, test_quote.SPEECHES)


@pytest.fixture(scope="module")
def thin(cluster: Cluster) -> Corpus:
    """Speeches on three shards and three nodes, without a replica: a node that goes takes a part with it."""
    return _filled(cluster, [*test_slogans.SPEECHES, *test_quote.SPEECHES], replicas=0)


def _filled(cluster: Cluster, found: Sequence[Speech], replicas: int = 1) -> Corpus:
    corpus = Corpus(f"test-{secrets.token_hex(5)}")
    client = cluster.client()
    create(client, corpus, "1", shards=3)
    test_slogans.load(client, corpus, found)
    if replicas:
        _replicate(client, corpus)
    client.close()
    return corpus


def _replicate(client: Elasticsearch, *corpora: Corpus) -> None:
    names = ",".join(alias for corpus in corpora for alias in corpus.aliases)
    client.indices.put_settings(index=names, settings={"number_of_replicas": 1})
    assert client.cluster.health(index=names, wait_for_status="green", timeout="90s")["status"] == "green"


@dataclass(frozen=True, slots=True)
class Corpora:
    """What the property tests of each kind are held over, all on three shards with a replica."""

    both: library.Both
    slogans: Corpus
    quotations: Corpus

    def hold(self, client: Elasticsearch, url: str, folder: Path) -> int:
        """Call every property test of phrases, slogans and quotations; how many that were."""
        done = 0
        shared = {"client": client, "tmp_path": folder}
        verified = verify(client, self.quotations, test_quote.DRAFT)
        for module, own in (
            (test_phrase, {"both": library.Both(self.both.three, self.both.three, self.both.library)}),
            (test_slogans, {"loaded": self.slogans}),
            (test_quote, {"loaded": self.quotations, "verified": verified}),
        ):
            for name, check in checks(module, {**shared, **own}, url):
                try:
                    check()
                except BaseException as error:
                    error.add_note(f"over the cluster: {module.__name__}.{name}")
                    raise
                done += 1
        return done


@pytest.fixture(scope="module")
def corpora(both: library.Both, slogans: Corpus, quotations: Corpus) -> Corpora:
    return Corpora(both, slogans, quotations)


def test_every_property_over_three_nodes(cluster: Cluster, corpora: Corpora, tmp_path: Path) -> None:
    client = cluster.client()
    assert corpora.hold(client, cluster.members[0].url, tmp_path) > 60
    client.close()


def test_lines_from_one_shard_and_from_three(cluster: Cluster, both: library.Both) -> None:
    client = cluster.client()
    test_phrase.test_lines_are_the_same_on_any_number_of_shards(client, both)
    client.close()


def test_machines_at_one_cluster(cluster: Cluster, tmp_path: Path) -> None:
    client = cluster.client()
    three_at_once(Hall(client, tmp_path, {"YULU_ES_URL": cluster.members[1].url}), again=False)
    client.close()


def _metric(client: Elasticsearch, corpus: Corpus) -> Any:
    shelf = reading.read(ndjson(book(corpus)))
    panel = next(each for each in reading.placed(shelf) if each.id == "metric-count")
    return searches.run(client, searches.search(panel, shelf))


ASKED: dict[str, Callable[[Elasticsearch, Corpus], Any]] = {
    "count": lambda client, corpus: counting.count(client, corpus, [Phrase.of("的")]),
    "count by": lambda client, corpus: counting.count(client, corpus, [Phrase.of("的")], by=("year", "level")),
    "near": lambda client, corpus: tallying.count(client, corpus, [ask("改革 开放", near=9)]),
    "lines": lambda client, corpus: list(concordance(client, corpus, Plain(Phrase.of("的")))),
    "speeches": lambda client, corpus: list(speeches(client, corpus, {"match_all": {}}, Filters())),
    "trend": lambda client, corpus: trend(client, corpus, [Phrase.of("的")], axis=Axis("year", "")),
    "search": lambda client, corpus: ranked.rank(client, corpus, "水利", Filters(), 5),
    "slogans": lambda client, corpus: usage(client, corpus, "slogan", by=["year"]),
    "yearly table": lambda client, corpus: list(standings(client, corpus)),
    "quotations": lambda client, corpus: find_quotations(client, corpus, Question()),
    "quotations counted": lambda client, corpus: count_quotations(client, corpus, Question(), ["year"]),
    "most quoted": lambda client, corpus: most_quoted(client, corpus, Question()),
    "trace": lambda client, corpus: trace(client, corpus, "水利是农业的命脉"),
    "verify": lambda client, corpus: verify(client, corpus, test_quote.DRAFT),
    "dashboard": _metric,
}


def test_all_is_answered_while_all_is_there(cluster: Cluster, thin: Corpus) -> None:
    client = cluster.client()
    for asked in ASKED.values():
        assert asked(client, thin)
    client.close()


def test_a_node_that_is_killed_takes_no_count_with_it(cluster: Cluster, loaded: Loaded, thin: Corpus) -> None:
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
    health = remaining.cluster.health(
        index=",".join(loaded.three.aliases),
        wait_for_status="yellow",
        wait_for_no_initializing_shards=True,
        timeout="60s",
    )
    assert health["number_of_nodes"] == 2
    assert counted(remaining, loaded.three, loaded) == before
    remaining.close()
    client.close()


def test_every_property_over_the_two_that_are_left(cluster: Cluster, corpora: Corpora, tmp_path: Path) -> None:
    left = cluster.members[1:]
    client = cluster.client(*left)
    assert corpora.hold(client, left[0].url, tmp_path) > 60
    client.close()


@pytest.mark.parametrize("name", ASKED)
def test_a_part_is_no_answer(cluster: Cluster, thin: Corpus, name: str) -> None:
    """The third that the killed node held is nowhere else: a question is refused, never answered from the rest."""
    client = cluster.client(*cluster.members[1:])
    health = client.cluster.health(index=",".join(thin.aliases))
    assert (health["status"], health["number_of_nodes"]) == ("red", 2)
    with pytest.raises(YuluError):
        ASKED[name](client, thin)
    client.close()
