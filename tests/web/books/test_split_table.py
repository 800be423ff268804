"""The 任务分解表: its rows, and the two files that hold them."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from duban.web.books.actions.share import set_shares
from duban.web.books.lookup import book_of
from duban.web.books.models import Clause
from duban.web.books.shares.parts import Part
from duban.web.books.tables.docx import docx
from duban.web.books.tables.merged import cells
from duban.web.books.tables.rows import HEADS, Group, Line, table_of
from duban.web.books.tables.xlsx import xlsx
from duban.web.clock.today import today
from duban.web.log.writing import By, writing
from duban.web.org.directory import directory
from tests.web.books.office import acting, desk

FDI = "zhaoda.fdi"


@pytest.fixture
def split(demo: None) -> None:
    """One clause with three measures, one task in words that serves it, one task of its own."""
    nodes = (("2023-06-30", "办完两场"),)
    parts = [
        Part("shangwu", "lead", post="vice_mayor_industry"),
        Part("jingkai", section="招商局", value=2 * 10**12, measures="办三场推介会", nodes=nodes),
        Part("dushangang", value=10**12, measures="=HYPERLINK(1)", due=date(2023, 9, 30)),
        Part("danghu"),
    ]
    with writing("test", By()) as written:
        told = {"book": "zhaoda", "sort": "task", "state": "accepted", "kind": "task", "org_unit": "pinghu"}
        serving = Clause(key="z.1", subject="走出去", sentence="组团走出去招商。", serves=[FDI], place=90, **told)
        told |= {"heading": "优化服务"}
        own = [Clause(key=f"z.{at}", subject="服务", sentence=f"第{at}件事。", place=at, **told) for at in (91, 92)]
        written.add(serving, *own)
    set_shares(acting("office_head"), FDI, parts)


def _fdi() -> Group:
    return next(one for one in table_of(book_of("zhaoda"), directory(), today()).groups if "实际利用外资" in one.task)


def test_a_task_has_a_line_for_each_measure(split: None) -> None:
    group, leader, year_end = _fdi(), "分管工业和商务的副市长", "2023年12月底"
    assert group.task == "实际利用外资：力争4.8亿美元"
    zone, port = "平湖经济技术开发区（招商局，2亿美元）", "独山港经济开发区（1亿美元）"
    assert [line.cells for line in group.lines] == [
        ("", leader, "商务局", "当湖街道", year_end, ""),
        ("=HYPERLINK(1)", leader, "商务局", port, "2023年9月30日", ""),
        ("办三场推介会", leader, "商务局", zone, year_end, "6月30日：办完两场"),
        ("组团走出去招商。", leader, "商务局", "", year_end, ""),
    ]


def test_tasks_in_words_stand_under_their_heading_and_numbers_run_through(split: None) -> None:
    groups = table_of(book_of("zhaoda"), directory(), today()).groups
    assert [one.number for one in groups] == list(range(1, len(groups) + 1))
    assert [line.measure for line in groups[-1].lines] == ["第91件事。", "第92件事。"]
    assert groups[-1].task == "优化服务"


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("子丑")), min_size=1, max_size=8))
def test_cells_cover_every_place_once_and_say_what_the_lines_say(heads: list[tuple[str, str]]) -> None:
    group = Group(1, "事", tuple(Line("办", leader, lead, "单位", "年底") for leader, lead in heads))
    covered = {(one.column, one.row + at): one.text for one in cells(group) for at in range(one.height)}
    assert sum(one.height for one in cells(group)) == len(covered) == len(HEADS) * len(heads)
    for row, line in enumerate(group.lines):
        assert tuple(covered[column, row] for column in range(len(HEADS))) == ("1", "事", *line.cells)


def test_the_word_file_is_across_with_its_head_on_every_page_and_fonts_named(split: None) -> None:
    answer = desk("jingkai_liaison").get("/books/zhaoda/split.docx")
    assert "%E6%8B%9B%E5%A4%A7%E8%82%B2%E5%BC%BA" in answer["Content-Disposition"]
    file = b"".join(answer)
    document: Any = Document(BytesIO(file))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert "招大育强专项行动2023年度任务分解表" in document.paragraphs[0].text
    assert document.paragraphs[0].runs[0].font.size.pt == 22
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(HEADS)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "PAGE" in section.footer._element.xml
    with zipfile.ZipFile(BytesIO(file)) as inside:
        assert "仿宋_GB2312" in inside.read("word/document.xml").decode()
        assert not [one for one in inside.namelist() if "fonts/" in one]


def test_the_word_file_says_what_the_rows_say_merged_where_a_task_has_several_measures(split: None) -> None:
    table = table_of(book_of("zhaoda"), directory(), today())
    (grid,) = Document(BytesIO(docx(table))).tables
    rows = [tuple(cell.text for cell in row.cells) for row in grid.rows][1:]
    wanted = [(str(group.number), group.task, *line.cells) for group in table.groups for line in group.lines]
    assert rows == wanted
    fdi = _fdi()
    first = next(at for at, row in enumerate(rows) if row[1] == fdi.task)
    assert len({grid.rows[1 + first + at].cells[1]._tc for at in range(len(fdi.lines))}) == 1


def test_the_workbook_says_the_same_as_text_with_its_head_fixed_and_fitted_to_the_page(split: None) -> None:
    table = table_of(book_of("zhaoda"), directory(), today())
    sheet = load_workbook(BytesIO(xlsx(table))).active
    assert [cell.value for cell in sheet[3]] == list(HEADS)
    assert sheet.freeze_panes == "C4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    lines = [line for group in table.groups for line in group.lines]
    assert [sheet.cell(4 + at, 3).value or "" for at in range(len(lines))] == [one.measure for one in lines]
    formula = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert formula.data_type == "s" or formula.quotePrefix
    assert any(len(_fdi().lines) == one.size["rows"] for one in sheet.merged_cells.ranges)


def test_other_forms_are_not_there(demo: None) -> None:
    assert desk("office_head").get("/books/zhaoda/split.pdf").status_code == 404


def test_the_targets_of_months_stand_among_the_nodes(demo: None) -> None:
    june, august = 2023 * 12 + 5, 2023 * 12 + 7
    one = Part("shangwu", "lead", months=((june, 2 * 10**12), (august, 3 * 10**12)), nodes=(("2023-05-08", "开门"),))
    set_shares(acting("office_head"), FDI, [one])
    assert _fdi().lines[0].nodes == "5月8日：开门\n逐月：到6月2亿美元，到8月3亿美元"
    other = Part("jingkai", months=((june, 10**12),))
    set_shares(acting("office_head"), FDI, [Part("shangwu", "lead", months=((june, 2 * 10**12),)), other])
    assert _fdi().lines[0].nodes == "商务局：到6月2亿美元\n平湖经济技术开发区：到6月1亿美元"
