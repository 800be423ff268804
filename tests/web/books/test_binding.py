"""Whom a book binds is proposed with its reason, and asked for before a signature."""

from __future__ import annotations

import pytest
from django.test import Client

from duban.web.books.binding import Binding, proposed
from duban.web.books.models import Book, Clause
from duban.web.org.directory import directory
from tests.web.books.test_review import named, post, read
from tests.web.books.test_unread import TEXT
from tests.web.browser import account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "opening", "found"),
    [
        ("新仓镇2023年度目标责任书", (), Binding("xincang", "书名里写着“新仓镇”")),
        ("平湖市林埭镇重点工作任务书", (), Binding("lindai", "书名里写着“林埭镇”")),
        ("2023年责任书", ("责任单位：新仓镇", "与林埭镇同抓"), Binding("xincang", "责任单位一行写着“新仓镇”")),
        ("2023年责任书", ("林埭镇党委郑重承诺：",), Binding("lindai", "开头几行写着“林埭镇”")),
        ("新仓镇、林埭镇结对任务书", (), None),
        ("2023年的计划", ("同志们：",), None),
    ],
)
def test_the_body_is_proposed_from_what_the_book_says(
    demo: None, title: str, opening: tuple[str, ...], found: Binding | None
) -> None:
    assert proposed(Book(title=title), opening, directory().bodies) == found


def test_a_chosen_body_is_not_asked_for(demo: None) -> None:
    assert proposed(Book(title="新仓镇责任书", org_unit="lindai"), (), directory().bodies) is None


def test_the_page_asks_and_one_click_binds_the_book_and_its_clauses(demo: None, client: Client) -> None:
    read("duty", TEXT.replace("新仓镇2024年度目标责任书", "请新仓镇抓好的工作"), body="")
    client.force_login(account("office_head"))
    page = client.get("/books/duty/").content.decode()
    assert "开头几行写着“新仓镇”" in page
    assert '<option value="xincang" selected' in page
    form = client.get("/books/duty/sign/").content.decode()
    assert "签发以前还缺" in form
    assert "没有选定约束哪个单位" in form
    _, page = post(client, "/books/duty/head/", {"title": "新仓镇2024年度目标责任书", "org_unit": "xincang"})
    assert 'id="binding"' not in page
    assert set(Clause.objects.current().filter(book="duty").values_list("org_unit", flat=True)) == {"xincang"}


def test_two_are_made_of_one_only_where_there_are_two(demo: None, client: Client) -> None:
    read("duty", TEXT, body="xincang")
    client.force_login(account("office_head"))
    whole = named("固定资产投资", "duty")
    task = Clause.objects.current().filter(book="duty", sort="task").first()
    assert task is not None
    assert "拆成两条" in client.get(f"/clauses/{whole.key}/form/").content.decode()
    assert "拆成两条" not in client.get(f"/clauses/{task.key}/form/").content.decode()
