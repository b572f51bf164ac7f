"""``python -m benchmarks``: the short set, over ../shared/corpus/speeches or, where that is not there, the samples.

    python -m benchmarks ingest count lines verify start --texts news      the same over the news archive
    python -m benchmarks load --sentences 10000000 --as bench-large        a corpus of that size, and keep it
    python -m benchmarks count lines verify --use bench-large              ask it
    python -m benchmarks drop --use bench-large

Each program prints yulu beside its yardstick; lines go to benchmarks/results/, profiles too with --profile.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable

from benchmarks import bodies, checking, ingesting, lines, questions, starting
from benchmarks.common import Bench, keep
from benchmarks.corpora import texts
from yulu import elastic
from yulu.corpus import Corpus, drop
from yulu.errors import YuluError

PROGRAMS: dict[str, Callable[[Bench], None]] = {
    "ingest": ingesting.run,
    "count": questions.run,
    "lines": lines.run,
    "verify": checking.run,
    "start": starting.run,
}


def main() -> int:
    """Run the programs asked for, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=_Shown)
    parser.add_argument("programs", nargs="*", help=f"{', '.join(PROGRAMS)} (all of them), load, drop")
    parser.add_argument("--texts", default="", help="samples, speeches or news")
    parser.add_argument("--sentences", type=int, default=0, help="the news again and again until there are so many")
    parser.add_argument("--as", dest="kept", default="", help="keep the corpus under this name")
    parser.add_argument("--use", default="", help="a corpus that was kept")
    parser.add_argument("--profile", action="store_true", help="write where the time goes")
    asked = parser.parse_args()
    for program in asked.programs:
        if program not in (*PROGRAMS, "load", "drop"):
            parser.error(f"no such program: {program}")
    name = asked.texts or ("news" if asked.sentences or asked.use else "")
    corpus = Corpus(asked.use or asked.kept or f"bench-{secrets.token_hex(4)}")
    bench = Bench(elastic.connect(timeout=300), corpus, texts(name, asked.sentences), bool(asked.use), asked.profile)
    try:
        for program in asked.programs or PROGRAMS:
            if program == "load":
                seconds = bodies.load(bench.client, corpus, bench.texts)
                bench.filled = True
                held = bench.client.count(index=corpus.alias("sentences"))["count"]
                keep(bench, "load", "ready-made", ("load",), (seconds,), sentences=held)
            elif program == "drop":
                print(f"{drop(bench.client, corpus)} indices dropped")
            else:
                PROGRAMS[program](bench)
    except YuluError as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        if not (asked.use or asked.kept):
            drop(bench.client, corpus)
        bench.client.close()
    return 0


class _Shown(argparse.RawDescriptionHelpFormatter):
    """The description in the lines it has."""


if __name__ == "__main__":
    sys.exit(main())
