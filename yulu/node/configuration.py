"""What does the node's own configuration say? The distribution's, with the few files yulu writes at every start.

The password goes into the ``users`` file of the file realm as a PBKDF2 hash, which Elasticsearch reads as it is: the
keystore tool, the other way to set a first password, starts a JVM twice for it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from pathlib import Path

from yulu.node.account import Account, give
from yulu.node.config import heap_megabytes
from yulu.node.paths import NodePaths
from yulu.node.ports import HOST
from yulu.node.process import mark
from yulu.node.state import USER, NodeState

HASH_ROUNDS = 10_000  # of a random password of 192 bits: more would only slow the start

# Absolute, because the default 85/90/95 % would lock the index on any laptop whose large disk is nearly full.
WATERMARKS = {"low": "2gb", "high": "1gb", "flood_stage": "500mb"}
LOW_DISK = 2 * 1024**3
NO_DISK = 500 * 1024**2

# Up to here the serial collector: 280 MB less resident than G1 at rest with a heap of 1 GB, and neither indexing, nor
# queries, nor the start are slower by it on two cores.
SERIAL_HEAP_MB = 2048
SERIAL = "-XX:-UseG1GC\n-XX:+UseSerialGC\n"

JVM_OPTIONS = """\
# The heap is reserved but not touched, so that an idle node takes memory for what it uses.
-Xms{heap}
-Xmx{heap}
{collector}-XX:-AlwaysPreTouch
-XX:-HeapDumpOnOutOfMemoryError
-XX:ErrorFile={logs}/hs_err_pid%p.log
-Xlog:disable
-Xlog:all=warning:stderr:utctime,level,tags
-Des.queryable_built_in_roles_enabled=false
{mark}
"""

LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%consoleException%n
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = ${sys:es.logs.base_path}${sys:file.separator}${sys:es.logs.cluster_name}.log
appender.file.filePattern = ${sys:es.logs.base_path}${sys:file.separator}${sys:es.logs.cluster_name}-%i.log
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 10MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 3
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
rootLogger.appenderRef.file.ref = file
appender.header_warning.type = HeaderWarningAppender
appender.header_warning.name = header_warning
logger.deprecation.name = org.elasticsearch.deprecation
logger.deprecation.level = WARN
logger.deprecation.appenderRef.header_warning.ref = header_warning
logger.deprecation.additivity = false
"""


def prepare(paths: NodePaths, es_home: Path, state: NodeState, password: str, account: Account | None) -> None:
    """Make the node's directories and write its configuration, all of it the account's own and nobody else's."""
    for directory in (paths.node, paths.config, paths.data, paths.logs, paths.temporary):
        directory.mkdir(mode=0o700, exist_ok=True)
    _copy_defaults(es_home / "config", paths.config)
    write(paths.config / "elasticsearch.yml", server_settings(paths, es_home, state))
    write(paths.config / "jvm.options.d" / "yulu.options", jvm_options(paths, state.heap))
    write(paths.config / "log4j2.properties", LOGGING)
    write(paths.config / "users", f"{USER}:{password_hash(password)}\n")
    write(paths.config / "users_roles", f"superuser:{USER}\n")
    give(paths.config, account)
    for directory in (paths.node, paths.data, paths.logs, paths.temporary):
        if account is not None and directory.stat().st_uid != account.uid:
            give(directory, account)


def jvm_options(paths: NodePaths, heap: str) -> str:
    """The options of the server's JVM, one a line, read after the distribution's own."""
    collector = SERIAL if heap_megabytes(heap) <= SERIAL_HEAP_MB else ""
    return JVM_OPTIONS.format(heap=heap, collector=collector, logs=paths.logs, mark=mark(paths.home))


def server_settings(paths: NodePaths, es_home: Path, state: NodeState) -> str:
    """``elasticsearch.yml``: one setting a line, each value as JSON, which is YAML too."""
    settings: dict[str, object] = {
        "cluster.name": "yulu",
        "node.name": "yulu",
        "path.data": str(paths.data),
        "path.logs": str(paths.logs),
        "network.host": HOST,
        "http.port": state.port,
        "transport.port": state.transport_port,
        "discovery.type": "single-node",
        "action.auto_create_index": False,
        "xpack.security.enabled": True,
        "xpack.security.http.ssl.enabled": False,
        "xpack.security.transport.ssl.enabled": False,
        "xpack.security.autoconfiguration.enabled": False,
        # Otherwise ``elastic`` is looked for in the keystore and nowhere else.
        "xpack.security.authc.reserved_realm.enabled": False,
    }
    settings |= {f"cluster.routing.allocation.disk.watermark.{name}": size for name, size in WATERMARKS.items()}
    if heap_megabytes(state.heap) <= SERIAL_HEAP_MB:
        # The serial collector lets garbage lie until the old generation is full (up to 96.7 % of the heap in all);
        # at the default of 95 % a request could be refused for memory that is free.
        settings["indices.breaker.total.limit"] = "97%"
    settings |= _settings_of_modules(es_home)
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in settings.items())


def _settings_of_modules(es_home: Path) -> dict[str, object]:
    """Settings that only a fuller distribution knows: the minimal one refuses to start with them."""
    settings: dict[str, object] = {}
    if (es_home / "modules" / "ingest-geoip").is_dir():
        settings["ingest.geoip.downloader.enabled"] = False
    if (es_home / "modules" / "x-pack-ml").is_dir():
        settings["xpack.ml.enabled"] = False
    return settings


def password_hash(password: str) -> str:
    """The password as Elasticsearch's file realm stores it: ``{PBKDF2}rounds$salt$hash`` (SHA-512, 32 bytes)."""
    salt = os.urandom(32)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode("utf-8"), salt, HASH_ROUNDS, dklen=32)
    encoded = (base64.b64encode(part).decode("ascii") for part in (salt, digest))
    return "$".join((f"{{PBKDF2}}{HASH_ROUNDS}", *encoded))


def write(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _copy_defaults(source: Path, target: Path) -> None:
    """The distribution's own files, but never over a keystore that this node already has."""
    for path in source.iterdir():
        if path.is_file() and path.name != "elasticsearch.keystore":
            (target / path.name).unlink(missing_ok=True)
            shutil.copyfile(path, target / path.name)
