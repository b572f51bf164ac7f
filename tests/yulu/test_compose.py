"""docker-compose.yml and yulu agree: versions, ports, variables; and nothing listens beyond this machine."""

from __future__ import annotations

import os
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


def _scripts(compose: dict[str, Any]) -> dict[str, str]:
    """The shell scripts of the one-shot services, as the shell gets them."""
    commands = {name: service["command"] for name, service in compose["services"].items() if "command" in service}
    assert all(command[:2] == ["bash", "-euc"] for command in commands.values())
    return {name: command[2].replace("$$", "$") for name, command in commands.items()}


def test_the_scripts_are_shell(compose: dict[str, Any]) -> None:
    scripts = _scripts(compose)
    assert set(scripts) == {"certificates", "accounts", "dashboards"}
    for name, script in scripts.items():
        checked = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, (name, checked.stderr)


@pytest.mark.parametrize(
    ("answer", "fails", "status"),
    [
        ('{"successCount":9,"success":true}', False, 0),
        ('{"successCount":8,"success":false,"errors":[]}', False, 1),
        ("", False, 1),
        ('{"statusCode":415}', True, 1),
    ],
)
def test_an_import_that_failed_ends_with_an_error(
    compose: dict[str, Any], tmp_path: Path, answer: str, fails: bool, status: int
) -> None:
    script = _scripts(compose)["dashboards"].replace("/tmp/curlrc", str(tmp_path / "curlrc"))
    curl = tmp_path / "curl"
    curl.write_text(f"#!/bin/sh\necho '{answer}'\nexit {22 if fails else 0}\n")
    curl.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ELASTIC_PASSWORD": "a-_b"}
    ran = subprocess.run(["bash", "-euc", script], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == status, ran
    assert answer in ran.stdout
    assert (tmp_path / "curlrc").read_text() == 'user = "elastic:a-_b"\n'
    assert stat.S_IMODE((tmp_path / "curlrc").stat().st_mode) == 0o600


def test_what_is_mounted_is_there(compose: dict[str, Any]) -> None:
    mounted = {volume for service in compose["services"].values() for volume in service.get("volumes", ())}
    sources = {volume.split(":")[0] for volume in mounted if volume.startswith(".")}
    assert sources == {"./certs", "./dashboards/yulu.ndjson", "./dashboards/kibana.yml"}
    # ./certs is made by docker; its owner is root, its one file is for everybody to read.
    assert all((REPOSITORY / source).is_file() for source in sources - {"./certs"})


def test_the_certificates_can_be_read_by_those_who_need_them(compose: dict[str, Any]) -> None:
    """Both images run as user 1000 with the group root, and Elasticsearch's with no other."""
    script = _scripts(compose)["certificates"]
    assert compose["services"]["certificates"]["user"] == "0"
    for line in ("chown -R root:root .", "-type d -exec chmod 750", "-type f -exec chmod 640"):
        assert line in script


# Of the variables that the image of Kibana turns into settings, those that are used: it passes on no others.
KIBANA_KNOWS = {
    "SERVER_NAME",
    "ELASTICSEARCH_HOSTS",
    "ELASTICSEARCH_USERNAME",
    "ELASTICSEARCH_PASSWORD",
    "ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES",
    "XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY",
    "XPACK_SECURITY_ENCRYPTIONKEY",
    "XPACK_REPORTING_ENCRYPTIONKEY",
}


def test_kibana_is_in_chinese_and_in_its_time(compose: dict[str, Any]) -> None:
    from dashboards.searches import TIME_ZONE

    assert set(compose["services"]["kibana"]["environment"]) == KIBANA_KNOWS
    settings = YAML(typ="safe").load((REPOSITORY / "dashboards" / "kibana.yml").read_text(encoding="utf-8"))
    assert settings["i18n.locale"] == "zh-CN"
    assert settings["uiSettings.overrides"] == {"dateFormat:tz": TIME_ZONE}
    assert settings["server.host"] == "0.0.0.0"  # within its container; the port is published on loopback alone


def test_a_lost_alias_makes_no_index(compose: dict[str, Any]) -> None:
    from yulu.settings import DEFAULT_CORPUS

    environment = compose["services"]["es01"]["environment"]
    assert environment["action.auto_create_index"] == f"-{DEFAULT_CORPUS}*,+*"
