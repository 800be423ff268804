"""``pledges/*.toml``: what the books bind their bodies to, as it is written there; one file a book."""

from __future__ import annotations

from duban.declare import Day, Declaration, Exact, Id, Listed, MonthOf, Text
from duban.ledger.types import WHOLE, Accumulation, Basis, Comparator, Firmness, Kind, PledgeStatus, Polarity


class TierDeclared(Declaration):
    """``tier = [{firmness = "ensure", comparator = ">=", value = 6.5}]``, values in the pledge's ``unit``."""

    firmness: Firmness = "plan"
    comparator: Comparator = "="
    value: Exact | None = None
    upper: Exact | None = None


class AssessedDeclared(Declaration):
    """``assessed = {comparator = ">=", value = 12, document = "…"}``: the figure (考核值) that says what a miss is."""

    comparator: Comparator = ">="
    value: Exact
    upper: Exact | None = None
    document: Text


class NodeDeclared(Declaration):
    """``{month = "2023-06", value = 50}``: what is to be reached to date at the end of a month."""

    month: MonthOf
    value: Exact


class PledgeDeclared(Declaration):
    """``[[pledge]]``. ``unit`` is the unit of its figures (亿元 is fine); without it, the indicator's own.

    ``against``: the indicator whose growth a trend's is held against (与经济增长同步: ``against = "gdp"``).
    """

    id: Id
    org_unit: Id
    book: Id | None = None
    responsible: Listed[Id] = ()
    indicator: Id | None = None
    subject: Text | None = None
    scope: Text = WHOLE
    kind: Kind = "quantity"
    basis: Basis = "level"
    unit: Text | None = None
    due: Day | None = None
    state: Text | None = None
    polarity: Polarity | None = None
    accumulation: Accumulation | None = None
    tier: Listed[TierDeclared] = ()
    assessed: AssessedDeclared | None = None
    trajectory: Listed[NodeDeclared] = ()
    against: Id | None = None
    status: PledgeStatus = "in_force"
    status_document: str = ""
    quote: str = ""
    sentence: str = ""
