"""What becomes of the launcher, once the node answers and nobody watches it any more?"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import warnings
from pathlib import Path

from yulu.node import launch


def test_a_launcher_that_outlives_its_caller_is_collected() -> None:
    # The launcher ends when its standard input is closed: after nobody holds the process object any more.
    reading, writing = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=reading, stderr=subprocess.DEVNULL)
    os.close(reading)
    pid = process.pid
    launch.reap(process)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del process
        gc.collect()
    assert not [warning for warning in caught if issubclass(warning.category, ResourceWarning)]
    os.close(writing)
    for thread in threading.enumerate():
        if thread.name == "yulu-launcher":
            thread.join(timeout=30)
    assert not Path(f"/proc/{pid}").exists()
