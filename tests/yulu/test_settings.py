"""The settings of the environment, and where things are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from yulu.errors import InputError
from yulu.settings import Settings, data_home


def test_nothing_set() -> None:
    assert Settings.from_environment({}) == Settings()


def test_all_set() -> None:
    given = {
        "YULU_ES_URL": "https://es.example.org:9200/",
        "YULU_ES_API_KEY": "key",
        "YULU_ES_USER": "elastic",
        "YULU_ES_PASSWORD": "secret",
        "YULU_ES_CA": "ca.crt",
        "YULU_ES_FINGERPRINT": "aa:bb",
        "YULU_ES_INSECURE": "1",
        "YULU_CORPUS": "news",
        "YULU_HOME": "/srv/yulu",
    }
    found = Settings.from_environment(given)
    assert found.url == "https://es.example.org:9200"
    assert (found.api_key, found.user, found.password) == ("key", "elastic", "secret")
    assert (found.ca, found.fingerprint, found.insecure) == ("ca.crt", "aa:bb", True)
    assert (found.corpus, found.home) == ("news", Path("/srv/yulu"))


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(api_key="key-secret", user="elastic", password="pass-secret"))
    assert "secret" not in shown
    assert "elastic" in shown


@pytest.mark.parametrize("value", ["", "0", "no", "false"])
def test_insecure_must_be_meant(value: str) -> None:
    assert not Settings.from_environment({"YULU_ES_INSECURE": value}).insecure


def test_a_secret_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("秘密\n", encoding="utf-8")
    assert Settings.from_environment({"YULU_ES_PASSWORD_FILE": str(path), "YULU_ES_PASSWORD": "x"}).password == "秘密"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_secret_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match="YULU_ES_API_KEY_FILE") as raised:
        Settings.from_environment({"YULU_ES_API_KEY_FILE": str(path)})
    assert str(path) in str(raised.value)


def test_where_things_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    assert data_home(Settings.from_environment({"YULU_HOME": "~/yulu"})) == Path("/home/someone/yulu")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert data_home(Settings()) == Path("/var/lib/yulu")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert data_home(Settings()).is_relative_to("/home/someone")
