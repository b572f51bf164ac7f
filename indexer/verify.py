"""Do journal and index agree? Every speech by its id and content, every document of it by its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.documents import document_id
from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, SENT, SUPERSEDED, Kept
from indexer.load import target as targets
from indexer.load.deliver import Pace
from indexer.load.link import Link
from indexer.load.scan import scan
from indexer.load.target import Destination
from indexer.opening import Listener, opened
from indexer.options import Options
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import CorpusError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing on which journal and index differ: "missing", "other_content", "incomplete" or "orphan"."""

    kind: str
    speech_id: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The speeches that were compared, and what differed. ``foreign`` are whole speeches that another journal keeps.

    ``pending`` were sent and never acknowledged: the next ingest sends them again. ``problems`` holds the first
    hundred, ``differing`` counts all.
    """

    speeches: int
    documents: int
    foreign: int
    pending: int
    dead: int
    differing: int
    problems: tuple[Problem, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs and nothing is left in doubt."""
        return not self.differing and not self.pending


@dataclass(slots=True)
class _Held:
    """What the index holds of one speech."""

    content_hash: str = ""
    speech_id: str = ""
    mentions: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    highest: Counter[str] = field(default_factory=Counter)


def verify(corpus: Corpus, options: Options | None = None, *, client: Elasticsearch | None = None) -> Verification:
    """Compare the journal of a corpus with its index; CorpusError when there is no such corpus."""
    options = options or Options()
    pace = Pace(options.timing, options.sizes.documents)
    with opened(corpus, options, client, pace, Listener()) as (link, journal):
        destination = targets.find(link, {index: corpus.alias(index) for index in schema.INDICES})
        if destination is None:
            raise CorpusError("corpus.missing", corpus=corpus.prefix)
        targets.restore(link, journal)
        targets.refresh(link, destination)
        return compare(link, journal, destination)


def compare(link: Link, journal: Journal, destination: Destination) -> Verification:
    """The comparison itself, on an index that was refreshed."""
    held = _held(link, destination)
    problems = (
        list(_problems(held, journal))
        if journal.get("indices") == destination.identity
        else [Problem("other_index", "")]
    )
    foreign = sum(bool(each.speech_id) for each in held.values())
    problems += [Problem("orphan", name, _counts(each)) for name, each in held.items() if not each.speech_id]
    numbers = journal.numbers()
    documents = sum(targets.count(link, destination).values())
    return Verification(
        speeches=numbers.get(ACKNOWLEDGED, 0),
        documents=documents,
        foreign=foreign,
        pending=numbers.get(SENT, 0),
        dead=numbers["dead_letters"],
        differing=len(problems),
        problems=tuple(problems[:_SHOWN]),
    )


def _held(link: Link, destination: Destination) -> dict[str, _Held]:
    """What the index holds, by the id of the speech's own document."""
    found: dict[str, _Held] = {}
    fields = ["content_hash", "speech_id", "mentions"]
    for hit in scan(link, [destination.names[schema.SPEECHES]], fields=fields):
        source = hit["_source"]
        found[str(hit["_id"])] = _Held(source["content_hash"], source["speech_id"], int(source.get("mentions", 0)))
    for index in schema.INDICES[1:]:
        nested = ["nested"] if index == schema.SLOGANS else False
        for hit in scan(link, [destination.names[index]], fields=nested, size=10_000):
            own, _, number = str(hit["_id"]).rpartition("-")
            each = found.setdefault(own.rpartition("-")[0], _Held())
            each.counts[index] += 1
            each.highest[index] = max(each.highest[index], int(number) + 1)
            if index == schema.SLOGANS and not hit["_source"].get("nested"):
                each.counts["mentions"] += 1
    return found


def _problems(held: dict[str, _Held], journal: Journal) -> Iterator[Problem]:
    """What differs among the speeches that the journal knows; each is taken out of ``held``."""
    for kept in journal.speeches():
        own = document_id(kept.collection, kept.speech_id, schema.SPEECHES)
        each = held.pop(own, None)
        if kept.state == SUPERSEDED and (each is None or not each.speech_id):
            yield Problem("missing", kept.speech_id)
        if kept.state != ACKNOWLEDGED:
            continue
        if each is None or not each.speech_id:
            yield Problem("missing", kept.speech_id)
        elif each.content_hash != kept.content_hash:
            yield Problem("other_content", kept.speech_id)
        elif wrong := _wrong(kept, each):
            yield Problem("incomplete", kept.speech_id, wrong)


def _wrong(kept: Kept, each: _Held) -> str:
    """In which indices a speech has more or fewer documents than it should.

    Slogans are also written by the passes that learn from the corpus; they are held against the speech's own count.
    """
    wanted = dict(zip(schema.INDICES[1:3], kept.counts[:2], strict=True))
    wrong = [
        f"{index} {each.counts[index]}/{count}"
        for index, count in wanted.items()
        if each.counts[index] != count or each.highest[index] != count
    ]
    slogans = each.counts["mentions"] != each.mentions or each.counts[schema.SLOGANS] != each.highest[schema.SLOGANS]
    return ", ".join([*wrong, *([f"slogans {each.counts['mentions']}/{each.mentions}"] if slogans else [])])


def _counts(each: _Held) -> str:
    return ", ".join(f"{index} {count}" for index, count in each.counts.items())
