"""Red flags and snails: proposed by the rulebook's predicates, counted only when a person confirmed them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from duban.web.flags.lookup import confirmed, waiting
from duban.web.flags.models import Flag, Proposed
from duban.web.leagues.actions.adopt import Signed, adopt
from duban.web.leagues.change import Change
from duban.web.log.models import Entry
from duban.web.standings.recompute import recompute
from tests.web import who
from tests.web.browser import account

pytestmark = pytest.mark.usefixtures("demo")
LEADER = "places.leaders.caoqiao.2023-07"


@pytest.fixture
def office() -> Client:
    recompute()
    client = Client()
    client.force_login(account("office_head"))
    return client


def say(client: Client, key: str, what: str, text: str = "查过，属实", version: object = "") -> int:
    """The office's word on one; gives the status."""
    return client.post(f"/flags/{key}/decide/", {"what": what, "text": text, "version": version}).status_code


def newest() -> Flag:
    found: Flag = Flag.objects.current().get()
    return found


def test_the_rulebook_proposes_works_and_pledges_and_nothing_counts_yet(office: Client) -> None:
    keys = {one.key for one in waiting()}
    assert LEADER in keys
    assert any(one.sort == "snail" and one.pledge for one in waiting())
    assert not confirmed()
    assert "红旗、蜗牛的建议等认定" in office.get("/").content.decode()
    assert not Flag.objects.exists()


def test_a_confirmed_flag_stands_on_the_bodys_line_until_it_is_withdrawn(office: Client) -> None:
    assert say(office, LEADER, "confirm") == 302
    assert [one.key for one in confirmed()["caoqiao"]] == [LEADER]
    for path in ("/org/caoqiao/", "/overview/?by=body", "/flags/?org_unit=caoqiao"):
        assert "⚑" in office.get(path).content.decode(), path
    assert say(office, LEADER, "withdraw", "数更正了", str(newest().pk)) == 302
    assert "⚑" not in office.get("/org/caoqiao/").content.decode()
    shown = office.get("/flags/?org_unit=caoqiao").content.decode()
    assert all(words in shown for words in ("查过，属实", "数更正了", "撤销了", "同组第一"))
    assert say(office, LEADER, "confirm", "又核过", str(newest().pk)) == 302
    assert Flag.objects.filter(key=LEADER).count() == 3


def test_a_word_needs_a_reason_and_follows_from_what_was_said(office: Client) -> None:
    before = Entry.objects.count()
    assert say(office, LEADER, "confirm", " ") == 422
    assert say(office, LEADER, "withdraw") == 422
    assert say(office, "no.such.key", "confirm") == 404
    assert Entry.objects.count() == before
    assert say(office, LEADER, "decline", "弄虚作假") == 302
    assert say(office, LEADER, "confirm", "没看见别人的话") == 422
    assert not confirmed()


def test_what_was_declined_is_not_proposed_again_and_others_do_not_see_it(office: Client) -> None:
    say(office, LEADER, "decline", "还要再看")
    recompute()
    assert Proposed.objects.filter(key=LEADER).exists()
    assert LEADER not in {one.key for one in waiting()}
    town = Client()
    town.force_login(account("caoqiao_liaison"))
    shown = town.get("/flags/").content.decode()
    assert "还要再看" not in shown
    assert "等认定的建议" not in shown
    assert say(town, LEADER, "confirm", "给我们红旗") == 403


def test_a_proposal_tells_its_values_and_dates(office: Client) -> None:
    slow = next(one for one in waiting() if one.pledge == "dushangang.land_supplied" or one.flag == "slow")
    assert "，实际" in slow.grounds or "目前" in slow.grounds
    fast = next(one for one in waiting() if one.flag == "fast")
    assert "已于" in fast.grounds
    shown = office.get("/flags/").content.decode()
    assert "按2023-07-31判定" in shown
    assert "数到2023-07" in shown


def test_several_are_confirmed_with_one_reason(office: Client) -> None:
    keys = [one.key for one in waiting() if one.flag == "fast"][:3]
    told = {"key": keys, "what": "confirm", "text": "都核对过"}
    before = Entry.objects.count()
    assert "认定了3条" in office.post("/flags/decide/", told, follow=True).content.decode()
    assert {one.key for found in confirmed().values() for one in found} == set(keys)
    assert Entry.objects.count() == before + 1
    assert "刚才有人办了" in office.post("/flags/decide/", told).content.decode()


def test_of_several_all_are_decided_or_none(office: Client) -> None:
    key, before = waiting()[0].key, Entry.objects.count()
    for keys, text in (([], "核对过"), ([key], " "), ([key, "no.such"], "核对过")):
        answer = office.post("/flags/decide/", {"key": keys, "what": "confirm", "text": text})
        assert answer.status_code == 422, keys
    chosen = office.post("/flags/decide/", {"key": [key], "what": "confirm", "text": ""}).content.decode()
    assert f'value="{key}" checked' in chosen
    town = Client()
    town.force_login(account("caoqiao_liaison"))
    assert town.post("/flags/decide/", {"key": [key], "what": "confirm", "text": "要"}).status_code == 403
    assert Entry.objects.count() == before + 2  # the town's account and its post


def test_a_rulebook_proposes_nothing_once_another_holds(office: Client) -> None:
    signed = Signed("下半年考核办法", "文", date(2023, 7, 1), full=True)
    adopt(who.actor("signer", "office_head"), "places", Change({"gdp": Fraction(20)}), signed)
    recompute()
    assert {one.rulebook for one in Proposed.objects.all()} == {"places.20230701"}


def test_proposals_follow_the_figures(office: Client) -> None:
    Proposed.objects.all().delete()
    recompute()
    assert Proposed.objects.count() == len({one.key for one in Proposed.objects.all()})
    assert Proposed.objects.filter(sort="red_flag", pledge="").count() == 1
