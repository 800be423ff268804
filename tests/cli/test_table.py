from __future__ import annotations

import re
from typing import Any

import pytest

from duban.cli.writers.table import Look, fold, render, width_of
from duban.reading.document import Book
from tests.cli.documents import TEXT, document, sample, statement


def lines(look: Look | None = None, **source: Any) -> list[str]:
    return render(sample(**source), look).decode("utf-8").splitlines()


def test_one_line_a_pledge_under_the_body_that_speaks() -> None:
    assert lines() == [
        "任务书.txt",
        "",
        "平江镇  牵头：县府办",
        "  平江镇2023年任务书",
        "  事项              指标         程度    期限",
        "  生产总值          增长6.5%     预期    年内",
        "  生产总值          增长7%       力争    年内",
        "  财政总收入        增长10%以上  预期    年内",
        "  一般公共预算收入  增长10%以上  预期    年内",
        "  科创园            投用         确保    2023-06-30",
        "  信访积案          清零         确保    年内",
        "  事项              数字                 期间",
        "  投资              4000万元     已报告  2022年1—8月",
        "  投资              下降3.5%     已报告  2022年1—8月",
        "",
        "共承诺6条（确保2、力争1、预期3），已报告2条",
    ]


def test_a_book_without_a_pledge_says_so() -> None:
    books = (Book("甲镇", "", "", 0, 5), Book("乙镇", "", "", 5, len(TEXT)))
    text = render(document(TEXT, [statement(TEXT, "清零", book="乙镇")], books)).decode("utf-8")
    assert re.search(r"甲镇\n  没有读到可核对的承诺\n\n乙镇\n", text)


def test_a_statement_of_another_body_has_a_group_of_its_own() -> None:
    books = (Book("甲镇", "", "", 0, len(TEXT)),)
    text = render(document(TEXT, [statement(TEXT, "清零", book="丙镇")], books)).decode("utf-8")
    assert "\n丙镇\n" in text
    assert "没有读到" in text


def test_into_a_pipe_nothing_is_cut_or_coloured() -> None:
    long = "很长的事项" * 20
    text = render(document(TEXT, [statement(TEXT, "清零", subject=long)])).decode("utf-8")
    assert long in text
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_on_a_terminal_every_line_fits_and_nothing_is_lost(width: int) -> None:
    long = "很长的事项" * 20
    text = render(document(TEXT, [statement(TEXT, "清零", subject=long)]), Look(width)).decode("utf-8")
    assert max(width_of(line) for line in text.splitlines()) <= width
    assert text.count("项") >= 20


def test_colours_only_where_asked() -> None:
    assert any("\x1b[1m" in line for line in lines(Look(80, colour=True)))
    assert not any("\x1b" in line for line in lines(Look(80)))


def test_a_text_cannot_send_codes_to_the_terminal() -> None:
    text = "\x1b[2J甲"
    out = render(document(text, [statement(text, "甲", subject=text, book=text)]), Look(80, colour=False))
    assert b"\x1b" not in out


def test_an_empty_document_is_no_error() -> None:
    assert render(document("")).decode("utf-8").endswith("共承诺0条\n")


def test_width_counts_columns() -> None:
    assert width_of("GDP增长7%") == 9
    assert fold("增长ab", 4) == ["增长", "ab"]
    assert fold("", 4) == [""]
