"""Words near each other, gaps and conditions find what their definitions say, and nothing else."""

from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import matching
from queries.near import Conditioned, Gaps, Near, ask
from queries.questions import Plain
from yulu.errors import PhraseError, UsageError


def hits(question: object, text: str) -> list[str]:
    return [text[span.start : span.end] for span in question.find(text)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "room", "text", "found"),
    [
        ("人民 政绩", 10, "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("政绩 人民", 10, "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("人民 政绩", 2, "以造福人民为最大政绩。", []),
        ("人民 政绩", 3, "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("人民 政绩", 10, "人民。政绩", ["人民。政绩"]),
        ("人民 政绩", 10, "人民\n政绩", []),
        # The shorter of two hits, one inside the other.
        ("人民 政绩", 20, "人民要的政绩是人民的政绩", ["人民要的政绩", "政绩是人民", "人民的政绩"]),
        # Words do not overlap.
        ("人民 民主", 5, "人民主", []),
        ("人民 人民", 5, "人民", []),
        ("人民 人民", 5, "人民爱人民", ["人民爱人民"]),
        ("党 政 军", 4, "党、政、军、民", ["党、政、军"]),
        ("党 政 军", 1, "党、政、军、民", []),
    ],
)
def test_near(asked: str, room: int, text: str, found: list[str]) -> None:
    assert hits(Near.of(asked, room), text) == found


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("人民…政绩", "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("人民……政绩", "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("人民…政绩", "人民。政绩", []),
        ("人民{0,2}政绩", "人民。政绩", ["人民。政绩"]),
        ("人民{0,6}政绩", "政绩为人民", []),
        ("人民{2,6}政绩", "人民政绩", []),
        ("人民{3}政绩", "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("人民{,2}政绩", "以造福人民为最大政绩。", []),
        ("人民{2,}政绩", "以造福人民为最大政绩。", ["人民为最大政绩"]),
        ("人民…人民…政绩", "人民爱人民的政绩", ["人民爱人民的政绩"]),
        ("人民…政绩", "人民爱人民的政绩", ["人民的政绩"]),
    ],
)
def test_gaps(asked: str, text: str, found: list[str]) -> None:
    assert hits(Gaps.of(asked), text) == found


@pytest.mark.parametrize(
    ("all_of", "none_of", "within", "found"),
    [
        (["政绩"], [], "sentence", 1),
        (["政绩"], [], "paragraph", 2),
        ([], ["政绩"], "sentence", 2),
        ([], ["政绩"], "paragraph", 1),
        (["政绩"], ["最大"], "paragraph", 0),
        (["没有"], [], "paragraph", 0),
    ],
)
def test_conditions(all_of: list[str], none_of: list[str], within: str, found: int) -> None:
    text = "造福人民是最大政绩。为了人民。\n依靠人民。"
    question = ask("人民", all_of=all_of, none_of=none_of, within=within)  # type: ignore[arg-type]
    assert isinstance(question, Conditioned)
    assert len(hits(question, text)) == found


def test_typed_is_literal_unless_asked() -> None:
    assert isinstance(ask("人民…政绩"), Plain)
    assert isinstance(ask("人民{0,6}政绩"), Plain)
    assert isinstance(ask("人民{0,6}政绩", gaps=True), Gaps)
    assert isinstance(ask("人民.*政绩", gaps=True), Plain)


@pytest.mark.parametrize("text", ["人民{6,0}政绩", "人民{}政绩", "人民{,}政绩", "人民{0,9999}政绩"])
def test_bad_gaps(text: str) -> None:
    with pytest.raises(UsageError):
        Gaps.of(text)


@pytest.mark.parametrize("text", ["…政绩", "人民…", "人民……{2}政绩"])
def test_gaps_need_words_on_both_sides(text: str) -> None:
    with pytest.raises(PhraseError):
        Gaps.of(text)


def test_near_needs_words() -> None:
    for text, room in (("人民", 3), ("人民 政绩", -1), ("人民 政绩", 100000)):
        with pytest.raises(UsageError):
            Near.of(text, room)


LETTERS = st.text("甲乙丙，。", max_size=14)
WORDS = st.lists(st.sampled_from(["甲", "乙", "甲乙", "丙", "乙甲"]), min_size=2, max_size=3)


def shortest(windows: set[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted((a, b) for a, b in windows if not any((a, b) != (c, d) and a <= c and d <= b for c, d in windows))


def chains(text: str, words: tuple[str, ...]) -> list[list[tuple[int, int]]]:
    """Every choice of one place for each word, in the words' order, none overlapping."""
    places = [[(span.start, span.end) for span in matching.find(text, word)] for word in words]
    return [list(chain) for chain in product(*places) if all(a[1] <= b[0] for a, b in pairwise(chain))]


@settings(max_examples=400)
@given(LETTERS, WORDS, st.integers(0, 6))
def test_near_equals_its_definition(text: str, words: list[str], room: int) -> None:
    windows = set()
    for order in permutations(words):
        for chain in chains(text, order):
            if sum(b[0] - a[1] for a, b in pairwise(chain)) <= room:
                windows.add((chain[0][0], chain[-1][1]))
    found = [(span.start, span.end) for span in Near.of(" ".join(words), room).find(text)]
    assert found == shortest(windows)


@settings(max_examples=400)
@given(LETTERS, WORDS, st.integers(0, 3), st.integers(0, 4))
def test_gaps_equal_their_definition(text: str, words: list[str], low: int, more: int) -> None:
    windows = {
        (chain[0][0], chain[-1][1])
        for chain in chains(text, tuple(words))
        if all(low <= b[0] - a[1] <= low + more for a, b in pairwise(chain))
    }
    asked = f"{{{low},{low + more}}}".join(words)
    found = [(span.start, span.end) for span in Gaps.of(asked).find(text)]
    assert found == shortest(windows)
