"""Is this process our node? Every node carries its data directory on its command line as a mark.

A pid alone proves nothing (it may have been given to another process since), so a process is asked for, and ended,
only by pid and mark together.
"""

from __future__ import annotations

import time
from pathlib import Path

MAIN_CLASS = "org.elasticsearch.bootstrap.Elasticsearch"
STOP_SECONDS = 90


def mark(home: Path) -> str:
    """The JVM option by which a process is known as the node of ``home``."""
    return f"-Dyulu.home={home}"


def is_node(pid: int, home: Path) -> bool:
    """Whether ``pid`` is alive and the node of ``home``."""
    arguments = command_line(pid) if pid > 0 else []
    return mark(home) in arguments and any(MAIN_CLASS in argument for argument in arguments)


def find_node(home: Path) -> int:
    """The pid of the node of ``home``, 0 when none runs: for when its state file is missing or stale."""
    import psutil

    for pid in psutil.pids():
        if is_node(pid, home):
            return pid
    return 0


def process_with(argument: str) -> int:
    """The pid of a process with exactly this argument, 0 when there is none."""
    import psutil

    return next((pid for pid in psutil.pids() if argument in command_line(pid)), 0)


def command_line(pid: int) -> list[str]:
    """The arguments of a process, none for one that is gone, a zombie, or not ours to see."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()  # Linux: a hundred times cheaper than importing psutil
    except OSError:
        return [] if Path("/proc/self").exists() else _command_line_elsewhere(pid)
    return [part.decode("utf-8", "surrogateescape") for part in raw.split(b"\0") if part]


def _command_line_elsewhere(pid: int) -> list[str]:
    import psutil

    try:
        return psutil.Process(pid).cmdline()
    except psutil.Error:
        return []


def end_node(pid: int, home: Path, seconds: float = STOP_SECONDS) -> bool:
    """Ask the node to stop and wait until it is gone; False when it still runs after ``seconds``."""
    import psutil

    try:
        process = psutil.Process(pid)
        if not is_node(pid, home):
            return True
        process.terminate()  # psutil checks once more that the pid was not given away
    except psutil.NoSuchProcess:
        return True
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_node(pid, home):
            return True
        time.sleep(0.05)
    return False


def memory(pid: int) -> int:
    """Resident bytes of a process, 0 when it is gone."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def uptime(pid: int) -> int:
    """Whole seconds since the process started, 0 when it is gone."""
    import psutil

    try:
        return max(0, int(time.time() - psutil.Process(pid).create_time()))
    except psutil.Error:
        return 0
