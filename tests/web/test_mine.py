"""我的 of a leader: what is behind in sight, the worst first, the rest folded; on a phone no longer than needed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.clock.models import StoreDay
from duban.web.standings.models import PledgeVerdict
from tests.web.browser import account, signed_in

pytestmark = pytest.mark.usefixtures("demo")
LEADER = "vice_mayor_industry"


def pledges(shown: str) -> list[str]:
    return re.findall(r'<a href="/pledges/([^"?]+)/"', shown)


def carried(client: Client) -> str:
    client.force_login(account(LEADER))
    return client.get("/").content.decode()


def test_only_what_is_behind_is_unfolded_the_worst_first(client: Client) -> None:
    open_, folded = carried(client).split('id="carried"')[1].split("<details", 1)
    verdicts = {one.pledge: one for one in PledgeVerdict.objects.all()}
    words = [verdicts[key].word for key in pledges(open_)]
    assert words == ["严重滞后"] * 2 + ["滞后"] * 8
    assert {verdicts[key].verdict for key in pledges(folded)} <= {"on_pace", "kept", "not_judged", "not_reported"}
    assert pledges(folded)


def test_nothing_to_do_is_no_tick_while_something_is_behind(client: Client) -> None:
    shown = carried(client)
    assert "今天没有等您办的事，但您名下有10条承诺滞后" in shown
    assert 'class="empty"' not in shown


def test_what_shows_no_light_of_the_rule_does_not_stand_before_the_worst(client: Client) -> None:
    client.force_login(account("office_head"))
    rows = {one.pledge: one.word for one in PledgeVerdict.objects.all()}
    words = [rows[key] for key in pledges(client.get("/pledges/").content.decode())]
    assert words[0] == "严重滞后"
    assert words.index("未评价") > words.index("已完成")


def test_a_phone_is_not_told_of_a_key(live_server: LiveServer, browser: Browser) -> None:
    account(LEADER)
    with signed_in(browser, live_server.url, LEADER, size=(390, 844)) as page:
        expect(page.locator("[data-search-box]")).to_have_attribute("placeholder", "搜索")
        assert page.evaluate("document.documentElement.scrollHeight") < 3000
        page.set_viewport_size({"width": 1440, "height": 900})
        page.reload()
        expect(page.locator("[data-search-box]")).to_have_attribute("placeholder", "搜索（按 / 键）")


def test_what_is_past_its_day_says_so(client: Client) -> None:
    client.force_login(account("caoqiao_liaison"))
    assert "已逾期" not in client.get("/").content.decode()
    StoreDay.objects.update(day=date(2023, 8, 11))
    shown = client.get("/").content.decode()
    assert '<strong class="overdue">已逾期，应在8月10日前</strong>' in shown
