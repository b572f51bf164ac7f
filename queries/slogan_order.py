"""In which orders do speeches list the members of a numeral formula (四个全面, 四个意识), and do they list them all?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from language import tokens
from language.lexicon import Entry, Lexicon
from language.numerals import Listing, members_in
from queries.phrases import Body, any_of
from queries.stream import Found, speeches
from yulu.corpus import Corpus
from yulu.errors import UsageError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Place:
    """One listing and the speech it stands in."""

    listing: Listing
    speech_id: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Order:
    """One order of members as it was found: where, in order of date, and in how many speeches."""

    members: tuple[str, ...]
    whole: bool
    in_order: bool
    places: tuple[Place, ...]

    @property
    def speeches(self) -> int:
        """How many speeches list them so."""
        return len({place.speech_id for place in self.places})

    def row(self) -> dict[str, Any]:
        """The order as a row of an answer."""
        first, last = self.places[0], self.places[-1]
        return {
            "members": list(self.members),
            "whole": self.whole,
            "in_order": self.in_order,
            "listings": len(self.places),
            "speeches": self.speeches,
            "first": first.date,
            "first_title": first.title,
            "first_speech": first.speech_id,
            "last": last.date,
            "example": first.listing.text,
        }


def formula(asked: str, lexicon: Lexicon) -> Entry:
    """The numeral formula that is asked for; UsageError when it is not known, or its members are not."""
    entry = lexicon.lookup(asked)
    if entry is None or len(entry.members) < 2:
        raise UsageError("slogan.no_members", value=asked)
    return entry


def candidates(entry: Entry) -> Body:
    """Speeches that may list members of the formula: those that hold a wording of one, punctuation apart."""
    wordings = [wording for member in entry.members for wording in member.split("/")]
    found = [tokens.phrase(wording, loose=True) for wording in wordings]
    return any_of([{"match_phrase": {"loose": " ".join(each)}} for each in dict.fromkeys(found) if each])


def orders(
    client: Elasticsearch, corpus: Corpus, asked: str, lexicon: Lexicon, filters: Filters = Filters()
) -> list[Order]:
    """The orders found, those in most speeches first."""
    entry = formula(asked, lexicon)
    found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for speech in speeches(client, corpus, candidates(entry), filters):
        for listing in members_in(speech.text, entry.slogan, lexicon):
            found[listing.members].append(_place(listing, speech))
    made = [
        Order(members, places[0].listing.whole, places[0].listing.in_order, tuple(places))
        for members, places in found.items()
    ]
    return sorted(made, key=lambda order: (-order.speeches, -len(order.places), order.members))


def _place(listing: Listing, speech: Found) -> Place:
    return Place(listing, speech.shown("speech_id"), speech.shown("title"), speech.shown("date"))
