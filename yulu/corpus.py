"""Which indices are a corpus? Names, creation, existence and version of the indices behind ``<prefix>-…``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yulu import schema
from yulu.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus by its prefix."""

    prefix: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.prefix):
            raise UsageError("corpus.bad_name", name=self.prefix)

    def alias(self, index: str) -> str:
        """The alias of one of ``schema.INDICES``."""
        return f"{self.prefix}-{index}"

    def concrete(self, index: str, stamp: str) -> str:
        """The name of an index behind the alias; ``stamp`` tells two builds of one corpus apart."""
        return f"{self.prefix}-{index}-v{schema.INDEX_VERSION}-{stamp}"

    @property
    def turn(self) -> str:
        """The index by which one machine at a time has the turn (``indexer.turn``)."""
        return f"{self.prefix}-turn"

    @property
    def aliases(self) -> list[str]:
        """All four."""
        return [self.alias(index) for index in schema.INDICES]


def exists(client: Elasticsearch, corpus: Corpus) -> bool:
    """Whether all four aliases stand; some of them missing is a damaged corpus (CorpusError)."""
    found = [bool(client.indices.exists_alias(name=alias)) for alias in corpus.aliases]
    if any(found) and not all(found):
        missing = ", ".join(alias for alias, there in zip(corpus.aliases, found, strict=True) if not there)
        raise CorpusError("corpus.damaged", corpus=corpus.prefix, missing=missing)
    return all(found)


def create(
    client: Elasticsearch, corpus: Corpus, stamp: str, *, shards: int = 1, replicas: int = 0, aliased: bool = True
) -> dict[str, str]:
    """Create the four indices, empty, under their aliases if ``aliased``; returns alias -> concrete name."""
    names = {corpus.alias(index): corpus.concrete(index, stamp) for index in schema.INDICES}
    for index in schema.INDICES:
        alias = corpus.alias(index)
        client.indices.create(
            index=names[alias],
            settings=schema.index_settings(shards=shards, replicas=replicas),
            mappings=schema.mappings(index),
            aliases={alias: {"is_write_index": True}} if aliased else None,
        )
    return names


def drop(client: Elasticsearch, corpus: Corpus) -> int:
    """Delete every index of the corpus; returns how many there were."""
    names = concrete_names(client, corpus)
    for name in names:
        client.indices.delete(index=name)
    return len(names)


def concrete_names(client: Elasticsearch, corpus: Corpus) -> list[str]:
    """Every index of this corpus and no other's, aliased or left over."""
    own = re.compile(rf"{re.escape(corpus.prefix)}-({'|'.join(schema.INDICES)}|slogan-years)-v\d+-[0-9a-z]+")
    found = client.indices.get(index=f"{corpus.prefix}-*", features="aliases", expand_wildcards="all")
    return sorted(name for name in found if own.fullmatch(name))


def check_version(client: Elasticsearch, corpus: Corpus) -> int:
    """The index version of the corpus; CorpusError when it is missing or of another version."""
    answer = client.options(ignore_status=404).indices.get_mapping(
        index=corpus.alias(schema.SPEECHES), filter_path="*.mappings._meta,error"
    )
    if answer.meta.status == 404:
        raise CorpusError("corpus.missing", corpus=corpus.prefix)
    versions = {body["mappings"].get("_meta", {}).get("yulu_index_version") for body in answer.values()}
    if versions != {schema.INDEX_VERSION}:
        found = ", ".join(sorted(str(version or "-") for version in versions)) or "-"
        raise CorpusError("corpus.version", corpus=corpus.prefix, found=found, wanted=schema.INDEX_VERSION)
    return schema.INDEX_VERSION
