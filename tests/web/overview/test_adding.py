"""Adding up as a page: the sums of the source page, who gives no figure, and where each line leads."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.access.actor import Actor
from duban.web.books.models import Book, Clause
from duban.web.clock.today import today
from duban.web.log.writing import By, replacing, writing
from duban.web.org.directory import directory
from duban.web.overview.adding.gather import Covered, Found, gather
from tests.web.browser import account, signed_in

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(account("office_head"))
    return client


def found() -> Found:
    return gather(Actor(None, (), directory(), today()))


def covered(indicator: str) -> Covered:
    return next(one for one in found().covered if one.coverage.indicator.id == indicator)


def why(one: Covered) -> dict[str, str]:
    return {line.part.org_unit.name: str(line.why) for line in one.silent}


def test_investment_falls_short_and_the_silent_are_named() -> None:
    one = covered("fixed_asset_investment")
    assert (one.highest, one.whole, one.share, one.gap) == ("264亿元", "400亿元", "66", "136亿元")
    assert why(one) == {
        "农开区（广陈镇）": "只写了增速",
        "曹桥街道": "没有这一项的数",
        "乍浦镇（港区）": "没有签发的任务书",
    }
    assert (one.each, one.more) == ("45.33亿元", "51.52")


def test_foreign_capital_and_projects() -> None:
    capital = covered("utilized_fdi")
    assert (capital.highest, capital.whole, capital.gap) == ("4.2亿美元", "4.8亿美元", "6000万美元")
    assert (capital.floor, capital.whole_floor, capital.floor_gap) == ("1.9亿美元", "4亿美元", "2.1亿美元")
    projects = next(one for one in found().covered if one.highest == "12个")
    assert (projects.whole, projects.gap) == ("18个", "6个")
    assert any("首位攻坚" in doubt for doubt in projects.coverage.doubts)


def test_what_is_only_striven_for_is_no_floor() -> None:
    one = covered("fixed_asset_investment")
    assert (one.floor, one.whole_floor, one.floor_gap) == ("255亿元", "", "")
    striving = next(line for line in one.lines if line.part.org_unit.id == "lindai")
    assert (striving.floor, striving.highest) == ("", "9亿元")


def test_the_whole_is_told_with_what_is_assessed_and_what_it_strives_for(office: Client) -> None:
    shown = office.get("/overview/adding-up/").content.decode()
    capital = shown.split('id="utilized_fdi"')[1].split("</section>")[0]
    assert re.search(r"4亿美元以上.*考核值.*4.8亿美元.*力争.*平湖市2023年政府工作报告", capital, re.S)
    assert re.search(r"底线：\s*<strong>还差2.1亿美元.*连力争：\s*<strong>还差6000万美元", capital, re.S)
    backlog = shown.split("信访积案", 1)[1].split("</li>")[0]
    assert "基本清零指余下不超过2件" in backlog
    assert "确保信访积案在6月底前基本清零" in backlog


def test_a_book_that_is_not_signed_binds_nobody() -> None:
    book = Book.objects.current().get(key="dushangang")
    with writing("test.book", By()) as written:
        written.add(replacing(book, state="review"))
    one = covered("fixed_asset_investment")
    assert one.highest == "164亿元"
    assert why(one)["独山港经济开发区"] == "没有签发的任务书"


def test_what_is_no_longer_pledged_is_not_added() -> None:
    clause = Clause.objects.current().get(book="dushangang", indicator="fixed_asset_investment")
    with writing("test.clause", By()) as written:
        written.add(replacing(clause, status="dropped"))
    assert covered("fixed_asset_investment").highest == "164亿元"


def test_every_line_leads_to_its_pledge(office: Client) -> None:
    shown = office.get("/overview/adding-up/").content.decode()
    links = {unescape(link) for link in re.findall(r'href="(/(?:pledges|org|books)/[^"#?]+/)"', shown)}
    assert len(links) > 30
    assert {office.get(link).status_code for link in links} == {200}


def test_the_tables_are_taken_away(office: Client) -> None:
    def rows(table: int) -> list[list[str]]:
        data = office.get(f"/overview/adding-up/?download=csv&table={table}").content.decode("utf-8-sig")
        return list(csv.reader(StringIO(data, newline="")))

    whole = {row[0]: row for row in rows(1)}
    assert whole["固定资产投资"][2:10] == ["亿元", "", "255", "", "400", "264", "136", "66"]
    parts = [row for row in rows(2) if row[0] == "固定资产投资"]
    assert [row[1:5] for row in parts][-1] == ["乍浦镇（港区）", "亿元", "", ""]
    assert rows(3)[2][2:] == ["张江平湖园（新埭镇）", "增长20%以上", "8"]
    assert len(rows(4)) == len(found().unshared) + 1
    assert office.get("/overview/adding-up/?download=xlsx").content[:2] == b"PK"


def test_from_the_gap_to_the_sentence(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(f"{live_server.url}/overview/adding-up/")
        page.get_by_role("link", name="固定资产投资").first.click()
        panel = page.locator("#fixed_asset_investment")
        expect(panel).to_contain_text("还差136亿元")
        panel.locator("tr", has_text="独山港经济开发区").locator("td.wide a").click()
        expect(page.locator("main blockquote").first).to_contain_text("100亿元")
