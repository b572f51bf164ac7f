"""What yulu says: both languages, the language that is chosen, placeholders."""

from __future__ import annotations

import errno
import os
import pickle
import string

import pytest

from yulu import errors, messages
from yulu.messages import language, tables, text


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"YULU_LANG": "zh"}, "zh"),
        ({"YULU_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"YULU_LANG": "fr"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"YULU_LANG": "", "LANG": "ZH_cn"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language(environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("YULU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_a_message_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    assert text("output.shown", shown="20", total="2,900") == "20 of 2,900 shown"
    monkeypatch.setenv("YULU_LANG", "zh")
    assert text("output.shown", shown="20", total="2,900") == "显示 20 条，共 2,900 条"


def test_values_are_not_placeholders() -> None:
    assert "{total}" in text("output.shown", shown="{total}", total="9")


@pytest.mark.parametrize("key", sorted(tables()))
def test_both_languages_of_a_message(key: str) -> None:
    chinese, english = tables()[key]
    assert chinese.strip()
    assert english.strip()
    named = [{name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (chinese, english)]
    assert named[0] == named[1]


def test_a_key_that_stands_twice(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    tables.cache_clear()
    monkeypatch.setattr(messages, "__file__", f"{tmp_path}/__init__.py")
    for name in ("a", "b"):
        with open(f"{tmp_path}/{name}.tsv", "w", encoding="utf-8") as out:  # noqa: PTH123
            out.write("key\tzh\ten\nsame.key\t甲\tone\n")
    try:
        with pytest.raises(ValueError, match="message same"):
            tables()
    finally:
        tables.cache_clear()


def _kinds(kind: type[errors.YuluError]) -> list[type[errors.YuluError]]:
    return [kind, *(each for below in kind.__subclasses__() for each in _kinds(below))]


@pytest.mark.parametrize("kind", _kinds(errors.YuluError), ids=lambda kind: kind.__name__)
def test_an_error_crosses_a_process_border(kind: type[errors.YuluError]) -> None:
    error = kind("output.file_failed", path="a.csv", reason="full")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.key, again.values, str(again)) == (kind, error.key, error.values, str(error))


def test_the_tree_that_is_drawn_is_the_tree() -> None:
    drawn = errors.__doc__ or ""
    for kind in _kinds(errors.YuluError):
        if kind.__module__ == "yulu.errors":
            assert f"{kind.__name__} " in drawn


def test_what_the_system_says_is_said_in_chinese_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_LANG", "zh")
    error = errors.InputError("output.file_failed", path="a.csv", reason=os.strerror(errno.ENOSPC))
    assert str(error) == "写不了 a.csv：磁盘满了"
    monkeypatch.setenv("YULU_LANG", "en")
    assert str(error) == f"Cannot write a.csv: {os.strerror(errno.ENOSPC)}"
