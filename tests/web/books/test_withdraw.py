"""A book taken in by mistake, or under the wrong year."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from duban.errors import InputError
from duban.web.books.actions.withdraw import restore, withdraw
from duban.web.books.actions.year import set_year
from duban.web.books.models import Book, Clause
from duban.web.books.years import other_year
from duban.web.log.writing import By, replacing, writing
from tests.web.books.office import acting, desk
from tests.web.books.plan import PLAN
from tests.web.books.test_review import post, read

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def office() -> Client:
    read("plan", PLAN)
    return desk("office_head")


def test_a_withdrawn_book_is_out_of_sight_until_it_is_taken_up_again(office: Client) -> None:
    status, page = post(office, "/books/plan/withdraw/", {"reason": "传错了文件"})
    assert (status, "撤回的1本" in page, "传错了文件" in page) == (302, True, True)
    assert "/books/plan/" not in office.get("/").content.decode()
    page = office.get("/books/plan/").content.decode()
    assert "这本书撤回了" in page
    clauses = list(Clause.objects.current().filter(book="plan").values_list("pk", flat=True))
    assert post(office, "/books/plan/restore/")[0] == 302
    assert Book.objects.current().get(key="plan").state == "review"
    assert list(Clause.objects.current().filter(book="plan").values_list("pk", flat=True)) == clauses


def test_a_withdrawal_needs_its_reason_and_a_signed_book_stays(office: Client) -> None:
    with pytest.raises(InputError, match="没有写理由"):
        withdraw(acting("office_head"), "plan", " ")
    with pytest.raises(InputError, match="不能撤回"):
        withdraw(acting("office_head"), "lindai", "错了")
    with pytest.raises(InputError, match="没有撤回过"):
        restore(acting("office_head"), "plan")


@pytest.mark.parametrize(
    ("title", "year", "other"),
    [
        ("林埭镇2024年任务书", 2023, 2024),
        ("林埭镇2023年任务书", 2023, None),
        ("2022年工作总结和2023年工作计划", 2023, None),
        ("2022年工作总结和2023年工作计划", 2024, 2023),
        ("林埭镇任务书", 2023, None),
        ("“十四五”（2021-2025）规划", 2023, None),
    ],
)
def test_the_year_that_a_title_names(title: str, year: int, other: int | None) -> None:
    assert other_year(Book(title=title, year=year)) == other


def test_a_date_that_was_named_in_the_right_year_stays(office: Client) -> None:
    post(office, "/books/plan/head/", {"title": "林埭镇2023年任务书", "org_unit": "lindai"})
    one = Clause.objects.current().filter(book="plan", due__isnull=False)[0]
    with writing("test.due", By()) as written:
        written.add(replacing(one, due=date(2023, 6, 30), trajectory=[[2023 * 12 + 5, 10], [2024 * 12 + 5, 20]]))
    post(office, "/books/plan/year/", {"year": "2023"})
    told = Clause.objects.current().get(key=one.key)
    assert (told.due, told.trajectory) == (date(2023, 6, 30), [[2023 * 12 + 5, 10], [2023 * 12 + 5, 20]])


def test_a_book_of_another_year_than_was_said_is_put_right_with_its_dates(office: Client) -> None:
    post(office, "/books/plan/head/", {"title": "林埭镇2023年任务书", "org_unit": "lindai"})
    page = office.get("/books/plan/").content.decode()
    assert "书名里写的是2023年，上传时选的是2024年" in page
    before = {one.key: one.due for one in Clause.objects.current().filter(book="plan") if one.due}
    assert before
    _, page = post(office, "/books/plan/year/", {"year": "2023"})
    assert "书名里写的是" not in page
    after = {one.key: one.due for one in Clause.objects.current().filter(book="plan") if one.due}
    assert after == {key: date(day.year - 1, day.month, day.day) for key, day in before.items()}
    with pytest.raises(InputError, match="年份不对"):
        set_year(acting("office_head"), "plan", 23)
