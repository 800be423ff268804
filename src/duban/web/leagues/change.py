"""A rulebook changed on a copy: other weights and formulas, as a form or an address says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from duban.errors import InputError
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Line, Rulebook
from duban.pack.schema.scores import ScoreFormula
from duban.standing.leagues.what_if import formula_named, reformulated, reweighted

# Points of a line beyond this are a slip of the keyboard.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """Other weights by line, other formulas by line, one formula for all; only what differs from the rulebook."""

    weights: Mapping[str, Fraction] = field(default_factory=dict)
    formulas: Mapping[str, str] = field(default_factory=dict)
    for_all: str = ""

    @property
    def is_any(self) -> bool:
        """Whether it changes anything."""
        return bool(self.weights or self.formulas or self.for_all)

    @property
    def fields(self) -> dict[str, str]:
        """As the form says it again."""
        told = {f"weight.{name}": f"{float(value):g}" for name, value in self.weights.items()}
        told |= {f"formula.{name}": value for name, value in self.formulas.items()}
        return told | ({"formula": self.for_all} if self.for_all else {})


def change_of(book: Rulebook, told: Mapping[str, str]) -> Change:
    """What a form says: ``weight.LINE``, ``formula.LINE``, ``formula``. Raises InputError for what is no number."""
    weights, formulas = {}, {}
    for line in book.lines:
        said = str(told.get(f"weight.{line.id}", "")).strip()
        if said and (value := _weight(line, said)) != line.weight:
            weights[line.id] = value
        formula = str(told.get(f"formula.{line.id}", ""))
        if formula and formula != line.formula.id:
            formulas[line.id] = formula
    return Change(weights, formulas, str(told.get("formula", "")))


def _weight(line: Line, said: str) -> Fraction:
    try:
        value = Fraction(said)
    except (ValueError, ZeroDivisionError):
        raise InputError(f"分值“{said[:20]}”不是数", where=line.name, do="请写数，例如 15 或 7.5") from None
    if not 0 <= value <= _MOST or value.denominator > 10_000:
        raise InputError(f"分值“{said[:20]}”不能用", where=line.name, do="请写0以上的数，最多四位小数")
    return value


def changed(pack: Pack, book: Rulebook, change: Change) -> Rulebook:
    """The copy. Raises InputError for what the rulebook or the catalog does not have."""
    if change.weights:
        book = reweighted(book, change.weights)
    formulas = {"": change.for_all, **change.formulas} if change.for_all else dict(change.formulas)
    return reformulated(book, {name: formula_named(pack, id) for name, id in formulas.items()}) if formulas else book


def usable(pack: Pack) -> list[ScoreFormula]:
    """The formulas that any line may take: of a line, with no parameter or second figure to be given."""
    return [one for one in pack.scores if one.of == "line" and not one.required and "other" not in one.needs]


def declaration(base: Mapping[str, Any], change: Change, made: Rulebook, dated: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration of a changed rulebook; ``dated`` are its new id, name, source and days."""
    told = {name: value for name, value in base.items() if name not in {"from", "to", "note", "full", "line"}}
    end = base.get("to")
    dated = dict(dated) | ({"to": end} if isinstance(end, date) and end >= dated["from"] else {})
    told |= dated | {"full": made.full}
    if change.for_all:
        told["formula"] = change.for_all
    told["line"] = [_line(one, change) for one in base["line"]]
    return told


def _line(told: Mapping[str, Any], change: Change) -> dict[str, Any]:
    line, name = dict(told), told.get("id") or told["indicator"]
    if name in change.weights:
        line["weight"] = change.weights[name]
    if change.for_all or name in change.formulas:
        line.pop("parameters", None)
        line.pop("formula", None)
    if name in change.formulas:
        line["formula"] = change.formulas[name]
    return line
