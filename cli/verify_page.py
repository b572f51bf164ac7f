"""How does an editor read verdicts in a browser? One page by itself: no script, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cli.output import receipt_line
from cli.verify_report import comparisons, heading, known_line, line_of, note_line, source_line, summary_line
from language.pieces import Piece
from queries.verdicts import Verdict
from queries.verify import Verified
from yulu.messages import language, text

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.7 system-ui,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2.5rem}
article{border:1px solid #ddd;border-left:.4rem solid #999;border-radius:.3rem;padding:.6rem 1rem;margin:1rem 0}
article.right{border-left-color:#2e7d32}article.exact.open,article.punctuation{border-left-color:#b8860b}
article.altered,article.wrong_source{border-left-color:#c77700}
article.spliced,article.misattributed,article.not_found{border-left-color:#b00020}
.verdict{font-weight:700}.who{color:#555}.line{color:#777;float:right;font-size:.85em}
blockquote{margin:.4rem 0;padding:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .8rem;margin:.5rem 0 0}
dt{color:#777}dd{margin:0;overflow-wrap:anywhere}.context{color:#777;font-size:.92em}
del,ins{text-decoration:none;border-radius:.15rem;padding:0 .1em}
del{background:#ffd9d9;color:#8b0000}ins{background:#d5f2d5;color:#0b5d1e}
.moved{outline:1px dashed currentColor}.omitted{color:#888}.alike{border-bottom:1px dotted #888}
footer{color:#777;font-size:.85em;margin-top:2rem}
@media (prefers-color-scheme:dark){body{background:#16181b;color:#e6e6e6}article{border-color:#333}
.who,.line,dt,.context,footer{color:#a0a0a0}del{background:#5a1f24;color:#ffc9cd}ins{background:#1d4726;color:#c9f2d0}}
@media print{article{break-inside:avoid}}
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
{% for each in draft.blocks %}<article id="q{{ each.number }}" class="{{ each.verdict }} {{ each.state }}">
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
    drafts = [{"name": name, "summary": summary_line(found), "blocks": _blocks(found)} for name, found in checked]
    receipt = receipt_line(checked[0][1].receipt.shown()) if checked else ""
    return template.render(
        title=text("verify.page.title"), style=_STYLE, drafts=drafts, receipt=receipt, lang=language()
    )


def _blocks(found: Verified) -> list[dict[str, Any]]:
    return [_block(number, verdict, found.text) for number, verdict in enumerate(found.verdicts, 1)]


def _block(number: int, verdict: Verdict, draft: str) -> dict[str, Any]:
    quotation = verdict.sought.quotation
    who = "；".join(dict.fromkeys(part for part in (quotation.speaker, quotation.person) if part))
    return {
        "number": number,
        "verdict": verdict.verdict,
        "state": "right" if verdict.is_right else "open",
        "heading": heading(verdict),
        "who": who,
        "line": text("verify.report.line", line=line_of(draft, quotation.start)),
        "text": quotation.text,
        "facts": _facts(verdict),
    }


def _facts(verdict: Verdict) -> list[tuple[str, list[dict[str, str]], str]]:
    """What is shown under a quotation: a label, the pieces of its value, a style."""
    facts: list[tuple[str, list[dict[str, str]], str]] = []
    for alignment, place in comparisons(verdict):
        if alignment.kinds or verdict.splice:
            facts.append((text("verify.report.draft"), _pieces(alignment.pieces, True), "diff"))
            facts.append((text("verify.report.there"), _pieces(alignment.pieces, False), "diff"))
        if place is not None:
            facts.append((text("verify.report.from"), _plain(source_line(place)), ""))
            if place.context != place.found:
                facts.append((text("verify.report.context"), _plain(place.context), "context"))
    if verdict.known:
        facts.append((text("verify.report.known"), _plain(known_line(verdict)), ""))
    facts += [(text("verify.report.note"), _plain(note_line(note)), "") for note in verdict.notes]
    return facts


def _plain(value: str) -> list[dict[str, str]]:
    return [{"tag": "", "op": "same", "text": value}]


def _pieces(pieces: Sequence[Piece], quoted: bool) -> list[dict[str, str]]:
    """One side of a comparison: what only it has is marked."""
    marked, tag = (_QUOTED_ONLY, "del") if quoted else (_SOURCE_ONLY, "ins")
    shown = ((piece, piece.quoted if quoted else piece.source) for piece in pieces)
    return [
        {"tag": tag if piece.op in marked else "", "op": piece.op, "text": value} for piece, value in shown if value
    ]
