"""What does a parser give back?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from language.model import Header


@dataclass(frozen=True, slots=True)
class Read:
    """The text of one speech as a reader reads it, and what its format says of it.

    ``header`` holds what the format states outright; ``hints`` what it merely suggests (a page's title), which counts
    only where the text itself does not tell. ``cuts`` lists, for text that was joined or cut out of the file's text,
    (offset here, offset there) wherever the two begin to run apart; ``plain`` is the file's own text where it is one.
    """

    text: str
    header: Header = field(default_factory=Header)
    hints: Header = field(default_factory=Header)
    speech_id: str = ""
    encoding: str = ""
    warnings: tuple[str, ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()

    def origin(self, offset: int) -> int:
        """The offset in the file's text of an offset in ``text``."""
        at = bisect_right(self.cuts, (offset, 1 << 62)) - 1
        if at < 0:
            return offset
        here, there = self.cuts[at]
        return there + offset - here


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of speeches: its line, and its raw bytes (a JSON line) or its cells by column."""

    line: int
    data: bytes | dict[str, str]

    @property
    def size(self) -> int:
        """About how many bytes it is."""
        return len(self.data) if isinstance(self.data, bytes) else sum(map(len, self.data.values())) * 3


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be taken out of its file."""

    line: int
    type: str
    message: str
