"""Nothing lies beside the page, over another thing, or over its own words: measured in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator
from pytest_django.live_server_helper import LiveServer

from duban.web.books.models import Clause
from tests.web.browser import account, signed_in

pytestmark = pytest.mark.usefixtures("demo")
SIZES = [(1440, 900), (390, 800)]


def span(found: Locator) -> tuple[float, float]:
    """From where to where a thing reaches across."""
    box = found.bounding_box()
    assert box is not None
    return box["x"], box["x"] + box["width"]


@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_the_entrance_has_no_empty_strip_where_the_rail_will_be(
    live_server: LiveServer, browser: Browser, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{live_server.url}/sign-in/login/")
    assert span(page.locator(".top"))[0] == 0
    left, right = span(page.locator(".sign-in"))
    assert abs(left - (size[0] - right)) < 20, "it stands in the middle"
    page.close()


@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_a_menu_opens_at_its_button_and_stays_within_the_page(
    live_server: LiveServer, browser: Browser, size: tuple[int, int]
) -> None:
    account("office_head")
    clause = Clause.objects.current().filter(book="lindai", indicator="fixed_asset_investment")[0].key
    menus = [("/pledges/?light=behind", "存这个筛选"), (f"/pledges/{clause}/", "年中调整目标")]
    with signed_in(browser, live_server.url, "office_head", size=size) as page:
        for path, words in menus:
            page.goto(live_server.url + path)
            menu = page.locator("details.menu", has=page.locator("summary", has_text=words))
            menu.locator("summary").click()
            button, body = span(menu.locator("summary")), span(menu.locator("> :not(summary)"))
            content = span(page.locator("main"))
            assert content[0] <= body[0] < body[1] <= content[1], words
            assert max(body[0], button[0]) <= min(body[1], button[1]), f"{words}: the menu is beside its button"
            if size[0] > 600:
                assert abs(body[0] - button[0]) < 2, f"{words}: it begins where its button does"


def test_the_arrow_of_a_select_is_beside_its_words(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(f"{live_server.url}/overview/")
        padding = page.locator("select[name=month]").evaluate("one => parseFloat(getComputedStyle(one).paddingRight)")
        assert padding >= 28
