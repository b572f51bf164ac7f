"""What do the dashboards show of this corpus? Every panel asked of the node and drawn: PNGs and one static page."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboards.pictures import Drawing, Spec, drawing
from dashboards.reading import Object, Shelf, placed
from dashboards.searches import run, search
from dashboards.specs import VEGA
from yulu.errors import InputError
from yulu.fonts import Font, cut, register

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

PAGE = "index.html"
_STYLE = """body{font:15px/1.5 yulu,system-ui,sans-serif;max-width:1280px;margin:1rem auto;padding:0 1rem;color:#222}
h1{font-size:1.3rem;color:#b5121b;border-bottom:2px solid #b5121b}h2{font-size:1rem;margin:.2rem 0}
.grid{display:grid;grid-template-columns:repeat(48,1fr);gap:8px}.panel{border:1px solid #ddd;padding:4px;overflow:auto}
img{width:100%;height:auto}table{border-collapse:collapse;font-size:13px;width:100%}
td,th{padding:1px 6px;text-align:left;border-bottom:1px solid #eee}th{white-space:nowrap}"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One dashboard, drawn: its saved object, and its panels with their places."""

    dashboard: Object
    drawings: tuple[tuple[Drawing, Object], ...]


def sheets(client: Elasticsearch, shelf: Shelf) -> list[Sheet]:
    """Every dashboard with the node's answers. Raises YuluError where the node refuses a search."""
    found: dict[str, list[tuple[Drawing, Object]]] = {}
    for panel in placed(shelf):
        made = drawing(panel, shelf, run(client, search(panel, shelf)))
        found.setdefault(panel.dashboard["id"], []).append((made, panel.panel["gridData"]))
    return [Sheet(each, tuple(found.get(each["id"], ()))) for each in shelf.of("dashboard")]


def render(client: Elasticsearch, shelf: Shelf, folder: Path) -> tuple[int, str]:
    """Draw everything into the folder; returns how many panels, and the characters that the font lacks."""
    made = sheets(client, shelf)
    words = "".join(drawn.title + drawn.words for sheet in made for drawn, _ in sheet.drawings)
    heads = ("".join(sheet.dashboard["attributes"][name] for name in ("title", "description")) for sheet in made)
    font = cut(words + "".join(heads))
    family = register(font)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sheet in made:
            for drawn, _ in sheet.drawings:
                (folder / _file(sheet, drawn)).write_bytes(png(drawn.spec, family))
        (folder / PAGE).write_text(page(made, font), encoding="utf-8")
    except OSError as error:
        raise InputError("dashboards.folder_failed", path=folder, reason=error.strerror or error) from error
    return sum(len(sheet.drawings) for sheet in made), font.missing


def png(spec: Spec, family: str) -> bytes:
    """The picture of a specification, drawn in a registered font."""
    import vl_convert

    config = {"font": family, "title": {"font": family}, "text": {"font": family}, "background": "white"}
    if spec["$schema"] == VEGA:
        fonts = {**config, "axis": {"labelFont": family, "titleFont": family}}
        return bytes(vl_convert.vega_to_png({**_with_font(spec, family), "config": fonts}, scale=1.5))
    return bytes(vl_convert.vegalite_to_png({**spec, "config": config}, scale=1.5))


def _with_font(spec: Spec, family: str) -> Spec:
    """A Vega specification whose text marks name the font: Vega's config does not reach them."""
    marks = []
    for mark in spec.get("marks", ()):
        if mark["type"] == "text":
            update = {**mark["encode"]["update"], "font": {"value": family}}
            mark = {**mark, "encode": {**mark["encode"], "update": update}}
        marks.append(mark)
    return {**spec, "marks": marks}


def _file(sheet: Sheet, drawn: Drawing) -> str:
    return f"{sheet.dashboard['id']}-{drawn.id}.png"


def page(made: Sequence[Sheet], font: Font) -> str:
    """The page: the dashboards one below the other, tables as tables, the font inside it."""
    embedded = base64.b64encode(font.content).decode("ascii")
    face = f"@font-face{{font-family:yulu;src:url(data:font/ttf;base64,{embedded})}}"
    body = "\n".join(line for sheet in made for line in _section(sheet))
    policy = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; font-src data:"
    return (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>yulu</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{face}\n{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _section(sheet: Sheet) -> Iterator[str]:
    attributes = sheet.dashboard["attributes"]
    yield f'<h1 id="{html.escape(sheet.dashboard["id"])}">{html.escape(attributes["title"])}</h1>'
    yield f"<p>{html.escape(attributes['description'])}</p>"
    yield '<div class="grid">'
    for drawn, at in sorted(sheet.drawings, key=lambda each: (each[1]["y"], each[1]["x"])):
        place = f"grid-column:{at['x'] + 1}/span {at['w']};max-height:{at['h'] * 20 + 20}px"
        yield f'<div class="panel" style="{place}">{_panel(sheet, drawn)}</div>'
    yield "</div>"


def _panel(sheet: Sheet, drawn: Drawing) -> str:
    if not drawn.header:
        return f'<img src="{html.escape(_file(sheet, drawn))}" alt="{html.escape(drawn.title)}">'
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in drawn.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>\n" for line in drawn.lines
    )
    return f"<h2>{html.escape(drawn.title)}</h2><table><tr>{head}</tr>\n{rows}</table>"
