"""In which encoding is this? Texts long and short, each encoding by its bytes alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.read.encoding import decode
from yulu.errors import ParseError, UsageError

SIMPLE = "同志们：今天我们要不忘初心，牢记使命，为人民服务。"
TRADITIONAL = "同志們：今天我們要不忘初心，牢記使命，為人民服務。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLE, "utf-8"),
        ("我们要发展！", "gb18030"),
        ("工作报告", "gb18030"),
        ("关于开展群众路线教育实践活动的意见", "gb18030"),
        ("同志们，㐀𠀀字。我们要努力工作，认真学习。", "gb18030"),
        (TRADITIONAL, "gb18030"),
        ("工作報告", "big5hkscs"),
        ("關於當前形勢的講話", "big5hkscs"),
        (TRADITIONAL, "big5hkscs"),
        ("香港特別行政區嘅市民，咗咁喺度，講嘅說話我哋都聽到。", "big5hkscs"),
        (SIMPLE, "hz"),
        (SIMPLE, "utf-16-le"),
        (SIMPLE, "utf-16-be"),
        ("工作报告", "utf-16-le"),
        ("他说：“路通了。”\n群众都高兴。", "utf-16-be"),
        (SIMPLE, "utf-32-le"),
        (SIMPLE, "utf-32-be"),
    ],
)
def test_found_by_its_bytes(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks(mark: str) -> None:
    assert decode(SIMPLE.encode(mark)).text == SIMPLE


def test_ascii_before_chinese() -> None:
    text = "From: editor@example.org\nSubject: a speech\n" * 200 + SIMPLE
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_cut_off(encoding: str) -> None:
    found = decode((SIMPLE * 50).encode(encoding)[:-1])
    assert found.warnings == ("cut_off",)
    assert found.text == (SIMPLE * 50)[:-1]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte(encoding: str) -> None:
    data = bytearray((SIMPLE * 80).encode(encoding))
    data[300] = 0xFF
    found = decode(bytes(data))
    assert found.warnings == ("damaged",)
    assert found.text.count("\ufffd") <= 3


def test_line_ends() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\n乙\n丙\n"


def test_overruled() -> None:
    assert decode(SIMPLE.encode("gb18030"), "gbk").text == SIMPLE
    with pytest.raises(UsageError):
        decode(b"x", "klingon")
    with pytest.raises(ParseError):
        decode(SIMPLE.encode("gb18030"), "utf-8")


@given(st.integers(0, 2**32), st.integers(40, 4000))
@settings(max_examples=150, deadline=None)
def test_noise_is_no_text(seed: int, size: int) -> None:
    """Random bytes are refused, not read as some encoding or other."""
    with pytest.raises(ParseError):
        decode(random.Random(seed).randbytes(size))


@given(st.text(alphabet="的一是在不了有和人这中大为上个国我以要他“”，。：；0123456789\n", min_size=12))
@settings(deadline=None)
def test_any_common_text(text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        assert decode(text.encode(encoding)).text == text
