"""Reviewing, signing and amending, through the pages' own addresses."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client

from duban.web.books.models import Book, BookText, Clause
from duban.web.books.reading import read_book
from duban.web.books.words import tiers
from duban.web.declared.pack import declarations
from duban.web.log.models import Entry
from duban.web.log.writing import By, writing
from tests.web.books.plan import PLAN
from tests.web.browser import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(demo: None, client: Client) -> Client:
    read("plan", PLAN)
    client.force_login(account("office_head"))
    return client


def read(key: str, text: str, *, body: str = "lindai") -> None:
    """A book whose text was read and waits."""
    with writing("test.book", By()) as written:
        written.add(BookText(key=key, text=text))
        head = {"title": key, "year": 2024, "text": key, "end": len(text), "org_unit": body}
        written.add(Book(key=key, state="reading", **head))
    read_book.func(key, None, "")


def current(key: str) -> Clause:
    found: Clause = Clause.objects.current().get(key=key)
    return found


def named(subject: str, book: str = "plan") -> Clause:
    found: Clause = Clause.objects.current().filter(book=book, subject__contains=subject).order_by("place")[0]
    return found


def post(client: Client, path: str, told: Mapping[str, object] | None = None, *, htmx: bool = False) -> tuple[int, str]:
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.post(path, told or {}, headers=headers)
    page = client.get(answer.headers["Location"].split("#")[0]) if answer.status_code == 302 else answer
    return answer.status_code, page.content.decode()


def test_every_clause_stands_where_the_text_says_it(office: Client) -> None:
    clauses = Clause.objects.current().filter(book="plan")
    assert {one.sort for one in clauses} == {"pledge", "task"}
    for one in clauses:
        start, end = one.spans[0]
        assert PLAN[start:end].strip() == one.quote
    assert [one.place for one in clauses.order_by("place")] == list(range(1, clauses.count() + 1))


def test_the_second_of_two_on_one_clause_is_told_and_shown_the_new(office: Client) -> None:
    clause = named("固定资产投资")
    seen = clause.pk
    other = Client()
    other.force_login(account("office_clerk"))
    mended = {"version": seen, "subject": "固投", "firmness-0": "ensure", "comparator-0": ">=", "value-0": "14亿元"}
    assert post(other, f"/clauses/{clause.key}/mend/", mended, htmx=True)[0] == 200
    status, card = post(office, f"/clauses/{clause.key}/reject/", {"version": seen, "reason": "重复"}, htmx=True)
    assert status == 200
    assert "刚才有别人改了这一条" in card
    assert "14亿元" in card
    assert current(clause.key).state == "accepted"


def test_what_is_typed_wrong_is_said_on_the_card_with_what_was_typed(office: Client) -> None:
    clause = named("固定资产投资")
    told = {"subject": "固投", "firmness-0": "ensure", "comparator-0": ">=", "value-0": "十几亿"}
    _, card = post(office, f"/clauses/{clause.key}/mend/", told, htmx=True)
    assert "“十几亿”不是一个数" in card
    assert 'value="固投"' in card
    assert current(clause.key).pk == clause.pk


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"org_unit": "nowhere"}, "没有“nowhere”这个单位"),
        ({"org_unit": "tongji"}, "是统计机构"),
        ({"indicator": "made_up"}, "没有“made_up”这个指标"),
        ({"due": "年底"}, "“年底”不是日期"),
        ({"firmness-0": "surely", "value-0": "1亿元"}, "没有“surely”这一种"),
        ({"firmness-0": "plan", "comparator-0": "range", "value-0": "5%"}, "两数之间要写两个数"),
        ({"firmness-0": "plan", "value-0": "5%", "firmness-1": "strive", "value-1": "6亿元"}, "单位不一样"),
        ({"subject": " "}, "没有写承诺的是什么"),
    ],
)
def test_nothing_unknown_is_written(office: Client, told: dict[str, object], refusal: str) -> None:
    clause = named("固定资产投资")
    _, card = post(office, f"/clauses/{clause.key}/mend/", told, htmx=True)
    assert refusal in card
    assert current(clause.key).pk == clause.pk


@pytest.mark.parametrize(
    ("typed", "kept", "target"),
    [
        ("GDP", ("地区生产总值", "gdp"), "快于地区生产总值"),
        ("全省平均", ("全省平均", ""), "快于全省平均"),
        ("", ("", ""), "增速更高"),
    ],
)
def test_what_a_growth_is_held_against_is_read_and_put_right(
    office: Client, typed: str, kept: tuple[str, str], target: str
) -> None:
    read("other", "林埭镇2024年度任务书\n责任单位：林埭镇\n农民收入增速快于城镇居民收入增速。\n")
    clause = named("农民收入", "other")
    assert (clause.against, clause.against_indicator) == ("城镇居民收入", "urban_income")
    assert 'name="against"' in office.get(f"/clauses/{clause.key}/form/").content.decode()
    form = {"version": clause.pk, "subject": clause.subject, "sort": "pledge", "basis": "growth", "unit": ""}
    form |= {"firmness-0": "plan", "comparator-0": ">", "value-0": "", "upper-0": "", "against": typed}
    post(office, f"/clauses/{clause.key}/mend/", form)
    mended = current(clause.key)
    assert (mended.against, mended.against_indicator) == kept
    assert tiers(mended)[0].words == target


def test_a_floor_and_its_stretch_are_split_and_merged_again(office: Client) -> None:
    clause = named("固定资产投资")
    assert len(clause.tiers) == 2
    post(office, f"/clauses/{clause.key}/split/", {"version": clause.pk})
    parts = list(Clause.objects.current().filter(book="plan", subject=clause.subject).order_by("id"))
    assert [len(one.tiers) for one in parts] == [1, 1]
    post(office, f"/clauses/{parts[1].key}/merge/", {"version": parts[1].pk, "into": clause.key})
    assert current(clause.key).tiers == clause.tiers
    assert current(parts[1].key).state == "rejected"


def test_a_rejection_needs_its_reason(office: Client) -> None:
    clause = named("固定资产投资")
    _, card = post(office, f"/clauses/{clause.key}/reject/", {"reason": " "}, htmx=True)
    assert "没有写理由" in card
    assert current(clause.key).state == "proposed"


def test_html_in_a_text_is_shown_as_text(demo: None, client: Client) -> None:
    evil = PLAN.replace("科创园", "<script>alert(1)</script><b>科创园")
    read("evil", evil)
    client.force_login(account("office_head"))
    keys = Clause.objects.current().filter(book="evil").values_list("key", flat=True)
    for path in ("/books/evil/", *(f"/clauses/{key}/" for key in keys)):
        assert "<script>alert" not in client.get(path).content.decode()
    assert "&lt;script&gt;" in client.get("/books/evil/").content.decode()


def sign(client: Client) -> tuple[int, str]:
    for one in Clause.objects.current().filter(book="plan", state="proposed"):
        client.post(f"/clauses/{one.key}/accept/", {"version": one.pk})
    return post(client, "/books/plan/sign/", {"signed": "2023-07-31", "document": "平委〔2023〕1号"})


def test_a_book_is_not_signed_while_a_clause_waits(office: Client) -> None:
    _, page = post(office, "/books/plan/sign/", {"signed": "2023-07-31"})
    assert "条没有看过" in page
    assert Book.objects.current().get(key="plan").state == "review"


def test_a_signed_book_is_amended_only_with_a_document_and_keeps_the_old_wording(office: Client) -> None:
    assert sign(office)[0] == 302
    clause = named("固定资产投资")
    told = {"version": clause.pk, "subject": clause.subject, "sentence": "固定资产投资完成11亿元。"}
    _, page = post(office, f"/pledges/{clause.key}/amend/", told)
    assert "没有写文件" in page
    _, page = post(office, f"/pledges/{clause.key}/amend/", {**told, "document": "平委〔2023〕9号"})
    assert "固定资产投资完成11亿元。" in page
    assert clause.sentence in page
    assert "平委〔2023〕9号" in page
    assert post(office, f"/clauses/{clause.key}/reopen/")[1].count("不在审阅中") == 1


def test_a_task_becomes_a_pledge_whose_figure_is_to_come_and_a_task_again(office: Client) -> None:
    clause = next(one for one in Clause.objects.current().filter(book="plan") if one.sort == "task")
    told = {"version": clause.pk, "subject": "单位GDP能耗下降率", "sort": "pledge"}
    _, page = post(office, f"/clauses/{clause.key}/mend/", told)
    assert "要说量的是什么" in page
    indicator = next(one for one in declarations().indicators if one.accumulation == "ytd")
    post(office, f"/clauses/{clause.key}/mend/", {**told, "indicator": indicator.name})
    pledge = Clause.objects.current().get(key=clause.key)
    assert (pledge.sort, pledge.kind, pledge.indicator, pledge.unit) == (
        "pledge",
        "quantity",
        indicator.id,
        indicator.unit,
    )
    assert [one.words for one in tiers(pledge)] == ["数待上级下达"]
    assert "数待上级下达" in office.get("/books/plan/").content.decode()
    post(office, f"/clauses/{clause.key}/mend/", {"version": pledge.pk, "subject": "抓好节能", "sort": "task"})
    task = Clause.objects.current().get(key=clause.key)
    assert (task.sort, task.kind, task.indicator, task.tiers) == ("task", "task", "", [])


def test_a_former_name_of_a_pledge_stays_in_sight(office: Client) -> None:
    sign(office)
    clause = named("固定资产投资")
    told = {"version": clause.pk, "subject": "固投", "document": "平委〔2023〕9号"}
    _, page = post(office, f"/pledges/{clause.key}/amend/", told)
    assert "原来叫：固定资产投资" in page
    assert "<del>固定资产投资</del> <ins>固投</ins>" in page


def test_a_target_adjusted_in_mid_year_leaves_both_in_sight(office: Client) -> None:
    sign(office)
    clause = named("固定资产投资")
    told = {"version": clause.pk, "firmness-0": "ensure", "comparator-0": ">=", "value-0": "10亿元"}
    _, page = post(
        office, f"/pledges/{clause.key}/adjust/", {**told, "month": "2023-07", "document": "平委〔2023〕8号"}
    )
    assert "不在2024年" in page
    _, page = post(
        office, f"/pledges/{clause.key}/adjust/", {**told, "month": "2024-07", "document": "平委〔2024〕8号"}
    )
    assert "10亿元" in page
    assert "12亿元" in page
    assert "2024-07起调整，平委〔2024〕8号" in page


def test_each_step_is_an_entry_of_the_log(office: Client) -> None:
    sign(office)
    entries = Entry.objects.filter(about__startswith="plan")
    assert entries.filter(verb="books.accept").count() == Clause.objects.current().filter(book="plan").count()
    assert Entry.objects.get(verb="books.sign").post == "office_head"


def test_a_session_that_ended_loses_nothing_and_says_so(office: Client) -> None:
    clause = named("固定资产投资")
    office.logout()
    assert office.post(f"/clauses/{clause.key}/accept/", headers={"HX-Request": "true"}).status_code == 401
    answer = office.post(f"/clauses/{clause.key}/accept/")
    assert answer.headers["Location"].startswith("/sign-in/login/?next=")
    assert current(clause.key).pk == clause.pk


@pytest.mark.parametrize("path", ["/books/b0/", "/pledges/x/", "/clauses/x/form/", "/org/x/", "/books/b0/sign/"])
def test_a_forged_key_is_not_there(office: Client, path: str) -> None:
    assert office.get(path).status_code in {404, 405}
    assert office.post(path).status_code in {404, 405, 403}


def test_an_unsigned_book_of_another_body_is_not_there(demo: None, client: Client) -> None:
    read("other", PLAN, body="xincang")
    client.force_login(account("lindai_liaison"))
    assert client.get("/books/other/").status_code == 404
    assert "other" not in client.get("/books/").content.decode()
    assert client.post("/clauses/other.1/accept/").status_code in {403, 404}
    assert current("other.1").state == "proposed"
