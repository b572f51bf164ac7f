"""What keeps yulu from working here? Each check is a value: what was looked at, how it stands, and the cure.

Nothing is started, fetched or changed. What cannot be looked at because the local node is not up is said, not guessed.
"""

from __future__ import annotations

import locale
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from yulu import messages, schema
from yulu.corpus import Corpus, check_version, exists
from yulu.elastic import connect, translated
from yulu.errors import YuluError
from yulu.settings import Settings, data_home

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from yulu.node import Endpoint, NodeConfig

Status = Literal["ok", "warn", "bad"]
LEAST_PYTHON = (3, 11)
ENGINE_MAJOR = "9"
# Beside the heap; measured: 1.3 GB resident with a heap of 1 GB.
BESIDE_HEAP_MB = 350
TIMEOUT = 10.0
_MEGABYTE = 1024 * 1024
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)\s*(?:\([^)]*\))?(?P<bounds>[^;]*)(?P<marker>;.*)?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``detail`` is what was seen, ``cure`` what to do about it, "" where nothing is to do."""

    name: str
    status: Status
    detail: str
    cure: str = ""


def examine() -> Iterator[Finding]:
    """Every check, each as soon as it is done."""
    yield python(sys.version_info[:3])
    yield packages(metadata.requires("yulu") or ())
    yield encoding(locale.getencoding())
    yield _guarded("font", font)
    try:
        settings = Settings.from_environment()
    except YuluError as error:
        yield Finding("settings", "bad", str(error))
        return
    home = data_home(settings).expanduser()
    yield directory(home)
    yield disk(home)
    yield from _cluster(settings) if settings.url else _local()


def python(version: tuple[int, ...]) -> Finding:
    """The version of Python."""
    shown = ".".join(map(str, version))
    return _judged("python", version >= LEAST_PYTHON, shown, needed=".".join(map(str, LEAST_PYTHON)))


def packages(requirements: Iterable[str]) -> Finding:
    """The packages that yulu asks for, by the requirements its own metadata state."""
    wrong = []
    for requirement in requirements:
        match = _REQUIREMENT.match(requirement)
        if match and "extra" not in (match["marker"] or ""):
            found = _installed(match["name"])
            if not found or not _within(found, match["bounds"]):
                wrong.append(f"{match['name']} {found or '-'} ({match['bounds'].strip()})")
    if wrong:
        return Finding(
            "packages", "bad", messages.text("doctor.packages.bad", wrong=", ".join(wrong)), _cure("packages")
        )
    return Finding("packages", "ok", messages.text("doctor.packages.ok", version=_installed("elasticsearch")))


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _within(version: str, bounds: str) -> bool:
    """Whether a version lies within bounds such as ``>=9.1,<10``; other kinds of bounds are not judged."""
    for bound in bounds.replace(" ", "").split(","):
        if bound.startswith(">=") and _numbers(version) < _numbers(bound[2:]):
            return False
        if bound.startswith("<") and bound[1:2] != "=" and _numbers(version) >= _numbers(bound[1:]):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def encoding(name: str) -> Finding:
    """Whether the terminal's encoding holds Chinese and all else that speeches contain."""
    detail = messages.text("doctor.encoding.detail", encoding=name, language=messages.language())
    whole = name.lower().replace("-", "").replace("_", "") == "utf8"
    return Finding("encoding", "ok", detail) if whole else Finding("encoding", "warn", detail, _cure("encoding"))


def font() -> Finding:
    """The font that charts are drawn with."""
    from yulu import fonts

    return Finding("font", "ok", str(fonts.location()))


def directory(home: Path) -> Finding:
    """Whether the data directory, or the one it would be made in, can be written."""
    place = _existing(home)
    try:
        with tempfile.TemporaryFile(dir=place):
            return Finding("directory", "ok", str(home))
    except OSError as error:
        return Finding("directory", "bad", f"{place}: {error.strerror}", _cure("directory"))


def disk(home: Path) -> Finding:
    """Room for indices and downloads."""
    from yulu.node.configuration import LOW_DISK, NO_DISK

    free = shutil.disk_usage(_existing(home)).free
    detail = messages.text("doctor.disk.detail", free=f"{free // _MEGABYTE:,}", path=home)
    status: Status = "bad" if free < NO_DISK else "warn" if free < LOW_DISK else "ok"
    return Finding("disk", status, detail, "" if status == "ok" else _cure("disk"))


def _existing(path: Path) -> Path:
    return next(each for each in (path, *path.parents) if each.is_dir())


def memory(heap_mb: int, available_mb: int) -> Finding:
    """Memory for a local node that is not running yet."""
    needed = heap_mb + BESIDE_HEAP_MB
    detail = messages.text("doctor.memory.detail", available=f"{available_mb:,}", needed=f"{needed:,}")
    if available_mb >= needed:
        return Finding("memory", "ok", detail)
    return Finding("memory", "bad" if available_mb < heap_mb else "warn", detail, _cure("memory"))


def available_memory() -> int:
    """Megabytes that a new process can have: what the system has left, and no more than a container's limit leaves."""
    import psutil

    free = int(psutil.virtual_memory().available)
    try:
        group = Path("/sys/fs/cgroup")
        limit = int((group / "memory.max").read_text()) - int((group / "memory.current").read_text())
        free = min(free, max(limit, 0))
    except (OSError, ValueError):  # no limit, or none that is written there
        pass
    return free // _MEGABYTE


def _local() -> Iterator[Finding]:
    """All that the local node needs, and the node itself."""
    from yulu.node import NodeConfig, running
    from yulu.node.config import heap_megabytes

    try:
        config = NodeConfig.from_environment()
    except YuluError as error:
        yield Finding("settings", "bad", str(error))
        return
    yield _guarded("java", lambda: java(config))
    yield _guarded("distribution", lambda: distribution(config))
    endpoint = running(config)
    if endpoint is None:
        yield memory(heap_megabytes(config.heap), available_memory())
        yield Finding("node", "ok", messages.text("doctor.node.stopped"))
        yield Finding("corpora", "ok", messages.text("doctor.corpora.unseen"))
        return
    answering = node(endpoint)
    yield answering
    if answering.status != "bad":
        yield from _asked(
            "corpora", Settings(url=endpoint.url, user=endpoint.user, password=endpoint.password), corpora
        )


def java(config: NodeConfig) -> Finding:
    """The JDK that the local node would run on."""
    from yulu.node.account import other_account
    from yulu.node.java import find, homes_in
    from yulu.node.paths import NodePaths

    extra = [*homes_in(NodePaths(config.home).jdks), *homes_in(NodePaths(data_home(Settings())).jdks)]
    try:
        jdk = find(config.java_home, os.environ, extra, other_account(config.account))
    except YuluError as error:
        if error.key != "node.java.none":
            raise
        return Finding("java", "warn", str(error), _cure("java"))
    return Finding("java", "ok", messages.text("doctor.java.detail", version=jdk.version, home=jdk.home))


def distribution(config: NodeConfig) -> Finding:
    """The Elasticsearch that the local node would run."""
    from yulu.node.account import other_account
    from yulu.node.distribution import MINIMAL, given, version_of
    from yulu.node.paths import NodePaths

    if config.es_home is not None:
        place = given(config.es_home, other_account(config.account))
        return Finding("distribution", "ok", f"{version_of(place)}, {place}")
    for home in (config.home, data_home(Settings())):
        place = NodePaths(home).distributions / MINIMAL.directory
        if version_of(place) == MINIMAL.version:
            return Finding("distribution", "ok", f"{MINIMAL.version}, {place}")
    size = MINIMAL.size // _MEGABYTE
    detail = messages.text("doctor.distribution.absent", version=MINIMAL.version, size=size)
    return Finding("distribution", "warn", detail, _cure("distribution"))


def node(endpoint: Endpoint) -> Finding:
    """Whether the local node, which runs, answers and has its indices whole."""
    from yulu.node.health import READY, health

    found = health(urlsplit(endpoint.url).port or 0, endpoint.user, endpoint.password)
    if found in READY:
        return Finding("node", "ok", messages.text("doctor.node.ready", url=endpoint.url, health=found))
    if found:
        return Finding("node", "warn", messages.text("doctor.node.ready", url=endpoint.url, health=found), _cure("red"))
    return Finding("node", "bad", messages.text("doctor.node.silent", url=endpoint.url), _cure("node"))


def _cluster(settings: Settings) -> Iterator[Finding]:
    """The user's own cluster."""
    reached = list(_asked("cluster", settings, cluster))
    yield from reached
    if all(finding.status != "bad" for finding in reached):
        yield from _asked("corpora", settings, corpora)


def cluster(client: Elasticsearch) -> Iterator[Finding]:
    """Whether the cluster answers, lets us in, and is of the right version."""
    health = client.cluster.health()["status"]
    answer = client.nodes.info(filter_path="nodes.*.version")
    versions = sorted({str(each["version"]) for each in answer.get("nodes", {}).values()})
    url = ", ".join(urlsplit(each.base_url).netloc.rpartition("@")[2] for each in client.transport.node_pool.all())
    detail = messages.text("doctor.cluster.detail", url=url, versions=", ".join(versions), health=health)
    if any(version.split(".")[0] != ENGINE_MAJOR for version in versions):
        yield Finding("cluster", "bad", detail, _cure("cluster", needed=ENGINE_MAJOR))
    elif health == "red":
        yield Finding("cluster", "warn", detail, _cure("red"))
    else:
        yield Finding("cluster", "ok", detail)


def corpora(client: Elasticsearch) -> Iterator[Finding]:
    """The corpora that are there: whole or not, and of which version."""
    suffix = f"-{schema.SPEECHES}"
    found = client.indices.get_alias(name=f"*{suffix}", expand_wildcards="open")
    names = {alias.removesuffix(suffix) for each in found.values() for alias in each["aliases"]}
    if not names:
        yield Finding("corpora", "ok", messages.text("doctor.corpora.none"))
    for name in sorted(names):
        try:
            corpus = Corpus(name)
            exists(client, corpus)
            version = check_version(client, corpus)
        except YuluError as error:
            yield Finding("corpora", "bad", str(error))
            continue
        speeches = client.count(index=corpus.alias(schema.SPEECHES))["count"]
        detail = messages.text("doctor.corpora.detail", corpus=name, speeches=f"{speeches:,}", version=version)
        yield Finding("corpora", "ok", detail)


def _asked(name: str, settings: Settings, check: Callable[[Elasticsearch], Iterator[Finding]]) -> Iterator[Finding]:
    """A check that needs Elasticsearch; what it refuses is a finding too."""
    try:
        client = connect(settings, timeout=TIMEOUT)
        with client, translated(client):
            yield from check(client)
    except YuluError as error:
        yield Finding(name, "bad", str(error))


def _guarded(name: str, check: Callable[[], Finding]) -> Finding:
    """The finding of a check; an error says itself what to do."""
    try:
        return check()
    except YuluError as error:
        return Finding(name, "bad", str(error))


def _judged(name: str, good: bool, detail: str, **values: object) -> Finding:
    return Finding(name, "ok", detail) if good else Finding(name, "bad", detail, _cure(name, **values))


def _cure(name: str, **values: object) -> str:
    return messages.text(f"doctor.{name}.cure", **values)
