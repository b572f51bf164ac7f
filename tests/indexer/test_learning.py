"""Which forms do the marked slogans of a corpus teach?"""

from __future__ import annotations

from indexer.learning import holding, taught
from language.lexicon import Entry, Lexicon, key

LEXICON = Lexicon((Entry("一带一路", "一带一路"),))


def marked(**forms: int) -> list[tuple[str, str]]:
    return [(form, f"讲话{number}") for form, count in forms.items() for number in range(count)]


def test_three_speeches_teach_a_form() -> None:
    assert taught(marked(两山理念=3, 一业一策=2), LEXICON) == {"两山理念": 3}


def test_one_speech_does_not_however_often() -> None:
    assert taught([("两山理念", "讲话一")] * 9, LEXICON) == {}


def test_what_is_known_short_long_or_a_sentence_is_not_learned() -> None:
    forms = marked(一带一路=5, 双百=5, 左=5) + [("我们一定要说话算数。大家要记住", str(n)) for n in range(5)]
    assert taught(forms + [("发" * 40, str(n)) for n in range(5)], LEXICON) == {}


def test_spellings_are_one_form_under_the_usual_one() -> None:
    forms = [("立党为公、执政为民", "甲"), ("立党为公、执政为民", "乙"), ("立党为公，执政为民，", "丙")]
    assert taught(forms, LEXICON) == {"立党为公、执政为民": 3}


def test_excluded_forms_are_not_learned() -> None:
    assert taught(marked(两山理念=3), LEXICON, frozenset({key("两山理念")})) == {}


def test_holders_are_looked_for_without_punctuation() -> None:
    phrase = {"match_phrase": {"loose": "立 党 为 公 执 政 为 民"}}
    assert holding("立党为公、执政为民") == {"bool": {"filter": [phrase]}}
