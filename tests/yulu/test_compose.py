"""docker-compose.yml and yulu agree: versions, ports, variables; and nothing listens beyond this machine."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from yulu.node import distribution
from yulu.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]
COMPOSE = REPOSITORY / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def test_every_image_is_of_the_node_s_version(compose: dict[str, Any]) -> None:
    tags = {service["image"].rpartition(":")[2] for service in compose["services"].values()}
    assert tags == {distribution.MINIMAL.version}


def test_ports_are_on_loopback_only(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:${ES_PORT:-9200}:9200", "127.0.0.1:${KIBANA_PORT:-5601}:5601"]


def test_every_service_has_a_memory_limit(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "mem_limit" not in service] == []


def test_the_variables_without_a_default_are_those_make_env_writes(compose: dict[str, Any]) -> None:
    wanted = set(re.findall(r"\$\{(\w+):\?", COMPOSE.read_text(encoding="utf-8")))
    code = "import sys; sys.path.insert(0, 'tools'); import make_env; print(make_env.content())"
    written = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    values = dict(line.split("=", 1) for line in written.stdout.split())
    assert set(values) == wanted
    # Kibana refuses a shorter encryption key.
    assert all(len(value) >= 32 for value in values.values())


def test_make_env_writes_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    script = tmp_path / "tools" / "make_env.py"
    script.write_text((REPOSITORY / "tools" / "make_env.py").read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run([sys.executable, script], check=True, capture_output=True)
    target = tmp_path / ".env"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    first = target.read_text(encoding="utf-8")
    subprocess.run([sys.executable, script], check=True, capture_output=True)
    assert target.read_text(encoding="utf-8") == first


def test_the_lines_for_yulu_are_its_settings(compose: dict[str, Any]) -> None:
    """The variables that the compose file tells the user to export are read, and lead to what it starts."""
    header = COMPOSE.read_text(encoding="utf-8")
    (line,) = re.findall(r"export (YULU_ES_URL.*)", header)
    variables = dict(pair.split("=", 1) for pair in line.split())
    settings = Settings.from_environment(variables)
    assert settings.url == "https://127.0.0.1:9200"
    assert settings.user == "elastic"
    assert settings.password
    assert settings.ca == "certs/ca.crt"
    assert ":/out" in compose["services"]["certificates"]["volumes"][1]
    assert "install -m 644 ca/ca.crt /out/ca.crt" in compose["services"]["certificates"]["command"][-1]


def test_the_cluster_profile_has_three_nodes(compose: dict[str, Any]) -> None:
    services = compose["services"]
    nodes = [name for name in services if re.fullmatch(r"es\d\d", name)]
    assert [services[name].get("profiles") for name in nodes] == [None, ["cluster"], ["cluster"]]
    assert services["es01"]["environment"]["discovery.seed_hosts"].split(",") == nodes
    volumes = {volume.split(":")[0] for name in nodes for volume in services[name]["volumes"]}
    assert volumes == {"certificates", *nodes}
    assert volumes <= set(compose["volumes"])
