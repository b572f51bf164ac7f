"""Quotations on a real Elasticsearch: found, counted, traced, ranked and verified, from the command line too."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cli.extracting import context_of
from cli.quote import app as quote_app
from cli.verify_page import page
from cli.verify_word import write_word
from indexer.annotate import annotate
from indexer.documents import documents
from language.model import Header
from queries import quotes
from queries.most_quoted import most_quoted
from queries.trace import trace
from queries.verify import Verified, rows, verify
from yulu.corpus import Corpus, create
from yulu.domain import Speech

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node

GANG = "在全省水利工作会议上的讲话"
SPEECHES = (
    Speech(
        "gang-2014",
        "a.txt",
        "同志们：\n水利是农业的命脉，修好一条渠，就是给群众办了一件实事。我们不但要会修渠，还要会管渠。\n"
        "古人说：“不积跬步，无以至千里。”渠道也是一段一段修出来的！干部要把群众的冷暖放在心上，把该办的事情办在前头。",
        Header(title=GANG, speaker=("王刚",), date="2014-03-02", level="provincial", occasion="全省水利工作会议"),
        person=("王刚",),
    ),
    Speech(
        "gang-2016",
        "b.txt",
        "同志们：\n学校要办在群众家门口，让每一个孩子都能就近上好学。教师是立校的根本，要在待遇上关心，在荣誉上倾斜。",
        Header(title="在全省教育大会上的讲话", speaker=("王刚",), date="2016-09-10", level="provincial"),
        person=("王刚",),
    ),
    Speech(
        "ming-2015",
        "c.txt",
        "王刚同志指出：“水利是农业的命脉，修好一条渠，就是给群众办了一件实事。”我们县要落实。\n"
        "林子种得好不好，三分靠栽，七分靠管，管不住牛羊就留不住青山。",
        Header(title="在全县林业会议上的讲话", speaker=("李明",), date="2015-03-02", level="county"),
        person=("李明",),
    ),
    Speech(
        "news-2017",
        "d.txt",
        "本报讯　昨天召开的会议强调，水利是农业的命脉，要把渠道修到田头。",
        Header(title="全县水利会议召开", date="2017-01-05", level="county"),
    ),
    Speech(
        "qiang-2018",
        "e.txt",
        "王刚同志强调：“水利是农业的命脉！”王刚同志还说：“修好一条渠，就是给群众办一件实事。”",
        Header(title="在全乡水利会议上的讲话", speaker=("赵强",), date="2018-05-01", level="township"),
        person=("赵强",),
    ),
)
DRAFT = """在全市会议上的讲话

王刚同志指出：“水利是农业的命脉，修好一条渠，就是给群众办了一件实事。”
王刚同志指出：“水利是农业命脉，修好一条渠，就是给群众办了一件大实事。”
王刚同志指出：“水利是农业的命脉、修好一条渠，就是给群众办了一件实事。”
王刚同志指出：“林子种得好不好，三分靠栽，七分靠管。”
王刚同志指出：“学校要办在群众家门口，把该办的事情办在前头。”
2016年，王刚同志指出：“干部要把群众的冷暖放在心上。”
王刚同志指出：“桥梁是山区的筋骨，架好一座桥等于开一扇门。”
王刚同志指出：“<script>document.title='ran'</script>水利是农业的命脉。”
王刚同志指出：“我们不但要会修渠……干部要把群众的冷暖放在心上。”
"""
EXPECTED = [
    "exact",
    "altered",
    "punctuation",
    "misattributed",
    "spliced",
    "wrong_source",
    "not_found",
    "not_found",
    "exact",
]


@pytest.fixture(scope="module")
def loaded(client: Elasticsearch, corpus: Corpus) -> Corpus:
    create(client, corpus, "1")
    actions: list[dict[str, Any]] = []
    for speech in SPEECHES:
        for document in documents(annotate(speech)):
            actions += [{"index": {"_index": corpus.alias(document.index), "_id": document.id}}, document.body]
    answer = client.bulk(operations=actions, refresh=True)
    assert not answer["errors"]
    return corpus


@pytest.fixture(scope="module")
def verified(client: Elasticsearch, loaded: Corpus) -> Verified:
    return verify(client, loaded, DRAFT)


def test_find_by_words_person_and_cue(client: Elasticsearch, loaded: Corpus) -> None:
    found = quotes.find(client, loaded, quotes.Question("农业的命脉", person=("王刚",)))
    assert [row.speech_id for row in found.rows] == ["ming-2015", "qiang-2018"]
    assert found.total == 2
    assert [row.cue for row in quotes.find(client, loaded, quotes.Question(cue=("强调",))).rows] == ["强调"]
    assert not quotes.find(client, loaded, quotes.Question("农业的命脉", person=("李明",))).rows
    saying = quotes.find(client, loaded, quotes.Question(classes=("saying",))).rows
    assert [row.text for row in saying] == ["不积跬步，无以至千里。"]


def test_find_like(client: Elasticsearch, loaded: Corpus) -> None:
    asked = quotes.Question("修好一条渠就是给群众办了一件实事", like=True)
    found = quotes.find(client, loaded, asked).rows
    assert [row.speech_id for row in found] == ["ming-2015", "qiang-2018"]
    assert found[0].distance < found[1].distance


def test_counts_add_up(client: Elasticsearch, loaded: Corpus) -> None:
    parts = quotes.count(client, loaded, quotes.Question(), ("person", "year"))
    assert sum(part.quotations for part in parts) == quotes.find(client, loaded, quotes.Question(), None).total
    assert {part.key: part.quotations for part in parts}["王刚", "2018"] == 2


def test_every_page_is_read(client: Elasticsearch, loaded: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quotes.find(client, loaded, quotes.Question(), None).rows
    monkeypatch.setattr(quotes, "_PAGE", 2)
    assert quotes.find(client, loaded, quotes.Question(), None).rows == whole


def test_most_quoted(client: Elasticsearch, loaded: Corpus) -> None:
    groups = most_quoted(client, loaded, quotes.Question(person=("王刚",)))
    assert [(each.text, each.quotations, each.speeches) for each in groups] == [
        ("水利是农业的命脉", 2, 2),
        ("修好一条渠，就是给群众办一件实事", 1, 1),
    ]


def test_trace(client: Elasticsearch, loaded: Corpus) -> None:
    found = trace(client, loaded, "水利是农业的命脉")
    assert found.person == "王刚"
    assert found.source is not None
    assert found.source.speech_id == "gang-2014"
    assert [(use.speech_id, use.marked, use.lag) for use in found.uses] == [
        ("gang-2014", False, 0),
        ("ming-2015", True, 365),
        ("news-2017", False, 1040),
        ("qiang-2018", True, 1521),
    ]
    assert [part["level"] for part in found.by_level()] == ["provincial", "county", "township"]
    changed = trace(client, loaded, "修好一条渠，就是给群众办一件实事")
    assert {use.speech_id: use.kinds for use in changed.uses} == {
        "gang-2014": ("added",),
        "ming-2015": ("added",),
        "qiang-2018": (),
    }


def test_verdicts(verified: Verified) -> None:
    assert [each.verdict for each in verified.verdicts] == EXPECTED
    assert not verified.is_right
    summary = verified.summary()
    assert sum(summary[name] for name in set(EXPECTED)) == summary["quotations"] == len(EXPECTED)


def test_verdicts_name_their_source(verified: Verified) -> None:
    made = rows(verified.verdicts)
    assert made[0]["source"]["speech_id"] == "gang-2014"
    assert made[0]["source"]["person"] == "王刚"
    assert made[1]["kinds"] == ["missing", "added"]
    assert made[1]["distance"] == 2
    assert made[3]["source"]["person"] == "李明"
    assert [part["source"]["speech_id"] for part in made[4]["parts"]] == ["gang-2016", "gang-2014"]
    assert made[5]["source"]["date"] == "2014-03-02"
    assert made[6]["source"] is None
    for each in made:
        assert DRAFT[each["start"] : each["end"]] == each["text"]
        if each["source"]:
            text = next(s.text for s in SPEECHES if s.speech_id == each["source"]["speech_id"])
            assert text[each["source"]["start"] : each["source"]["end"]] == each["source"]["found"]
        if each["source"] and not each.get("parts"):
            assert "".join(piece["quoted"] for piece in each["diff"]) == each["text"]


def test_command_line(loaded: Corpus, tmp_path: Path) -> None:
    run = CliRunner()
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    found = run.invoke(quote_app, ["find", "农业的命脉", "--corpus", loaded.prefix, "--format", "json"])
    assert found.exit_code == 0
    assert json.loads(found.stdout)["total"] == 2
    none = run.invoke(quote_app, ["find", "没有这样的话", "--corpus", loaded.prefix])
    assert none.exit_code == 1
    traced = run.invoke(quote_app, ["trace", "水利是农业的命脉", "--corpus", loaded.prefix, "--format", "json"])
    assert json.loads(traced.stdout)["source"]["speech_id"] == "gang-2014"
    extracted = run.invoke(quote_app, ["extract", str(draft), "--format", "jsonl"])
    spans = [json.loads(line) for line in extracted.stdout.splitlines()]
    assert [DRAFT[span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]


def test_verify_from_the_command_line(loaded: Corpus, tmp_path: Path) -> None:
    import typer

    from cli.verify import verify as command

    app = typer.Typer()
    app.command()(command)
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    found = CliRunner().invoke(app, [str(draft), "--corpus", loaded.prefix, "--format", "json"])
    assert found.exit_code == 1
    answer = json.loads(found.stdout)
    assert [each["verdict"] for each in answer["quotations"]] == EXPECTED
    assert answer["receipt"]["speeches_searched"] == len(SPEECHES)
    right = tmp_path / "right.txt"
    right.write_text("王刚同志指出：“水利是农业的命脉，修好一条渠，就是给群众办了一件实事。”", encoding="utf-8")
    assert CliRunner().invoke(app, [str(right), "--corpus", loaded.prefix]).exit_code == 0


def test_comments_in_a_word_draft(verified: Verified, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in DRAFT.split("\n"):
        paragraph = document.add_paragraph()
        half = len(line) // 2
        paragraph.add_run(line[:half])
        paragraph.add_run(line[half:]).bold = True
    document.save(str(tmp_path / "draft.docx"))
    write_word(str(tmp_path / "draft.docx"), verified, tmp_path / "checked.docx")
    checked = docx.Document(str(tmp_path / "checked.docx"))
    assert [p.text for p in checked.paragraphs] == DRAFT.split("\n")
    comments = [comment.text for comment in checked.comments]
    assert len(comments) == sum(not each.is_plain for each in verified.verdicts)
    anchored = [_anchored(paragraph) for paragraph in checked.paragraphs]
    wrong = [each.sought.quotation.text for each in verified.verdicts if not each.is_plain]
    assert [text for text in anchored if text] == wrong
    write_word("draft.txt", verified, tmp_path / "plain.docx")
    assert len(list(docx.Document(str(tmp_path / "plain.docx")).comments)) == len(comments)


def _anchored(paragraph: Any) -> str:
    """The text between the beginning and the end of a comment."""
    inside, out = False, ""
    for element in paragraph._p.iter():
        name = element.tag.rpartition("}")[2]
        inside = name == "commentRangeStart" or (inside and name != "commentRangeEnd")
        if inside and name == "t":
            out += element.text or ""
    return out


def test_the_page_in_a_browser(verified: Verified, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium to open the page in")
    report = tmp_path / "report.html"
    report.write_text(page([("draft.txt", verified)]), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run(
        [*command, "--virtual-time-budget=2000", "--dump-dom", report.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    assert "<title>Quotations verified</title>" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>document" not in shown
    assert shown.count("<article") == len(EXPECTED)
    assert "<del" in shown
    assert "<ins" in shown


def test_context_of_a_header() -> None:
    header = Header(title="甲", speaker=("王刚",), date="2014", level="county")
    assert context_of(header).speaker == ("王刚",)
