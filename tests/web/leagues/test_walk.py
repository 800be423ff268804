"""赛马 as its people walk it: a rule is tried, adopted and issued by; a town looks; a correction comes."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.leagues.models import Issue
from duban.web.log.verify import verify
from tests.web.browser import account, jobs, signed_in
from tests.web.leagues.office import corrected, reported


def test_from_a_tried_rule_to_a_frozen_result(live_server: LiveServer, demo: None, browser: Browser) -> None:
    for post in ("office_head", "xincang_secretary"):
        account(post)
    reported()
    with signed_in(browser, live_server.url, "office_head") as page:
        _tries(page)
        _adopts(page)
        _issues(page)
    row = Issue.objects.current().get()
    with signed_in(browser, live_server.url, "xincang_secretary") as page:
        _as_town(page)
        rank = page.locator("dl.facts .big").first.inner_text()
    corrected()
    with signed_in(browser, live_server.url, "xincang_secretary") as page:
        page.goto(f"{live_server.url}/leagues/issued/{row.key}/")
        expect(page.locator(".notice")).to_contain_text("发布后有1个数据更正过。 这次发布的名次和得分不变。")
        expect(page.locator(".notice")).not_to_contain_text("按更正后会是")
        page.get_by_role("link", name="新仓镇").click()
        assert page.locator("dl.facts .big").first.inner_text() == rank
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(f"{live_server.url}/leagues/issued/{row.key}/")
        expect(page.locator(".notice")).to_contain_text("按更正后会是（只给督查办看）：")
    assert Issue.objects.current().get().result == row.result
    assert verify().findings == ()


def _tries(page: Page) -> None:
    page.get_by_role("link", name="考核", exact=True).click()
    page.get_by_role("link", name="如果换个办法").click()
    page.get_by_label("地区生产总值增速的分值").fill("15")
    page.get_by_label("规模以上工业总产值增速的分值").fill("20")
    page.get_by_role("button", name="试一试").click()
    expect(page.locator("main")).to_contain_text("“地区生产总值增速”从25分改为15分（减少10分）。")
    expect(page.get_by_role("link", name="换遍各种计分办法看一看")).to_be_visible()


def _adopts(page: Page) -> None:
    page.get_by_label("新办法的名称").fill("2023年年中考核办法")
    page.get_by_label("文件和文号").fill("平委办〔2023〕30号")
    page.get_by_label("从哪天起").fill("2023-07-01")
    page.get_by_role("button", name="定为新办法").click()
    expect(page.locator("section.panel").first).to_contain_text("2023-07-01已经过去")
    page.get_by_role("button", name="定下", exact=True).click()
    expect(page.locator(".notice")).to_contain_text("新办法定下了")
    newest = page.locator("section.panel").first
    expect(newest).to_contain_text("2023年年中考核办法")
    expect(newest).to_contain_text("在用")
    expect(newest).to_contain_text("从25分改为15分")


def _issues(page: Page) -> None:
    page.get_by_role("link", name="赛马").click()
    page.get_by_role("link", name="预览和发布").click()
    expect(page.locator("main")).to_contain_text("2023年年中考核办法")
    page.get_by_label("名称").fill("2023年1—7月")
    page.get_by_label("依据的文件").fill("平督办〔2023〕7号")
    page.get_by_role("button", name="封存并发布").click()
    page.locator("dialog[open] button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("正在计算")
    jobs()
    expect(page.locator("table.league")).to_be_visible(timeout=10_000)


def _as_town(page: Page) -> None:
    page.get_by_role("link", name="考核", exact=True).click()
    expect(page.get_by_role("link", name="预览和发布")).to_have_count(0)
    page.get_by_role("link", name="看各项得分").first.click()
    page.get_by_role("link", name="新仓镇").click()
    expect(page.locator("h1")).to_have_text("新仓镇")
    expect(page.locator("main")).to_contain_text("地区生产总值增速（15分）")
    expect(page.locator("main")).to_contain_text("往上一位是")
