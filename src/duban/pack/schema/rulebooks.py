"""A rulebook (考核办法): who is ranked with whom, by which figures at which weights, and what else counts.

Dated, with its document; another year's is another rulebook. Points are exact to ``digits`` after the point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from duban.formula.parse import Formula
from duban.ledger.types import WHOLE, Basis, Kind
from duban.pack.schema.scores import ScoreFormula

Absent = Literal["rescale", "leave_out"]
# Who recognised a result (国家级, 省级, 设区市级, 县级), the highest first.
Level = Literal["nation", "province", "city", "county"]
LEVELS: Final[tuple[Level, ...]] = ("nation", "province", "city", "county")


@dataclass(frozen=True, slots=True)
class Cell:
    """Which figure: an indicator, its scope, kind and basis."""

    indicator: str
    scope: str = WHOLE
    kind: Kind = "quantity"
    basis: Basis = "level"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a figure and its weight. ``org_units`` empty: it is for all. ``other``: the formula's second figure.

    ``targeted``: it is for bodies that have a target alone, whether or not the formula asks for one.
    """

    id: str
    name: str
    cell: Cell
    weight: Fraction
    formula: ScoreFormula
    parameters: Mapping[str, Fraction] = field(default_factory=dict)
    category: str = ""
    org_units: tuple[str, ...] = ()
    other: Cell | None = None
    clause: str = ""
    targeted: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """Lines that share a most (封顶), or one kind of additions and deductions with its most and its least.

    ``level``: only results of this level or a higher one are scored under this kind.
    """

    id: str
    name: str
    most: Fraction | None = None
    least: Fraction | None = None
    clause: str = ""
    level: Level | None = None

    def scores(self, level: str) -> bool:
        """Whether a result of a level may be scored under this kind."""
        return self.level is None or level in LEVELS[: LEVELS.index(self.level) + 1]


@dataclass(frozen=True, slots=True)
class Appeal:
    """Working days (工作日): to decide on what was applied for, to appeal against it, and to review an appeal."""

    decide: int = 10
    days: int = 5
    review: int = 10


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition on one line's figure, and what becomes of a body that does not meet it.

    ``no_bonus``: additions do not count; ``cap``: the total is at most ``most``; ``unranked``: it takes no place.
    """

    id: str
    name: str
    line: str
    when: Formula
    effect: Literal["no_bonus", "cap", "unranked"]
    most: Fraction | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class TieBreak:
    """What decides between equal totals: a line's points, its figure, or its share of the target."""

    line: str
    by: Literal["points", "actual", "share"] = "points"


@dataclass(frozen=True, slots=True)
class Flag:
    """A predicate by which a red flag (红旗) or a snail (蜗牛) is proposed, of a body's work or of a pledge or project.

    Never of a person; what is proposed counts only when people confirm it.
    """

    id: str
    name: str
    sort: Literal["red_flag", "snail"]
    of: Literal["org_unit", "pledge"]
    when: Formula
    clause: str
    parameters: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """``full`` is what the weights sum to. ``absent``: what becomes of a body that lacks a line's target or line.

    ``missing`` is a figure that is owed and not there: the body is left out of the ranking, or ranked by the rest.
    ``quorum``: how many of a hundred bodies must have a month's figure before the month counts. ``ladder``: additions
    for each month's first places.
    """

    id: str
    name: str
    source: str
    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    full: Fraction
    digits: int = 2
    combine: Literal["sum", "geometric"] = "sum"
    absent: Absent = "rescale"
    missing: Absent = "leave_out"
    quorum: int = 50
    categories: tuple[Category, ...] = ()
    additions: tuple[Category, ...] = ()
    ladder: tuple[Fraction, ...] = ()
    gates: tuple[Gate, ...] = ()
    tie_breaks: tuple[TieBreak, ...] = ()
    flags: tuple[Flag, ...] = ()
    appeal: Appeal = field(default_factory=Appeal)
    start: date | None = None
    end: date | None = None
    note: str = ""

    def line(self, id: str) -> Line | None:
        """The line of an id or a name."""
        return next((one for one in self.lines if id in {one.id, one.name}), None)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An addition or a deduction (加减分) of a body, with its document and its proof.

    ``kind`` is one of the rulebook's ``additions``; ``recognised`` None: applied for and not decided, counts nothing.
    """

    id: str
    org_unit: str
    kind: str
    day: date
    points: Fraction
    reason: str
    document: str
    proof: str
    recognised: date | None = None
