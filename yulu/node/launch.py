"""How is the node started? With the distribution's own launcher, detached, and watched until it answers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from yulu import messages
from yulu.errors import NodeError
from yulu.node.account import Account
from yulu.node.failure import reason
from yulu.node.health import READY, health
from yulu.node.paths import NodePaths
from yulu.node.process import find_node, is_node, process_with
from yulu.node.state import USER
from yulu.node.values import Report

START_SECONDS = 180
RED_SECONDS = 60
REPORT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Launch:
    """A launcher that was started, and where its log began to be this start's."""

    process: subprocess.Popen[bytes]
    log_from: int


def launch(paths: NodePaths, es_home: Path, java_home: Path, account: Account | None) -> Launch:
    """Start the launcher in a session of its own: it ends by itself when the server is up, or could not come up."""
    log_from = paths.log.stat().st_size if paths.log.exists() else 0
    with paths.launch_log.open("wb") as output:
        process = subprocess.Popen(
            [str(es_home / "bin" / "elasticsearch"), "-d", "-p", str(paths.pid_file)],
            env=environment(paths, java_home),
            cwd=paths.temporary,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    reap(process)
    return Launch(process, log_from)


def reap(process: subprocess.Popen[bytes]) -> None:
    """Collect the launcher whenever it ends, in a thread of its own.

    The node may answer before its launcher is done; nobody waits for it, and a program that starts a node and runs
    on would otherwise be left with a zombie and Python's ResourceWarning.
    """
    threading.Thread(target=process.wait, name="yulu-launcher", daemon=True).start()


def environment(paths: NodePaths, java_home: Path) -> dict[str, str]:
    """Only what the launcher needs: the user's JAVA_TOOL_OPTIONS or ES_JAVA_OPTS are not this node's."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(paths.temporary),
        "ES_JAVA_HOME": str(java_home),
        "ES_PATH_CONF": str(paths.config),
        "ES_TMPDIR": str(paths.temporary),
        # The launcher lives for two seconds: compiling it well does not pay.
        "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
    }


def wait(paths: NodePaths, port: int, password: str, report: Report, launched: Launch | None) -> int:
    """Wait until the node answers and return its pid; ``launched`` is None for a node that somebody else started.

    Raises NodeError with the reason out of the node's own log when it dies or does not answer in time.
    """
    started = time.monotonic()
    announced = answered = 0.0
    while (elapsed := time.monotonic() - started) < START_SECONDS:
        state = health(port, USER, password)
        answered = answered or (elapsed if state else 0.0)
        if state in READY or (answered and elapsed - answered > RED_SECONDS):
            if state not in READY:
                report(messages.text("node.start.red", home=paths.home))
            return find_node(paths.home)
        if _is_dead(paths.home, launched):
            raise NodeError(
                "node.start.died", reason=reason(paths, launched.log_from if launched else 0), log=paths.log
            )
        if elapsed - announced >= REPORT_SECONDS:
            announced = elapsed
            report(messages.text("node.start.waiting", seconds=int(elapsed)))
        time.sleep(0.1)
    why = reason(paths, launched.log_from if launched else 0)
    raise NodeError("node.start.slow", seconds=START_SECONDS, reason=why, log=paths.log)


def wait_for_launcher(paths: NodePaths, report: Report) -> None:
    """Wait until a launcher that an ended command left behind has brought its server up, or failed."""
    if process_with(str(paths.pid_file)):
        report(messages.text("node.start.other"))
    while process_with(str(paths.pid_file)):
        time.sleep(0.1)


def _is_dead(home: Path, launched: Launch | None) -> bool:
    if launched is None:
        return not find_node(home)
    code = launched.process.poll()
    return code is not None and (code != 0 or not find_node(home))


def give_up(launched: Launch, home: Path) -> None:
    """End a start that is not wanted any more: the launcher's whole session, which is ours alone."""
    pid = launched.process.pid
    if launched.process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGTERM)
    launched.process.wait()
    server = find_node(home)
    if server and is_node(server, home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(server, signal.SIGTERM)
