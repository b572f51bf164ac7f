"""Write language/lexicon/collation/{pinyin,stroke}.txt: Han characters in the order of Unicode's CLDR.

Run by hand where a Node.js with full ICU is, when CLDR changes. Only characters that are their own normal form: a
traditional character sorts where its simplified one does.
"""

import subprocess
from pathlib import Path

from language.normalise import normalise

_SORT = """
const collator = new Intl.Collator("zh-u-co-" + process.argv[1]);
// Pinyin is the default of zh, and is named so.
const expected = { pinyin: "default", stroke: "stroke" }[process.argv[1]];
if (collator.resolvedOptions().collation !== expected) throw new Error("no such collation here");
const chars = [...require("fs").readFileSync(0, "utf8")];
process.stdout.write(chars.sort(collator.compare).join(""));
"""
_RANGES = ((0x3007, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000))


def main() -> None:
    """Write both files."""
    target = Path(__file__).parent.parent / "language" / "lexicon" / "collation"
    target.mkdir(exist_ok=True)
    chars = "".join(c for low, high in _RANGES for c in map(chr, range(low, high)) if normalise(c) == c)
    for name in ("pinyin", "stroke"):
        done = subprocess.run(["node", "-e", _SORT, name], input=chars.encode(), capture_output=True, check=True)
        (target / f"{name}.txt").write_bytes(done.stdout + b"\n")


if __name__ == "__main__":
    main()
