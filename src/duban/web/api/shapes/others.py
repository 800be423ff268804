"""Peers' tables, objections and what a search finds, as the interface tells them."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from duban.web.api.shapes.base import Amount, Asked, MonthText, Words


class PeersAsked(Asked):
    """Filters of the peers' figures."""

    indicator: Words = ""
    month: MonthText | None = None


class PeerOut(Schema):
    """A peer's figure."""

    peer: str
    value: Amount


class PeersOut(Schema):
    """One indicator of a peers' table over some months."""

    key: str
    indicator: str
    name: str
    first: str
    last: str
    polarity: str
    unit: str
    growth_unit: str
    peers: list[str] = Field(description="表里的各县（市、区）；不在 level、growth 里的没有数")
    level: list[PeerOut] | None
    growth: list[PeerOut] | None
    simulated: bool
    title: str
    source: str
    entry: int


class ObjectionsAsked(Asked):
    """Filters of objections."""

    org_unit: Words = ""
    open: bool = Field(False, description="只要还没有答复的")


class ObjectionOut(Schema):
    """A body's word on a figure that was handed in for it."""

    key: str
    fact: str
    indicator: str
    month: str
    org_unit: str
    text: str
    answer: str
    upheld: bool | None = Field(description="没有答复是 null")
    entry: int


class SearchAsked(Asked):
    """What is looked for."""

    q: Annotated[Words, Field(min_length=1, description="名称、原句里的话，或拼音、拼音首字母；几个词用空格隔开")]
    kind: Literal["body", "indicator", "book", "pledge", "task"] | None = None


class HitOut(Schema):
    """A thing that fits, the best of its kind first."""

    kind: str
    key: str
    name: str
    org_unit: str
    book: str
    sentence: str = Field(description="只有原句里有时，是那一段")
