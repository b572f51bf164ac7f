"""With which font is Chinese drawn? With the one that comes with yulu, cut to the characters that a picture needs.

A chart drawn with a font that lacks a character shows an empty box and says nothing; and which fonts a machine has
cannot be known. So the font is an installed package's (Noto Sans SC, SIL Open Font License), the picture's characters
are looked up in it first, and what it lacks is told. The package's font is variable and thin by default, and few
drawing programs know what to do with that: it is set to the regular weight when it is cut, in less than a second.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import shutil
import tempfile
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from yulu.errors import InputError

PACKAGE = "justmytype_intl_cjk"
FILE = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
REGULAR = 400
# Digits and letters turn up in every chart, on axes that nobody spelled out.
ALWAYS = "".join(chr(code) for code in range(32, 127)) + "−–—…·，。、：；（）"

_UNDRAWN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Font:
    """A font for some characters: the family's name, the bytes of a TrueType file, and the characters it lacks."""

    family: str
    content: bytes = field(repr=False)
    missing: str = ""


def cut(words: str) -> Font:
    """The font for the characters of some words. Raises InputError when the package is not installed."""
    return _cut(
        "".join(sorted({char for char in ALWAYS + words if unicodedata.category(char) not in _UNDRAWN} | {" "}))
    )


def register(font: Font) -> str:
    """Make the font known to vl-convert for this process; returns the family's name."""
    import vl_convert

    path = _folder() / f"{font.family}.ttf"
    if not path.exists():
        path.write_bytes(font.content)
        vl_convert.register_font_directory(str(path.parent))
    return font.family


def location() -> Path:
    """The file of the whole font. Raises InputError when the package is not installed."""
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, FILE)
        if path.is_file():
            return path
    raise InputError("fonts.missing", package=PACKAGE.replace("_", "-"))


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="yulu-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _cut(characters: str) -> Font:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    whole = TTFont(location())
    missing = "".join(sorted(set(characters) - {chr(code) for code in whole.getBestCmap()}))
    # Cut first: setting the weight of thirty thousand glyphs takes seventeen seconds, of a few hundred half of one.
    options = Options()
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(whole)
    regular = instancer.instantiateVariableFont(whole, {"wght": REGULAR})
    # A name of its own for each cut: two fonts of one name would hide each other's characters.
    family = f"yulu-{hashlib.sha256(characters.encode()).hexdigest()[:12]}"
    for record in list(regular["name"].names):
        if record.nameID in (1, 3, 4, 6, 16):
            regular["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID in (2, 17):
            regular["name"].setName("Regular", record.nameID, record.platformID, record.platEncID, record.langID)
    out = io.BytesIO()
    regular.save(out)
    return Font(family, out.getvalue(), missing)
