"""Write the outputs of docs/guide.md, then of README.md, anew from a real run: every ``$ command`` of their console
blocks, in their order.

Each command runs at a terminal of 80 columns without colours, in a folder where ``samples`` is, and in a corpus of its
own that the pages call demo. An output that ends in a line of … is shown in so many lines as it had, and no more.
tests/integration/test_guide.py runs the same and compares. On the local node, or the
cluster that YULU_ES_URL names; what the corpus held is deleted afterwards.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
# The guide reads the samples in; the README only asks.
PAGES = (REPOSITORY / "docs" / "guide.md", REPOSITORY / "README.md")
CORPUS = "demo"
COLUMNS, LINES = 80, 40
_AND_SO_ON = "  …"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
# How long a load took is the one thing that no two runs share.
_SECONDS = re.compile(r"(?<=用时 )[\d.,]+(?= 秒)")

Run = Callable[[str], str]
"""Takes a command, gives what the terminal shows."""


def redone(text: str, run: Run) -> str:
    """A page with the output of every command as it is now."""
    return _BLOCK.sub(lambda match: "".join(_block(match.group(), run)), text)


def _block(block: str, run: Run) -> Iterator[str]:
    lines = block.splitlines()
    for line in lines:
        if line.startswith("$ "):
            shown = run(line.removeprefix("$ "))
            if lines[-1] == _AND_SO_ON:  # the block's one command, and the beginning of what it shows
                shown = "".join(f"{each}\n" for each in [*shown.splitlines()[: len(lines) - 2], _AND_SO_ON])
            yield f"{line}\n{shown}"


def comparable(text: str) -> str:
    """A page without what differs from run to run."""
    return _SECONDS.sub("0", text)


def session(corpus: str, folder: Path, environment: Mapping[str, str]) -> Run:
    """Runs commands in a folder as one session at a terminal, the corpus being the one that the guide calls demo."""
    (folder / "samples").symlink_to(REPOSITORY / "samples")
    inherited = {name: value for name, value in environment.items() if name not in ("COLUMNS", "LINES")}
    settings = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), environment.get("PATH", os.defpath))),
        "NO_COLOR": "1",
        "TERM": "xterm",
        "YULU_LANG": "zh",
        "YULU_CORPUS": corpus,
    }

    def run(command: str) -> str:
        if command == f"export YULU_CORPUS={CORPUS}":
            return ""
        asked = command.replace(f"--corpus {CORPUS}", f"--corpus {corpus}")
        shown = at_terminal(asked, folder, {**inherited, **settings})
        lines = shown.replace(corpus, CORPUS).splitlines()
        return "".join(f"{line.rstrip()}\n" for line in lines)

    return run


def at_terminal(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    """What a command shows on a terminal, standard output and error together."""
    import fcntl
    import pty
    import struct
    import termios

    reading, writing = pty.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=writing,
        start_new_session=True,
    )
    os.close(writing)
    with process, os.fdopen(reading, "rb", buffering=0) as terminal:
        shown = b"".join(_read(terminal.read))
    return shown.decode("utf-8").replace("\r\n", "\n")


def _read(read: Callable[[int], bytes | None]) -> Iterator[bytes]:
    while True:
        try:
            data = read(65_536)
        except OSError:  # Linux says so when the other end of a terminal is closed
            return
        if not data:
            return
        yield data


def main() -> None:
    from yulu import elastic
    from yulu.corpus import Corpus, drop

    corpus = Corpus(f"guide-{secrets.token_hex(4)}")
    client = elastic.connect(timeout=120)
    try:
        with tempfile.TemporaryDirectory() as folder:
            run = session(corpus.prefix, Path(folder), os.environ)
            for page in PAGES:
                page.write_text(redone(page.read_text(encoding="utf-8"), run), encoding="utf-8")
    finally:
        drop(client, corpus)
        client.close()


if __name__ == "__main__":
    main()
