"""What is printed is whole: every column on the sheet, and nothing on it that may not leave the office."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.web.browser import account, signed_in

pytestmark = pytest.mark.usefixtures("demo")
# What lies between the margins, in CSS pixels: A4 upright, and turned.
UPRIGHT, TURNED = 672, 1031
OVER = """() => [...document.querySelectorAll("table.grid")]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().right
    > Math.min(innerWidth, one.closest(".panel, main").getBoundingClientRect().right) + 1)
  .map((one) => one.parentElement.getAttribute("aria-label"))"""


def on_paper(page: Page, width: int) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/overview/", UPRIGHT),
        ("/pledges/?light=behind", UPRIGHT),
        ("/pledges/ponan.investment/", UPRIGHT),
        ("/overview/adding-up/", UPRIGHT),
        ("/leagues/preview/", TURNED),
    ],
)
def test_no_table_runs_over_its_sheet(live_server: LiveServer, browser: Browser, path: str, width: int) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(live_server.url + path)
        expect(page.locator("table.grid").first).to_be_visible()
        on_paper(page, width)
        assert page.evaluate(OVER) == []


def test_a_league_is_printed_on_a_turned_sheet(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(f"{live_server.url}/leagues/preview/")
        sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
        assert sizes
        assert all(float(wide) > float(high) for wide, high in sizes)


def test_a_league_is_whole_at_a_desk(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", size=(1440, 900)) as page:
        page.goto(f"{live_server.url}/leagues/preview/")
        wrap = page.locator(".table-wrap:has(> .league)")
        assert wrap.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_the_look_ahead_stays_out_of_print(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(f"{live_server.url}/pledges/ponan.investment/")
        ahead, chart = page.get_by_text("往后看（只给督查办）"), page.locator("[data-chart] svg").first
        expect(ahead).to_be_visible()
        expect(chart).to_contain_text("预计")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        expect(ahead).to_be_hidden()
        expect(chart).not_to_contain_text("预计")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(chart).to_contain_text("预计")


def test_a_long_list_scrolls_with_its_page_below_its_head(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", size=(1440, 900)) as page:
        page.goto(f"{live_server.url}/pledges/?light=behind")
        wrap = page.locator(".table-wrap:has(> .stack)")
        assert wrap.evaluate("(one) => one.scrollHeight <= one.clientHeight")
        page.mouse.wheel(0, 1200)
        head, top = page.locator(".stack thead th").first, page.locator(".top")
        expect(head).to_be_in_viewport()
        page.wait_for_function("scrollY > 1000")
        boxes = head.bounding_box(), top.bounding_box()
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert abs(boxes[0]["y"] - boxes[1]["y"] - boxes[1]["height"]) < 2
