"""How is an answer shown in a browser? One page that stands by itself: no script, no address, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from yulu.messages import language

if TYPE_CHECKING:
    from cli.output import Answer, Row

STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1c1c1c;background:#fff}
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .6rem;vertical-align:top;border-bottom:1px solid #ddd}
th{text-align:left}td.right,th.right{text-align:right}td.match{color:#b00020;font-weight:600;white-space:nowrap}
td.dim{color:#666;white-space:nowrap}footer{color:#666;margin-top:1rem;font-size:.9em}
@media (prefers-color-scheme:dark){body{background:#16181b;color:#e6e6e6}td.match{color:#ff7b86}
th,td{border-color:#333}footer,td.dim{color:#9a9a9a}}
"""

_PAGE = """<!doctype html>
<html lang="{{ language }}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>{{ style }}</style></head><body>
<h1>{{ title }}</h1>
{% for name, value in facts %}<p>{{ name }}: {{ value }}</p>
{% endfor %}{{ figure }}{% if columns %}<table><thead><tr>
{%- for column in columns %}<th class="{{ column.align }}">{{ column.heading }}</th>{% endfor -%}
</tr></thead><tbody>
{% for row in rows %}<tr>
{%- for value, column in row %}<td class="{{ column.align }} {{ column.style }}">{{ value }}</td>{% endfor -%}
</tr>
{% endfor %}</tbody></table>{% endif %}
<footer>{% for note in notes %}<p>{{ note }}</p>{% endfor %}
<p>{% for name, value in receipt %}{{ name }}: {{ value }}<br>{% endfor %}</p>
</footer></body></html>
"""


def write_page(answer: Answer, rows: Iterable[Row], out: IO[str], figure: str = "") -> None:
    """Write the answer as a page, row by row; ``figure`` is a picture (svg) of our own making, above the table."""
    from jinja2 import Environment
    from markupsafe import Markup

    from cli.output import shown

    template = Environment(autoescape=True).from_string(_PAGE)
    pieces = template.generate(
        title=answer.headline or "yulu",
        language=language(),
        style=STYLE,
        figure=Markup(figure),
        facts=[(name, value) for name, value in answer.facts.items() if isinstance(value, str | int | float)],
        columns=answer.columns,
        rows=([(shown(row.get(column.key)), column) for column in answer.columns] for row in rows),
        notes=answer.notes,
        receipt=[(name, shown(value)) for name, value in (answer.receipt or {}).items()],
    )
    for piece in pieces:
        out.write(piece)
