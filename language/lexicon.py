"""Which formulations (提法) are known, and under which names? A value of entries, with one automaton over their forms.

An entry is a canonical form with its variants; entries with one ``family`` are the full form, short forms and
historical forms of one formulation. A form written in marks in the table, “三反”, counts only where the text marks it:
unmarked it is also part of ordinary words. Forms are compared by ``key``: normalised, without quotation marks, every
separator between clauses alike, so that 立党为公、执政为民 and 立党为公，执政为民 are one form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

from language.normalise import INVISIBLE, QUOTE, normalise

COLUMNS = ("slogan", "family", "variants", "members", "field", "since")
SEPARATOR = "、"
DROPPED = QUOTE + INVISIBLE
# One character to one character, or to none: offsets are found again by counting the dropped ones.
_SEPARATORS = ",; "
FOLD: dict[int, str | None] = {ord(char): SEPARATOR for char in _SEPARATORS} | {ord(char): None for char in DROPPED}
_HIDDEN = re.compile(f"[{re.escape(DROPPED)}]")
_EDGES = "、。.!?！？…—-:："
# The field of entries that are a manner of working, not a policy.
EXHORTING = "作风"
# The field of set terms of the political vocabulary (夺权, 合作化): counted where they stand unmarked; what a text puts
# between marks is a formulation or a label by its use, which their being known does not tell.
TERM = "术语"
# A formulation of clauses of four told as done: 破除了迷信、解放了思想; and manner words with and without 地.
_DONE = re.compile(rf"[一-龥]{{4}}(?:{SEPARATOR}[一-龥]{{4}})+")
_MANNER = re.compile(
    "(坚定不移|坚持不懈|毫不动摇|旗帜鲜明|全心全意|持之以恒|一以贯之|理直气壮|义无反顾|矢志不渝|始终不渝|有步骤|创造性|自觉)(地?)"
    "(?=[一-龥]{2})(?![的、])"
)
Action = Literal["add", "merge", "rename", "exclude"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One formulation. ``members`` are those of a numeral formula, in order; a/b inside a member are its wordings."""

    slogan: str
    family: str
    variants: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    field: str = ""
    since: str = ""
    marked_only: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of a user's curation: add an entry, merge one into the family ``target``, rename one, or exclude it."""

    action: Action
    entry: Entry
    target: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What one key of the automaton stands for; ``marked_only`` forms count only between marks."""

    entry: Entry
    marked_only: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the automaton reads it, with the way back to original offsets."""

    text: str
    dropped: tuple[int, ...]

    @staticmethod
    def of(text: str) -> Folded:
        """Fold a text; nothing but quotation marks and invisible characters is lost."""
        normal = normalise(text)
        places = [match.start() for match in _HIDDEN.finditer(normal)]
        words = _HIDDEN.sub("", normal) if places else normal
        for each in _SEPARATORS:  # a table would be asked for every character
            words = words.replace(each, SEPARATOR)
        return Folded(words, tuple(place - rank for rank, place in enumerate(places)))

    def original(self, offset: int) -> int:
        """The offset in the original text of the character at ``offset`` of the folded one."""
        return offset + bisect_right(self.dropped, offset)


def key(text: str) -> str:
    """The form in which formulations are compared. Marks at either end are no part of it."""
    return normalise(text).translate(FOLD).strip(_EDGES)


def _in_marks(form: str) -> bool:
    return form[:1] == "“" and form.find("”") == len(form) - 1


def _keys(form: str) -> Iterator[str]:
    """A form's key, and the same run together when its clauses are long enough to be known without separators."""
    whole = key(form)
    yield whole
    parts = whole.split(SEPARATOR)
    if len(parts) > 1 and len(whole) >= 7 and min(map(len, parts)) >= 2:
        yield "".join(parts)


def _told(form: str) -> Iterator[str]:
    """A form as a sentence also has it: 破除了迷信、解放了思想; 坚定不移走 and 坚定不移地走."""
    if _DONE.fullmatch(form):
        clauses = form.split(SEPARATOR)
        yield SEPARATOR.join(each[:2] + "了" + each[2:] for each in clauses)
        yield SEPARATOR.join([clauses[0][:2] + "了" + clauses[0][2:], *clauses[1:]])
    if len(form) > 5 and (manner := _MANNER.search(form)):
        yield form[: manner.end(1)] + ("" if manner.group(2) else "地") + form[manner.end() :]


@dataclass(frozen=True)
class Lexicon:
    """The known formulations. Values are never changed: ``with_forms`` and ``curated`` give new ones."""

    entries: tuple[Entry, ...]
    learned: frozenset[str] = field(default=frozenset(), repr=False)

    @staticmethod
    def default() -> Lexicon:
        """The lexicon that comes with yulu; read once."""
        return _default()

    @staticmethod
    def from_tsv(table: str) -> Lexicon:
        """A lexicon from a table with the header ``COLUMNS``; ValueError names the line that cannot be read."""
        return Lexicon(tuple(_read(table)))

    def to_tsv(self) -> str:
        """The same table, every family written out."""
        rows = ["\t".join(COLUMNS)]
        for entry in self.entries:
            name = f"“{entry.slogan}”" if entry.marked_only else entry.slogan
            cells = (name, entry.family, "|".join(entry.variants), "|".join(entry.members))
            rows.append("\t".join((*cells, entry.field, entry.since)))
        return "\n".join(rows) + "\n"

    @cached_property
    def terms(self) -> Mapping[str, Form]:
        """The keys of set terms, which say nothing of a text's marked words."""
        return {k: Form(e) for e in self.entries if e.field == TERM for f in (e.slogan, *e.variants) for k in _keys(f)}

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Every key with the entry it names; an earlier entry keeps a form that a later one also claims."""
        found: dict[str, Form] = {}
        for entry in self.entries:
            for written in (entry.slogan, *entry.variants) if entry.field != TERM else ():
                form = Form(entry, _in_marks(written) or (entry.marked_only and written == entry.slogan))
                for each in _keys(written):
                    if each:
                        found.setdefault(each, form)
        return found

    @cached_property
    def exhortations(self) -> frozenset[str]:
        """The forms of four characters that call to something (真抓实干): such stand in pairs."""
        called = {
            form for entry in self.entries if entry.field == EXHORTING for form in (entry.slogan, *entry.variants)
        }
        return frozenset(form for form in called if len(form) == 4 and SEPARATOR not in form)

    @cached_property
    def automaton(self) -> Any:
        """An Aho–Corasick automaton over the keys; each value is (length of the key, Form)."""
        import ahocorasick  # wanted only where texts are read

        machine = ahocorasick.Automaton()
        read = {**self.terms, **self.forms}
        for each, form in list(read.items()):
            for told in _told(each):
                read.setdefault(told, form)
        for each, form in read.items():
            machine.add_word(each, (len(each), form))
        machine.make_automaton()
        return machine

    def lookup(self, text: str) -> Entry | None:
        """The entry of which ``text`` is a form, or None."""
        words = key(text)
        form = self.forms.get(words) or self.terms.get(words)
        return form.entry if form else None

    def family(self, text: str) -> tuple[Entry, ...]:
        """All entries of the family to which ``text`` belongs, the full form first; () when it is not known."""
        entry = self.lookup(text)
        if entry is None:
            return ()
        kin = [each for each in self.entries if each.family == entry.family]
        return tuple(sorted(kin, key=lambda each: each.slogan != each.family))

    def with_forms(self, forms: Iterable[str]) -> Lexicon:
        """This lexicon and forms learned from a corpus, each its own family; forms already known change nothing."""
        fresh: dict[str, str] = {}
        for form in forms:
            if (each := key(form)) and each not in self.forms and each not in self.terms:
                fresh.setdefault(each, form.strip(_EDGES))
        if not fresh:
            return self
        added = tuple(Entry(form, form) for form in fresh.values())
        return Lexicon(self.entries + added, self.learned | frozenset(fresh.values()))

    def curated(self, edits: Iterable[Edit]) -> Lexicon:
        """This lexicon after a user's edits, in order; ValueError where an edit names what is not here."""
        entries = list(self.entries)
        for edit in edits:
            entries = _apply(entries, edit)
        return Lexicon(tuple(entries), self.learned)


def _apply(entries: list[Entry], edit: Edit) -> list[Entry]:
    """The entries after one edit."""
    if edit.action == "add":
        wanted = {key(form) for form in (edit.entry.slogan, *edit.entry.variants)}
        kept = (_without(entry, wanted) for entry in entries)
        return [entry for entry in kept if entry is not None] + [edit.entry]
    name = key(edit.entry.slogan)
    at = next((i for i, entry in enumerate(entries) if key(entry.slogan) == name), None)
    if at is None:
        raise ValueError(f"{edit.action}: {edit.entry.slogan}")
    old = entries[at]
    if edit.action == "exclude":
        return entries[:at] + entries[at + 1 :]
    if edit.action == "merge":
        into = next((entry.family for entry in entries if key(entry.slogan) == key(edit.target)), edit.target)
        return [replace(e, family=into) if e is old or e.family == old.slogan else e for e in entries]
    renamed = replace(old, slogan=edit.target, variants=(*old.variants, old.slogan))
    entries = [*entries[:at], renamed, *entries[at + 1 :]]
    return [replace(e, family=edit.target) if e.family == old.slogan else e for e in entries]


def _without(entry: Entry, keys: set[str]) -> Entry | None:
    """An entry without the forms that a new one takes over; None when its own name is taken."""
    if key(entry.slogan) in keys:
        return None
    return replace(entry, variants=tuple(form for form in entry.variants if key(form) not in keys))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip() for each in cell.split("|")) if part)


def _read(table: str) -> Iterator[Entry]:
    lines = table.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError("line 1: the header is not " + " ".join(COLUMNS))
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(COLUMNS) or not cells[0]:
            raise ValueError(f"line {number}: {line[:40]}")
        slogan, family, variants, members, about, since = cells + [""] * (len(COLUMNS) - len(cells))
        if since and not re.fullmatch(r"\d{4}", since):
            raise ValueError(f"line {number}: since {since!r} is no year")
        marked_only = _in_marks(slogan)
        if marked_only:
            slogan = slogan[1:-1]
        family = family[1:-1] if _in_marks(family) else family or slogan
        yield Entry(slogan, family, _split(variants), _split(members), about, since, marked_only)


@cache
def _default() -> Lexicon:
    return Lexicon.from_tsv((files("language") / "lexicon" / "slogans.tsv").read_text(encoding="utf-8"))
