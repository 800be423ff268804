"""Progress tables: moods by column, leads, answers inside a row, cells that are broken or merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import duban
from duban.ledger.types import Fact, Pledge
from duban.linking.facts import facts_of
from duban.linking.grid import grids
from duban.linking.pledges import pledges_of
from duban.linking.tables import table_statements
from duban.reading.document import Document, Source
from duban.reading.reader import read_source

HEAD = "2025年重点任务一季度进展情况表\n序号\t主要工作任务\t一季度完成情况\t责任单位\n"


def paper(text: str) -> Document:
    return read_source(Source(text, wrapped=False))


def read(text: str) -> tuple[list[Pledge], list[Fact]]:
    document = paper(text)
    pledges, _ = pledges_of(document)
    facts, _ = facts_of(document, year=pledges[0].year if pledges else 2025, as_of=date(2025, 4, 10), pledges=pledges)
    return list(pledges), list(facts)


def answers(text: str) -> list[str]:
    pledges, facts = read(text)
    by_id = {pledge.id: pledge for pledge in pledges}
    return [f"{by_id[fact.answers].subject} {fact.value or fact.state}" for fact in facts if fact.answers]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1\t新开工亿元以上项目60个。\t新开工亿元以上项目18个。\t发改局", ["亿元以上项目 18"]),
        ("1\t新开工亿元以上项目60个。\t已开工18个。\t发改局", ["亿元以上项目 18"]),
        ("1\t规上工业增加值增长7%。\t增长8.2%。\t经信局", ["规上工业增加值 41/5"]),
        ("1\t规上工业增加值增长7%。\t完成规上工业增加值62亿元。\t经信局", []),
        ("1\t建成南市幼儿园。\t3月20日，南市幼儿园建成投用。\t教育局", ["南市幼儿园 投用"]),
        ("1\t建成南市幼儿园。\t南市幼儿园开工建设。\t教育局", []),
        ("1\t新增高新技术企业20家。\t组织申报35家，新认定高新技术企业6家。\t科技局", ["高新技术企业 6"]),
        ("1\t实到外资4亿美元。\t实到外资1亿美元，预计全年完成4.1亿美元。\t商务局", ["实到外资 100000000"]),
        ("1\t实到外资4亿美元。\t全年目标4亿美元，已到资1亿美元。\t商务局", ["实到外资 100000000"]),
        ("1\t改造老旧小区18个。\t正在开展前期工作。\t建设局", []),
        ("1\t腾退低效用地2500亩。\t腾退612亩。下一步，确保上半年腾退1200亩。\t资规局", ["低效用地 612"]),
        ("1\t新建公园3个、口袋公园20个。\t新建公园1个、口袋公园9个。\t建设局", ["公园 1", "口袋公园 9"]),
    ],
    ids=lambda value: value.split("\t")[2] if isinstance(value, str) else "",
)
def test_a_done_cell_answers_its_row(row: str, expected: list[str]) -> None:
    assert answers(HEAD + row + "\n") == expected


def test_each_row_answers_for_itself() -> None:
    rows = "1\t改造老旧小区18个。\t改造5个。\t建设局\n2\t新建公园3个。\t新建1个。\t建设局\n"
    assert answers(HEAD + rows) == ["老旧小区 5", "公园 1"]


def test_the_column_decides_the_mood_and_the_row_the_lead() -> None:
    pledges, facts = read(HEAD + "1\t力争规上工业增加值增长8%。\t1—2月规上工业增加值增长8.2%。\t科技局、★经信局\n")
    assert [(one.org_unit, one.tiers[0].firmness, one.year) for one in pledges] == [("经信局", "strive", 2025)]
    assert [(one.org_unit, str(one.period)) for one in facts] == [("经信局", "2025-01/2025-02")]


def test_the_head_tells_the_months() -> None:
    _, facts = read(HEAD + "1\t改造老旧小区18个。\t改造5个。\t建设局\n")
    assert [str(fact.period) for fact in facts] == ["2025-01/2025-03"]


def test_spans_lead_back_to_the_text() -> None:
    document = paper(HEAD + "1\t改造老旧小区18个。\t改造5个。\t建设局\n")
    said = [(cell.mood, document.quote(one)) for cell in table_statements(document) for one in cell.statements]
    assert said == [("pledged", "改造老旧小区18个"), ("reported", "改造5个")]
    nums = [document.text[slice(*one.num)] for cell in table_statements(document) for one in cell.statements]
    assert nums == ["18个", "5个"]


def test_a_table_of_indicators_reads_bare_figures() -> None:
    text = (
        "2023年主要指标完成情况\n指标名称\t单位\t年度目标\t1—6月完成情况\t责任单位\n"
        "规上工业增加值增速\t%\t7\t8.2\t经信局\n固定资产投资\t亿元\t400\t164.42\t发改局\n"
    )
    pledges, facts = read(text)
    assert [(one.subject, one.basis, str(one.tiers[0].value)) for one in pledges] == [
        ("规上工业增加值", "growth", "7"),
        ("固定资产投资", "level", "40000000000"),
    ]
    assert [(one.answers, str(one.value), str(one.period)) for one in facts] == [
        (pledges[0].id, "41/5", "2023-01/2023-06"),
        (pledges[1].id, "16442000000", "2023-01/2023-06"),
    ]


def test_broken_cells_are_joined_and_merged_ones_minded() -> None:
    text = (
        "2025年重点任务一季度进展情况表\n分管市长\t序号\t主要工作任务\t一季度完成情况\t责任单位\n"
        "张\t1\t改造老旧小区18个。\n新建公园3个。\t改造老旧小区5个。\n新建公园1个。\t建设局\n城管局\n"
        "2\t新建农村公路50公里。\t新建农村公路9公里。\t交通局\n备注：★为牵头单位。\n"
    )
    document = paper(text)
    (grid,) = grids(document)
    assert [{role: text[span.start : span.end] for role, span in row.cells.items()} for row in grid.rows] == [
        {
            "leader": "张",
            "number": "1",
            "task": "改造老旧小区18个。\n新建公园3个。",
            "done": "改造老旧小区5个。\n新建公园1个。",
            "lead": "建设局\n城管局",
        },
        {"number": "2", "task": "新建农村公路50公里。", "done": "新建农村公路9公里。", "lead": "交通局"},
    ]
    assert answers(text) == ["老旧小区 5", "公园 1", "农村公路 9"]


@pytest.mark.parametrize(
    "text",
    [
        "一季度工作\n序号\t内容\t单位\n1\t改造老旧小区18个。\t建设局\n",
        "主要工作任务和完成情况如下。\n改造老旧小区18个，已完成5个。\n",
        "",
    ],
)
def test_other_tables_and_texts_are_no_progress_tables(text: str) -> None:
    assert list(grids(paper(text))) == []


def test_tables_of_word_and_excel_are_the_same(tmp_path: Path) -> None:
    docx, openpyxl = pytest.importorskip("docx"), pytest.importorskip("openpyxl")
    rows = [
        ["分管市长", "序号", "主要工作任务", "一季度完成情况", "责任单位"],
        ["张", "1", "改造老旧小区18个。", "改造老旧小区5个。", "★建设局、城管局"],
        ["", "2", "新建农村公路50公里。", "新建农村公路9公里。", "交通局"],
    ]
    paper_, book = docx.Document(), openpyxl.Workbook()
    paper_.add_paragraph("2025年重点任务一季度进展情况表")
    sheet = paper_.add_table(0, 5)
    book.active.append(["2025年重点任务一季度进展情况表"])
    for row in rows:
        for cell, text in zip(sheet.add_row().cells, row, strict=True):
            cell.text = text
        book.active.append(row)
    paper_.save(tmp_path / "a.docx")
    book.save(tmp_path / "a.xlsx")
    for name in ("a.docx", "a.xlsx"):
        document = duban.read(tmp_path / name)
        pledges, _ = pledges_of(document)
        facts, _ = facts_of(document, year=2025, as_of=date(2025, 4, 10), pledges=pledges)
        assert [(one.org_unit, one.subject) for one in pledges] == [("建设局", "老旧小区"), ("交通局", "农村公路")]
        assert [(one.answers, str(one.value)) for one in facts] == [(pledges[0].id, "5"), (pledges[1].id, "9")]
        assert all(one.origin.place for one in pledges)
        assert all(one.origin.place for one in facts)
