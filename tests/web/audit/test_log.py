"""The auditor sees who did what, when, to which thing, what it was and what it became, and by which document."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.audit.things import sheet_name
from duban.web.books.actions.amend import adjust
from duban.web.books.models import Clause
from duban.web.facts.actions.give_back import give_back
from duban.web.facts.models import Sheet
from duban.web.log.models import Entry
from duban.web.log.writing import About, By, replacing, writing
from duban.web.org.directory import directory
from tests.web import who
from tests.web.test_queries import asked

pytestmark = pytest.mark.django_db
JULY = Month(2023, 7)


@pytest.fixture
def auditor(demo: None) -> Client:
    return who.browser("auditor", "security_auditor")


def adjusted(head: Actor | None = None) -> Clause:
    """A target changed in mid-year by a document."""
    head = head or who.actor("head", "office_head")
    clause: Clause = Clause.objects.current().filter(book="lindai", indicator="fixed_asset_investment")[0]
    tier = clause.tiers[0] | {"value": clause.tiers[0]["value"] * 2}
    return adjust(head, clause.key, {"tiers": [tier]}, month=JULY, document="平委〔2023〕8号")


def returned() -> None:
    with writing("facts.handed_in", By()) as written:
        told = {"kind": "own", "org_unit": "lindai", "month": JULY.number, "state": "handed_in"}
        written.add(Sheet(key="own.lindai.2023-07", **told))
    give_back(who.actor("checker", "lindai_checker"), "lindai", JULY, "少了一家企业")


def line(page: str) -> str:
    """The first line of the table, without its tags."""
    row = page.split("<tbody>", 1)[1].split("</tr>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))


def test_a_changed_target_stands_beside_the_old_one_with_its_document(auditor: Client) -> None:
    clause = adjusted()
    page = auditor.get("/log/").content.decode()
    said = line(page)
    for words in ("head", "督查办主任", "年中调整目标", clause.subject, "林埭镇", "→", "平委〔2023〕8号"):
        assert words in said, words
    assert f'href="/clauses/{clause.key}/"' in page
    assert clause.key not in said


def test_a_return_is_told_in_words_and_its_remark_once(auditor: Client) -> None:
    returned()
    page = auditor.get("/log/").content.decode()
    said = line(page)
    assert "林埭镇的填报表 2023-07" in said
    assert "已报，待审核 → 已退回" in re.sub(r" +", " ", said)
    assert said.count("少了一家企业") == 1
    assert "own.lindai" not in said
    assert 'href="/data/2023-07/lindai/"' in page


def test_no_state_of_a_sheet_is_a_word_of_the_code(auditor: Client) -> None:
    with writing("facts.release", By()) as written:
        told = {"kind": "provider", "org_unit": "tongji", "indicator": "gdp", "month": JULY.number}
        written.add(Sheet(key="provider.gdp.2023-07", state="released", **told))
    said = line(auditor.get("/log/").content.decode())
    assert "已发布" in said
    assert "released" not in said


def test_a_book_is_found_by_its_title_with_all_that_was_done_to_its_clauses(auditor: Client) -> None:
    clause = adjusted()
    page = auditor.get("/log/?about=林埭镇2023年度任务书").content.decode()
    assert clause.subject in line(page)
    assert auditor.get("/log/?about=新仓镇2023年度任务书").content.decode().count("<tr><td") == 0


def test_rows_of_one_entry_that_are_called_alike_are_each_named(auditor: Client) -> None:
    clauses = Clause.objects.current().filter(book="lindai", state="accepted").order_by("place")[:2]
    with writing("books.head", By(), About("book", "lindai", "lindai")) as written:
        written.add(*(replacing(one, subject="同名的事", due=date(2023, 11, 30)) for one in clauses))
    assert line(auditor.get("/log/").content.decode()).count("同名的事 ") >= 2


def test_an_entry_has_a_page_of_its_own_with_its_place_in_the_chain(auditor: Client) -> None:
    adjusted()
    newest = Entry.objects.order_by("-number")[0]
    page = auditor.get(f"/log/{newest.number}/").content.decode()
    for words in ("→", newest.hash, newest.previous, "平委〔2023〕8号"):
        assert words in page
    assert auditor.get(f"/log/{newest.number + 1}/").status_code == 404


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("about=少了", 0),
        ("kind=sheet", 1),
        ("about=固定资产", 1),
        ("who=checker", 1),
        ("org_unit=lindai&kind=clause", 1),
    ],
)
def test_filters_take_names_and_choices(auditor: Client, question: str, found: int) -> None:
    adjusted()
    returned()
    page = auditor.get(f"/log/?{question}&from=2023-07-31").content.decode()
    assert page.count("<tr><td") == found
    assert '<option value="checker">' in page


def test_whom_a_room_is_closed_to_sees_no_figures_of_it_in_the_log(demo: None) -> None:
    clause = adjusted()
    page = who.browser("guard", "security_admin").get("/log/").content.decode()
    assert "年中调整目标" in page
    assert "<ins>" not in page.split("<tbody>")[1].split("</tr>")[0]
    assert f'href="/clauses/{clause.key}/"' not in page


def test_many_changes_ask_no_more_than_one(auditor: Client) -> None:
    head = who.actor("head", "office_head")
    adjusted(head)
    before = asked(auditor, "/log/?kind=clause")
    for _again in range(8):
        adjusted(head)
    assert asked(auditor, "/log/?kind=clause") == before


def test_the_download_says_old_and_new(auditor: Client) -> None:
    adjusted()
    told = auditor.get("/log/?download=csv&kind=clause").content.decode("utf-8-sig")
    assert "→" in told
    assert "平委〔2023〕8号" in told


def test_a_long_list_is_cut_in_the_list_and_whole_on_its_page(auditor: Client) -> None:
    posts = [one.post.id for one in directory().seats]
    with writing("load.accounts", By(), detail={"posts": posts}):
        pass
    last = directory().seats[-1].post.title
    assert f"等{len(posts)}个" in line(auditor.get("/log/").content.decode())
    assert last not in line(auditor.get("/log/").content.decode())
    assert last in auditor.get(f"/log/{Entry.objects.latest('number').number}/").content.decode()


def test_what_a_providers_heads_mean_is_named_by_the_provider(demo: None) -> None:
    assert sheet_name("map.tongji.d9b20336f45f81ed") == "统计局的数据表的表头"
