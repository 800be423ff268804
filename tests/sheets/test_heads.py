"""Heads taken apart."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.sheets.heads import label

CASES = Path(__file__).parents[1] / "cases" / "sheets" / "labels.toml"


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: "".join(case["text"].split()))
def test_a_label(case: dict[str, Any]) -> None:
    found = label(case["text"])
    assert list(found.keys) == case["keys"]
    assert found.unit == case.get("unit", "")
