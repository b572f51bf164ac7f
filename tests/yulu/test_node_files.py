"""What yulu writes for Elasticsearch, which ports it takes, and what it makes of Elasticsearch's last words."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
from pathlib import Path

import pytest

from yulu.errors import NodeError
from yulu.node import account, configuration, failure, health, ports
from yulu.node.account import Account
from yulu.node.paths import NodePaths
from yulu.node.state import NodeState

STATE = NodeState(port=9201, transport_port=9301, version="9.5.0", heap="1g", java="/jdk", account="")


def settings(text: str) -> dict[str, object]:
    return {name: json.loads(value) for name, value in (line.split(": ", 1) for line in text.splitlines())}


def test_server_settings(tmp_path: Path) -> None:
    found = settings(configuration.server_settings(NodePaths(tmp_path / "我的 语料"), tmp_path, STATE))
    assert found["path.data"] == str(tmp_path / "我的 语料" / "node" / "data")
    assert (found["http.port"], found["transport.port"]) == (9201, 9301)
    assert found["network.host"] == "127.0.0.1"
    assert found["discovery.type"] == "single-node"
    assert found["xpack.security.enabled"] is True
    assert found["action.auto_create_index"] is False
    assert found["cluster.routing.allocation.disk.watermark.flood_stage"] == "500mb"
    assert "xpack.ml.enabled" not in found


def test_a_fuller_distribution_gets_the_settings_it_knows(tmp_path: Path) -> None:
    for module in ("ingest-geoip", "x-pack-ml"):
        (tmp_path / "modules" / module).mkdir(parents=True)
    found = settings(configuration.server_settings(NodePaths(tmp_path), tmp_path, STATE))
    assert found["xpack.ml.enabled"] is False
    assert found["ingest.geoip.downloader.enabled"] is False


@pytest.mark.parametrize(("heap", "serial"), [("512m", True), ("2g", True), ("2049m", False), ("8g", False)])
def test_the_collector_goes_by_the_heap(tmp_path: Path, heap: str, serial: bool) -> None:
    options = configuration.jvm_options(NodePaths(tmp_path), heap).splitlines()
    assert {f"-Xms{heap}", f"-Xmx{heap}", f"-Dyulu.home={tmp_path}"} <= set(options)
    assert ("-XX:+UseSerialGC" in options) is serial


def test_the_password_is_stored_as_a_hash() -> None:
    stored = configuration.password_hash("口令 secret")
    rounds, salt, digest = stored.removeprefix("{PBKDF2}").split("$")
    expected = hashlib.pbkdf2_hmac("sha512", "口令 secret".encode(), base64.b64decode(salt), int(rounds), 32)
    assert base64.b64decode(digest) == expected
    assert configuration.password_hash("口令 secret") != stored


def test_the_configuration_is_closed_to_others_and_keeps_the_keystore(tmp_path: Path) -> None:
    es_home, paths = tmp_path / "es", NodePaths(tmp_path / "home")
    for name in ("jvm.options", "elasticsearch.yml", "elasticsearch.keystore", "log4j2.properties"):
        (es_home / "config").mkdir(parents=True, exist_ok=True)
        (es_home / "config" / name).write_text("of the distribution")
    paths.home.mkdir()
    for _ in range(2):
        configuration.prepare(paths, es_home, STATE, "secret", None)
        (paths.config / "elasticsearch.keystore").write_text("of this node")
    assert paths.node.stat().st_mode & 0o777 == 0o700
    assert (paths.config / "users").stat().st_mode & 0o777 == 0o600
    assert (paths.config / "elasticsearch.keystore").read_text() == "of this node"
    assert (paths.config / "jvm.options").read_text() == "of the distribution"
    assert "secret" not in "".join(path.read_text() for path in paths.config.rglob("*") if path.is_file())


def test_ports_used_before_are_kept_when_free() -> None:
    http, transport = ports.choose(0)
    assert http != transport
    assert ports.choose(0, http, transport) == (http, transport)


def test_a_taken_port_is_never_chosen() -> None:
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen(1)
        taken = other.getsockname()[1]
        assert not ports.is_free(taken)
        assert taken not in ports.choose(0, taken, 0)
        with pytest.raises(NodeError, match=str(taken)):
            ports.choose(taken)


def test_a_wanted_port_is_taken() -> None:
    free, _ = ports.choose(0)
    assert ports.choose(free, 1234, 1235)[0] == free


def test_health_of_nobody() -> None:
    free, _ = ports.choose(0)
    assert health.health(free, "elastic", "secret") == ""


def test_the_way_of_an_account(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    stranger = Account("stranger", 54321, 54321)
    outside = account.obstacle(tmp_path, stranger)  # pytest's own directories may be closed
    (tmp_path / "a").chmod(0o700)
    assert account.obstacle(inner, stranger) == (outside or tmp_path.resolve() / "a")
    assert account.obstacle(inner, None) is None
    owner = Account("owner", tmp_path.stat().st_uid, 54321)
    if outside is None:
        assert account.obstacle(inner, owner) is None


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("org.elasticsearch.http.BindHttpException: Failed to bind to 127.0.0.1:9200\n", "port was taken"),
        ("# There is insufficient memory for the Java Runtime Environment to continue.\n", "memory for the heap"),
        (
            "Error occurred during initialization of VM\nInvalid maximum heap size: -Xmx9000000g\n",
            "memory for the heap",
        ),
        ("Error occurred during initialization of VM\nCould not reserve enough space for heap", "memory for the heap"),
        ("java.lang.OutOfMemoryError: Java heap space\n", "larger YULU_ES_HEAP"),
        ("java.io.IOException: No space left on device\n", "disk is full"),
        ("Caused by: java.nio.file.AccessDeniedException: /x/node.lock\nfailed to obtain node locks", "permissions"),
        ("java.lang.IllegalStateException: failed to obtain node locks, tried [/x]\n", "another Elasticsearch"),
        ("java.lang.IllegalStateException: cannot downgrade a node from version [9.9.0]", "another version"),
        ("java.lang.IllegalArgumentException: unknown setting [node.colour]\n", "unknown setting [node.colour]"),
        ("Something quite new\n", "Something quite new"),
    ],
)
def test_last_words(tmp_path: Path, said: str, meaning: str) -> None:
    (tmp_path / "start.log").write_text("JVM arguments [-XX:+ExitOnOutOfMemoryError]\n" + said)
    assert meaning in failure.reason(NodePaths(tmp_path), 0)


def test_words_of_an_earlier_start_do_not_count(tmp_path: Path) -> None:
    paths = NodePaths(tmp_path)
    paths.logs.mkdir(parents=True)
    old = "java.lang.OutOfMemoryError: Java heap space\n"
    paths.log.write_text(old + "java.lang.IllegalArgumentException: new\n")
    assert "heap" not in failure.reason(paths, len(old))
    assert "IllegalArgumentException: new" in failure.reason(paths, len(old))


def test_stack_frames_are_left_out() -> None:
    text = "java.lang.X: Exception\n\tat a.b.C(D.java:1)\n\t... 3 more\nCaused by: java.io.IOException: bad\n\tat e.f\n"
    assert failure.telling_lines(text) == ["Caused by: java.io.IOException: bad"]
