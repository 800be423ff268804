"""The light rules of the catalog: whole, dated, with a clause a light, and true to their published bounds."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duban.formula.parse import FUNCTIONS
from duban.pack.catalog import catalog
from duban.pack.schema.names import LIGHT_SORTS
from tests.catalog.lamp import GIVEN, lit
from tests.catalog.shelf import CASES, lights, read

# DOMAIN.md's rows by their ids, and the house rule.
RULES = {
    *("yinchuan2025.progress", "yinchuan2025.start", "yinchuan2025.register", "yinchuan2025.funds"),
    *("sanya2022.project", "sanya2022.area", "wuhan", "xinhuang2015", "ouhai2020", "suqian2025", "sanming2017"),
    *("guangyuan2018", "yichang2015", "construction_days", "xuancheng2020", "lianyungang2019"),
    *("tianjin.investment", "fuzhou_jx", "gmpp3", "duban.default"),
}
RULE_KEYS = {"id", "name", "name_en", "source", "from", "note", "applies", "light"}
RULE_OPTIONAL = {"url", "to", "parameters", "gap_kind"}
LIGHT_KEYS = {"key", "word", "word_en", "colour", "shape", "order", "clause"}
COLOURS = {"green", "yellow", "orange", "red", "blue", "grey"}
# What the engine shows by itself, so no rule may: 未评价 and 未报送.
RESERVED = {"○", "？"}

GRAMMAR = {"and", "or", "not", "in", "if", "else"}
WHOLE = {
    "verdict": {
        *("kept", "on_pace", "behind", "missed", "not_judged", "not_reported", "dropped", "adjusted"),
    },
    "kind": {"quantity", "rank", "trend", "milestone"},
    "basis": {"level", "growth", "change"},
    "accumulation": {"ytd", "flow", "stock", "rate"},
    "polarity": {"higher", "lower", "neutral"},
}

RULES_READ = {rule.id: rule for rule in catalog().rules}
EVERY = pytest.mark.parametrize("rule", lights().values(), ids=lights())


def _formulas(rule: Mapping[str, Any]) -> list[str]:
    return [rule["applies"], *(light["when"] for light in rule["light"] if "when" in light)]


def _names(formula: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", re.sub(r'"[^"]*"', "", formula), flags=re.ASCII)) - GRAMMAR


def test_every_published_rule_is_there() -> None:
    assert set(lights()) >= RULES


def test_ids_are_the_names_of_the_files() -> None:
    assert {name: rule["id"] for name, rule in lights().items()} == {name: name for name in lights()}


@EVERY
def test_a_rule_is_whole(rule: dict[str, Any]) -> None:
    assert RULE_KEYS - set(rule) == set(), "the catalog wants these as well; a city's own rule may leave out some"
    assert set(rule) <= RULE_KEYS | RULE_OPTIONAL
    assert type(rule["from"]) is date
    assert all(rule[key].strip() for key in RULE_KEYS - {"from", "light"})
    assert rule.get("url", "http://").startswith(("http://", "https://"))
    assert rule.get("gap_kind", "pp") in {"pp", "ratio"}


@EVERY
def test_a_light_is_whole_and_unlike_the_others(rule: dict[str, Any]) -> None:
    told = rule["light"]
    assert all(LIGHT_KEYS <= set(light) <= LIGHT_KEYS | {"when", "clauses"} for light in told)
    assert all(light["clause"].endswith(("。", "）")) and light["colour"] in COLOURS for light in told)
    assert {light["shape"] for light in told}.isdisjoint(RESERVED)
    assert not {"not_judged", "not_reported"} & {light["key"] for light in told}
    for key in ("key", "word", "word_en", "shape"):
        assert [value for value, n in Counter(light[key] for light in told).items() if n > 1] == []
    assert sorted(light["order"] for light in told) == list(range(1, len(told) + 1))


@EVERY
def test_the_last_light_and_no_other_is_for_all_else(rule: dict[str, Any]) -> None:
    assert ["when" in light for light in rule["light"]] == [True] * (len(rule["light"]) - 1) + [False]


@EVERY
def test_a_formula_uses_known_names_only(rule: dict[str, Any]) -> None:
    allowed = {*LIGHT_SORTS, *FUNCTIONS, *rule.get("parameters", {})}
    assert [name for formula in _formulas(rule) for name in _names(formula) - allowed] == []


@EVERY
def test_a_formula_is_one_expression_on_one_line(rule: dict[str, Any]) -> None:
    for formula in _formulas(rule):
        assert "\n" not in formula
        assert isinstance(ast.parse(formula.strip(), mode="eval"), ast.Expression)


@EVERY
def test_words_are_compared_with_words_that_exist(rule: dict[str, Any]) -> None:
    for formula in _formulas(rule):
        for name, tail in re.findall(r'\b(\w+) (?:==|in) (\([^)]*\)|"[^"]*")', formula):
            assert name not in WHOLE or set(re.findall(r'"([^"]*)"', tail)) <= WHOLE[name], formula


@EVERY
def test_each_parameter_is_a_number_that_is_used(rule: dict[str, Any]) -> None:
    told = rule.get("parameters", {})
    assert all(isinstance(value, int | Decimal) for value in told.values())
    used = {name for formula in _formulas(rule) for name in _names(formula)}
    assert set(told) <= used
    assert set(told).isdisjoint({*LIGHT_SORTS, *FUNCTIONS})


@pytest.mark.parametrize(
    "case", read(CASES / "lights.toml")["case"], ids=lambda case: f"{case['rule']} {case['given']}"
)
def test_a_bound_falls_on_its_side(case: dict[str, Any]) -> None:
    assert case["rule"] in RULES_READ, "no such file in catalog/lights"
    assert set(case["given"]) - GIVEN - set(RULES_READ[case["rule"]].parameters) == set(), "no such names"
    assert lit(RULES_READ[case["rule"]], case["given"]) == case["light"], case.get("why", "")


def test_every_light_is_lit_by_a_case() -> None:
    told = {(case["rule"], case["light"]) for case in read(CASES / "lights.toml")["case"]}
    assert {(name, light["key"]) for name, rule in lights().items() for light in rule["light"]} <= told
