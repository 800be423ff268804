"""The recipe "add a light rule" works as it is written: its rule shows what its cases say."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal

from duban.declare import parse, whole
from duban.errors import Finding
from duban.pack.schema.light_rules import LightRuleDeclared, light_rule
from tests.catalog.lamp import lit
from tests.catalog.shelf import ROOT, lights


def test_the_rule_of_the_recipe_does_what_its_cases_say() -> None:
    page = (ROOT / "docs/recipes/rule.md").read_text(encoding="utf-8")
    written = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    cases, rule = (tomllib.loads(block, parse_float=Decimal) for block in written)
    assert set(rule) <= {key for told in lights().values() for key in told}
    assert {case["light"] for case in cases["case"]} == {light["key"] for light in rule["light"]} | {""}
    found: list[Finding] = []
    declared = whole(parse(written[1]), LightRuleDeclared, found)
    read = declared and light_rule(declared, found)
    assert read, found
    assert [case for case in cases["case"] if lit(read, case["given"]) != case["light"]] == []
