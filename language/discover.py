"""Which formulations are new in this window of a corpus, though nobody listed them?

A formulation holds together (its halves stand together far more often than chance: PMI), is used in many sentences in
many ways (entropy of what stands left and right), spreads over texts, grows against the earlier corpus, and is often
marked. Counting is by integers, not strings: each n-gram that is frequent enough gets a rank, and an (n+1)-gram is a
pair of ranks, so that 36 million characters are counted in numpy on one core.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from language.lexicon import Lexicon, key
from language.normalise import QUOTE, normalise
from language.numerals import formulas
from language.parallel import parallels

SHORTEST, LONGEST = 3, 10
# What a formulation does not begin or end with.
_LOOSE_ENDS = frozenset(
    "的了着过是在和与及或等也都就还又而但将把被从向对于以为其之这那此该各每某上下中里内外前后时所到说地得要会能可让使"
    "个年月日们我你他她它"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡余杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆"
    "汪范石廖贾韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤习"
)
_NAMES = re.compile(
    "记者|报道|新华|本报|电视|网站|公司|集团|大学|学院|医院|银行|委员会|法院|总统|总理|部长|主席|书记|先生|女士|总局|"
    "共和国|省|市|县|区|州|镇|村|航班|奥运|世界杯|疫苗|病例|确诊|新冠|肺炎|列车|客运|神舟|嫦娥|空间站|难民|"
    "乌克兰|俄罗斯|俄军|乌军|加沙|以军|以色列|黎巴嫩|巴勒斯坦|哈马斯|真主党|苏丹|叙利亚|伊朗|也门|美国|日本|韩国|朝鲜|"
    "导弹|无人机|袭击|空袭|武装|表示|指出|会见|主持|参加|出席|宣布|举行|媒体|致敬|全国政协|全国人大|年代|同比|日电"
)
# Characters that spell foreign names: a word mostly made of them is one.
_SOUNDS = frozenset(
    "阿埃艾奥巴拜贝比博布查达戴丹德迪杜恩尔法菲费弗夫戈格古哈海赫霍基吉加杰卡科克库拉莱赖兰劳勒里利林卢鲁罗马迈麦曼梅米莫"
    "姆纳内尼涅努诺欧帕佩皮普奇乔琴萨塞瑟沙舍什史斯索塔泰坦特提图托瓦威韦维沃乌西希夏谢雅亚耶伊因约泽扎兹汗"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that may be a new formulation, with the evidence. Rates are per million characters."""

    text: str
    score: float
    count: int
    documents: int
    earlier: int
    rate: float
    earlier_rate: float
    growth: float
    cohesion: float
    left_entropy: float
    right_entropy: float
    marked_share: float
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts as evidence enough. ``count`` and ``documents`` are least numbers in the window."""

    count: int = 12
    documents: int = 8
    cohesion: float = 3.0
    entropy: float = 1.0
    growth: float = 4.0


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Texts as one array of character codes; 0 wherever no formulation runs on. ``marked`` is true between marks."""

    codes: Any
    document: Any
    opened: Any
    characters: int


def discover(
    window: Iterable[str],
    earlier: Iterable[str] = (),
    lexicon: Lexicon | None = None,
    names: Iterable[str] = (),
    settings: Settings | None = None,
) -> list[Candidate]:
    """New formulations of the texts in ``window``, best first, against the texts of ``earlier``.

    ``names`` are strings to leave out (people, places, bodies); known forms of ``lexicon`` are left out too.
    """
    settings = settings or Settings()
    now, before = _corpus(window), _corpus(earlier)
    if not now.characters:
        return []
    found = _Counter(now, before, settings).candidates()
    known = (lexicon or Lexicon.default()).forms
    left_out = {key(name) for name in names}
    kept = [each for each in found if not (each.text in known or each.text in left_out or _is_name(each.text))]
    return _distinct(sorted(kept, key=lambda each: (-each.score, each.text)))


def _corpus(texts: Iterable[str]) -> _Corpus:
    import numpy as np

    codes, documents, opened = [], [], []
    characters = 0
    for number, text in enumerate(texts):
        normal = normalise(text) + "\n"
        raw = np.frombuffer(normal.encode("utf-32-le"), dtype=np.uint32)
        quote = raw == ord(QUOTE)
        characters += len(raw)
        keep = ~quote
        depth = np.cumsum(quote)[keep]
        body = raw[keep]
        han = (body >= 0x4E00) & (body <= 0x9FA5)
        codes.append(np.where(han, body - 0x4DFF, 0).astype(np.uint16))
        documents.append(np.full(len(body), number, dtype=np.int32))
        opened.append(depth.astype(np.int32))
    if not codes:
        empty = np.zeros(0, dtype=np.int32)
        return _Corpus(empty.astype(np.uint16), empty, empty, 0)
    return _Corpus(np.concatenate(codes), np.concatenate(documents), np.concatenate(opened), characters)


class _Counter:
    """Counts n-grams of rising length over the window, and those same n-grams over the earlier corpus."""

    def __init__(self, now: _Corpus, before: _Corpus, settings: Settings) -> None:
        import numpy as np

        self.np = np
        self.now, self.before, self.settings = now, before, settings
        self.ranks = {1: now.codes.astype(np.int32)}
        self.counts = {1: np.bincount(now.codes, minlength=1 << 16)}
        self.counts[1][0] = 0
        self.before_ranks = before.codes.astype(np.int32)

    def candidates(self) -> Iterator[Candidate]:
        for size in range(2, LONGEST + 1):
            starts, earlier = self._grow(size)
            if not len(starts):
                return
            if size >= SHORTEST:
                yield from self._judged(size, starts, earlier)

    def _grow(self, size: int) -> tuple[Any, Any]:
        """Rank the n-grams of ``size`` that are frequent enough: (first place of each, count in the earlier corpus)."""
        np = self.np
        shorter, old = self.ranks[size - 1], self.before_ranks
        span = np.int64(max(int(shorter.max(initial=0)), 1) + 1)
        codes = self._pairs(shorter, span)
        places = np.flatnonzero(codes)
        values, first, inverse, counts = np.unique(
            codes[places], return_index=True, return_inverse=True, return_counts=True
        )
        frequent = counts >= self.settings.count
        rank = np.zeros(len(values), dtype=np.int32)
        rank[frequent] = np.arange(1, int(frequent.sum()) + 1)
        self.ranks[size] = np.zeros(len(codes), dtype=np.int32)
        self.ranks[size][places] = rank[inverse]
        self.counts[size] = np.concatenate([[0], counts[frequent]])
        values, first = values[frequent], places[first[frequent]]
        before = self._pairs(old, span)
        at = np.searchsorted(values, before)
        at[at == len(values)] = 0
        same = values[at] == before if len(values) else np.zeros(len(before), dtype=bool)
        self.before_ranks = np.where(same, at + 1, 0).astype(np.int32)
        return first, np.bincount(self.before_ranks, minlength=len(values) + 1)[1:]

    def _pairs(self, ranks: Any, span: Any) -> Any:
        """For each place the code of the n-gram that begins there, from the two shorter ones it is made of; 0: none."""
        np = self.np
        if len(ranks) < 2:
            return np.zeros(len(ranks), dtype=np.int64)
        left, right = ranks[:-1], ranks[1:]
        codes = np.where((left > 0) & (right > 0), left.astype(np.int64) * span + right, 0)
        return np.concatenate([codes, [0]])

    def _judged(self, size: int, first: Any, earlier: Any) -> Iterator[Candidate]:
        """The n-grams of one length that hold together and grow."""
        np, settings = self.np, self.settings
        counts = self.counts[size][1:]
        rate = counts / self.now.characters * 1e6
        old_rate = earlier / max(self.before.characters, 1) * 1e6
        growth = (rate + 0.05) / (old_rate + 0.05)
        cohesion = self._cohesion(size, first, counts)
        good = np.flatnonzero((growth >= settings.growth) & (cohesion >= settings.cohesion))
        if not len(good):
            return
        wanted = np.zeros(len(counts) + 1, dtype=np.int32)
        wanted[good + 1] = np.arange(1, len(good) + 1)
        places = np.flatnonzero(wanted[self.ranks[size]])
        group = wanted[self.ranks[size][places]] - 1
        left = self._entropy(group, self._neighbour(places - 1), len(good))
        right = self._entropy(group, self._neighbour(places + size), len(good))
        documents = self._documents(group, places, len(good))
        marked = self._marked(group, places, size, len(good))
        for row, index in enumerate(good):
            text = "".join(chr(int(code) + 0x4DFF) for code in self.now.codes[first[index] : first[index] + size])
            free = min(left[row], right[row]) >= settings.entropy or marked[row] >= 0.5
            if documents[row] < settings.documents or not free or text[0] in _LOOSE_ENDS or text[-1] in _LOOSE_ENDS:
                continue
            yield _candidate(
                text,
                (int(counts[index]), int(documents[row]), int(earlier[index])),
                (float(rate[index]), float(old_rate[index]), float(growth[index])),
                (float(cohesion[index]), float(left[row]), float(right[row]), float(marked[row])),
            )

    def _cohesion(self, size: int, first: Any, counts: Any) -> Any:
        """Least pointwise mutual information over all cuts in two, in bits."""
        np = self.np
        least = np.full(len(first), np.inf)
        for cut in range(1, size):
            head = self.counts[cut][self.ranks[cut][first]]
            tail = self.counts[size - cut][self.ranks[size - cut][first + cut]]
            least = np.minimum(least, np.log2(counts * float(self.now.characters) / (head * tail.astype(float))))
        return least

    def _neighbour(self, places: Any) -> Any:
        """The character at each place; each mark or end is a neighbour of its own, since it leaves the n-gram free."""
        np = self.np
        inside = np.clip(places, 0, len(self.now.codes) - 1)
        codes = self.now.codes[inside].astype(np.int64)
        return np.where(codes > 0, codes, (1 << 16) + np.arange(len(places)) % 64)

    def _entropy(self, group: Any, neighbour: Any, size: int) -> Any:
        np = self.np
        pairs, counts = np.unique(group.astype(np.int64) << 20 | neighbour, return_counts=True)
        owner = (pairs >> 20).astype(np.int64)
        total = np.bincount(owner, weights=counts, minlength=size)
        share = counts / total[owner]
        return np.bincount(owner, weights=-share * np.log2(share), minlength=size)

    def _documents(self, group: Any, places: Any, size: int) -> Any:
        np = self.np
        pairs = np.unique(group.astype(np.int64) << 32 | self.now.document[places])
        return np.bincount(pairs >> 32, minlength=size)

    def _marked(self, group: Any, places: Any, size: int, groups: int) -> Any:
        """Share of the places with a mark right before and right behind."""
        np = self.np
        opened = self.now.opened
        last = len(opened) - 1
        before = opened[places] > opened[np.clip(places - 1, 0, last)]
        after = opened[np.clip(places + size, 0, last)] > opened[np.clip(places + size - 1, 0, last)]
        hits = np.bincount(group, weights=(before & after), minlength=groups)
        return hits / np.maximum(np.bincount(group, minlength=groups), 1)


def _candidate(
    text: str,
    counts: tuple[int, int, int],
    rates: tuple[float, float, float],
    shape: tuple[float, float, float, float],
) -> Candidate:
    """One candidate with its score: spread times growth, cohesion, freedom and marks, all by their logarithms."""
    count, documents, earlier = counts
    rate, old_rate, growth = rates
    cohesion, left, right, marked = shape
    pattern = _pattern(text)
    score = log2(1 + documents) * log2(1 + growth) * min(cohesion, 8.0) / 8 * min(1.0, 0.25 + min(left, right) / 4)
    score *= (1 + marked) * (1.3 if pattern else 1.0) * min(len(text), 6) / 4
    return Candidate(
        text, score, count, documents, earlier, rate, old_rate, growth, cohesion, left, right, marked, pattern
    )


def _pattern(text: str) -> str:
    if any(True for _ in formulas(text)):
        return "numeral"
    return "parallel" if any(True for _ in parallels(text)) else ""


def _is_name(text: str) -> bool:
    """Whether a candidate looks like the name of a person, place, body or event, and not like a formulation."""
    foreign = sum(char in _SOUNDS for char in text)
    return bool(_NAMES.search(text)) or (len(text) == 3 and text[0] in _SURNAMES) or 2 * foreign > len(text)


def _distinct(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Best first, without parts and longer forms that stand for the same use: 新质生产 beside 新质生产力."""
    kept: list[Candidate] = []
    parts: dict[str, Candidate] = {}
    for each in ranked:
        text = each.text
        own = [text[i:j] for i in range(len(text)) for j in range(i + SHORTEST, len(text) + 1)]
        longer = parts.get(text)
        holds = any(part in parts and parts[part].text == part for part in own)
        if holds or (longer is not None and each.count <= 1.5 * longer.count):
            continue
        kept.append(each)
        for part in own:
            parts.setdefault(part, each)
        parts[text] = each
    return kept
