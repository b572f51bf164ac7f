"""The same speech in every format and encoding gives the same text, sentences, quotations and slogans."""

from __future__ import annotations

from pathlib import Path

import making
import pytest

from indexer.annotate import annotate
from indexer.compose import compose
from indexer.metadata import Given
from indexer.read import Read, read_text
from indexer.read.files import parse
from indexer.read.lines import joined
from yulu.domain import AnnotatedSpeech
from yulu.errors import ParseError

SAME = {
    "utf-8.txt": making.txt(),
    "bom.txt": b"\xef\xbb\xbf" + making.txt(),
    "crlf.txt": making.txt().replace(b"\n", b"\r\n"),
    "gb18030.txt": making.txt(encoding="gb18030"),
    "utf-16.txt": making.txt(encoding="utf-16"),
    "bare-utf-16.txt": making.txt(encoding="utf-16-le"),
    "wrapped.txt": making.wrapped(),
    "x.md": making.markdown(),
    "x.html": making.html(),
    "gb.html": making.html(charset="gb18030", declared="gb2312"),
    "wrong.html": making.html(charset="utf-8", declared="gb2312"),
    "x.docx": making.docx(),
    "x.pdf": making.pdf(),
    "gbk.pdf": making.pdf(cmap="GBKp-EUC-H"),
}


def annotated(read: Read) -> AnnotatedSpeech:
    return annotate(compose(read, Given(), speech_id="x", source="x", collection=""))


@pytest.mark.parametrize("name", SAME)
def test_same_speech(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(SAME[name])
    wanted, found = annotated(parse(making.txt(), "a.txt", "txt")), annotated(read_text(path))
    assert [each.text for each in found.sentences] == [each.text for each in wanted.sentences]
    marked = [(each.text, each.kind, each.person, each.cue) for each in wanted.quotations]
    assert [(each.text, each.kind, each.person, each.cue) for each in found.quotations] == marked
    assert [each.slogan for each in found.mentions] == [each.slogan for each in wanted.mentions]
    assert found.speech.header == wanted.speech.header


def test_traditional_in_big5() -> None:
    import opencc

    lines = [opencc.OpenCC("s2tw").convert(line) for line in making.SPEECH]
    found = parse(making.txt(lines, "big5hkscs"), "a.txt", "txt")
    assert found.encoding == "big5hkscs"
    assert found.text == "\n".join(lines)


def test_offsets_lead_back() -> None:
    """What is joined can be found again in the file's own text."""
    original = making.wrapped().decode()
    read = parse(making.wrapped(), "a.txt", "txt")
    assert read.cuts
    for at, char in enumerate(read.text):
        assert original[read.origin(at)] == char


@pytest.mark.parametrize(
    "lines",
    [
        ["同志们：", "今天开会。", "散会。"] * 6,
        ["一" * 20 + "。"] * 30,
        ["白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"] * 4,
        ["短", "长" * 200, "短"] * 10,
    ],
)
def test_unwrapped_text_is_left_alone(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert joined(text) == (text, ())


def test_footnotes_and_page_heads() -> None:
    found = parse(making.docx(note="《某文》第一页。"), "a.docx", "docx")
    assert found.text.endswith("《某文》第一页。")
    assert "内部资料" not in found.text
    assert found.hints.title == making.SPEECH[0]
    pages = parse(making.pdf(), "a.pdf", "pdf")
    assert "汇编" not in pages.text
    assert "- 1 -" not in pages.text


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (b"", "a.txt", "read.empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "a.txt", "read.binary"),
        (b"%PDF-1.4 nothing", "a.txt", "read.damaged"),
        (b"\x1f\x8b\x08\x00", "a.txt.gz", "read.cut_off"),
        (b"{\\rtf1 x}", "a.docx", "read.old_format"),
    ],
)
def test_reasons(data: bytes, name: str, key: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(data, name, "docx" if name.endswith("docx") else "txt")
    assert caught.value.key == key


def test_corpus_is_unaltered(shared: Path) -> None:
    """None of the measuring corpus is wrapped at a page width; what is read is the file."""
    for path in sorted((shared / "corpus" / "speeches").glob("*.txt")):
        assert read_text(path).text == path.read_bytes().decode().replace("\r\n", "\n"), path.name
