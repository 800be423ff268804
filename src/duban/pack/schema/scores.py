"""A score formula: how many points a figure earns, with its source; dated, since another year's is another file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from duban.declare import Exact, Id, Item, Listed, Text
from duban.errors import Finding
from duban.formula.parse import FUNCTIONS, Formula, Sort
from duban.pack.schema.dated import Dated
from duban.pack.schema.formulas import formula, parameters
from duban.pack.schema.score_names import LINE_NAMES, TOTAL_NAMES, figures, sorts

_WORDS: Final = {*LINE_NAMES, *TOTAL_NAMES, *FUNCTIONS, "and", "or", "not", "in", "if", "else"}


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


class ScoreDeclared(Dated):
    """A whole file of ``catalog/scores``, or a ``[[score]]`` of ``rulebooks.toml``."""

    id: Id
    name: Text
    name_en: str = ""
    source: Text
    url: str = ""
    note: str = ""
    of: Literal["line", "total"] = "line"
    clause: Text
    points: Text
    otherwise: Text | None = None
    otherwise_clause: str = ""
    parameters: dict[str, Exact] = Field(default_factory=dict)
    required: Annotated[Listed[Id], Field(strict=False)] = ()


def score_formula(item: Item[ScoreDeclared], found: list[Finding]) -> ScoreFormula | None:
    """The formula, parsed; None where something is wrong, which is added to ``found``."""
    told, faults = item.value, list[Finding]()
    own = [*told.parameters, *told.required]
    faults += parameters(item, own, _WORDS)
    names: dict[str, Sort] = {**dict.fromkeys(own, "share"), **sorts(LINE_NAMES if told.of == "line" else TOTAL_NAMES)}
    points = formula(told.points, item.at("points"), names, "amount", faults)
    otherwise = formula(told.otherwise, item.at("otherwise"), names, "amount", faults)
    found += faults
    if points is None or any(one.fatal for one in faults):
        return None
    used = points.names | (otherwise.names if otherwise else frozenset())
    found += [
        Finding("unused-parameter", item.at("parameters", name), f"参数 {name} 没有公式用到")
        for name in own
        if name not in used
    ]
    return ScoreFormula(
        id=told.id,
        name=told.name,
        source=told.source,
        clause=told.clause,
        points=points,
        of=told.of,
        otherwise=otherwise,
        otherwise_clause=told.otherwise_clause,
        name_en=told.name_en,
        url=told.url,
        note=told.note,
        start=told.start,
        end=told.end,
        parameters={name: Fraction(value) for name, value in told.parameters.items()},
        required=told.required,
    )
