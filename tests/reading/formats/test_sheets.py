"""Workbooks: a row a line, a cell a part, every value as a person sees it."""

from __future__ import annotations

import struct
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from duban.errors import DamagedError, EncryptedError, NoTextError, TooLargeError
from duban.reading.document import Source
from duban.reading.formats import Limits
from duban.reading.formats.numberformats import parse, render
from duban.reading.formats.rows import letters, position
from tests.reading.formats.makers import Cell, excel, ods, old_excel, ole, opened, replaced


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


ROWS: list[list[Cell]] = [["指标", "目标", "责任单位"], ["固定资产投资", 12.5, "发改局"], ["增长", 7, "财政局"]]


def test_an_old_workbook_reads_like_calamine(tmp_path: Path) -> None:
    data = old_excel(ROWS, "目标表")
    source = opened(tmp_path, "x.xls", data)
    assert source.text == "指标\t目标\t责任单位\n固定资产投资\t12.5\t发改局\n增长\t7\t财政局\n"
    assert source.parts[4].place.as_record() == {"sheet": "目标表", "cell": "B2"}
    assert CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("目标表").to_python() == ROWS


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_an_old_workbook_with_shared_strings_and_formats(tmp_path: Path) -> None:
    """Strings cut by a record's end in their middle, and numbers packed and formatted, as Excel writes them."""
    start = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    wide = "固定资产投资"
    shared = struct.pack("<II", 2, 2) + struct.pack("<HB", len(wide), 1) + wide[:2].encode("utf-16-le")
    rest = b"\x01" + wide[2:].encode("utf-16-le") + struct.pack("<HBH", 3, 8, 1) + b"GDP" + bytes(4)
    form = '0.0"亿元"'
    code = struct.pack("<HHB", 164, len(form), 1) + form.encode("utf-16-le")
    styles = b"".join(_record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 9, 164, 31))
    cells = b"".join(
        (
            _record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)),
            _record(0xFD, struct.pack("<HHHI", 0, 1, 0, 1)),
            _record(0x27E, struct.pack("<HHHI", 1, 0, 1, (7 << 2) | 3)),
            _record(
                0xBD, struct.pack("<HH", 1, 1) + struct.pack("<HIHI", 2, (125 << 3) | 2, 3, (45107 << 2) | 2) + b"\2\0"
            ),
            _record(0x06, struct.pack("<HHH", 2, 0, 0) + bytes(6) + b"\xff\xff" + bytes(8)),
            _record(0x207, struct.pack("<HB", 2, 1) + "算得".encode("utf-16-le")),
            _record(0x205, struct.pack("<HHHBB", 2, 1, 0, 1, 0)),
        )
    )
    name = struct.pack("<BB", 1, 0) + b"S"
    head = _record(0x809, start) + styles + _record(0x41E, code)
    strings = _record(0xFC, shared) + _record(0x3C, rest)
    offset = len(head) + len(strings) + 4 + 6 + len(name) + 4
    book = head + _record(0x85, struct.pack("<IH", offset, 0) + name) + strings + _record(0x0A, b"")
    data = ole({"Workbook": book + _record(0x809, start) + cells + _record(0x0A, b"")})
    source = opened(tmp_path, "x.xls", data)
    assert source.text == "固定资产投资\tGDP\n7%\t250亿元\t2023年6月30日\n算得\tTRUE\n"


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    with pytest.raises(EncryptedError, match="有密码"):
        opened(tmp_path, "x.xls", ole({"Workbook": start + _record(0x2F, bytes(6))}))


def test_an_old_workbook_cut_short(tmp_path: Path) -> None:
    with pytest.raises(DamagedError):
        opened(tmp_path, "x.xls", old_excel(ROWS)[:1600])


def test_opendocument(tmp_path: Path) -> None:
    rows = (
        "<table:table-row><table:table-cell><text:p>指标<text:s text:c='2'/>一</text:p><text:p>二</text:p>"
        "</table:table-cell><table:covered-table-cell/>"
        "<table:table-cell office:value-type='percentage'><text:p>7%</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        "<table:table-row table:number-rows-repeated='1000000'><table:table-cell/></table:table-row>"
        "<table:table-row><table:table-cell office:date-value='2023-06-30'><office:annotation><text:p>批注</text:p>"
        "</office:annotation><text:p>06/30/23</text:p></table:table-cell></table:table-row>"
    )
    source = opened(tmp_path, "x.ods", ods(rows))
    assert source.text == "指标  一\n二\t\t7%\n2023年6月30日\n"
    assert list(_cells(source)) == ["A1", "C1", "A1000002"]


def test_opendocument_with_a_password(tmp_path: Path) -> None:
    data = replaced(ods(""), "META-INF/manifest.xml", b"<manifest:encryption-data/>")
    with pytest.raises(EncryptedError):
        opened(tmp_path, "x.ods", data)


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_the_names_of_columns(column: int, name: str) -> None:
    assert letters(column) == name
    assert position(f"{name}7") == (7, column)


@pytest.mark.parametrize("name", ["", "A", "7", "ABCD1", "A1B", "甲1"])
def test_what_is_no_cell(name: str) -> None:
    assert position(name) is None
