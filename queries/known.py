"""Is this a known saying or a known formulation, as it is known? By yulu's own tables, without the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from language import tables
from language.align import align
from language.lexicon import Entry, Lexicon
from language.pieces import Alignment, Read
from queries.places import allowance, strain

# Forms further from the words than this share are not looked at.
_CUTOFF = 70
# Shorter ones differ from others by a character as a matter of course.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Known:
    """A saying or formulation of the tables beside the words: how it is known, whose it is, and the comparison.

    ``source`` is a saying's author or title, a formulation's canonical form; ``since`` a year. ``later`` are younger
    forms of the same formulation, ``canonical`` its full form where the words are a variant of it.
    """

    text: str
    source: str
    alignment: Alignment
    since: str = ""
    canonical: str = ""
    later: tuple[str, ...] = ()

    @property
    def is_near(self) -> bool:
        """Whether the words can be these, changed; 一网通查 is not 一网通办 changed."""
        return self.alignment.length >= _TELLING and strain(self.alignment) <= allowance(self.alignment.length)


def saying(text: str) -> Known | None:
    """The saying of the table nearest to the words, or None."""
    best: Known | None = None
    for row in _nearest(text, _sayings()):
        known, source = tables.rows("sayings")[row][:2]
        best = _better(best, text, known, source)
    return best


def formulation(text: str, lexicon: Lexicon | None = None) -> Known | None:
    """The formulation nearest to the words, with the later forms of its family, or None."""
    lexicon = lexicon or Lexicon.default()
    entry = lexicon.lookup(text)
    if entry is not None:
        forms = [form.strip("“”") for form in (entry.slogan, *entry.variants)]
        found = [known for form in forms if (known := _better(None, text, form, entry.slogan))]
        same = [known for known in found if known.alignment.same_words] or found
        best = min(same, key=lambda known: (not known.alignment.exact, strain(known.alignment)), default=None)
        return _with_family(best, entry, lexicon) if best else None
    best = None
    forms_of = _forms(lexicon)
    for row in _nearest(text, _form_words(lexicon)):
        best = _better(best, text, forms_of[row][0], forms_of[row][1].slogan)
    return best


def _with_family(known: Known, entry: Entry, lexicon: Lexicon) -> Known:
    """What else is to be said of a formulation that is known."""
    family = lexicon.family(entry.slogan)
    later = tuple(each.slogan for each in family if entry.since and each.since > entry.since)
    canonical = entry.slogan if Read.of(known.text).words != Read.of(entry.slogan).words else ""
    return Known(known.text, known.source, known.alignment, entry.since, canonical, later)


def _better(best: Known | None, text: str, known: str, source: str) -> Known | None:
    found = align(text, known)
    # A saying that is much longer than the words holds them only by chance.
    if found is None:
        return best
    fresh = Known(known, source, found)
    if best is None or _rank(fresh) < _rank(best):
        return fresh
    return best


def _rank(known: Known) -> tuple[bool, bool, float, int]:
    found = known.alignment
    return not found.exact, not found.same_words, strain(found), len(known.text)


@cache
def _sayings() -> tuple[str, ...]:
    return tuple(Read.of(row[0]).words for row in tables.rows("sayings"))


@cache
def _forms(lexicon: Lexicon) -> tuple[tuple[str, Entry], ...]:
    """Every written form with its entry."""
    return tuple((form.strip("“”"), entry) for entry in lexicon.entries for form in (entry.slogan, *entry.variants))


@cache
def _form_words(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(Read.of(form).words for form, _ in _forms(lexicon))


def _nearest(text: str, choices: Sequence[str], most: int = 5) -> list[int]:
    """The numbers of the choices most like the words."""
    from rapidfuzz import fuzz, process

    words = Read.of(text).words
    found = process.extract(words, choices, scorer=fuzz.ratio, limit=most, score_cutoff=_CUTOFF)
    parts = (
        process.extract(words, choices, scorer=fuzz.partial_ratio, limit=most, score_cutoff=90)
        if len(words) > 4
        else []
    )
    numbers = [number for _, _, number in (*found, *parts)]
    return list(dict.fromkeys(number for number in numbers if 2 * len(choices[number]) >= len(words)))
