"""Every kind of workbook as grids, and what is none."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.errors import DubanError, EncryptedError, UnknownFormatError, UnreadableError
from duban.sheets.cells import Content
from duban.sheets.columns import Column
from duban.sheets.files import File
from duban.sheets.grids import Line, filled, grids
from duban.sheets.tables import read_table
from tests.reading.formats.makers import excel, ods, old_excel, ole, pdf
from tests.sheets.books import COLUMNS, book

COLUMNS_OF_TWO = (Column("org", ("单位",), required=True), Column("done", ("完成",), "amount", unit="%"))


def test_old_excel_and_opendocument() -> None:
    cell = "<table:table-cell office:value-type='{}' {}><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row>{}</table:table-row>"
    text = [cell.format("string", "", word) for word in ("单位", "完成", "林埭镇")]
    sheet = row.format(text[0] + text[1]) + row.format(text[2] + cell.format("float", "office:value='12.5'", "12.5"))
    for name, data in (("x.xls", old_excel([["单位", "完成"], ["林埭镇", 12.5]])), ("x.ods", ods(sheet))):
        table = read_table(File(Path(name), data), COLUMNS_OF_TWO)
        assert [(one["org"].value, one["done"].value) for one in table.rows] == [("林埭镇", Fraction(25, 2))]
        assert table.rows[0].address("done").endswith("!B2")


def test_numbers_come_exact_with_the_unit_of_their_format() -> None:
    cells: dict[str, str | int | float | tuple[str | int | float, str]] = {
        "A1": (0.0733333333333333, "0.0%"),
        "B1": (12.51, '0.0"亿元"'),
        "C1": (123456789.12, "#,##0"),
        "D1": "7%",
    }
    line = next(iter(next(grids(File(Path("x.xlsx"), excel({"表": cells})))).lines))
    assert line.cells == {
        0: Content("7.3%", Fraction("7.33333333333333"), "%"),
        1: Content("12.51亿元", Fraction("12.51"), "亿元"),
        2: Content("123456789", Fraction("123456789.12")),
        3: Content("7%"),
    }


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"a,b\n1,2\n", UnknownFormatError),
        (pdf([(60, 700, "x")]), UnknownFormatError),
        (ole({"WordDocument": b"x"}), UnknownFormatError),
        (ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}), EncryptedError),
    ],
    ids=["csv", "pdf", "word", "password"],
)
def test_what_is_no_workbook(data: bytes, error: type[DubanError]) -> None:
    with pytest.raises(error, match=r"x\.xlsx"):
        read_table(File(Path("x.xlsx"), data), COLUMNS_OF_TWO)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UnreadableError, match="没有这个文件"):
        read_table(Path("没有.xlsx"), COLUMNS_OF_TWO)


def test_what_a_merged_cell_covers_is_filled_from_its_first() -> None:
    lines = [Line(1, {0: "甲", 2: "乙"}), Line(2, {2: "丙"}), Line(4, {0: "丁"})]
    found = {line.number: dict(line.filled) for line in filled(lines, [(1, 0, 2, 1), (2, 2, 4, 3)])}
    assert found == {1: {1: "甲"}, 2: {0: "甲", 1: "甲", 3: "丙"}, 4: {2: "丙", 3: "丙"}}


GOOD = book([{"rows": [["单位", "累计完成（亿元）"], ["林埭镇", 9.5], ["合计", 9.5]], "merged": ["A1:A1"]}])


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.floats(0, 1), gone=st.sampled_from((0, 1, 4, 50, 2000)), new=st.binary(max_size=4))
def test_a_broken_workbook_is_a_table_or_one_of_our_errors(at: float, gone: int, new: bytes) -> None:
    start = int(at * len(GOOD))
    with suppress(DubanError):
        read_table(File(Path("x.xlsx"), GOOD[:start] + new + GOOD[start + gone :]), COLUMNS["investment"])


WORDS = ["", "合计", "单位", "累计完成", "目标", "填表人：", "注", "林埭镇", "12", "—", "一、", "6%", "x" * 50]
ROWS = st.lists(st.lists(st.sampled_from(WORDS) | st.integers(), max_size=5), max_size=8)
SPANS = st.sets(st.sampled_from(("A1:C1", "A2:A5", "B3:D4")))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, spans=SPANS)
def test_any_table_gives_rows_and_findings(rows: list[list[str | int]], spans: set[str]) -> None:
    data = book([{"rows": rows, "merged": sorted(spans)}])
    table = read_table(File(Path("x.xlsx"), data), COLUMNS["investment"])
    numbers = [one.row for one in table.rows]
    assert numbers == sorted(set(numbers))
    assert all(one["org"].value for one in table.rows)
