"""The city at a glance: every count opens the pledges that it counts, and every address says what it is about."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from duban.periods import Month
from duban.web.facts.glance import Tables
from duban.web.facts.month import whole
from duban.web.org.directory import directory
from duban.web.overview.scope import _MONTH
from duban.web.standings.models import Kept, MonthVerdict, PledgeVerdict
from tests.web.browser import account
from tests.web.stores import DEMO_DAY

pytestmark = pytest.mark.usefixtures("demo")

JUNE = 2023 * 12 + 5


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(account("office_head"))
    return client


def page(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def pledges(shown: str) -> list[str]:
    return re.findall(r'<a href="/pledges/([^"?]+)/"', shown)


@pytest.mark.parametrize("by", ["book", "body"])
def test_each_count_opens_as_many_pledges(office: Client, by: str) -> None:
    shown = page(office, f"/overview/?by={by}")
    links = re.findall(r'<a href="(/pledges/\?[^"]+)"[^>]*>(\d+)</a>', shown)
    assert sum(int(count) for link, count in links if "light=" not in link) == PledgeVerdict.objects.count()
    for link, count in links[:12]:
        assert len(pledges(page(office, link))) == int(count)


def test_a_cell_of_bodies_and_books_opens_its_pledges(office: Client) -> None:
    shown = page(office, "/overview/?month=2023-06")
    cells = re.findall(
        r'href="(/pledges/\?month=2023-06&body=[^"]+&book=[^"]+)"><span[^>]*>[^<]+</span>(\d+)</a>', shown
    )
    assert sum(int(count) for _, count in cells) == MonthVerdict.objects.filter(month=JUNE).count()
    for link, count in (cells[0], cells[-1]):
        assert len(pledges(page(office, link))) == int(count)


def test_the_newest_month_is_as_the_verdicts_stand(office: Client) -> None:
    newest = Kept.objects.get(name="months").value[1]
    months = dict(MonthVerdict.objects.filter(month=newest).values_list("pledge", "light"))
    assert months == dict(PledgeVerdict.objects.values_list("pledge", "light"))


def test_a_change_is_told_with_both_lights_and_the_reason(office: Client) -> None:
    one = MonthVerdict.objects.filter(month=JUNE, order__lt=90).exclude(was="").order_by("-order", "book", "pledge")[0]
    before = MonthVerdict.objects.get(month=JUNE - 1, pledge=one.pledge)
    assert one.was == before.light != one.light
    shown = page(office, "/overview/?month=2023-06")
    change = next(part for part in shown.split('<li class="change">') if f"/pledges/{one.pledge}/" in part)
    assert before.word in change
    assert one.word in change
    assert one.reason in change


def test_the_list_of_changes_has_all_of_them(office: Client) -> None:
    many = MonthVerdict.objects.filter(month=JUNE).exclude(was="").count()
    assert f"还有{many - 30}条" in page(office, "/overview/?month=2023-06")
    assert len(pledges(page(office, "/pledges/?month=2023-06&changed=1"))) == many


def test_a_month_without_a_change_says_so(office: Client) -> None:
    MonthVerdict.objects.update(was="")
    assert "没有灯变" in page(office, "/overview/")


def test_who_has_not_reported_is_named_in_official_order(office: Client) -> None:
    towns = re.findall(r'href="/data/2023-07/(\w+)/"', page(office, "/overview/"))
    assert towns[:3] == ["lindai", "guangchen", "dushangang"]


def test_of_a_closed_month_whoever_has_a_figure_has_reported(office: Client) -> None:
    assert "都报了" in page(office, "/overview/?month=2023-03")


def test_headline_indicators_have_a_line_against_pace_and_what_is_left(office: Client) -> None:
    shown = page(office, "/overview/")
    row = next(part for part in shown.split("<tr>") if "/pledges/ponan.investment/" in part)
    assert 'class="spark-reported"' in row
    assert 'class="spark-expected"' in row
    assert "35.28亿元" in row  # (400 − 188.3) / 6


def test_what_does_not_add_up_is_told_in_short(office: Client) -> None:
    shown = page(office, "/overview/")
    assert "还差136亿元" in shown
    assert "还差136亿元" not in page(office, "/overview/?org_unit=lindai")  # it has pledged its part
    assert "还差136亿元" in page(office, "/overview/?org_unit=guangchen")


@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        ("org_unit=xincang", "xincang.investment", "lindai.investment"),
        ("org_unit=fagai", "ponan.investment", "lindai.investment"),
        ("post=lindai_secretary", "lindai.investment", "xincang.investment"),
    ],
)
def test_a_scope_shows_its_own_pledges_first(office: Client, asked: str, there: str, away: str) -> None:
    shown = page(office, f"/overview/?{asked}")
    assert f"/pledges/{there}/" in shown
    assert f"/pledges/{away}/" not in shown


def test_a_leader_sees_only_what_carries_the_post(client: Client) -> None:
    client.force_login(account("lindai_secretary"))
    shown = page(client, "/overview/?mine=1&by=book")
    assert "林埭镇2023年度任务书" in shown
    assert "新仓镇2023年度任务书" not in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("month=2022-12", "还没有计划"),
        ("month=2024-01", "还没有数"),
        ("month=2023-13", "不是一个月份"),
        ("month=%3Cscript%3E", "不是一个月份"),
        ("org_unit=nowhere", "没有“nowhere”这个单位"),
        ("post=nobody", "没有“nobody”这个职务"),
    ],
)
@pytest.mark.parametrize("path", ["/overview/", "/pledges/"])
def test_what_is_not_there_is_refused_kindly(office: Client, path: str, asked: str, said: str) -> None:
    answer = office.get(f"{path}?{asked}")
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_address_says_month_and_rule(office: Client) -> None:
    address = re.search(r'href="(\?[^"]*rule=duban.default)"', page(office, "/overview/?org_unit=lindai"))
    assert address is not None
    assert "org_unit=lindai" in address[1]
    assert _MONTH.search(address[1])
    assert "另一套亮灯规则" not in page(office, f"/overview/{address[1]}")
    assert "另一套亮灯规则" in page(office, "/overview/?rule=wuhan")


def test_the_wallboard_is_dark_and_whole_without_a_script(office: Client) -> None:
    shown = page(office, "/overview/?board=1")
    assert 'data-bs-theme="dark" data-theme-fixed' in shown
    assert shown.count("data-slide") == 4
    assert "hidden data-slide" not in shown


def test_pledges_are_found_by_words(office: Client) -> None:
    assert pledges(page(office, "/pledges/?q=公寓房"))
    assert "没有符合的承诺" in page(office, "/pledges/?q=没有这样的词")
    assert "没有符合的承诺" in page(office, "/pledges/?q=%25")
    assert office.get("/pledges/", {"q": "数" * 10_000}).status_code == 200


@pytest.mark.django_db
def test_a_store_without_verdicts_says_what_to_do(office: Client) -> None:
    for model in (Kept, MonthVerdict, PledgeVerdict):
        model.objects.all().delete()
    for path in ("/overview/", "/overview/?board=1", "/pledges/"):
        assert office.get(path).status_code == 200


def test_whatever_an_address_filters_by_stands_in_the_form_and_is_kept(office: Client) -> None:
    asked = "month=2023-06&light=behind&body=xincang&post=mayor&changed=1&parts=1"
    shown = page(office, f"/pledges/?{asked}")
    form = shown.split('<form class="toolbar')[1].split("</form>")[0]
    for name, value in (part.split("=") for part in asked.split("&")):
        chosen = rf'name="{name}"[^>]*(value="{value}" checked|>(?:(?!</select>).)*value="{value}" selected)'
        assert re.search(chosen, form, re.S), name
    kept = re.search(r'name="question" value="([^"]+)"', shown)
    assert kept is not None
    assert set(kept[1].split("&")) == set(asked.split("&"))


def test_the_counts_of_the_bodies_open_the_bodies_own(office: Client) -> None:
    row = next(part for part in page(office, "/overview/").split("<tr>") if "/pledges/ponan.investment/" in part)
    counts = re.findall(r'href="(/pledges/\?[^"]*indicator=[^"]+)">.*?(\d+)</a>', row, re.S)
    assert counts
    for link, count in counts:
        assert len(pledges(page(office, link))) == int(count)


def test_the_worst_stand_first_and_then_in_official_order(office: Client) -> None:
    listed = pledges(page(office, "/pledges/"))
    rows = {one.pledge: one for one in PledgeVerdict.objects.all()}
    places = directory().places_in_order
    assert len(listed) == len(rows)
    assert listed == sorted(listed, key=lambda key: (*rows[key].severity, places[rows[key].org_unit]))


def test_the_late_stand_apart_from_those_that_have_time(office: Client) -> None:
    shown = page(office, "/overview/").split('aria-label="谁还没报"')[1].split("</section>")[0]
    late, in_time = shown.split("还没到期的")
    assert re.findall(r'href="/data/2023-07/"[^>]*>([^<]+)<', late)[:2] == ["发展和改革局", "政研室（改革办）"]
    assert "要提供的3张表逾期" in late
    assert in_time.count("· 8月10日前") == len(re.findall(r'href="/data/2023-07/\w+/"', in_time)) == 13


def test_providers_that_have_time_are_waited_for_too_each_with_its_day(office: Client) -> None:
    shown = page(office, "/overview/").split('aria-label="谁还没报"')[1].split("</section>")[0]
    in_time = re.sub(r"<[^>]+>", "", shown.split("还没到期的")[1])
    listed = {one.org_unit: one for one in whole(Month(2023, 7), directory(), DEMO_DAY).providers}
    assert {"caizheng", "shangwu", "tongji"} <= {key for key, one in listed.items() if one.role and not one.due}
    for key, line in listed.items():
        if line.role and not line.due and isinstance(line.found, Tables):
            due = f"{line.found.due.month}月{line.found.due.day}日前"
            assert f"{directory().named(key)} 要提供{line.found.left}张表 · {due}" in in_time


def test_a_leaders_headline_figures_say_whose_they_are(office: Client) -> None:
    shown = page(office, "/overview/?post=vice_mayor_industry").split('aria-label="主要指标"')[2].split("</section>")[0]
    rows = [row for row in shown.split("<tr>") if "规模以上工业总产值" in row]
    assert len(rows) == 8
    names = [name for row in rows if (name := re.search(r"林埭镇|新仓镇|经济|平湖园|曹桥|当湖|广陈", row))]
    assert len(names) == len(rows)
