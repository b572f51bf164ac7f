"""A cluster behind TLS with an authority of its own and an API key: the key is sent, the authority is checked.

The local node can make no API keys, so a proxy stands before it as a secured cluster would: it ends TLS, refuses every
request whose ``Authorization`` is not the key, and passes the others on with the node's own credentials.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from cli.main import app
from yulu.corpus import Corpus, drop
from yulu.elastic import connect, translated
from yulu.errors import AccessError
from yulu.settings import Settings

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node

KEY = base64.b64encode(b"VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw").decode()
REFUSED = {"type": "security_exception", "reason": "unable to authenticate with provided credentials"}
TEXT = "在全县水利工作会议上的讲话\n（2019年3月1日）\n同志们：\n要修好渠道，办好实事。修好渠道，就是造福人民。"


@dataclass
class Authority:
    """A certificate authority of its own, and what it has signed."""

    folder: Path
    ca: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self.ca = self.folder / "ca.crt"
        subject = ["-subj", "/CN=yulu test authority", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", *subject)

    def sign(self, name: str, names: str, days: int = 2) -> Path:
        """A certificate with its key in one file, for ``names`` as a subjectAltName has them."""
        self._openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", "/CN=es"
        )
        (self.folder / f"{name}.ext").write_text(f"subjectAltName={names}\n", encoding="ascii")
        signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", str(days), "-extfile", f"{name}.ext"]
        self._openssl("x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.crt", *signed)
        whole = self.folder / f"{name}.pem"
        whole.write_text("".join((self.folder / f"{name}.{part}").read_text() for part in ("crt", "key")))
        return whole

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)


class Guard(ThreadingHTTPServer):
    """The secured cluster; ``seen`` are the Authorization headers that came."""

    daemon_threads = True

    def __init__(self, certificate: Path, target: str, authorization: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target, self.authorization, self.certificate = urlsplit(target), authorization, certificate
        self.seen: set[str] = set()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust us goes away in the middle of the handshake; that is what is tested."""

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}"

    @property
    def fingerprint(self) -> str:
        pem = self.certificate.read_text().split("-----BEGIN PRIVATE KEY")[0]
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Guard

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        given = self.headers.get("authorization", "")
        self.server.seen.add(given)
        if given != f"ApiKey {KEY}":
            answer = {"error": {"root_cause": [REFUSED], **REFUSED}, "status": 401}
            self._answer(401, json.dumps(answer).encode(), "application/json")
            return
        kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "authorization")}
        node = http.client.HTTPConnection(self.server.target.hostname or "", self.server.target.port, timeout=120)
        try:
            node.request(self.command, self.path, body or None, {**kept, "authorization": self.server.authorization})
            answered = node.getresponse()
            content = b"" if self.command == "HEAD" else answered.read()
            self._answer(answered.status, content, answered.headers.get("content-type", ""), answered)
        finally:
            node.close()

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _pass_on  # noqa: N815

    def _answer(self, status: int, body: bytes, kind: str, answered: http.client.HTTPResponse | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name in ("x-elastic-product", "content-encoding"):
            value = answered.headers.get(name) if answered else "Elasticsearch" if name.startswith("x-") else None
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("certificates are made with the openssl command, which is not here")
    return Authority(tmp_path_factory.mktemp("tls") / "own")


@pytest.fixture(scope="module")
def stranger(authority: Authority) -> Authority:
    """Another authority, which has signed nothing of ours."""
    return Authority(authority.folder.parent / "other")


def _guarded(client: Elasticsearch, certificate: Path) -> Iterator[Guard]:
    (node,) = client.transport.node_pool.all()
    guard = Guard(certificate, node.base_url, client._headers.get("authorization", ""))
    thread = threading.Thread(target=guard.serve_forever, daemon=True)
    thread.start()
    yield guard
    guard.shutdown()
    guard.server_close()
    thread.join()


@pytest.fixture
def guard(client: Elasticsearch, authority: Authority) -> Iterator[Guard]:
    yield from _guarded(client, authority.sign("node", "DNS:localhost,IP:127.0.0.1"))


@pytest.fixture
def misnamed(client: Elasticsearch, authority: Authority) -> Iterator[Guard]:
    yield from _guarded(client, authority.sign("misnamed", "DNS:es.example.org"))


def health(settings: Settings) -> int:
    with connect(settings) as client, translated(client):
        return int(client.cluster.health()["number_of_nodes"])


def test_the_key_opens_and_nothing_else_is_sent(guard: Guard, authority: Authority) -> None:
    assert health(Settings(url=guard.url, api_key=KEY, ca=str(authority.ca))) >= 1
    assert guard.seen == {f"ApiKey {KEY}"}


def test_the_key_comes_before_a_user(guard: Guard, authority: Authority) -> None:
    health(Settings(url=guard.url, api_key=KEY, user="elastic", password="secret", ca=str(authority.ca)))
    assert guard.seen == {f"ApiKey {KEY}"}


def test_a_fingerprint_will_do_for_an_authority(guard: Guard) -> None:
    assert health(Settings(url=guard.url, api_key=KEY, fingerprint=guard.fingerprint)) >= 1
    with pytest.raises(AccessError, match="encrypted connection"):
        health(Settings(url=guard.url, api_key=KEY, fingerprint="ab" * 32))


@pytest.mark.parametrize("settings", [{"api_key": KEY[:-4] + "AAA="}, {"user": "elastic", "password": "secret"}, {}])
def test_wrong_credentials(guard: Guard, authority: Authority, settings: dict[str, str]) -> None:
    with pytest.raises(AccessError, match="YULU_ES_API_KEY") as raised:
        health(Settings(url=guard.url, ca=str(authority.ca), **settings))  # type: ignore[arg-type]
    assert "unable to authenticate" in str(raised.value)
    for secret in settings.values():
        assert secret == "elastic" or secret not in str(raised.value)


def test_no_key_is_sent_to_whom_nobody_vouches_for(guard: Guard, misnamed: Guard, stranger: Authority) -> None:
    """Another authority's certificate, none named at all, another host's name: nothing is said, and no key."""
    for settings in (
        Settings(url=guard.url, api_key=KEY, ca=str(stranger.ca)),
        Settings(url=guard.url, api_key=KEY),
        Settings(url=misnamed.url, api_key=KEY, ca=str(stranger.folder.parent / "own" / "ca.crt")),
    ):
        with pytest.raises(AccessError, match="YULU_ES_CA") as raised:
            health(settings)
        assert "certificate" in str(raised.value).lower()
        assert KEY not in str(raised.value)
    assert guard.seen == misnamed.seen == set()


def test_a_corpus_over_it_from_the_command_line(
    client: Elasticsearch, guard: Guard, authority: Authority, stranger: Authority, tmp_path: Path
) -> None:
    corpus = Corpus("test-" + hashlib.sha256(guard.url.encode()).hexdigest()[:10])
    (tmp_path / "key").write_text(KEY + "\n")
    (tmp_path / "speech.txt").write_text(TEXT, encoding="utf-8")
    reached = {"YULU_ES_URL": guard.url, "YULU_ES_API_KEY_FILE": str(tmp_path / "key"), "YULU_ES_CA": str(authority.ca)}
    # Whatever else leads to the node of this run leads nowhere here.
    apart = {"YULU_ES_USER": "", "YULU_ES_PASSWORD": "", "YULU_HOME": str(tmp_path / "home")}

    def yulu(*words: str, **more: str) -> Any:
        return CliRunner().invoke(app, [*words, "--corpus", corpus.prefix], env={**reached, **apart, **more})

    try:
        loaded = yulu("ingest", str(tmp_path / "speech.txt"), "--format", "json")
        assert loaded.exit_code == 0, loaded.output
        counted = yulu("phrase", "修好渠道", "--count", "--format", "json")
        assert json.loads(counted.stdout)["occurrences"] == 2
        assert guard.seen == {f"ApiKey {KEY}"}
        for more, told in (({"YULU_ES_CA": str(stranger.ca)}, "YULU_ES_CA"), ({"YULU_ES_CA": "gone"}, "YULU_ES_CA")):
            with pytest.raises(AccessError, match=told):
                raise yulu("phrase", "修好渠道", "--count", **more).exception
        (tmp_path / "key").write_text(KEY[:-4] + "AAA=")
        with pytest.raises(AccessError, match="YULU_ES_API_KEY"):
            raise yulu("phrase", "修好渠道", "--count").exception
    finally:
        drop(client, corpus)
