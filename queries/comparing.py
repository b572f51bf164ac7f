"""What did the later of two speeches in the index add, drop, reword or reorder? Their texts, as they were annotated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from language.diff import Change, Comparison, compare
from language.lexicon import Lexicon
from language.model import Quotation
from queries.run import Body, Request, search
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_MOST_QUOTATIONS = 10_000


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two speeches: what is known of it, its text, and the slogans it marks."""

    source: Body
    marked: tuple[Quotation, ...]

    @property
    def name(self) -> str:
        """Its date and title."""
        return " ".join(part for part in (self.source.get("date", ""), self.source.get("title", "")) if part)


def requests(corpus: Corpus, speech_id: str, filters: Filters) -> list[Request]:
    """The searches for one speech and for the slogans it marks."""
    own = [{"term": {"speech_id": speech_id}}, *filters.clauses()]
    speech: Body = {"query": {"bool": {"filter": own}}, "size": 2, "track_total_hits": True}
    slogans: Body = {"query": {"bool": {"filter": [*own, {"term": {"class": "slogan"}}]}}, "size": _MOST_QUOTATIONS}
    shown = {"_source": ["start", "end", "text", "depth"], "sort": ["start", "depth"], "track_total_hits": True}
    return [
        Request(corpus.alias(schema.SPEECHES), {**speech, "_source": ["speech_id", "title", "date", "text"]}),
        Request(corpus.alias(schema.QUOTATIONS), {**slogans, **shown}),
    ]


def read(client: Elasticsearch, corpus: Corpus, speech_id: str, filters: Filters = Filters()) -> Text:
    """One speech; UsageError when there is none of that id, or several collections have one."""
    speech, slogans = search(client, requests(corpus, speech_id, filters))
    found = speech["hits"]["hits"]
    if len(found) != 1 or slogans["hits"]["total"]["value"] > _MOST_QUOTATIONS:
        raise UsageError("slogan.not_one_speech", speech=speech_id, count=speech["hits"]["total"]["value"])
    marked = tuple(
        Quotation(hit["_source"]["start"], hit["_source"]["end"], hit["_source"]["text"], "slogan")
        for hit in slogans["hits"]["hits"]
    )
    return Text(found[0]["_source"], marked)


def diff(old: Text, new: Text, lexicon: Lexicon) -> Comparison:
    """The formulations of two speeches compared, the earlier first."""
    return compare(old.source["text"], new.source["text"], lexicon, old.marked, new.marked)


def row(change: Change) -> dict[str, Any]:
    """A change as a row of an answer."""
    old, new = change.old, change.new
    return {
        "change": change.kind,
        "slogan": change.family,
        "old": list(old.wordings) if old else [],
        "new": list(new.wordings) if new else [],
        "old_mentions": old.count if old else 0,
        "new_mentions": new.count if new else 0,
        "old_sentence": old.sentence.text if old else "",
        "new_sentence": new.sentence.text if new else "",
    }
