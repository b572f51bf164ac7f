"""How does an editor read verdicts in a browser? One page by itself: no script, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cli.output import receipt_line
from cli.verify_report import (
    comparisons,
    heading,
    known_line,
    left_out,
    line_of,
    note_line,
    source_line,
    summary_line,
    verdict_name,
)
from language.pieces import Piece
from queries.verdicts import Verdict
from queries.verify import Verified
from yulu.messages import language, text

_STYLE = """
:root{color-scheme:light dark;--line:#ddd;--soft:#666;--right:#2e7d32;--look:#b8860b;--word:#c25e00;--bad:#b00020;
--minus:#ffd9d9;--minus-text:#8b0000;--plus:#d5f2d5;--plus-text:#0b5d1e}
@media (prefers-color-scheme:dark){:root{--line:#3a3d42;--soft:#a8a8a8;--right:#6fbf73;--look:#d9b44a;--word:#f0994d;
--bad:#ff7a85;--minus:#5a1f24;--minus-text:#ffc9cd;--plus:#1d4726;--plus-text:#c9f2d0}
body{background:#16181b;color:#e6e6e6}}
body{font:16px/1.75 system-ui,"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",
sans-serif;margin:1.5rem auto;max-width:52rem;padding:0 1rem;overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;margin:1.5rem 0 .3rem}.summary{margin:.3rem 0}
nav{line-height:2.1}nav a{border:1px solid;border-radius:1rem;padding:.1rem .6rem;text-decoration:none;
white-space:nowrap;margin-right:.2rem}
article{border:1px solid var(--line);border-left:.4rem solid var(--soft);border-radius:.3rem;padding:.5rem 1rem .7rem;
margin:1rem 0}
article.right{border-left-color:var(--right)}.exact.open,.exact.seen,article.punctuation{border-left-color:var(--look)}
article.altered,article.wrong_source{border-left-color:var(--word)}
article.spliced,article.misattributed,article.not_found{border-left-color:var(--bad)}
a.exact,a.punctuation{color:var(--look)}a.altered,a.wrong_source{color:var(--word)}
a.spliced,a.misattributed,a.not_found{color:var(--bad)}
.verdict{font-weight:700;margin-right:.5em}.who{color:var(--soft)}.line{color:var(--soft);float:right;font-size:.85em;
margin-left:.5em}
blockquote{margin:.3rem 0;padding:0;font-size:1.05em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .6rem;margin:.5rem 0 0}
dt{color:var(--soft)}dd{margin:0}.context{color:var(--soft);font-size:.92em}
del,ins{border-radius:.15rem;padding:0 .1em;text-decoration-thickness:2px;text-underline-offset:.2em}
del{background:var(--minus);color:var(--minus-text);text-decoration:underline wavy 1px}
ins{background:var(--plus);color:var(--plus-text);text-decoration:underline;font-weight:700}
.moved{outline:1px dashed currentColor}.omitted,.inserted{color:var(--soft)}.alike{border-bottom:1px dotted var(--soft)}
footer{color:var(--soft);font-size:.85em;margin-top:2rem}
@media (max-width:30rem){body{padding:0 .6rem}article{padding:.4rem .6rem .6rem}
dl{display:block}dt{margin-top:.35rem;font-size:.85em}}
@media print{body{margin:0;max-width:none;font-size:11pt}nav{display:none}article{break-inside:avoid;margin:.6rem 0}
del,ins{background:none}}
"""

_PAGE = """<!doctype html>
<html lang="{{ lang }}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
form-action 'none'">
<meta name="viewport" content="width=device-width">
<title>{{ title }}</title>
<style>{{ style }}</style></head><body>
<h1>{{ title }}</h1>
{% for draft in drafts %}<section>
<h2>{{ draft.name }}</h2>
<p class="summary">{{ draft.summary }}</p>
<nav>{{ draft.label }}
{%- for each in draft.doubtful %}
<a class="{{ each.verdict }}" href="#{{ each.key }}">{{ each.number }}&nbsp;{{ each.name }}</a>
{%- endfor %}</nav>
{% for each in draft.blocks %}<article id="{{ each.key }}" class="{{ each.verdict }} {{ each.state }}">
<span class="line">{{ each.line }}</span><span class="verdict">{{ each.number }}. {{ each.heading }}</span>
{% if each.who %}<span class="who">{{ each.who }}</span>{% endif %}
<blockquote>“{{ each.text }}”</blockquote>
<dl>{% for label, pieces, class in each.facts %}<dt>{{ label }}</dt><dd class="{{ class }}">
{%- for piece in pieces -%}
{%- if piece.tag == "del" %}<del class="{{ piece.op }}">{{ piece.text }}</del>
{%- elif piece.tag == "ins" %}<ins class="{{ piece.op }}">{{ piece.text }}</ins>
{%- else %}<span class="{{ piece.op }}">{{ piece.text }}</span>{% endif -%}
{%- endfor -%}
</dd>{% endfor %}</dl>
</article>
{% endfor %}</section>
{% endfor %}<footer>{{ receipt }}</footer>
</body></html>
"""

_QUOTED_ONLY = ("added", "replaced", "moved", "punctuation")
_SOURCE_ONLY = ("missing", "replaced", "moved", "punctuation")


def page(checked: Sequence[tuple[str, Verified]]) -> str:
    """The report on one or more drafts as a page."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(_PAGE)
    drafts = [_draft(number, name, found) for number, (name, found) in enumerate(checked, 1)]
    receipt = receipt_line(checked[0][1].receipt.shown()) if checked else ""
    return template.render(
        title=text("verify.page.title"), style=_STYLE, drafts=drafts, receipt=receipt, lang=language()
    )


def _draft(draft: int, name: str, found: Verified) -> dict[str, Any]:
    """One draft: its verdicts, and before them those to be looked at, each a link to its place on the page."""
    blocks = [
        _block(f"d{draft}q{number}", number, verdict, found.text) for number, verdict in enumerate(found.verdicts, 1)
    ]
    doubtful = [block for block in blocks if block["state"] != "right"]
    label = text("verify.page.doubtful") if doubtful else text("verify.page.all_right")
    return {"name": name, "summary": summary_line(found), "blocks": blocks, "doubtful": doubtful, "label": label}


def _block(key: str, number: int, verdict: Verdict, draft: str) -> dict[str, Any]:
    quotation = verdict.sought.quotation
    who = "；".join(dict.fromkeys(part for part in (quotation.speaker, quotation.person) if part))
    return {
        "key": key,
        "number": number,
        "verdict": verdict.verdict,
        "state": "right" if verdict.is_plain else "seen" if verdict.is_right else "open",
        "name": verdict_name(verdict.verdict),
        "heading": heading(verdict),
        "who": who,
        "line": text("verify.report.line", line=line_of(draft, quotation.start)),
        "text": quotation.text,
        "facts": _facts(verdict),
    }


def _facts(verdict: Verdict) -> list[tuple[str, list[dict[str, str]], str]]:
    """What is shown under a quotation: a label, the pieces of its value, a style."""
    facts: list[tuple[str, list[dict[str, str]], str]] = []
    for each in comparisons(verdict):
        if each.differs or verdict.splice:
            facts.append((text(each.label), _pieces(each.alignment.pieces, True), "diff"))
        if each.differs:
            facts.append((text("verify.report.there"), _pieces(each.alignment.pieces, False), "diff"))
        if each.place is not None:
            facts.append((text("verify.report.from"), _plain(source_line(each.place)), ""))
        if each.context:
            facts.append((text("verify.report.context"), _plain(each.context), "context"))
    if verdict.known:
        facts.append((text("verify.report.known"), _plain(known_line(verdict)), ""))
    if verdict.nearest:
        facts.append((text("verify.report.nearest"), _plain(verdict.nearest.context), "context"))
        facts.append((text("verify.report.from"), _plain(source_line(verdict.nearest)), ""))
    facts += [(text("verify.report.note"), _plain(note_line(note)), "") for note in verdict.notes]
    return facts


def _plain(value: str) -> list[dict[str, str]]:
    return [{"tag": "", "op": "same", "text": value}]


def _pieces(pieces: Sequence[Piece], quoted: bool) -> list[dict[str, str]]:
    """One side of a comparison: what only it has is marked."""
    marked, tag = (_QUOTED_ONLY, "del") if quoted else (_SOURCE_ONLY, "ins")
    shown = ((piece, piece.quoted if quoted else _there(piece)) for piece in pieces)
    return [
        {"tag": tag if piece.op in marked else "", "op": piece.op, "text": value} for piece, value in shown if value
    ]


def _there(piece: Piece) -> str:
    """What the source has; what is left out on purpose in brackets of its own."""
    return f"〔{left_out(piece)}〕" if piece.op == "omitted" and piece.source else piece.source
