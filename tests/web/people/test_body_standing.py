"""A body's page says how it stands: its lights, what is behind, its place in the league."""

from __future__ import annotations

import re

import pytest

from duban.web.standings.models import PledgeVerdict
from tests.web.leagues.office import a_result
from tests.web.who import browser

pytestmark = pytest.mark.usefixtures("demo")


def shown(key: str) -> str:
    return browser("somebody", "office_head").get(f"/org/{key}/").content.decode()


@pytest.mark.parametrize("key", ["xincang", "fagai", "pinghu"])
def test_each_light_is_counted_and_leads_to_its_pledges(key: str) -> None:
    client = browser("somebody", "office_head")
    counts = re.findall(
        rf'href="(/pledges/\?org_unit={key}&amp;light=[^"]+)">(\d+)<', client.get(f"/org/{key}/").content.decode()
    )
    assert counts
    for link, count in counts:
        listed = client.get(link.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r'<a href="/pledges/[^"?]+/"', listed)) == int(count)


def test_what_is_behind_is_listed_with_a_way_to_its_overview() -> None:
    page = shown("xincang")
    behind = PledgeVerdict.objects.filter(lead="xincang", verdict__in=("behind", "missed"))
    assert set(re.findall(r'<a href="/pledges/([^"?]+)/"', page)) == {one.pledge for one in behind}
    assert 'href="/overview/?org_unit=xincang"' in page


def test_the_place_is_that_of_the_newest_issued_league() -> None:
    assert "个单位里第" not in shown("xincang")
    row = a_result("half")
    told = f"{sum(rank is not None for rank, _ in row.ranks.values())}个单位里第{row.ranks['xincang'][0]}名"
    page = browser("another", "office_clerk").get("/org/xincang/").content.decode()
    assert told in page
    assert 'href="/leagues/issued/half/xincang/"' in page


def test_a_body_without_pledges_has_no_lights() -> None:
    assert "承诺和灯" not in shown("tongji")
