"""The forms for programs and spreadsheets: jsonl, csv, xlsx."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from fractions import Fraction

import openpyxl
import pytest

from duban.cli.writers import csv as csv_form
from duban.cli.writers import jsonl, xlsx
from duban.cli.writers.columns import COLUMNS
from duban.reading.document import Document
from tests.cli.documents import document, paged, sample, statement

HEADS = [column.head for column in COLUMNS]


def csv_rows(given: Document) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_form.render(given).decode("utf-8-sig"), newline="")))


def sheet_rows(given: Document) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.render(given))).active
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_jsonl_is_the_record_of_every_statement_in_text_order() -> None:
    given = paged()
    lines = jsonl.render(given).decode("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [dict(given.as_record(one)) for one in given.statements]
    assert "生产总值" in lines[0]


def test_jsonl_brings_a_lone_surrogate_back_unchanged() -> None:
    text = "甲\ud83d乙"
    given = document(text, [statement(text, "乙", text)])
    assert json.loads(jsonl.render(given).decode("utf-8"))["quote"] == text


def test_jsonl_keeps_line_separators_inside_one_line() -> None:
    text = "甲\n\u2028乙"
    assert jsonl.render(document(text, [statement(text, "乙", text)])).count(b"\n") == 1


def test_csv_opens_in_excel_with_chinese_heads() -> None:
    assert csv_form.render(sample()).startswith(b"\xef\xbb\xbf" + "谁,牵头,事项".encode())
    first, second, *_, last = csv_rows(sample())
    assert first["谁"] == "平江镇"
    assert first["牵头"] == "县府办"
    assert (second["指标"], second["程度"], second["原文写法"]) == ("增长7%", "力争", "7%")
    assert (last["数值"], last["单位"], last["期间"], last["程度"]) == ("-3.5", "%", "2022年1—8月", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_csv_disarms_formulas_but_not_numbers(start: str) -> None:
    text = f"{start}cmd|乙"
    (row,) = csv_rows(document(text, [statement(text, "乙", text, subject=text, value=Fraction(-3))]))
    assert row["事项"] == f"'{text}"
    assert row["数值"] == "-3"


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\x00", "\u202e", "\ud83d"])
def test_csv_cells_hide_nothing_before_a_formula(start: str) -> None:
    text = f"{start}=乙"
    (row,) = csv_rows(document(text, [statement(text, "乙", text, subject=text)]))
    assert not row["事项"].lstrip("\ufffd").startswith("=") or row["事项"].startswith("\ufffd")


def test_xlsx_has_numbers_as_numbers_and_dates_as_dates() -> None:
    rows = sheet_rows(sample())
    assert list(rows[0]) == HEADS
    assert [row["数值"] for row in rows] == [6.5, 7, 10, 10, None, 0, 40_000_000, -3.5]
    assert rows[4]["期限"] == datetime(2023, 6, 30)
    assert rows[6]["原文写法"] == "4000万元"
    assert rows[6]["承诺或报告"] == "已报告"


def test_xlsx_is_frozen_and_filtered() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.render(sample()))).active
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.column_dimensions["C"].width > 20


def test_xlsx_of_the_same_document_is_the_same_file() -> None:
    assert xlsx.render(sample()) == xlsx.render(sample())


def test_xlsx_takes_formulas_links_and_long_texts_as_text() -> None:
    text = "乙" * 40_000
    one = statement(text, "乙", subject="=1+1", book="https://example.org", sentence=text)
    (row,) = sheet_rows(document(text, [one]))
    assert (row["事项"], row["谁"]) == ("=1+1", "https://example.org")
    assert str(row["句子"]).endswith("…")


def test_xlsx_keeps_numbers_exact_that_excel_would_round() -> None:
    (row,) = sheet_rows(document("乙", [statement("乙", "乙", value=Fraction(10**400 + 1))]))
    assert row["数值"] == str(10**400 + 1)


def test_no_statement_gives_heads_alone() -> None:
    assert csv_rows(document("甲")) == []
    assert sheet_rows(document("甲")) == []
    assert jsonl.render(document("甲")) == b""
