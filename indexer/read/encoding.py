"""In which encoding is this text? The bytes decide, the user may overrule.

In order: a byte order mark, strict UTF-8, the patterns of UTF-16 and UTF-32, HZ, then GB18030 against Big5-HKSCS by
how common their characters are, with charset-normalizer where that is a draw. A file that was cut inside a character
loses that character, a few damaged bytes become U+FFFD, both with a warning; more than a few is no text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from yulu.errors import ParseError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The commonest characters of speeches and of Chinese at large, simplified and traditional.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
    "几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集"
    "温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支"
    "般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属"
    "圆包火住调满县局照参红细引听该铁价严贯彻落会议讲话同志们今天各位代表报告"
    "這個們來為國時們說發產種麵後學對會過動經進著電裡現實兩體製機當點從業還開應無關係與樣間線內數質氣變條結問題軍黨員總長資邊"
    "級圖統見計別農區強決戰則據處隊給門規熱領東導壓爭濟階術極聯認權證單風場車務萬達積議聲報鬥類離華確張馬節話況傳許廣記須際"
    "驗連斷難礦辦習約勞團歷將參紅細鐵價嚴貫徹組織準構稱維劃選標寫親調滿縣養眾書複備參聽該東歡慶義導師陽發產興黃龍麼"
    "，。、；：？！“”（）《》「」『』—…·　"
)
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# Of all characters, how many may be beyond repair before a file counts as no text.
_DAMAGE = 0.002
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what had to be assumed."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of some bytes, line ends as ``\\n``; ``encoding`` overrides. Raises ParseError for what is no text."""
    name = checked_name(encoding) if encoding else detect(data[:_SAMPLE], len(data) > _SAMPLE)
    if not name:
        raise ParseError("read.binary")
    for mark, marked in _MARKS:
        if marked == name and data.startswith(mark):
            data = data[len(mark) :]
            break
    text, warnings = _decoded(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = len(_CONTROL.findall(text))
    if controls > 8 and controls > len(text) * 0.01:
        raise ParseError("read.binary")
    return Decoded(text, name, (*warnings, *(("controls",) if controls else ())))


def checked_name(encoding: str) -> str:
    """The codec's own name of an encoding the user named; UsageError when there is none."""
    plain = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
    try:
        name = plain.get(encoding.lower(), codecs.lookup(encoding).name)
        "".encode(name)
    except (LookupError, TypeError, AttributeError, UnicodeError) as error:
        raise UsageError("read.no_encoding", encoding=encoding) from error
    return name


def detect(data: bytes, cut: bool = False) -> str:
    """The encoding of some bytes, "" for what is no text; ``cut`` says that they go on."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if 0 not in data and not data.isascii() and _fits(data, "utf-8", cut):
        return "utf-8"  # the usual case, at once: no other encoding looks like it by chance
    wide = _wide(data)
    if wide:
        return wide
    if _fits(data, "utf-8", cut):
        return "hz" if _is_hz(data) else "" if data.count(0) > len(data) * 0.02 else "utf-8"
    found = _chinese(data, cut)
    if found:
        return found
    return _damaged(data)


def _fits(data: bytes, name: str, cut: bool = True) -> bool:
    """Whether the bytes decode; the last few may be a character that was cut."""
    try:
        codecs.getincrementaldecoder(name)().decode(data, final=False)
    except (UnicodeError, ValueError):
        return False
    return True


def _is_hz(data: bytes) -> bool:
    """HZ is plain ASCII with GB2312 between ~{ and ~}; what stands there must be common."""
    if data.count(b"~{") == 0 or any(byte > 0x7F for byte in data):
        return False
    inside = b"".join(_HZ.findall(data))
    if not inside:
        return False
    return _commonness(inside.decode("hz", "replace")) > 0.3


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: most units are Chinese, ASCII or line ends in one byte order alone."""
    if len(data) < 4:
        return ""
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        body = data[: len(data) - len(data) % width]
        try:
            text = body.decode(name)
        except UnicodeError:
            continue
        if width == 2 and 0 not in data and not _chinese_only(text):
            continue
        plain = sum(_is_plain(char) for char in text)
        if plain >= 0.97 * len(text) and (width == 4 or _commonness(text) > 0.3 or _ascii_share(text) > 0.9):
            return name
    return ""


def _chinese_only(text: str) -> bool:
    """Whether nearly all is Han or full-width: without a zero byte anything else is an accident."""
    return sum(char > "\u200f" and _is_plain(char) for char in text) >= 0.95 * len(text)


def _is_plain(char: str) -> bool:
    return (
        " " <= char <= "~"
        or char in "\n\r\t"
        or "\u2010" <= char <= "\u27bf"
        or "\u3000" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
    )


def _ascii_share(text: str) -> float:
    return sum(" " <= char <= "~" or char in "\r\n\t" for char in text) / max(1, len(text))


def _commonness(text: str) -> float:
    """The share of common characters among all beyond ASCII; what no Chinese text holds counts against it."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    good = sum(char in _COMMON for char in beyond)
    odd = sum("\ue000" <= char <= "\uf8ff" or "\u0080" <= char <= "\u00a6" or char > "\uffff" for char in beyond)
    return (good - odd) / len(beyond)


def _chinese(data: bytes, cut: bool) -> str:
    """GB18030 or Big5-HKSCS, whichever has the commoner characters."""
    scores = {}
    for name in ("gb18030", "big5hkscs"):
        if _fits(data, name, cut):
            scores[name] = _commonness(data.decode(name, "ignore"))
    if not scores:
        return ""
    best = max(scores, key=lambda name: scores[name])
    if len(scores) == 2 and abs(scores["gb18030"] - scores["big5hkscs"]) < 0.06:
        best = _second_opinion(data) or best
    return best if scores.get(best, 0.0) > (0.08 if len(data) >= 16 else 0.0) else ""


def _second_opinion(data: bytes) -> str:
    from charset_normalizer import from_bytes  # 0.1 s, for draws alone

    found = from_bytes(data[:4000], cp_isolation=["gb18030", "big5", "big5hkscs"]).best()
    return {"gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs"}.get(
        found.encoding if found else "", ""
    )


def _damaged(data: bytes) -> str:
    """The encoding of a text in which a few bytes are beyond repair, or ""."""
    best, least = "", 1.0
    for name in ("utf-8", "gb18030", "big5hkscs"):
        text = _mended(data, name)
        damage = text.count("\ufffd") / max(1, len(text))
        if damage < least and _bearable(text) and _commonness(text) > 0.3:
            best, least = name, damage
    return best


def _bearable(text: str) -> bool:
    """Whether so little is lost that it still is the text."""
    lost = text.count("\ufffd")
    return lost <= max(len(text) * _DAMAGE, 4 if len(text) >= 60 else 0)


def _mended(data: bytes, name: str) -> str:
    """The text with U+FFFD for what is damaged. Of a pair of bytes one or both may be lost: the likelier is taken."""
    single, pair = data.decode(name, "replace"), data.decode(name, "yulu-pair")
    return pair if _commonness(pair) > _commonness(single) else single


def _skip_pair(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd", min(error.start + 2, len(error.object))


codecs.register_error("yulu-pair", _skip_pair)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(name), ()
    except UnicodeError:
        pass
    try:
        return codecs.getincrementaldecoder(name)().decode(data, final=False), ("cut_off",)
    except UnicodeError:
        pass
    text = _mended(data, name)
    if not _bearable(text):
        raise ParseError("read.undecodable", encoding=name)
    return text, ("damaged",)
