"""Excel both ways: what is taken down comes back unchanged, and what offices hand in is told cell by cell."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.facts.excel.incoming import Incoming
from duban.web.facts.models import Draft
from duban.web.log.models import Entry
from tests.sheets.books import book
from tests.web.browser import account, signed_in
from tests.web.facts.workbooks import SHEETS, cases, filled, made, sent, sheet
from tests.web.who import browser as desk

OWN, TABLE = SHEETS["own"][1], SHEETS["table"][1]
PROJECTS, CLINIC = "lindai.quality_projects", "lindai.clinic"


@pytest.fixture
def town(demo: None) -> Client:
    return desk("clerk", "lindai_liaison")


def changed(found: Incoming | str) -> dict[str, str]:
    """What would change."""
    assert isinstance(found, Incoming), found
    assert not found.refused
    return {f"{one.row}|{one.column}": one.new for one in found.changes}


def refusal(found: Incoming | str) -> str:
    """The words with which a whole file is refused."""
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['sheet']} {case['name']}")
def test_a_table_of_an_office_is_told_cell_by_cell(demo: None, case: dict[str, Any]) -> None:
    post, at = SHEETS[case["sheet"]]
    found = sent(desk("one", post), at, *made(case))
    if "error" in case or isinstance(found, str):
        assert case.get("error", "?") in str(found)
        return
    assert {f"{one.row}|{one.column}": one.new for one in found.changes} == case.get("changes", {})
    assert {one.where for one in found.refused} == set(case.get("refused", {}))
    for one in found.refused:
        assert case["refused"][one.where] in one.error
    told = {f"{one.row}|{one.column}": "；".join((*one.notes, *one.doubts)) for one in found.changes}
    for name, words in case.get("doubts", {}).items():
        assert words in told[name]
    assert {name for name, words in told.items() if words} <= set(case.get("doubts", {}))
    if "findings" in case:
        assert [one.code for one in found.findings] == case["findings"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_round_trip_loses_nothing(demo: None, name: str) -> None:
    post, at = SHEETS[name]
    client = desk("one", post)
    row, column = (PROJECTS, "progress") if name == "own" else ("lindai", "growth")
    odd = {
        f"{row}|{column}": "=1+1\r\n_x0041_ <b>&" if name == "own" else "六点一",
        f"{row}|{'value' if name == 'own' else 'level'}": "7.123456789",
    }
    client.post(f"{at}save/", odd)
    found = sent(client, at, "表.xlsx", sheet(client, at))
    assert isinstance(found, Incoming)
    assert (found.changes, found.findings) == ((), ())
    # A draft that was wrong is still wrong, and told.
    assert [one.new for one in found.refused] == ([] if name == "own" else ["六点一"])
    assert found.same > 10


def test_a_template_is_safe_and_guided(town: Client) -> None:
    town.post(f"{OWN}save/", {f"{PROJECTS}|progress": "=HYPERLINK(1)"})
    page = load_workbook(BytesIO(sheet(town, OWN))).active
    assert isinstance(page, Worksheet)
    assert page.protection.sheet
    assert page.cell(1, 1).value == "林埭镇2023年7月填报表"
    assert str(page.cell(2, 1).value).startswith("填报单位：林埭镇")
    heads = {cell.value: cell.column for cell in page[3]}
    assert page.column_dimensions["O"].hidden
    assert heads["督办编号"] == 15
    rows = {page.cell(row, 15).value: row for row in range(4, page.max_row + 1)}
    progress = page.cell(rows[PROJECTS], heads["进展"])
    assert (progress.value, progress.data_type, progress.number_format) == ("=HYPERLINK(1)", "s", "@")
    assert page.cell(rows[PROJECTS], heads["本期完成"]).data_type == "n"
    assert not page.cell(rows[PROJECTS], heads["本期完成"]).protection.locked
    assert page.cell(rows[PROJECTS], heads["到哪一步"]).protection.locked
    lists = [one for one in page.data_validations.dataValidation if one.type == "list"]
    assert {str(one.sqref) for one in lists} == {
        f"H{row}"
        for key, row in rows.items()
        if key and page.cell(row, 2).value != "" and page.cell(row, 4).value in {None, ""}
    }
    assert all("开工" in one.formula1 for one in lists)


def test_what_is_doubtful_is_taken_only_by_who_ticks_it(town: Client) -> None:
    rows = [["指标", "累计完成"], ["高质量项目", 12], ["新开工公寓房", "约460"], ["新社区集聚农户", "4 9"]]
    file = SimpleUploadedFile("表.xlsx", book([{"rows": rows}]))
    page = town.post(f"{OWN}excel/up/", {"file": file}).content.decode()
    boxes = re.findall(r'type="checkbox"( checked)? name="([\w.]+)\|value"', page)
    assert [name for ticked, name in boxes if ticked] == [PROJECTS]
    assert len(boxes) == 3
    assert "2格要再看一看" in page


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n"), max_size=30)
_FIGURES = st.decimals(min_value=0, max_value=9999, places=3)


@given(
    st.dictionaries(st.sampled_from(["进展", "问题", "下步打算"]), _WORDS),
    st.none() | _FIGURES,
    st.none() | st.sampled_from(["筹备", "开工", "完成"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_typed_into_a_template_is_exactly_what_changes(
    town: Client, words: dict[str, str], figure: Any, state: str | None
) -> None:
    columns = {"进展": "progress", "问题": "problems", "下步打算": "next"}
    typed: dict[tuple[str, str], object] = {(PROJECTS, head): text for head, text in words.items()}
    wanted = {f"{PROJECTS}|{columns[head]}": text.strip() for head, text in words.items() if text.strip()}
    if figure is not None:
        typed[PROJECTS, "本期完成"] = float(figure)
        wanted |= {} if figure == 9 else {f"{PROJECTS}|value": f"{figure.normalize():f}"}
    if state:
        typed[CLINIC, "到哪一步"] = state
        wanted[f"{CLINIC}|state"] = state
    found = sent(town, OWN, "表.xlsx", filled(sheet(town, OWN), typed))
    assert {name: text.strip() for name, text in changed(found).items()} == wanted


def test_a_slash_for_a_state_that_was_never_told_is_nothing(town: Client) -> None:
    typed = {(CLINIC, "到哪一步"): "/", (CLINIC, "日期"): "—"}
    assert changed(sent(town, OWN, "表.xlsx", filled(sheet(town, OWN), typed))) == {}


def test_a_workbook_brings_the_reason_of_a_correction_or_says_that_it_is_wanted(town: Client) -> None:
    typed: dict[tuple[str, str], object] = {(PROJECTS, "本期完成"): 8}
    found = sent(town, OWN, "表.xlsx", filled(sheet(town, OWN), typed))
    assert isinstance(found, Incoming)
    assert ["更正理由" in "".join(one.notes) for one in found.changes] == [True]
    found = sent(town, OWN, "表.xlsx", filled(sheet(town, OWN), typed | {(PROJECTS, "更正理由"): "一个项目退回"}))
    assert changed(found) == {f"{PROJECTS}|value": "8", f"{PROJECTS}|why": "一个项目退回"}
    assert isinstance(found, Incoming)
    assert not any(one.notes for one in found.changes)


def test_nothing_is_written_until_it_is_agreed_to_and_then_as_drafts(town: Client) -> None:
    before = Entry.objects.count()
    typed = {(PROJECTS, "本期完成"): 10, (PROJECTS, "进展"): "签约\n一家", (CLINIC, "到哪一步"): "开工"}
    data = filled(sheet(town, OWN), typed)
    found = sent(town, OWN, "表.xlsx", data)
    assert not Draft.objects.exists()
    town.post(f"{OWN}save/", changed(found))
    assert {f"{one.row}|{one.column}": one.text for one in Draft.objects.all()} == changed(found)
    assert Entry.objects.count() == before
    again = sent(town, OWN, "表.xlsx", data)
    assert changed(again) == {}
    # What is emptied in our own file is emptied.
    cleared = sent(town, OWN, "表.xlsx", filled(data, {(PROJECTS, "进展"): None}))
    assert changed(cleared) == {f"{PROJECTS}|progress": ""}


def test_another_months_and_another_units_template_are_refused(town: Client, demo: None) -> None:
    assert "这是2023-06的表，要填的是2023-07" in refusal(
        sent(town, OWN, "表.xlsx", sheet(town, "/data/2023-06/lindai/"))
    )
    other = desk("other", "xindai_liaison")
    assert "这是张江平湖园（新埭镇）的表" in refusal(sent(town, OWN, "表.xlsx", sheet(other, "/data/2023-07/xindai/")))
    assert "这是另一张表" in refusal(sent(town, OWN, "表.xlsx", sheet(desk("tj", "tongji_data"), TABLE)))


def test_a_closed_month_and_a_sheet_that_was_handed_in_take_no_file(town: Client) -> None:
    assert "已经关账" in refusal(sent(town, "/data/2023-06/lindai/", "表.xlsx", sheet(town, "/data/2023-06/lindai/")))
    data = sheet(town, OWN)
    town.post(f"{OWN}advance/", {"sure": "1"})
    assert "这张表已经报出去了" in refusal(sent(town, OWN, "表.xlsx", data))


def test_another_units_sheet_is_not_there(town: Client) -> None:
    other = "/data/2023-07/xindai/"
    assert town.get(f"{other}excel/").status_code == 404
    assert town.post(f"{other}excel/up/").status_code == 403


def test_a_clerk_hands_a_workbook_in(live_server: LiveServer, demo: None, browser: Browser, tmp_path: Path) -> None:
    account("lindai_liaison")
    with signed_in(browser, live_server.url, "lindai_liaison") as page:
        page.goto(live_server.url + OWN)
        with page.expect_download() as waited:
            page.get_by_role("link", name="下载Excel").click()
        assert waited.value.suggested_filename == "林埭镇2023年7月填报表.xlsx"
        typed = {
            (PROJECTS, "本期完成"): 900000,
            (PROJECTS, "进展"): "签约一家",
            ("lindai.apartments", "本期完成"): "不少",
        }
        file = tmp_path / "填好.xlsx"
        file.write_bytes(filled(Path(waited.value.path()).read_bytes(), typed))
        page.set_input_files("#excel-file", file)
        page.get_by_role("button", name="上传Excel").click()
        expect(page.locator("td.bad")).to_contain_text("不是一个数")
        expect(page.locator("td.doubt")).to_contain_text("是不是填错了单位")
        assert not Draft.objects.exists()
        page.get_by_label("高质量项目 本期完成").uncheck()
        page.get_by_role("button", name="勾上的存成草稿").click()
        expect(page.locator(f'[name="{PROJECTS}|progress"]')).to_have_value("签约一家")
    assert [(one.row, one.column) for one in Draft.objects.all()] == [(PROJECTS, "progress")]


def test_bad_files_are_refused_in_words(town: Client) -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))
    for name, data, words in (
        ("表.xlsx", bomb.getvalue(), "太大"),
        ("表.xlsx", b"PK\x03\x04 broken", "损坏"),
        ("表.exe", b"MZ", "不认得.exe的文件"),
        ("表.xlsx", "机密★1年\n指标,累计完成".encode(), "密级"),
    ):
        assert words in refusal(sent(town, OWN, name, data))
