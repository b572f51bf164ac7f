"""The report on a draft at a terminal: lines that fit, what is wrong marked, nothing said twice."""

from __future__ import annotations

import pytest
from wcwidth import wcswidth

from cli.verify_page import page
from cli.verify_report import report
from language.align import align
from language.claims import Claim
from language.model import Quotation
from queries.judging import judge_outside
from queries.places import Passage, Place, own_voices
from queries.probes import Sought
from queries.receipts import Receipt
from queries.verify import Verified

SOURCE = "干部要把群众的冷暖放在心上，把该办的事情办在前头，不能让群众等得太久。"


def verified(*quotations: str, source: str = SOURCE) -> Verified:
    """A draft in which 王刚 says these; all are held against one sentence of his."""
    text, verdicts = "", []
    for words in quotations:
        start = len(text) + len("王刚同志说：“")
        text += f"王刚同志说：“{words}”\n"
        quotation = Quotation(start, start + len(words), words, "speech", "王刚同志", "王刚", "说")
        found = align(words, source)
        assert found is not None
        there = Passage("gang", "", "在会上的讲话", "2015-03-01", "", "", ("王刚",), ("王刚",), 4, 0, source, (0,))
        sought = Sought(quotation, Claim(), "王刚")
        verdicts.append(judge_outside(sought, [Place(there, found, tuple(own_voices(there)))], None, ()))
    return Verified(text, tuple(verdicts), 0, Receipt("", 1, 1, 1, {}, {}))


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_LANG", "zh")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_fit_the_terminal_and_break_where_they_may(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = report("draft.txt", verified("干部要把群众冷暖放在心里，把该办的事情办在前头", "从来没有人说过的话呀"))
    lines = said.splitlines()
    assert max(map(wcswidth, lines)) <= columns
    assert not [line for line in lines if line.strip()[:1] in tuple("，。；：”）】")]
    assert "群众【的】冷暖放在心【上】" in "".join(line.strip() for line in lines)


def test_what_is_left_out_and_put_in_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = report("draft.txt", verified("干部【党员干部】要把群众的冷暖放在心上……不能让群众等得太久"))
    assert "[一致（有删节、有引者加的话）]" in said
    assert "〔，把该办的事情办在前头，〕" in said
    assert "【党员干部】 是引者加的" in said


def test_a_long_omission_is_shown_by_its_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    long = "干部要把群众的冷暖放在心上，" + "还有许多许多别的话，" * 20 + "不能让群众等得太久。"
    said = report("draft.txt", verified("干部要把群众的冷暖放在心上……不能让群众等得太久", source=long))
    assert "（略 180 字）" in said
    assert said.count("还有许多许多别的话") < 6


def test_nothing_is_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = report("draft.txt", verified(SOURCE))
    assert "上下文" not in said
    assert "原文" not in said
    assert "上下文" in report("draft.txt", verified("把该办的事情办在前头"))


def test_only_what_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    found = verified(SOURCE, "干部……不能让群众等得太久", "干部要把群众的冷暖放在心里")
    said = report("draft.txt", found, only_doubtful=True)
    assert "  1 [" not in said
    assert "  2 [一致（有删节）]" in said
    assert "  3 [文字有出入（错字）]" in said


def test_the_page_links_to_what_is_to_be_looked_at() -> None:
    shown = page([("a.txt", verified(SOURCE, "干部要把群众的冷暖放在心里")), ("b.txt", verified(SOURCE))])
    assert 'href="#d1q2"' in shown
    assert 'id="d1q2"' in shown
    assert 'href="#d1q1"' not in shown
    assert "没有要看的" in shown
    assert "<script" not in shown
    assert "://" not in shown


def test_the_page_escapes_what_is_quoted() -> None:
    shown = page([("<b>.txt", verified("<script>alert(1)</script>干部要把群众的冷暖放在心上"))])
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "&lt;b&gt;.txt" in shown
