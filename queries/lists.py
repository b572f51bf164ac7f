"""How often does each phrase of a list stand there? A file with a phrase a line, all answered in one go.

Phrases of a list may be nested (新发展格局 in 构建新发展格局). ``longest`` counts each place for the longest phrase of
the list that covers it; without it every phrase counts for itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from language import finding
from language.matching import Span
from queries.phrases import Phrase, inside
from queries.questions import Plain, Question, punctuation
from queries.run import Body
from yulu.errors import InputError, PhraseError


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The phrases of a file, and how many of its lines were blank or said again what another line says."""

    phrases: tuple[Phrase, ...]
    blank: int = 0
    repeated: int = 0

    @classmethod
    def read(cls, path: Path, *, loose: bool = False) -> PhraseList:
        """From a UTF-8 file, ``-`` for standard input. Raises InputError, naming the line that cannot be asked."""
        try:
            content = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("list.unreadable", path=path, reason=error) from error
        return cls.of(content.splitlines(), path=str(path), loose=loose)

    @classmethod
    def of(cls, lines: Iterable[str], *, path: str = "", loose: bool = False) -> PhraseList:
        """From lines."""
        found: dict[str, Phrase] = {}
        blank = repeated = 0
        for number, line in enumerate(lines, 1):
            if not line.strip():
                blank += 1
                continue
            try:
                phrase = Phrase.of(line, loose=loose)
            except PhraseError as error:
                raise InputError("list.bad_line", path=path, line=number, reason=error) from error
            repeated += phrase.tokens in found
            found.setdefault(phrase.tokens, phrase)
        if not found:
            raise InputError("list.empty", path=path)
        return cls(tuple(found.values()), blank, repeated)

    def questions(self, *, longest: bool = False) -> list[Question]:
        """What is asked: each phrase, or where ``longest`` what it has to itself."""
        if not longest:
            return [Plain(phrase) for phrase in self.phrases]
        return [self._outside(phrase) for phrase in self.phrases]

    def _outside(self, phrase: Phrase) -> Question:
        longer = tuple(
            other for other in self.phrases if len(other.tokens) > len(phrase.tokens) and phrase.tokens in other.tokens
        )
        return Outside(phrase, longer) if longer else Plain(phrase)


@dataclass(frozen=True, slots=True)
class Outside:
    """A phrase where it does not stand inside one of some longer phrases."""

    phrase: Phrase
    longer: tuple[Phrase, ...]

    @property
    def text(self) -> str:
        return self.phrase.text

    def candidates(self) -> Body:
        return inside(self.phrase)

    def find(self, text: str) -> Sequence[Span]:
        hits = finding.find(text, self.phrase.tokens, loose=self.phrase.loose)
        if not hits:
            return hits
        covers = [cover for longer in self.longer for cover in finding.find(text, longer.tokens, loose=longer.loose)]
        return [hit for hit in hits if not any(c.start <= hit.start and hit.end <= c.end for c in covers)]

    def shown(self) -> dict[str, Any]:
        return {
            "phrase": self.phrase.text,
            "not_inside": [longer.text for longer in self.longer],
            "punctuation": punctuation(self.phrase),
        }
