"""A month of figures, through the pages' own addresses: a town's own sheet, and what a provider hands in for all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.clock.models import StoreDay
from duban.web.clock.today import today
from duban.web.facts.actions.draft import save_table
from duban.web.facts.actions.release import release
from duban.web.facts.excel.form import of_sheet
from duban.web.facts.models import Draft, Fact, Objection, Progress, Sheet
from duban.web.facts.provided import of_provider, table
from duban.web.facts.released import How
from duban.web.facts.sheets import own_rows
from duban.web.facts.states import STATES
from duban.web.log.amounts import exact
from duban.web.log.models import Entry
from duban.web.org.directory import directory
from duban.web.standings.city import city
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute
from tests.web.browser import account, jobs

pytestmark = pytest.mark.usefixtures("demo")
MONTH = "2023-07"
OWN = f"/data/{MONTH}/lindai/"
GDP = f"/data/{MONTH}/table/gdp/"
PARK = "半岛科创园"


def desk(*posts: str) -> Client:
    """A browser in which somebody with these posts is signed in."""
    client = Client()
    client.force_login(account(*posts))
    return client


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def own_key() -> str:
    """The key of the milestone of the science park in 林埭镇's book."""
    return city_key(PARK)


def city_key(subject: str) -> str:
    return next(one.id for one in city().pledges if one.org_unit == "lindai" and subject in one.subject)


def typed(state: str = "在建", day: str = "2023-07-20", progress: str = "主体封顶", sure: str = "1") -> dict[str, str]:
    key = own_key()
    return {f"{key}|state": state, f"{key}|day": day, f"{key}|progress": progress, "sure": sure}


def sheet() -> Sheet | None:
    found: Sheet | None = Sheet.objects.current().filter(key=f"own.lindai.{MONTH}").first()
    return found


def test_a_town_is_asked_only_for_what_nobody_provides() -> None:
    shown = page(desk("lindai_liaison"), OWN)
    assert PARK in shown
    assert f'name="{city_key("GDP")}|value"' not in shown


def test_a_sheet_says_what_is_to_be_done_by_this_month_on_the_page_on_paper_and_in_the_workbook() -> None:
    client = desk("lindai_liaison")
    # 15 of the year are 8.75 by July: of counted things nine.
    for address in (OWN, f"{OWN}paper/"):
        assert re.search(r"高质量项目.*?到本月应完成 9<", page(client, address), re.DOTALL)
    row = next(
        one for one in own_rows("lindai", Month(2023, 7), directory()) if one.clause.key.endswith("quality_projects")
    )
    judged = next(one for one in PledgeVerdict.objects.get(pledge=row.clause.key).history if one[0] == 2023 * 12 + 6)
    assert row.pace == exact(judged[5])
    assert of_sheet("lindai", Month(2023, 7), [row], directory()).lines[0].told["by_now"] == "9"


def test_a_milestone_may_be_said_to_stand_where_it_stood() -> None:
    row = re.search(
        r"<tr>\s*<th[^>]*>(?:(?!</tr>).)*特百佳.*?</tr>",
        page(desk("caoqiao_liaison"), f"/data/{MONTH}/caoqiao/"),
        re.DOTALL,
    )
    assert row
    assert re.search(r"<option[^>]*>在谈</option>", row[0])
    for said in ("创建", "在谈"):
        assert said in STATES


def test_what_is_typed_is_kept_as_typed_and_counts_for_nothing_yet() -> None:
    client, facts = desk("lindai_liaison"), Fact.objects.count()
    client.post(f"{OWN}save/", typed(day="7月20"))
    assert "“7月20”不是日期" in page(client, OWN)
    assert 'value="7月20"' in page(client, OWN)
    assert (Draft.objects.count(), Fact.objects.count()) == (3, facts)


def test_a_sheet_goes_through_the_towns_own_chain_and_counts_when_signed() -> None:
    liaison, checker, signer = desk("lindai_liaison"), desk("lindai_checker"), desk("lindai_secretary")
    facts = Fact.objects.count()
    liaison.post(f"{OWN}advance/", typed())
    assert sheet().state == "handed_in"  # type: ignore[union-attr]
    signer.post(f"{OWN}advance/")
    assert sheet().state == "handed_in"  # type: ignore[union-attr]
    checker.post(f"{OWN}advance/")
    assert (sheet().state, Fact.objects.count()) == ("checked", facts)  # type: ignore[union-attr]
    signer.post(f"{OWN}advance/")
    fact = Fact.objects.current().get(answers=own_key(), last=2023 * 12 + 6)
    assert (fact.state, fact.day, fact.provider) == ("在建", date(2023, 7, 20), "lindai")
    assert Progress.objects.get(clause=own_key()).progress == "主体封顶"
    assert not Draft.objects.exists()


def test_a_cell_that_cannot_be_read_stops_the_sheet_and_is_named() -> None:
    client = desk("lindai_liaison")
    answer = client.post(f"{OWN}advance/", typed(day="七月"), follow=True).content.decode()
    assert f"“{PARK}”" in answer
    assert "不是日期" in answer
    assert sheet() is None


def test_what_is_empty_or_still_to_come_is_asked_about() -> None:
    client = desk("lindai_liaison")
    answer = client.post(f"{OWN}advance/", typed(sure=""), follow=True).content.decode()
    assert "条没有填" in answer
    answer = client.post(f"{OWN}advance/", typed(day="2023-12-25"), follow=True).content.decode()
    assert "这一天还没有到" in answer
    assert sheet() is None


def test_a_wild_growth_is_released_only_by_who_is_sure() -> None:
    client = desk("tongji_data")
    assert "要再看一看：林埭镇" in released(client, "-500")
    assert "发布了1个数" in released(client, "-500", sure="1")


def test_what_waits_stands_in_everybodys_own_list() -> None:
    town, provider, office = desk("lindai_liaison"), desk("tongji_data"), desk("office_head")
    assert "张表没有发布" in page(provider, "/")
    released(provider)
    town.post(f"/data/facts/{gdp().pk}/object/", {"text": "少算了服务业"})
    assert "少算了服务业" in page(provider, "/")
    town.post(f"{OWN}advance/", typed())
    checker = desk("lindai_checker")
    assert "去审核" in page(checker, "/")
    checker.post(f"{OWN}advance/")
    signer = desk("lindai_secretary")
    assert "去签发" in page(signer, "/")
    signer.post(f"{OWN}advance/")
    assert "等您核实" in page(office, "/")
    assert "主体封顶" in page(office, f"/pledges/{own_key()}/")


def test_what_was_handed_in_is_returned_with_a_reason_and_handed_in_again() -> None:
    liaison, checker = desk("lindai_liaison"), desk("lindai_checker")
    liaison.post(f"{OWN}advance/", typed())
    assert "不能再填" in liaison.post(f"{OWN}save/", typed()).content.decode()
    assert "没有写退回的理由" in checker.post(f"{OWN}return/", {"remark": " "}, follow=True).content.decode()
    checker.post(f"{OWN}return/", {"remark": "日期写错了"})
    assert "日期写错了" in page(liaison, OWN)
    liaison.post(f"{OWN}advance/", typed(day="2023-07-18"))
    assert sheet().state == "handed_in"  # type: ignore[union-attr]


def test_only_who_may_return_a_sheet_is_offered_to() -> None:
    liaison, checker, signer, office = map(
        desk, ("lindai_liaison", "lindai_checker", "lindai_secretary", "office_head")
    )
    liaison.post(f"{OWN}advance/", typed())
    offered: dict[str, list[bool]] = {one: [] for one in ("checker", "signer", "office")}
    for told in offered.values():
        told += [f"{OWN}return/" in page(client, OWN) for client in (checker, signer, office)]
        (checker if sheet().state == "handed_in" else signer).post(f"{OWN}advance/", {"sure": "1"})  # type: ignore[union-attr]
    # Handed in: the checker's; checked: the signer's; signed: whoever verifies.
    assert offered == {
        "checker": [True, False, True],
        "signer": [False, True, True],
        "office": [False, False, True],
    }


def test_a_milestone_of_which_nothing_was_said_is_not_blank() -> None:
    desk("lindai_liaison").post(f"{OWN}advance/", {"sure": "1"})
    row = re.search(r"<tr>\s*<th[^>]*>(?:(?!</tr>).)*半岛科创园.*?</tr>", page(desk("lindai_checker"), OWN), re.DOTALL)
    assert row
    assert "未报送" in row[0]


def test_a_correction_replaces_what_was_signed_and_both_are_kept() -> None:
    liaison, checker, signer, office = map(
        desk, ("lindai_liaison", "lindai_checker", "lindai_secretary", "office_head")
    )
    for told in (typed(), typed(state="完工", day="2023-07-28") | {f"{own_key()}|why": "月底完工"}):
        liaison.post(f"{OWN}advance/", told)
        checker.post(f"{OWN}advance/")
        signer.post(f"{OWN}advance/")
        office.post(f"{OWN}return/", {"remark": "请核对"})
    rows = list(Fact.objects.filter(answers=own_key(), last=2023 * 12 + 6).order_by("id"))
    assert [one.state for one in rows] == ["在建", "完工"]
    assert rows[1].replaces_id == rows[0].pk


def test_the_office_sees_who_is_where_and_verifies() -> None:
    liaison, checker, signer, office = map(
        desk, ("lindai_liaison", "lindai_checker", "lindai_secretary", "office_head")
    )
    assert "还没报" in page(office, f"/data/{MONTH}/")
    liaison.post(f"{OWN}advance/", typed())
    checker.post(f"{OWN}advance/")
    signer.post(f"{OWN}advance/")
    assert "已签发，待核实" in page(office, f"/data/{MONTH}/")
    office.post(f"{OWN}verify/")
    assert sheet().state == "verified"  # type: ignore[union-attr]
    assert Entry.objects.filter(verb="facts.verify", post="office_head").count() == 1


def test_a_closed_month_and_one_not_open_yet_take_nothing() -> None:
    client = desk("lindai_liaison")
    for month, words in (("2023-03", "已经关账"), ("2023-09", "还没有开始填报")):
        assert words in client.post(f"/data/{month}/lindai/save/", typed()).content.decode()
    assert not Draft.objects.exists()


def test_another_towns_sheet_is_not_there() -> None:
    client = desk("lindai_liaison")
    assert client.get(f"/data/{MONTH}/xincang/").status_code == 404
    assert client.post(f"/data/{MONTH}/xincang/advance/").status_code == 403


def released(client: Client, growth: str = "6.4", moment: str = "", status: str = "flash", sure: str = "") -> str:
    told = {"lindai|growth": growth, "status": status, "release": moment, "sure": sure}
    return client.post(f"{GDP}release/", told, follow=True).content.decode()


def gdp(month: int = 6) -> Fact:
    found: Fact = Fact.objects.current().get(org_unit="lindai", indicator="gdp", basis="growth", last=2023 * 12 + month)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_provider_hands_in_for_all_and_the_verdict_changes_at_once() -> None:
    key = city_key("GDP")
    before = PledgeVerdict.objects.get(pledge=key)
    assert "发布了1个数" in released(desk("tongji_data"), "7.4")
    assert (gdp().value, gdp().status, gdp().provider) == (74_000, "flash", "tongji")
    jobs()
    after = PledgeVerdict.objects.get(pledge=key)
    assert (before.until, after.until) == (2023 * 12 + 5, 2023 * 12 + 6)
    assert before.light != after.light
    assert after.was == before.light


def test_before_its_release_a_figure_is_seen_by_its_provider_alone_and_judges_nothing() -> None:
    provider, key = desk("tongji_data"), city_key("GDP")
    released(provider, "7.4", "2023-08-05T09:00")
    assert "7.4" in page(provider, GDP)
    assert "7.4%" not in page(desk("lindai_liaison"), OWN)
    recompute()
    assert PledgeVerdict.objects.get(pledge=key).until == 2023 * 12 + 5
    StoreDay.objects.update(day=date(2023, 8, 6))
    assert "7.4%" in page(desk("lindai_checker"), OWN)
    recompute()
    assert PledgeVerdict.objects.get(pledge=key).until == 2023 * 12 + 6


def test_a_doubtful_figure_is_told_and_a_wrong_unit_refused() -> None:
    client, table = desk("tongji_data"), f"/data/{MONTH}/table/fixed_asset_investment/"
    client.post(f"{table}save/", {"lindai|level": "42000"})
    assert "是不是填错了单位" in page(client, table)
    client.post(f"{table}save/", {"lindai|level": "5亩"})
    assert "您填的是亩" in page(client, table)
    client.post(f"{table}save/", {"lindai|level": "0.0001"})
    assert "还少" in page(client, table)


def test_a_town_objects_and_is_answered() -> None:
    provider, town = desk("tongji_data"), desk("lindai_liaison")
    released(provider)
    assert "没有写异议" in town.post(f"/data/facts/{gdp().pk}/object/", {"text": ""}, follow=True).content.decode()
    town.post(f"/data/facts/{gdp().pk}/object/", {"text": "少算了服务业"})
    assert "少算了服务业" in page(provider, GDP)
    answer = {"text": "已按服务业核算", "upheld": "1"}
    provider.post(f"/data/objections/{Objection.objects.current().get().pk}/answer/", answer)
    assert "已按服务业核算" in page(town, OWN)
    # What was promised waits with the provider until it is done.
    assert "同意了异议，还没有更正" in page(provider, "/")
    released(provider, "6.8")
    assert "同意了异议" not in page(provider, "/")
    rows = Fact.objects.filter(org_unit="lindai", indicator="gdp", basis="growth", last=2023 * 12 + 6).order_by("id")
    assert [one.value for one in rows] == [64_000, 68_000]


def test_who_promised_a_correction_and_finds_the_figure_right_says_so() -> None:
    provider, town = desk("tongji_data"), desk("lindai_liaison")
    released(provider)
    town.post(f"/data/facts/{gdp().pk}/object/", {"text": "少算了服务业"})
    answer = f"/data/objections/{Objection.objects.current().get().pk}/answer/"
    provider.post(answer, {"text": "去核对", "upheld": "1"})
    assert "原来的数没有错" in page(provider, GDP)
    again = f"/data/objections/{Objection.objects.current().get().pk}/answer/"
    provider.post(again, {"text": "核对过了，服务业已经在内", "upheld": "0"})
    assert "服务业已经在内" in page(town, OWN)
    assert "同意了异议" not in page(provider, "/")
    assert "原来的数没有错" not in page(provider, GDP)


def test_the_month_says_how_many_objections_there_are_and_how_many_of_them_wait() -> None:
    provider, town = desk("tongji_data"), desk("lindai_liaison")
    released(provider)
    town.post(f"/data/facts/{gdp().pk}/object/", {"text": "少算了服务业"})
    assert "1（1）" in page(town, f"/data/{MONTH}/")
    answer = {"text": "没有少算", "upheld": ""}
    provider.post(f"/data/objections/{Objection.objects.current().get().pk}/answer/", answer)
    assert "1（0）" in page(town, f"/data/{MONTH}/")
    assert "同意了异议" not in page(provider, "/")


def test_the_town_sees_the_providers_table_no_more_than_others() -> None:
    assert desk("lindai_liaison").get(GDP).status_code == 404
    assert desk("lindai_checker").post(f"{GDP}release/", {"lindai|growth": "9"}).status_code == 403


def test_the_release_moment_is_a_moment() -> None:
    assert "不是时间" in released(desk("tongji_data"), moment="下周一")
    released(desk("fagai_section", "tongji_data"), moment="2023-08-01T08:30")
    assert gdp().release == timezone.make_aware(datetime(2023, 8, 1, 8, 30))


def test_a_place_that_a_provider_hands_in_is_a_place_and_judges_its_pledge() -> None:
    places = directory()
    seat = next(one for one in places.seats if one.post.id == "zhengfa_section")
    who = Actor(None, (replace(seat, roles=frozenset({"provider"})),), places, today())
    provider = next(one for one in of_provider("zhengfa", Month(2023, 7)) if one.scope == "设区市")
    assert table(provider, Month(2023, 6), places).rows[0].cells["level"].text == "3"
    july = table(provider, Month(2023, 7), places)
    save_table(who, july, [("pinghu", "level", "1")])
    assert release(who, july, How(sure=True)) == 1
    fact = Fact.objects.current().get(indicator="peace_building_rank", scope="设区市", last=2023 * 12 + 6)
    assert (fact.kind, fact.value) == ("rank", 10_000)
    recompute()
    found = PledgeVerdict.objects.get(pledge="pingan.peace_jiaxing")
    assert (found.until, found.actual) == (2023 * 12 + 6, 10_000)


def test_a_growth_given_as_a_share_is_doubted_beside_the_months_before() -> None:
    provider = desk("tongji_data")
    for typed, words in (("0.143", "是不是14.3%"), ("0.07", "是不是7%"), ("0.9", ""), ("6.4", "")):
        provider.post(f"{GDP}save/", {"lindai|growth": typed})
        assert ("是不是" in page(provider, GDP), words in page(provider, GDP)) == (bool(words), True)


def test_a_return_stands_with_its_reason_in_the_towns_own_list() -> None:
    liaison, checker = desk("lindai_liaison"), desk("lindai_checker")
    liaison.post(f"{OWN}advance/", typed())
    checker.post(f"{OWN}return/", {"remark": "日期写错了"})
    assert "退回的理由：日期写错了" in page(liaison, "/")


def test_where_nobody_checks_what_is_handed_in_waits_for_who_signs() -> None:
    liaison, at = desk("xincang_liaison"), f"/data/{MONTH}/xincang/"
    assert "已报，待签发" in liaison.post(f"{at}advance/", {"sure": "1"}, follow=True).content.decode()
    told = page(liaison, at)
    assert "已报，待审核" not in told
    assert "现在不能改，所以不能上传" in told
    assert "已报，待签发，要报" in page(desk("xincang_secretary"), "/")
    assert "已报，待签发" in page(desk("office_clerk"), f"/data/{MONTH}/")
