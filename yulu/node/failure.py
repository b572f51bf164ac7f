"""Why did the node die? Its own words, out of what the launcher printed and what the server logged."""

from __future__ import annotations

import re
from pathlib import Path

from yulu import messages
from yulu.node.paths import NodePaths

TAIL = 200_000
LINES = 4
# What the words of Java mean to the user: a sign in the log, and the message that names the cure.
SIGNS = (
    (re.compile(r"Address already in use|BindHttpException|BindTransportException"), "node.died.port"),
    (re.compile(r"Could not reserve enough space|insufficient memory|Cannot allocate memory"), "node.died.memory"),
    (re.compile(r"Invalid maximum heap size|exceeds the maximum representable size"), "node.died.memory"),
    (re.compile(r"java\.lang\.OutOfMemoryError|Too small (?:maximum|initial) heap"), "node.died.heap"),
    (re.compile(r"No space left on device"), "node.died.disk"),
    (re.compile(r"AccessDeniedException|Permission denied"), "node.died.denied"),
    (re.compile(r"failed to obtain node lock|LockObtainFailedException"), "node.died.locked"),
    (re.compile(r"cannot (?:up|down)grade a node from|created in version"), "node.died.version"),
)
_TELLING = re.compile(
    r"Caused by: |ERROR: |Error: |Error occurred|fatal exception|\w(?:Exception|Error): |\[(?:ERROR|FATAL)"
    r"|insufficient memory|memory allocation"
)
_EMPTY = re.compile(r"did not exit normally|starting java failed")  # true, but says nothing that the rest does not
_FRAME = re.compile(r"^\s+(?:at |\.\.\. \d+ more)")


def reason(paths: NodePaths, log_from: int) -> str:
    """The telling lines of this start, with what they mean where that is known."""
    text = _tail(paths.launch_log, 0) + "\n" + _tail(paths.log, log_from)
    meaning = next((messages.text(key) for sign, key in SIGNS if sign.search(text)), "")
    return "\n".join(filter(None, (meaning, *telling_lines(text))))


def is_port_taken(paths: NodePaths, log_from: int) -> bool:
    """Whether this start failed only because somebody else took the port in the meantime."""
    return SIGNS[0][0].search(_tail(paths.launch_log, 0) + _tail(paths.log, log_from)) is not None


def telling_lines(text: str) -> list[str]:
    """The few lines that say what went wrong: the named errors, or else the last words."""
    lines = [line.strip()[:400] for line in text.splitlines() if line.strip() and not _FRAME.match(line)]
    telling = list(dict.fromkeys(line for line in lines if _TELLING.search(line) and not _EMPTY.search(line)))
    return (telling or lines)[-LINES:]


def _tail(path: Path, start: int) -> str:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(start if start <= size else 0, size - TAIL))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
