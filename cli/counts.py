"""How is a count shown? In total, and a row for each value of what it is counted by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cli.options import Format, Output
from cli.output import Answer, Column, Row, write, write_object
from cli.session import reader, say
from queries import tallying
from queries.counting import Count, Tally
from queries.lists import PhraseList
from queries.questions import Plain, Question
from queries.receipts import receipt
from yulu.corpus import Corpus
from yulu.filters import Filters
from yulu.messages import text

NUMBERS = (
    Column("occurrences", "column.occurrences", "right"),
    Column("sentences", "column.sentences", "right"),
    Column("speeches", "column.speeches", "right"),
)


def show_count(question: Question, filters: Filters, corpus: Corpus, output: Output, by: Sequence[str]) -> bool:
    """Write how often it stands there; whether it does at all."""
    if output.show_query:
        write_object([request.shown() for request in tallying.requests(corpus, [question], filters, by)], output)
        return True
    client = reader(corpus, filters)
    (found,) = tallying.count(client, corpus, [question], filters, by)
    facts: Row = {"phrase": question.text, **numbers(found.total)}
    as_object = output.format is Format.json or (output.format is Format.jsonl and not by)
    answer = Answer(
        columns=[*(Column(name) for name in by or ("phrase",)), *NUMBERS],
        rows=list(part_rows(found)) if by or as_object else [facts],
        name="by" if by or output.format is Format.json else "",
        facts=facts,
        receipt=receipt(client, corpus, filters, question.shown() | ({"by": list(by)} if by else {})).shown(),
        notes=understood(question),
        headline=text("count.headline", **facts) if by else "",
    )
    write(answer, output)
    return found.total.occurrences > 0


def show_list(
    phrases: PhraseList, longest: bool, filters: Filters, corpus: Corpus, output: Output, by: Sequence[str]
) -> bool:
    """Write how often each phrase of a list stands there; whether any does."""
    questions = phrases.questions(longest=longest)
    if output.show_query:
        write_object([request.shown() for request in tallying.requests(corpus, questions, filters, by)], output)
        return True
    for key, number in (("list.blank", phrases.blank), ("list.repeated", phrases.repeated)):
        if number:
            say(text(key, number=number))
    client = reader(corpus, filters)
    counts = tallying.count(client, corpus, questions, filters, by)
    counted = "each place for the longest phrase" if longest else "every phrase for itself"
    facts: Row = {"phrases": len(counts), "blank_lines": phrases.blank, "repeated_lines": phrases.repeated}
    answer = Answer(
        columns=[*(Column(name) for name in ("phrase", *by)), *NUMBERS],
        rows=[row for found in counts for row in _list_rows(found)],
        name="counts",
        facts=facts,
        receipt=receipt(client, corpus, filters, {**facts, "counted": counted, "by": list(by)}).shown(),
    )
    write(answer, output)
    return any(found.total.occurrences for found in counts)


def _list_rows(found: Count) -> Iterator[Row]:
    if not found.by:
        yield {"phrase": found.text, **numbers(found.total)}
    for row in part_rows(found):
        yield {"phrase": found.text, **row}


def part_rows(found: Count) -> Iterator[Row]:
    """A row for each combination of the dimensions' values."""
    for key, tally in found.parts.items():
        yield {**dict(zip(found.by, key, strict=True)), **numbers(tally)}


_RANGE = re.compile(r"(?P<low>\d+) (?:to (?P<high>\d+)(?P<all> in all)?|or more, in one sentence)")


def understood(question: Question) -> list[str]:
    """The question as it was read, for the person who asked more than one plain phrase."""
    if isinstance(question, Plain):
        return []
    parts = [
        text("phrase.understood_part", name=text(f"question.{name}"), value=_said(name, value))
        for name, value in question.shown().items()
        if value
    ]
    return [text("phrase.understood", question=text("help.join").join(parts))]


def _said(name: str, value: object) -> str:
    """One thing that was understood: words as they are, all else in the user's language."""
    if isinstance(value, list):
        return "、".join(_said(name, part) for part in value)
    if name in ("order", "punctuation", "within"):
        return text(f"question.{value}")
    bounds = _RANGE.fullmatch(str(value)) if name == "characters_between" else None
    if bounds is None:
        return str(value)
    kind = "range_in_all" if bounds["all"] else "range" if bounds["high"] else "range_open"
    return text(f"question.{kind}", low=bounds["low"], high=bounds["high"])


def numbers(tally: Tally) -> Row:
    """The three numbers as keys of a row."""
    return {"occurrences": tally.occurrences, "sentences": tally.sentences, "speeches": tally.speeches}
