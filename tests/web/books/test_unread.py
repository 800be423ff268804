"""What a book says with figures and was not read is pointed out before it is signed; nothing is lost in silence."""

from __future__ import annotations

import pytest
from django.test import Client

from duban.web.books.models import Book, BookText, Clause
from duban.web.books.unread import Unread, unread
from duban.web.log.canonical import sealed
from duban.web.log.models import Entry
from duban.web.log.triggers import lifted
from tests.web.books.test_review import post, read
from tests.web.browser import account

pytestmark = pytest.mark.django_db

TEXT = """新仓镇2024年度目标责任书
全镇201个网格托住大平安，开好“三张清单”。
一、主要指标
固定资产投资确保完成12亿元，力争13亿元。
一般公共预算收入4.2亿元，同比增长8%。
二、重点工作
每月开一次项目推进会。
"""


@pytest.fixture
def office(demo: None, client: Client) -> Client:
    read("duty", TEXT, body="")
    client.force_login(account("office_head"))
    return client


def left() -> list[Unread]:
    return unread(Book.objects.current().get(key="duty"), list(Clause.objects.current().filter(book="duty")))


def test_sentences_with_figures_that_were_not_read_are_listed_and_marked(office: Client) -> None:
    assert [one.text for one in left()] == [
        "全镇201个网格托住大平安，开好“三张清单”。",
        "一般公共预算收入4.2亿元，同比增长8%。",
    ]
    assert [TEXT[one.start : one.end] for one in left()] == [one.text for one in left()]
    page = office.get("/books/duty/").content.decode()
    assert "2句有数字，没有读出承诺" in page
    assert page.count('class="st-unread"') == 2


def test_one_click_makes_it_a_pledge_or_a_task_or_leaves_it(office: Client) -> None:
    size, revenue = left()
    post(office, "/books/duty/add/", {"start": revenue.start, "end": revenue.end, "kind": "pledge"})
    rows = Clause.objects.current().filter(book="duty", sort="pledge", quote=revenue.text, state="proposed")
    assert [(one.subject, one.basis, one.indicator) for one in rows] == [
        ("一般公共预算收入", "level", "general_budget_revenue"),
        ("一般公共预算收入", "growth", "general_budget_revenue"),
    ]
    post(office, "/books/duty/leave/", {"start": size.start})
    row = Clause.objects.current().get(book="duty", quote=size.text)
    assert (row.state, row.reason) == ("rejected", "有数字，看过，不是承诺")
    assert left() == []
    assert Entry.objects.filter(verb="books.leave", detail={"clauses": 1}).count() == 1


def test_all_that_remain_are_left_at_once_and_once(office: Client) -> None:
    for _again in range(2):
        post(office, "/books/duty/leave/")
    assert left() == []
    assert Entry.objects.filter(verb="books.leave").count() == 1


def test_the_signature_says_what_nobody_looked_at(office: Client) -> None:
    post(office, "/books/duty/head/", {"title": "新仓镇责任书", "org_unit": "xincang"})
    for one in Clause.objects.current().filter(book="duty", state="proposed"):
        post(office, f"/clauses/{one.key}/accept/", {"version": one.pk})
    assert "还有2句有数字，没有读出承诺" in office.get("/books/duty/sign/").content.decode()
    post(office, "/books/duty/sign/", {"signed": "2023-07-31"})
    assert Entry.objects.get(verb="books.sign", about="duty").detail["unread"] == 2


def test_only_the_office_leaves_sentences_out(demo: None, client: Client) -> None:
    read("duty", TEXT, body="xincang")
    client.force_login(account("xincang_liaison"))
    assert client.post("/books/duty/leave/").status_code in {403, 404}
    assert len(left()) == 2


def test_a_purged_text_is_kept_nowhere(office: Client) -> None:
    assert left()
    with lifted(BookText):
        BookText.objects.filter(key="duty").update(text=sealed(TEXT))
    assert not any("预算收入" in one.text for one in left())
