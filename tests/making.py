"""Files of every format, made on the spot: the same speech as text, Markdown, HTML, Word and PDF."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence

SPEECH = (
    "在全县作风建设推进会上的讲话",
    "（2023年5月18日）",
    "同志们：",
    "今天召开这次会议，主要任务是贯彻落实上级部署。习近平总书记强调，“江山就是人民，人民就是江山”，要把人民放在心中最高的位置。"
    "我们要坚持以人民为中心的发展思想，把群众的事情一件一件办好，让发展成果更多更公平惠及全体人民。",
    "一、提高认识，把思想统一到部署上来。“空谈误国，实干兴邦”，这句话大家都熟悉，关键在于落实。各乡镇、各部门要对照清单逐项检查，"
    "发现问题及时整改，不能等，不能拖，更不能敷衍了事。",
    "二、突出重点，办好民生实事。去年全县新建农村公路一百二十公里，解决了三千四百户群众的饮水问题。今年要继续加大投入，"
    "让群众看得见、摸得着、得实惠。他们说：“路通了，心就通了。”这是对我们工作最好的肯定。",
    "三、加强领导，确保落到实处。要发扬钉钉子精神，一张蓝图绘到底，做到“四个到位”：认识到位、责任到位、措施到位、督查到位。",
    "同志们，使命光荣，责任重大。让我们更加紧密地团结起来，不忘初心、牢记使命，为建设美好家园而努力奋斗！",
)


def txt(lines: Sequence[str] = SPEECH, encoding: str = "utf-8") -> bytes:
    """One paragraph a line."""
    return "\n".join(lines).encode(encoding)


def wrapped(lines: Sequence[str] = SPEECH, width: int = 30) -> bytes:
    """Lines broken after so many characters, paragraphs indented by two blanks."""
    out: list[str] = []
    for line in lines:
        line = "　　" + line
        out += [line[at : at + width] for at in range(0, len(line), width)]
    return "\n".join(out).encode()


def markdown(lines: Sequence[str] = SPEECH) -> bytes:
    """A heading and paragraphs."""
    return ("# " + "\n\n".join(lines)).encode()


def html(lines: Sequence[str] = SPEECH, *, charset: str = "utf-8", declared: str = "") -> bytes:
    """A page with what pages have around a text."""
    body = "\n".join(f"<p>　　{line}</p>" for line in lines[1:])
    return (
        f"<html><head><meta charset='{declared or charset}'><title>{lines[0]}_某某网</title>"
        "<script>var x = '甲';</script>"
        f"<style>p {{}}</style></head><body><nav>首页 新闻</nav><h1>{lines[0]}</h1>{body}"
        "<footer>版权所有</footer></body></html>"
    ).encode(charset, "replace")


def docx(lines: Sequence[str] = SPEECH, *, note: str = "") -> bytes:
    """A Word document with a title, a table if there are tabs, and a page head that is no text."""
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.add_paragraph(lines[0], style="Title")
    for line in lines[1:]:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return _with_note(out.getvalue(), note) if note else out.getvalue()


def _with_note(data: bytes, note: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f"<w:footnotes {space}><w:footnote><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    return rezipped(data, {"word/footnotes.xml": part.encode()})


def rezipped(data: bytes, parts: dict[str, bytes]) -> bytes:
    """A zip with some parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def pdf(
    lines: Sequence[str] = SPEECH,
    *,
    columns: int = 28,
    per_page: int = 8,
    cmap: str = "UniGB-UTF16-H",
    head: str = "作风建设材料汇编",
) -> bytes:
    """A PDF of wrapped lines: a centred title, indented paragraphs, a running head and page numbers."""
    size, left, top = 14, 90, 760
    rows: list[tuple[float, str]] = [(left + (columns - len(lines[0])) * size / 2, lines[0])]
    for line in lines[1:]:
        line = "  " + line
        first = True
        while line:
            take = columns
            while take < len(line) and line[take] in "，。、；：？！”）":
                take += 1  # no mark begins a line
            part, line = line[:take], line[take:]
            rows.append((left + (2 * size if first else 0), part.strip()))
            first = False
    pages = []
    for at in range(0, len(rows), per_page):
        number = len(pages) + 1
        drawn = [_draw(left + 120, 805, 9, head, cmap), _draw(290, 40, 9, f"- {number} -", cmap)]
        drawn += [_draw(x, top - 24 * row, size, text, cmap) for row, (x, text) in enumerate(rows[at : at + per_page])]
        pages.append("\n".join(drawn).encode("ascii"))
    return pdf_file(pages, cmap)


def _draw(x: float, y: float, size: int, text: str, cmap: str) -> str:
    encoding = "utf-16-be" if "UTF16" in cmap or "UCS2" in cmap else "gbk"
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode(encoding).hex()}> Tj ET"


def pdf_file(contents: Iterable[bytes], cmap: str = "UniGB-UTF16-H", *, extra: str = "") -> bytes:
    """A PDF of these page contents, in a Chinese font that every reader knows."""
    pages = list(contents)
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{cmap} "
        "/DescendantFonts [4 0 R] >>".encode(),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 [500] 13 16 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, content in enumerate(pages):
        packed = zlib.compress(content)
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(page.encode())
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
