"""Is a new formulation found that nobody listed?"""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from language.discover import Candidate, Settings, discover
from language.lexicon import Lexicon

EMPTY = Lexicon(())
NEWS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "news_2012_2026.jsonl.gz"
FILLER = (
    "春天来了山上开满红花孩子跑到河边看鱼老人坐着喝茶田里有人种菜远处传来歌声鸟从树林飞过天空很蓝云慢慢移动".strip()
)


def filler(seed: int, length: int = 60) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(FILLER) for _ in range(length))


def texts(phrase: str, count: int, seed: int = 0) -> list[str]:
    return [f"{filler(seed + n)}{phrase}{filler(seed + n + 5000)}。" for n in range(count)]


def test_a_new_phrase_is_found_with_its_figures() -> None:
    window = texts("新型种粮本领", 40)
    got = discover(window, texts("", 200, 9000), EMPTY)
    assert got[0].text == "新型种粮本领"
    best = got[0]
    assert (best.count, best.documents, best.earlier, best.marked_share) == (40, 40, 0, 0.0)
    assert best.growth > 4 and best.cohesion > 3 and best.left_entropy > 1 and best.right_entropy > 1


def test_marks_are_evidence() -> None:
    (best, *_) = discover(texts("“新型种粮本领”", 40), (), EMPTY)
    assert best.text == "新型种粮本领" and best.marked_share == 1.0


def test_old_known_and_named_ones_are_left_out() -> None:
    window = texts("新型种粮本领", 40)
    shown = {each.text for each in discover(window, texts("新型种粮本领", 400, 9000), EMPTY)}
    assert "新型种粮本领" not in shown
    assert "新型种粮本领" not in {each.text for each in discover(window, (), EMPTY.with_forms(["新型种粮本领"]))}
    assert "新型种粮本领" not in {each.text for each in discover(window, (), EMPTY, names=["新型种粮本领"])}


def test_a_phrase_of_one_document_is_not_spread() -> None:
    window = ["。".join(texts("新型种粮本领", 40)), *texts("", 40, 100)]
    assert "新型种粮本领" not in {each.text for each in discover(window, (), EMPTY)}


def test_numeral_patterns_are_named() -> None:
    got = {each.text: each for each in discover(texts("七个必须", 40), (), EMPTY, settings=Settings(cohesion=1.0))}
    assert got["七个必须"].pattern == "numeral"


def test_nothing_in_nothing_out() -> None:
    assert discover([]) == []
    assert discover(["短"]) == []


def test_ranked_best_first() -> None:
    got: list[Candidate] = discover(texts("新型种粮本领", 40) + texts("“护河爱水约定”", 60, 300), (), EMPTY)
    assert got[0].text == "护河爱水约定"
    assert [each.score for each in got] == sorted((each.score for each in got), reverse=True)


@pytest.mark.slow
@pytest.mark.skipif(not NEWS.exists(), reason="the news archive is not beside the repository")
def test_xinzhi_shengchanli_in_the_news_of_2023_and_2024() -> None:
    window: list[str] = []
    earlier: list[str] = []
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["date"][:4] in ("2023", "2024"):
                window.append(item["text"])
            elif item["date"] < "2023":
                earlier.append(item["text"])
    assert "新质生产力" in [each.text for each in discover(window, earlier, EMPTY)[:20]]
