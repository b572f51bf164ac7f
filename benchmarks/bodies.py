"""What does Elasticsearch take in when nobody has to think? The very documents an ingest sends, made ready beforehand.

They are made once, by yulu's own workers, and kept compressed in a folder beside the results. For a larger corpus they
are sent again and again: other ids, other years, and without the phrases of FIXED, whose number so stays the same.
"""

from __future__ import annotations

import gzip
import hashlib
import multiprocessing
import re
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_fixed

from benchmarks.corpora import Texts
from indexer.options import Options, default_workers
from indexer.planning import Plain
from indexer.survey import survey
from indexer.work import Job, Parcel, Target, perform
from yulu import __version__, schema
from yulu.corpus import Corpus, create

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

AT_ONCE = 5000
THREADS = 3
FIXED = ("以人民为中心", "不忘初心", "绿水青山就是金山银山", "打铁必须自身硬")
"""Phrases that only the first of several copies holds; their two-character shingles are in all of them."""

# A multiple of four: no 29 February falls into a year that has none.
_YEARS = 16
_CACHE = Path(__file__).resolve().parent / "cache"
_TARGET = Target({index: f"@-{index}" for index in schema.INDICES}, 1)
_DATED = re.compile(rb'"(date|month|quarter|year)":"(\d{4})')
_SENTENCE = re.compile(rb'"_index":"@-sentences"')
# Only these two are in a corpus of several copies: what phrases and quotations are looked for in.
_ASKED = (b'{"index":{"_index":"@-speeches"', b'{"index":{"_index":"@-sentences"')


def made(texts: Texts) -> Iterator[bytes]:
    """Bulk bodies of at most AT_ONCE documents, "@" where the corpus goes."""
    folder = _folder(texts)
    if not (folder / "whole").exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"making the documents of {texts.name}, once …", flush=True)
        for number, body in enumerate(_cut(_parcels(texts))):
            (folder / f"{number:05}.gz").write_bytes(gzip.compress(body, 1))
        (folder / "whole").touch()
    for path in sorted(folder.glob("*.gz")):
        yield gzip.decompress(path.read_bytes())


def _folder(texts: Texts) -> Path:
    status = texts.path.stat()
    seal = hashlib.sha256(f"{texts.path} {status.st_size} {__version__} {schema.INDEX_VERSION}".encode()).hexdigest()
    return _CACHE / f"{texts.name.replace('/', '-')}-{seal[:12]}"


def _parcels(texts: Texts) -> Iterator[bytes]:
    """The lines of each speech's documents, as workers make them."""
    options = Options(metadata=texts.metadata)
    found = survey([texts.path], options)
    jobs = (job for job in Plain(options, found.table).jobs(found.sources) if isinstance(job, Job))
    waiting: list[Future[list[bytes]]] = []
    with ProcessPoolExecutor(default_workers(), multiprocessing.get_context("spawn")) as pool:
        for job in jobs:
            waiting.append(pool.submit(_performed, replace(job, target=_TARGET)))
            if len(waiting) > 2 * default_workers():
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def _performed(job: Job) -> list[bytes]:
    return [outcome.body for outcome in perform(job) if isinstance(outcome, Parcel)]


def _cut(parcels: Iterator[bytes]) -> Iterator[bytes]:
    lines: list[bytes] = []
    for body in parcels:
        lines += body.splitlines(keepends=True)
        while len(lines) >= 2 * AT_ONCE:
            yield b"".join(lines[: 2 * AT_ONCE])
            del lines[: 2 * AT_ONCE]
    if lines:
        yield b"".join(lines)


def documents(bodies: Iterable[bytes]) -> int:
    """How many documents bodies hold."""
    return sum(body.count(b"\n") // 2 for body in bodies)


def copies(texts: Texts) -> Iterator[bytes]:
    """The bodies as often as it takes to reach the sentences wanted, each time as another corpus's."""
    if not texts.sentences:
        yield from made(texts)
        return
    held, number = 0, 0
    while held < texts.sentences:
        for body in made(texts):
            body = _asked(body)
            held += len(_SENTENCE.findall(body))
            yield _copy(body, number) if number else body
            if held >= texts.sentences:
                return
        number += 1


def _asked(body: bytes) -> bytes:
    lines = body.split(b"\n")
    pairs = zip(lines[::2], lines[1::2], strict=False)
    return b"".join(b"%b\n%b\n" % (action, document) for action, document in pairs if action.startswith(_ASKED))


def _copy(body: bytes, number: int) -> bytes:
    """A body's documents as those of another speech of other years, without the phrases that are to stay as many."""

    def earlier(match: re.Match[bytes]) -> bytes:
        return b'"%b":"%d' % (match[1], int(match[2]) - _YEARS * number)

    for phrase in FIXED:
        for form in (phrase, " ".join(phrase)):
            body = body.replace(form.encode(), (form[:-1] + "们").encode())
    body = body.replace(b'"_id":"', b'"_id":"%d-' % number).replace(b'"speech_id":"', b'"speech_id":"%d-' % number)
    return _DATED.sub(earlier, body)


def _is_full(error: BaseException) -> bool:
    return getattr(error, "status_code", None) == 429


def load(client: Elasticsearch, corpus: Corpus, texts: Texts) -> float:
    """Fill a new corpus with ready-made documents; the seconds it took."""
    create(client, corpus, "0")
    client.indices.put_settings(index=f"{corpus.prefix}-*", settings={"index": {"refresh_interval": "-1"}})
    start = time.perf_counter()
    send(client, corpus, copies(texts))
    client.indices.put_settings(index=f"{corpus.prefix}-*", settings={"index": {"refresh_interval": "30s"}})
    client.indices.refresh(index=f"{corpus.prefix}-*")
    return time.perf_counter() - start


def send(client: Elasticsearch, corpus: Corpus, bodies: Iterator[bytes]) -> None:
    """Send bodies by a few threads, few of them waiting; raises for the first document that is refused."""
    mark, name = b'"_index":"@-', f'"_index":"{corpus.prefix}-'.encode()

    def one(body: bytes) -> None:
        lines: Any = body.replace(mark, name)
        # A node whose heap is full for a moment says so, and is waited for, as yulu's own loading does.
        for attempt in Retrying(retry=retry_if_exception(_is_full), wait=wait_fixed(0.5), stop=stop_after_attempt(240)):
            with attempt:
                answer = client.options(request_timeout=300).bulk(operations=lines, filter_path="errors,items.*.error")
        if answer["errors"]:
            raise RuntimeError(next(str(item) for item in answer["items"] if item)[:500])

    with ThreadPoolExecutor(THREADS) as pool:
        waiting: list[Future[None]] = []
        for number, body in enumerate(bodies):
            waiting.append(pool.submit(one, body))
            if len(waiting) >= 2 * THREADS:
                waiting.pop(0).result()
            if number and number % 200 == 0:
                print(f"  {number * AT_ONCE:,} documents read …", flush=True)
        for future in waiting:
            future.result()
