"""Books, what is taken from them, and how it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from duban.web.api.shapes.base import Amount, Asked, Words

Sort = Literal["pledge", "task"]
State = Literal["proposed", "accepted", "rejected"]
BookState = Literal["reading", "failed", "review", "signed"]
Kind = Literal["quantity", "rank", "trend", "milestone"]
Verdict = Literal["kept", "on_pace", "behind", "missed", "not_judged", "not_reported", "dropped", "adjusted"]


class BooksAsked(Asked):
    """Filters of books."""

    year: int | None = Field(None, ge=1900, le=2199)
    org_unit: Words = ""
    state: BookState | None = None


class BookOut(Schema):
    """A book that somebody may see."""

    key: str
    title: str
    year: int
    org_unit: str
    lead: str = Field(description="牵头部门")
    state: str
    signed: date | None
    document: str
    place: int = Field(description="在这一年里的次序")
    entry: int = Field(description="写下它的日志号")


class ClausesAsked(Asked):
    """Filters of clauses."""

    book: Words = ""
    org_unit: Words = ""
    indicator: Words = ""
    sort: Sort | None = None
    state: State | None = None
    kind: Kind | None = None


class TierOut(Schema):
    """A floor or a stretch: ``value`` is empty where the figure is still to come from above."""

    firmness: Literal["ensure", "plan", "strive"]
    comparator: str
    value: Amount | None
    upper: Amount | None
    document: str
    words: str = Field(description="照文件的写法")


class PointOut(Schema):
    """What is to be reached to date at the end of a month."""

    month: str
    value: Amount


class ClauseOut(Schema):
    """A pledge or a task with its sentence."""

    key: str
    book: str
    sort: Sort
    state: str
    status: str = Field(description="in_force 有效，dropped 不再执行，adjusted 调整过")
    place: int
    org_unit: str
    responsible: list[str] = Field(description="责任单位，牵头的在前")
    subject: str
    indicator: str
    scope: str = Field(description="口径")
    kind: str
    basis: str = Field(description="level 总量，growth 同比，change 变化")
    unit: str
    tiers: list[TierOut]
    due: date | None
    milestone: str
    polarity: str
    accumulation: str
    trajectory: list[PointOut]
    annual_only: bool
    quote: str = Field(description="写着它的那几个字")
    sentence: str = Field(description="整句")
    heading: str
    entry: int


class VersionOut(Schema):
    """A version of a clause: the entry that wrote it, and when."""

    entry: int
    at: datetime
    clause: ClauseOut
    reason: str = Field(description="修改的理由")
    document: str = Field(description="依据的文件")


class ClauseWhole(ClauseOut):
    """A clause with all its versions, the newest first."""

    versions: list[VersionOut]


class VerdictsAsked(Asked):
    """Filters of verdicts."""

    book: Words = ""
    org_unit: Words = ""
    indicator: Words = ""
    verdict: Verdict | None = None
    light: Words = Field("", description="灯的编号，例如 duban.default 里的 red")
    mine: bool = Field(False, description="只要我的职务分管的")


class LightOut(Schema):
    """The light of a month."""

    month: str
    light: str
    shape: str
    word: str
    colour: str


class VerdictOut(Schema):
    """How a pledge stands, and why."""

    pledge: str
    subject: str
    org_unit: str
    book: str
    indicator: str
    as_of: date
    number: int = Field(description="依据到日志第几条")
    rule: str
    verdict: str
    light: str
    shape: str
    word: str
    colour: str
    stretch: str = Field(description="力争的那一档：kept、missed……，没有就是空的")
    until: str | None = Field(description="判到哪个月的数")
    expected: Amount | None
    actual: Amount | None
    gap: float | None = Field(description="实际减应完成")
    gap_unit: str
    reason: str = Field(description="一句话的理由")
    facts: list[str] = Field(description="用了哪些数，按编号查 /api/facts/{key}")
    was: str = Field(description="上一次变灯以前的灯")
    history: list[LightOut]
