"""What can go wrong? One tree; a message says what happened, to what, and what to do next.

YuluError                 exit status 2
├── UsageError            an option or argument is off
│   ├── PhraseError       a phrase in which nothing can be found
│   └── UnknownNameError  a name that is none of those there are; says which are near
├── InputError            a file, folder or metadata table cannot be used
│   └── ParseError        one file cannot be read as its format (one failed file, the batch goes on)
├── NodeError             the local Elasticsearch cannot be fetched, started or stopped
├── UnreachableError      Elasticsearch does not answer
├── AccessError           Elasticsearch refuses the credentials or the certificate
├── CorpusError           the corpus is missing, of another version, or damaged
└── LoadError             a load had to stop; the journal keeps what was done
"""

from __future__ import annotations

from collections.abc import Iterable

from yulu import messages
from yulu.nearest import nearest


class YuluError(Exception):
    """An error with a message for the user: ``key`` and the values of its placeholders name an entry of the tables."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        # Without this an error raised in a worker process could not be read back in the main one.
        return _again, (type(self), self.key, self.values)

    def __str__(self) -> str:
        return messages.text(self.key, **self.values)


def _again(kind: type[YuluError], key: str, values: dict[str, object]) -> YuluError:
    return kind(key, **values)


class UsageError(YuluError):
    """An option or argument is off."""


class PhraseError(UsageError):
    """A phrase in which nothing can be found: empty, or of punctuation only where punctuation is ignored."""


class UnknownNameError(UsageError):
    """A name that is none of those there are, which are ``known``; the message ends with the nearest of them."""

    def __init__(self, key: str, *, name: str = "", known: Iterable[str] = (), **values: object) -> None:
        self.known = tuple(known)
        super().__init__(key, name=name, known=self.known, **values)

    def __str__(self) -> str:
        said = messages.text(self.key, **{**self.values, "known": ", ".join(self.known) or "-"})
        near = nearest(str(self.values["name"]), self.known)
        return said + messages.text("usage.nearest", near=", ".join(near)) if near else said


class InputError(YuluError):
    """A file, folder or metadata table cannot be used."""


class ParseError(InputError):
    """One file cannot be read as its format: one failed file, the batch goes on."""


class NodeError(YuluError):
    """The local Elasticsearch cannot be fetched, started or stopped."""


class UnreachableError(YuluError):
    """Elasticsearch does not answer."""


class AccessError(YuluError):
    """Elasticsearch refuses the credentials or the certificate."""


class CorpusError(YuluError):
    """The corpus is missing, of another version, or damaged."""


class LoadError(YuluError):
    """A load had to stop; the journal keeps what was done."""
