"""Every page as somebody sees it: nothing serious for axe, nothing wider than the screen, readable without a script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from duban.web.books.models import Book, BookText
from duban.web.books.reading import read_book
from duban.web.log.writing import By, writing
from tests.web.books.plan import PLAN
from tests.web.browser import account, signed_in

PAGES = {
    "office_head": [
        "/",
        "/overview/",
        "/overview/adding-up/",
        "/peers/",
        "/peers/new/",
        "/peers/2023-05/",
        "/pledges/",
        "/data/2023-07/",
        "/data/2023-07/lindai/",
        "/books/",
        "/books/upload/",
        "/books/review/",
        "/books/lindai/",
        "/pledges/ponan.investment/",
        "/clauses/review.1/form/",
        "/org/",
        "/org/lindai/",
        "/me/tokens/",
        "/pledges/?org_unit=lindai",
        "/search/?q=gdzctz",
        "/api/docs/",
        "/nothing-here/",
    ],
    "lindai_secretary": ["/", "/books/lindai/"],
    "lindai_liaison": ["/data/2023-07/lindai/"],
    "tongji_data": ["/data/2023-07/", "/data/2023-07/table/gdp/"],
    "security_auditor": ["/log/", "/log/?verb=load.facts"],
    "security_admin": ["/admin/tokens/"],
    "system_admin": ["/admin/", "/admin/1/", "/sign-in/2fa/", "/sign-in/password/change/"],
}
SIZES = {"phone": (360, 740), "desktop": (1440, 900), "wall": (3840, 2160)}


def under_review() -> None:
    """A book that waits to be looked at."""
    with writing("test.book", By()) as written:
        written.add(BookText(key="review", text=PLAN))
        head = {"year": 2024, "text": "review", "end": len(PLAN), "org_unit": "lindai"}
        written.add(Book(key="review", title="林埭镇2024年度任务书", state="reading", **head))
    read_book.func("review", None, "")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(live_server: LiveServer, demo: None, browser: Browser, theme: str) -> None:
    under_review()
    for name, paths in PAGES.items():
        account(name)
        with signed_in(browser, live_server.url, name, missing=True) as page:
            page.context.add_cookies([{"name": "duban_theme", "value": theme, "url": live_server.url}])
            for path in paths:
                page.goto(live_server.url + path)
                assert page.locator("html").get_attribute("data-bs-theme") == theme
                assert _serious(page) == [], path


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_screen(live_server: LiveServer, demo: None, browser: Browser, size: str) -> None:
    under_review()
    for name, paths in PAGES.items():
        account(name)
        with signed_in(browser, live_server.url, name, size=SIZES[size], missing=True) as page:
            for path in paths:
                page.goto(live_server.url + path)
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert over <= 0, path


def test_a_book_is_reviewed_without_a_script(live_server: LiveServer, demo: None, browser: Browser) -> None:
    under_review()
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", script=False) as page:
        page.goto(f"{live_server.url}/books/review/")
        waiting = page.locator(".item[data-state=proposed]").count()
        page.locator(".item[data-state=proposed] [data-do=accept]").first.click()
        assert page.locator(".item[data-state=proposed]").count() == waiting - 1
        page.locator(".item[data-state=proposed] [data-do=mend] summary").first.click()
        page.get_by_role("link", name="打开表单").locator("visible=true").first.click()
        page.get_by_label("是什么").fill("换了名字")
        page.get_by_role("button", name="保存并采用").click()
        assert page.locator(".item", has_text="换了名字").count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_page_says_its_language(demo: None, client: Client, language: str) -> None:
    client.force_login(account("office_head"))
    client.cookies["duban_language"] = language
    for path in ["/", "/books/", "/books/upload/"]:
        assert f'<html lang="{language}"' in client.get(path).content.decode()
