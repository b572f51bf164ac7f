"""Which formulations does this corpus know? Those that come with yulu, as its user has curated them, and those learned.

The user's curation is a table of edits under ``data_home()``, one a corpus; the forms learned from the corpus itself
(``indexer.learning``) stand in the ``_meta`` of its slogans index, so that they live and die with what they annotated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from language.lexicon import Action, Edit, Entry, Lexicon, key
from language.model import Mention, Quotation
from language.slogans import mentions
from yulu import schema
from yulu.corpus import Corpus
from yulu.elastic import translated
from yulu.errors import InputError
from yulu.settings import data_home

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

COLUMNS = ("action", "slogan", "family", "variants", "members", "field", "since", "target")
ACTIONS: tuple[Action, ...] = get_args(Action)
LEARNED, PENDING = "learned", "pending"
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon to annotate and to ask with, and the ``key`` of every form that the user excluded.

    An excluded form is no mention even where the text marks it.
    """

    lexicon: Lexicon
    excluded: frozenset[str] = frozenset()

    @staticmethod
    def of(edits: Sequence[Edit] = (), learned: Iterable[str] = (), base: Lexicon | None = None) -> Vocabulary:
        """The base (yulu's own by default) after the edits, with the learned forms; ValueError for a wrong edit."""
        lexicon = base or Lexicon.default()
        excluded = _excluded(edits, lexicon)
        kept = [form for form in learned if key(form) not in excluded]
        return Vocabulary((lexicon.curated(_needed(edits, lexicon)) if edits else lexicon).with_forms(kept), excluded)

    def mentions(self, text: str, marked: Sequence[Quotation] = ()) -> list[Mention]:
        """The mentions in a text whose marked spans are ``marked``, as every annotation of this corpus finds them."""
        allowed = [quotation for quotation in marked if key(quotation.text) not in self.excluded]
        found = mentions(text, self.lexicon, allowed)
        return [mention for mention in found if key(mention.slogan) not in self.excluded] if self.excluded else found


def vocabulary(client: Elasticsearch, corpus: Corpus) -> Vocabulary:
    """The vocabulary of a corpus; InputError when its curation cannot be applied."""
    edits = load(corpus)
    try:
        return Vocabulary.of(edits, learned(client, corpus))
    except ValueError as error:
        raise InputError("slogan.curation_unfit", path=path(corpus), reason=error) from error


def _needed(edits: Sequence[Edit], lexicon: Lexicon) -> list[Edit]:
    """The edits without those that exclude what only the corpus marks: there is no entry to take away."""
    known = {key(entry.slogan) for entry in lexicon.entries}
    needed: list[Edit] = []
    for edit in edits:
        name = key(edit.entry.slogan)
        if edit.action == "exclude" and name not in known:
            continue
        known = known - {name} if edit.action == "exclude" else known | {name, key(edit.target)}
        needed.append(edit)
    return needed


def _excluded(edits: Sequence[Edit], lexicon: Lexicon) -> frozenset[str]:
    """The keys of the excluded forms, variants included; adding a form later takes it out again."""
    found: set[str] = set()
    for edit in edits:
        forms = [edit.entry.slogan, *edit.entry.variants]
        if edit.action == "exclude":
            entry = lexicon.lookup(edit.entry.slogan)
            if entry is not None and key(entry.slogan) == key(edit.entry.slogan):
                forms += entry.variants
            found |= {key(form) for form in forms}
        elif edit.action == "add":
            found -= {key(form) for form in forms}
    return frozenset(found)


def learned(client: Elasticsearch, corpus: Corpus) -> tuple[str, ...]:
    """The forms learned from the corpus, as its slogans index was last annotated with them."""
    return _noted(client, corpus, LEARNED)


def pending(client: Elasticsearch, corpus: Corpus) -> tuple[str, ...]:
    """The forms whose annotation was begun and not ended; ``(EVERYTHING,)`` when it was that of all."""
    return _noted(client, corpus, PENDING)


def _noted(client: Elasticsearch, corpus: Corpus, name: str) -> tuple[str, ...]:
    with translated(client):
        answer = client.indices.get_mapping(index=corpus.alias(schema.SLOGANS))
    found: set[str] = set()
    for body in answer.values():
        found |= set(body["mappings"].get("_meta", {}).get(name, ()))
    return tuple(sorted(found))


def remember(client: Elasticsearch, corpus: Corpus, forms: Iterable[str], begun: Iterable[str] = ()) -> None:
    """Note with which learned forms the slogans index is annotated, and which are ``pending``.

    No field of the mapping is touched.
    """
    meta = {**schema.mappings(schema.SLOGANS)["_meta"], LEARNED: sorted(forms), PENDING: sorted(begun)}
    with translated(client):
        client.indices.put_mapping(index=corpus.alias(schema.SLOGANS), meta=meta)


def path(corpus: Corpus) -> Path:
    """Where the curation of a corpus is kept."""
    return data_home() / f"{corpus.prefix}.slogans.tsv"


def load(corpus: Corpus) -> list[Edit]:
    """The user's edits, none when there is no file; InputError names the line that cannot be read."""
    where = path(corpus)
    return read_file(where) if where.exists() else []


def read_file(where: Path) -> list[Edit]:
    """The edits in a file; InputError when it cannot be read."""
    try:
        return read(where.read_text(encoding="utf-8-sig"), str(where))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("slogan.table_unreadable", path=where, reason=error) from error


def save(corpus: Corpus, edits: Sequence[Edit]) -> Path:
    """Keep the edits in place of the earlier ones; returns where."""
    where = path(corpus)
    part = where.with_name(where.name + ".part")
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(table(edits), encoding="utf-8")
        part.replace(where)
    except OSError as error:
        raise InputError("output.file_failed", path=where, reason=error.strerror or error) from error
    return where


def table(edits: Iterable[Edit], entries: Iterable[Entry] = ()) -> str:
    """The edits, and below them entries without an action, as a table that ``read`` takes."""
    rows = [COLUMNS, *(_cells(edit.action, edit.entry, edit.target) for edit in edits)]
    rows += [_cells("", entry, "") for entry in entries]
    return "".join("\t".join(row) + "\n" for row in rows)


def _cells(action: str, entry: Entry, target: str) -> tuple[str, ...]:
    lists = ["|".join(entry.variants), "|".join(entry.members)]
    return (action, entry.slogan, entry.family, *lists, entry.field, entry.since, target)


def read(content: str, name: str) -> list[Edit]:
    """The edits in a table with the header ``COLUMNS``; rows without an action are only there to be read."""
    lines = content.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].rstrip("\t").split("\t")) != COLUMNS:
        raise InputError("slogan.table_header", path=name, columns=" ".join(COLUMNS))
    found: list[Edit] = []
    for number, line in enumerate(lines[1:], 2):
        cells = [cell.strip() for cell in line.split("\t")]
        if not cells[0] or cells[0].startswith("#"):
            continue
        found.append(_edit(cells, name, number))
    return found


def _edit(cells: list[str], name: str, number: int) -> Edit:
    """One row; InputError when it lacks what its action needs."""
    action = next((each for each in ACTIONS if each == cells[0]), None)
    if action is None or len(cells) > len(COLUMNS):
        raise InputError("slogan.table_action", path=name, line=number, value=cells[0], known=", ".join(ACTIONS))
    _, slogan, family, variants, members, about, since, target = cells + [""] * (len(COLUMNS) - len(cells))
    if not key(slogan) or (action in ("merge", "rename") and not key(target)):
        raise InputError("slogan.table_cell", path=name, line=number, action=action)
    return Edit(action, Entry(slogan, family or slogan, _parts(variants), _parts(members), about, since), target)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip() for each in cell.split("|")) if part)
