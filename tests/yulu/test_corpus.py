"""A corpus and its indices: names by themselves, the rest on a real node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from yulu import schema
from yulu.corpus import Corpus, check_version, concrete_names, create, drop, exists
from yulu.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@pytest.mark.parametrize("name", ["yulu", "demo", "a", "2023-gwr", "a.b_c-d", "x" * 100])
def test_names(name: str) -> None:
    assert Corpus(name).aliases == [f"{name}-{index}" for index in schema.INDICES]


@pytest.mark.parametrize("name", ["", "Demo", "-a", ".a", "_a", "a b", "a*", "a,b", "a/b", "语料", "x" * 101, "a\n"])
def test_no_names(name: str) -> None:
    with pytest.raises(UsageError):
        Corpus(name)


@pytest.mark.node
def test_the_life_of_a_corpus(client: Elasticsearch, corpus: Corpus) -> None:
    assert not exists(client, corpus)
    assert drop(client, corpus) == 0
    with pytest.raises(CorpusError, match=corpus.prefix):
        check_version(client, corpus)
    names = create(client, corpus, "1")
    assert exists(client, corpus)
    assert check_version(client, corpus) == schema.INDEX_VERSION
    assert concrete_names(client, corpus) == sorted(names.values())
    assert drop(client, corpus) == len(schema.INDICES)
    assert not exists(client, corpus)


@pytest.mark.node
def test_a_damaged_corpus(client: Elasticsearch, corpus: Corpus) -> None:
    names = create(client, corpus, "1")
    client.indices.delete(index=names[corpus.alias(schema.QUOTATIONS)])
    with pytest.raises(CorpusError, match=corpus.alias(schema.QUOTATIONS)):
        exists(client, corpus)
    drop(client, corpus)


@pytest.mark.node
def test_a_corpus_of_another_version(client: Elasticsearch, corpus: Corpus) -> None:
    names = create(client, corpus, "1")
    speeches = names[corpus.alias(schema.SPEECHES)]
    client.indices.put_mapping(index=speeches, meta={"yulu_index_version": 999})
    with pytest.raises(CorpusError, match="index version 999; ") as raised:
        check_version(client, corpus)
    assert "--rebuild" in str(raised.value)
    drop(client, corpus)


@pytest.mark.node
def test_dropping_leaves_its_neighbours(client: Elasticsearch, corpus: Corpus) -> None:
    """A corpus whose name begins with the other's name is no part of it."""
    longer = Corpus(f"{corpus.prefix}-speeches")
    try:
        create(client, corpus, "1")
        kept = create(client, longer, "1")
        drop(client, corpus)
        assert exists(client, longer)
        assert concrete_names(client, longer) == sorted(kept.values())
    finally:
        drop(client, longer)
