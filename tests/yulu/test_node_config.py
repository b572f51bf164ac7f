"""What the environment says of the local node, and what it may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from yulu.errors import UsageError
from yulu.node import Endpoint, NodeConfig
from yulu.node.config import heap_megabytes


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    env = {
        "YULU_HOME": str(tmp_path / "家"),
        "YULU_ES_HOME": "/opt/elasticsearch",
        "YULU_JAVA_HOME": "/opt/jdk",
        "YULU_ES_HEAP": "2G",
        "YULU_ES_PORT": "9201",
        "YULU_NODE_ACCOUNT": "es",
    }
    assert NodeConfig.from_environment(env) == NodeConfig(
        home=tmp_path / "家",
        es_home=Path("/opt/elasticsearch"),
        java_home=Path("/opt/jdk"),
        heap="2g",
        port=9201,
        account="es",
    )


def test_defaults(tmp_path: Path) -> None:
    config = NodeConfig.from_environment({"YULU_HOME": str(tmp_path), "YULU_ES_HEAP": "", "YULU_ES_HOME": ""})
    assert config == NodeConfig(home=tmp_path, es_home=None, java_home=None, heap="1g", port=0, account="")


@pytest.mark.parametrize(("heap", "megabytes"), [("256m", 256), ("1g", 1024), ("31g", 31744)])
def test_heap_in_megabytes(heap: str, megabytes: int) -> None:
    assert heap_megabytes(heap) == megabytes


@pytest.mark.parametrize("heap", ["lots", "1", "1.5g", "0g", "-1g", "255m", "1g -XX:+Evil", "１g", "1t", "1g\n"])
def test_a_heap_that_cannot_be_is_named(heap: str) -> None:
    with pytest.raises(UsageError, match="YULU_ES_HEAP"):
        NodeConfig.from_environment({"YULU_ES_HEAP": heap})


@pytest.mark.parametrize("port", ["http", "80", "65536", "-1", "9200.5", "９２００"])
def test_a_port_that_cannot_be_is_named(port: str) -> None:
    with pytest.raises(UsageError, match="YULU_ES_PORT"):
        NodeConfig.from_environment({"YULU_ES_PORT": port})


def test_the_password_never_shows() -> None:
    assert "geheim" not in repr(Endpoint("http://127.0.0.1:9200", "elastic", "geheim"))
