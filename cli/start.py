"""Where does the ``yulu`` command begin? Here, so that Ctrl-C while the commands are still being read ends it quietly.

Until ``cli.main`` can tell an interruption from an error, the signal ends the process as it would any program.
"""

from __future__ import annotations

import signal


def run() -> None:
    """The entry point."""
    ours = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from cli.main import run as command

    signal.signal(signal.SIGINT, ours)
    command()
