"""How does the table of slogans by year and level get into its index? Built beside the old one, swapped in whole."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from indexer.turn import turn
from yulu import schema
from yulu.corpus import Corpus
from yulu.domain import digest
from yulu.elastic import translated
from yulu.errors import LoadError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_CHUNK = 2000


def replace(client: Elasticsearch, corpus: Corpus, rows: Iterable[dict[str, Any]]) -> int:
    """Put the rows (fields of ``schema.SLOGAN_YEAR_FIELDS``) in place of the earlier ones; returns how many.

    ``rows`` are asked for when no other machine is at its own: what is put in place last was also counted last. Raises
    LoadError when a row is refused; what was there before then still stands.
    """
    with turn(client, corpus):
        return _replace(client, corpus, rows)


def _replace(client: Elasticsearch, corpus: Corpus, rows: Iterable[dict[str, Any]]) -> int:
    alias = corpus.alias(schema.SLOGAN_YEARS)
    name = corpus.concrete(schema.SLOGAN_YEARS, f"{time.time_ns():x}")
    settings = {"number_of_shards": 1, "number_of_replicas": _replicas(client, corpus), "refresh_interval": "-1"}
    with translated(client):
        client.indices.create(index=name, settings=settings, mappings=schema.slogan_year_mappings())
        try:
            count = _fill(client, name, rows)
            client.indices.put_settings(index=name, settings={"refresh_interval": None})
            client.indices.refresh(index=name)
            old = [found for found in client.indices.get(index=f"{alias}-v*", features="aliases") if found != name]
            swap = [{"remove_index": {"index": each}} for each in old]
            client.indices.update_aliases(actions=[{"add": {"index": name, "alias": alias}}, *swap])
        except BaseException:
            client.options(ignore_status=404).indices.delete(index=name)
            raise
    return count


def _replicas(client: Elasticsearch, corpus: Corpus) -> int:
    """As many as the slogans themselves have."""
    with translated(client):
        answer = client.indices.get_settings(index=corpus.alias(schema.SLOGANS), name="index.number_of_replicas")
    return max(int(body["settings"]["index"]["number_of_replicas"]) for body in answer.values())


def _fill(client: Elasticsearch, name: str, rows: Iterable[dict[str, Any]]) -> int:
    from elasticsearch.helpers import BulkIndexError, bulk

    try:
        done, _ = bulk(client, _actions(name, rows), chunk_size=_CHUNK, max_retries=5)
    except BulkIndexError as error:
        (first,) = error.errors[0].values()
        raise LoadError("slogan.write_failed", count=len(error.errors), reason=first.get("error", first)) from error
    return int(done)


def _actions(name: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        body = {field: value for field, value in row.items() if value is not None and value != ""}
        yield {"_index": name, "_id": digest(row["slogan"], row["year"], row["level"]), "_source": body}
