"""The connection: what is refused before it is tried, and Elasticsearch's errors in words a user can act on."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from yulu.elastic import connect, translated
from yulu.errors import AccessError, CorpusError, UnreachableError, UsageError, YuluError
from yulu.settings import Settings

if TYPE_CHECKING:
    from conftest import Scripted


def answer(reason: str, kind: str = "some_exception", **more: str) -> dict[str, object]:
    cause = {"type": kind, "reason": reason, **more}
    return {"error": {"root_cause": [cause], **cause}, "status": 400}


def ask_at(settings: Settings) -> None:
    with connect(settings) as client, translated(client):
        client.search(index="demo-speeches")


def ask(script: Scripted, **settings: str) -> None:
    ask_at(Settings(url=script.url, **settings))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "http://es.example.org:9200",
        "http://10.0.0.5:9200",
        "http://user:secret@es.example.org",
        "http://127.0.0.1.org:1",
    ],
)
def test_a_remote_address_without_encryption_is_refused(url: str) -> None:
    with pytest.raises(AccessError, match="https") as raised:
        connect(Settings(url=url, password="secret"))
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(url="http://127.0.0.1:9200"),
        Settings(url="http://localhost:9200"),
        Settings(url="http://[::1]:9200"),
        Settings(url="http://es.example.org:9200", insecure=True),
        Settings(url="https://es.example.org:9200"),
    ],
)
def test_these_addresses_will_do(settings: Settings) -> None:
    connect(settings).close()


@pytest.mark.parametrize(
    ("url", "port"),
    [("https://es.example.org", 443), ("http://localhost", 80), ("https://es.example.org:9243/path", 9243)],
)
def test_the_port(url: str, port: int) -> None:
    with connect(Settings(url=url)) as client:
        assert [node.config.port for node in client.transport.node_pool.all()] == [port]


@pytest.mark.parametrize(
    "url", ["localhost:9200", "es.example.org", "ftp://es.example.org", "https://", "http://h:port"]
)
def test_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="YULU_ES_URL"):
        connect(Settings(url=url))


def test_a_certificate_that_cannot_be_used(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate", encoding="utf-8")
    for path in (tmp_path / "none.pem", broken):
        with pytest.raises(AccessError, match="YULU_ES_CA"):
            connect(Settings(url="https://es.example.org:9200", ca=str(path)))


@pytest.mark.parametrize(
    ("status", "body", "kind", "said"),
    [
        (401, answer("missing credentials"), AccessError, "missing credentials"),
        (403, answer("action is unauthorized"), AccessError, "YULU_ES_API_KEY"),
        (404, answer("no such index", "index_not_found_exception", index="demo-speeches"), CorpusError, "named demo"),
        (404, answer("no", "index_not_found_exception", index="a-b-slogan-years-v1-x"), CorpusError, "named a-b"),
        (404, answer("nothing here"), YuluError, "nothing here"),
        (400, answer("failed to parse date"), YuluError, "some_exception: failed to parse date"),
        (429, answer("too many requests"), YuluError, "429"),
        (503, {"error": "a string"}, YuluError, "503"),
        (500, answer("first line\nsecond line"), YuluError, "first line"),
    ],
)
def test_refusals(scripted: Scripted, status: int, body: object, kind: type[YuluError], said: str) -> None:
    scripted.status, scripted.body = status, body
    with pytest.raises(kind, match=said) as raised:
        ask(scripted)
    assert type(raised.value) is kind
    assert "\n" not in str(raised.value)


def test_what_is_no_json(scripted: Scripted) -> None:
    scripted.body, scripted.kind = b"{broken", "application/json"
    with pytest.raises(YuluError):
        ask(scripted)


def test_a_page_of_a_proxy(scripted: Scripted) -> None:
    scripted.status, scripted.body, scripted.kind = 502, b"<html>Bad gateway</html>", "text/html"
    with pytest.raises(YuluError, match="502"):
        ask(scripted)


def test_nobody_answers() -> None:
    settings = Settings(url="http://127.0.0.1:9", user="elastic", password="secret")
    with pytest.raises(UnreachableError, match=r"http://127\.0\.0\.1:9") as raised:
        ask_at(settings)
    assert "secret" not in str(raised.value)


def test_a_query_is_asked_once(scripted: Scripted) -> None:
    scripted.status = 503
    with pytest.raises(YuluError):
        ask(scripted)
    assert len(scripted.asked) == 1


@pytest.mark.parametrize(
    ("settings", "header"),
    [
        ({"api_key": "key"}, "ApiKey key"),
        ({"user": "elastic", "password": "pass"}, "Basic " + base64.b64encode(b"elastic:pass").decode()),
        ({}, None),
    ],
)
def test_credentials(scripted: Scripted, settings: dict[str, str], header: str | None) -> None:
    scripted.body = {"hits": {"hits": []}}
    ask(scripted, **settings)
    assert scripted.asked[0][1].get("authorization") == header
