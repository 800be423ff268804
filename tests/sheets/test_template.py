"""The empty form: locked heads, drop-downs, units; and what is typed into it reads back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from duban.sheets.columns import Column
from duban.sheets.files import File
from duban.sheets.tables import read_table
from duban.sheets.template import Given, head, template

KINDS = {"new": ("新建",), "old": ("续建", "结转")}
COLUMNS = (
    Column("org", ("责任单位", "单位"), required=True),
    Column("target", ("年度目标",), "amount", unit="亿元", required=True),
    Column("rate", ("开工率",), "amount", unit="%"),
    Column("due", ("完成时限",), "date"),
    Column("period", ("期间",), "period"),
    Column("kind", ("性质",), "choice", choices=KINDS),
)


def test_what_is_typed_into_it_reads_back() -> None:
    data = template(COLUMNS, title="2023年投资目标", filled=[{"org": "林埭镇", "target": 9}, {"org": "新仓镇"}])
    workbook = openpyxl.load_workbook(BytesIO(data))
    sheet = workbook.active
    sheet["B5"], sheet["C5"], sheet["D5"] = "20.5", 0.8, date(2023, 6, 30)
    sheet["C5"].number_format = "0%"
    sheet["E5"], sheet["F5"], sheet["A6"], sheet["B6"] = "2023年1—8月", "结转", "曹桥街道", "—"
    stream = BytesIO()
    workbook.save(stream)
    table = read_table(File(Path("填报.xlsx"), stream.getvalue()), COLUMNS)
    assert [[str(told.value) for told in one.values.values()] for one in table.rows] == [
        ["林埭镇", "900000000", "None", "None", "None", "None"],
        ["新仓镇", "2050000000", "80", "2023-06-30", "2023-01/2023-08", "old"],
    ]
    assert [(one.code, one.where) for one in table.findings] == [
        ("required", "填报.xlsx 填报!B6（*年度目标（亿元））"),
    ]


def test_heads_are_locked_and_cells_are_open() -> None:
    sheet = openpyxl.load_workbook(BytesIO(template(COLUMNS, title="目标", filled=[{"org": "林埭镇"}]))).active
    assert [cell.value for cell in sheet[3]] == [head(column) for column in COLUMNS]
    assert head(COLUMNS[1]) == "*年度目标（亿元）"
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[3])
    assert sheet["A4"].protection.locked


def test_drop_downs() -> None:
    sheet = openpyxl.load_workbook(BytesIO(template(COLUMNS, title="目标"))).active
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == '"新建,续建"'
    assert set(rules) == {"list", "date", "decimal"}


def test_a_long_drop_down_stands_on_a_sheet_of_its_own_and_is_not_read() -> None:
    choices = {f"town{at}": (f"第{at}个镇街道的名字",) for at in range(40)}
    columns = (Column("org", ("单位",), "choice", choices=choices), Column("value", ("完成",), "amount"))
    data = template(columns, title="表", filled=[{"org": "第3个镇街道的名字", "value": Fraction(5, 2)}])
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert "选项" in sheet.data_validations.dataValidation[0].formula1
    table = read_table(File(Path("x.xlsx"), data), columns)
    assert [one["org"].value for one in table.rows] == ["town3"]
    assert table.rows[0]["value"].value == Fraction(5, 2)
    assert table.findings == ()


def test_the_same_columns_give_the_same_bytes() -> None:
    assert template(COLUMNS, title="目标") == template(COLUMNS, title="目标")


@pytest.mark.parametrize("kind", ["text", "amount", "date", "period", "choice"])
def test_one_column_is_a_form_too(kind: str) -> None:
    column = Column("only", ("只有一列",), kind, choices=KINDS if kind == "choice" else {})  # type: ignore[arg-type]
    typed: dict[str, Given] = {
        "text": "甲",
        "amount": 3,
        "date": date(2023, 6, 30),
        "period": "2023年",
        "choice": "新建",
    }
    data = template((column,), title="表", filled=[{"only": typed[kind]}])
    table = read_table(File(Path("x.xlsx"), data), (column,))
    assert len(table.rows) == 1
    assert table.rows[0]["only"].value is not None
