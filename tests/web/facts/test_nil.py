"""没有就写“/”: over a held figure it is a correction to “none”, the same on the grid, on paper and in a verdict."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duban.periods import Month
from duban.web.access.models import Account
from duban.web.clock.models import StoreDay
from duban.web.facts.excel.incoming import Incoming
from duban.web.facts.models import Fact
from duban.web.facts.sheets import Row, own_rows
from duban.web.load.told import figures as dumped
from duban.web.log.reading import head
from duban.web.org.directory import directory
from duban.web.standings.city import city, released_at
from tests.web.facts.workbooks import filled, sent, sheet
from tests.web.who import browser

pytestmark = pytest.mark.usefixtures("demo")
OWN, GDP = "/data/2023-07/lindai/", "/data/2023-07/table/gdp/"
PROJECTS = "lindai.quality_projects"
CELL = f"{PROJECTS}|value"
JULY = Month(2023, 7)


def desk(post: str) -> Client:
    """A browser in which somebody with this post is signed in."""
    client = Client()
    found = Account.objects.filter(username=post).first()
    if found is None:
        return browser(post, post)
    client.force_login(found)
    return client


def signed(text: str, own: str = OWN) -> None:
    """The town types a text into a cell, checks and signs; what was signed before is returned first."""
    clerk = desk("lindai_liaison")
    desk("office_head").post(f"{own}return/", {"remark": "请核对"})
    clerk.post(f"{own}advance/", {CELL: text, f"{PROJECTS}|why": "漏报", "sure": "1"})
    desk("lindai_checker").post(f"{own}advance/", {"sure": "1"})
    desk("lindai_secretary").post(f"{own}advance/", {"sure": "1"})


def row() -> Row:
    """The pledge's row in the town's sheet."""
    return next(one for one in own_rows("lindai", JULY, directory()) if one.clause.key == PROJECTS)


def cell() -> tuple[str, str, tuple[str, ...]]:
    """What the grid shows in the cell, and what is wrong or doubtful with it."""
    found = row().cells["value"]
    return found.text, found.error, found.doubts


def fact() -> Fact:
    """What is held."""
    found = row().owed.held
    assert found is not None
    return found


def judged() -> list[str]:
    """The keys of the July figures by which the pledge is judged, now and as it was after the newest entry."""
    now = [one.key for one in city().facts if one.key == fact().key]
    assert now == [one.key for one in released_at(head()) if one.key == fact().key]
    return now


def paper(client: Client) -> str:
    return client.get(f"{OWN}paper/").content.decode()


def test_none_over_a_held_figure_is_a_correction_seen_everywhere() -> None:
    signed("12")
    assert (cell()[0], len(judged())) == ("12", 1)
    first = fact()
    signed("—")
    assert cell() == ("/", "", ())
    assert (fact().value, fact().replaces_id, judged()) == (None, first.pk, [])
    clerk = desk("lindai_liaison")
    assert '<td class="num">/</td>' in paper(clerk)
    panel = clerk.get("/data/2023-07/cell/", {"sheet": "own.lindai", "row": PROJECTS}).content.decode()
    assert "<ins>无</ins>" in panel
    assert "<del>12" in panel
    assert "无" in clerk.get(f"/pledges/{PROJECTS}/").context["lines"][0].words
    signed("13")
    assert (cell()[0], len(judged())) == ("13", 1)


def test_none_where_nothing_was_held_is_an_answer() -> None:
    StoreDay.objects.update(day=date(2023, 8, 31))
    signed("/", "/data/2023-08/lindai/")
    found = next(one for one in own_rows("lindai", Month(2023, 8), directory()) if one.clause.key == PROJECTS)
    assert (found.cells["value"].text, found.owed.held and found.owed.held.is_none) == ("/", True)
    assert "本月已有" in desk("lindai_liaison").get("/data/2023-08/lindai/").content.decode()


def test_none_over_a_held_figure_asks_whether_it_is_meant() -> None:
    signed("12")
    desk("office_head").post(f"{OWN}return/", {"remark": "请核对"})
    desk("lindai_liaison").post(f"{OWN}save/", {CELL: "/"})
    assert "这个月已经报过12" in cell()[2][0]


def test_a_held_figure_is_not_taken_back_by_an_empty_cell() -> None:
    signed("12")
    signed("")
    assert "不能空着" in cell()[1]
    assert fact().value == 120_000


def test_a_held_state_is_not_taken_back_by_an_empty_choice() -> None:
    key = next(one.clause.key for one in own_rows("lindai", JULY, directory()) if one.clause.kind == "milestone")
    clerk = desk("lindai_liaison")
    clerk.post(f"{OWN}advance/", {f"{key}|state": "在建", f"{key}|day": "2023-07-20", "sure": "1"})
    desk("lindai_checker").post(f"{OWN}advance/", {"sure": "1"})
    desk("lindai_secretary").post(f"{OWN}advance/", {"sure": "1"})
    desk("office_head").post(f"{OWN}return/", {"remark": "请核对"})
    answer = clerk.post(f"{OWN}advance/", {f"{key}|state": "", "sure": "1"}, follow=True).content.decode()
    assert "这个月已经报过“在建”" in answer


def test_a_provider_takes_a_figure_back_in_the_same_way() -> None:
    client = desk("tongji_data")
    told = {"status": "flash", "release": "", "sure": "1"}
    client.post(f"{GDP}release/", {"lindai|growth": "6.4", **told})
    assert "不能空着" in client.post(f"{GDP}release/", {"lindai|growth": "", **told}, follow=True).content.decode()
    client.post(f"{GDP}save/", {"lindai|growth": "6.4"})
    assert "发布了1个数" in client.post(f"{GDP}release/", {"lindai|growth": "/", **told}, follow=True).content.decode()
    found = Fact.objects.current().get(org_unit="lindai", indicator="gdp", basis="growth", last=JULY.number)
    assert found.value is None
    assert 'value="/"' in client.get(GDP).content.decode()
    assert ">无<" in desk("lindai_liaison").get(OWN).content.decode()


def test_a_file_of_figures_has_no_figure_that_was_taken_back() -> None:
    signed("12")
    key = fact().key
    assert key in {one.key for one in dumped()}
    signed("/")
    assert [one for one in dumped() if one.key.startswith(key)] == []


def test_none_from_an_excel_file_is_asked_about_and_typed_as_any() -> None:
    clerk = desk("lindai_liaison")
    found = sent(clerk, OWN, "表.xlsx", filled(sheet(clerk, OWN), {(PROJECTS, "本期完成"): "/"}))
    assert isinstance(found, Incoming)
    assert [(one.new, bool(one.doubts)) for one in found.changes] == [("/", True)]
    found = sent(clerk, OWN, "表.xlsx", filled(sheet(clerk, OWN), {(PROJECTS, "本期完成"): None}))
    assert isinstance(found, Incoming)
    assert ["不能空着" in one.error for one in found.refused] == [True]


def test_none_on_the_signed_paper_is_none_on_the_grid() -> None:
    clerk = desk("lindai_liaison")
    clerk.post(f"{OWN}advance/", {CELL: "/", f"{PROJECTS}|why": "没有新的", "sure": "1"})
    desk("lindai_checker").post(f"{OWN}advance/", {"sure": "1"})
    signed = {"signer": "lindai_secretary", "code": clerk.get(f"{OWN}paper/").context["code"], "sure": "1"}
    scan = SimpleUploadedFile("签字.png", b"\x89PNG\r\n\x1a\n" + b"scan" * 20)
    clerk.post(f"{OWN}scan/up/", {"file": scan, **signed})
    assert (cell()[0], fact().is_none, judged()) == ("/", True, [])
