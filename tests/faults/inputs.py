"""The inputs among the thirty: files made on the spot, each with the reason it fails for, None where it must go in."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import making

Made = dict[str, str | None]
TEXT = "同志们：今天我们要不忘初心、牢记使命，把人民的事情办好。要坚持实事求是，认真总结经验，努力做好各项工作。"


def surrogates(folder: Path) -> Made:
    (folder / "s.jsonl").write_bytes(b'{"id": "lone", "text": "\xe5\xa5\xbd\\ud800\xe3\x80\x82", "title": "\\udfff"}\n')
    (folder / "s.txt").write_bytes(TEXT.encode() + b"\xed\xa0\x80" + TEXT.encode() * 20)
    return {"s.jsonl:1": None, "s.txt": None}


def controls(folder: Path) -> Made:
    odd = "=cmd|' /C calc'!A0\n\x1b]52;c;aGk=\x07\x1b[31m红\x00\u202e倒\u2066" + TEXT * 20
    (folder / "c.txt").write_text(odd, encoding="utf-8")
    (folder / "c.jsonl").write_text(
        json.dumps({"id": "=1+1", "title": "\x1b[2J", "text": TEXT + "\x00"}), encoding="utf-8"
    )
    return {"c.txt": None, "c.jsonl:1": None}


def encodings(folder: Path) -> Made:
    header = "From: editor@example.org\nSubject: speech\n" * 40
    traditional = "同志們：今天我們要不忘初心，把人民的事情辦好。要堅持實事求是，認真總結經驗，努力做好各項工作。"
    cases = {
        "header.txt": (header + TEXT).encode("gb18030"),
        "six.txt": "我们要发展！".encode("gb18030"),
        "hkscs.txt": (traditional + "香港市民講嘅嘢，佢哋都聽到㗎。").encode("big5hkscs"),
        "utf16.txt": TEXT.encode("utf-16-le"),
        "utf16be.txt": TEXT.encode("utf-16-be"),
        "hz.txt": TEXT.encode("hz"),
        "cut.txt": TEXT.encode("gb18030")[:-1],
    }
    for name, data in cases.items():
        (folder / name).write_bytes(data)
    return dict.fromkeys(cases)


def word(folder: Path) -> Made:
    good = making.docx()
    bomb = b"<w:document xmlns:w='x'><w:body>" + b" " * (80 << 20) + b"</w:body></w:document>"
    (folder / "bomb.docx").write_bytes(making.rezipped(good, {"word/document.xml": bomb}))
    (folder / "nested.docx").write_bytes(making.rezipped(good, {"word/inner.docx": good}))
    (folder / "locked.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    (folder / "double.docx").write_bytes(_with_entry(good, "word/document.xml"))
    (folder / "out.docx").write_bytes(_with_entry(good, "../../etc/passwd"))
    (folder / "cut.docx").write_bytes(good[: len(good) // 2])
    return {
        "bomb.docx": "bomb",
        "nested.docx": None,
        "locked.docx": "encrypted",
        "old.doc": "old_format",
        "double.docx": "double_entry",
        "out.docx": "unsafe_entry",
        "cut.docx": "damaged",
    }


def _with_entry(data: bytes, name: str) -> bytes:
    import warnings

    out = io.BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(name, b"<a/>")
    return out.getvalue()


def entities(folder: Path) -> Made:
    good = making.docx()
    laughs = '<!DOCTYPE l [<!ENTITY a "哈">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>"
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body.format("&x;")
    for name, content in (("laughs.docx", laughs + "]>" + body.format("&j;")), ("outside.docx", outside)):
        (folder / name).write_bytes(making.rezipped(good, {"word/document.xml": content.encode()}))
    return {"laughs.docx": "doctype", "outside.docx": "doctype"}


def pages(folder: Path) -> Made:
    good = making.pdf()
    flate = b"BT /F1 9 Tf " + b"(x) Tj " * (60 << 20)
    millions = b"q Q " * 1_000_000 + b"BT /F1 9 Tf <4f60597d> Tj ET"
    loop = good.replace(b"/Kids [6 0 R", b"/Kids [2 0 R").replace(b"/Count", b"/Parent 2 0 R /Count")
    encrypted = making.pdf_file(
        [b""],
        extra="/Encrypt << /Filter /Standard /V 1 /R 2 /O <"
        + "00" * 32
        + "> /U <"
        + "00" * 32
        + "> /P -4 >> /ID [<00> <00>]",
    )
    files = {
        "bomb.pdf": making.pdf_file([flate]),
        "million.pdf": making.pdf_file([millions]),
        "loop.pdf": loop,
        "cut.pdf": good[:700],
        "locked.pdf": encrypted,
        "scan.pdf": making.pdf_file([b"q 100 0 0 100 0 0 cm Q"]),
        "gbkp.pdf": making.pdf(cmap="GBKp-EUC-H"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {
        "bomb.pdf": "memory|crash|timeout",
        "million.pdf": None,
        "loop.pdf": "damaged",
        "cut.pdf": "damaged",
        "locked.pdf": "encrypted",
        "scan.pdf": "no_text",
        "gbkp.pdf": None,
    }


def web(folder: Path) -> Made:
    (folder / "deep.html").write_bytes(b"<div>" * 200_000 + TEXT.encode() + b"</div>" * 200_000)
    (folder / "charset.html").write_bytes(making.html(charset="utf-8", declared="gb2312"))
    (folder / "script.html").write_text(
        "<html><body><script>document.write('假')</script></body></html>", encoding="utf-8"
    )
    return {"deep.html": "too_deep", "charset.html": None, "script.html": "no_text"}


def system(folder: Path) -> Made:
    (folder / "loop").mkdir()
    (folder / "loop" / "again").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "directory.txt").mkdir()
    name = "讲话".encode("gbk") + b".txt"
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123
        file.write(TEXT.encode())
    wanted: Made = {"pipe.txt": "not_a_file", "gone.txt": "unreadable"}
    if os.geteuid():
        (folder / "secret.txt").write_text(TEXT, encoding="utf-8")
        (folder / "secret.txt").chmod(0)
        wanted["secret.txt"] = "unreadable"
    return {**wanted, "讲话.txt": None}


def lines(folder: Path) -> Made:
    with (folder / "lines.jsonl").open("wb") as file:
        file.write(json.dumps({"id": "first", "text": TEXT}).encode() + b"\n")
        file.write(b'{"id": "long", "text": "')
        for _ in range(1024):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"id": "broken", "text": \n{"id": "a", "id": "b", "text": "x"}\n')
        file.write(json.dumps({"id": "first", "text": "另一篇。"}).encode() + b"\n[1]\n")
        file.write(json.dumps({"id": "last", "text": TEXT[:20]}).encode())
    return {
        "lines.jsonl:1": None,
        "lines.jsonl:2": "too_long",
        "lines.jsonl:3": "bad_json",
        "lines.jsonl:4": "bad_json",
        "lines.jsonl:5": "double_id",
        "lines.jsonl:6": "not_an_object",
        "lines.jsonl:7": None,
    }


TABLE: list[tuple[str, str, str, Callable[[Path], Made]]] = [
    ("22", "lone surrogate", "replaced by U+FFFD before it is stored", surrogates),
    ("23", "NUL, ESC/OSC 52, bidi, =cmd", "stored as they are, found through, stripped where they are shown", controls),
    (
        "24",
        "GBK behind ASCII, six characters, HKSCS, bare UTF-16, HZ, cut GB18030",
        "each read as what it is; a cut character is left off",
        encodings,
    ),
    (
        "25",
        "docx: bomb, nested, encrypted, duplicate or ../ entries",
        "refused with its own reason; a nested one is read",
        word,
    ),
    ("26", "billion laughs, XXE", "a DOCTYPE is refused unread", entities),
    (
        "27",
        "PDF: bomb, a million operators, loop, cut, encrypted, scanned, GBKp",
        "each its own reason; the limits hold",
        pages,
    ),
    (
        "28",
        "HTML: 200,000 deep, wrong meta charset, script",
        "the cap on nesting; the bytes decide; scripts are no text",
        web,
    ),
    (
        "29",
        "symlink loop, FIFO, unreadable file, non-UTF-8 name",
        "each folder once; what is no file is refused; the name is kept readable",
        system,
    ),
    ("30", "JSONL: a 1 GB line, a broken line, duplicate keys or ids", "one bad line is one dead letter", lines),
]
