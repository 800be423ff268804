"""The four nouns of duban: what a body is bound to, what was done, who the bodies are, and what is measured.

Values are exact, in the base unit (see ``duban.amounts``); percentages are in per cent (6.5 is 6.5 %).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from duban.periods import Month, Period

Kind = Literal["quantity", "rank", "trend", "milestone"]
Basis = Literal["level", "growth", "change"]
# What a fact may be told in beside: a share is per cent of the target that it answers, where no amount is told.
FactBasis = Literal["level", "growth", "change", "share"]
Comparator = Literal[">=", ">", "<=", "<", "~", "=", "range"]
Firmness = Literal["ensure", "plan", "strive"]
Polarity = Literal["higher", "lower", "neutral"]
# ytd: reported as a sum to date · flow: reported month by month, summed by duban · stock: what is there at the
# end of a period · rate: a share, rate, index or average, which no sum of months gives
Accumulation = Literal["ytd", "flow", "stock", "rate"]
Aggregation = Literal["sum", "mean", "none"]
FactStatus = Literal["estimate", "flash", "preliminary", "final"]
PledgeStatus = Literal["in_force", "dropped", "adjusted"]

_FIRMEST_FIRST: tuple[Firmness, ...] = ("ensure", "plan", "strive")
# The scope of a figure where nothing else is said: the whole of the body's territory (全市, 全镇).
WHOLE = "全域"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something measurable that many bodies pledge; ``id`` is a plain English identifier.

    ``unit`` is the base unit; ``display_unit`` and ``decimals`` say how every page shows it. ``aggregation`` says
    whether the parts add up to the whole. ``annual_only``: published once a year, so no month before says anything.
    """

    id: str
    name: str
    name_en: str
    unit: str
    polarity: Polarity = "higher"
    accumulation: Accumulation = "ytd"
    aggregation: Aggregation = "sum"
    aliases: tuple[str, ...] = ()
    display_unit: str = ""
    decimals: int = 2
    scopes: tuple[str, ...] = ()
    definition: str = ""
    annual_only: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """A name or a parent for a while: ``start`` and ``end`` are the first and the last day, None without limit."""

    value: str
    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is true on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A body: ``order`` is its place in the official sequence (官方排序), which every list of bodies follows.

    ``kind`` is a word of the pack's own list (镇街道, 开发区, 部门); ``groups`` are those it is compared within.
    ``whole`` is true for the city itself, whose figures are not a part of anything in the pack; ``statistics`` for a
    statistics body, which provides figures and is never responsible for a target (统计法).
    """

    id: str
    name: str
    kind: str = ""
    order: int = 0
    names: tuple[Spell, ...] = ()
    parents: tuple[Spell, ...] = ()
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    whole: bool = False
    statistics: bool = False
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """One figure of a pledge: a floor, a stretch, or the assessed figure (考核值) with its ``document``."""

    firmness: Firmness
    comparator: Comparator
    value: Fraction | None
    upper: Fraction | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was said: file, place in it as words, the quote and its sentence."""

    file: str = ""
    place: str = ""
    quote: str = ""
    sentence: str = ""
    book: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a body is bound to. A floor and its stretch are one pledge with two tiers.

    ``indicator`` is empty where none is linked; then ``subject`` is all that names it. ``state`` is a milestone's
    state word (``unit`` of the reader). ``trajectory`` are the values to be reached to date at the end of months, in
    base units, where the plan gives them. ``due`` None is the last day of ``year``. ``polarity`` and
    ``accumulation`` are the indicator's, or what the linking concluded from the words. ``responsible`` are the ids of
    the bodies that see to it, the lead first (牵头单位), the helpers after it. ``part_of`` is what it
    is a part of, after 其中. ``against`` is what a trend's growth is held against (与经济增长同步), and
    ``against_indicator`` its id where it is linked; where both are empty, it is held against last year's.
    """

    id: str
    org_unit: str
    subject: str
    kind: Kind
    basis: Basis
    unit: str
    year: int
    tiers: tuple[Tier, ...]
    indicator: str = ""
    scope: str = WHOLE
    assessed: Tier | None = None
    due: date | None = None
    state: str = ""
    polarity: Polarity = "higher"
    accumulation: Accumulation = "ytd"
    trajectory: tuple[tuple[Month, Fraction], ...] = ()
    annual_only: bool = False
    status: PledgeStatus = "in_force"
    status_document: str = ""
    responsible: tuple[str, ...] = ()
    part_of: str = ""
    against: str = ""
    against_indicator: str = ""
    origin: Origin = Origin()

    @property
    def yardstick(self) -> str:
        """What a figure ``answers`` that is not of the pledge, but of what it is held against."""
        return f"{self.id} 对照"

    @property
    def judged(self) -> Tier | None:
        """The figure that a miss is measured by: the assessed one; else the firmest that is no 力争; else the 力争."""
        firmest = min(self.tiers, key=lambda tier: _FIRMEST_FIRST.index(tier.firmness), default=None)
        return self.assessed or firmest

    @property
    def stretch(self) -> Tier | None:
        """The 力争 figure beside the one that is judged; None where there is none."""
        striven = [tier for tier in self.tiers if tier.firmness == "strive" and tier is not self.judged]
        return striven[0] if striven else None

    @property
    def due_day(self) -> date:
        """The day it falls due: the plan year's last where none is named."""
        return self.due or date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a dated state that somebody answers for.

    ``key`` names it for ever; ``replaces`` is the key of the figure that it corrects. ``value`` is None for a
    milestone, whose ``state`` was reached by the end of ``period`` (on ``day`` where it is known). ``answers`` is the
    pledge that it is given for, where that is known. ``known`` orders what was known when: a fact counts for
    ``known_at`` k if its number is at most k. ``contested``: the same cell was given another figure, too, and neither
    is a correction of the other, so that nothing may be judged by it until one is. ``provider`` is the body that handed
    it in (数据提供单位), where that is known; ``source`` is where it stands.
    """

    key: str
    org_unit: str
    subject: str
    kind: Kind
    basis: FactBasis
    unit: str
    period: Period
    value: Fraction | None = None
    comparator: Comparator = "="
    upper: Fraction | None = None
    indicator: str = ""
    scope: str = WHOLE
    state: str = ""
    day: date | None = None
    status: FactStatus = "final"
    simulated: bool = False
    source: str = ""
    answers: str = ""
    replaces: str = ""
    known: int = 0
    part_of: str = ""
    contested: bool = False
    provider: str = ""
    origin: Origin = Origin()
