"""``make bench``: the short set, over the samples or, where it is there, ../shared/corpus. Under ten minutes."""

from __future__ import annotations

from benchmarks import ingesting, questions, starting
from benchmarks.common import Bench


def main() -> None:
    with Bench.open() as bench:
        ingesting.run(bench)
        questions.run(bench)
        starting.run(bench)


if __name__ == "__main__":
    main()
