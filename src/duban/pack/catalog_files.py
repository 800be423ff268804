"""The catalog's files → the catalog, each declaration checked, and no id given twice."""

from __future__ import annotations

from pathlib import Path

from duban.declare import closed, many, read, whole
from duban.errors import DeclarationError, Finding
from duban.ledger.types import Indicator
from duban.pack.schema.check_declared import CheckDeclared, check
from duban.pack.schema.checks import Check
from duban.pack.schema.indicators import IndicatorDeclared
from duban.pack.schema.light_rules import LightRuleDeclared, light_rule
from duban.pack.schema.lights import LightRule
from duban.pack.schema.score_declared import ScoreDeclared, score_formula
from duban.pack.schema.scores import ScoreFormula
from duban.pack.shared import Catalog


def catalog_of(home: Path) -> Catalog:
    """Read a folder of declarations. Raises DeclarationError with all that is wrong in it."""
    found: list[Finding] = []
    fields = {path.stem: _indicators(path, found) for path in sorted((home / "indicators").glob("*.toml"))}
    rules = [_rule(path, found) for path in sorted((home / "lights").glob("*.toml"))]
    scores = [_score(path, found) for path in sorted((home / "scores").glob("*.toml"))]
    checks = [_check(path, found) for path in sorted((home / "checks").glob("*.toml"))]
    _once([one.id for told in fields.values() for one in told], "指标", home, found)
    _once([rule.id for rule in rules if rule], "规则", home, found)
    _once([one.id for one in scores if one], "计分办法", home, found)
    _once([one.id for one in checks if one], "检查", home, found)
    if fatal := [one for one in found if one.fatal]:
        raise DeclarationError.of(fatal)
    return Catalog(
        fields,
        tuple(one for one in rules if one),
        tuple(one for one in scores if one),
        tuple(one for one in checks if one),
    )


def _indicators(path: Path, found: list[Finding]) -> tuple[Indicator, ...]:
    toml = read(path)
    closed(toml, ["indicator"], found)
    return tuple(item.value.indicator for item in many(toml, "indicator", IndicatorDeclared, found))


def _rule(path: Path, found: list[Finding]) -> LightRule | None:
    item = whole(read(path), LightRuleDeclared, found)
    return light_rule(item, found) if item and item.whole else None


def _score(path: Path, found: list[Finding]) -> ScoreFormula | None:
    item = whole(read(path), ScoreDeclared, found)
    return score_formula(item, found) if item and item.whole else None


def _check(path: Path, found: list[Finding]) -> Check | None:
    item = whole(read(path), CheckDeclared, found)
    return check(item, found) if item and item.whole else None


def _once(ids: list[str], noun: str, home: Path, found: list[Finding]) -> None:
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        found.append(Finding("duplicate-id", str(home), f"两个{noun}都叫 {id}", fatal=True))
