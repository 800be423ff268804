"""Results: issued once, frozen, seen by all; before that by the supervision office alone."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.utils.html import escape

from duban.errors import InputError
from duban.standing.leagues.standings import rulebook_of, standings
from duban.web.access.policy import RefusedError
from duban.web.clock.models import StoreDay
from duban.web.clock.today import now
from duban.web.facts.models import Fact
from duban.web.leagues.actions.issue import Wanted, issue
from duban.web.leagues.issued import issue_of
from duban.web.leagues.models import Issue
from duban.web.leagues.since import since
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.log.writing import By, replacing, writing
from duban.web.standings.city import city
from tests.web import who
from tests.web.leagues.office import DAY, HALF, TOWNS, corrected, desk, issued, reckoned, reported

pytestmark = pytest.mark.usefixtures("demo")
PREVIEW = f"/leagues/preview/?group={TOWNS}&as_of={DAY}"


@pytest.fixture
def office(client: Client) -> Client:
    return desk("office_head")


@pytest.fixture
def town() -> Client:
    return desk("lindai_liaison")


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_town_sees_no_rank_before_it_is_issued(office: Client, town: Client) -> None:
    assert "还没有发布过名次" in page(town, "/leagues/")
    for path in (PREVIEW, "/leagues/what-if/", "/leagues/what-if/robust/", "/leagues/preview/xlsx/"):
        assert town.get(path).status_code == 403, path
    assert "曹桥街道" in page(office, PREVIEW)


def test_what_is_asked_for_is_nobodys_but_the_offices_until_it_is_reckoned(office: Client, town: Client) -> None:
    row = issue(who.actor("issuer", "office_head"), Wanted(TOWNS, DAY, "七月", "文"))
    assert "正在计算" in page(office, f"/leagues/issued/{row.key}/")
    assert town.get(f"/leagues/issued/{row.key}/").status_code == 404
    reckoned(row)
    assert "曹桥街道" in page(town, f"/leagues/issued/{row.key}/")
    assert "七月" in page(town, "/leagues/")


def test_a_result_is_what_the_engine_says_at_its_entry() -> None:
    pack = city()
    told = standings(pack, DAY, rulebook_of(pack, "", DAY), group=TOWNS)
    found = issued()
    assert [(one["org_unit"], one["rank"], one["total"]) for one in found.result["places"]] == [
        (place.org_unit.id, place.rank, None if place.total is None else told.points(place.total))
        for place in told.leagues[0].places
    ]
    asked = Entry.objects.get(verb="leagues.issue")
    assert (found.number, asked.post) == (asked.number, "office_head")
    assert verify().findings == ()


def test_what_is_written_while_it_waits_does_not_count() -> None:
    reported()
    row = issue(who.actor("issuer", "office_head"), Wanted(TOWNS, DAY, "七月", "文"))
    corrected()
    reckoned(row)
    pack = city(row.number)
    told = standings(pack, DAY, rulebook_of(pack, "", DAY), group=TOWNS)
    place = told.place("lindai")
    assert place is not None
    assert issue_of(row.key).ranks["lindai"] == [place.rank, told.points(place.total)]
    now = standings(city(), DAY, rulebook_of(pack, "", DAY), group=TOWNS).place("lindai")
    assert now is not None
    assert now.total != place.total


def test_a_correction_to_come_does_not_hide_the_one_before_it() -> None:
    reported()
    found = issued()
    corrected()
    told = [one.now for one in since(found).corrected]
    assert told
    newest = Fact.objects.current().filter(org_unit="lindai", provider="tongji").order_by("-id")[0]
    with writing("test", By()) as written:
        written.add(replacing(newest, value=1, release=now() + timedelta(days=1)))
    assert [one.now for one in since(found).corrected] == told


def test_a_correction_leaves_the_issued_result_and_is_told(office: Client, town: Client) -> None:
    reported()
    found = issued()
    path, before = f"/leagues/issued/{found.key}/", dict(found.ranks)
    assert "更正过" not in page(office, path)
    corrected()
    assert issue_of(found.key).ranks == before
    for client in (office, town):
        shown = page(client, path)
        assert "发布后有1个数据更正过" in shown
        assert "<ins>11.5%</ins>" in shown
    assert "按更正后会是" in page(office, path)
    assert "林埭镇：封存时第" in page(office, path)
    assert "按更正后会是" not in page(town, path)
    assert "本单位有1个数据更正或补报过" in page(town, f"{path}lindai/")
    assert "更正或补报过" not in page(town, f"{path}caoqiao/")


def test_a_title_is_issued_once_and_a_result_that_failed_may_be_asked_for_again() -> None:
    actor = who.actor("issuer", "office_head")
    issued("七月")
    with pytest.raises(InputError, match="已经发布过"):
        issue(actor, Wanted(TOWNS, DAY, "七月", "文"))
    failed = issued("一月", date(2023, 1, 1))
    assert failed.state == "failed"
    assert "没有一个单位能排名" in failed.note
    again = issue(actor, Wanted(TOWNS, DAY, "一月", "文"))
    reckoned(again)
    assert (again.key, issue_of(again.key).state) == (failed.key, "issued")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(TOWNS, date(2023, 8, 1), "八月", "文"), "还没有到"),
        (Wanted(TOWNS, date(2022, 12, 31), "去年", "文"), "没有排“镇街道”的考核办法"),
        (Wanted("县", DAY, "七月", "文"), "没有“县”这一组"),
        (Wanted(TOWNS, DAY, " ", "文"), "没有写名称"),
        (Wanted(TOWNS, DAY, "七月", ""), "没有写依据的文件"),
    ],
)
def test_what_cannot_be_issued_is_told(wanted: Wanted, said: str) -> None:
    with pytest.raises(InputError, match=said):
        issue(who.actor("issuer", "office_head"), wanted)
    assert not Issue.objects.exists()


def test_only_the_office_issues() -> None:
    with pytest.raises(RefusedError):
        issue(who.actor("leader", "lindai_secretary"), Wanted(TOWNS, DAY, "七月", "文"))


def test_movement_is_against_the_last_issued_and_the_same_month_of_last_year(office: Client) -> None:
    first, second = issued("上半年", HALF), issued()
    shown = page(office, f"/leagues/issued/{second.key}/")
    assert "“较上次”比的是上半年（2023-06-30）" in shown
    assert "较上年" not in shown
    assert '<svg class="curve"' in shown
    assert "以前没有发布过" in page(office, f"/leagues/issued/{first.key}/")


def test_a_body_sees_where_its_points_came_from_and_what_one_step_up_takes(town: Client) -> None:
    found = issued(steps=True)
    shown = page(town, f"/leagues/issued/{found.key}/lindai/")
    assert "地区生产总值增速（25分）" in shown
    assert "折算成100分制" in shown
    assert "往上一位是" in shown
    assert town.get(f"/leagues/issued/{found.key}/fagai/").status_code == 404


def test_lost_points_are_told_apart_from_those_not_yet_due(town: Client) -> None:
    found = issued()
    table = page(town, f"/leagues/issued/{found.key}/")
    assert "失分是按这本办法" in table
    assert "失25.00" in table
    body = page(town, f"/leagues/issued/{found.key}/xincang/")
    assert "地区生产总值增速25.00分" in body
    assert "折算成100分" in body
    place = next(one for one in found.result["places"] if one["org_unit"] == "xincang")
    assert f"{place['lines_counted']}项" in body
    assert f'<span class="big">{place["lost"]}</span>' in body
    assert f"{place['to_come']} <span" in body


def test_the_preview_says_where_a_bodys_points_come_from_as_the_result_will(office: Client, town: Client) -> None:
    shown = office.get(PREVIEW).content.decode()
    assert "都按各项原来的分值数，没有折算" in shown
    path = f"/leagues/preview/of/lindai/?group={quote(TOWNS)}&as_of={DAY}&rulebook=places"
    assert path.replace("&", "&amp;") in shown
    told = office.get(path).content.decode()
    assert "没有发布的名次" in told
    place = next(one for one in issued().result["places"] if one["org_unit"] == "lindai")
    for words in (*place["lost_on"], *place["why"]):
        assert escape(words) in told
    assert "往上一位要做到什么" in told
    assert town.get(path).status_code == 403
    assert [office.get(f"/leagues/preview/of/{key}/?group={TOWNS}").status_code for key in ("nobody", "xindai")] == [
        404
    ] * 2


def test_a_result_from_before_losses_were_told_is_shown_without_them(town: Client) -> None:
    found = issued()
    for place in found.result["places"]:
        for name in ("lost", "to_come", "lost_on", "lines_counted", "raw"):
            del place[name]
        for line in place["lines"]:
            del line["lost"], line["to_come"]
    with writing("test.older", By()) as written:
        written.add(replacing(found, result=found.result))
    for path in ("", "xincang/", "file/csv/"):
        assert town.get(f"/leagues/issued/{found.key}/{path}").status_code == 200


def test_a_result_is_taken_away_as_xlsx_and_csv(town: Client) -> None:
    found = issued()
    book = openpyxl.load_workbook(BytesIO(town.get(f"/leagues/issued/{found.key}/file/xlsx/").content))
    assert book.sheetnames == ["名次", "各项得分", "办法和说明"]
    ranked = [row[:3] for row in book["名次"].iter_rows(min_row=3, values_only=True)]
    assert ranked == [
        (one["rank"] or None, one["name"], float(one["total"]) if one["total"] else None)
        for one in found.result["places"]
    ]
    text = town.get(f"/leagues/issued/{found.key}/file/csv/").content.decode("utf-8-sig")
    assert ["没有目标" in row for row in csv.reader(StringIO(text)) if row[:2] == ["曹桥街道", "固定资产投资"]] == [
        True
    ]
    assert town.get(f"/leagues/issued/{found.key}/file/pdf/").status_code == 404


def test_an_address_that_makes_no_sense_is_told(office: Client) -> None:
    for asked, said in {
        "as_of=2022-12-31": "在2023年以前",
        "as_of=2023-08-01": "还没有到",
        "as_of=x": "不是日期",
        "group=县": "没有“县”这一组",
        "rulebook=x": "没有这本考核办法",
    }.items():
        for path in ("/leagues/preview/", "/leagues/what-if/"):
            answer = office.get(f"{path}?{asked}")
            assert answer.status_code == 422
            assert said in answer.content.decode()


def test_an_unreleased_figure_is_in_no_result_and_is_told_once_it_is_released(office: Client) -> None:
    table = "/data/2023-07/table/above_scale_industrial_output/"
    client = desk("tongji_data")
    client.post(f"{table}save/", {"lindai|growth": "77.7"})
    told = {"status": "final", "sure": "1", "release": "2023-08-20T09:00"}
    client.post(f"{table}release/", told)
    found = issued()
    path = f"/leagues/issued/{found.key}/"
    assert "77.7" not in str(found.result)
    assert "77.7" not in page(office, path)
    StoreDay.objects.update(day=date(2023, 8, 21))
    assert "发布后有1个数据补报" in page(office, path)
    assert "77.7%" in page(office, path)


def test_a_figure_that_was_taken_back_is_told_as_none() -> None:
    reported()
    found = issued()
    newest = Fact.objects.current().filter(org_unit="lindai", provider="tongji").order_by("-id")[0]
    with writing("test", By()) as written:
        written.add(replacing(newest, value=None))
    assert [one.now for one in since(found).corrected] == ["无"]
