"""An office's workbooks as pledges and facts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.ledger.files import read_facts, read_pledges
from tests.ledger.told import told
from tests.reading.formats.makers import Cell, old_excel
from tests.sheets.books import book

CASES = Path(__file__).parents[1] / "cases" / "ledger" / "books" / "books.toml"


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_workbook(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.xlsx").write_bytes(book(case["sheet"]))
    pledges, findings = read_pledges("x.xlsx")
    assert [told(one) for one in pledges] == case["pledges"]
    facts, more = read_facts("x.xlsx")
    assert [told(one) for one in facts] == case["facts"]
    if "places" in case:
        assert [one.origin.place for one in facts] == case["places"]
    said = [f"{'!' if one.fatal else ''}{one.code} {one.where.removeprefix('x.xlsx')}" for one in (*findings, *more)]
    assert [" ".join(one.split()) for one in said] == case["findings"]
    for part in case.get("said", ()):
        assert any(part in str(one) for one in (*findings, *more))


def test_an_old_workbook_says_that_a_share_may_have_lost_its_sign(tmp_path: Path) -> None:
    head: list[Cell] = ["责任单位", "指标", "累计完成", "期间"]
    rows: list[list[Cell]] = [head, ["甲镇", "开工率", 0.8, "2023年6月"], ["甲镇", "项目", 8, "2023年6月"]]
    (tmp_path / "x.xls").write_bytes(old_excel(rows))
    facts, findings = read_facts(tmp_path / "x.xls")
    assert [str(one.value) for one in facts] == ["4/5", "8"]
    assert [one.code for one in findings] == ["unformatted"]
    assert "C2（累计完成）" in findings[0].where
