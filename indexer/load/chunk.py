"""What is sent at once? Pieces of parcels, cut between documents, so that any part of them can be sent again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.work import Parcel


@dataclass(frozen=True, slots=True)
class Piece:
    """Documents ``first`` to ``last`` (exclusive) of a parcel."""

    parcel: Parcel
    first: int
    last: int

    @property
    def size(self) -> int:
        """Bytes of its lines."""
        return self.parcel.ends[self.last - 1] - self.begin(self.first)

    def begin(self, position: int) -> int:
        """Where the lines of a document begin in the parcel's body."""
        return self.parcel.ends[position - 1] if position else 0


@dataclass(slots=True)  # not frozen: one is made for every document, and a frozen one takes three times as long
class Unit:
    """One action of a bulk request: its lines, and what it is about. ``position`` is the document's in its parcel."""

    lines: memoryview | bytes
    parcel: Parcel | None
    position: int
    id: str = ""

    @property
    def document_id(self) -> str:
        """The id of the document."""
        return self.id or (self.parcel.document_id(self.position) if self.parcel else "")


def pieces(parcel: Parcel, documents: int, size: int) -> Iterator[Piece]:
    """A parcel in pieces of at most so many documents and bytes; a document larger than that is a piece of its own."""
    first, ends = 0, parcel.ends
    begin = 0
    for position in range(len(ends)):
        if position > first and (position - first >= documents or ends[position] - begin > size):
            yield Piece(parcel, first, position)
            first, begin = position, ends[position - 1]
    if first < len(ends):
        yield Piece(parcel, first, len(ends))


def units(piece: Piece) -> Iterator[Unit]:
    """The actions of a piece."""
    parcel, ends = piece.parcel, piece.parcel.ends
    body, begin = memoryview(parcel.body), piece.begin(piece.first)
    for position in range(piece.first, piece.last):
        end = ends[position]
        yield Unit(body[begin:end], parcel, position)
        begin = end
