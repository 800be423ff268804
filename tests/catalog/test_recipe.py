"""The recipe "add a light rule" works as it is written: its rule shows what its cases say."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal

from tests.catalog.lamp import lit
from tests.catalog.shelf import ROOT, lights


def test_the_rule_of_the_recipe_does_what_its_cases_say() -> None:
    page = (ROOT / "docs/recipes/rule.md").read_text(encoding="utf-8")
    cases, rule = (
        tomllib.loads(block, parse_float=Decimal) for block in re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    )
    assert set(rule) <= {key for told in lights().values() for key in told}
    assert {case["light"] for case in cases["case"]} == {light["key"] for light in rule["light"]} | {""}
    assert [case for case in cases["case"] if lit(rule, case["given"]) != case["light"]] == []
