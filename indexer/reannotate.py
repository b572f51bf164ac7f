"""What do the speeches that are already in the index mention, now that the vocabulary is another one?

Texts, and which of their marked spans are slogans, are read from the index; no source file is read again. A speech is
written only where its mentions differ from those that stand there, so running it twice writes nothing the second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.documents import documents
from language.model import Header, Mention, Quotation
from language.sentences import sentences
from yulu import schema
from yulu.corpus import Corpus
from yulu.domain import AnnotatedSpeech, Speech
from yulu.elastic import translated
from yulu.errors import LoadError
from yulu.vocabulary import Vocabulary

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Body = dict[str, Any]
Owner = tuple[str, str]
KEEP_ALIVE = "10m"
MATCH_ALL: Body = {"match_all": {}}
# A page of speeches holds about so many characters, whether they are work reports or news items.
_PAGE_CHARS = 500_000
_FIRST_PAGE, _LARGEST_PAGE = 20, 1000
_AT_ONCE = 5000
_BULK_DOCUMENTS = 500
_BULK_BYTES = 8 * 1024 * 1024
_MENTION = ("text", "slogan", "family", "marked", "nested", "start", "end")
# What of a speech's document the vocabulary decides.
_DECIDED = ("slogans", "families", "mentions")


@dataclass(frozen=True, slots=True)
class Reannotation:
    """How many speeches were looked at, and how many had other mentions than before."""

    speeches: int = 0
    changed: int = 0
    missed: int = 0
    """Documents that somebody else replaced while the pass was at them."""


def reannotate(
    client: Elasticsearch, corpus: Corpus, vocabulary: Vocabulary, only: Collection[str] | None = None
) -> Reannotation:
    """Annotate the speeches, or ``only`` those of these document ids, with the vocabulary.

    Raises LoadError when Elasticsearch refuses a document; running it again then completes it.
    """
    seen = changed = missed = 0
    for page in _speeches(client, corpus, only):
        actions: list[Body] = []
        for stored in _stored(client, corpus, page):
            found = vocabulary.mentions(stored.text, stored.marked)
            seen += 1
            if not stored.has(found):
                changed += 1
                actions += stored.actions(corpus, found)
        missed += _write(client, actions)
    with translated(client):
        client.indices.refresh(index=[corpus.alias(schema.SPEECHES), corpus.alias(schema.SLOGANS)])
    return Reannotation(seen, changed, missed)


def _speeches(client: Elasticsearch, corpus: Corpus, only: Collection[str] | None) -> Iterator[list[Body]]:
    """The speeches to look at, page by page."""
    if only is None:
        yield from pages(client, corpus, schema.SPEECHES, MATCH_ALL, _FIRST_PAGE, resize=_next_size)
        return
    wanted, size = sorted(only), _FIRST_PAGE
    while wanted:
        query = {"ids": {"values": wanted[:size]}}
        del wanted[:size]
        for page in pages(client, corpus, schema.SPEECHES, query, size + 1):
            yield page
            size = _next_size(page)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A speech as it stands in the index, with the slogans its text marks and the documents of its mentions."""

    hit: Body
    source: Body
    marked: tuple[Quotation, ...]
    mentions: tuple[Body, ...]

    @property
    def text(self) -> str:
        text: str = self.source["text"]
        return text

    def has(self, found: Sequence[Mention]) -> bool:
        """Whether these are the mentions that stand in the index, in documents of their own and in the speech's."""
        plain = [mention for mention in found if not mention.nested]
        names = sorted({mention.slogan for mention in plain})
        if (self.source.get("mentions"), self.source.get("slogans")) != (len(plain), names):
            return False
        old = [tuple(hit["_source"][name] for name in _MENTION) for hit in self.mentions]
        return sorted(old) == sorted(tuple(getattr(mention, name) for name in _MENTION) for mention in found)

    def actions(self, corpus: Corpus, found: Sequence[Mention]) -> Iterator[Body]:
        """What makes these its mentions: documents to index, and those left over to delete."""
        flat = {name: self.source[name] for name in schema.SPEECH_FIELDS if name in self.source}
        kept: set[str] = set()
        before = {hit["_id"]: hit for hit in self.mentions}
        for document in documents(self._annotated(found)):
            if document.index == schema.SLOGANS:
                kept.add(document.id)
                body = {**document.body, **flat}
                yield _action("index", corpus, schema.SLOGANS, document.id, before.get(document.id), body)
            elif document.index == schema.SPEECHES:
                decided = {name: document.body[name] for name in (*schema.DERIVED, *_DECIDED) if name in document.body}
                body = {**self.source, **decided}
                yield _action("index", corpus, schema.SPEECHES, self.hit["_id"], self.hit, body)
        for hit in self.mentions:
            if hit["_id"] not in kept:
                yield _action("delete", corpus, schema.SLOGANS, hit["_id"], hit)

    def _annotated(self, found: Sequence[Mention]) -> AnnotatedSpeech:
        source = self.source
        speech = Speech(
            speech_id=source["speech_id"],
            source=source.get("source", ""),
            text=self.text,
            header=Header(title=source.get("title", "")),
            collection=source.get("collection", ""),
        )
        return AnnotatedSpeech(speech, tuple(sentences(self.text)), (), tuple(found))


def _action(kind: str, corpus: Corpus, index: str, name: str, before: Body | None, body: Body | None = None) -> Body:
    """An action on a document as it was when it was read, and on no later one."""
    action: Body = {"_op_type": kind, "_index": corpus.alias(index), "_id": name}
    if before is not None:
        action |= {"if_seq_no": before["_seq_no"], "if_primary_term": before["_primary_term"]}
    return action if body is None else {**action, "_source": body}


def _stored(client: Elasticsearch, corpus: Corpus, page: Sequence[Body]) -> Iterator[_Stored]:
    """The speeches of one page with what belongs to them."""
    of_page = {"terms": {"speech_id": sorted({hit["_source"]["speech_id"] for hit in page})}}
    slogans = {"bool": {"filter": [of_page, {"term": {"class": "slogan"}}]}}
    marked = _by_owner(client, corpus, schema.QUOTATIONS, slogans)
    mentions = _by_owner(client, corpus, schema.SLOGANS, {"bool": {"filter": [of_page]}})
    for hit in page:
        owner = _owner(hit["_source"])
        quotations = tuple(_quotation(found["_source"]) for found in marked.get(owner, ()))
        yield _Stored(hit, hit["_source"], quotations, tuple(mentions.get(owner, ())))


def _owner(source: Body) -> Owner:
    return source.get("collection", ""), source["speech_id"]


def _quotation(source: Body) -> Quotation:
    return Quotation(source["start"], source["end"], source["text"], "slogan", depth=source.get("depth", 0))


def _by_owner(client: Elasticsearch, corpus: Corpus, index: str, query: Body) -> dict[Owner, list[Body]]:
    found: dict[Owner, list[Body]] = defaultdict(list)
    for page in pages(client, corpus, index, query, _AT_ONCE):
        for hit in page:
            found[_owner(hit["_source"])].append(hit)
    for hits in found.values():
        hits.sort(key=lambda hit: (hit["_source"]["start"], -hit["_source"]["end"]))
    return found


def _next_size(page: Sequence[Body]) -> int:
    """How many speeches to ask for next, from those of the last page."""
    average = sum(len(hit["_source"]["text"]) for hit in page) / len(page)
    return max(1, min(_LARGEST_PAGE, int(_PAGE_CHARS / max(average, 1))))


def pages(
    client: Elasticsearch,
    corpus: Corpus,
    index: str,
    query: Body,
    size: int,
    *,
    source: bool = True,
    resize: Callable[[Sequence[Body]], int] | None = None,
) -> Iterator[list[Body]]:
    """Every document that the query finds, as the index stood when the first page was read; pages of ``size``."""
    with translated(client):
        pit = client.open_point_in_time(index=corpus.alias(index), keep_alive=KEEP_ALIVE)["id"]
    try:
        after: list[Any] | None = None
        while hits := _page(client, pit, query, size, after, source):
            yield hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]
            size = resize(hits) if resize else size
    finally:
        with translated(client):
            client.close_point_in_time(id=pit)


def _page(client: Elasticsearch, pit: str, query: Body, size: int, after: list[Any] | None, source: bool) -> list[Body]:
    with translated(client):
        answer = client.search(
            pit={"id": pit, "keep_alive": KEEP_ALIVE},
            query=query,
            size=size,
            sort=["_shard_doc"],
            search_after=after,
            source=source,
            seq_no_primary_term=True,
            track_total_hits=False,
            allow_partial_search_results=False,
        )
    hits: list[Body] = answer["hits"]["hits"]
    return hits


def _write(client: Elasticsearch, actions: Sequence[Body]) -> int:
    """Send the actions; returns how many met a later version."""
    if not actions:
        return 0
    from elasticsearch.helpers import bulk

    with translated(client):
        _, errors = bulk(
            client,
            actions,
            chunk_size=_BULK_DOCUMENTS,
            max_chunk_bytes=_BULK_BYTES,
            max_retries=5,
            raise_on_error=False,
        )
    found = [next(iter(error.values())) for error in errors] if isinstance(errors, list) else []
    refused = [each for each in found if each.get("status") not in (404, 409)]
    if refused:
        reason = refused[0].get("error", refused[0])
        raise LoadError("slogan.write_failed", count=len(refused), reason=reason)
    return len(found)
