"""A score formula: how many points a figure earns, with its source; dated, since another year's is another file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from duban.formula.parse import Formula, Sort
from duban.pack.schema.score_names import LINE_NAMES, TOTAL_NAMES, figures, sorts


@dataclass(frozen=True, slots=True)
class ScoreFormula:
    """``points`` of one line of a rulebook, or of the whole (``of`` total); ``otherwise`` where it says nothing.

    It says nothing, though all its figures are known, where it would divide by nothing: all bodies equal (max = min).
    ``required`` are the parameters that a rulebook must give.
    """

    id: str
    name: str
    source: str
    clause: str
    points: Formula
    of: Literal["line", "total"] = "line"
    otherwise: Formula | None = None
    otherwise_clause: str = ""
    name_en: str = ""
    url: str = ""
    note: str = ""
    start: date | None = None
    end: date | None = None
    parameters: Mapping[str, Fraction] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        """The figures without which it gives no points."""
        return figures(self.points.names)


def score_sorts(of: Literal["line", "total"], parameters: Iterable[str]) -> dict[str, Sort]:
    """The names that such a formula may use, its own parameters among them."""
    return {**dict.fromkeys(parameters, "share"), **sorts(LINE_NAMES if of == "line" else TOTAL_NAMES)}
