"""Slogans on a real Elasticsearch: every number equals what reading the texts gives."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace as replaced
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cli.slogan import app
from indexer.annotate import annotate
from indexer.documents import documents
from indexer.learning import curate, learn
from indexer.summary import replace
from language import matching, tokens
from language.lexicon import Edit, Entry, Lexicon
from language.model import Header, Quotation
from language.quotations import quotations
from language.slogans import mentions
from queries import comparing, ledger, slogan_counts, slogan_order, slogan_windows, slogans
from queries.diffusion import diffusion
from queries.slogan_contrast import compare
from queries.slogan_trend import trend
from queries.slogan_years import standings
from yulu import schema, vocabulary
from yulu.corpus import Corpus, create, drop
from yulu.domain import Speech
from yulu.errors import UsageError, YuluError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node


def speech(name: str, date: str, level: str, place: str, text: str, collection: str = "") -> Speech:
    header = Header(title=f"{place}讲话{date}", date=date, level=level, place=place, kind="speech", speaker=("某书记",))
    return Speech(name, f"{name}.txt", text, header, collection=collection)


TAUGHT = "田园共同体"
FARMS = f"办好“{TAUGHT}”，不断探索。"
SPEECHES = (
    speech("n1", "2004-03-05", "national", "北京", "落实科学发展观，坚持改革开放。\n发展是硬道理，改革开放不停步。"),
    speech("n2", "2012-11-08", "national", "北京", "推动构建人类命运共同体。科学发展观必须长期坚持。"),
    speech("n3", "2017-10-18", "national", "北京", "实施乡村振兴战略。增强政治意识、大局意识、核心意识、看齐意识。"),
    speech("p1", "2018-01", "provincial", "湖北", "落实乡村振兴战略，坚持以人民为中心的发展思想。" + FARMS),
    speech("c1", "2018-03-01", "county", "湖北麻城", "抓好“乡村振兴”。大局意识、政治意识、核心意识都要强。" + FARMS),
    speech(
        "c2",
        "2019",
        "county",
        "四川温江",
        "乡村振兴，人人有责。改革开放以来变化很大。办田园共同体要有耐心。" + FARMS,
    ),
    speech("c3", "", "county", "四川温江", "建田园共同体不能急。改革开放好。", "旧档"),
    speech("n4", "2024-03-05", "national", "北京", "加快发展新质生产力。科学发展观是一面旗帜。", "旧档"),
    speech("c3", "2020-05-04", "township", "四川温江", "不谈这些，只谈天气。"),
)


def quoted(each: Speech) -> list[Quotation]:
    """The quotations of a speech, ``TAUGHT`` as a slogan, whatever the rules for marked words make of it."""
    found = quotations(each.text)
    return [replaced(quotation, kind="slogan") if quotation.text == TAUGHT else quotation for quotation in found]


def load(client: Elasticsearch, corpus: Corpus, speeches: Sequence[Speech], *, teaching: bool = False) -> None:
    operations: list[dict[str, Any]] = []
    for each in speeches:
        made = annotate(each)
        if teaching:
            made = replaced(
                made, quotations=tuple(quoted(each)), mentions=tuple(mentions(each.text, None, quoted(each)))
            )
        for document in documents(made):
            operations += [{"index": {"_index": corpus.alias(document.index), "_id": document.id}}, document.body]
    assert not client.bulk(operations=operations, refresh=True)["errors"]


@pytest.fixture(scope="module", params=[1, 3], ids=["one shard", "three shards"])
def loaded(client: Elasticsearch, request: pytest.FixtureRequest) -> Iterator[Corpus]:
    made = Corpus(f"test-{secrets.token_hex(5)}")
    create(client, made, "t", shards=request.param)
    load(client, made, SPEECHES)
    yield made
    drop(client, made)
    vocabulary.path(made).unlink(missing_ok=True)


def counted(unit: str, by: str = "") -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Mentions and speeches by (name, value), by reading the speeches."""
    seen: Counter[tuple[str, str]] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    for each in SPEECHES:
        value = "" if not by else each.header.date[:4] if by == "year" else getattr(each.header, by)
        names = [getattr(mention, unit) for mention in annotate(each).mentions if not mention.nested]
        seen.update((name, value) for name in names)
        held.update((name, value) for name in set(names))
    return seen, held


@pytest.mark.parametrize("unit", ["family", "slogan"])
@pytest.mark.parametrize("by", ["", "year", "level", "place"])
def test_usage_equals_reading(client: Elasticsearch, loaded: Corpus, unit: Any, by: str) -> None:
    found = slogan_counts.usage(client, loaded, unit, by=[by] if by else [])
    seen, held = counted(unit, by)
    usages = {(each.name, *(group or ("",))): each for group, each_of in found.items() for each in each_of}
    assert {key: each.mentions for key, each in usages.items()} == seen
    assert {key: each.speeches for key, each in usages.items()} == held
    chars = sum(tokens.visible(each.text) for each in SPEECHES)
    assert by or all(each.bulk == slogan_counts.Bulk(len(SPEECHES), chars) for each in usages.values())


def test_pages_do_not_change_a_count(client: Elasticsearch, loaded: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = slogan_counts.mentions(client, loaded, ["family", "year"], [])
    request = slogan_counts.pages(loaded, schema.SLOGANS, ["family", "year"], slogan_counts.COUNTED, size=2)
    paged = {key: bucket["doc_count"] for key, bucket in slogan_counts.combinations(client, request)}
    assert paged == whole
    assert len(whole) > 4


def test_a_life(client: Elasticsearch, loaded: Corpus) -> None:
    subject = slogans.settle(client, loaded, slogans.resolve("乡村振兴战略", Lexicon.default()))
    life = slogans.life(client, loaded, subject)
    seen, held = counted("family")
    assert life.mentions == seen[subject.family, ""] == sum(form.mentions for form in life.forms)
    assert life.speeches == held[subject.family, ""] == 4
    assert [place.speech_id for place in life.first] == ["n3", "p1", "c1", "c2"]
    assert life.last is not None and life.last.speech_id == "c2"
    assert {part.value: part.speeches for part in life.levels} == {"national": 1, "provincial": 1, "county": 2}
    assert [part.value for part in life.levels] == ["national", "provincial", "county"]
    assert {part.value for part in life.years} == {"2017", "2018", "2019"}
    lines = list(slogans.Lines(subject).read(client, loaded, None))
    texts = {(each.collection, each.speech_id): each for each in SPEECHES}
    assert len(lines) == life.mentions
    for line in lines:
        row, text = line.row(), texts["", line.source["speech_id"]].text
        assert text[row["start"] : row["end"]] == row["match"] == row["text"]
        around = row["left"] + row["match"] + row["right"]
        assert text[row["start"] - len(row["left"]) :].startswith(around)


def test_undated_speeches_come_last_and_one_id_in_two_collections_is_two_speeches(
    client: Elasticsearch, loaded: Corpus
) -> None:
    subject = slogans.settle(client, loaded, slogans.resolve("改革开放", Lexicon.default()))
    life = slogans.life(client, loaded, subject)
    assert life.speeches == 3
    assert life.first[0].speech_id == "n1"
    assert life.last is not None and life.last.speech_id == "c2"
    with pytest.raises(UsageError):
        comparing.read(client, loaded, "c3")
    assert comparing.read(client, loaded, "c3", Filters(collection=("旧档",))).source["text"].endswith("改革开放好。")


WORDS = ("科学发展观", "改革开放", "乡村振兴", "新质生产力", "只谈天气", "的", "没有这句话")


def test_the_ledger_of_words_equals_reading(client: Elasticsearch, loaded: Corpus) -> None:
    subjects = [slogans.resolve(word, Lexicon.default()) for word in WORDS]
    accounts = {each.name: each for each in ledger.words(client, loaded, subjects)}
    for word in WORDS:
        found = [(each.header.date or "9999", each) for each in SPEECHES if matching.find(each.text, word)]
        assert (word in accounts) == bool(found)
        if not found:
            continue
        account = accounts[word]
        found.sort(key=lambda item: item[0])
        assert account.first.speech_id == found[0][1].speech_id
        dated = [item for item in found if item[0] != "9999"]
        assert account.last.speech_id == dated[-1][1].speech_id
        assert account.mentions == sum(len(matching.find(each.text, word)) for _, each in found)
        assert account.speeches == len(found)
    # 2004, 2012, then 2024; between them 2017, 2018, 2019 and 2020 have texts.
    assert accounts["科学发展观"].gap == ledger.Gap(4, "2012", "2024")
    assert accounts["科学发展观"].revival == ""
    assert ledger.words(client, loaded, subjects[:1], least_gap=4)[0].revival == "2024"


def test_the_ledger_of_families(client: Elasticsearch, loaded: Corpus) -> None:
    seen, held = counted("family")
    accounts = {each.name: each for each in ledger.ledger(client, loaded, "family")}
    assert {(name, ""): each.mentions for name, each in accounts.items() if each.mentions} == seen
    assert {(name, ""): each.speeches for name, each in accounts.items() if each.mentions} == held
    (only,) = ledger.ledger(client, loaded, "family", names=["科学发展观"])
    assert only == accounts["科学发展观"]
    assert (only.first.date, only.last.date) == ("2004-03-05", "2024-03-05")


def test_what_is_new_in_a_window(client: Elasticsearch, loaded: Corpus) -> None:
    found = slogan_windows.new(client, loaded, "family", Filters(since="2017", until="2018"))
    names = [each.name for each in found]
    family = slogans.resolve("乡村振兴", Lexicon.default()).family
    assert names[0] == family
    assert (found[0].speeches, found[0].levels, found[0].places) == (3, 3, 3)
    assert found[0].first.speech_id == "n3"
    assert "科学发展观" not in names and "新质生产力" not in names
    counties = Filters(since="2018", level=("county",))
    assert family in [each.name for each in slogan_windows.new(client, loaded, "family", counties)]
    assert slogan_windows.undated(client, loaded, counties) == 1
    with pytest.raises(UsageError):
        slogan_windows.new(client, loaded, "family", Filters())


def test_what_is_fading(client: Elasticsearch, loaded: Corpus) -> None:
    windows, found = slogan_windows.fading(client, loaded, "family", Filters(since="2019", until="2024"))
    assert windows.earlier == ("2013", "2018")
    family = slogans.resolve("乡村振兴", Lexicon.default()).family
    fallen = {each.name: each for each in found}
    assert fallen[family].earlier.speeches == 3 and fallen[family].later.speeches == 1
    assert fallen[family].last == "2019"
    assert "新质生产力" not in fallen


def test_a_trend_has_every_year(client: Elasticsearch, loaded: Corpus) -> None:
    subject = slogans.settle(client, loaded, slogans.resolve("科学发展观", Lexicon.default()))
    points = {point.period: point for point in trend(client, loaded, [subject])}
    assert list(points) == [str(year) for year in range(2004, 2025)]
    assert points["2012"].mentions == 1 and points["2012"].share == 1
    assert points["2017"].mentions == 0 and points["2017"].per_million == 0
    assert points["2005"].per_million is None and points["2005"].share is None
    assert sum(point.mentions for point in points.values()) == counted("family")[0][subject.family, ""]


def test_two_sides(client: Elasticsearch, loaded: Corpus) -> None:
    county, national = Filters(level=("county",)), Filters(level=("national",))
    left, right, found = compare(client, loaded, "family", county, national)
    assert (left.speeches, right.speeches) == (3, 4)
    seen, _ = counted("family", "level")
    for each in found:
        assert each.left.mentions == seen[each.name, "county"]
        assert each.right.mentions == seen[each.name, "national"]
    with pytest.raises(UsageError):
        compare(client, loaded, "family", county, Filters(level=("ministry",)))


def test_diffusion_from_the_centre(client: Elasticsearch, loaded: Corpus) -> None:
    subject = slogans.settle(client, loaded, slogans.resolve("乡村振兴", Lexicon.default()))
    steps = {(step.level, step.place): step for step in diffusion(client, loaded, subject)}
    assert next(iter(steps)) == ("national", "")
    assert steps["county", ""].days == 134
    assert steps["county", "湖北麻城"].first.speech_id == "c1"
    assert steps["provincial", ""].days is None and steps["provincial", ""].years == 1
    assert steps["county", "四川温江"].years == 2
    assert steps["county", ""].speeches == 2


def test_orders_of_members(client: Elasticsearch, loaded: Corpus) -> None:
    found = slogan_order.orders(client, loaded, "四个意识", Lexicon.default())
    orders = {order.members: order for order in found}
    assert orders["政治意识", "大局意识", "核心意识", "看齐意识"].whole
    assert orders["政治意识", "大局意识", "核心意识", "看齐意识"].in_order
    assert not orders["大局意识", "政治意识", "核心意识"].whole
    assert not orders["大局意识", "政治意识", "核心意识"].in_order
    with pytest.raises(UsageError):
        slogan_order.orders(client, loaded, "科学发展观", Lexicon.default())


def test_two_speeches(client: Elasticsearch, loaded: Corpus) -> None:
    old, new = (comparing.read(client, loaded, name) for name in ("n2", "n4"))
    changes = comparing.diff(old, new, Lexicon.default())
    rows = {(row["change"], row["slogan"]): row for row in map(comparing.row, changes.changes)}
    assert rows["added", "新质生产力"]["new_sentence"] == "加快发展新质生产力。"
    assert ("dropped", "人类命运共同体") in rows
    assert "科学发展观" in changes.kept


def annotated(client: Elasticsearch, corpus: Corpus) -> list[tuple[Any, ...]]:
    """Every mention that stands in the index."""
    answer = client.search(index=corpus.alias(schema.SLOGANS), size=10_000)
    names = ("collection", "speech_id", "start", "end", "text", "slogan", "family", "marked", "nested", "sentence")
    return sorted(tuple(hit["_source"].get(name, "") for name in names) for hit in answer["hits"]["hits"])


def from_scratch(known: vocabulary.Vocabulary) -> list[tuple[Any, ...]]:
    """Every mention that annotating the speeches with this vocabulary gives."""
    found: list[tuple[Any, ...]] = []
    for each in SPEECHES:
        sentence_of = [sentence.start for sentence in annotate(each).sentences]
        for mention in known.mentions(each.text, quoted(each)):
            number = max(0, sum(start <= mention.start for start in sentence_of) - 1)
            place = (mention.start, mention.end, mention.text, mention.slogan, mention.family)
            found.append((each.collection, each.speech_id, *place, mention.marked, mention.nested, number))
    return sorted(found)


def held(client: Elasticsearch, corpus: Corpus) -> dict[tuple[str, str], tuple[list[str], list[str], int]]:
    answer = client.search(index=corpus.alias(schema.SPEECHES), size=100, source_includes=["*"])
    sources = [hit["_source"] for hit in answer["hits"]["hits"]]
    return {
        (each.get("collection", ""), each["speech_id"]): (each["slogans"], each["families"], each["mentions"])
        for each in sources
    }


def test_the_corpus_teaches_and_its_user_curates(client: Elasticsearch, corpus: Corpus) -> None:
    create(client, corpus, "t", shards=2)
    load(client, corpus, SPEECHES, teaching=True)
    before, speeches_before = annotated(client, corpus), held(client, corpus)
    found = learn(client, corpus)
    assert TAUGHT in found.added
    assert vocabulary.learned(client, corpus) == found.forms
    assert annotated(client, corpus) == from_scratch(vocabulary.Vocabulary.of((), found.forms))
    unmarked = [row for row in annotated(client, corpus) if row[4] == TAUGHT and not row[7]]
    assert {(row[0], row[1]) for row in unmarked} == {("", "c2"), ("旧档", "c3")}
    assert TAUGHT in held(client, corpus)["旧档", "c3"][1]
    assert learn(client, corpus).done.speeches == 0

    edits = [
        Edit("exclude", Entry(TAUGHT, TAUGHT)),
        Edit("exclude", Entry("科学发展观", "科学发展观")),
        Edit("add", Entry("只谈天气", "只谈天气", (), (), "闲谈")),
    ]
    curated = curate(client, corpus, edits)
    assert TAUGHT in curated.removed
    assert annotated(client, corpus) == from_scratch(vocabulary.Vocabulary.of(edits, curated.forms))
    slogans_now = {row[5] for row in annotated(client, corpus)}
    assert "只谈天气" in slogans_now and not slogans_now & {TAUGHT, "科学发展观"}
    assert curate(client, corpus, edits).done.changed == 0

    # What is searched of a speech outlives its being written again.
    for word in ("科学发展观", "只谈天气", "乡村振兴"):
        holders = {each.speech_id for each in SPEECHES if word in each.text}
        query = {"match_phrase": {"exact": " ".join(word)}}
        hits = client.search(index=corpus.alias(schema.SPEECHES), query=query, size=100)["hits"]["hits"]
        assert {hit["_source"]["speech_id"] for hit in hits} == holders

    # A pass that was cut off is made up for by the next one.
    vocabulary.remember(client, corpus, (), [TAUGHT])
    learn(client, corpus)
    vocabulary.remember(client, corpus, vocabulary.learned(client, corpus), [vocabulary.EVERYTHING])
    assert learn(client, corpus).done.speeches == len(SPEECHES)
    assert vocabulary.pending(client, corpus) == ()

    curate(client, corpus, [])
    learned = vocabulary.learned(client, corpus)
    assert TAUGHT in learned
    assert annotated(client, corpus) == from_scratch(vocabulary.Vocabulary.of((), learned))
    assert len(before) < len(annotated(client, corpus))
    assert speeches_before.keys() == held(client, corpus).keys()


def test_the_table_of_years_is_replaced_whole(client: Elasticsearch, loaded: Corpus) -> None:
    rows = [each.row() for each in standings(client, loaded)]
    alias = loaded.alias(schema.SLOGAN_YEARS)
    assert replace(client, loaded, rows) == len(rows)
    first = set(client.indices.get_alias(name=alias))
    assert replace(client, loaded, rows) == len(rows)
    second = set(client.indices.get_alias(name=alias))
    assert len(first) == len(second) == 1 and not first & second
    assert not client.indices.exists(index=next(iter(first)))
    assert client.count(index=alias)["count"] == len(rows)
    # A row that does not fit leaves the table as it was.
    with pytest.raises(YuluError):
        replace(client, loaded, [{**rows[0], "height": 3}])
    assert set(client.indices.get_alias(name=alias)) == second

    seen, holders = counted("family", "year")
    whole = {(row["slogan"], row["year"]): row for row in rows if row["level"] == "all"}
    for key, count in holders.items():
        if key[1]:
            assert (whole[key]["speeches"], whole[key]["mentions"]) == (count, seen[key])
    assert whole["科学发展观", "2017"]["change"] == -1
    assert whole["科学发展观", "2024"]["first_seen"] == "2004-03-05"
    assert [year for name, year in whole if name == "科学发展观" and whole[name, year]["first_here"]] == ["2004"]


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def test_the_command_line(loaded: Corpus) -> None:
    name = loaded.prefix
    shown = run("show", "乡村振兴", "--corpus", name, "--format", "jsonl")
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert shown.exit_code == 0 and len(rows) == 4
    fields = "speech_id title date speaker level text slogan family marked sentence start end left match right"
    assert sorted(rows[0]) == sorted(fields.split())
    assert [row["marked"] for row in rows] == [False, False, True, False]
    nothing = run("show", "没有这句话", "--corpus", name, "--format", "json")
    assert nothing.exit_code == 1
    assert json.loads(nothing.stdout)["phrase"]["occurrences"] == 0
    phrase = run("show", "只谈天气", "--corpus", name, "--format", "json")
    answer = json.loads(phrase.stdout)
    assert phrase.exit_code == 0 and answer["listed"] is False
    assert answer["phrase"] == {"occurrences": 1, "sentences": 1, "speeches_with_phrase": 1}
    assert answer["lines"][0]["match"] == "只谈天气"
    assert answer["receipt"]["speeches_searched"] == len(SPEECHES)


@pytest.mark.parametrize(
    "arguments",
    [
        ("top", "--by", "level"),
        ("new", "--since", "2017"),
        ("fading", "--since", "2019"),
        ("trend", "科学发展观", "乡村振兴"),
        ("compare", "--left", "level=county", "--right", "level=national"),
        ("ledger",),
        ("ledger", "科学发展观"),
        ("diffusion", "乡村振兴"),
        ("order", "四个意识"),
        ("diff", "n2", "n4"),
    ],
    ids=" ".join,
)
def test_every_answer_has_its_receipt_and_its_query(loaded: Corpus, arguments: tuple[str, ...]) -> None:
    found = run(*arguments, "--corpus", loaded.prefix, "--format", "json")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["receipt"]["characters_searched"] > 0
    asked = run(*arguments, "--corpus", loaded.prefix, "--show-query")
    assert asked.exit_code == 0 and "query" in asked.stdout


def test_a_trend_is_drawn(loaded: Corpus, tmp_path: Any) -> None:
    path = tmp_path / "走势.svg"
    drawn = run("trend", "科学发展观", "乡村振兴", "--corpus", loaded.prefix, "--output", str(path))
    assert drawn.exit_code == 0, drawn.output
    assert "科学发展观" in path.read_text(encoding="utf-8")


def test_new_formulations_that_nobody_listed(client: Elasticsearch, corpus: Corpus) -> None:
    name = Corpus(f"{corpus.prefix}-new")
    create(client, name, "t")
    ways = (
        "狠抓{}落地",
        "对{}心中有数",
        "靠{}吃饭",
        "把{}办成",
        "{}不是空话",
        "都来谈{}",
        "{}，要人人知道",
        "有了{}就有底气",
    )
    later = [way.format("桑基鱼塘新路") + f"。第{number}条。" for number, way in enumerate(ways * 3)]
    earlier = [way.format("老办法") + f"。第{number}条。" for number, way in enumerate(ways * 3)]
    speeches = [
        speech(f"s{year}-{number}", f"{year}-01-01", "county", "四川温江", text)
        for year, texts in ((2022, earlier), (2023, later))
        for number, text in enumerate(texts)
    ]
    load(client, name, speeches)
    try:
        found = run("discover", "--since", "2023", "--corpus", name.prefix, "--format", "jsonl")
        rows = [json.loads(line) for line in found.stdout.splitlines()]
        assert rows and rows[0]["text"] == "桑基鱼塘新路"
        assert (rows[0]["count"], rows[0]["documents"], rows[0]["earlier"]) == (24, 24, 0)
        assert rows[0]["first_speech"].startswith("s2023-") and "桑基鱼塘新路" in rows[0]["example"]
    finally:
        drop(client, name)


def test_mentions_of_a_file_need_no_node(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YULU_ES_URL", "http://127.0.0.1:9")
    text = "坚持改革开放，践行“绿水青山就是金山银山”理念。"
    (tmp_path / "讲话.txt").write_text(text, encoding="utf-8")
    found = run("extract", str(tmp_path / "讲话.txt"), "--format", "jsonl")
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [text[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert {"改革开放", "绿水青山就是金山银山"} <= {row["slogan"] for row in rows}
    (tmp_path / "空话.txt").write_text("今天天气好。", encoding="utf-8")
    assert run("extract", str(tmp_path / "空话.txt")).exit_code == 1
    assert len(mentions(text)) >= len(rows)
