"""Thirty faults and inputs, each done for real, each ending with the same check; see docs/reliability.md.

Network and server faults are injected by a proxy before a real node; kills are kills of real processes.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from faults import inputs
from faults import proxy as p
from faults.world import TIMING, TOO_LATE, World, world

from indexer.ingest import retry_failed
from indexer.load.deliver import Pace
from indexer.options import Limits
from yulu import schema
from yulu.errors import AccessError, LoadError, UnreachableError, YuluError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = [pytest.mark.node, pytest.mark.slow]
REPOSITORY = Path(__file__).resolve().parents[2]
FLOOD = "index.blocks.read_only_allow_delete"


@dataclass(frozen=True, slots=True)
class Case:
    """A fault, what is promised under it, and how it is done."""

    number: str
    fault: str
    promise: str
    do: Callable[[World], None]


CASES: list[Case] = []
DONE: list[tuple[Case, str, float]] = []


def case(number: str, fault: str, promise: str) -> Callable[[Callable[[World], None]], Callable[[World], None]]:
    """Enter a function into the table."""

    def enter(do: Callable[[World], None]) -> Callable[[World], None]:
        CASES.append(Case(number, fault, promise, do))
        return do

    return enter


@pytest.fixture
def one(client: Elasticsearch, tmp_path: Path) -> Iterator[World]:
    with world(client, tmp_path) as made:
        yield made


@pytest.fixture(scope="module", autouse=True)
def table(request: pytest.FixtureRequest) -> Iterator[None]:
    """Print what was done as one table."""
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{'case':<6}{'seconds':>8}  {'fault':<72}outcome")
        for each, outcome, seconds in DONE:
            print(f"{each.number:<6}{seconds:>8.1f}  {each.fault:<72}{outcome}")


def through(world: World, fault: p.Fault, times: int = 2, *, skip: int = 1) -> None:
    """Ingest under a fault that passes: nothing is left for a second run."""
    world.speeches()
    world.proxy.inject(fault, times, skip=skip)
    report = world.ingest()
    assert world.proxy.applied > 0
    assert report.new == world.expected
    world.check(report)


def stopped(world: World, error: type[YuluError], mend: Callable[[], object]) -> None:
    """Ingest until the fault stops it, mend that, ingest again: all is in, once."""
    with pytest.raises(error) as caught:
        world.ingest()
    assert "Traceback" not in str(caught.value)
    mend()
    world.proxy.fault = None
    world.check(world.ingest())


# -- kills


PROGRAM = (
    "import sys, json; from pathlib import Path; sys.path[:0] = json.loads(sys.argv[1]);"
    "from elasticsearch import Elasticsearch; from faults.world import TIMING, SIZES;"
    "from indexer.ingest import ingest; from indexer.options import Options; from yulu.corpus import Corpus;"
    "client = Elasticsearch(sys.argv[2], headers=json.loads(sys.argv[5]), max_retries=0);"
    "ingest([sys.argv[3] + '/in'], Corpus(sys.argv[4]), Options(journals=Path(sys.argv[3]) / 'journals', workers=1,"
    "timing=TIMING, sizes=SIZES, similar=False, learn=False), client=client)"
)


def run_apart(world: World, before: str = "") -> subprocess.Popen[bytes]:
    """The same ingest in a process of its own."""
    paths = json.dumps([str(REPOSITORY), str(REPOSITORY / "tests")])
    headers = json.dumps(dict(world.client._headers))
    arguments = [paths, world.proxy.url, str(world.folder), world.corpus.prefix, headers]
    return subprocess.Popen([sys.executable, "-c", before + PROGRAM, *arguments], stderr=subprocess.PIPE)


def wait_for(condition: Callable[[], object], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


@case("1", "kill -9 of yulu mid-chunk", "the next run goes on; what was acknowledged is not read again")
def kill_yulu(world: World) -> None:
    world.speeches(48)
    world.proxy.inject(p.late(0.3), -1, skip=0)
    for more in (4, 5):
        before = world.proxy.seen
        process = run_apart(world)
        wait_for(lambda: world.proxy.seen >= before + more or process.poll() is not None)  # noqa: B023
        process.send_signal(signal.SIGKILL)
        process.communicate()
    world.proxy.fault = None
    report = world.ingest()
    assert report.unchanged > 0
    world.check(report)


@case("4", "connection reset after the commit", "sent again under the same ids and versions")
def reset(world: World) -> None:
    through(world, p.reset_after, 3)


@case("5", "response cut at 0, 50, 300 bytes", "unknown counts as not arrived: sent again")
def cut(world: World) -> None:
    world.speeches()
    faults = iter([p.cut_answer(size) for size in (0, 50, 300, 0, 50, 300)])

    def each_in_turn(exchange: p.Exchange) -> bytes | None:
        return next(faults)(exchange)

    world.proxy.inject(each_in_turn, 6)
    report = world.ingest()
    assert world.proxy.applied == 6
    world.check(report)


@case("6", "request cut", "sent again")
def cut_request(world: World) -> None:
    through(world, p.cut_request, 2)


@case("7", "latency beyond the timeout", "sent again; the late answer does no harm")
def latency(world: World) -> None:
    through(world, p.late(TOO_LATE), 2)


@case("8", "black hole", "given up after the timeout, sent again")
def black_hole(world: World) -> None:
    through(world, p.black_hole(TOO_LATE), 2)


@case("8b", "black hole without end", "stops when patience ends, with a message; the next run goes on")
def black_hole_for_ever(world: World) -> None:
    world.speeches(12)
    world.options = replace(world.options, timing=replace(TIMING, patience=4, request=1))
    world.proxy.inject(p.black_hole(2), -1)
    with pytest.raises((UnreachableError, LoadError)):
        world.ingest()
    world.proxy.fault = None
    world.options = replace(world.options, timing=TIMING)
    world.check(world.ingest())


@case("9", "burst of HTTP 429", "waits with full jitter and halves the chunk")
def burst(world: World) -> None:
    world.speeches()
    pace = Pace(TIMING, world.options.sizes.documents)
    world.proxy.inject(p.respond(429, "es_rejected_execution_exception"), 8)
    report = world.ingest(pace=pace)
    assert pace.documents < world.options.sizes.documents
    world.check(report)


@case("10", "mixed item 429 and 503", "only the refused items are sent again")
def mixed(world: World) -> None:
    errors = [(429, "es_rejected_execution_exception", "busy"), (503, "unavailable_shards_exception", "primary")]
    through(world, p.refuse_items(3, errors), 6)


@case("11", "short item list", "an answer with fewer items than were sent is no answer")
def short(world: World) -> None:
    through(world, p.short_list, 3)


@case("12", "flood-stage block set, then cleared", "waits loudly, outside the patience, until there is room")
def flood(world: World) -> None:
    world.speeches()
    world.options = replace(world.options, timing=replace(TIMING, patience=2))
    alias = world.corpus.alias(schema.SENTENCES)
    began = threading.Event()

    def block(exchange: p.Exchange) -> bytes | None:
        if not began.is_set():
            world.client.indices.put_settings(index=alias, settings={FLOOD: True})
            began.set()
            threading.Timer(
                5, world.client.indices.put_settings, kwargs={"index": alias, "settings": {FLOOD: None}}
            ).start()
        return exchange.forward()

    world.proxy.inject(block, -1)
    report = world.ingest()
    assert began.is_set()
    assert any("disk is full" in line for line in world.said)
    world.check(report)


@case("13", "local disk full (journal)", "stops with a message; nothing acknowledged is lost")
def disk_full(world: World) -> None:
    world.speeches()
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({96 * 1024}, {96 * 1024}));"
    )
    process = run_apart(world, limited)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode != 0
    assert b"journal" in stderr.lower(), stderr[-600:]
    world.check(world.ingest())


@case("14", "red index (no primary)", "503 is waited out; the shard comes back, the load goes on")
def red(world: World) -> None:
    error = [(503, "unavailable_shards_exception", "[0] primary shard is not active")]
    through(world, p.refuse_items(1, error), 4)


@case("15", "index closed mid-run", "stops with the reason; opened again, the next run goes on")
def closed(world: World) -> None:
    world.speeches()
    index = world.corpus.alias(schema.SENTENCES)
    during(world, lambda: world.client.indices.close(index=index))
    stopped(world, LoadError, lambda: world.client.indices.open(index=index))


def during(world: World, act: Callable[[], object]) -> None:
    """Have something done in the middle of the run, once."""
    once = threading.Event()

    def fault(exchange: p.Exchange) -> bytes | None:
        if not once.is_set():
            once.set()
            act()
        return exchange.forward()

    world.proxy.inject(fault, -1, skip=2)


@case("16a", "alias removed mid-run", "stops; no index is made in its place; mended, the next run goes on")
def alias_removed(world: World) -> None:
    world.speeches()
    alias = world.corpus.alias(schema.SENTENCES)
    names: list[str] = []

    def remove() -> None:
        names.extend(world.client.indices.get_alias(name=alias))
        world.client.indices.delete_alias(index=names[0], name=alias)

    during(world, remove)
    with pytest.raises(LoadError):
        world.ingest()
    assert not world.client.indices.exists(index=alias)
    world.client.indices.put_alias(index=names[0], name=alias, is_write_index=True)
    world.proxy.fault = None
    world.check(world.ingest())


@case("16b", "alias swapped mid-run", "noticed by where documents land; stops, then all is sent to the new index")
def alias_swapped(world: World) -> None:
    world.speeches()
    alias = world.corpus.alias(schema.SENTENCES)

    def swap() -> None:
        (old,) = world.client.indices.get_alias(name=alias)
        new = world.corpus.concrete(schema.SENTENCES, "other")
        world.client.indices.create(
            index=new, mappings=schema.mappings(schema.SENTENCES), settings=schema.index_settings()
        )
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": alias}},
            {"add": {"index": new, "alias": alias, "is_write_index": True}},
        ]
        world.client.indices.update_aliases(actions=actions)

    during(world, swap)
    stopped(world, LoadError, lambda: None)


@case("17a", "write block set mid-run", "stops; lifted, the next run goes on")
def write_block(world: World) -> None:
    world.speeches()
    index = world.corpus.alias(schema.QUOTATIONS)
    block = "index.blocks.write"
    during(world, lambda: world.client.indices.put_settings(index=index, settings={block: True}))
    stopped(world, LoadError, lambda: world.client.indices.put_settings(index=index, settings={block: None}))


@case("17b", "credentials revoked mid-run", "stops at once, without a retry; granted again, the next run goes on")
def revoked(world: World) -> None:
    world.speeches()
    world.proxy.inject(p.respond(401, "security_exception", "unable to authenticate"), -1, skip=2)
    stopped(world, AccessError, lambda: None)


@case("18", "HTTP 413", "split in halves until it passes; one document too large is a dead letter")
def too_large(world: World) -> None:
    world.speeches()
    limit = 40_000

    def small_only(exchange: p.Exchange) -> bytes | None:
        if len(exchange.body) > limit:
            return p.answer(413, {"error": {"type": "content_too_long_exception", "reason": "too long"}})
        return exchange.forward()

    big = "同志们：\n" + "\n".join(f"第{at}段，要把第{at}件事办好，抓出成效。" for at in range(900))
    (world.folder / "in" / "big.txt").write_text(big, encoding="utf-8")
    world.proxy.inject(small_only, -1, skip=0)
    world.check(world.ingest(), failed=1)


@case("19", "two ingests at once", "one writes; the other is told who does, and changes nothing")
def two_at_once(world: World) -> None:
    world.speeches()
    world.proxy.inject(p.late(0.2), -1, skip=0)
    other = run_apart(world)
    wait_for(lambda: world.proxy.seen >= 2)
    with pytest.raises(LoadError, match="Another"):
        world.ingest()
    other.communicate(timeout=120)
    world.proxy.fault = None
    report = world.ingest()
    assert report.unchanged == world.expected
    world.check(report)


@case("20", "mapping conflict, NaN, unknown field", "those documents are dead letters with the reason; nothing half in")
def mapping(world: World) -> None:
    world.speeches(12)
    conflict = [(400, "document_parsing_exception", "failed to parse field [chars] of type [integer]")]
    rows = world.folder / "in" / "odd.jsonl"
    rows.write_text(
        '{"id": "nan", "text": "同志们。", "year": NaN}\n{"id": "ok", "text": "好。", "url": 1}\n', encoding="utf-8"
    )
    world.proxy.inject(p.refuse_items(1, conflict, choose=lambda at: at == 5), 1, skip=0)
    report = world.ingest()
    assert {failure.type for failure in report.failures} == {"bad_json", "document_parsing_exception"}
    world.check(report, failed=2)
    mended = retry_failed(world.corpus, world.options, client=world.client)
    assert mended.failed == 1
    world.expected = 13
    world.check()


@case("21", "id over 512 bytes, keyword over 32,766", "ids are derived and short; long keywords are kept, not indexed")
def long_values(world: World) -> None:
    world.speeches(4)
    rows = [{"id": "长" * 600, "text": "同志们。要实干。"}, {"id": "k", "text": "要苦干。", "title": "题" * 20_000}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (world.folder / "in" / "long.jsonl").write_text(lines, encoding="utf-8")
    world.expected += 2
    world.check(world.ingest())


@case("2", "kill -9 of the node", "waits for it to come back; every acknowledged document is there")
def kill_node(world: World) -> None:
    from faults.nodes import restart

    world.speeches(48)
    during(world, lambda: restart(world, signal.SIGKILL))
    world.options = replace(world.options, timing=replace(TIMING, patience=180))
    report = world.ingest()
    world.check(report)


@case("3", "node stopped (SIGSTOP)", "timeouts are waited out; when it goes on, so does the load")
def stop_node(world: World) -> None:
    from faults.nodes import pause

    world.speeches(24)
    during(world, lambda: pause(world, 2 * TOO_LATE))
    report = world.ingest()
    world.check(report)


# -- inputs

for _number, _fault, _promise, _files in inputs.TABLE:

    def _read(world: World, files: Callable[[Path], dict[str, str | None]] = _files) -> None:
        world.speeches(4)
        world.options = replace(world.options, limits=Limits(memory=400 << 20, cpu=20, wall=60, line=4 << 20))
        bad = world.folder / "in" / "bad"
        bad.mkdir()
        wanted = files(bad)
        report = world.ingest()
        found = {failure.source: failure.type for failure in report.failures}
        expected = {f"bad/{name}": reason for name, reason in wanted.items() if reason}
        assert found.keys() == expected.keys()
        for source, reasons in expected.items():
            assert found[source] in reasons.split("|"), (source, found[source])
        world.expected += sum(reason is None for reason in wanted.values())
        world.check(report, failed=len(expected))

    CASES.append(Case(_number, _fault, _promise, _read))


# The local node's launcher outlives the call that started it by a moment.
@pytest.mark.filterwarnings("ignore:subprocess:ResourceWarning")
@pytest.mark.parametrize("each", CASES, ids=lambda each: each.number)
def test_fault(each: Case, one: World, client: Elasticsearch, tmp_path: Path) -> None:
    began = time.monotonic()
    if each.number in ("2", "3"):
        from faults.nodes import own_node

        with own_node() as target, world(target.client, tmp_path, target.url) as apart:
            apart.node = target
            each.do(apart)
    else:
        each.do(one)
    DONE.append((each, "0 lost, 0 duplicated", time.monotonic() - began))


def test_the_document_holds_this_table() -> None:
    text = (REPOSITORY / "docs" / "reliability.md").read_text(encoding="utf-8")
    for each in CASES:
        assert f"| {each.number} | {each.fault} | {each.promise} |" in text, each.number
