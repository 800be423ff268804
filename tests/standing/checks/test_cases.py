"""Figures and what is said of them: ``tests/cases/standing/checks/*.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.standing.checks.told import looked

CASES = [
    case | {"file": path.stem}
    for path in sorted((Path(__file__).parents[2] / "cases/standing/checks").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['why']}")
def test_figures_are_looked_at(case: dict[str, Any]) -> None:
    told = looked(case)
    assert [f"{one.check} {one.month or ''}".strip() for one in told.findings] == case["found"], told.findings
    said = "\n".join(one.reason for one in told.findings)
    assert [words for words in case.get("says", []) if words not in said] == [], said
    if "severity" in case:
        assert {one.severity for one in told.findings} == {case["severity"]}
    if "barred" in case:
        assert sorted(told.barred) == case["barred"]
    if "facts_of_first" in case:
        assert sorted(told.findings[0].facts) == sorted(case["facts_of_first"])
    if "notes" in case:
        assert [one.code for one in told.notes if one.code != "unknown-things" or "ending" not in case] == case["notes"]


def test_one_case_in_five_finds_nothing() -> None:
    nothing = [case for case in CASES if not case["found"]]
    assert len(nothing) * 5 >= len(CASES)
