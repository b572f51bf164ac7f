"""Which options do the commands of ``yulu slogan`` share, and which columns does a person see of them?"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from cli.options import Format, Output
from cli.output import Column
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


def seen(columns: Sequence[Column], output: Output, left_out: Sequence[str]) -> list[Column]:
    """The columns of an answer: in a table, which has to fit a page, without those left out; else all of them."""
    return [each for each in columns if output.format is not Format.table or each.key not in left_out]
