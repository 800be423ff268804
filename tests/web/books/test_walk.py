"""A book's way through the office, as its people walk it in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.books.models import Book, Clause
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from tests.web.books.plan import PLAN
from tests.web.browser import account, jobs, signed_in


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "林埭镇2024年度任务书.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_from_file_to_signature(live_server: LiveServer, demo: None, browser: Browser, plan: Path) -> None:
    for post in ("office_head", "security_auditor", "lindai_secretary", "lindai_liaison"):
        account(post)
    with signed_in(browser, live_server.url, "office_head") as page:
        book = _upload(page, plan)
        _review(page)
        _send_round(page)
    with signed_in(browser, live_server.url, "lindai_liaison") as page:
        _comment(page)
    with signed_in(browser, live_server.url, "office_head") as page:
        _answer(page)
        page.goto(f"{live_server.url}/books/{book}/")
        _sign(page)
    assert Book.objects.current().get(key=book).state == "signed"
    jobs()
    with signed_in(browser, live_server.url, "lindai_secretary") as page:
        _as_leader(page, book)
    with signed_in(browser, live_server.url, "security_auditor") as page:
        _as_auditor(page, book)
    assert verify().findings == ()


def _upload(page: Page, plan: Path) -> str:
    page.get_by_role("link", name="任务书").click()
    page.get_by_role("link", name="上传计划或任务书").click()
    page.set_input_files("input[type=file]", plan)
    page.get_by_label("哪一年的计划").fill("2024")
    page.get_by_role("button", name="上传并读出承诺").click()
    expect(page.locator("#progress")).to_be_visible()
    jobs()
    expect(page.locator("[data-review]")).to_be_visible(timeout=10_000)
    expect(page.locator("h1")).to_have_text("林埭镇2024年度任务书")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def _review(page: Page) -> None:
    waiting = page.locator("[data-undecided]").first
    before = int(waiting.inner_text())
    investment = page.locator(".item", has_text="固定资产投资").first
    expect(investment).to_contain_text("12亿元")
    # Two are mended: a figure, and a deadline.
    investment.locator("[data-do=mend] > summary").click()
    investment.get_by_label("目标值和单位，例如 400亿元").first.fill("12.5亿元")
    investment.get_by_role("button", name="保存并采用").click()
    expect(page.locator(".item", has_text="固定资产投资").first).to_contain_text("12.5亿元")
    projects = page.locator(".item", has_text="亿元以上项目").first
    projects.locator("[data-do=mend] > summary").click()
    projects.get_by_label("完成时限").fill("2024-11-30")
    projects.get_by_role("button", name="保存并采用").click()
    expect(page.locator(".item", has_text="亿元以上项目").first).to_contain_text("2024-11-30")
    expect(waiting).to_have_text(str(before - 2))
    # One is added by its words, and a task is taken from the measures.
    button = page.get_by_role("button", name="加为承诺")
    _select(page, "企业服务月活动")
    expect(button).to_be_visible(timeout=15_000)
    button.click()
    expect(page.locator(".notice", has_text="加上了")).to_be_visible()
    task = page.locator(".item[data-sort=task]", has_text="推进会").first
    task.locator("[data-do=accept]").click()
    expect(page.locator(".item[data-sort=task][data-state=accepted]")).to_have_count(1)
    # The rest by the keyboard: one is refused with a reason, all others are accepted.
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(page.locator(".item.is-current [name=reason]")).to_be_focused()
    page.keyboard.type("另有安排")
    page.keyboard.press("Enter")
    left = int(waiting.inner_text()) if waiting.inner_text() else 0
    expect(page.locator(".item[data-state=rejected]")).to_have_count(1)
    for more in range(left - 1, 0, -1):
        expect(waiting).to_have_text(str(more))
        page.keyboard.press("n")
        page.keyboard.press("a")
    expect(page.locator(".item[data-state=proposed]")).to_have_count(0)


def _select(page: Page, words: str) -> None:
    """Select words in the text with the mouse."""
    page.bring_to_front()
    left, right, middle = page.evaluate(
        """words => {
            const paper = document.querySelector("[data-text]");
            const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                walker.currentNode.parentElement.scrollIntoView({block: "center"});
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                const box = range.getBoundingClientRect();
                return [box.left, box.right, box.top + box.height / 2];
            }
        }""",
        words,
    )
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle)
    page.mouse.move(right - 1, middle)
    page.mouse.up()


def _send_round(page: Page) -> None:
    page.get_by_role("link", name="任务分解").click()
    page.get_by_role("button", name="没有分的，先照书里写的分").click()
    expect(page.locator("table.grid")).to_contain_text("★")
    page.get_by_role("link", name="征求意见").click()
    page.get_by_label("截止日期").fill("2023-08-10")
    page.get_by_role("button", name="发出征求意见").click()
    expect(page.locator(".page-head")).to_contain_text("发给了1个单位")


def _comment(page: Page) -> None:
    page.get_by_role("link", name="去核对").click()
    share = page.locator("li.panel", has_text="亿元以上项目").first
    share.get_by_label("意见（同意可以不写）").fill("招引的时间偏紧")
    share.get_by_role("button", name="有意见").click()
    expect(page.locator("main")).to_contain_text("招引的时间偏紧")


def _answer(page: Page) -> None:
    page.get_by_role("link", name="去答复").click()
    expect(page.locator("main")).to_contain_text("招引的时间偏紧")
    page.get_by_label("答复").first.fill("已和商务局商定")
    page.locator("main .timeline form button").first.click()
    expect(page.locator("main .timeline")).to_contain_text("已和商务局商定")


def _sign(page: Page) -> None:
    page.reload()
    page.locator("summary", has_text="签发").click()
    page.get_by_role("button", name="签发，从现在起按它考核").click()
    page.locator("dialog[open] button.btn-primary").click()
    expect(page.locator(".notice", has_text="签发了")).to_be_visible()
    expect(page.locator(".stepper [aria-current=step]")).to_have_text("签发")


def _as_leader(page: Page, book: str) -> None:
    expect(page.get_by_role("heading", name="我负责的承诺")).to_be_visible()
    page.locator("details.later summary").click()
    pledge = page.locator(f"a[href='/pledges/{book}.1/']")
    expect(pledge).to_be_visible()
    pledge.click()
    expect(page.locator("h1")).to_have_text("固定资产投资")
    expect(page.get_by_label("目标").first).to_contain_text("12.5亿元")


def _as_auditor(page: Page, book: str) -> None:
    page.get_by_role("link", name="日志").click()
    page.get_by_label("名称里有").fill(book)
    page.get_by_role("button", name="筛选").click()
    told = page.locator("table.grid tbody").inner_text()
    for step in (
        "上传文件",
        "读出条文",
        "修改条文",
        "添加条文",
        "采用条文",
        "不要条文",
        "分解",
        "发出征求意见",
        "提意见",
        "答复意见",
        "签发",
    ):
        assert step in told, step
    done = Entry.objects.filter(about__startswith=book)
    assert done.filter(verb="books.mend").count() == 2
    assert Clause.objects.current().filter(book=book, sort="task", state="accepted").exists()
