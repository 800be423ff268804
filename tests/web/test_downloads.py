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
    assert (told["目标数"], told["实际数"], told["计量单位"]) == ("120", "54.2", "亿元")


def sheets(client: Client, path: str) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(BytesIO(client.get(path).content))
    return {one.title: list(one.iter_rows(values_only=True)) for one in book.worksheets}


def test_figures_are_numbers_of_one_unit_a_row(demo: None) -> None:
    found = sheets(who.browser("office_head", "office_head"), "/pledges/?download=xlsx")["承诺"]
    told = next(
        [dict(zip(found[at], row, strict=True)) for row in found[at + 1 :]] for at in range(5) if "灯" in found[at]
    )
    rows = {row["编号"]: row for row in told}
    named = ("目标数", "实际数", "计量单位")
    assert [rows["xindai.contracted_fdi"][name] for name in named] == [1.5, 0.81, "亿美元"]
    assert [rows["lindai.industrial_output"][name] for name in named] == [6, 5.6, "%"]
    assert [rows["ponan.start_month_9"][name] for name in named] == [None, None, None]


def test_the_overviews_file_counts_each_light_in_its_column_and_has_the_headline_figures(demo: None) -> None:
    found = sheets(who.browser("office_head", "office_head"), "/overview/?download=xlsx")
    lights, first = found["灯的条数"], found["主要指标"]
    at = next(number for number, row in enumerate(lights) if row[0] == "单位")
    row = dict(zip(lights[at], next(one for one in lights if one[0] == "新仓镇"), strict=True))
    assert (row["任务书"], row["达序时"], row["滞后"], row["合计"]) == ("新仓镇2023年度任务书", 7, 6, 13)
    at = next(number for number, row in enumerate(first) if row[0] == "指标")
    told = [dict(zip(first[at], one, strict=True)) for one in first[at + 1 :] if one[0] == "固定资产投资"]
    assert (told[0]["单位"], told[0]["目标数"], told[0]["实际数"], told[0]["计量单位"]) == (
        "平湖市",
        400,
        188.3,
        "亿元",
    )
    assert (told[-1]["单位"], told[-1]["达序时"], told[-1]["滞后"]) == ("各单位", 7, 1)


def test_the_months_file_has_the_providers(demo: None) -> None:
    found = sheets(who.browser("office_head", "office_head"), "/data/2023-07/?download=xlsx")["数据提供单位"]
    row = next(one for one in found if one[0] == "发展和改革局")
    assert (row[1], row[3], row[5]) == (16, 13, 3)


def test_whoever_may_not_see_the_page_gets_no_file(demo: None) -> None:
    client = who.browser("lindai_liaison", "lindai_liaison")
    assert client.get("/log/?download=csv").status_code == 403
    assert client.get("/admin/?download=xlsx").status_code == 403
    assert {row[0] for row in as_csv(client, "/data/2023-07/")[1:]} == {"林埭镇"}
