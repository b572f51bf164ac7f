"""Which places come into question for the quotations of a draft? All quotations at once, in a few round trips.

First the words as they are; then, where a quotation is not accounted for, the words changed; then the rest of words
whose beginning or end stands somewhere (two places run together); last whose words the places are said to be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from language.align import align
from language.claims import Claim, fits
from language.sentences import sentences
from language.tokens import characters
from queries.places import Key, Passage, Place, Voice, voices
from queries.probes import Probes, Sought, standing
from queries.run import Request, search
from queries.splices import Splice, ends, splice
from yulu import schema

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Body = dict[str, Any]
# Words fewer than these are too common to be looked for changed.
_FEWEST = 4
_ALIGNED = 6
# Of so many sentences of a draft all but one stand in a speech that is the draft itself.
_SAMPLE = 8
# Over how many sentences an ellipsis may pass.
_LEFT_OUT = 60
_KEPT_SAME, _KEPT_NEAR = 30, 8


@dataclass(slots=True)
class Search:
    """The search for one quotation while it goes on.

    ``itself`` are the speeches that are the draft, which prove nothing; ``claimed`` those that its lead-in may mean,
    ``last`` the date of the last speech of the person named.
    """

    sought: Sought
    itself: frozenset[str] = frozenset()
    claimed: tuple[str, ...] = ()
    last: str = ""
    hits: dict[Key, Body] = field(default_factory=dict)
    keys: set[Key] = field(default_factory=set)
    hers: set[Key] = field(default_factory=set)
    passages: dict[Key, Passage] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    splice: Splice | None = None

    @property
    def same(self) -> list[Place]:
        """The places where the words are the same, punctuation aside, the draft itself left out."""
        found = (place for place in self.places.values() if place.alignment.same_words)
        return [place for place in found if place.passage.speech_id not in self.itself]

    @property
    def settled(self) -> bool:
        """Whether the words stand where the draft says that they do, as far as can be told yet."""
        if not self.sought.name:
            return bool(self.same)
        return any(place.passage.key in self.hers or place.passage.speech_id in self.claimed for place in self.same)

    @property
    def nearest(self) -> Place | None:
        """The place whose words are the nearest."""
        others = [place for place in self.places.values() if place.passage.speech_id not in self.itself]
        return min(others, key=lambda place: place.strain, default=None)


def gather(
    client: Elasticsearch, probes: Probes, wanted: Sequence[Sought], itself: frozenset[str] = frozenset()
) -> list[Search]:
    """For each quotation the places that come into question, with whose words they are.

    ``itself`` are speeches of the corpus that are the draft: see ``itself_in``.
    """
    searches = [Search(sought, itself) for sought in wanted]
    _find_claimed(client, probes, searches)
    _ask(client, searches, lambda each: probes.exact(each.sought, each.claimed))
    _read(client, probes, searches)
    rest = [each for each in searches if not each.settled and each.sought.length >= _FEWEST]
    _ask(client, rest, lambda each: probes.near(each.sought, anywhere=not each.same, claimed=each.claimed))
    _read(client, probes, rest)
    unlike = [each for each in rest if not each.same]
    _earlier(client, probes, unlike)
    _run_together(client, probes, unlike)
    _hear(client, probes, searches)
    return searches


def itself_in(client: Elasticsearch, probes: Probes, text: str) -> frozenset[str]:
    """The speeches of the corpus that are this very draft, by its longest sentences: nearly all stand in them."""
    found = {each.text for each in sentences(text) if 20 <= len(each.text) <= 200}
    sample = sorted(found, key=lambda each: (-len(each), each))[:_SAMPLE]
    if len(sample) < _SAMPLE:
        return frozenset()
    answers = search(client, [probes.sentences(standing(each), 20) for each in sample])
    counts = Counter(
        speech_id for answer in answers for speech_id in {hit["_source"]["speech_id"] for hit in answer["hits"]["hits"]}
    )
    return frozenset(speech_id for speech_id, count in counts.items() if count >= _SAMPLE - 1)


def _find_claimed(client: Elasticsearch, probes: Probes, searches: Iterable[Search]) -> None:
    """The speeches that a lead-in may mean: of the person named, or of that name; and when the person last spoke."""
    naming = [each for each in searches if each.sought.name]
    asked = {each.sought.catalogue: probes.catalogue(each.sought) for each in naming}
    answers = dict(zip(asked, search(client, list(asked.values())), strict=True))
    for each in naming:
        speeches = [hit["_source"] for hit in answers[each.sought.catalogue]["hits"]["hits"]]
        if each.sought.quotation.kind != "document":
            each.last = max((speech.get("date", "") for speech in speeches), default="")
        if each.sought.claim:
            each.claimed = tuple(speech["speech_id"] for speech in speeches if _may_be(each.sought.claim, speech))[:50]


def _may_be(asked: Claim, speech: Body) -> bool:
    return fits(asked, speech.get("title", ""), speech.get("occasion", ""), speech.get("date", "")) is True


def _ask(client: Elasticsearch, searches: Sequence[Search], requests: Callable[[Search], list[Request]]) -> None:
    """Send the requests of every search together and keep what comes back."""
    asked = [(each, request) for each in searches for request in requests(each)]
    answers = search(client, [request for _, request in asked])
    for (each, request), answer in zip(asked, answers, strict=True):
        of_sentences = request.index.endswith(schema.SENTENCES)
        for hit in answer["hits"]["hits"]:
            _keep(each, hit["_source"], of_sentences)


def _keep(each: Search, source: Body, of_sentences: bool) -> None:
    key = (source.get("collection", ""), source["speech_id"], source["number" if of_sentences else "sentence"])
    name = each.sought.name
    if of_sentences:
        each.hits[key] = source
        if name and name in (*_several(source.get("speaker", ())), *_several(source.get("person", ()))):
            each.hers.add(key)
    elif name and name in (source.get("quoted_person"), source.get("quoted_speaker")):
        each.hers.add(key)
    each.keys.add(key)


def _read(client: Elasticsearch, probes: Probes, searches: Sequence[Search]) -> None:
    """Align the new candidates that look nearest, after fetching their neighbours where one sentence is not enough."""
    several: list[tuple[Search, list[Key]]] = []
    for each in searches:
        fresh = sorted(key for key in each.keys if key not in each.passages)
        wide = [key for key in fresh if not _read_alone(each, key)]
        if wide:
            several.append((each, wide))
    requests = [probes.around(keys, _reach(each), _reach(each)) for each, keys in several]
    for (each, keys), answer in zip(several, search(client, requests), strict=True):
        by_speech = _by_speech(hit["_source"] for hit in answer["hits"]["hits"])
        for key in keys:
            run = _run(by_speech[key[:2]], key[2], _reach(each))
            if run:
                each.passages[key] = passage(run)
        _align_nearest(each, keys)


def _align_nearest(each: Search, keys: Sequence[Key]) -> None:
    """Align the candidates with most in common with the quotation, and those of the person named."""
    from rapidfuzz.fuzz import partial_ratio

    wanted = characters(each.sought.quotation.text, loose=True)
    pairs = {wanted[at : at + 2] for at in range(len(wanted) - 1)}

    def like(key: Key) -> float:
        there = characters(each.passages[key].text, loose=True)
        shared = sum(pair in there for pair in pairs) / max(1, len(pairs))
        return float(partial_ratio(wanted, there)) + 100 * shared

    known = [key for key in keys if key in each.passages]
    likeness = {key: like(key) for key in known}
    nearest = sorted(known, key=lambda key: -likeness[key])
    his = [key for key in nearest if key in each.hers or key[1] in each.claimed]
    for key in dict.fromkeys([*nearest[:_ALIGNED], *his[:_ALIGNED]]):
        _align(each, key)


def _reach(each: Search) -> int:
    """How many sentences on either side may belong to it; many where an ellipsis says that words were left out."""
    if "…" in each.sought.quotation.text.strip("…。 "):
        return _LEFT_OUT
    return len(sentences(each.sought.quotation.text)) if len(each.sought.sentences) > 1 else 1


def _read_alone(each: Search, key: Key) -> bool:
    """Align a candidate sentence by itself; False where it is not known or does not hold the words."""
    hit = each.hits.get(key)
    if hit is None or len(each.sought.sentences) > 1:
        return False
    found = align(each.sought.quotation.text, hit["text"])
    if found is None or not found.same_words:
        return False
    each.passages[key] = passage([hit])
    each.places[key] = Place(each.passages[key], found)
    return True


def _by_speech(sources: Iterable[Body]) -> dict[tuple[str, str], dict[int, Body]]:
    found: dict[tuple[str, str], dict[int, Body]] = defaultdict(dict)
    for source in sources:
        found[source.get("collection", ""), source["speech_id"]][source["number"]] = source
    return found


def _run(known: dict[int, Body], number: int, reach: int) -> list[Body]:
    """The sentences around one, as far as they are known without a gap."""
    if number not in known:
        return []
    first = last = number
    while first - 1 in known and number - first < reach:
        first -= 1
    while last + 1 in known and last - number < reach:
        last += 1
    return [known[at] for at in range(first, last + 1)]


def passage(run: Sequence[Body]) -> Passage:
    """Neighbouring sentences as one text, with as many line breaks between them as the speech has characters."""
    first = run[0]
    text, starts = "", []
    for sentence in run:
        text += "\n" * (sentence["start"] - first["start"] - len(text))
        starts.append(len(text))
        text += sentence["text"]
    return Passage(
        speech_id=first["speech_id"],
        collection=first.get("collection", ""),
        title=first.get("title", ""),
        date=first.get("date", ""),
        occasion=first.get("occasion", ""),
        level=first.get("level", ""),
        speakers=_several(first.get("speaker", ())),
        persons=_several(first.get("person", ())),
        number=first["number"],
        start=first["start"],
        text=text,
        starts=tuple(starts),
    )


def _several(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _align(each: Search, key: Key) -> None:
    found = each.passages[key]
    aligned = align(each.sought.quotation.text, found.text)
    if aligned is not None:
        each.places[key] = Place(found, aligned)
        if key in each.hers:
            each.hers.add(found.key)


def _earlier(client: Elasticsearch, probes: Probes, searches: Sequence[Search]) -> None:
    """Where else the words stand that the quotation was changed from: the nearest found is seldom the first."""
    asked = [
        (each, request)
        for each in searches
        if each.nearest and each.nearest.is_near and len(each.sought.sentences) == 1
        for request in probes.found(each.nearest.found, each.sought.name)
    ]
    for (each, _), answer in zip(asked, search(client, [request for _, request in asked]), strict=True):
        for hit in answer["hits"]["hits"]:
            source = hit["_source"]
            _keep(each, source, True)
            key = (source.get("collection", ""), source["speech_id"], source["number"])
            if key not in each.passages:
                each.passages[key] = passage([source])
                _align(each, key)


def _run_together(client: Elasticsearch, probes: Probes, searches: Sequence[Search]) -> None:
    """Whether two places were run together: look for the rest of words whose beginning or end stands somewhere."""
    open_ = [each for each in searches if not (near := each.nearest) or near.strain > 2 or near.joins_sentences]
    asked: list[tuple[Search, Request]] = []
    for each in open_:
        passages = list(each.passages.values())
        each.splice = splice(each.sought.quotation.text, passages)
        if each.splice is None:
            for rest in ends(each.sought.quotation.text, passages):
                asked.append((each, probes.sentences(standing(rest), 6)))
    for (each, _), answer in zip(asked, search(client, [request for _, request in asked]), strict=True):
        for hit in answer["hits"]["hits"]:
            found = passage([hit["_source"]])
            each.passages.setdefault(found.key, found)
    for each in {id(each): each for each, _ in asked}.values():
        each.splice = splice(each.sought.quotation.text, list(each.passages.values()))


def _kept(each: Search) -> list[Place]:
    """The places worth a verdict: where the words are the same, else the nearest."""
    same = [place for place in each.places.values() if place.alignment.same_words]
    if each.sought.name:
        same.sort(key=lambda place: place.passage.key not in each.hers)
    same.sort(key=lambda place: place.passage.speech_id in each.itself)
    near = sorted((p for p in each.places.values() if not p.alignment.same_words), key=lambda place: place.strain)
    return [*same[:_KEPT_SAME], *near[:_KEPT_NEAR]]


def _hear(client: Elasticsearch, probes: Probes, searches: Sequence[Search]) -> None:
    """Read whose words the places are said to be, and leave the others out."""
    kept = [(each, _kept(each), each.splice.places if each.splice else []) for each in searches]
    asked = [item for item in kept if item[1] or item[2]]
    answers = search(client, [probes.voices([*places, *parts]) for _, places, parts in asked])
    for (each, places, parts), answer in zip(asked, answers, strict=True):
        quoted = [hit["_source"] for hit in answer["hits"]["hits"]]
        heard = [replace(place, voices=tuple(_voices(place, quoted))) for place in places]
        each.places = {place.passage.key: place for place in heard}
        if each.splice:
            each.splice = each.splice.heard([tuple(_voices(part, quoted)) for part in parts])


def _voices(place: Place, quoted: Sequence[Body]) -> Iterator[Voice]:
    where = place.passage
    own = [q for q in quoted if q["speech_id"] == where.speech_id and q.get("collection", "") == where.collection]
    yield from voices((place.start, place.end), where, own)
