"""Comments in a Word draft: on the very characters, wherever Word keeps text, and nothing else is changed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cli.verify_word import comment, remark
from indexer.read.docx import read
from language.align import align
from language.claims import Claim
from language.model import Quotation
from queries.judging import judge
from queries.places import Passage, Place, own_voices
from queries.probes import Sought
from queries.receipts import Receipt
from queries.verdicts import Verdict
from queries.verify import Verified

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "r": R,
}
BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>框里说：“框里的话要算数。”</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框里说：“框里的话要算数。”</w:t></w:r></w:p></w:txbxContent>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框后的字</w:t></w:r></w:p>"
)
BODY = f"""
<w:p><w:r><w:t>开头先说一句：算数的话要算数。他说：“算数的话要算数。”接着说：“</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>
<w:t>算数的话</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>要算数。”完了。</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">改过的：“我们 </w:t></w:r>
<w:del w:id="90" w:author="甲"><w:r><w:delText>不</w:delText></w:r></w:del>
<w:ins w:id="91" w:author="甲"><w:r><w:t>都要去</w:t></w:r></w:ins>
<w:r><w:t>修路</w:t><w:br/><w:t>修渠”。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表里说：“表里的话也要查。”</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:hyperlink r:id="rId99"><w:r><w:t>链接：“链接里的话</w:t></w:r></w:hyperlink>
<w:r><w:t>也要查。”</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
{BOX}
<w:p><w:r><w:t>有注</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>
<w:r><w:t>。两段话：“第一段话，</w:t></w:r></w:p>
<w:p><w:r><w:t>第二段话。”说完了。</w:t></w:r></w:p>
"""
NOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
    "<w:r><w:t>注里说：“注里的话也算。”</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
DOUBTFUL = [
    "我们 都要去修路\n修渠",
    "表里的话也要查。",
    "链接里的话也要查。",
    "框里的话要算数。",
    "第一段话，\n第二段话。",
    "注里的话也算。",
]


def made() -> bytes:
    """A document with runs cut anywhere, tracked changes, a table, a link, a text box, a page head and a footnote."""
    import docx

    plain = io.BytesIO()
    base = docx.Document()
    base.sections[0].header.paragraphs[0].text = "页眉说：“页眉里的话。”"
    base.save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                content = content.replace("<w:body>", "<w:body>" + BODY)
                for prefix, space in SPACES.items():
                    if f"xmlns:{prefix}=" not in content:
                        content = content.replace("<w:document ", f'<w:document xmlns:{prefix}="{space}" ')
            elif name == "word/_rels/document.xml.rels":
                content = content.replace(
                    "</Relationships>",
                    f'<Relationship Id="rId98" Type="{R}/footnotes" Target="footnotes.xml"/><Relationship Id="rId99" '
                    f'Type="{R}/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>',
                )
            elif name == "[Content_Types].xml":
                content = content.replace(
                    "</Types>",
                    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
                    'officedocument.wordprocessingml.footnotes+xml"/></Types>',
                )
            new.writestr(name, content.encode("utf-8", "surrogateescape"))
        new.writestr("word/footnotes.xml", NOTES)
    return out.getvalue()


def doubted(text: str, start: int, words: str) -> Verdict:
    return judge(Sought(Quotation(start, start + len(words), words, "speech"), Claim()), [], None, ())


def right(text: str, start: int, words: str) -> Verdict:
    sought = Sought(Quotation(start, start + len(words), words, "speech"), Claim())
    found = align(words, words)
    assert found is not None
    there = Passage("s", "", "题", "2015", "", "", (), (), 0, 0, words, (0,))
    return judge(sought, [Place(there, found, tuple(own_voices(there)))], None, ())


@pytest.fixture(scope="module")
def verified() -> Verified:
    """The second of two like quotations is right, the first is not; of the others none is found."""
    text = read(made(), "").text
    assert "页眉" not in text
    like = "算数的话要算数。"
    one = text.index("“" + like) + 1
    two = text.index("“" + like, one) + 1
    verdicts = [right(text, one, like), doubted(text, two, like)]
    verdicts += [doubted(text, _start(text, words), words) for words in DOUBTFUL]
    return Verified(text, tuple(verdicts), 0, Receipt("", 0, 0, 0, {}, {}))


def _start(text: str, words: str) -> int:
    found = re.search(r"\s*".join(map(re.escape, "".join(words.split()))), text)
    assert found is not None, words
    return found.start()


def commented(verified: Verified) -> zipfile.ZipFile:
    import docx

    document = docx.Document(io.BytesIO(made()))
    assert comment(document, verified) == 1 + len(DOUBTFUL)
    out = io.BytesIO()
    document.save(out)
    return zipfile.ZipFile(out)


def root_of(package: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    return etree.fromstring(package.read(name))


def marked(root: Any) -> dict[str, str]:
    """The text inside each comment's marks, by its number; deleted text and a second writing left out."""
    open_: set[str] = set()
    found: dict[str, str] = {}
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "commentRangeStart":
            open_.add(element.get(f"{{{W}}}id"))
        elif name == "commentRangeEnd":
            open_.discard(element.get(f"{{{W}}}id"))
        elif name == "t":
            for number in open_:
                found[number] = found.get(number, "") + (element.text or "")
    return found


def test_each_comment_is_on_the_very_words(verified: Verified) -> None:
    package = commented(verified)
    found = marked(root_of(package, "word/document.xml")) | marked(root_of(package, "word/footnotes.xml"))
    assert list(found.values()) == ["算数的话要算数。", *("".join(w.split("\n")) for w in DOUBTFUL)]
    comments = root_of(package, "word/comments.xml")
    assert [each.get(f"{{{W}}}id") for each in comments] == list(found)


def test_of_two_like_quotations_the_doubtful_one_has_the_comment(verified: Verified) -> None:
    words = root_of(commented(verified), "word/document.xml").xpath(
        "(//w:commentRangeStart)[1]/following::w:t[1]", namespaces={"w": W}
    )
    assert words[0].text == "算数的话"
    assert words[0].getparent().xpath("./w:rPr/w:b", namespaces={"w": W})


def formatted(root: Any) -> list[tuple[str, str, str]]:
    """Every character with the formatting of its run and the element its run is in, and whatever else runs hold."""
    found = []
    for run in root.iter(f"{{{W}}}r"):
        properties = run.find(f"{{{W}}}rPr")
        look = run.getparent().tag
        look += "" if properties is None else str([(each.tag, sorted(each.items())) for each in properties.iter()])
        for child in run:
            name = child.tag.rpartition("}")[2]
            if name in ("t", "delText"):
                found += [(char, look, name) for char in child.text or ""]
            elif name not in ("rPr", "commentReference"):
                found.append(("", look, name))
    return found


@pytest.mark.parametrize("name", ["word/document.xml", "word/footnotes.xml", "word/header1.xml"])
def test_nothing_but_comments_is_changed(verified: Verified, name: str) -> None:
    before, after = zipfile.ZipFile(io.BytesIO(made())), commented(verified)
    assert formatted(root_of(before, name)) == formatted(root_of(after, name))


def test_every_run_still_begins_with_its_formatting(verified: Verified) -> None:
    root = root_of(commented(verified), "word/document.xml")
    for properties in root.iter(f"{{{W}}}rPr"):
        assert properties.getprevious() is None


def test_a_comment_says_what_is_wrong() -> None:
    said = remark(doubted("", 0, "没有人说过这样的话"))
    assert "not found" in said or "查无" in said


def test_the_document_can_be_opened_again(verified: Verified, tmp_path: Path) -> None:
    import docx

    with commented(verified) as package:
        package.extractall(tmp_path)
        data = package.fp.getvalue()  # type: ignore[union-attr]
    assert len(list(docx.Document(io.BytesIO(data)).comments)) == 1 + len(DOUBTFUL)
    assert read(data, "").text == verified.text
