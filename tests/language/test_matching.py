"""Where a phrase stands, and that sentences and their windows hold every occurrence exactly once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language import tokens
from language.matching import find
from language.sentences import sentences

STRICT = [
    ("造福人民，造福，人民", "造福人民", [(0, 4)]),
    ("人人人", "人人", [(0, 2), (1, 3)]),
    ("為人民服務", "为人民服务", [(0, 5)]),
    ("人\u200b民", "人民", [(0, 3)]),
    ("人 民", "人民", []),
    ("一段人\n民二段", "人民", []),
    ("「國之大者」", "“国之大者”", [(0, 6)]),
    ("增长5.2%", "5.2％", [(2, 6)]),
    ("2023年", "23年", [(2, 5)]),
]
LOOSE = [
    ("造福人民，造福，人民", "造福人民", [(0, 4), (5, 10)]),
    ("好。我们", "好我", [(0, 3)]),
    ("人 民", "人民", [(0, 3)]),
    ("立党为公、执政为民", "立党为公，执政为民", [(0, 9)]),
]


@pytest.mark.parametrize(("text", "phrase", "expected"), STRICT)
def test_strict(text: str, phrase: str, expected: list[tuple[int, int]]) -> None:
    assert [(span.start, span.end) for span in find(text, phrase)] == expected


@pytest.mark.parametrize(("text", "phrase", "expected"), LOOSE)
def test_loose(text: str, phrase: str, expected: list[tuple[int, int]]) -> None:
    assert [(span.start, span.end) for span in find(text, phrase, loose=True)] == expected


def occurrences(stream: list[str], wanted: list[str]) -> int:
    return sum(stream[at : at + len(wanted)] == wanted for at in range(len(stream) - len(wanted) + 1))


@given(
    st.text(alphabet="人民。！”“，\n 乙", max_size=60),
    st.text(alphabet="人民。”，乙", min_size=1, max_size=tokens.REACH + 1),
    st.booleans(),
)
def test_fields_hold_every_occurrence_once(text: str, phrase: str, loose: bool) -> None:
    """What the index will count, inside sentences and across their ends, is what the reading of the text finds."""
    wanted = tokens.phrase(phrase, loose=loose)
    if not wanted:
        return
    fields = tokens.fields(text, sentences(text), loose=loose)
    values = [value.split(" ") for sentence in fields for value in sentence]
    counted = sum(occurrences(stream, list(wanted)) for stream in values)
    for cut in range(1, len(wanted)):
        crossing = tokens.crossing(wanted[:cut], wanted[cut:])
        counted += sum(occurrences(stream, crossing) for stream in values)
    assert counted == len(find(text, phrase, loose=loose))
