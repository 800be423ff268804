"""``rulebooks.toml``: ``[[rulebook]]`` with its lines, gates, ties and flags; ``adjustments.toml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from duban.declare import Day, Declaration, Exact, ExactFromZero, Id, Listed, Text
from duban.ledger.types import WHOLE, Basis
from duban.pack.schema.dated import Dated
from duban.pack.schema.rulebooks import Appeal, Level


class CellDeclared(Declaration):
    """``other = {indicator = …, basis = …}``."""

    indicator: Id
    scope: Text = WHOLE
    kind: Literal["quantity", "rank", "milestone", "trend"] = "quantity"
    basis: Basis = "level"


class LineDeclared(CellDeclared):
    """``[[rulebook.line]]``. ``id`` is the indicator's where none is given, ``name`` the indicator's name."""

    id: Id | None = None
    name: str = ""
    weight: ExactFromZero
    formula: Id | None = None
    parameters: dict[str, Exact] = Field(default_factory=dict)
    category: Id | None = None
    org_units: Listed[Id] = ()
    other: CellDeclared | None = None
    clause: str = ""


class CategoryDeclared(Declaration):
    """``[[rulebook.category]]``."""

    id: Id
    name: Text
    most: Exact | None = None
    least: Exact | None = None
    clause: str = ""


class AdditionDeclared(CategoryDeclared):
    """``[[rulebook.addition]]``."""

    level: Level | None = None


class AppealDeclared(Declaration):
    """``[rulebook.appeal]``: working days."""

    decide: int = Field(Appeal().decide, ge=1, le=120)
    days: int = Field(Appeal().days, ge=1, le=120)
    review: int = Field(Appeal().review, ge=1, le=120)


class GateDeclared(Declaration):
    """``[[rulebook.gate]]``."""

    id: Id
    name: Text
    line: Id
    when: Text
    effect: Literal["no_bonus", "cap", "unranked"]
    most: Exact | None = None
    clause: str = ""


class TieBreakDeclared(Declaration):
    """``tie_breaks = [{line = …, by = "points"}]``."""

    line: Id
    by: Literal["points", "actual", "share"] = "points"


class FlagDeclared(Declaration):
    """``[[rulebook.flag]]``."""

    id: Id
    name: Text
    sort: Literal["red_flag", "snail"]
    of: Literal["org_unit", "pledge"]
    when: Text
    clause: Text
    parameters: dict[str, Exact] = Field(default_factory=dict)


class RulebookDeclared(Dated):
    """``[[rulebook]]``."""

    id: Id
    name: Text
    source: Text
    note: str = ""
    groups: Annotated[Listed[Text], Field(min_length=1)]
    formula: Id | None = None
    full: ExactFromZero | None = None
    digits: int = Field(2, ge=0, le=4)
    combine: Literal["sum", "geometric"] = "sum"
    absent: Literal["rescale", "leave_out"] = "rescale"
    missing: Literal["rescale", "leave_out"] = "leave_out"
    quorum: int = Field(50, ge=0, le=100)
    ladder: Listed[Exact] = ()
    tie_breaks: Listed[TieBreakDeclared] = ()
    line: Annotated[Listed[LineDeclared], Field(min_length=1)]
    category: Listed[CategoryDeclared] = ()
    addition: Listed[AdditionDeclared] = ()
    appeal: AppealDeclared | None = None
    gate: Listed[GateDeclared] = ()
    flag: Listed[FlagDeclared] = ()


class AdjustmentDeclared(Declaration):
    """``[[adjustment]]`` of ``adjustments.toml``; without document and proof it is none."""

    id: Id
    org_unit: Id
    kind: Id
    day: Day
    points: Exact
    reason: Text
    document: Text
    proof: Text
    recognised: Day | None = None
