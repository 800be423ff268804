"""A book of next year, signed in this one: nothing of this year moves, and every page counts alike."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from duban.web.books.models import Clause
from duban.web.leagues import scene
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute
from tests.web.books.office import desk
from tests.web.books.plan import PLAN
from tests.web.books.test_review import read
from tests.web.leagues.office import DAY, TOWNS, a_result

pytestmark = pytest.mark.usefixtures("demo")
PREVIEW = f"/leagues/preview/?group={TOWNS}&as_of={DAY}"


def page(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def signed_next_year(office: Client) -> Clause:
    """The book of 2024 accepted whole and signed on the store's day; gives its pledge of investment."""
    read("next", PLAN)
    office.post("/books/next/leave/")
    for one in Clause.objects.current().filter(book="next", state="proposed"):
        office.post(f"/clauses/{one.key}/accept/", {"version": one.pk})
    office.post("/books/next/sign/", {"signed": str(DAY), "document": "平委〔2023〕12号"})
    recompute()
    scene.forget()
    found: Clause = Clause.objects.current().get(book="next", subject="固定资产投资")
    return found


def lamps(client: Client) -> list[str]:
    return re.findall(r'href="/pledges/\?org_unit=lindai&light=([^"]+)">(\d+)<', page(client, "/org/lindai/"))


def rows(shown: str) -> str:
    return shown.split("<tbody>")[1].split("</tbody>")[0]


def test_this_years_league_and_counts_do_not_move() -> None:
    office, leader, issue = desk("office_head"), desk("secretary"), a_result("half")
    before = rows(page(office, PREVIEW)), lamps(office), page(office, "/pledges/").count("<tr")
    mine, result = page(leader, "/").count('href="/pledges/'), page(office, f"/leagues/issued/{issue.key}/")
    clause = signed_next_year(office)
    assert PledgeVerdict.objects.get(pledge=clause.key).verdict == "not_judged"
    assert (rows(page(office, PREVIEW)), lamps(office), page(office, "/pledges/").count("<tr")) == before
    assert "2条承诺" not in page(office, PREVIEW)
    assert page(leader, "/").count('href="/pledges/') == mine
    assert ("按更正后会是" in page(office, f"/leagues/issued/{issue.key}/")) == ("按更正后会是" in result)


def test_its_page_says_that_the_year_has_not_begun() -> None:
    office = desk("office_head")
    clause = signed_next_year(office)
    shown = page(office, f"/pledges/{clause.key}/")
    assert "2024年的计划还没有开始，未到评价期" in shown
    assert "未报送" not in shown
    beside = set(PledgeVerdict.objects.filter(indicator="fixed_asset_investment").exclude(pledge=clause.key))
    assert beside
    assert not any(f'href="/pledges/{one.pledge}/"' in shown for one in beside)
    this = next(one for one in beside if one.org_unit != "lindai")
    assert f'href="/pledges/{clause.key}/"' not in page(office, f"/pledges/{this.pledge}/")
