"""A light rule: which pledges it judges, and its lights from top to bottom, each with its clause.

A place's published rule, dated; another year's rule is another file. The first light whose formula holds is shown; the
last has none and is what remains. ``not_judged`` and ``not_reported`` are the engine's and stand in no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from duban.formula.parse import Formula

# What the gap to a pledge is told in: points of the schedule (序时) or of a rate, an amount, places, days, no figure.
Measured = Literal["pace", "rate", "amount", "rank", "milestone", "trend"]
Case = Measured | Literal["missed", "exceeded"]


@dataclass(frozen=True, slots=True)
class Light:
    """One light: a word, a shape and a colour, its place in a legend, the clause that says when it is shown.

    ``clauses`` say the same of one kind of pledge alone, of one whose day is past (``missed``), or of a sum that is
    over its ceiling before its day and cannot come back (``exceeded``).
    """

    key: str
    word: str
    word_en: str
    colour: str
    shape: str
    order: int
    clause: str
    when: Formula | None = None
    clauses: Mapping[Case, str] = field(default_factory=dict, hash=False)

    def clause_for(self, *cases: Case) -> str:
        """The clause for a pledge of these kinds, the first that the rule has words for, in its own unit."""
        return next((self.clauses[case] for case in cases if case in self.clauses), self.clause)


@dataclass(frozen=True, slots=True)
class LightRule:
    """A rule by which lights are shown, with its source; ``applies`` None judges every pledge."""

    id: str
    name: str
    source: str
    lights: tuple[Light, ...]
    name_en: str = ""
    url: str = ""
    note: str = ""
    start: date | None = None
    end: date | None = None
    applies: Formula | None = None
    parameters: Mapping[str, Fraction] = field(default_factory=dict)
    gap_kind: Literal["pp", "ratio"] = "pp"

    @property
    def looks_around(self) -> bool:
        """Whether a light depends on other rows than its own: on the peers', or on the months before."""
        formulas = (self.applies, *(light.when for light in self.lights))
        return any(one.looks_around for one in formulas if one)


# The lights that every rule has besides its own: where it has nothing to say.
UNLIT: tuple[Light, ...] = (
    Light("not_judged", "未评价", "not judged", "grey", "○", 90, ""),
    Light("not_reported", "未报送", "not reported", "grey", "？", 91, ""),
    Light("dropped", "不再考核", "no longer counted", "grey", "－", 92, ""),
    Light("adjusted", "目标已调整", "target adjusted", "grey", "～", 93, ""),
)
