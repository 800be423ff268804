"""What counts when: from the signature on; until it is verified, and after it was returned, the pages say so."""

from __future__ import annotations

import pytest
from django.test import Client

from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute
from tests.web.who import browser

pytestmark = pytest.mark.usefixtures("demo")
OWN, PROJECTS = "/data/2023-07/lindai/", "lindai.quality_projects"
SIGNED, RETURNED = "判定用的这个数：已签发，待核实", "判定用的这个数：已退回，待改正"


def steps() -> dict[str, Client]:
    """The town's chain and the supervision office."""
    return {one: browser(one, one) for one in ("lindai_liaison", "lindai_checker", "lindai_secretary", "office_head")}


def signed(by: dict[str, Client], value: str) -> None:
    by["lindai_liaison"].post(f"{OWN}advance/", {f"{PROJECTS}|value": value, f"{PROJECTS}|why": "漏报", "sure": "1"})
    by["lindai_checker"].post(f"{OWN}advance/", {"sure": "1"})
    by["lindai_secretary"].post(f"{OWN}advance/", {"sure": "1"})


def page(client: Client) -> str:
    """The pledge's page once everything is judged."""
    recompute()
    return client.get(f"/pledges/{PROJECTS}/").content.decode()


def test_a_figure_counts_when_it_is_signed_and_says_that_it_is_not_verified() -> None:
    by = steps()
    before = PledgeVerdict.objects.get(pledge=PROJECTS).actual
    by["lindai_liaison"].post(f"{OWN}advance/", {f"{PROJECTS}|value": "23", f"{PROJECTS}|why": "漏报", "sure": "1"})
    shown = page(by["office_head"])
    assert PledgeVerdict.objects.get(pledge=PROJECTS).actual == before
    assert "判定用的这个数" not in shown
    by["lindai_checker"].post(f"{OWN}advance/", {"sure": "1"})
    by["lindai_secretary"].post(f"{OWN}advance/", {"sure": "1"})
    shown = page(by["office_head"])
    assert PledgeVerdict.objects.get(pledge=PROJECTS).actual == 230_000
    assert SIGNED in shown
    assert '<span class="chip">已签发，待核实</span>' in shown
    by["office_head"].post(f"{OWN}verify/")
    assert "判定用的这个数" not in page(by["office_head"])


def test_a_returned_figure_goes_on_counting_and_says_so_until_it_is_signed_anew() -> None:
    by = steps()
    signed(by, "23")
    by["office_head"].post(f"{OWN}return/", {"remark": "多了一个"})
    assert RETURNED in page(by["office_head"])
    assert "签发过的数还在算" in by["lindai_liaison"].get(OWN).content.decode()
    by["lindai_liaison"].post(f"{OWN}advance/", {f"{PROJECTS}|value": "22", f"{PROJECTS}|why": "漏报", "sure": "1"})
    assert RETURNED in page(by["lindai_liaison"])
    by["lindai_checker"].post(f"{OWN}advance/", {"sure": "1"})
    by["lindai_secretary"].post(f"{OWN}advance/", {"sure": "1"})
    assert SIGNED in page(by["office_head"])
    assert "签发过的数还在算" not in by["lindai_liaison"].get(OWN).content.decode()


def test_what_was_returned_before_it_was_signed_never_counted() -> None:
    by = steps()
    by["lindai_liaison"].post(f"{OWN}advance/", {f"{PROJECTS}|value": "23", f"{PROJECTS}|why": "漏报", "sure": "1"})
    by["lindai_checker"].post(f"{OWN}return/", {"remark": "多了一个"})
    assert "判定用的这个数" not in page(by["office_head"])
    assert "签发过的数还在算" not in by["lindai_liaison"].get(OWN).content.decode()
