"""What have other machines put into the corpus? Each has a journal of its own; what is common is the index.

The journal learns what others wrote; then, of the speeches that this machine wrote too, whatever another's text left
behind goes, and what one's deletions took from the other is written again. Texts that merely share a name are told
apart by their sketches: neither may quietly take the other's place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.documents import document_id
from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, Kept
from indexer.load.chunk import Unit
from indexer.load.deliver import deliver
from indexer.load.link import Link
from indexer.load.scan import fetch, scan
from indexer.load.target import Destination, number
from indexer.recovery import KNOWN, kept_of
from indexer.similar import sketch
from yulu import schema

Owner = tuple[str, str]
# Texts that share less than this of their sketches are no versions of one speech.
ALIKE = 0.2
_BATCH = 200


@dataclass(slots=True)
class _Standing:
    """What the index holds of one speech: documents of each index by the run that wrote them."""

    runs: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def whole(self, run: int, sentences: int, quotations: int) -> bool:
        """Whether all that belongs to the speech's own document is there."""
        return (self.runs[schema.SENTENCES][run], self.runs[schema.QUOTATIONS][run]) == (sentences, quotations)

    def stale(self, run: int) -> bool:
        """Whether there is anything of another run than the speech's own document."""
        return any(other != run for runs in self.runs.values() for other in runs)


class Others:
    """The part that other machines have in a destination whose documents are refreshed."""

    def __init__(self, link: Link, journal: Journal, destination: Destination) -> None:
        self._link, self._journal, self._names = link, journal, destination.names
        self._allowed = destination.allowed

    def present(self) -> bool:
        """Whether there is a speech of a run that is not this journal's own."""
        return bool(number(self._link, self._names[schema.SPEECHES], self._foreign()))

    def _foreign(self) -> dict[str, Any]:
        return {"bool": {"must_not": [{"terms": {"run": self._journal.runs()}}]}}

    def catch_up(self) -> list[Kept]:
        """Learn what others wrote; returns what this journal kept of speeches in whose place another text now stands.

        A speech of which not everything is there yet, its machine being at it, is left for the next time.
        """
        replaced: list[Kept] = []
        fields = ("speech_id", "collection", "run", "content_hash")
        news: list[str] = []
        for hit in scan(self._link, [self._names[schema.SPEECHES]], fields=fields, query=self._foreign()):
            source = hit["_source"]
            kept = self._journal.speech(str(source.get("collection", "")), str(source["speech_id"]))
            known = kept is not None and kept.state == ACKNOWLEDGED
            if not known or kept is None or (kept.run, kept.content_hash) != (source["run"], source["content_hash"]):
                news.append(str(hit["_id"]))
        for at in range(0, len(news), _BATCH):
            replaced += self._learn(news[at : at + _BATCH])
            self._journal.commit()
        return replaced

    def _learn(self, ids: list[str]) -> Iterator[Kept]:
        sources = fetch(self._link, self._names[schema.SPEECHES], ids, KNOWN).values()
        standing = self._standing(source["speech_id"] for source in sources)
        for source in sources:
            held = standing[_owner(source)]
            run = int(source.get("run", 0))
            if not held.whole(run, int(source["sentences"]), int(source["quotations"])):
                continue
            now, marks = kept_of(source, held.runs[schema.SLOGANS][run]), sketch(str(source.get("text", "")))
            before = self._journal.speech(now.collection, now.speech_id)
            if before is not None:
                # What this machine's own file held stays known: an unchanged file does not undo another's update.
                now = replace(now, file=before.file, source=before.source, fingerprint=before.fingerprint)
                other = before.fingerprint and before.content_hash != now.content_hash
                if other and not alike(self._journal.marks_of(before.row), marks):
                    yield before
                    now = replace(now, fingerprint="")
            row = self._journal.keep(now, seen=before.seen if before else 0)
            self._journal.sketched(row, marks)

    def sweep(self, rows: Iterable[int]) -> list[Kept]:
        """Take away what is left of other runs' texts of these speeches; returns those that lack something."""
        kept = [each for each in map(self._journal.by_row, rows) if each is not None]
        lacking: list[Kept] = []
        for at in range(0, len(kept), _BATCH):
            lacking += self._sweep(kept[at : at + _BATCH])
        return lacking

    def _sweep(self, part: list[Kept]) -> Iterator[Kept]:
        ids = {document_id(each.collection, each.speech_id, schema.SPEECHES): each for each in part}
        fields = ("run", "sentences", "quotations")
        sources = fetch(self._link, self._names[schema.SPEECHES], list(ids), fields)
        standing = self._standing(each.speech_id for each in part)
        for own, each in ids.items():
            held, source = standing[(each.collection, each.speech_id)], sources.get(own)
            run = int(source["run"]) if source else -1
            if held.stale(run):
                self._remove_stale(each, run)
            if source is None:
                self._journal.distrust_speech(each.row)
            elif not held.whole(run, int(source["sentences"]), int(source["quotations"])):
                yield each

    def _remove_stale(self, kept: Kept, run: int) -> None:
        """Delete what is of another run, unless it is being written just now."""
        clauses = [{"term": {"speech_id": kept.speech_id}}]
        spared: list[dict[str, Any]] = [{"term": {"run": run}}]
        if kept.collection:
            clauses.append({"term": {"collection": kept.collection}})
        else:
            spared.append({"exists": {"field": "collection"}})
        query = {"bool": {"filter": clauses, "must_not": spared}}
        units: list[Unit] = []
        for index in schema.INDICES[1:]:
            for hit in scan(self._link, [self._names[index]], fields=False, query=query, sealed=True):
                units.append(Unit(_deletion(self._names[index], hit), None, -1, str(hit["_id"])))
        deliver(self._link, units, self._allowed, self._link.pace)

    def _standing(self, speech_ids: Iterable[str]) -> dict[Owner, _Standing]:
        """What stands in the index of the speeches of these ids."""
        found: dict[Owner, _Standing] = defaultdict(_Standing)
        wanted = sorted(set(speech_ids))
        for index in schema.INDICES[1:]:
            for key, count in self._runs(index, wanted):
                found[(key["collection"] or "", key["speech_id"])].runs[index][int(key["run"] or 0)] += count
        return found

    def _runs(self, index: str, speech_ids: Collection[str]) -> Iterator[tuple[dict[str, Any], int]]:
        names = ("collection", "speech_id", "run")
        sources = [{name: {"terms": {"field": name, "missing_bucket": True}}} for name in names]
        composite: dict[str, Any] = {"size": 2000, "sources": sources}
        query = {"terms": {"speech_id": list(speech_ids)}}
        name = self._names[index]
        while True:
            body = {"size": 0, "query": query, "aggs": {"by": {"composite": composite}}, "track_total_hits": False}
            answer = self._link.patiently(
                lambda client, body=body: client.search(index=name, allow_partial_search_results=False, **body)  # type: ignore[misc]
            )
            by = answer["aggregations"]["by"]
            yield from ((bucket["key"], int(bucket["doc_count"])) for bucket in by["buckets"])
            if "after_key" not in by:
                return
            composite = {**composite, "after": by["after_key"]}


def alike(left: Collection[int], right: Collection[int]) -> bool:
    """Whether two sketches may be of versions of one speech."""
    shorter = min(len(left), len(right))
    return not shorter or len({*left} & {*right}) >= ALIKE * shorter


def _owner(source: dict[str, Any]) -> Owner:
    return str(source.get("collection", "")), str(source["speech_id"])


def _deletion(name: str, hit: dict[str, Any]) -> bytes:
    """The line that deletes a document as it was when it was found, and no later one."""
    import orjson

    seen = {"if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}
    return orjson.dumps({"delete": {"_index": name, "_id": hit["_id"], **seen}}) + b"\n"
