"""What stands in a file of dashboards? Its saved objects, panels and Lens columns, read as they are and not as built.

Checks, searches and pictures read the file, so that they hold what Kibana would be given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The saved objects of a file, by type and id."""

    objects: Mapping[tuple[str, str], Object]

    def of(self, kind: str) -> list[Object]:
        """The objects of one type, in the order of the file."""
        return [each for (name, _), each in self.objects.items() if name == kind]

    def view(self, id_: str) -> Object | None:
        """The data view of an id."""
        return self.objects.get(("index-pattern", id_))


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel, with the dashboard it is on."""

    dashboard: Object
    panel: Object

    @property
    def id(self) -> str:
        """The panel's index."""
        return str(self.panel.get("panelIndex", ""))

    @property
    def where(self) -> str:
        """How a complaint names it."""
        return f"{self.dashboard['id']}/{self.id}"

    @property
    def kind(self) -> str:
        """lens, visualization or search."""
        return str(self.panel.get("type", ""))

    @property
    def lens(self) -> Object:
        """The attributes of a Lens panel."""
        return dict(self.panel["embeddableConfig"]["attributes"])

    @property
    def vega(self) -> Object:
        """The specification of a Vega panel."""
        return dict(json.loads(self.panel["embeddableConfig"]["savedVis"]["params"]["spec"]))

    def saved_search(self, shelf: Shelf) -> Object:
        """The saved search behind a panel of documents."""
        wanted = f"{self.id}:{self.panel.get('panelRefName', '')}"
        names = {each["name"]: each["id"] for each in self.dashboard["references"]}
        return shelf.objects["search", names[wanted]]

    def title(self, shelf: Shelf) -> str:
        """What stands above the panel."""
        if self.kind == "lens":
            return str(self.lens["title"])
        if self.kind == "search":
            return str(self.saved_search(shelf)["attributes"]["title"])
        return str(self.panel["embeddableConfig"]["savedVis"]["title"])


def read(content: str) -> Shelf:
    """The saved objects of an NDJSON; ValueError for a line that is none or stands twice."""
    found: dict[tuple[str, str], Object] = {}
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        each = json.loads(line)
        if not isinstance(each, dict) or not isinstance(each.get("type"), str) or not isinstance(each.get("id"), str):
            raise ValueError(f"line {number}: no saved object")
        if (each["type"], each["id"]) in found:
            raise ValueError(f"line {number}: {each['type']} {each['id']} stands twice")
        found[each["type"], each["id"]] = each
    return Shelf(found)


def placed(shelf: Shelf) -> Iterator[Placed]:
    """Every panel of every dashboard."""
    for dashboard in shelf.of("dashboard"):
        for panel in json.loads(dashboard["attributes"]["panelsJSON"]):
            yield Placed(dashboard, panel)


def layers(lens: Object) -> dict[str, Object]:
    """The layers of a Lens panel, by id."""
    return dict(lens["state"]["datasourceStates"]["formBased"]["layers"])


def accessors(value: object) -> Iterator[str]:
    """The columns that a Lens visualization draws."""
    if isinstance(value, list):
        for each in value:
            yield from accessors(each)
    if not isinstance(value, dict):
        return
    for key, each in value.items():
        if key in _ONE and isinstance(each, str):
            yield each
        elif key in _SEVERAL and isinstance(each, list):
            yield from (name for name in each if isinstance(name, str))
        else:
            yield from accessors(each)


_ONE = ("xAccessor", "yAccessor", "valueAccessor", "metricAccessor", "splitAccessor", "columnId", "forAccessor")
_SEVERAL = ("accessors", "primaryGroups", "secondaryGroups", "metrics")
