"""The tables of the office as files: what the reader sees under the same choice, and no more."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client

from tests.web import who

LISTS = [
    ("office_head", "/overview/?by=body", "林埭镇"),
    ("office_head", "/pledges/?org_unit=lindai", "林埭镇"),
    ("office_head", "/books/", "林埭镇"),
    ("office_head", "/org/", "林埭镇"),
    ("office_head", "/data/2023-07/", "林埭镇"),
    ("security_admin", "/admin/", "security_admin"),
    ("security_auditor", "/log/?verb=load.facts", "装入数"),
]


def as_csv(client: Client, path: str) -> list[list[str]]:
    answer = client.get(path + ("&" if "?" in path else "?") + "download=csv")
    assert answer["Content-Type"].startswith("text/csv"), path
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("name", "path", "word"), LISTS, ids=[path for _name, path, _word in LISTS])
def test_a_table_is_taken_away_as_csv_and_as_a_workbook(demo: None, name: str, path: str, word: str) -> None:
    client = who.browser(name, name)
    assert "download=csv" in client.get(path).content.decode()
    rows = as_csv(client, path)
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any(word in cell for row in rows[1:] for cell in row)
    book = openpyxl.load_workbook(BytesIO(client.get(path + ("&" if "?" in path else "?") + "download=xlsx").content))
    assert book.worksheets[0].max_row == len(rows)


def test_a_file_holds_what_the_filter_of_the_page_leaves(demo: None) -> None:
    client = who.browser("office_head", "office_head")
    assert {row[1] for row in as_csv(client, "/pledges/?org_unit=lindai")[1:]} == {"林埭镇"}
    assert len(as_csv(client, "/pledges/")) > len(as_csv(client, "/pledges/?org_unit=lindai"))


def test_the_pledges_have_their_target_and_what_was_done(demo: None) -> None:
    heads, *rows = as_csv(who.browser("office_head", "office_head"), "/pledges/?org_unit=xincang")
    found = {row[-1]: dict(zip(heads, row, strict=True)) for row in rows}
    told = found["xincang.industrial_output"]
    assert (told["目标"], told["实际"], told["占目标%"], told["数到哪个月"]) == (
        "120亿元",
        "54.2亿元",
        "45.2",
        "2023-06",
    )


def test_whoever_may_not_see_the_page_gets_no_file(demo: None) -> None:
    client = who.browser("lindai_liaison", "lindai_liaison")
    assert client.get("/log/?download=csv").status_code == 403
    assert client.get("/admin/?download=xlsx").status_code == 403
    assert {row[0] for row in as_csv(client, "/data/2023-07/")[1:]} == {"林埭镇"}
