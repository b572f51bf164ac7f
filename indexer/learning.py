"""Which formulations does the corpus itself teach? A form marked as a slogan in several speeches is one everywhere.

What counts is read from the quotations, which no vocabulary touches, so the forms depend on the corpus alone. Every
speech in the index is annotated with the forms that ``yulu.vocabulary.learned`` tells; a pass finds the forms of today
and annotates again only the speeches that hold a form that came or went. Where nothing changed, nothing is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.reannotate import Body, Reannotation, reannotate
from language import tokens
from language.lexicon import Edit, Lexicon, key
from language.normalise import is_word
from yulu import schema
from yulu.corpus import Corpus
from yulu.elastic import translated
from yulu.vocabulary import Vocabulary, learned, load, remember

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Marked in so many speeches, a form is the corpus's own and no one speaker's.
SPEECHES = 3
# Two characters (左, 双百) are parts of too many other words to be known without their marks.
SHORTEST, LONGEST = 3, 30
# Fewer characters than this (一件事, 百千万) are ordinary words too, unless half of the speeches with them mark them.
PLAIN = 5
_PAGE = 5000
_FORMS_AT_ONCE = 100
_ENDS = "。！？；"


@dataclass(frozen=True, slots=True)
class Learned:
    """What a pass did: the forms known now, those that came and went, and what was annotated again."""

    forms: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    done: Reannotation


def learn(client: Elasticsearch, corpus: Corpus) -> Learned:
    """Bring the index up to the forms its corpus teaches, after an ingest. Raises LoadError; may be repeated."""
    edits = load(corpus)
    forms = teach(client, corpus, Vocabulary.of(edits))
    old = set(learned(client, corpus))
    added, removed = sorted(set(forms) - old), sorted(old - set(forms))
    vocabulary = Vocabulary.of(edits, forms)
    done = Reannotation()
    if added or removed:
        done = _all(reannotate(client, corpus, vocabulary, query) for query in holding([*added, *removed]))
        remember(client, corpus, forms)
    return Learned(tuple(forms), tuple(added), tuple(removed), done)


def curate(client: Elasticsearch, corpus: Corpus, edits: Sequence[Edit]) -> Learned:
    """Annotate the whole corpus with the lexicon as these edits make it; raises ValueError for a wrong edit."""
    forms = teach(client, corpus, Vocabulary.of(edits))
    old = set(learned(client, corpus))
    done = reannotate(client, corpus, Vocabulary.of(edits, forms))
    remember(client, corpus, forms)
    return Learned(tuple(forms), tuple(sorted(set(forms) - old)), tuple(sorted(old - set(forms))), done)


def _all(parts: Iterable[Reannotation]) -> Reannotation:
    found = list(parts)
    return Reannotation(sum(part.speeches for part in found), sum(part.changed for part in found))


def teach(client: Elasticsearch, corpus: Corpus, vocabulary: Vocabulary, least: int = SPEECHES) -> list[str]:
    """The forms that at least ``least`` speeches mark as a slogan and that the vocabulary does not know, sorted.

    A short one has to be marked by half of the speeches that hold it.
    """
    found = taught(_marked(client, corpus), vocabulary.lexicon, vocabulary.excluded, least)
    short = [form for form in found if _words(form) < PLAIN]
    held = dict(zip(short, _holders(client, corpus, short), strict=True))
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


def _holders(client: Elasticsearch, corpus: Corpus, forms: Sequence[str]) -> Iterator[int]:
    """In how many speeches each form stands, marked or not."""
    for form in forms:
        (query,) = holding([form])
        with translated(client):
            answer = client.count(index=corpus.alias(schema.SPEECHES), query=query)
        yield int(answer["count"])


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


def holding(forms: Sequence[str]) -> Iterator[Body]:
    """Queries for the speeches in which any of the forms may stand, punctuation and marks left out of account."""
    for start in range(0, len(forms), _FORMS_AT_ONCE):
        phrases = [tokens.phrase(form, loose=True) for form in forms[start : start + _FORMS_AT_ONCE]]
        should = [{"match_phrase": {"loose": " ".join(phrase)}} for phrase in phrases if phrase]
        yield {"bool": {"should": should, "minimum_should_match": 1}}
