"""What in a quotation was put in by the one who quotes, and what in a source was put in by the one who took it down?

The quoter's notes stand in brackets: 【…】, [...], 〔…〕 of any words, （…） of words that say what they are (指, 即,
引者注). The stenographer's are stage directions: （热烈鼓掌）. Neither belongs to the words. A comparison is made
without them, and they are shown in it again where they stood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from language.pieces import ELLIPSIS, Alignment, Piece

_NOTE = re.compile(
    r"【[^【】]{1,40}】|\[[^\[\]]{1,40}\]|［[^［］]{1,40}］|〔[^〔〕]{1,40}〕"
    r"|[（(](?:系?指|即|引者|编者|笔者|原文如此)[^（）()]{0,40}[)）]|[（(][^（）()]{1,40}(?:注|按)[)）]"
)
_DIRECTION = re.compile(r"[（(][^（）()]{0,8}(?:掌声|鼓掌|笑声|欢呼)[^（）()]{0,4}[)）]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Something put in: where it stood, as an offset of the text without it."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Without:
    """A text without what was put in."""

    text: str
    cuts: tuple[Cut, ...]

    @staticmethod
    def notes(quotation: str) -> Without:
        """A quotation without the quoter's notes; brackets around an ellipsis only say that words were left out."""
        return _without(quotation, (m for m in _NOTE.finditer(quotation) if not ELLIPSIS.fullmatch(m.group())))

    @staticmethod
    def directions(source: str) -> Without:
        """A source without stage directions."""
        return _without(source, _DIRECTION.finditer(source))

    def begin(self, at: int) -> int:
        """The offset of the whole text at which what begins at ``at`` of the text begins."""
        return at + sum(len(cut.text) for cut in self.cuts if cut.at <= at)

    def end(self, at: int) -> int:
        """The offset of the whole text at which what ends at ``at`` of the text ends."""
        return at + sum(len(cut.text) for cut in self.cuts if cut.at < at)


def _without(whole: str, found: Iterable[re.Match[str]]) -> Without:
    kept, cuts, at, size = [], [], 0, 0
    for match in found:
        kept.append(whole[at : match.start()])
        size += len(kept[-1])
        cuts.append(Cut(size, match.group()))
        at = match.end()
    return Without("".join([*kept, whole[at:]]), tuple(cuts))


def restored(found: Alignment, quoted: Without, source: Without) -> Alignment:
    """The comparison of two texts without what was put in, as that of the texts with it."""
    inside = [replace(cut, at=cut.at - found.start) for cut in source.cuts if found.start < cut.at < found.end]
    pieces = _with_cuts(found.pieces, inside, lambda piece: piece.source, lambda text: Piece("omitted", "", text))
    pieces = _with_cuts(pieces, quoted.cuts, lambda piece: piece.quoted, lambda text: Piece("inserted", text, ""))
    return replace(found, start=source.begin(found.start), end=source.end(found.end), pieces=tuple(pieces))


def _with_cuts(
    pieces: Sequence[Piece], cuts: Sequence[Cut], side: Callable[[Piece], str], put: Callable[[str], Piece]
) -> list[Piece]:
    """The pieces, and what was cut out of one side as pieces of its own where it stood."""
    made: list[Piece] = []
    waiting, at = list(cuts), 0
    for piece in pieces:
        rest = piece
        while waiting and waiting[0].at < at + len(side(rest)):
            offset = waiting[0].at - at
            if offset > 0:
                before, rest = _split(rest, offset, side)
                made.append(before)
                at += offset
            made.append(put(waiting.pop(0).text))
        made.append(rest)
        at += len(side(rest))
    return [*made, *(put(cut.text) for cut in waiting)]


def _split(piece: Piece, offset: int, side: Callable[[Piece], str]) -> tuple[Piece, Piece]:
    """A piece in two at an offset of one side; the other side is cut there too where it can be, or stays in front."""
    alike = len(piece.quoted) == len(piece.source)
    mine = offset if alike or side(piece) is piece.quoted else len(piece.quoted)
    theirs = offset if alike or side(piece) is piece.source else len(piece.source)
    before = Piece(piece.op, piece.quoted[:mine], piece.source[:theirs])
    return before, Piece(piece.op, piece.quoted[mine:], piece.source[theirs:])
