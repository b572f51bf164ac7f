"""Does nothing get lost under faults at random? One ingest a seed through a proxy at its worst, then the usual check.

    python benchmarks/faults.py --seeds 20

Prints a line a seed (faults injected, requests, seconds) and a JSON summary; exit status 1 when a check failed. The
node is the one the settings name, as for any command.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
# In place of this file's own folder, where it is itself called faults.
sys.path[:1] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from faults import proxy as p  # noqa: E402
from faults.world import World, world  # noqa: E402

from yulu.elastic import connect  # noqa: E402
from yulu.errors import YuluError  # noqa: E402


def one(made: World, seed: int) -> dict[str, object]:
    """One seed: two ingests under faults, the second over changed, removed and new files; then one in peace."""
    dice = random.Random(seed)
    began = time.monotonic()
    made.speeches(dice.randrange(10, 40), dice.randrange(2, 16))
    faults: list[int] = []
    made.proxy.inject(p.at_random(seed, dice.uniform(0.1, 0.5), faults), -1, skip=0)
    stopped = _tried(made)
    files = sorted((made.folder / "in").glob("*.txt"))
    for path in dice.sample(files, len(files) // 3):
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(lines[: dice.randrange(3, len(lines) + 1)]), encoding="utf-8")
    for path in dice.sample(files, len(files) // 6):
        path.unlink()
        made.expected -= 1
    stopped += _tried(made, prune=True)
    applied, requests = len(faults), made.proxy.seen
    made.proxy.fault = None
    report = made.ingest(prune=True)
    made.check(report)
    seconds = round(time.monotonic() - began, 1)
    return {"seed": seed, "faults": applied, "requests": requests, "stopped": stopped, "seconds": seconds}


def _tried(made: World, **options: bool) -> int:
    """Run under faults; 1 when it had to stop."""
    try:
        made.ingest(**options)
    except YuluError:
        return 1
    return 0


def main() -> int:
    """Every seed, and the sum of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    chosen = parser.parse_args()
    client = connect(timeout=60)
    failed = 0
    rows = []
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        with tempfile.TemporaryDirectory() as folder, world(client, Path(folder)) as made:
            try:
                rows.append(one(made, seed))
                print(json.dumps(rows[-1]), flush=True)
            except (AssertionError, YuluError) as error:
                failed += 1
                print(json.dumps({"seed": seed, "failed": str(error)[:500]}), flush=True)
    client.close()
    print(json.dumps({"seeds": chosen.seeds, "failed": failed, "faults": sum(int(str(row["faults"])) for row in rows)}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
