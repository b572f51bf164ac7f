"""Is the node of this data directory up, and how does it come up? The four things that can be asked of it."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from yulu import messages
from yulu.errors import NodeError
from yulu.node import configuration, distribution, java, ports, process
from yulu.node.account import Account, obstacle, other_account
from yulu.node.config import NodeConfig
from yulu.node.failure import is_port_taken
from yulu.node.launch import Launch, give_up, launch, wait, wait_for_launcher
from yulu.node.paths import NodePaths
from yulu.node.state import USER, NodeState, endpoint, make_password, read_password, read_state, write_state
from yulu.node.values import Endpoint, NodeStatus, Report, silent
from yulu.settings import Settings, data_home


def running(config: NodeConfig | None = None) -> Endpoint | None:
    """Where the node answers, None when it is not up. Reads three small files and asks nobody."""
    paths = _paths(config or NodeConfig.from_environment())
    state, password = read_state(paths), read_password(paths)
    if state is None or not password or not process.is_node(state.pid, paths.home):
        return None
    return endpoint(state.port, password)


def ensure(config: NodeConfig | None = None, report: Report | None = None) -> Endpoint:
    """The node's endpoint, the node started if it was not up; the first time this fetches Elasticsearch.

    Several commands at once start one node. Raises NodeError when it cannot be had, with the reason and the cure.
    """
    config = config or NodeConfig.from_environment()
    ready = running(config)
    if ready is not None:
        return ready
    report = report or silent
    account = other_account(config.account)
    paths = _paths(config)
    _make_home(paths, account)
    with _locked(paths.lock, report):
        return running(config) or _adopted(paths, report) or _started(config, paths, account, report)


def stop(config: NodeConfig | None = None) -> bool:
    """Stop the node and wait until it is gone; False when none was running. Raises NodeError when it does not end."""
    paths = _paths(config or NodeConfig.from_environment())
    pid = _pid(paths)
    if not pid:
        return False
    try:
        ended = process.end_node(pid, paths.home)
    except PermissionError as error:
        raise NodeError("node.stop.denied", pid=pid) from error
    if not ended:
        raise NodeError("node.stop.slow", pid=pid, seconds=process.STOP_SECONDS, log=paths.log)
    return True


def status(config: NodeConfig | None = None) -> NodeStatus:
    """What is known of the node, running or not."""
    config = config or NodeConfig.from_environment()
    paths = _paths(config)
    pid, state = _pid(paths), read_state(paths)
    return NodeStatus(
        running=bool(pid),
        pid=pid,
        url=endpoint(state.port, "").url if pid and state else "",
        user=USER,
        version=state.version if state else "",
        heap=state.heap if state else config.heap,
        memory=process.memory(pid) if pid else 0,
        disk=size_of(paths.node),
        free_disk=_free(paths.home),
        uptime=process.uptime(pid) if pid else 0,
        account=state.account if state else "",
        java=state.java if state else "",
        home=str(paths.home),
        data=str(paths.data),
        log=str(paths.log),
        password_file=str(paths.password),
    )


def size_of(directory: Path) -> int:
    """Bytes of all files under a directory, 0 when it is not there."""
    total = 0
    for folder, _, files in os.walk(directory):
        for name in files:
            with contextlib.suppress(OSError):  # Elasticsearch removes files while we count
                total += (Path(folder) / name).lstat().st_size
    return total


def _adopted(paths: NodePaths, report: Report) -> Endpoint | None:
    """A node that runs without a word of it in the state file: whoever started it was ended while it came up."""
    wait_for_launcher(paths, report)
    state, password, pid = read_state(paths), read_password(paths), process.find_node(paths.home)
    if state is None or not password or not pid:
        return None
    write_state(paths, dataclasses.replace(state, pid=wait(paths, state.port, password, report, None)))
    return endpoint(state.port, password)


def _started(config: NodeConfig, paths: NodePaths, account: Account | None, report: Report) -> Endpoint:
    orphan = process.find_node(paths.home)
    if orphan:
        process.end_node(orphan, paths.home)
    es_home = _es_home(config, paths, account, report)
    jdk = _jdk(config, paths, es_home, account, report)
    _check_disk(paths, report)
    before = read_state(paths)
    for attempt in (1, 2):
        http, transport = ports.choose(config.port, *((before.port, before.transport_port) if before else ()))
        state = NodeState(
            port=http,
            transport_port=transport,
            version=distribution.version_of(es_home),
            heap=config.heap,
            java=str(jdk.home),
            account=account.name if account else "",
        )
        try:
            return _brought_up(paths, es_home, state, account, report)
        except _PortTakenError:
            if config.port or attempt == 2:
                raise
            before = None
    raise AssertionError("unreachable")


class _PortTakenError(NodeError):
    """Somebody took the port between our asking and Elasticsearch's."""


def _brought_up(paths: NodePaths, es_home: Path, state: NodeState, account: Account | None, report: Report) -> Endpoint:
    try:
        password = make_password(paths)
        configuration.prepare(paths, es_home, state, password, account)
        write_state(paths, state)
    except OSError as error:
        raise NodeError("node.home.denied", path=error.filename or paths.home, reason=error.strerror) from error
    began = time.monotonic()
    report(messages.text("node.start.begin", version=state.version, heap=state.heap, port=state.port))
    launched = launch(paths, es_home, Path(state.java), account)
    pid = _watched(paths, state, password, report, launched)
    write_state(paths, dataclasses.replace(state, pid=pid))
    report(messages.text("node.start.done", seconds=f"{time.monotonic() - began:.1f}", pid=pid))
    return endpoint(state.port, password)


def _watched(paths: NodePaths, state: NodeState, password: str, report: Report, launched: Launch) -> int:
    try:
        return wait(paths, state.port, password, report, launched)
    except BaseException as error:
        give_up(launched, paths.home)
        if isinstance(error, NodeError) and is_port_taken(paths, launched.log_from):
            raise _PortTakenError(error.key, **error.values) from error
        raise


def _es_home(config: NodeConfig, paths: NodePaths, account: Account | None, report: Report) -> Path:
    if config.es_home is not None:
        return distribution.given(config.es_home, account)
    places = [paths.distributions, NodePaths(data_home(Settings())).distributions]
    places[0].mkdir(exist_ok=True)
    with _locked(places[0] / ".lock", report):
        return distribution.obtain(places, account, report)


def _jdk(config: NodeConfig, paths: NodePaths, es_home: Path, account: Account | None, report: Report) -> java.Jdk:
    places = (paths.jdks, NodePaths(data_home(Settings())).jdks)
    extra = [es_home / "jdk", *(home for place in places for home in java.homes_in(place))]
    extra = [home for home in extra if home.is_dir()]
    try:
        return java.find(config.java_home, os.environ, extra, account)
    except NodeError as error:
        if error.key != "node.java.none":
            raise
        report(str(error))
    return java.examine(java.install(paths.jdks, report))


def _check_disk(paths: NodePaths, report: Report) -> None:
    distribution.check_space(paths.home, configuration.NO_DISK)
    free = _free(paths.home)
    if free < configuration.LOW_DISK:
        report(messages.text("node.disk.low", path=paths.home, free=free // distribution.MEGABYTE))


def _free(home: Path) -> int:
    existing = next(path for path in (home, *home.parents) if path.exists())
    return shutil.disk_usage(existing).free


def _make_home(paths: NodePaths, account: Account | None) -> None:
    """The data directory, which the node's account must be able to pass through."""
    try:
        paths.home.mkdir(parents=True, exist_ok=True)
        if account is not None:
            paths.home.chmod(paths.home.stat().st_mode | 0o111)
    except OSError as error:
        raise NodeError("node.home.denied", path=paths.home, reason=error.strerror) from error
    blocked = obstacle(paths.home, account)
    if blocked is not None and account is not None:
        raise NodeError("node.unreachable", account=account.name, path=paths.home, directory=blocked)


@contextlib.contextmanager
def _locked(path: Path, report: Report) -> Iterator[None]:
    """One command at a time; the system frees the lock of a command that was killed."""
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        try:
            lock.acquire(timeout=1)
        except Timeout:
            report(messages.text("node.start.other"))
            lock.acquire()
    except OSError as error:
        raise NodeError("node.home.denied", path=path, reason=error.strerror) from error
    try:
        yield
    finally:
        lock.release()


def _pid(paths: NodePaths) -> int:
    state = read_state(paths)
    if state is not None and process.is_node(state.pid, paths.home):
        return state.pid
    return process.find_node(paths.home)


def _paths(config: NodeConfig) -> NodePaths:
    return NodePaths(config.home.resolve())
