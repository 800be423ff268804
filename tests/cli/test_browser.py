"""The html page as a person uses it, in the system's Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from duban.cli.writers.html import render
from tests.cli.documents import TEXT, sample

SIZES = {"desktop": (1280, 800), "phone": (375, 720)}
# Long enough that neither the text nor the list fits a screen.
FILLER = "为群众多办实事，把好事办好。\n" * 60


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return SIZES[request.param]


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(browser: Browser, tmp_path: Path, size: tuple[int, int], script: bool) -> Iterator[Page]:
    file = tmp_path / "任务书.html"
    file.write_bytes(render(sample(FILLER + TEXT + FILLER)))
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script)
    opened = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert [url.split("#")[0] for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert faults == []


def seen(page: Page, selector: str) -> bool:
    """Whether the middle of an element stands inside the window."""
    box = page.locator(selector).bounding_box()
    height = (page.viewport_size or {"height": 0})["height"]
    return box is not None and 0 <= box["y"] + box["height"] / 2 <= height


def test_a_click_leads_to_the_list_and_back(page: Page) -> None:
    page.locator("#t7").click()
    expect(page).to_have_url(re.compile(r"#s7$"))
    assert seen(page, "#s7")
    page.locator("#s2 > a").click()
    expect(page).to_have_url(re.compile(r"#t2$"))
    assert seen(page, "#t2")
    assert page.locator("#t2").evaluate("e => e.matches(':target')")


def test_nothing_runs_out_of_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_reaches_all_and_focus_is_seen(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到清单"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.locator("#t1").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#s1$"))
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
    assert focused in {"#t1", "#t2"}


def test_everything_that_takes_the_focus_has_a_name(page: Page) -> None:
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('a, input, button, [tabindex]')]
            .filter(e => !(e.textContent.trim() || e.labels?.length || e.getAttribute('aria-labelledby')))
            .map(e => e.outerHTML)"""
    )
    assert nameless == []
    heads = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => +e.tagName[1])")
    assert heads[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(heads))


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_filters_thin_out_list_and_text(page: Page) -> None:
    page.get_by_label("已报告").uncheck()
    page.get_by_label("预期", exact=True).uncheck()
    shown = page.locator(".book li:visible").evaluate_all("all => all.map(e => e.id)")
    assert shown == ["s2", "s5", "s6"]
    assert page.get_by_role("status").inner_text() == "显示3条，共8条"
    assert page.locator('mark[data-s="7"]').first.evaluate("e => e.classList.contains('off')")
    # Asking for one that is filtered out brings it back.
    page.locator("#t7").click()
    assert page.locator("#s7").is_visible()


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_the_whole_quote_is_lit_and_clickable(page: Page) -> None:
    page.locator('mark[data-s^="5"]').first.click()
    expect(page).to_have_url(re.compile(r"#s5$"))
    assert page.locator("mark.lit").count() >= 2
    assert page.locator("#s5").evaluate("e => e.classList.contains('lit')")


@pytest.mark.parametrize("script", [False], ids=["no-script"], indirect=True)
def test_without_a_script_no_dead_controls_are_shown(page: Page) -> None:
    assert not page.locator(".filters").is_visible()


@pytest.mark.parametrize("script", [False], ids=["no-script"], indirect=True)
def test_tiers_are_told_apart_without_colour(page: Page) -> None:
    styles = page.evaluate(
        """() => ['.ensure', '.plan', '.strive', '.reported']
            .map(name => getComputedStyle(document.querySelector('.source mark' + name)).textDecorationStyle)"""
    )
    assert sorted(styles) == ["dotted", "double", "solid", "wavy"]
