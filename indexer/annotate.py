"""What does the language room find in a speech? Sentences, quotations (marked and indirect) and slogan mentions."""

from __future__ import annotations

from language.model import SpeechContext
from language.quotations import indirect, quotations
from language.sentences import sentences
from language.slogans import Lexicon, mentions
from yulu.domain import AnnotatedSpeech, Speech


def context(speech: Speech) -> SpeechContext:
    """What is known of the speech when its quotations are resolved."""
    header = speech.header
    return SpeechContext(
        speaker=header.speaker, role=header.role, date=header.date, title=header.title, level=header.level
    )


def annotate(speech: Speech, lexicon: Lexicon | None = None) -> AnnotatedSpeech:
    """The speech with its sentences, quotations and mentions; ``lexicon`` defaults to the one yulu carries."""
    known = context(speech)
    marked = quotations(speech.text, known)
    return AnnotatedSpeech(
        speech=speech,
        sentences=tuple(sentences(speech.text)),
        quotations=(*marked, *indirect(speech.text, known)),
        mentions=tuple(mentions(speech.text, lexicon, marked)),
    )
