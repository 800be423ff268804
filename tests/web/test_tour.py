"""The tour of the docs: pages of the demo as the browser takes them; with DUBAN_TOUR its pictures are made anew."""

from __future__ import annotations

import os
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.web.browser import account, signed_in
from tests.web.test_pages import under_review

PLACE, SIZE = "docs/tour", [1280, 860]


def pictures(root: Path) -> list[dict[str, Any]]:
    """What is declared."""
    told = tomllib.loads((root / "tests/cases/web/tour.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["picture"]
    return found


def test_the_tour_shows_every_picture_that_is_declared_and_no_other(root: Path) -> None:
    named = {one["name"] for one in pictures(root)}
    shown = set(re.findall(r"\]\(tour/([a-z-]+)\.jpg\)", (root / "docs/tour.md").read_text(encoding="utf-8")))
    assert shown == named
    assert {one.stem for one in (root / PLACE).glob("*.jpg")} == named


def test_each_picture_is_a_page_that_its_person_sees(
    root: Path, live_server: LiveServer, demo: None, browser: Browser, tmp_path: Path
) -> None:
    under_review()
    target = root / PLACE if os.environ.get("DUBAN_TOUR") else tmp_path
    by_person: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in pictures(root):
        by_person[one["who"]].append(one)
    for who, ones in by_person.items():
        account(who)
        with signed_in(browser, live_server.url, who) as page:
            for one in ones:
                width, height = one.get("size", SIZE)
                page.set_viewport_size({"width": width, "height": height})
                answer = page.goto(f"{live_server.url}{one['path']}", wait_until="networkidle")
                assert answer is not None
                assert answer.status == 200, one["name"]
                page.screenshot(path=target / f"{one['name']}.jpg", type="jpeg", quality=72)
    assert len(list(target.glob("*.jpg"))) == len(pictures(root))
