"""Import and reading back, against a small server that answers as it is told: no Kibana can run here."""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dashboards import kibana, reading
from dashboards.book import book
from dashboards.reading import Shelf
from dashboards.saved import ndjson
from yulu.corpus import Corpus
from yulu.errors import AccessError, UnreachableError, UsageError, YuluError
from yulu.settings import Settings

CONTENT = ndjson(book(Corpus("abc")))
NUMBER = len(CONTENT.splitlines())
TAKEN = json.dumps({"success": True, "successCount": NUMBER})


class Script:
    """What the server answers, in turn, and what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, str]] = []
        self.asked: list[tuple[str, dict[str, str], bytes]] = []


@pytest.fixture
def script() -> Iterator[tuple[Script, str]]:
    """A scripted server on this machine, and its address."""
    told = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.asked.append((self.path, dict(self.headers), body))
            status, answer = told.answers.pop(0)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(answer.encode("utf-8"))

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_file_goes_in_whole(script: tuple[Script, str]) -> None:
    told, url = script
    told.answers = [(200, TAKEN)]
    settings = Settings(user="elastic", password="s3cret")
    assert kibana.bring_in(kibana.connect(url + "/s/yulu/", settings), CONTENT) == NUMBER
    path, headers, body = told.asked[0]
    assert path == "/s/yulu/api/saved_objects/_import?overwrite=true"
    sent = {name.lower(): value for name, value in headers.items()}
    assert sent["kbn-xsrf"] == "true"
    assert sent["authorization"] == "Basic ZWxhc3RpYzpzM2NyZXQ="
    boundary = sent["content-type"].partition("boundary=")[2]
    head, _, rest = body.decode("utf-8").partition("\r\n\r\n")
    assert head.startswith(f"--{boundary}\r\n")
    assert 'name="file"; filename="yulu.ndjson"' in head
    assert rest == f"{CONTENT}\r\n--{boundary}--\r\n"


def test_an_api_key_is_sent_and_never_shown(script: tuple[Script, str]) -> None:
    told, url = script
    told.answers = [(200, TAKEN)]
    there = kibana.connect(url, Settings(api_key="abcdef"))
    kibana.bring_in(there, CONTENT)
    assert told.asked[0][1]["Authorization"] == "ApiKey abcdef"
    assert "abcdef" not in repr(there)


MISSING = {"type": "missing_references", "references": [{"type": "index-pattern", "id": "abc-speeches"}]}
REFUSED = {"type": "unsupported_type"}


@pytest.mark.parametrize(
    ("answer", "told_of"),
    [
        (
            {"success": False, "errors": [{"type": "dashboard", "id": "abc-overview", "error": MISSING}]},
            "dashboard abc-overview: missing_references index-pattern abc-speeches",
        ),
        ({"success": True, "successCount": NUMBER, "errors": [{"type": "tag", "id": "t", "error": REFUSED}]}, "tag t"),
        ({"success": True, "successCount": NUMBER - 1}, f"{NUMBER - 1}/{NUMBER}"),
        ({}, f"0/{NUMBER}"),
    ],
)
def test_a_failure_under_status_200_is_a_failure(
    script: tuple[Script, str], answer: dict[str, Any], told_of: str
) -> None:
    told, url = script
    told.answers = [(200, json.dumps(answer))]
    with pytest.raises(YuluError, match="did not take all") as caught:
        kibana.bring_in(kibana.connect(url), CONTENT)
    assert told_of in str(caught.value)


@pytest.mark.parametrize(
    ("status", "kind", "told_of"),
    [
        (401, AccessError, "refused the credentials"),
        (403, AccessError, "refused the credentials"),
        (503, YuluError, "not ready"),
        (302, YuluError, "error 302"),
    ],
)
def test_other_answers_are_told(script: tuple[Script, str], status: int, kind: type[YuluError], told_of: str) -> None:
    told, url = script
    told.answers = [(status, "Kibana server is not ready yet")]
    with pytest.raises(kind, match=told_of):
        kibana.bring_in(kibana.connect(url), CONTENT)
    assert len(told.asked) == 1  # a redirect is not followed: the credentials stay here


def test_an_answer_that_is_no_kibana(script: tuple[Script, str]) -> None:
    told, url = script
    told.answers = [(200, "<html>login</html>")]
    with pytest.raises(YuluError, match="no answer of Kibana"):
        kibana.bring_in(kibana.connect(url), CONTENT)


def test_nobody_there() -> None:
    with pytest.raises(UnreachableError, match="does not answer"):
        kibana.bring_in(kibana.connect("http://127.0.0.1:1"), CONTENT)


@pytest.mark.parametrize("url", ["", "kibana:5601", "ftp://x", "http://", "https://elastic:s3cret@kibana"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        kibana.connect(url)
    assert "s3cret" not in str(caught.value)


def test_no_credentials_in_the_clear() -> None:
    with pytest.raises(AccessError, match="in the clear"):
        kibana.connect("http://kibana.example:5601", Settings(user="elastic", password="x"))
    kibana.connect("http://kibana.example:5601", Settings(user="elastic", password="x", insecure=True))


def test_what_is_read_back_whole_has_lost_nothing(script: tuple[Script, str]) -> None:
    told, url = script
    told.answers = [(200, CONTENT)]
    sent = reading.read(CONTENT)
    assert list(kibana.dropped(sent, kibana.read_back(kibana.connect(url), sent))) == []
    path, _, body = told.asked[0]
    assert path == "/api/saved_objects/_export"
    asked = json.loads(body)
    assert {(each["type"], each["id"]) for each in asked["objects"]} == set(sent.objects)


def _panels(shelf: Shelf, page: str) -> list[dict[str, Any]]:
    return list(json.loads(shelf.objects["dashboard", f"abc-{page}"]["attributes"]["panelsJSON"]))


def _lost() -> Iterator[tuple[Shelf, str]]:
    """Files with something taken away, and what must be told of it."""
    sent = reading.read(CONTENT)

    def copied() -> Shelf:
        return Shelf(copy.deepcopy(dict(sent.objects)))

    without = copied()
    del without.objects["tag", "abc-tag"]  # type: ignore[attr-defined]
    yield without, "tag abc-tag"
    for page, change, told_of in (
        ("overview", lambda panels: panels.pop(0), "abc-overview/metric-count"),
        (
            "overview",
            lambda panels: panels[4]["embeddableConfig"]["attributes"]["state"]["datasourceStates"]["formBased"][
                "layers"
            ]["layer1"]["columns"].pop("level"),
            "abc-overview/months: column level terms level",
        ),
        (
            "lifecycle",
            lambda panels: panels[-1]["embeddableConfig"]["savedVis"]["params"].update(spec="{}"),
            "abc-lifecycle/bump: specification",
        ),
    ):
        back = copied()
        panels = _panels(back, page)
        change(panels)
        back.objects["dashboard", f"abc-{page}"]["attributes"]["panelsJSON"] = json.dumps(panels)
        yield back, told_of
    back = copied()
    back.objects["dashboard", "abc-citations"]["attributes"].pop("controlGroupInput")
    yield back, "dashboard abc-citations: control level"


@pytest.mark.parametrize(("back", "told_of"), list(_lost()), ids=lambda each: each if isinstance(each, str) else "file")
def test_what_kibana_dropped_is_told(back: Shelf, told_of: str) -> None:
    found = list(kibana.dropped(reading.read(CONTENT), back))
    assert any(line.startswith(told_of) for line in found), found
