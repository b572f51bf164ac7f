"""Which documents is a speech? One in ``speeches``, one a sentence, one a quotation, one a mention.

Ids are derived from collection and speech id, so that ingesting again replaces and never duplicates. Every document
carries the speech's filterable fields. Pure: the same annotated speech gives the same documents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from language import tokens
from language.model import Sentence
from language.segment import words
from language.sentences import paragraphs
from yulu import schema
from yulu.domain import AnnotatedSpeech, Speech, digest

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One document: which of ``schema.INDICES`` it goes to, its id, and its body."""

    index: str
    id: str
    body: Body


def document_id(collection: str, speech_id: str, index: str, number: int = 0) -> str:
    """The id of the ``number``-th document that a speech has in an index."""
    return numbered(digest(collection, speech_id), index, number)


def numbered(whole: str, index: str, number: int) -> str:
    """The same, from the id of the speech's own document."""
    return f"{whole}-{index[:3]}-{number}" if index != schema.SPEECHES else whole


def shared_fields(speech: Speech) -> Body:
    """The fields that every document of the speech carries; what is not known is left out."""
    header = speech.header
    date = header.date
    fields: Body = {
        "speech_id": speech.speech_id,
        "title": header.title,
        "date": date,
        "year": date[:4],
        "quarter": f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}" if len(date) >= 7 else "",
        "month": date[:7] if len(date) >= 7 else "",
        "speaker": list(header.speaker),
        "person": list(speech.person),
        "role": list(header.role),
        "level": header.level,
        "place": header.place,
        "province": speech.province,
        "occasion": header.occasion,
        "kind": header.kind,
        "collection": speech.collection,
    }
    return {name: value for name, value in fields.items() if value not in ("", [])}


def documents(annotated: AnnotatedSpeech) -> Iterator[Document]:
    """Every document of one speech, the speech's own first."""
    speech = annotated.speech
    shared = shared_fields(speech)
    text = speech.text
    starts = [sentence.start for sentence in annotated.sentences]

    whole = document_id(speech.collection, speech.speech_id, schema.SPEECHES)

    def document(index: str, number: int, own: Body) -> Document:
        return Document(index, numbered(whole, index, number), {**shared, **own})

    yield document(schema.SPEECHES, 0, _speech_body(annotated))
    exact = tokens.fields(text, annotated.sentences)
    loose = tokens.fields(text, annotated.sentences, loose=True)
    chars = tokens.visible_parts(text, ((sentence.start, sentence.end) for sentence in annotated.sentences))
    for sentence, strictly, loosely, size in zip(annotated.sentences, exact, loose, chars, strict=True):
        yield document(schema.SENTENCES, sentence.number, _sentence_body(sentence, strictly, loosely, size))
    for number, quotation in enumerate(annotated.quotations):
        body: Body = {
            "text": quotation.text,
            "exact": tokens.field(quotation.text),
            "loose": tokens.field(quotation.text, loose=True),
            "class": quotation.kind,
            "quoted_speaker": quotation.speaker,
            "quoted_person": quotation.person,
            "cue": quotation.cue,
            "depth": quotation.depth,
            "marked": quotation.kind != "indirect",
            "sentence": max(0, bisect_right(starts, quotation.start) - 1),
            "start": quotation.start,
            "end": quotation.end,
            "chars": tokens.visible(quotation.text),
        }
        yield document(schema.QUOTATIONS, number, {name: value for name, value in body.items() if value is not None})
    for number, mention in enumerate(annotated.mentions):
        at = max(0, bisect_right(starts, mention.start) - 1)
        body = {
            "text": mention.text,
            "slogan": mention.slogan,
            "family": mention.family,
            "marked": mention.marked,
            "nested": mention.nested,
            "sentence": at,
            "sentence_text": annotated.sentences[at].text if annotated.sentences else mention.text,
            "start": mention.start,
            "end": mention.end,
        }
        yield document(schema.SLOGANS, number, body)


def _speech_body(annotated: AnnotatedSpeech) -> Body:
    speech = annotated.speech
    text = speech.text
    lines = list(paragraphs(text))
    people = {q.person for q in annotated.quotations if q.person and q.kind in ("speech", "indirect")}
    return {
        "text": text,
        "exact": [" ".join(line) for line in tokens.parts(text, lines)],
        "loose": [" ".join(line) for line in tokens.parts(text, lines, loose=True)],
        "words": " ".join(words(text)),
        "title_words": " ".join(words(speech.header.title)),
        "source": speech.source,
        "content_hash": speech.content_hash,
        "chars": tokens.visible(text),
        "starts": [sentence.start for sentence in annotated.sentences],
        "sentences": len(annotated.sentences),
        "paragraphs": len(lines),
        "quotations": len(annotated.quotations),
        "mentions": sum(not mention.nested for mention in annotated.mentions),
        "slogans": sorted({mention.slogan for mention in annotated.mentions if not mention.nested}),
        "families": sorted({mention.family for mention in annotated.mentions if not mention.nested}),
        "people_quoted": sorted(people),
    }


def _sentence_body(sentence: Sentence, exact: list[str], loose: list[str], chars: int) -> Body:
    return {
        "text": sentence.text,
        "exact": exact,
        "loose": loose,
        "number": sentence.number,
        "paragraph": sentence.paragraph,
        "start": sentence.start,
        "end": sentence.end,
        "chars": chars,
    }
