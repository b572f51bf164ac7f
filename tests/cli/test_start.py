"""What does a command import before it asks? No more than it uses: imports are what a cold start waits for."""

import signal
import subprocess
import sys

import pytest

# Heavy, and of no use to a count: seconds in all.
UNUSED = (
    "requests",
    "jieba",
    "rjieba",
    "rich",
    "docx",
    "lxml",
    "altair",
    "openpyxl",
    "jinja2",
    "tenacity",
    "pypdfium2",
)

ASKING = """
import sys
import cli.phrase, cli.counts, yulu.node
from cli import session
session._import_client()
print(" ".join(name for name in sys.modules if "." not in name))
"""


def printed(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return done.stdout


def test_a_count_imports_nothing_that_it_does_not_use() -> None:
    names = set(printed(ASKING).split())
    assert {"elasticsearch", "urllib3"} <= names
    assert not names & set(UNUSED)


@pytest.mark.parametrize("command", ["--help", "--version"])
def test_help_imports_no_command_and_no_client(command: str) -> None:
    program = f"""
import sys
sys.argv = ["yulu", {command!r}]
from cli.main import app
try:
    app()
except SystemExit:
    pass
print("\\n", *[name for name in sys.modules if name in ("elasticsearch", "cli.phrase", "queries.counting")])
"""
    assert not printed(program).split("\n")[-2].strip()


def test_requests_can_be_imported_after_the_client_was() -> None:
    program = "from cli import session; session._import_client(); import requests; print(requests.__name__)"
    assert printed(program).strip() == "requests"


def test_an_interruption_while_the_commands_are_read_ends_quietly() -> None:
    program = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "cli.main":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from cli.start import run
run()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGINT
    assert not ended.stderr
