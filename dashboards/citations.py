"""引文网络: whose words do speeches quote, how, and which?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.labels import Labels
from dashboards.model import (
    XY,
    Dashboard,
    DataView,
    Heatmap,
    Layer,
    Measure,
    Panel,
    Partition,
    Rectangle,
    Table,
    Tag,
    Terms,
    Vega,
)
from dashboards.overview import EVERY_LEVEL, controls, count
from dashboards.specs import network
from yulu import schema

# Words of somebody: slogans, terms and irony stand in quotation marks too, and are nobody's words.
SOMEBODYS = "class: (speech or indirect or document or saying)"


def citations(prefix: str, views: Mapping[str, DataView], tag: Tag, label: Labels) -> Dashboard:
    """The dashboard over ``<prefix>-quotations``."""
    view = views[schema.QUOTATIONS]
    return Dashboard(
        id=f"{prefix}-citations",
        title=label("citations.title"),
        description=label("citations.description"),
        panels=(*_people(view, label), *_words(view, label)),
        controls=controls(view, label),
        tags=(tag,),
    )


def _person(label: Labels, size: int) -> Terms:
    return Terms("person", "quoted_person", label("field.quoted_person"), size, by="count")


def _people(view: DataView, label: Labels) -> list[Panel]:
    number = count(label, "quotations")
    kind = Terms("class", "class", label("field.class"), EVERY_LEVEL, by="count")
    cue = Terms("cue", "cue", label("field.cue"), 6, by="count")
    speaker = Terms("speaker", "speaker", label("field.speaker"), 12, by="count")
    people = Layer(view, (_person(label, 20), kind, number), SOMEBODYS)
    cues = Layer(view, (_person(label, 10), cue, number), SOMEBODYS)
    who = Layer(view, (speaker, _person(label, 5), number), SOMEBODYS)
    bars = XY(people, "bar_horizontal_stacked", "person", ("count",), "class")
    mosaic = Partition(cues, "mosaic", ("person",), "count", against="cue")
    return [
        Panel("people", label("citations.people"), Rectangle(0, 0, 24, 18), bars),
        Panel("cues", label("citations.cues"), Rectangle(24, 0, 24, 18), mosaic),
        Panel("who", label("citations.who"), Rectangle(0, 18, 48, 16), Heatmap(who, "person", "speaker", "count")),
        Panel("graph", label("citations.graph"), Rectangle(0, 34, 48, 24), Vega(network(view.title))),
    ]


def _words(view: DataView, label: Labels) -> list[Panel]:
    # By how many speeches quote it: one speech that repeats a sentence is one.
    quoting = Measure("quoting", "unique_count", label("measure.quoting"), "speech_id")
    sentence = Terms("sentence", "text.whole", label("citations.sentence"), 30, by="quoting")
    layer = Layer(view, (sentence, quoting, count(label, "quotations")), "class: (speech or document or saying)")
    return [Panel("sentences", label("citations.sentences"), Rectangle(0, 58, 48, 20), Table(layer))]
