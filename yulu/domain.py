"""What is a speech here? The values that the way in makes and the way out gives back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from language.model import Header, Mention, Quotation, Sentence


def digest(*parts: str) -> str:
    """32 hexadecimal digits of SHA-256 over the parts, none of which can run into its neighbour."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        sha.update(len(data).to_bytes(8, "big") + data)
    return sha.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech as it was read: its identity, what is known of it, and its text.

    ``source`` is the source key: the path below the folder that was given, or path:line for a table's row. ``text``
    has ``\\n`` between paragraphs and nowhere else.
    """

    speech_id: str
    source: str
    text: str
    header: Header = field(default_factory=Header)
    person: tuple[str, ...] = ()
    province: str = ""
    collection: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """Changes whenever the text or anything known of the speech does."""
        header = self.header
        return digest(
            self.text,
            self.speech_id,
            self.collection,
            header.title,
            "\n".join(header.speaker),
            "\n".join(self.person),
            "\n".join(header.role),
            header.level,
            header.place,
            header.occasion,
            header.date,
            header.kind,
        )


@dataclass(frozen=True, slots=True)
class AnnotatedSpeech:
    """A speech with all that the language room finds in it."""

    speech: Speech
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    mentions: tuple[Mention, ...]
