"""Which formulations does the corpus itself teach? A form marked as a slogan in several speeches is one everywhere.

What counts is read from the quotations, which no vocabulary touches, so the forms depend on the corpus alone. Every
speech in the index is annotated with the forms that ``yulu.vocabulary.learned`` tells; a pass finds the forms of today
and annotates again only the speeches that hold a form that came or went. Where nothing changed, nothing is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.reannotate import Body, Reannotation, pages, reannotate
from indexer.turn import turn
from language import tokens
from language.lexicon import Edit, Lexicon, key
from language.normalise import is_word
from yulu import schema
from yulu.corpus import Corpus
from yulu.elastic import translated
from yulu.vocabulary import EVERYTHING, Vocabulary, learned, load, pending, remember

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Marked in so many speeches, a form is the corpus's own and no one speaker's.
SPEECHES = 3
# Two characters (左, 双百) are parts of too many other words to be known without their marks.
SHORTEST, LONGEST = 3, 30
# Fewer characters than this (一件事, 百千万) are ordinary words too, unless half of the speeches with them mark them.
PLAIN = 5
_PAGE = 5000
_ENDS = "。！？；"


@dataclass(frozen=True, slots=True)
class Learned:
    """What a pass did: the forms known now, those that came and went, and what was annotated again."""

    forms: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    done: Reannotation


def _silent(_: str) -> None:
    return


def learn(
    client: Elasticsearch,
    corpus: Corpus,
    before: Iterable[Iterable[str]] = (),
    say: Callable[[str], None] = _silent,
) -> Learned:
    """Bring the index up to the forms its corpus teaches, after an ingest. Raises LoadError; may be repeated.

    ``before`` are the sets of forms with which speeches may have been annotated since the last time.
    """
    edits = load(corpus)
    used = [set(forms) for forms in before]
    with turn(client, corpus, say):
        unfinished = set(pending(client, corpus))

        def wanted(forms: set[str], old: set[str]) -> set[str]:
            return (
                {EVERYTHING} if EVERYTHING in unfinished else (forms ^ old).union(unfinished, *map(forms.__xor__, used))
            )

        return _bring(client, corpus, edits, wanted)


def owe(
    client: Elasticsearch, corpus: Corpus, before: Iterable[Iterable[str]], say: Callable[[str], None] = _silent
) -> None:
    """Note for the next lesson what speeches were annotated with, where the corpus's forms are others by now."""
    used = [set(forms) for forms in before]
    with turn(client, corpus, say):
        now, unfinished = set(learned(client, corpus)), set(pending(client, corpus))
        owed = unfinished.union(*(now ^ forms for forms in used))
        if owed != unfinished:
            remember(client, corpus, now, owed)


def curate(client: Elasticsearch, corpus: Corpus, edits: Sequence[Edit]) -> Learned:
    """Annotate the whole corpus with the lexicon as these edits make it; raises ValueError for a wrong edit."""
    with turn(client, corpus):
        return _bring(client, corpus, edits, lambda forms, old: {EVERYTHING})


def _bring(
    client: Elasticsearch, corpus: Corpus, edits: Sequence[Edit], wanted: Callable[[set[str], set[str]], set[str]]
) -> Learned:
    """Annotate what ``wanted`` makes of the forms of today and of before; noted first, so that a cut-off pass can be
    resumed. What another machine replaced meanwhile stays noted for the next time."""
    forms, old = teach(client, corpus, Vocabulary.of(edits)), learned(client, corpus)
    touched = wanted(set(forms), set(old))
    done = Reannotation()
    if touched:
        remember(client, corpus, old, touched)
        everything = EVERYTHING in touched
        only = None if everything else {name for form in touched for name in _holders(client, corpus, form)}
        done = reannotate(client, corpus, Vocabulary.of(edits, forms), only)
        remember(client, corpus, forms, touched if done.missed else ())
    added, removed = sorted(set(forms) - set(old)), sorted(set(old) - set(forms))
    return Learned(tuple(forms), tuple(added), tuple(removed), done)


def teach(client: Elasticsearch, corpus: Corpus, vocabulary: Vocabulary, least: int = SPEECHES) -> list[str]:
    """The forms that at least ``least`` speeches mark as a slogan and that the vocabulary does not know, sorted.

    A short one has to be marked by half of the speeches that hold it.
    """
    found = taught(_marked(client, corpus), vocabulary.lexicon, vocabulary.excluded, least)
    short = [form for form in found if _words(form) < PLAIN]
    held = {form: sum(1 for _ in _holders(client, corpus, form)) for form in short}
    return sorted(form for form, marking in found.items() if 2 * marking >= held.get(form, 0))


def taught(
    marked: Iterable[tuple[str, str]], lexicon: Lexicon, excluded: frozenset[str] = frozenset(), least: int = SPEECHES
) -> dict[str, int]:
    """Such forms with the number of speeches that mark them, from (text, speech).

    Spellings that fold to one ``key`` are one form, named by its usual spelling.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text, speech in marked:
        form = key(text)
        if _teachable(form) and form not in excluded and form not in lexicon.forms:
            holders[form].add(speech)
            spellings[form][text.strip().rstrip("，。、；,;")] += 1
    return {_usual(spellings[form]): len(held) for form, held in holders.items() if len(held) >= least}


def _usual(spellings: Counter[str]) -> str:
    """The most frequent spelling, the first in order among equals."""
    return min(spellings, key=lambda text: (-spellings[text], text))


def _teachable(form: str) -> bool:
    return _words(form) >= SHORTEST and len(form) <= LONGEST and not any(char in form for char in _ENDS)


def _words(form: str) -> int:
    """Its characters that are no punctuation."""
    return sum(is_word(char) for char in form)


def _holders(client: Elasticsearch, corpus: Corpus, form: str) -> Iterator[str]:
    """The ids of the speeches in which a form stands, marked or not."""
    for page in pages(client, corpus, schema.SPEECHES, holding(form), _PAGE, source=False):
        yield from (hit["_id"] for hit in page)


def _marked(client: Elasticsearch, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """(text, speech) for every text that a speech marks as a slogan, once a speech."""
    names = {"text": "text.whole", "collection": "collection", "speech": "speech_id"}
    sources = [{name: {"terms": {"field": field, "missing_bucket": True}}} for name, field in names.items()]
    composite: Body = {"size": _PAGE, "sources": sources}
    while True:
        with translated(client):
            answer = client.search(
                index=corpus.alias(schema.QUOTATIONS),
                query={"term": {"class": "slogan"}},
                size=0,
                aggs={"by": {"composite": composite}},
                allow_partial_search_results=False,
            )
        by: dict[str, Any] = answer["aggregations"]["by"]
        for bucket in by["buckets"]:
            values = bucket["key"]
            if values["text"]:
                yield values["text"], f"{values['collection'] or ''}\n{values['speech']}"
        if "after_key" not in by:
            return
        composite = {**composite, "after": by["after_key"]}


def holding(form: str) -> Body:
    """The query for the speeches in which a form may stand, punctuation and marks left out of account."""
    return {"bool": {"filter": [{"match_phrase": {"loose": " ".join(tokens.phrase(form, loose=True))}}]}}
