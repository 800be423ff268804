"""Whole workbooks read by declared columns: values with their cells, and what is told on the way."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.sheets.files import File
from duban.sheets.tables import read_table
from tests.sheets.books import COLUMNS, book, plain

CASES = Path(__file__).parents[1] / "cases" / "sheets" / "books"


def cases() -> list[dict[str, Any]]:
    found = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.toml"))]
    return [one | {"id": path.stem} for one, path in zip(found, sorted(CASES.glob("*.toml")), strict=True)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_workbook(case: dict[str, Any]) -> None:
    table = read_table(File(Path("表.xlsx"), book(case["sheet"])), COLUMNS[case["columns"]])
    found = [
        {
            name: f"{plain(told.value)}{f' {told.unit}' if told.unit else ''}"
            for name in one.values
            if (told := one[name]).value is not None
        }
        for one in table.rows
    ]
    assert found == case.get("row", [])
    cells = {one.address(name): told.text for one in table.rows for name, told in one.values.items()}
    assert {cell: cells[cell] for cell in case.get("cells", {})} == case.get("cells", {})
    findings = [f"{one.code} {one.where.removeprefix('表.xlsx ')}" for one in table.findings]
    assert findings == case.get("findings", [])
    for part in case.get("said", ()):
        assert any(part in str(one) for one in table.findings)
