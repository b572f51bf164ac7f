"""Which speeches are the same, or the same in another text? Found by their sketches, made sure of by their texts.

A copy or a shortened version is ``duplicate_of`` the fullest text (of several, the earliest); another text of the same
occasion is ``edition_of`` it. Links are worked out anew for whatever a run touched, and a speech whose links changed is
written again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indexer.documents import document_id
from indexer.journal import Journal
from indexer.kept import ACKNOWLEDGED, Kept
from indexer.load.link import Link
from indexer.load.scan import SPEECH, fetch, speech
from indexer.load.target import Destination
from indexer.report import Likeness
from indexer.similar import EDITION, Alike, compare, is_duplicate, shingles, title_core
from indexer.work import Job, Ready, Target
from yulu import schema

# From so many touched speeches on, one pass over all sketches is quicker than asking for each.
_MANY = 500
# A mark that so many speeches share is a set phrase and no sign of a copy.
_MOST = 24
_SHARE = 0.15
# A copy shares 80 % and more: a sample of eight marks shows fewer than this less often than once in 100,000. What shows
# fewer can only be another edition, and is looked at where the occasion may be the same.
_CLOSE = 0.35
_BATCH = 16
# Candidates that are compared at a time, their texts in memory together.
_COMPARED = 32


# Pairs of rows, and whether they may be copies.
Candidates = dict[tuple[int, int], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two speeches, by their rows, and how alike they are."""

    left: int
    right: int
    alike: Alike
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A speech whose links are to be others than they are."""

    kept: Kept
    duplicate_of: str
    edition_of: str


@dataclass(slots=True)
class _Groups:
    """Sets of rows that belong together."""

    parent: dict[int, int] = field(default_factory=dict)

    def find(self, row: int) -> int:
        self.parent.setdefault(row, row)
        while self.parent[row] != row:
            self.parent[row] = self.parent[self.parent[row]]
            row = self.parent[row]
        return row

    def join(self, left: int, right: int) -> None:
        self.parent[self.find(left)] = self.find(right)

    def members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for row in list(self.parent):
            found.setdefault(self.find(row), []).append(row)
        return found


class Linker:
    """Works out the links of what a run touched."""

    def __init__(self, link: Link, journal: Journal, destination: Destination) -> None:
        self._link, self._journal, self._destination = link, journal, destination
        self._shingles: dict[int, set[str]] = {}

    def changes(self, rows: Iterable[int]) -> tuple[list[Change], list[Likeness]]:
        """The speeches whose links change when these rows were touched, and what was found alike."""
        touched = {row for row in rows if self._stands(row)}
        pairs = list(self._pairs(touched))
        groups, editions = _Groups(), _Groups()
        for row in touched:
            groups.find(row)
        for pair in pairs:
            if pair.duplicate:
                groups.join(pair.left, pair.right)
        self._with_their_kin(groups, touched)
        for pair in pairs:
            if not pair.duplicate:
                editions.join(groups.find(pair.left), groups.find(pair.right))
        return self._decide(groups, editions, pairs)

    def _stands(self, row: int) -> bool:
        kept = self._journal.by_row(row)
        return kept is not None and kept.state == ACKNOWLEDGED

    def _with_their_kin(self, groups: _Groups, touched: set[int]) -> None:
        """Who was linked to an untouched member before still is."""
        waiting = [row for row in groups.parent if row not in touched]
        seen = set(waiting)
        while waiting:
            kept = self._journal.by_row(waiting.pop())
            if kept is None:
                continue
            kin = self._journal.by_id(kept.duplicate_of) if kept.duplicate_of else []
            kin += [other for other in self._journal.linked_to(kept.speech_id) if other.duplicate_of == kept.speech_id]
            for other in kin:
                if other.row not in touched:
                    groups.join(kept.row, other.row)
                    if other.row not in seen:
                        seen.add(other.row)
                        waiting.append(other.row)

    def _decide(self, groups: _Groups, editions: _Groups, pairs: list[Pair]) -> tuple[list[Change], list[Likeness]]:
        shared = {(pair.left, pair.right): pair.alike.contained for pair in pairs}
        originals = {group: self._original(rows) for group, rows in groups.members().items()}
        first = {
            group: self._fullest([originals[each] for each in together])
            for together in editions.members().values()
            for group in together
        }
        changes: list[Change] = []
        found: list[Likeness] = []
        for group, rows in groups.members().items():
            original = originals[group]
            main = first.get(group, original)
            edition = main.speech_id if main.row != original.row else ""
            for kept in map(self._journal.by_row, rows):
                if kept is None:
                    continue
                duplicate = original.speech_id if kept.row != original.row else ""
                if (kept.duplicate_of, kept.edition_of) != (duplicate, edition):
                    changes.append(Change(kept, duplicate, edition))
                found += _likenesses(kept, duplicate, edition, original, main, shared)
        return changes, found

    def _original(self, rows: list[int]) -> Kept:
        return self._fullest([kept for kept in map(self._journal.by_row, rows) if kept])

    @staticmethod
    def _fullest(kept: list[Kept]) -> Kept:
        """The fullest text; of those that are about as full the earliest, and of these the first by its id.

        Nothing here may depend on the order in which they came: every machine has to choose the same.
        """
        most = max(each.characters for each in kept)
        full = [each for each in kept if each.characters >= 0.95 * most]
        return min(full, key=lambda each: (each.date or "9999", each.speech_id, each.collection))

    # -- candidates

    def _pairs(self, touched: set[int]) -> Iterator[Pair]:
        """The pairs with a touched speech in them that are alike."""
        candidates = self._by_pass(touched) if len(touched) > _MANY else self._by_asking(touched)
        waiting: list[tuple[Kept, Kept]] = []
        for (left, right), close in sorted(candidates.items()):
            one, other = self._journal.by_row(left), self._journal.by_row(right)
            if one is None or other is None or (one.state, other.state) != (ACKNOWLEDGED, ACKNOWLEDGED):
                continue
            if not close and not _same_occasion(one, other):
                continue
            waiting.append((one, other))
            if len(waiting) == _COMPARED:
                yield from self._alike(waiting)
                waiting = []
        yield from self._alike(waiting)

    def _alike(self, candidates: list[tuple[Kept, Kept]]) -> Iterator[Pair]:
        """Of some candidates those that are alike, by all of their shingles."""
        self._read([kept for pair in candidates for kept in pair])
        for one, other in candidates:
            alike = compare(self._shingles[one.row], self._shingles[other.row])
            if is_duplicate(alike, min(one.characters, other.characters)):
                yield Pair(one.row, other.row, alike, True)
            elif alike.contained >= EDITION and _same_occasion(one, other):
                yield Pair(one.row, other.row, alike, False)

    def _read(self, wanted: list[Kept]) -> None:
        """Have the shingles of these speeches and of no others, all that is missing read in one request."""
        rows = {kept.row: kept for kept in wanted}
        self._shingles = {row: found for row, found in self._shingles.items() if row in rows}
        missing = {
            document_id(kept.collection, kept.speech_id, schema.SPEECHES): row
            for row, kept in rows.items()
            if row not in self._shingles
        }
        texts = fetch(self._link, self._destination.names[schema.SPEECHES], list(missing), ["text"])
        for own, row in missing.items():
            self._shingles[row] = shingles(str(texts.get(own, {}).get("text", "")))

    def _by_asking(self, touched: set[int]) -> Candidates:
        found: Candidates = {}
        for row in touched:
            marks = self._journal.marks_of(row)
            for other, count in self._journal.sharing(row, marks, most=_MOST).items():
                smaller = min(len(marks), len(self._journal.marks_of(other)))
                if count >= _enough(smaller, _SHARE):
                    found[min(row, other), max(row, other)] = count >= _enough(smaller, _CLOSE)
        return found

    def _by_pass(self, touched: set[int]) -> Candidates:
        counts: Counter[tuple[int, int]] = Counter()
        sizes: Counter[int] = Counter()
        group: list[int] = []
        last = -1
        for mark, row in self._journal.marks():
            sizes[row] += 1
            if mark != last:
                counts.update(_couples(group, touched))
                group, last = [], mark
            group.append(row)
        counts.update(_couples(group, touched))
        found: Candidates = {}
        for (left, right), count in counts.items():
            smaller = min(sizes[left], sizes[right])
            if count >= _enough(smaller, _SHARE):
                found[left, right] = count >= _enough(smaller, _CLOSE)
        return found


def _couples(group: list[int], touched: set[int]) -> Iterator[tuple[int, int]]:
    if 1 < len(group) <= _MOST:
        for at, left in enumerate(group):
            for right in group[at + 1 :]:
                if left in touched or right in touched:
                    yield (left, right)


def _enough(smaller: int, share: float) -> int:
    return max(2, int(share * smaller))


def _same_occasion(one: Kept, other: Kept) -> bool:
    """Whether two texts may be of one occasion: dates that do not clash, and the same speaker or title."""
    if one.date and other.date and not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    same_day = len(one.date) == 10 and one.date == other.date
    same_title = len(title_core(one.title)) >= 8 and title_core(one.title) == title_core(other.title)
    return (same_day and bool(one.speaker) and one.speaker == other.speaker) or same_title


def _likenesses(
    kept: Kept, duplicate: str, edition: str, original: Kept, main: Kept, shared: dict[tuple[int, int], float]
) -> Iterator[Likeness]:
    if duplicate:
        pair = min(kept.row, original.row), max(kept.row, original.row)
        yield Likeness("duplicate", kept.speech_id, duplicate, shared.get(pair, 0.0))
    elif edition:
        pair = min(kept.row, main.row), max(kept.row, main.row)
        yield Likeness("edition", kept.speech_id, edition, shared.get(pair, 0.0))


def relinking(
    link: Link, destination: Destination, changes: list[Change], target: Target, number: int
) -> Iterator[Job]:
    """The jobs that write speeches again under their new links, their texts taken from the index."""
    name = destination.names[schema.SPEECHES]
    for at in range(0, len(changes), _BATCH):
        part = changes[at : at + _BATCH]
        ids = {document_id(each.kept.collection, each.kept.speech_id, schema.SPEECHES): each for each in part}
        found = fetch(link, name, list(ids), SPEECH)
        ready = tuple(
            Ready(speech(source), ids[own].kept.fingerprint, ids[own].duplicate_of, ids[own].edition_of)
            for own, source in found.items()
        )
        number += 1
        if ready:
            yield Job(number, "", "txt", (), target=target, ready=ready)
