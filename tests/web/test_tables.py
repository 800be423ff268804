"""A page's table as a file: the numbers, the marks of the file, and that no text runs as a formula."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory

from duban.web.tables import Sheet, download, wanted

HEADS = [("单位", 18), ("数", 10), ("日", 12)]
BAD = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r=1"]
SHEETS = [
    Sheet("承诺/第1页", HEADS, [("林埭镇", Fraction(5, 4), date(2023, 6, 30)), ("新仓镇", None, None)]),
    Sheet("承诺:第1页", HEADS, [(text, -1, None) for text in BAD]),
]


def taken(address: str, title: str = "承诺") -> tuple[str, bytes]:
    answer = download(RequestFactory().get(address), title, SHEETS)
    return answer["Content-Disposition"], answer.content


def test_a_csv_opens_in_excel_and_keeps_its_numbers() -> None:
    named, data = taken("/x/?download=csv")
    assert named == "attachment; filename*=utf-8''%E6%89%BF%E8%AF%BA.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["单位", "数", "日"], ["林埭镇", "1.25", "2023-06-30"], ["新仓镇", "", ""]]


def test_no_text_of_a_csv_begins_as_a_formula() -> None:
    rows = list(csv.reader(StringIO(taken("/x/?download=csv&table=2")[1].decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == [f"'{text}" for text in BAD]
    assert {row[1] for row in rows[1:]} == {"-1"}


def test_no_text_of_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(taken("/x/?download=xlsx")[1]))
    assert book.sheetnames == ["承诺 第1页", "承诺 第1页 2"]
    first, second = book.worksheets
    assert [first["A2"].value, first["B2"].value, first["B3"].value] == ["林埭镇", 1.25, None]
    for row in second.iter_rows(min_row=2):
        assert (row[0].data_type, row[0].quotePrefix) == ("s", True)
        assert row[1].value == -1


def test_a_title_is_no_path() -> None:
    assert "%2F" not in taken("/x/?download=csv", "../../承诺\r\n")[0]


@pytest.mark.parametrize("address", ["/x/?download=exe", "/x/?download=csv&table=3", "/x/?download=csv&table=²"])
def test_what_is_not_there_is_not_found(address: str) -> None:
    with pytest.raises(Http404):
        taken(address)


def test_the_links_keep_the_readers_choice() -> None:
    request = RequestFactory().get("/x/?q=公寓&download=csv&table=9")
    assert wanted(RequestFactory().get("/x/")) == ""
    shown = Template("{% downloads table=2 %}").render(Context({"request": request}))
    assert 'href="?q=%E5%85%AC%E5%AF%93&amp;download=xlsx"' in shown
    assert 'href="?q=%E5%85%AC%E5%AF%93&amp;download=csv&amp;table=2"' in shown
