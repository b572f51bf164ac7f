"""Which dashboards are there? Three, over the five data views of a corpus, in Chinese or English."""

from __future__ import annotations

from dashboards.citations import citations
from dashboards.labels import Labels, Language
from dashboards.lifecycle import lifecycle
from dashboards.model import Book, Tag
from dashboards.overview import overview
from dashboards.saved import ndjson
from dashboards.views import data_views
from yulu.corpus import Corpus
from yulu.settings import DEFAULT_CORPUS


def book(corpus: Corpus, language: Language = "zh") -> Book:
    """Everything for one corpus; ids depend on its prefix alone, so that importing again replaces."""
    label = Labels(language)
    views = data_views(corpus, label)
    tag = Tag(f"{corpus.prefix}-tag", label("tag.name"), label("tag.description"))
    made = (page(corpus.prefix, views, tag, label) for page in (overview, lifecycle, citations))
    return Book(tuple(views.values()), (tag,), tuple(made))


def default_file() -> str:
    """The content of ``dashboards/yulu.ndjson``: the corpus of the default name, in Chinese."""
    return ndjson(book(Corpus(DEFAULT_CORPUS)))
