"""The wallboard on a screen: nothing is cut off, and every line comes up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.web.browser import account, signed_in

_CUT = """() => {
  const board = document.querySelector(".board");
  const wraps = [...board.querySelectorAll(".table-wrap")].filter((one) => one.offsetParent);
  return board.scrollHeight > board.clientHeight || board.scrollWidth > board.clientWidth
    || wraps.some((one) => one.scrollWidth > one.clientWidth);
}"""
_SEEN = """() => [...document.querySelectorAll(".board-slide tbody > tr, .board-slide .change")]
  .map((one, at) => one.offsetParent ? at : -1).filter((at) => at >= 0)"""


@pytest.mark.parametrize("size", [(1920, 1080), (1536, 864)])
@pytest.mark.parametrize("month", ["2023-03", "2023-06"])
def test_no_line_is_cut_off_and_all_come_up(
    live_server: LiveServer, demo: None, browser: Browser, size: tuple[int, int], month: str
) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", size=size) as page:
        page.goto(f"{live_server.url}/overview/?board=1&month={month}")
        lines = page.locator(".board-slide tbody > tr, .board-slide .change").count()
        seen = set()
        for _ in range(_pages(page)):
            assert not page.evaluate(_CUT), page.locator("[data-board-place]").inner_text()
            seen |= set(page.evaluate(_SEEN))
            page.keyboard.press("ArrowRight")
        assert seen == set(range(lines))


def _pages(page: Page) -> int:
    return int(page.locator("[data-board-place]").inner_text().split("/")[1])


def test_the_matrix_is_whole_at_a_desk(live_server: LiveServer, demo: None, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", size=(1440, 900)) as page:
        page.goto(f"{live_server.url}/overview/?by=matrix")
        wrap = page.locator(".table-wrap:has(> .matrix)")
        assert wrap.evaluate("(one) => one.scrollWidth <= one.clientWidth")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
        assert wrap.evaluate("(one) => one.scrollWidth <= one.clientWidth")
