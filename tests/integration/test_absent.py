"""A filter's value that stands nowhere is told of, with what is like it, and never passes for an answer of zero."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from queries.absent import Absent, absent, quoted, values
from queries.quotes import Question
from yulu.corpus import Corpus
from yulu.errors import UnknownNameError
from yulu.filters import Filters

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

pytestmark = pytest.mark.node
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="module")
def samples(client: Elasticsearch, corpus: Corpus) -> Corpus:
    from indexer.ingest import ingest
    from indexer.options import Options

    ingest([str(SAMPLES / "speeches")], corpus, Options(metadata=SAMPLES / "metadata.csv"))
    return corpus


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(speaker=("本报评论圆",)), [Absent("--speaker", "本报评论圆", ("本报评论员",))]),
        (Filters(speaker=("本报评论员",), kind=("editorial",)), []),
        (Filters(speech=("county-2003-11",)), []),
        (Filters(place=("火星",)), [Absent("--place", "火星")]),
        (Filters(kind=("letter",), level=("township",)), []),
    ],
)
def test_filters(client: Elasticsearch, samples: Corpus, filters: Filters, found: list[Absent]) -> None:
    assert absent(client, samples, list(values(filters))) == found


def test_a_kind_of_which_there_is_none_is_a_mistake(client: Elasticsearch, samples: Corpus) -> None:
    with pytest.raises(UnknownNameError, match="speech"):
        absent(client, samples, list(values(Filters(kind=("speach",)))))


def test_those_who_are_quoted(client: Elasticsearch, samples: Corpus) -> None:
    question = Question(person=("习进平", "邓小平"), cue=("指岀",))
    (person, cue) = absent(client, samples, list(quoted(question)))
    assert (person.value, person.near) == ("习进平", ("习近平",))
    assert (cue.value, cue.near[0]) == ("指岀", "指出")
