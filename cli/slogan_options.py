"""Which options do the commands of ``yulu slogan`` share?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from yulu.messages import text


class Scope(StrEnum):
    """How much of a family is meant."""

    family = "family"
    slogan = "slogan"
    form = "form"


class Unit(StrEnum):
    """What counts as one formulation."""

    family = "family"
    slogan = "slogan"


class LedgerUnit(StrEnum):
    """What a line of the ledger is about."""

    words = "words"
    family = "family"
    slogan = "slogan"


class Sort(StrEnum):
    """What a ranking goes by."""

    mentions = "mentions"
    speeches = "speeches"


ScopeOption = Annotated[Scope, typer.Option("--scope", help=text("slogan.opt.scope"))]
UnitOption = Annotated[Unit, typer.Option("--unit", help=text("slogan.opt.unit"))]
Tiers = Annotated[str, typer.Option("--tiers", help=text("slogan.opt.tiers"))]
Name = Annotated[str, typer.Argument(metavar="TEXT", help=text("slogan.arg.text"), show_default=False)]
Names = Annotated[list[str], typer.Argument(metavar="TEXT…", help=text("slogan.arg.text"), show_default=False)]
