"""The pictures without Kibana: something true is drawn on each, in characters that the font has."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli.main import app
from dashboards import reading
from dashboards.pictures import Drawing
from dashboards.render import sheets
from dashboards.specs import VEGA
from yulu.corpus import Corpus
from yulu.fonts import cut

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# What must be seen on each panel beside its title.
SEEN = {
    "metric-count": ["5"],
    "metric-speakers": ["3"],
    "metric-places": ["2"],
    "metric-chars": ["1,500"],
    "months": ["中央", "县"],
    "speakers": ["甲", "乙", "丙"],
    "places": ["四川", "温江县 2", "— 1", "北京 2"],
    "years": ["中央", "县", "1950"],
    "newest": ["讲话e", "中央", "讲话", "500"],
    "heatmap": ["增产节约", "团结", "1951"],
    "shares": ["增产节约", "团结", "1952"],
    "risers": ["25.0%", "1951"],
    "fallers": ["-50.0%", "1952"],
    "firsts": ["中央", "县", "1950"],
    "levels": ["增产节约", "团结", "中央"],
    "bump": ["增产节约", "团结", "1950"],
    "dumbbell": ["增产节约", "团结", "省"],
    "people": ["毛泽东", "列宁", "宪法", "转述"],
    "cues": ["毛泽东", "指出"],
    "who": ["甲", "毛泽东"],
    "graph": ["甲", "毛泽东", "列宁", "宪法"],
    "sentences": ["为人民服务", "条文"],
}


@pytest.fixture(scope="module")
def drawn(client: Elasticsearch, small: Corpus, shelf: reading.Shelf) -> dict[str, Drawing]:
    """Every panel of the small corpus, by id."""
    return {each.id: each for sheet in sheets(client, shelf) for each, _ in sheet.drawings}


def test_every_panel_is_drawn(drawn: dict[str, Drawing]) -> None:
    assert set(drawn) == set(SEEN)


@pytest.mark.parametrize("id_", SEEN)
def test_a_panel_shows_what_is_there(drawn: dict[str, Drawing], id_: str) -> None:
    import vl_convert

    spec = drawn[id_].spec
    svg = vl_convert.vega_to_svg(spec) if spec["$schema"] == VEGA else vl_convert.vegalite_to_svg(spec)
    for word in (drawn[id_].title, *SEEN[id_]):
        assert f">{word}<" in svg, word
    # A place that cannot be computed is drawn nowhere, without an error.
    assert "NaN" not in svg
    assert "undefined" not in svg


def test_every_character_of_the_panels_is_in_the_font(drawn: dict[str, Drawing]) -> None:
    from fontTools.ttLib import TTFont

    words = "".join(each.title + each.words for each in drawn.values())
    font = cut(words)
    assert font.missing == ""
    held = {chr(code) for code in TTFont(io.BytesIO(font.content)).getBestCmap()}
    assert {char for char in words if not char.isspace()} <= held


def test_the_command_draws_a_page_that_stands_by_itself(small: Corpus, shelf: reading.Shelf, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["dashboards", "render", "-c", small.prefix, "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for panel in reading.placed(shelf):
        assert panel.title(shelf) in page
        if panel.kind == "lens" and panel.lens["visualizationType"] != "lnsDatatable":
            picture = tmp_path / "out" / f"{panel.dashboard['id']}-{panel.id}.png"
            assert picture.read_bytes().startswith(b"\x89PNG")
            assert picture.name in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<td>为人民服务</td>" in page
    assert _without_glyph(page) == set()


def _without_glyph(page: str) -> set[str]:
    """The characters of a page that the font inside it does not have."""
    import base64

    from fontTools.ttLib import TTFont

    (embedded,) = re.findall(r"src:url\(data:font/ttf;base64,([^)]+)\)", page)
    held = {chr(code) for code in TTFont(io.BytesIO(base64.b64decode(embedded))).getBestCmap()}
    text = html.unescape(re.sub(r"<[^>]*>", "", page.partition("<body>")[2]))
    return {char for char in text if not char.isspace()} - held


def test_the_command_checks_against_the_node(small: Corpus) -> None:
    result = CliRunner().invoke(app, ["dashboards", "check", "-c", small.prefix])
    assert result.exit_code == 0, result.output
    assert "22 panels checked: fine" in result.output


def test_a_corpus_without_its_yearly_table_is_told(client: Elasticsearch, small: Corpus, tmp_path: Path) -> None:
    from yulu.errors import CorpusError

    alias = small.alias("slogan-years")
    client.indices.delete_alias(index=f"{alias}-*", name=alias)
    try:
        result = CliRunner().invoke(app, ["dashboards", "render", "-c", small.prefix, "-o", str(tmp_path)])
    finally:
        client.indices.put_alias(index=f"{alias}-*", name=alias)
    assert isinstance(result.exception, CorpusError)
    assert "yulu slogan summarise" in str(result.exception)
