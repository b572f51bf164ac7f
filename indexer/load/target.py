"""Where do the documents go? The corpus's indices: found or made, prepared for a load, refreshed, swapped."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.journal import Journal, url_name
from indexer.load.deliver import Interrupted
from indexer.load.link import Link
from yulu import schema
from yulu.corpus import Corpus
from yulu.errors import LoadError, YuluError
from yulu.messages import text

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Destination:
    """The four indices of a load. ``names`` are the aliases to write to, ``concrete`` the index behind each."""

    names: dict[str, str]
    concrete: dict[str, str]
    uuids: dict[str, str]

    @property
    def identity(self) -> str:
        """Changes whenever one of the indices is another one."""
        return " ".join(self.uuids[index] for index in schema.INDICES)

    @property
    def allowed(self) -> frozenset[str]:
        """The concrete names in which a document may land."""
        return frozenset(self.concrete.values())


def cluster_name(link: Link) -> str:
    """The cluster's own id, or one made from its address where that may not be asked."""
    try:
        answer = link.patiently(lambda client: client.cluster.state(metric="version", filter_path="cluster_uuid"))
        if answer.get("cluster_uuid"):
            return str(answer["cluster_uuid"])
    except YuluError:
        pass
    return url_name(str(next(iter(link.client.transport.node_pool.all())).base_url))


def find(link: Link, names: dict[str, str]) -> Destination | None:
    """The indices behind these aliases; None when none stands, LoadError for what is half there."""
    found = link.patiently(lambda client: _aliased(client, names))
    if not found:
        return None
    concrete: dict[str, str] = {}
    uuids: dict[str, str] = {}
    for index, alias in names.items():
        behind = [name for name, value in found.items() if alias in value["aliases"]]
        if len(behind) != 1:
            raise LoadError("load.alias_many", alias=alias, found=", ".join(sorted(behind)) or "-")
        concrete[index] = behind[0]
        uuids[index] = str(found[behind[0]]["uuid"])
    return Destination(names, concrete, uuids)


def half_made(link: Link, names: dict[str, str]) -> bool:
    """Whether some of these aliases are missing while the others are empty: a corpus that is just being made."""
    found = link.patiently(lambda client: _aliased(client, names))
    standing = {alias for value in found.values() for alias in value["aliases"]} & set(names.values())
    if not standing or len(standing) == len(names):
        return False
    return not number(link, ",".join(sorted(standing)))


def _aliased(client: Elasticsearch, names: dict[str, str]) -> dict[str, Any]:
    answer = client.options(ignore_status=404).indices.get(
        index=",".join(names.values()), features=["aliases", "settings"], ignore_unavailable=True, flat_settings=True
    )
    if answer.meta.status == 404:
        return {}
    return {
        name: {"aliases": value.get("aliases", {}), "uuid": value["settings"]["index.uuid"]}
        for name, value in answer.items()
    }


def create(link: Link, corpus: Corpus, stamp: str, *, shards: int, replicas: int) -> Destination:
    """Make the four indices under their aliases; what another made in the meantime is taken."""
    names = {index: corpus.alias(index) for index in schema.INDICES}
    _create(link, corpus, stamp, names, shards, replicas)
    made = find(link, names)
    if made is None:
        raise LoadError("load.not_created", corpus=corpus.prefix)
    return made


def _create(link: Link, corpus: Corpus, stamp: str, names: dict[str, str], shards: int, replicas: int) -> None:
    import elasticsearch

    for index, alias in names.items():

        def make(client: Elasticsearch, index: str = index, alias: str = alias) -> None:
            # A request that was answered late, or another machine, may have made it already.
            try:
                client.indices.create(
                    index=corpus.concrete(index, stamp),
                    settings=schema.index_settings(shards=shards, replicas=replicas),
                    mappings=schema.mappings(index),
                    aliases={alias: {"is_write_index": True}},
                )
            except elasticsearch.ApiError as error:
                if error.meta.status != 400 and "more than one write index" not in str(error):
                    raise

        link.patiently(make)


def build_names(corpus: Corpus, stamp: str) -> dict[str, str]:
    """The aliases of a corpus that is being built beside the standing one."""
    return {index: f"{corpus.alias(index)}-build-{stamp}" for index in schema.INDICES}


def create_build(link: Link, corpus: Corpus, stamp: str, *, shards: int, replicas: int) -> Destination:
    """Make, or find again, the four indices of a build."""
    names = build_names(corpus, stamp)
    _create(link, corpus, stamp, names, shards, replicas)
    made = find(link, names)
    if made is None:
        raise LoadError("load.not_created", corpus=corpus.prefix)
    return made


def swap(link: Link, corpus: Corpus, built: Destination) -> list[str]:
    """Put the built indices under the corpus's aliases in one step; the names of those that stood there before."""
    old = find_any(link, corpus)
    actions: list[dict[str, Any]] = []
    for index in schema.INDICES:
        alias = corpus.alias(index)
        actions += [{"remove": {"index": name, "alias": alias}} for name in old.get(alias, [])]
        actions.append({"add": {"index": built.concrete[index], "alias": alias, "is_write_index": True}})
        actions.append({"remove": {"index": built.concrete[index], "alias": built.names[index], "must_exist": False}})
    link.patiently(lambda client: client.indices.update_aliases(actions=actions))
    return sorted({name for names in old.values() for name in names} - set(built.concrete.values()))


def find_any(link: Link, corpus: Corpus) -> dict[str, list[str]]:
    """The indices behind each of the corpus's aliases, however many."""
    names = {index: corpus.alias(index) for index in schema.INDICES}
    found = link.patiently(lambda client: _aliased(client, names))
    return {alias: [name for name, value in found.items() if alias in value["aliases"]] for alias in names.values()}


@contextmanager
def quiet(link: Link, journal: Journal, destination: Destination) -> Iterator[None]:
    """No refreshing while the block runs; what was set before is restored, at the next run if not by this one."""
    indices = sorted(destination.concrete.values())
    restore(link, journal)
    before = link.patiently(lambda client: _refresh_intervals(client, indices))
    journal.set("refresh", json.dumps(before))
    journal.commit()
    link.patiently(lambda client: _set_refresh(client, dict.fromkeys(indices, "-1")))
    try:
        yield
    finally:
        # Asked to stop or not, this much is tried.
        stopping = link.pace.stop.is_set()
        link.pace.stop.clear()
        try:
            link.patiently(lambda client: _set_refresh(client, before))
        except (YuluError, Interrupted):
            link.pace.say(text("load.not_restored"))
        else:
            with contextlib.suppress(YuluError):  # a journal that cannot be written has been told of already
                journal.set("refresh", "")
                journal.commit()
        finally:
            if stopping:
                link.pace.stop.set()


def restore(link: Link, journal: Journal) -> None:
    """Restore what a run that was killed left switched off."""
    kept = journal.get("refresh")
    if kept:
        link.patiently(lambda client: _set_refresh(client, json.loads(kept)))
        journal.set("refresh", "")
        journal.commit()


def _refresh_intervals(client: Elasticsearch, indices: list[str]) -> dict[str, str | None]:
    answer = client.indices.get_settings(index=indices, name="index.refresh_interval", flat_settings=True)
    found = {name: answer.get(name, {}).get("settings", {}).get("index.refresh_interval") for name in indices}
    # Off already: another machine is loading too. What it would restore is what the schema says.
    usual = str(schema.index_settings()["refresh_interval"])
    return {name: usual if interval == "-1" else interval for name, interval in found.items()}


def _set_refresh(client: Elasticsearch, intervals: dict[str, str | None]) -> None:
    for value in set(intervals.values()):
        names = [name for name, interval in intervals.items() if interval == value]
        client.indices.put_settings(
            index=names, settings={"index": {"refresh_interval": value}}, ignore_unavailable=True
        )


def refresh(link: Link, destination: Destination) -> None:
    """Make everything that was sent findable; LoadError when a shard did not."""
    for _ in range(3):
        answer = link.patiently(lambda client: client.indices.refresh(index=sorted(destination.concrete.values())))
        if not answer["_shards"]["failed"]:
            return
    raise LoadError("load.refresh_failed", failed=answer["_shards"]["failed"], total=answer["_shards"]["total"])


def highest_run(link: Link, destination: Destination) -> int:
    """The latest run of any machine that left a speech in the index."""
    answer = link.patiently(
        lambda client: client.search(
            index=destination.names[schema.SPEECHES],
            size=0,
            aggs={"run": {"max": {"field": "run"}}},
            allow_partial_search_results=False,
        )
    )
    return int(answer["aggregations"]["run"]["value"] or 0)


def count(link: Link, destination: Destination) -> dict[str, int]:
    """Documents in each of the indices, as of the last refresh."""
    return {index: number(link, name) for index, name in destination.names.items()}


def number(link: Link, name: str, query: dict[str, Any] | None = None) -> int:
    """How many documents a query finds, in all shards or not at all."""
    answer = link.patiently(
        lambda client: client.search(
            index=name, query=query, size=0, track_total_hits=True, allow_partial_search_results=False
        )
    )
    return int(answer["hits"]["total"]["value"])
