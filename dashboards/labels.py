"""What are fields, values and panels called? The two label sets of ``yulu/messages/dashboards.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from language.model import LEVELS, QuotationClass
from yulu.messages import tables

Language = Literal["zh", "en"]
ALL = "all"
# Of the fields that a reader meets in a panel, a control or a table of documents.
FIELDS = (
    "speech_id",
    "title",
    "date",
    "year",
    "month",
    "speaker",
    "person",
    "role",
    "level",
    "place",
    "province",
    "occasion",
    "kind",
    "collection",
    "chars",
    "class",
    "cue",
    "quoted_speaker",
    "quoted_person",
    "slogan",
    "family",
    "share",
    "rank",
    "change",
    "first_seen",
)


@dataclass(frozen=True, slots=True)
class Labels:
    """One label set: ``labels("overview.title")`` is the label in its language; KeyError for one that is not there."""

    language: Language = "zh"

    def __call__(self, key: str, **values: object) -> str:
        zh, en = tables()[f"dashboards.{key}"]
        chosen = zh if self.language == "zh" else en
        return chosen.format(**values) if values else chosen

    @property
    def fields(self) -> dict[str, str]:
        """Field name -> its label."""
        return {name: self(f"field.{name}") for name in FIELDS}

    @property
    def levels(self) -> dict[str, str]:
        """Level -> its label, from the centre down; "all" for all of them together."""
        return {level: self(f"level.{level}") for level in (*LEVELS, ALL)}

    @property
    def classes(self) -> dict[str, str]:
        """Class of a quotation -> its label."""
        return {name: self(f"class.{name}") for name in get_args(QuotationClass)}
