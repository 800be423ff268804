"""Rulebooks, issued results, additions and deductions, as the interface tells them."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from duban.web.api.shapes.base import Amount, Asked, Words


class RulebooksAsked(Asked):
    """Filters of rulebooks."""

    group: Words = ""


class RuleLineOut(Schema):
    """A line of a rulebook."""

    line: str
    name: str
    weight: str
    formula: str
    words: str = Field(description="怎么得分，一句话")


class RulebookOut(Schema):
    """A rulebook."""

    id: str
    name: str
    source: str
    groups: list[str]
    start: date | None
    end: date | None = Field(description="到哪天止；有新的接替的，是新的起用的前一天")
    full: str
    lines: list[RuleLineOut]
    rules: list[str] = Field(description="整本的规定，一条一句")


class ResultsAsked(Asked):
    """Filters of issued results."""

    group: Words = ""
    rulebook: Words = ""


class RankOut(Schema):
    """A body's place in a result."""

    org_unit: str
    rank: int | None = Field(description="没有就是不参加排名")
    total: str | None


class ResultOut(Schema):
    """An issued result in short."""

    key: str
    title: str
    group: str
    rulebook: str
    as_of: date
    document: str
    number: int = Field(description="依据到日志第几条")
    places: list[RankOut]
    entry: int


class ScoreOut(Schema):
    """A line of a body."""

    line: str
    points: str | None
    lost: str | None = Field(None, description="失分：按到这个月的计划该得而没有得的")
    to_come: str | None = Field(None, description="尚未到期：计划留给后面几个月的")
    why: str = Field(description="没有分的原因：no-figure、conflict、early、no-target……")
    until: str | None
    target: str | None
    actual: str | None
    share: str | None
    pledge: str | None
    fact: str | None


class PlaceOut(RankOut):
    """A body in a result, with where its points came from."""

    name: str
    tied: int
    counted: str = Field(description="能计分的满分")
    lines_counted: int | None = Field(None, description="几项能计分")
    lost: str | None = None
    to_come: str | None = None
    bonus: str
    minus: str
    ladder: str
    unplaced: str
    lines: list[ScoreOut]
    why: list[str]


class ResultWhole(Schema):
    """An issued result as it was frozen."""

    key: str
    title: str
    group: str
    rulebook: str
    as_of: date
    document: str
    number: int
    full: str
    places: list[PlaceOut]
    notes: list[str]
    entry: int


class PointsAsked(Asked):
    """Filters of additions and deductions."""

    org_unit: Words = ""
    rulebook: Words = ""
    state: Words = ""


class AdditionOut(Schema):
    """An addition or a deduction; its proof only for those who may see it."""

    key: str
    org_unit: str
    rulebook: str
    kind: str = Field(description="考核办法里的哪一项；空的只登记，不计分")
    level: str
    sort: str
    day: date
    asked: Amount
    points: Amount
    reason: str
    document: str
    proof: str
    state: str
    granted: bool | None
    due: date | None
    decided: date | None
    decision: str
    upheld: bool | None
    frozen: date | None
    amends: str
    entry: int
