"""What stands in the index? Every document a query finds, page by page, as it stood when the first page was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from indexer.load.link import Link
from language.model import Header
from yulu.domain import Speech

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

KEEP = "10m"
HEADER = ("title", "speaker", "role", "level", "place", "occasion", "date", "kind")
SPEECH = ("speech_id", "collection", "source", "text", "content_hash", "person", "province", *HEADER)
MATCH_ALL: dict[str, Any] = {"match_all": {}}


def scan(
    link: Link,
    names: Sequence[str],
    *,
    fields: Sequence[str] | bool,
    query: dict[str, Any] | None = None,
    size: int = 5000,
    sealed: bool = False,
) -> Iterator[dict[str, Any]]:
    """The hits of a query in the order of the index; ``fields`` of their source, or False for ids alone.

    ``sealed`` adds what tells a document from its later versions.
    """
    pit = str(link.patiently(lambda client: client.open_point_in_time(index=list(names), keep_alive=KEEP))["id"])
    after: list[Any] | None = None
    try:
        while True:
            hits = link.patiently(lambda client, after=after: _page(client, pit, fields, query, size, after, sealed))  # type: ignore[misc]
            yield from hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
    finally:
        link.patiently(lambda client: client.options(ignore_status=404).close_point_in_time(id=pit))


def _page(
    client: Elasticsearch,
    pit: str,
    fields: Sequence[str] | bool,
    query: dict[str, Any] | None,
    size: int,
    after: list[Any] | None,
    sealed: bool,
) -> list[dict[str, Any]]:
    answer = client.search(
        pit={"id": pit, "keep_alive": KEEP},
        query=query or MATCH_ALL,
        source=fields if isinstance(fields, bool) else {"includes": list(fields)},
        size=size,
        sort=["_shard_doc"],
        search_after=after,
        track_total_hits=False,
        seq_no_primary_term=sealed,
        allow_partial_search_results=False,
    )
    return list(answer["hits"]["hits"])


def fetch(link: Link, name: str, ids: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The sources of the documents of these ids, as they are now, refreshed or not; what is not there is left out."""
    if not ids:
        return {}
    found = link.patiently(lambda client: client.mget(index=name, ids=list(ids), source_includes=list(fields)))
    return {str(doc["_id"]): doc["_source"] for doc in found["docs"] if doc.get("found")}


def speech(source: dict[str, Any]) -> Speech:
    """The speech in a document of the speeches index."""

    def several(name: str) -> tuple[str, ...]:
        value = source.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def one(name: str) -> str:
        return str(source.get(name, ""))

    header = Header(
        one("title"),
        several("speaker"),
        several("role"),
        one("level"),
        one("place"),
        one("occasion"),
        one("date"),
        one("kind"),
    )
    return Speech(
        speech_id=one("speech_id"),
        source=one("source"),
        text=one("text"),
        header=header,
        person=several("person"),
        province=one("province"),
        collection=one("collection"),
    )
