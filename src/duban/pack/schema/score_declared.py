"""A whole file of ``catalog/scores``, or a ``[[score]]`` of ``rulebooks.toml``: a score formula, checked."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

from pydantic import Field

from duban.declare import Exact, Id, Item, Listed, Text
from duban.errors import Finding
from duban.formula.parse import FUNCTIONS
from duban.pack.schema.dated import Dated
from duban.pack.schema.formulas import formula, parameter_names, parameters
from duban.pack.schema.score_names import LINE_NAMES, TOTAL_NAMES
from duban.pack.schema.scores import ScoreFormula, score_sorts

_WORDS: Final = {*LINE_NAMES, *TOTAL_NAMES, *FUNCTIONS, "and", "or", "not", "in", "if", "else"}


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
    required: Listed[Id] = ()


def score_formula(item: Item[ScoreDeclared], found: list[Finding]) -> ScoreFormula | None:
    """The formula, parsed; None where something is wrong, which is added to ``found``."""
    told, faults = item.value, list[Finding]()
    own = [*parameter_names(item), *told.required]
    faults += parameters(item, own, _WORDS)
    names = score_sorts(told.of, own)
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
