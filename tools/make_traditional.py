"""Write language/lexicon/traditional.tsv from OpenCC's traditional-to-simplified characters, one pair a line.

Run by hand when OpenCC changes; tests/language/test_normalise.py holds the file to the installed OpenCC.
"""

from pathlib import Path

import opencc


def pairs() -> list[tuple[str, str]]:
    """Every single character that OpenCC's t2s maps to another single character."""
    convert = opencc.OpenCC("t2s").convert
    ranges = [(0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x31400)]
    chars = (chr(c) for low, high in ranges for c in range(low, high))
    return [(c, s) for c in chars if (s := convert(c)) != c and len(s) == 1]


if __name__ == "__main__":
    target = Path(__file__).parent.parent / "language" / "lexicon" / "traditional.tsv"
    target.write_text("".join(f"{a}\t{b}\n" for a, b in pairs()), encoding="utf-8")
