"""Which Java runs Elasticsearch? A JDK of 21 or newer that is already here, else Temurin, installed once.

A JDK is judged by its ``release`` file; no JVM is started to ask. Looked at in this order: YULU_JAVA_HOME (which must
do), ES_JAVA_HOME, JAVA_HOME, PATH, the one beside the distribution, the places where Linux and macOS keep JDKs, and
the one yulu installed before.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yulu import messages
from yulu.errors import NodeError
from yulu.node.account import Account, obstacle
from yulu.node.distribution import root_cause
from yulu.node.values import Report

MINIMUM = 21
PREFERRED = 25  # the newest that Elasticsearch 9.5 was built for
# A JRE or a runtime cut down by jlink lacks some of these, and Elasticsearch dies on it.
MODULES = frozenset({"java.net.http", "jdk.attach", "jdk.incubator.vector", "jdk.jlink", "jdk.net", "jdk.zipfs"})
PLACES = ("/usr/lib/jvm", "/usr/java", "/opt/java", "/opt/jdk", "/Library/Java/JavaVirtualMachines")
_VERSION = re.compile(r'^JAVA_VERSION="(?:1\.)?(\d+)[^"]*"', re.MULTILINE)
_MODULES = re.compile(r'^MODULES="([^"]*)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Jdk:
    """A directory that looked like a Java home. ``problem`` is "" when it will do, else the reason in words."""

    home: Path
    version: int = 0
    problem: str = ""


def find(java_home: Path | None, environment: Mapping[str, str], extra: Iterable[Path], account: Account | None) -> Jdk:
    """The Java home to use; ``extra`` are further homes to look at, after those the environment names.

    Raises NodeError: ``node.java.unsuitable`` when the named one will not do, ``node.java.none`` when none will.
    """
    if java_home is not None:
        jdk = examine(java_home, account)
        if jdk.problem:
            raise NodeError("node.java.unsuitable", path=java_home, problem=jdk.problem)
        return jdk
    seen: list[Jdk] = []
    for group in (named(environment), extra, installed()):
        found = [examine(home, account) for home in group]
        usable = [jdk for jdk in found if not jdk.problem]
        if usable:
            return max(usable, key=lambda jdk: (jdk.version <= PREFERRED, jdk.version))
        seen += found
    raise NodeError("node.java.none", minimum=MINIMUM, seen=describe(seen))


def examine(home: Path, account: Account | None = None) -> Jdk:
    """Judge a Java home by its ``release`` file."""
    text = messages.text
    if not (home / "bin" / "java").exists():
        return Jdk(home, 0, text("node.java.no_java"))
    try:
        release = (home / "release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Jdk(home, 0, text("node.java.no_release"))
    version = _VERSION.search(release)
    number = int(version[1]) if version else 0
    if number < MINIMUM:
        return Jdk(home, number, text("node.java.old", version=number or "?", minimum=MINIMUM))
    modules = _MODULES.search(release)
    missing = MODULES - set(modules[1].split()) if modules else set()
    if missing:
        return Jdk(home, number, text("node.java.cut", modules=", ".join(sorted(missing))))
    blocked = obstacle(home.resolve() / "bin", account)
    if blocked is not None and account is not None:
        return Jdk(home, number, text("node.java.unreachable", account=account.name, directory=blocked))
    return Jdk(home, number)


def named(environment: Mapping[str, str]) -> Iterator[Path]:
    """The homes that the environment names."""
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if environment.get(name):
            yield Path(environment[name])
    java = shutil.which("java", path=environment.get("PATH", os.defpath))
    if java:
        yield Path(java).resolve().parent.parent


def installed() -> Iterator[Path]:
    """The homes that stand where JDKs are usually kept, each once."""
    seen: set[Path] = set()
    for place in PLACES:
        yield from homes_in(Path(place), seen)


def homes_in(place: Path, seen: set[Path] | None = None) -> Iterator[Path]:
    """The Java homes that are directories of ``place``; on macOS a home lies deeper, in Contents/Home."""
    seen = set() if seen is None else seen
    for directory in sorted(place.iterdir()) if place.is_dir() else ():
        home = directory / "Contents" / "Home"
        home = (home if home.is_dir() else directory).resolve()
        if home not in seen and (home / "bin" / "java").exists():
            seen.add(home)
            yield home


def describe(seen: Iterable[Jdk]) -> str:
    """What was looked at, one a line, each with what is wrong with it."""
    return "".join(f"\n  {jdk.home}: {jdk.problem}" for jdk in seen) or " " + messages.text("node.java.nothing_seen")


def install(place: Path, report: Report) -> Path:
    """Fetch Temurin into ``place`` and return its home; raises NodeError when it cannot be had."""
    import jdk

    report(messages.text("node.java.installing", version=PREFERRED, place=place))
    unfinished = place / f".unfinished-{os.getpid()}"
    unfinished.mkdir(parents=True, exist_ok=True)
    place.chmod(0o755)
    try:
        unpacked = Path(jdk.install(str(PREFERRED), path=str(unfinished)))
        target = place / unpacked.name
        if not target.exists():
            unpacked.rename(target)
    except Exception as error:  # install-jdk lets everything through: requests', zipfile's, the system's, its own
        raise NodeError(
            "node.java.install_failed", version=PREFERRED, minimum=MINIMUM, reason=root_cause(error)
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return next(home for home in homes_in(place) if not examine(home).problem)
