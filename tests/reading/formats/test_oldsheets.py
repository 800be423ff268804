"""Old Excel and OpenDocument workbooks: values as calamine gives them, and nothing that a broken file can do to us."""

from __future__ import annotations

import struct
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import pytest

from duban.errors import DamagedError, EncryptedError, NoTextError, TooLargeError
from duban.reading.formats import Limits
from duban.sheets import old
from duban.sheets.old import shown
from tests.reading.formats.makers import Cell, manifest, ods, old_book, old_excel, opened, record, replaced

ROWS: list[list[Cell]] = [["指标", "目标", "责任单位"], ["固定资产投资", 12.5, "发改局"], ["增长", 7, "财政局"]]
SEEN = [
    (7.0, "7"), (7, "7"), (12.5, "12.5"), (0.07, "0.07"), (0.1 + 0.2, "0.3"), (True, "TRUE"), (False, "FALSE"),
    (date(2023, 6, 30), "2023年6月30日"), (datetime(2023, 6, 30), "2023年6月30日"),
    (datetime(2023, 6, 30, 14, 30), "2023年6月30日 14:30"), (clock(14, 30), "14:30"), (timedelta(hours=2), "2:00:00"),
    ("7%以上", "7%以上"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), SEEN)
def test_a_value_as_a_person_writes_it(value: object, text: str) -> None:
    assert shown(value) == text


def test_rows_cells_and_places(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.xls", old_excel([[""], *ROWS], "目标表"))
    assert source.text == "指标\t目标\t责任单位\n固定资产投资\t12.5\t发改局\n增长\t7\t财政局\n"
    assert source.parts[4].place.as_record() == {"sheet": "目标表", "cell": "B3"}
    assert not source.wrapped


def test_dates_texts_that_are_cut_and_results_of_formulas(tmp_path: Path) -> None:
    wide = "固定资产投资"
    strings = struct.pack("<II", 2, 2) + struct.pack("<HB", len(wide), 1) + wide[:2].encode("utf-16-le")
    rest = b"\x01" + wide[2:].encode("utf-16-le") + struct.pack("<HBH", 3, 8, 1) + b"GDP" + bytes(4)
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 9, 14))
    cells = (
        record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)),
        record(0xFD, struct.pack("<HHHI", 0, 1, 0, 1)),
        record(0x27E, struct.pack("<HHHI", 1, 0, 1, (7 << 2) | 3)),
        record(0x203, struct.pack("<HHHd", 1, 1, 2, 45107)),
        record(0x06, struct.pack("<HHH", 2, 0, 0) + bytes(6) + b"\xff\xff" + bytes(8)),
        record(0x207, struct.pack("<HB", 2, 1) + "算得".encode("utf-16-le")),
        record(0x205, struct.pack("<HHHBB", 2, 1, 0, 1, 0)),
    )
    data = old_book(styles + record(0xFC, strings) + record(0x3C, rest), b"".join(cells))
    assert opened(tmp_path, "x.et", data).text == "固定资产投资\tGDP\n0.07\t2023年6月30日\n算得\tTRUE\n"


def test_a_note_says_that_a_share_may_have_lost_its_sign(tmp_path: Path) -> None:
    plain = opened(tmp_path, "x.xls", old_excel(ROWS, "目标表"))
    share = opened(tmp_path, "x.xls", old_excel([["增长", 0.07]], "目标表"))
    assert plain.note == ""
    assert "x.xls" in share.note
    assert "另存为 .xlsx" in share.note


def _cell(text: str, more: str = "") -> str:
    return f"<table:table-cell office:value-type='string' {more}><text:p>{text}</text:p></table:table-cell>"


def _row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def test_opendocument(tmp_path: Path) -> None:
    rows = (
        _row("<table:table-cell/>", "table:number-rows-repeated='2'")
        + _row(
            _cell("指标<text:s text:c='2'/>一</text:p><text:p>二")
            + "<table:covered-table-cell/><table:table-cell office:value-type='float' office:value='12.50'/>"
            "<table:table-cell office:value-type='date' office:date-value='2023-06-30'/>"
            "<table:table-cell table:number-columns-repeated='16000'/>"
        )
        + _row("<table:table-cell/>", "table:number-rows-repeated='1000000'")
    )
    source = opened(tmp_path, "x.ods", ods(rows))
    assert source.text == "指标  一\n二\t\t12.5\t2023年6月30日\n"
    assert [part.place.cell for part in source.parts] == ["A3", "C3", "D3"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xls", old_excel(ROWS, locked=True)),
        ("x.ods", replaced(ods(""), "META-INF/manifest.xml", manifest("<manifest:encryption-data/>"))),
    ],
)
def test_a_password(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(EncryptedError, match=r"有密码.*去掉密码"):
        opened(tmp_path, name, data)


def _loop() -> bytes:
    """A header that promises a table of two thousand million sectors, and a table that leads to itself."""
    data = bytearray(old_excel(ROWS))
    struct.pack_into("<I", data, 44, 0x7FFFFFFF)
    struct.pack_into("<II", data, 68, 1, (0x7FFFFFFF + 17) // 127)
    return bytes(data)


BROKEN = {
    "cut short": ("x.xls", old_excel(ROWS)[:1600]),
    "a table that is a loop": ("x.xls", _loop()),
    "no XML": ("x.ods", replaced(ods(""), "content.xml", b"<a")),
    "sixteen thousand million cells": (
        "x.ods",
        ods(_row(_cell("远", "table:number-columns-repeated='16000'"), "table:number-rows-repeated='1000000'")),
    ),
    "fewer rows than none": ("x.ods", ods(_row(_cell("远"), "table:number-rows-repeated='-1'"))),
}


@pytest.mark.parametrize(("name", "data"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken(tmp_path: Path, name: str, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DamagedError, match="文件损坏"):
        opened(tmp_path, name, data)
    assert capfd.readouterr() == ("", "")


def test_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match=r"另存为 \.xlsx 再试"):
        opened(tmp_path, "x.ods", replaced(ods(""), "content.xml", b"<a"))


def test_nothing_is_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old, "_SECONDS", 0.01)
    with pytest.raises(DamagedError):
        opened(tmp_path, "x.xls", old_excel(ROWS))


def test_more_text_than_we_take(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="百万字"):
        opened(tmp_path, "x.ods", ods(_row(_cell("增长" * 10000)) * 100), Limits(text=1 << 20))


def test_nothing_in_it(tmp_path: Path) -> None:
    for name, data in (("x.xls", old_excel([])), ("x.ods", ods(""))):
        with pytest.raises(NoTextError, match="没有内容"):
            opened(tmp_path, name, data)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened(tmp_path, "x.xls", old_excel(ROWS))
    assert [path.name for path in tmp_path.iterdir()] == ["x.xls"]
