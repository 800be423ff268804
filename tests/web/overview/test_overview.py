"""The city at a glance: every count opens the pledges that it counts."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from duban.web.standings.models import PledgeVerdict
from tests.web.browser import account

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(account("office_head"))
    return client


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("by", ["book", "body"])
def test_each_count_opens_as_many_pledges(office: Client, by: str) -> None:
    shown = page(office, f"/overview/?by={by}")
    links = re.findall(r'<a href="(/pledges/\?[^"]+)"[^>]*>(\d+)</a>', shown)
    assert sum(int(count) for link, count in links if "light=" not in link) == PledgeVerdict.objects.count()
    for link, count in links[:12]:
        assert len(re.findall(r'<a href="/pledges/[^"?]+/"', page(office, unescape(link)))) == int(count)


def test_a_light_that_changed_is_told_with_both_lights_and_the_reason(office: Client) -> None:
    assert "上次判定以来没有灯变" in page(office, "/overview/")
    one = PledgeVerdict.objects.filter(word="滞后")[0]
    other = PledgeVerdict.objects.filter(word="达序时")[0]
    PledgeVerdict.objects.filter(pk=one.pk).update(was=other.light)
    shown = page(office, "/overview/")
    assert f"/pledges/{one.pledge}/" in shown
    assert one.reason in unescape(shown)


def test_who_has_not_reported_is_named_in_official_order(office: Client) -> None:
    shown = page(office, "/overview/")
    towns = re.findall(r'href="/data/2023-07/(\w+)/"', shown)
    assert towns[:3] == ["lindai", "guangchen", "dushangang"]


def test_a_leader_sees_only_what_carries_the_post(client: Client) -> None:
    client.force_login(account("lindai_secretary"))
    shown = page(client, "/overview/?mine=1")
    assert "林埭镇2023年度任务书" in shown
    assert "新仓镇2023年度任务书" not in shown


def test_pledges_are_found_by_words(office: Client) -> None:
    shown = page(office, "/pledges/?q=公寓房")
    found = re.findall(r'<a href="/pledges/([^"?]+)/"', shown)
    assert found
    assert "没有符合的承诺" in page(office, "/pledges/?q=没有这样的词")
