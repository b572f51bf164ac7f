"""How often is ``yulu verify`` right, and how fast? Quotations drawn from a corpus, errors planted in them by seed.

    python -m benchmarks.verify CORPUS [--each 60] [--seed 1] [--wrong]

Drawn are sentences of speeches that have one speaker with a person's name; each goes into a draft under a lead-in, as
it is or with one error. Reported for each kind of error: how many verdicts are right, how many sources are the speech
drawn from (or another place where the very words drawn stand), and ``exact`` said of words that do not stand in the
source that is named, looked for in its full text without any of the code under test but normalisation.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from language.names import is_name
from language.normalise import is_word, normalise
from language.sentences import sentences
from queries.run import Request, search
from queries.verify import Verified, verify
from yulu import elastic, schema
from yulu.corpus import Corpus

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PER_DRAFT = 50
_INSERTED = "很也都更还却已再就并"
_CHARS = "民国大人中发一会业经展社主产全工党家政改义要设建动为企地群部劳作体制"
_FIGURES = "一二三四五六七八九"
_SHORTEST, _LONGEST = 10, 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words drawn from a speech."""

    words: str
    name: str
    speech_id: str
    title: str
    occasion: str
    date: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A quotation of a draft: what was done to the words drawn, and the verdict that is right."""

    error: str
    expected: str
    lead: str
    words: str
    drawn: tuple[Drawn, ...]


class Pool:
    """What is drawn from: the speeches of people, and their sentences."""

    def __init__(self, client: Elasticsearch, corpus: Corpus, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts: dict[str, str] = {}
        self.speakers: dict[str, str] = {}
        self.by_name: dict[str, list[Drawn]] = defaultdict(list)
        for source in _speeches(client, corpus):
            speakers = source["speaker"]
            self.texts[source["speech_id"]] = _plain(source["text"])
            self.speakers[source["speech_id"]] = speakers[0]
            if len(speakers) != 1 or not is_name(speakers[0]):
                continue
            for words in _quotable(source["text"]):
                self.by_name[speakers[0]].append(_drawn(words, speakers[0], source))
        self.names = sorted(self.by_name)

    def draw(self) -> Drawn:
        """Words of somebody: every person is as likely as another, so that no one man's speeches decide."""
        return self.random.choice(self.by_name[self.random.choice(self.names)])

    def another(self, name: str) -> str:
        return self.random.choice([each for each in self.names if each != name])

    def stands(self, words: str, name: str = "") -> bool:
        """Whether words stand anywhere in the speeches (of one person)."""
        plain = _plain(words)
        return any(plain in text for key, text in self.texts.items() if not name or self.speakers[key] == name)


def _speeches(client: Elasticsearch, corpus: Corpus) -> Iterator[dict[str, Any]]:
    after: list[Any] | None = None
    while True:
        body: dict[str, Any] = {
            "query": {"bool": {"filter": [{"exists": {"field": "speaker"}}]}},
            "size": 50,
            "sort": ["speech_id", "collection"],
            "_source": ["speech_id", "speaker", "title", "occasion", "date", "text"],
        }
        if after:
            body["search_after"] = after
        hits = search(client, [Request(corpus.alias(schema.SPEECHES), body)])[0]["hits"]["hits"]
        if not hits:
            return
        yield from (hit["_source"] for hit in hits)
        after = hits[-1]["sort"]


def _drawn(words: str, name: str, source: dict[str, Any]) -> Drawn:
    found = (source.get(field, "") for field in ("speech_id", "title", "occasion", "date"))
    return Drawn(words, name, *found)


def _quotable(text: str) -> list[str]:
    """Sentences, without final mark, that can be put into quotation marks."""
    found = []
    for sentence in sentences(text):
        words = sentence.text.rstrip("。")
        if _SHORTEST <= len(words) <= _LONGEST and not re.search(
            r"[“”‘’「」『』\"'\s…（）()【】0-9０-９A-Za-z:：]", words
        ):
            found.append(words)
    return found


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", normalise(text))


def _inner(pool: Pool, words: str) -> int:
    """A place in the words, away from either end, between two characters that are words'."""
    places = [
        at
        for at in range(2, len(words) - 2)
        if is_word(words[at]) and is_word(words[at - 1]) and is_word(words[at + 1])
    ]
    return pool.random.choice(places) if places else 0


def _missing(pool: Pool, words: str) -> str:
    at = _inner(pool, words)
    return words[:at] + words[at + 1 :] if at and words[at] != words[at - 1] != words[at + 1] else ""


def _added(pool: Pool, words: str) -> str:
    at = _inner(pool, words)
    return words[:at] + pool.random.choice(_INSERTED) + words[at:] if at else ""


def _replaced(pool: Pool, words: str) -> str:
    at = _inner(pool, words)
    char = pool.random.choice(_CHARS)
    return words[:at] + char + words[at + 1 :] if at and char != words[at] else ""


def _reordered(pool: Pool, words: str) -> str:
    parts = re.split(r"([，；])", words)
    clauses = parts[::2]
    if len(clauses) < 2 or min(map(len, clauses)) < 4:
        return ""
    at = pool.random.randrange(len(clauses) - 1)
    clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
    return "".join(a + b for a, b in zip(clauses, [*parts[1::2], ""], strict=True))


def _particle(pool: Pool, words: str) -> str:
    """The particle 的 left out."""
    places = [at for at in range(2, len(words) - 2) if words[at] == "的"]
    at = pool.random.choice(places) if places else 0
    return words[:at] + words[at + 1 :] if at else ""


def _negation(pool: Pool, words: str) -> str:
    """不 left out, or put in."""
    places = [at for at in range(1, len(words) - 2) if words[at] == "不"]
    if places:
        at = pool.random.choice(places)
        return words[:at] + words[at + 1 :]
    found = re.search(r"(?:要|能|会|是|可以)(?=[\u4e00-\u9fff])", words)
    return words[: found.start()] + "不" + words[found.start() :] if found else ""


def _figure(pool: Pool, words: str) -> str:
    """Another number."""
    places = [at for at, char in enumerate(words) if char in _FIGURES]
    at = pool.random.choice(places) if places else -1
    if at < 0:
        return ""
    return words[:at] + pool.random.choice([char for char in _FIGURES if char != words[at]]) + words[at + 1 :]


def _swapped(pool: Pool, words: str) -> str:
    """Two words on either side of 和 in each other's place."""
    word = r"([\u4e00-\u9fff]{2,4})"
    found = re.search(rf"(?<![\u4e00-\u9fff]){word}([和与]){word}(?![\u4e00-\u9fff])", words)
    if not found or found[1] == found[3]:
        return ""
    return words[: found.start()] + found[3] + found[2] + found[1] + words[found.end() :]


def _traditional(pool: Pool, words: str) -> str:
    """In traditional characters: the same words."""
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(words))


def _cut(pool: Pool, words: str) -> str:
    """A clause left out, with an ellipsis to say so: the same words, cut."""
    parts = re.split(r"(?<=[，；])", words)
    if len(parts) < 3 or min(map(len, parts)) < 4:
        return ""
    at = pool.random.randrange(1, len(parts) - 1)
    return "".join(parts[:at]).rstrip("，；") + "……" + "".join(parts[at + 1 :])


def _punctuation(pool: Pool, words: str) -> str:
    marks = [at for at, char in enumerate(words) if char in "，、；"]
    if not marks:
        return ""
    at = pool.random.choice(marks)
    return (
        words[:at]
        + pool.random.choice([mark for mark in ("，", "、", "；", "") if mark != words[at]])
        + words[at + 1 :]
    )


ERRORS: dict[str, Callable[[Pool, str], str]] = {
    "missing": _missing,
    "added": _added,
    "replaced": _replaced,
    "reordered": _reordered,
    "particle": _particle,
    "negation": _negation,
    "figure": _figure,
    "swapped": _swapped,
}
# What is done to the words without making them other words.
ALIKE: dict[str, Callable[[Pool, str], str]] = {"traditional": _traditional, "cut": _cut}


def planted(pool: Pool, error: str) -> Planted:
    """One quotation with this error; drawn again until the error can be planted and makes a difference."""
    while True:
        drawn = pool.draw()
        lead = f"{drawn.name}同志指出："
        if error == "none":
            return Planted(error, "exact", lead, drawn.words, (drawn,))
        if error in ALIKE:
            words = ALIKE[error](pool, drawn.words)
            if words and words != drawn.words:
                return Planted(error, "exact", lead, words, (drawn,))
        elif error in ERRORS or error == "punctuation":
            words = (ERRORS.get(error) or _punctuation)(pool, drawn.words)
            if words and words != drawn.words and not pool.stands(words):
                return Planted(error, "altered" if error in ERRORS else "punctuation", lead, words, (drawn,))
        elif made := _OTHERS[error](pool, drawn):
            return made


def _spliced(pool: Pool, one: Drawn) -> Planted | None:
    """The beginning of one sentence and the end of another of the same person, each of at least eight characters."""
    two = pool.random.choice(pool.by_name[one.name])
    heads = [at.start() for at in re.finditer("，", one.words) if at.start() >= 8]
    tails = [at.end() for at in re.finditer("，", two.words) if len(two.words) - at.end() >= 8]
    if not heads or not tails or one == two:
        return None
    words = one.words[: pool.random.choice(heads)] + "，" + two.words[pool.random.choice(tails) :]
    if pool.stands(words):
        return None
    return Planted("spliced", "spliced", f"{one.name}同志指出：", words, (one, two))


def _misattributed(pool: Pool, drawn: Drawn) -> Planted | None:
    other = pool.another(drawn.name)
    if pool.stands(drawn.words, other):
        return None
    return Planted("misattributed", "misattributed", f"{other}同志指出：", drawn.words, (drawn,))


def _wrong_source(pool: Pool, drawn: Drawn) -> Planted | None:
    """A year in which this person did not say it; every speech of his with these words is of another."""
    year = int(drawn.date[:4] or 0) + pool.random.choice((-3, -2, -1, 1, 2, 3))
    plain = _plain(drawn.words)
    elsewhere = [key for key, text in pool.texts.items() if plain in text and key != drawn.speech_id]
    if not drawn.date or elsewhere:
        return None
    return Planted("wrong_source", "wrong_source", f"{year}年，{drawn.name}同志指出：", drawn.words, (drawn,))


def _invented(pool: Pool, drawn: Drawn) -> Planted | None:
    """Words put together from two to four characters at a time out of many sentences."""
    chunks: list[str] = []
    while sum(map(len, chunks)) < len(drawn.words):
        source = re.sub(r"\W", "", pool.draw().words)
        at = pool.random.randrange(max(1, len(source) - 4))
        chunks.append(source[at : at + pool.random.choice((2, 2, 3, 4))])
    words = "".join(chunks)
    return Planted("invented", "not_found", f"{drawn.name}同志指出：", words, (drawn,))


_OTHERS = {
    "spliced": _spliced,
    "misattributed": _misattributed,
    "wrong_source": _wrong_source,
    "invented": _invented,
}
KINDS = ("none", *ALIKE, "punctuation", *ERRORS, *_OTHERS)


@dataclass(slots=True)
class Score:
    """What came of one kind of error."""

    asked: int = 0
    verdicts: int = 0
    sources: int = 0
    kinds: int = 0


def draft(items: Sequence[Planted]) -> str:
    """A draft with the quotations, each in a paragraph."""
    after = "这对今天的工作仍有很强的指导意义，各地各部门要结合实际认真领会，对照检查自己的工作，把各项任务落到实处。"
    return "\n".join(f"我们再来学习一段话。{item.lead}“{item.words}。”{after}" for item in items)


def measure(client: Elasticsearch, corpus: Corpus, pool: Pool, each: int, show: bool) -> bool:
    """Verify drafts with every kind of error; prints the figures, and returns whether the bounds are kept."""
    items = [planted(pool, error) for error in KINDS for _ in range(each)]
    pool.random.shuffle(items)
    scores: dict[str, Score] = defaultdict(Score)
    false_exact, verdicts_seen = 0, Counter[str]()
    seconds, lengths = [], []
    for at in range(0, len(items), _PER_DRAFT):
        some = items[at : at + _PER_DRAFT]
        text = draft(some)
        began = time.perf_counter()
        found = verify(client, corpus, text)
        lengths.append(len(text))
        seconds.append(time.perf_counter() - began)
        for item, row in _paired(some, found):
            false_exact += row is not None and row["verdict"] == "exact" and not _stands_there(pool, item, row)
            right = _mark(scores[item.error], pool, item, row)
            verdicts_seen[item.error, row["verdict"] if row else "not extracted"] += 1
            if show and not right:
                _print_wrong(item, row)
    print(f"drafts of {_PER_DRAFT} quotations, {sum(lengths) // len(lengths):,} characters")
    return _report(scores, false_exact, seconds, verdicts_seen)


def _paired(items: Sequence[Planted], found: Verified) -> Iterator[tuple[Planted, dict[str, Any] | None]]:
    from queries.verify import rows

    by_text = {row["text"]: row for row in rows(found.verdicts)}
    for item in items:
        yield item, by_text.get(item.words + "。")


def _mark(score: Score, pool: Pool, item: Planted, row: dict[str, Any] | None) -> bool:
    score.asked += 1
    if row is None:
        return False
    right = row["verdict"] == item.expected
    score.verdicts += right
    score.kinds += item.error in row["kinds"]
    source = row["source"] or {}
    named = {source.get("speech_id"), *(part["source"]["speech_id"] for part in row.get("parts", ()))}
    there = {each.speech_id for each in item.drawn}
    same = any(_plain(each.words) in _plain(source.get("text", "")) for each in item.drawn)
    score.sources += bool(named & there) or same
    return right


def _stands_there(pool: Pool, item: Planted, row: dict[str, Any]) -> bool:
    """Whether the words stand in the source that is named, by its sentences or its full text."""
    source = row["source"] or {}
    plain = _plain(item.drawn[0].words if item.error in ALIKE else item.words)
    return plain in _plain(source.get("text", "")) or plain in pool.texts.get(source.get("speech_id", ""), "")


def _print_wrong(item: Planted, row: dict[str, Any] | None) -> None:
    got = f"{row['verdict']} {row['kinds']} {row['attribution']} {row['person']}" if row else "not extracted"
    source = (row or {}).get("source") or {}
    print(f"  {item.error}: {got}: {item.lead}{item.words}")
    print(f"    drawn {'; '.join(each.speech_id + ' ' + each.words for each in item.drawn)}")
    print(f"    found {source.get('speech_id')} {source.get('person')} {source.get('found')}")


def _report(scores: dict[str, Score], false_exact: int, seconds: list[float], seen: Counter[Any]) -> bool:
    print(f"{'error':14}{'asked':>7}{'verdict':>10}{'source':>10}{'kind':>8}   verdicts given")
    for error in KINDS:
        score = scores[error]
        given = ", ".join(f"{name} {count}" for (kind, name), count in seen.most_common() if kind == error)
        shares = [f"{value / score.asked:.1%}" for value in (score.verdicts, score.sources, score.kinds)]
        print(f"{error:14}{score.asked:>7}{shares[0]:>10}{shares[1]:>10}{shares[2]:>8}   {given}")
    asked = sum(score.asked for score in scores.values())
    right = sum(score.verdicts for score in scores.values())
    altered = [scores[error] for error in ERRORS]
    sources = sum(score.sources for score in altered) / sum(score.asked for score in altered)
    print(f"verdict_right {right / asked:.4f} ({right}/{asked})")
    print(f"source_of_altered {sources:.4f}")
    print(f"false_exact {false_exact}")
    print(
        f"seconds_per_draft of {_PER_DRAFT}: median {sorted(seconds)[len(seconds) // 2]:.2f}, most {max(seconds):.2f}"
    )
    return false_exact == 0 and sources >= 0.98 and right / asked >= 0.95


def main() -> None:
    """Run the measure; exit status 1 where a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="print every wrong verdict")
    asked = parser.parse_args()
    client = elastic.connect()
    corpus = Corpus(asked.corpus)
    kept = measure(client, corpus, Pool(client, corpus, asked.seed), asked.each, asked.wrong)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
