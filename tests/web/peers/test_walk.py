"""In Chromium: a table is pasted, the place has moved, the sentence is copied; a broken file is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.web.browser import account, signed_in
from tests.web.peers.told import table

pytestmark = pytest.mark.usefixtures("demo")


def test_from_the_pasted_table_to_the_copied_sentence(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{live_server.url}/peers/")
        page.get_by_role("link", name="上传或粘贴一张表").click()
        page.get_by_label("或者粘贴").fill(table())
        page.get_by_role("button", name="看一看读到了什么").click()
        expect(page.get_by_role("heading", name="会收下的")).to_be_visible()
        page.get_by_role("button", name="收下", exact=True).click()
        row = page.get_by_role("row").filter(has_text="固定资产投资").filter(has_text="增速")
        expect(row).to_contain_text("第1位")
        expect(row).to_contain_text("较1—5月进1位")
        expect(row).to_contain_text("海盐县 0.5个百分点")
        page.locator(".say li", has_text="固定资产投资").get_by_role("button", name="复制").click()
        expect(page.get_by_text("复制好了")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "1—6月，固定资产投资164.42亿元，同比增长14.6%，增速列嘉兴第1位"


def test_a_broken_file_is_told_and_nothing_is_kept(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", lost=True) as page:
        page.goto(f"{live_server.url}/peers/new/")
        page.get_by_label("文件（").set_input_files(
            {"name": "六月.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 nothing"}
        )
        page.get_by_role("button", name="看一看读到了什么").click()
        expect(page.get_by_role("alert")).to_contain_text("六月.xlsx")
        page.goto(f"{live_server.url}/peers/")
        expect(page.get_by_role("link", name="2023-06")).to_have_count(0)


def test_it_works_without_a_script(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", script=False, size=(390, 844)) as page:
        page.goto(f"{live_server.url}/peers/new/")
        page.get_by_label("或者粘贴").fill(table())
        page.get_by_role("button", name="看一看读到了什么").click()
        page.get_by_role("button", name="收下", exact=True).click()
        expect(page.locator(".say")).to_contain_text("增速列嘉兴第1位")
        assert page.get_by_role("button", name="复制").count() == 0
