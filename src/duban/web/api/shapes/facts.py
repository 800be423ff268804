"""Figures with their versions, the months in which they are handed in, and the log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from duban.web.api.shapes.base import Amount, Asked, Key, MonthText, Text, Words

Basis = Literal["level", "growth", "change"]
Status = Literal["estimate", "flash", "preliminary", "final"]


class FactsAsked(Asked):
    """Filters of facts."""

    org_unit: Words = ""
    indicator: Words = ""
    pledge: Words = Field("", description="写明是为哪条承诺报的")
    basis: Basis | None = None
    status: Status | None = None
    first: MonthText | None = Field(None, description="从这个月起（按期末的月份）")
    last: MonthText | None = Field(None, description="到这个月止（按期末的月份）")


class FactOut(Schema):
    """A figure or a dated state, as it stands for whoever asks."""

    key: str
    org_unit: str
    indicator: str
    subject: str
    scope: str
    kind: str
    basis: str
    unit: str
    first: str = Field(description="期间的第一个月")
    last: str = Field(description="期间的最后一个月")
    value: Amount | None
    upper: Amount | None
    comparator: str
    state: str = Field(description="节点做到了什么")
    day: date | None
    status: str
    simulated: bool
    source: str
    pledge: str
    provider: str
    release: datetime | None = Field(description="从什么时候起人人可见；没有就是一报就可见")
    entry: int


class RevisionOut(Schema):
    """A version of a figure."""

    entry: int
    at: datetime
    post: str
    fact: FactOut


class FactWhole(FactOut):
    """A figure with its versions, the newest first."""

    replaced_by: str = Field(description="被另一个编号的数更正了的，是哪一个；没有就是空的")
    revisions: list[RevisionOut]


class GlanceOut(Schema):
    """A body's month: how far its sheet is."""

    org_unit: str
    state: str
    word: str
    owed: int
    held: int
    drafts: int
    late: bool
    remark: str


class ListedOut(Schema):
    """A provider's table that waits for whoever asks."""

    indicator: str
    name: str
    scope: str
    org_unit: str
    released: bool


class MonthOut(Schema):
    """A month at a glance."""

    month: str
    opens: date
    due: date
    closes: date
    sheets: list[GlanceOut]
    tables: list[ListedOut]


class CellOut(Schema):
    """A cell as it was typed; with an error it cannot be handed in, with doubts only by whoever is sure."""

    row: str
    column: str
    text: str
    draft: bool
    error: str
    doubts: list[str]


class OwedOut(Schema):
    """A pledge of a sheet, or a body of a table: what was reported before, and its cells."""

    row: str
    org_unit: str
    subject: str
    unit: dict[str, str] = Field(description="每一列的单位")
    before: dict[str, str] = Field(description="上一期的数")
    cells: list[CellOut]


class SheetOut(Schema):
    """A sheet of a month, of a body or of a provider."""

    key: str
    month: str
    org_unit: str
    indicator: str
    scope: str
    state: str
    remark: str
    open: bool
    rows: list[OwedOut]


class TableAsked(Schema):
    """Which of an indicator's tables."""

    model_config = ConfigDict(extra="forbid")

    scope: Words = Field("全域", description="口径")


class CellIn(Schema):
    """What is typed into a cell."""

    model_config = ConfigDict(extra="forbid")

    row: Key
    column: Key
    text: Text
    seen: Text | None = Field(None, description="您取到的这一格原来是什么；别人在这以后改过的，不会被盖掉")


class CellsIn(Schema):
    """Cells that are kept as drafts."""

    model_config = ConfigDict(extra="forbid")

    cells: list[CellIn] = Field(min_length=1, max_length=1000)


class ClashOut(Schema):
    """A cell that somebody else changed in between: what was sent was not kept, ``theirs`` stands."""

    row: str
    column: str
    theirs: str
    at: datetime


class CellsOut(Schema):
    """The cells of the rows that were sent, as they stand now; those that were not kept."""

    cells: list[CellOut]
    clashes: list[ClashOut] = Field(default_factory=list, description="别人在这以后改过、没有写进去的格子")


class SureIn(Schema):
    """A step of the sheet; ``sure``: doubtful and empty cells were looked at."""

    model_config = ConfigDict(extra="forbid")

    sure: bool = Field(False, description="有疑问的、空着的都核对过")


class RemarkIn(Schema):
    """Why a sheet goes back."""

    model_config = ConfigDict(extra="forbid")

    remark: Text


class ReleaseIn(Schema):
    """How a provider's table is handed in."""

    model_config = ConfigDict(extra="forbid")

    status: Status = "final"
    release: AwareDatetime | None = Field(None, description="从什么时候起人人可见，要写时区；不写就是马上")
    sure: bool = False
    reason: Text = Field("", description="改已经发布的最终数，要写理由")


class MovedOut(Schema):
    """Where a sheet stands after a step."""

    state: str
    figures: Annotated[int | None, Field(description="写下几个数")] = None


class LogAsked(Asked):
    """Filters of the log."""

    verb: Words = ""
    who: Words = Field("", description="账号的用户名")
    about: Words = Field("", description="编号的开头")
    org_unit: Words = ""
    channel: Literal["page", "api"] | None = None
    start: date | None = None
    end: date | None = None


class EntryOut(Schema):
    """An entry of the log."""

    number: int
    at: datetime
    username: str
    post: str
    channel: str = Field(description="api：程序用令牌做的；空的：网页或系统自己")
    verb: str
    words: str
    kind: str
    about: str
    org_unit: str
    detail: dict[str, Any]
    rows: int
    hash: str
    previous: str
