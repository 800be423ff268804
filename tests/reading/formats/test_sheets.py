"""Workbooks: a row a line, a cell a part, every value as a person sees it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from duban.errors import DamagedError, NoTextError, TooLargeError
from duban.reading.document import Source
from duban.reading.formats import Limits
from duban.sheets.numberformats import parse, render
from tests.reading.formats.makers import excel, opened, replaced


def _cells(source: Source) -> dict[str, str]:
    return {str(part.place.cell): source.text[part.start : part.end] for part in source.parts}


def test_rows_cells_and_places(tmp_path: Path) -> None:
    source = opened(
        tmp_path, "x.xlsx", excel({"目标": {"A1": "指标", "C1": "责任", "B3": "GDP"}, "空": {}, "二": {"A1": "末"}})
    )
    assert source.text == "指标\t\t责任\n\tGDP\n末\n"
    assert [(part.place.sheet, part.place.cell) for part in source.parts] == [
        ("目标", "A1"), ("目标", "C1"), ("目标", "B3"), ("二", "A1"),
    ]  # fmt: skip
    assert not source.wrapped


SEEN = [
    (7, "", "7"), (7.0, "0.00", "7"), (12.5, "", "12.5"), (1234567, "#,##0", "1234567"), (0.07, "0%", "7%"),
    (0.075, "0.0%", "7.5%"), (0.075, "0%", "7.5%"), (1 / 3, "0.0%", "33.3%"), (1 / 3, "", "0.3333333333"),
    (2 / 3, "0.00", "0.67"), (-0.05, "0%", "-5%"), (45107, "yyyy-mm-dd", "2023年6月30日"),
    (45107, 'yyyy"年"m"月"d"日"', "2023年6月30日"), (45107, 'yyyy"年"m"月"', "2023年6月"),
    (45107, 'm"月"d"日"', "6月30日"),
    (45107.5, "yyyy-m-d h:mm", "2023年6月30日 12:00"), (45107, "[$-804]yyyy/m/d;@", "2023年6月30日"),
    (12.5, '0.0"亿元"', "12.5亿元"), (3, '"前"0"位"', "前3位"), (0.1 + 0.2, "", "0.3"), (1e15, "", "1000000000000000"),
    (12345, "0!.0,", "12345"), (5, "[红色]0;-0", "5"), (8, "G/通用格式", "8"), (8, "@", "8"), (1.5, "0.00E+00", "1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "form", "seen"), SEEN)
def test_a_number_as_a_person_sees_it(tmp_path: Path, value: float, form: str, seen: str) -> None:
    assert render(value, parse(form)) == seen
    assert _cells(opened(tmp_path, "x.xlsx", excel({"s": {"A1": (value, form)}}))) == {"A1": seen}


def test_the_calendar_of_1904() -> None:
    assert render(43645, parse("yyyy-m-d"), since_1904=True) == "2023年6月30日"


def test_a_workbook_of_another_library(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "目标"
    sheet["A1"] = "2023年主要目标"
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"], sheet["C2"] = date(2023, 6, 30), 0.08, True
    sheet["B2"].number_format = "0%"
    sheet["A3"] = "一\n二"
    hidden = book.create_sheet("藏")
    hidden["A1"] = "不读"
    hidden.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    source = opened(tmp_path, "x.xlsx", stream.getvalue())
    assert source.text == "2023年主要目标\n2023年6月30日\t8%\tTRUE\n一\n二\n"


def _sheet(rows: str, merged: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{merged}</worksheet>'
    return replaced(excel({"s": {"A1": "甲"}}), "xl/worksheets/sheet1.xml", xml.encode())


def test_what_lies_under_a_merged_cell_is_not_read(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row><row r="2"><c r="A2"><v>6</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A9"/></mergeCells>'
    assert opened(tmp_path, "x.xlsx", _sheet(rows, merged)).text == "甲\n6\n"


def test_cells_without_names_and_texts_in_line(tmp_path: Path) -> None:
    rich = "<c t='inlineStr'><is><r><t>增</t></r><r><t>长</t></r></is></c>"
    rows = f"<row><c><v>1</v></c>{rich}<c t='str'><v>算</v></c></row>"
    assert opened(tmp_path, "x.xlsx", _sheet(rows)).text == "1\t增长\t算\n"


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    source = opened(tmp_path, "x.xlsx", _sheet(rows))
    assert source.text.split() == ["1", "2"]
    assert source.parts[1].place.cell == "XFD1048576"
    assert len(source.text) < 100


def test_one_long_string_in_many_cells(tmp_path: Path) -> None:
    data = excel({"s": {f"A{row}": "增长" * 5000 for row in range(1, 200)}})
    with pytest.raises(TooLargeError, match="百万字"):
        opened(tmp_path, "x.xlsx", data, Limits(text=1 << 20))


def test_a_workbook_bomb(tmp_path: Path) -> None:
    data = replaced(excel({"s": {"A1": 1}}), "xl/sharedStrings.xml", b" " * (300 << 20))
    with pytest.raises(TooLargeError, match="解开后超过256MB"):
        opened(tmp_path, "x.xlsx", data)


def test_an_empty_workbook(tmp_path: Path) -> None:
    with pytest.raises(NoTextError, match="没有内容"):
        opened(tmp_path, "x.xlsx", excel({"s": {}}))


def test_broken_xml(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="XML"):
        opened(
            tmp_path, "x.xlsx", replaced(excel({"s": {"A1": 1}}), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>")
        )
