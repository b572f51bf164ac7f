"""Are the documents of a larger corpus those of the smaller one, at other times and under other ids?"""

import datetime
import json
from typing import Any

import pytest

from benchmarks import bodies, corpora
from benchmarks.bodies import FIXED

TEXT = "2020年2月29日，要不忘初心。我们以人民为中心，绿水青山就是金山银山，打铁必须自身硬。"


def body(*dates: str) -> bytes:
    lines: list[dict[str, Any]] = []
    for number, date in enumerate(dates):
        for index in ("speeches", "sentences", "slogans"):
            lines.append({"index": {"_index": f"@-{index}", "_id": f"a{number}-{index}"}})
            document = {"speech_id": f"s{number}", "title": "题", "date": date, "year": date[:4], "text": TEXT}
            lines.append({**document, "exact": " ".join(TEXT)})
    return b"".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines)


def read(made: bytes) -> list[Any]:
    return [json.loads(line) for line in made.splitlines()]


@pytest.mark.parametrize("number", [1, 2, 12])
def test_a_copy_has_other_ids_and_dates_that_exist(number: int) -> None:
    whole = body("2012-07-02", "2016-02-29", "2020-02-29", "2024-02-29")
    before, after = read(whole), read(bodies._copy(whole, number))
    assert len(before) == len(after)
    for old, new in zip(before[::2], after[::2], strict=True):
        assert new["index"]["_id"] == f"{number}-{old['index']['_id']}"
    for old, new in zip(before[1::2], after[1::2], strict=True):
        assert datetime.date.fromisoformat(new["date"]) < datetime.date.fromisoformat(old["date"])
        assert new["year"] == new["date"][:4]
        assert new["speech_id"] != old["speech_id"]
        assert len(new["text"]) == len(old["text"])


def test_only_the_first_copy_holds_the_phrases_whose_number_is_to_stay() -> None:
    whole = body("2020-02-29")
    copied = bodies._copy(whole, 1).decode()
    for phrase in FIXED:
        assert phrase in whole.decode()
        assert phrase not in copied
        assert " ".join(phrase) not in copied


def test_a_corpus_of_copies_is_what_phrases_are_looked_for_in() -> None:
    kept = read(bodies._asked(body("2020-02-29", "2021-01-01")))
    assert [line["index"]["_index"] for line in kept[::2]] == ["@-speeches", "@-sentences"] * 2
    assert bodies.documents([bodies._asked(body("2020-02-29"))]) == 2


def test_the_samples_are_texts() -> None:
    assert corpora.texts("samples").path.is_dir()
    assert str(corpora.Texts("news", corpora.REPOSITORY, sentences=10_000_000)) == "news 10M"
