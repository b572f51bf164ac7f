"""How does a Python program ask? ``open_corpus()`` gives one object whose methods answer with values.

Every answer is a list of plain rows with its receipt, and a pandas DataFrame where pandas is installed::

    from queries import open_corpus

    with open_corpus("demo") as corpus:
        corpus.count("高质量发展", by=["year"]).to_dataframe()
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from queries import collocates, keywords, tallying
from queries.collocates import Company, Window
from queries.concordance import View, concordance
from queries.counting import Tally
from queries.keywords import Comparison, Units
from queries.lists import PhraseList
from queries.near import Within, ask
from queries.phrases import Phrase
from queries.receipts import receipt
from queries.sides import side
from queries.trend import THIN, Axis, Period, Trend, trend
from yulu import elastic, subsets
from yulu.corpus import Corpus, check_version
from yulu.errors import UnknownNameError
from yulu.filters import Filters
from yulu.settings import Settings

if TYPE_CHECKING:
    import pandas
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer as rows with the same keys, and its receipt; iterable, indexable, with a length."""

    rows: tuple[dict[str, Any], ...]
    receipt: dict[str, Any]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, number: int) -> dict[str, Any]:
        return self.rows[number]

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows as a DataFrame; ImportError where pandas is not installed."""
        import pandas as pd

        return pd.DataFrame(list(self.rows))


@dataclass(frozen=True, slots=True)
class Counted(Rows):
    """A count: the three totals, and as rows those of each value of what it is counted by (or of each phrase)."""

    occurrences: int
    sentences: int
    speeches: int


@dataclass(frozen=True, slots=True)
class Trended(Rows):
    """A trend: as rows its points, ``trend`` with all of it."""

    trend: Trend


@dataclass(frozen=True, slots=True)
class Kept(Rows):
    """Collocates or keywords: as rows each of them, ``whole`` with all of it."""

    whole: Company | Comparison


class OpenCorpus:
    """A corpus that can be asked. Filters are keywords: ``level="county"``, ``since="2012"``, ``speaker=["甲", "乙"]``.

    Raises PhraseError or UsageError for what cannot be asked, CorpusError for a corpus that is not there.
    """

    def __init__(self, client: Elasticsearch, corpus: Corpus) -> None:
        self.client, self.corpus = client, corpus

    def __enter__(self) -> OpenCorpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.client.close()

    def phrase(
        self,
        text: str,
        *,
        loose: bool = False,
        near: int | None = None,
        gaps: bool = False,
        all_of: Sequence[str] = (),
        none_of: Sequence[str] = (),
        within: Within = "sentence",
        view: View = View(limit=20),
        **filters: Any,
    ) -> Rows:
        """Concordance lines, twenty unless the ``view`` says otherwise."""
        chosen = _filters(filters)
        asked = ask(text, loose=loose, near=near, gaps=gaps, all_of=all_of, none_of=none_of, within=within)
        lines = concordance(self.client, self.corpus, asked, chosen, view)
        return Rows(tuple(line.row() for line in lines), self._receipt(chosen, asked.shown()))

    def lines(self, text: str, *, loose: bool = False, **filters: Any) -> Iterator[dict[str, Any]]:
        """Every concordance line, streamed in bounded memory."""
        question = ask(text, loose=loose)
        for line in concordance(self.client, self.corpus, question, _filters(filters)):
            yield line.row()

    def count(
        self,
        text: str,
        *,
        by: Sequence[str] = (),
        loose: bool = False,
        near: int | None = None,
        gaps: bool = False,
        all_of: Sequence[str] = (),
        none_of: Sequence[str] = (),
        within: Within = "sentence",
        **filters: Any,
    ) -> Counted:
        """Occurrences, sentences and speeches, in total and by one or two dimensions."""
        chosen = _filters(filters)
        asked = ask(text, loose=loose, near=near, gaps=gaps, all_of=all_of, none_of=none_of, within=within)
        (found,) = tallying.count(self.client, self.corpus, [asked], chosen, by)
        rows = tuple({**dict(zip(by, key, strict=True)), **_numbers(tally)} for key, tally in found.parts.items())
        searched = self._receipt(chosen, asked.shown() | {"by": list(by)})
        return Counted(rows, searched, **_numbers(found.total))

    def count_list(self, phrases: Sequence[str] | Path, *, longest: bool = False, **options: Any) -> Rows:
        """Every phrase of a list or file; ``longest`` counts each place for the longest phrase that covers it."""
        loose = bool(options.pop("loose", False))
        chosen = _filters(options)
        if isinstance(phrases, Path):
            listed = PhraseList.read(phrases, loose=loose)
        else:
            listed = PhraseList.of(phrases, loose=loose)
        counts = tallying.count(self.client, self.corpus, listed.questions(longest=longest), chosen)
        rows = tuple({"phrase": found.text, **_numbers(found.total)} for found in counts)
        return Rows(rows, self._receipt(chosen, {"phrases": len(counts), "longest": longest}))

    def trend(
        self,
        *phrases: str,
        by: Period = "year",
        split: str = "",
        thin: int = THIN,
        loose: bool = False,
        **filters: Any,
    ) -> Trended:
        """How phrases rise and fall; each point with the command that lists its hits."""
        chosen, axis = _filters(filters), Axis(by, split, thin)
        asked = [Phrase.of(phrase, loose=loose) for phrase in phrases]
        found = trend(self.client, self.corpus, asked, chosen, axis)
        rows = tuple(point.row(by, split) for point in found.points)
        return Trended(rows, self._receipt(chosen, {"phrases": list(phrases), "by": list(axis.dimensions)}), found)

    def collocates(self, text: str, *, window: Window = Window(), loose: bool = False, **filters: Any) -> Kept:
        """The words that keep a phrase company."""
        chosen, asked = _filters(filters), ask(text, loose=loose)
        found = collocates.collocates(self.client, self.corpus, asked, chosen, window)
        rows = tuple(one.row() for one in found.collocates)
        return Kept(rows, self._receipt(chosen, asked.shown()), found)

    def compare(self, left: str, right: str, *, units: Units = Units(), **filters: Any) -> Kept:
        """The words that one side prefers: ``compare("level=county", "level=national")``."""
        base = _filters(filters)
        kept = subsets.saved() if "subset" in left + right else {}
        found = keywords.compare(self.client, self.corpus, side(left, base, kept), side(right, base, kept), units)
        rows = tuple(key.row() for key in found.keys)
        return Kept(rows, self._receipt(base, {"left": left, "right": right}), found)

    def _receipt(self, filters: Filters, question: dict[str, Any]) -> dict[str, Any]:
        return receipt(self.client, self.corpus, filters, question).shown()


def open_corpus(name: str = "", *, client: Elasticsearch | None = None) -> OpenCorpus:
    """A corpus by its name (YULU_CORPUS, else ``yulu``), over a client of one's own or one made from the settings."""
    corpus = Corpus(name or Settings.from_environment().corpus)
    made = client or elastic.connect()
    with elastic.translated(made):
        check_version(made, corpus)
    return OpenCorpus(made, corpus)


def _filters(given: dict[str, Any]) -> Filters:
    """Filters from keywords; one value may stand without a list around it. UsageError for an unknown one."""
    known = {item.name for item in fields(Filters)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise UnknownNameError("api.unknown_filter", name=name, known=sorted(known))
        if name in ("since", "until", "distinct"):
            values[name] = value
        else:
            values[name] = (value,) if isinstance(value, str) else tuple(value)
    return Filters(**values)


def _numbers(tally: Tally) -> dict[str, int]:
    return {"occurrences": tally.occurrences, "sentences": tally.sentences, "speeches": tally.speeches}
