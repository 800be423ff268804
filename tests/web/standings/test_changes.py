"""What changed is told to those whom the pledge concerns, with the light that was, the light that is, and why."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from duban.web.clock.models import StoreDay
from duban.web.facts.models import Fact
from duban.web.log.writing import By, replacing, writing
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute
from tests.web.browser import account

pytestmark = pytest.mark.usefixtures("demo")


def page(post: str, path: str = "/") -> str:
    client = Client()
    client.force_login(account(post))
    return client.get(path).content.decode()


@pytest.fixture
def changed() -> PledgeVerdict:
    """A pledge of 林埭镇 that is on pace: its newest figure falls to nothing, and so does its light."""
    before = PledgeVerdict.objects.filter(org_unit="lindai", verdict="on_pace", actual__gt=0).exclude(facts=[])[0]
    fact = Fact.objects.current().get(key=before.facts[0])
    with writing("test.fact", By()) as written:
        written.add(replacing(fact, value=0))
    recompute()
    found = PledgeVerdict.objects.get(pledge=before.pledge)
    assert (found.was, found.former[3]) == (before.light, before.reason)
    return found


def test_the_body_its_leader_and_the_office_are_told_what_was_and_what_is_and_why(changed: PledgeVerdict) -> None:
    for post in ("lindai_liaison", "lindai_secretary", "office_head"):
        told = page(post)
        assert "天灯变了的" in told, post
        assert changed.former[1] in told, post
        assert changed.reason in told, post
    assert "天灯变了的" not in page("xincang_liaison")
    assert "天灯变了的" not in page("tongji_data")


def test_the_pledges_page_says_it_too(changed: PledgeVerdict) -> None:
    told = page("lindai_liaison", f"/pledges/{changed.pledge}/")
    assert changed.former[3] in told
    assert changed.reason in told


def test_a_lead_department_is_told_of_its_field() -> None:
    before = PledgeVerdict.objects.filter(book="zhaoda", verdict="on_pace", actual__gt=0).exclude(facts=[])[0]
    with writing("test.fact", By()) as written:
        written.add(replacing(Fact.objects.current().get(key=before.facts[0]), value=0))
    recompute()
    assert "天灯变了的" in page("shangwu_section")
    assert "天灯变了的" not in page("zuzhi_section")


def test_what_changed_long_ago_is_no_news(changed: PledgeVerdict) -> None:
    StoreDay.objects.update(day=date(2023, 8, 20))
    assert "天灯变了的" not in page("lindai_liaison")
