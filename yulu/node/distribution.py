"""Which Elasticsearch is run? One already unpacked, else the vendor's minimal distribution, fetched once and checked.

The library maven-artifact knows the repository; a download counts only when its SHA-256 is the pinned one, and an
unpacked directory only when it was moved into place whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yulu import messages
from yulu.errors import NodeError
from yulu.node.account import Account, obstacle
from yulu.node.values import Report

MEGABYTE = 1024 * 1024
_SERVER_JAR = re.compile(r"elasticsearch-(\d+\.\d+\.\d+)\.jar")


@dataclass(frozen=True, slots=True)
class Release:
    """A distribution as published: its coordinates, size in bytes and SHA-256."""

    group: str
    artifact: str
    version: str
    size: int
    sha256: str

    @property
    def directory(self) -> str:
        return f"{self.artifact}-{self.version}"

    @property
    def archive(self) -> str:
        return f"{self.directory}.zip"


MINIMAL = Release(
    group="org.elasticsearch.distribution.integ-test-zip",
    artifact="elasticsearch",
    version="9.5.0",
    size=129_856_182,
    sha256="db0e275fd790f723eca7bcde96069fd6fed304ad23afdb70c8c09553dd9e8b1b",
)
UNPACKED = 200 * MEGABYTE  # what the minimal distribution takes, rounded up


def version_of(es_home: Path) -> str:
    """The version of an unpacked distribution, "" when the directory is none."""
    if not (es_home / "bin" / "elasticsearch").is_file():
        return ""
    names = sorted(path.name for path in (es_home / "lib").glob("elasticsearch-*.jar"))
    return next((match[1] for name in names if (match := _SERVER_JAR.fullmatch(name))), "")


def given(es_home: Path, account: Account | None) -> Path:
    """The distribution the user named, if it is one the account can reach; else NodeError."""
    version = version_of(es_home)
    if not version:
        raise NodeError("node.distribution.none", path=es_home)
    if int(version.split(".")[0]) < 9:
        raise NodeError("node.distribution.old", path=es_home, version=version)
    blocked = obstacle(es_home / "bin", account)
    if blocked is not None and account is not None:
        raise NodeError("node.unreachable", account=account.name, path=es_home, directory=blocked)
    return es_home


def obtain(places: list[Path], account: Account | None, report: Report, release: Release = MINIMAL) -> Path:
    """The unpacked ``release``: from the first of ``places`` that has it, else fetched into that first place."""
    for place in places:
        ready = place / release.directory
        if version_of(ready) == release.version and obstacle(ready / "bin", account) is None:
            return ready
    place = places[0]
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o755)
    archive = place / release.archive
    if not archive.is_file():
        check_space(place, release.size + UNPACKED)
        fetch(release, archive, report)
    elif digest(archive) != release.sha256:
        raise NodeError("node.distribution.checksum", path=archive, expected=release.sha256)
    report(messages.text("node.distribution.unpacking", version=release.version, place=place))
    unpack(archive, place / release.directory)
    archive.unlink()
    return place / release.directory


def check_space(place: Path, needed: int) -> None:
    """Raise NodeError when ``place`` has not ``needed`` bytes free."""
    free = shutil.disk_usage(place).free
    if free < needed:
        raise NodeError("node.disk.full", path=place, free=free // MEGABYTE, needed=needed // MEGABYTE)


def fetch(release: Release, target: Path, report: Report) -> None:
    """Download a release to ``target``, which appears only when it is whole and right; raises NodeError."""
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    checksum = hashlib.sha256()
    try:
        with partial.open("wb") as file:
            for chunk in announced(download(release), release, report):
                file.write(chunk)
                checksum.update(chunk)
        if checksum.hexdigest() != release.sha256:
            raise NodeError("node.distribution.wrong_download", version=release.version, expected=release.sha256)
        partial.replace(target)
    except OSError as error:
        raise NodeError("node.distribution.unwritable", path=target, reason=error.strerror or error) from error
    finally:
        partial.unlink(missing_ok=True)


def download(release: Release) -> Iterator[bytes]:
    """The bytes of a release, from the repository that maven-artifact knows; NodeError when it cannot be reached."""
    from maven_artifact import Artifact, Downloader
    from requests import RequestException

    def fail(_address: str, error: Exception) -> None:
        raise error

    downloader = Downloader()
    artifact = Artifact(release.group, release.artifact, release.version, extension="zip")
    try:
        address = downloader.resolver.uri_for_artifact(artifact)
        with downloader.requestor.request(address, fail, stream=True, timeout=(15, 60)) as response:
            yield from response.iter_content(MEGABYTE)
    except RequestException as error:
        coordinates = f"{release.group}:{release.artifact}:zip:{release.version}"
        raise NodeError("node.distribution.no_network", coordinates=coordinates, reason=root_cause(error)) from error


def root_cause(error: BaseException) -> str:
    """The innermost reason in words: requests wraps "connection refused" in four layers."""
    while error.__context__ is not None:
        error = error.__context__
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def announced(chunks: Iterator[bytes], release: Release, report: Report) -> Iterator[bytes]:
    """The same chunks, with a line of progress at every tenth of the whole."""
    received, tenth = 0, -1
    for chunk in chunks:
        received += len(chunk)
        if received * 10 // release.size > tenth:
            tenth = received * 10 // release.size
            done, whole = received // MEGABYTE, release.size // MEGABYTE
            report(messages.text("node.distribution.fetching", version=release.version, done=done, whole=whole))
        yield chunk


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(archive: Path, target: Path) -> None:
    """Unpack a distribution so that ``target`` is either whole or not there; every account may read and run it."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as bundle:
            check_space(archive.parent, sum(member.file_size for member in bundle.infolist()))
            bundle.extractall(unfinished)
            _set_modes(bundle, unfinished)
        shutil.rmtree(target, ignore_errors=True)
        (unfinished / target.name).rename(target)
    except (OSError, zipfile.BadZipFile) as error:
        raise NodeError("node.distribution.unwritable", path=target, reason=error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _set_modes(bundle: zipfile.ZipFile, root: Path) -> None:
    """zipfile drops the execute bits, and the user's umask may hide the files from the node's account."""
    root.chmod(0o755)
    for member in bundle.infolist():
        runnable = member.is_dir() or (member.external_attr >> 16) & 0o100
        (root / member.filename).chmod(0o755 if runnable else 0o644)
