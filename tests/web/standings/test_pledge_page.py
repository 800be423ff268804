"""A pledge's page: what everybody sees, what the supervision office alone sees, and what is not released yet."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from duban.web.clock.today import now
from duban.web.facts.models import Fact
from duban.web.log.writing import By, replacing, writing
from duban.web.standings.job import restate
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute
from tests.web import who
from tests.web.browser import account, signed_in

PATH = "/pledges/ponan.investment/"


def opened(post: str, path: str = PATH) -> str:
    return unescape(who.browser(post, post).get(path).content.decode())


def options(shown: str) -> list[Any]:
    return [json.loads(one) for one in re.findall(r'<script type="application/json">(.*?)</script>', shown)]


def names(option: Any) -> set[str]:
    return {one["name"] for one in option["series"]}


def test_the_chart_has_floor_pace_and_months(demo: None) -> None:
    option = options(opened("lindai_liaison"))[0]
    assert {"力争 400", "应完成", "实际"} <= names(option)
    reported = next(one for one in option["series"] if one["name"] == "实际")
    assert [one and one["value"] for one in reported["data"]][:6] == [None, 44.1, 84.37, 119.49, 154.43, 188.3]


@pytest.mark.parametrize(
    ("post", "sees"),
    [
        ("office_head", True),
        ("mayor", False),
        ("fagai_section", False),
        ("lindai_liaison", False),
        ("tongji_data", False),
        ("security_auditor", False),
    ],
)
def test_only_the_supervision_office_looks_ahead(demo: None, post: str, sees: bool) -> None:
    shown = opened(post)
    assert ("往后看" in shown) is sees
    assert ("的可能性" in shown) is sees
    assert ("预计" in names(options(shown)[0])) is sees
    assert "平均每月要完成 <strong>35.28亿元" in shown


def test_every_version_of_a_figure_is_told(demo: None) -> None:
    shown = opened("lindai_liaison", "/pledges/dushangang.investment/")
    assert re.search(r"<del>[\d.]+亿元</del>", shown)
    fact = Fact.objects.current().get(org_unit="dushangang", indicator="fixed_asset_investment", last=2023 * 12 + 4)
    assert f"日志第{fact.entry_id}条" in shown


def test_why_a_figure_was_corrected_is_told(demo: None) -> None:
    held = Fact.objects.current().get(key="sim.ponan.investment.2023-06")
    with writing("facts.correct", By(), detail={"reason": "统计口径核减"}) as written:
        written.add(replacing(held, value=held.value - 10**12))
    recompute()
    shown = opened("lindai_liaison")
    assert "统计口径核减" in shown
    assert "<del>188.3亿元</del>" in shown
    assert "187.3" in shown


@pytest.mark.parametrize(
    ("post", "sees"),
    [
        ("office_head", True),
        ("tongji_data", True),
        ("lindai_liaison", False),
        ("mayor", False),
        ("fagai_section", False),
    ],
)
def test_before_its_release_a_figure_is_its_providers_and_the_offices(demo: None, post: str, sees: bool) -> None:
    held = Fact.objects.current().get(key="sim.ponan.investment.2023-06")
    with writing("facts.release", By()) as written:
        told = {"value": 123_4500_0000_0000, "release": now() + timedelta(days=3), "provider": "tongji"}
        written.add(replacing(held, **told))
    recompute()
    client = who.browser(post, post)
    shown = client.get(PATH).content.decode()
    assert ("123.45" in shown) is sees
    assert ("还没发布" in shown) is sees
    for path in ("/overview/", "/overview/?board=1", "/pledges/?q=固定资产投资"):
        assert "123.45" not in client.get(path).content.decode()


def test_the_same_indicator_elsewhere_stands_in_official_order(demo: None) -> None:
    shown = opened("lindai_liaison")
    table = shown.split("同一指标，各单位")[2]
    found = re.findall(r'href="/pledges/([a-z]+)\.', table)
    assert [one for one in dict.fromkeys(found) if one != "ponan"] == [
        "lindai",
        "guangchen",
        "dushangang",
        "xincang",
        "xindai",
        "jingkai",
        "danghu",
    ]


def test_the_sentence_can_be_read_without_a_script(demo: None) -> None:
    said = "平湖市固定资产投资到6月，应完成200亿元（50%），实际188.3亿元（47.08%）"
    assert said in opened("lindai_liaison")
    assert PledgeVerdict.objects.get(pledge="ponan.investment").said.startswith(said)


def test_every_figure_leads_to_the_table_that_it_stands_in(demo: None) -> None:
    page = "/pledges/xincang.gdp/"
    shown = opened("office_head", page)
    assert re.search(
        r'<a href="/data/2023-06/table/gdp/">统计局2023-06的表</a>\s*<span class="chip">模拟</span>', shown
    )
    assert "4.6" in opened("fagai_section", "/data/2023-06/table/gdp/")
    assert '<a href="/data/2023-06/xincang/">' in opened("xincang_liaison", page)
    other = opened("lindai_liaison", page)
    assert "统计局2023-06的表" in other
    assert "/data/2023-06/" not in other


def test_a_number_of_the_log_leads_to_its_entry_for_those_who_may_look(demo: None) -> None:
    client = who.browser("security_auditor", "security_auditor")
    number = PledgeVerdict.objects.get(pledge="ponan.investment").number
    shown = unescape(client.get(PATH).content.decode())
    assert f'<a href="/log/{number}/">日志第{number}条</a>' in shown
    for each in dict.fromkeys(re.findall(r"/log/(\d+)/", shown)):
        log = client.get(f"/log/{each}/").content.decode()
        assert f"日志第{each}条" in log
    plain = opened("lindai_liaison")
    assert f"日志第{number}条" in plain
    assert not re.search(r"/log/\d+/", plain)


def test_a_page_says_while_what_stands_is_being_judged_anew(demo: None) -> None:
    assert "正在重新判定" not in opened("lindai_liaison")
    restate("facts.signed")
    assert "正在重新判定" in opened("xincang_liaison")


def test_counted_things_are_told_in_whole_ones_with_the_exact_figure_beside(demo: None) -> None:
    row = PledgeVerdict.objects.filter(reason__contains="应完成约").order_by("pledge").first()
    assert row is not None
    shown = opened("lindai_liaison", f"/pledges/{row.pledge}/")
    assert re.search(r'<span title="应完成\d+\.\d+', shown)
    assert re.search(r'<td class="num" title="\d+\.\d+">\d+</td>', shown)


def test_a_milestone_has_its_states_and_no_chart(demo: None) -> None:
    shown = opened("lindai_liaison", "/pledges/danghu.hehe_garden/")
    assert "charts.js" not in shown
    assert options(shown) == []
    assert "各月的数" in shown


def test_charts_are_drawn_under_the_policy_and_on_paper(live_server: LiveServer, demo: None, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(live_server.url + PATH)
        charts = page.locator(".chart-canvas[role=img] svg")
        charts.nth(1).wait_for()
        assert "力争 400" in (charts.first.text_content() or "")
        assert page.locator(".chart-canvas").first.get_attribute("aria-label")
        page.get_by_role("button", name="复制成一句话").click()
        page.get_by_text("复制好了").wait_for()
        page.emulate_media(media="print")
        box, sheet = charts.first.bounding_box(), page.locator(".chart").first.bounding_box()
        assert box is not None
        assert sheet is not None
        assert box["height"] > 0
        assert box["width"] <= sheet["width"] + 1


def test_the_wallboard_turns_without_the_network(live_server: LiveServer, demo: None, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.goto(f"{live_server.url}/overview/?board=1")
        slides = page.locator("[data-slide]")
        assert [slides.nth(at).is_visible() for at in range(4)] == [True, False, False, False]
        page.context.set_offline(True)
        page.keyboard.press("ArrowRight")
        assert [slides.nth(at).is_visible() for at in range(4)] == [False, True, False, False]
        page.context.set_offline(False)


@pytest.mark.parametrize("path", ["/pledges/ponan.investment/", "/overview/"])
def test_a_page_asks_no_more_for_more_pledges(demo: None, client: Client, path: str) -> None:
    from tests.web.test_queries import asked

    client.force_login(account("office_head"))
    before = asked(client, path)
    many = [replacing_verdict(one, number) for number in range(3) for one in PledgeVerdict.objects.all()]
    PledgeVerdict.objects.bulk_create(many)
    assert asked(client, path) == before


def replacing_verdict(one: PledgeVerdict, number: int) -> PledgeVerdict:
    one.pk, one.pledge = None, f"{one.pledge}.{number}"
    return one
