"""Which indices does Kibana see? A data view for each index of a corpus, its values and fields named for readers."""

from __future__ import annotations

from dashboards.labels import Labels
from dashboards.model import DataView
from language.titles import KINDS
from yulu import schema
from yulu.corpus import Corpus

INDICES = (*schema.INDICES, schema.SLOGAN_YEARS)


def fields_of(index: str) -> dict[str, schema.Field]:
    """Every field that can be asked of an index by its name, sub-fields included."""
    if index == schema.SLOGAN_YEARS:
        return dict(schema.SLOGAN_YEAR_FIELDS)
    own = {**schema.SPEECH_FIELDS, **schema.OWN_FIELDS[index]}
    below = {
        f"{name}.{part}": shape for name, whole in own.items() for part, shape in dict(whole.get("fields", {})).items()
    }
    return {**own, **below}


def data_view(corpus: Corpus, index: str, labels: Labels) -> DataView:
    """The data view of one index; its id is the name of the alias."""
    known = fields_of(index)
    formats = {
        "level": labels.levels,
        "class": labels.classes,
        "kind": {code: labels(f"kind.{code}") for code in KINDS},
    }
    return DataView(
        id=corpus.alias(index),
        title=corpus.alias(index),
        name=f"{labels(f'view.{index}')} {corpus.prefix}",
        time_field="date" if "date" in known else "",
        formats={name: values for name, values in formats.items() if name in known},
        names={name: label for name, label in labels.fields.items() if name in known},
    )


def data_views(corpus: Corpus, labels: Labels) -> dict[str, DataView]:
    """All five, by index."""
    return {index: data_view(corpus, index, labels) for index in INDICES}
