"""Do the guide and the README tell the truth? Every command of theirs is run, its output compared to the letter."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from types import ModuleType

import pytest

from yulu.corpus import Corpus
from yulu.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.node,
    pytest.mark.skipif(sys.platform == "win32", reason="the guide is run at a Unix terminal"),
]


@pytest.fixture(scope="module")
def guide() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("make_guide", REPOSITORY / "tools" / "make_guide.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


def environment(home: Path) -> Mapping[str, str]:
    """The node of this run, and a home of the guide's own for journals."""
    settings = Settings.from_environment()
    if settings.url:
        return {**os.environ, "YULU_HOME": str(home)}
    from yulu.node import ensure

    node = ensure()
    reached = {"YULU_ES_URL": node.url, "YULU_ES_USER": node.user, "YULU_ES_PASSWORD": node.password}
    return {**os.environ, **reached, "YULU_HOME": str(home)}


@pytest.mark.slow
def test_the_guide_and_the_readme(guide: ModuleType, corpus: Corpus, tmp_path: Path) -> None:
    folder, home = tmp_path / "session", tmp_path / "home"
    folder.mkdir()
    run = guide.session(corpus.prefix, folder, environment(home))
    different = []
    for page in guide.PAGES:
        written = page.read_text(encoding="utf-8")
        lines = [guide.comparable(text).splitlines() for text in (written, guide.redone(written, run))]
        different += unified_diff(*lines, page.name, "as it is now", lineterm="", n=1)
    assert not different, "\n".join([*different, "", "If that is right: python tools/make_guide.py"])


def test_only_the_seconds_may_differ(guide: ModuleType) -> None:
    assert guide.comparable("用时 9.0 秒") == guide.comparable("用时 12,345.6 秒")
    assert guide.comparable("写入 807 句") != guide.comparable("写入 808 句")


@pytest.mark.parametrize(("number", "least"), [(0, 15), (1, 5)])
def test_every_command_of_a_page_is_run(guide: ModuleType, number: int, least: int) -> None:
    """A command outside a console block would be run by nobody."""
    seen: list[str] = []

    def note(command: str) -> str:
        seen.append(command)
        return ""

    text = guide.PAGES[number].read_text(encoding="utf-8")
    guide.redone(text, note)
    assert seen == [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]
    assert len(seen) >= least


def test_an_output_may_be_shown_in_part(guide: ModuleType) -> None:
    page = "```console\n$ yulu verify\n1\n2\n  …\n```\n"
    assert guide.redone(page, lambda command: "一\n二\n三\n") == page.replace("1\n2", "一\n二")
