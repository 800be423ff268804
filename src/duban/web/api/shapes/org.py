"""Bodies, posts, indicators, and who asks."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from duban.web.api.shapes.base import Asked, Words


class BodiesAsked(Asked):
    """The bodies, in official order."""


class PostsAsked(Asked):
    """Filters of posts."""

    org_unit: Words = ""


class IndicatorsAsked(Asked):
    """The indicators, in the order of the pack."""


class SpellOut(Schema):
    """What held for a while."""

    value: str
    start: date | None
    end: date | None


class BodyOut(Schema):
    """A body."""

    key: str
    name: str = Field(description="今天的名称")
    name_en: str
    kind: str = Field(description="镇街道、开发区、部门……")
    order: int = Field(description="官方排序，小的在前")
    groups: list[str]
    names: list[SpellOut] = Field(description="用过的名称和起止")
    parent: str = Field(description="今天的上级")
    whole: bool = Field(description="是不是全市本身")
    statistics: bool = Field(description="是不是统计机构")
    end: date | None = Field(description="并入别的单位的，最后一天")
    successor: str


class PostOut(Schema):
    """A post; who holds it is personal and not told."""

    key: str
    title: str
    org_unit: str
    order: int
    start: date | None
    end: date | None
    roles: list[str]


class IndicatorOut(Schema):
    """An indicator as the pack declares it."""

    key: str
    name: str
    name_en: str
    unit: str = Field(description="基本单位，接口里的数都用它")
    display_unit: str
    decimals: int
    polarity: str
    accumulation: str = Field(description="ytd 累计，flow 当月，stock 期末，rate 比率")
    aggregation: str
    scopes: list[str]
    definition: str


class MeOut(Schema):
    """Whose token it is, and where the store stands."""

    username: str
    posts: list[PostOut]
    roles: list[str]
    day: date = Field(description="办公系统的今天；演示库可能停在某一天")
    head: int = Field(description="日志末条的号")
