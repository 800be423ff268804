"""What any city can use, as one value; and the same as a text, from which it is back sooner than from its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from duban.formula.parse import Formula, Sort, parse
from duban.ledger.types import Indicator
from duban.pack.schema.checks import Check, check_sorts
from duban.pack.schema.lights import Light, LightRule
from duban.pack.schema.names import light_sorts
from duban.pack.schema.scores import ScoreFormula, score_sorts


@dataclass(frozen=True, slots=True)
class Catalog:
    """Indicators by their field (the file they stand in), light rules, score formulas, and checks on figures."""

    fields: Mapping[str, tuple[Indicator, ...]]
    rules: tuple[LightRule, ...]
    scores: tuple[ScoreFormula, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of fields and files."""
        return tuple(one for told in self.fields.values() for one in told)


def as_text(catalog: Catalog) -> str:
    """The catalog as JSON: all as lists of their values, in the order of their types' fields."""
    told = {field: [_values(one) for one in among] for field, among in catalog.fields.items()}
    listed = [[_values(one) for one in among] for among in (catalog.rules, catalog.scores, catalog.checks)]
    return json.dumps([told, *listed], ensure_ascii=False)


def from_text(text: str) -> Catalog:
    """The catalog that such a text holds."""
    told, rules, scores, checks = json.loads(text)
    found = {field: tuple(Indicator(*_tuples(one)) for one in among) for field, among in told.items()}
    return Catalog(found, tuple(map(_rule, rules)), tuple(map(_score, scores)), tuple(map(_check, checks)))


def _values(thing: Any) -> list[Any]:
    return [_plain(getattr(thing, field.name)) for field in fields(thing)]


def _plain(value: Any) -> Any:
    match value:
        case Formula():
            return [value.text, value.where]
        case Light():
            return _values(value)
        case Fraction() | date():
            return str(value)
        case tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
    return value


def _tuples(values: list[Any]) -> list[Any]:
    return [tuple(one) if isinstance(one, list) else one for one in values]


def _rule(values: list[Any]) -> LightRule:
    told = _dated(LightRule, values)
    names = light_sorts(told["parameters"])
    told["lights"] = tuple(_light(one, names) for one in told["lights"])
    told["applies"] = _formula(told["applies"], names)
    return LightRule(**told)


def _score(values: list[Any]) -> ScoreFormula:
    told = _dated(ScoreFormula, values)
    told["required"] = tuple(told["required"])
    names = score_sorts(told["of"], [*told["parameters"], *told["required"]])
    told |= {name: _formula(told[name], names) for name in ("points", "otherwise")}
    return ScoreFormula(**told)


def _light(values: list[Any], names: Mapping[str, Sort]) -> Light:
    told = _named(Light, values)
    return Light(**told | {"when": _formula(told["when"], names)})


def _check(values: list[Any]) -> Check:
    told = _named(Check, values)
    told["parameters"] = {name: Fraction(value) for name, value in told["parameters"].items()}
    names = check_sorts(told["looks_at"], told["parameters"])
    told |= {name: _formula(told[name], names) for name in ("when", "needs")} | {"words": tuple(told["words"])}
    return Check(**told)


def _dated(kind: type[LightRule | ScoreFormula], values: list[Any]) -> dict[str, Any]:
    told = _named(kind, values)
    told["parameters"] = {name: Fraction(value) for name, value in told["parameters"].items()}
    return told | {end: date.fromisoformat(told[end]) for end in ("start", "end") if told[end]}


def _named(kind: type[Any], values: list[Any]) -> dict[str, Any]:
    return {field.name: value for field, value in zip(fields(kind), values, strict=True)}


def _formula(told: tuple[str, str] | None, names: Mapping[str, Sort]) -> Formula | None:
    return parse(told[0], names, where=told[1]) if told else None
