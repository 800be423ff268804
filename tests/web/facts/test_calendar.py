"""Months by the pack's calendar: open, due, closed, opened again; late for ever; reminded by hand and by itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.clock.models import StoreDay
from duban.web.clock.today import today
from duban.web.facts.actions.turn import remind_before, turn
from duban.web.facts.glance import Glance, Tables
from duban.web.facts.models import Draft, MonthTurn, Reminder, Reopening, Sheet
from duban.web.facts.month import whole
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.log.writing import By, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Post
from duban.web.standings.tick import tick
from tests.web.browser import account, signed_in

pytestmark = pytest.mark.usefixtures("demo")
JULY, OWN = "/data/2023-07/", "/data/2023-07/lindai/"
FLATS = "lindai.apartments"


def desk(*posts: str) -> Client:
    client = Client()
    client.force_login(account(*posts))
    return client


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def on(day: str) -> None:
    """The store's day."""
    StoreDay.objects.update(day=date.fromisoformat(day))


def itself() -> Actor:
    return Actor(None, (), directory(), today())


def sheet() -> Sheet:
    found: Sheet = Sheet.objects.current().get(key="own.lindai.2023-07")
    return found


def hands_in(client: Client, value: str = "900") -> str:
    told = {f"{FLATS}|value": value, f"{FLATS}|why": "和住建局核对过", "sure": "1"}
    return client.post(f"{OWN}advance/", told, follow=True).content.decode()


@pytest.mark.parametrize(
    ("day", "late", "words"),
    [
        ("2023-08-10", False, ""),
        ("2023-08-11", True, "逾期报送"),
        ("2023-08-20", True, "逾期报送"),
        ("2023-08-21", True, "逾期报送"),
    ],
)
def test_what_comes_between_due_and_closing_is_late_for_ever(day: str, late: bool, words: str) -> None:
    on(day)
    town, office = desk("lindai_liaison"), desk("office_head")
    assert ("现在报会标为逾期" in page(town, OWN)) is late
    hands_in(town)
    desk("lindai_checker").post(f"{OWN}return/", {"remark": "再核一核"})
    hands_in(town, "950")
    assert sheet().late is late
    assert words in page(office, JULY)
    assert words in page(town, OWN)


def test_a_return_after_the_due_day_makes_nothing_late_that_was_not() -> None:
    town = desk("lindai_liaison")
    hands_in(town)
    on("2023-08-15")
    desk("lindai_checker").post(f"{OWN}return/", {"remark": "再核一核"})
    hands_in(town, "950")
    assert (sheet().state, sheet().late) == ("handed_in", False)


def test_a_closed_month_takes_nothing_and_says_since_when() -> None:
    on("2023-08-22")
    town = desk("lindai_liaison")
    assert "已经在2023-08-21关账" in page(town, OWN)
    answer = hands_in(town)
    assert "2023-07已经关账（8月21日）" in answer
    assert "请督查办重新开放" in answer
    provider = desk("tongji_data")
    assert "已经关账" in provider.post("/data/2023-07/table/gdp/save/", {"lindai|growth": "6"}).content.decode()
    assert not Sheet.objects.exists()
    assert not Draft.objects.exists()
    office = desk("office_head")
    assert "没有要催的" in office.post(f"{JULY}remind/", {"body": "own.lindai"}, follow=True).content.decode()
    assert "缺报" in page(office, JULY)


def test_only_the_office_opens_a_closed_month_again_for_one_body_until_a_day() -> None:
    on("2023-08-22")
    office, town, other = desk("office_head"), desk("lindai_liaison"), desk("xincang_liaison")
    told = {"org_unit": "lindai", "until": "2023-08-25", "reason": "防汛期间没有报"}
    assert town.post(f"{JULY}reopen/", told).status_code == 403
    for wrong, words in (
        (told | {"reason": " "}, "没有写为什么"),
        (told | {"until": "2023-08-20"}, "没有写开放到哪一天"),
        (told | {"until": ""}, "没有写开放到哪一天"),
        (told | {"org_unit": "nobody"}, "没有这个单位"),
    ):
        assert words in office.post(f"{JULY}reopen/", wrong, follow=True).content.decode()
    assert "没有计划" in office.post("/data/2022-01/reopen/", told, follow=True).content.decode()
    assert 'id="reopen"' not in page(office, "/data/2022-01/")
    assert "还没有关账" in office.post("/data/2023-08/reopen/", told, follow=True).content.decode()
    assert not Reopening.objects.exists()
    office.post(f"{JULY}reopen/", told)
    entry = Entry.objects.get(verb="facts.reopen")
    assert (entry.post, entry.org_unit, entry.detail["reason"]) == ("office_head", "lindai", "防汛期间没有报")
    assert "2023-07的数据：还没报" in page(town, "/")
    assert "重新开放到8月25日" in page(office, JULY)
    hands_in(town)
    assert (sheet().state, sheet().late) == ("handed_in", True)
    assert "已经关账" in other.post("/data/2023-07/xincang/save/", {"x|value": "1"}).content.decode()
    on("2023-08-26")
    desk("lindai_checker").post(f"{OWN}return/", {"remark": "再核一核"})
    assert "重新开放也只到8月25日" in hands_in(town)


def test_a_month_that_is_open_again_is_listed_also_where_all_its_figures_are_held() -> None:
    june, mark = "/data/2023-06/", "2023-06重新开放了，可以补报、更正：有一个数要改"
    office, town = desk("office_head"), desk("lindai_liaison")
    assert "2023-06" not in page(town, "/")
    office.post(f"{june}reopen/", {"org_unit": "lindai", "until": "2023-08-05", "reason": "有一个数要改"})
    assert mark in page(town, "/")
    town.post(f"{june}lindai/advance/", {f"{FLATS}|value": "900", f"{FLATS}|why": "核对过", "sure": "1"})
    assert mark not in page(town, "/")
    office.post(f"{june}reopen/", {"org_unit": "tongji", "until": "2023-08-05", "reason": "有一个数要改"})
    provider = desk("tongji_data")
    assert mark in page(provider, "/")
    told = {"lindai|growth": "9.9", "status": "final", "reason": "录入有误", "sure": "1"}
    provider.post(f"{june}table/gdp/release/", told)
    assert mark not in page(provider, "/")


def test_reminders_stand_with_those_who_owe_the_next_step_and_go_when_it_is_done() -> None:
    office, town, checker = desk("office_head"), desk("lindai_liaison"), desk("lindai_checker")
    mark = "催 7月31日"
    assert mark not in page(town, "/")
    office.post(f"{JULY}remind/", {"body": "own.lindai"})
    assert mark in page(town, "/")
    assert "督查办主任" in page(town, "/")
    hands_in(town)
    assert mark not in page(town, "/")
    assert "去审核" in page(checker, "/")
    assert mark not in page(checker, "/")
    answer = office.post(f"{JULY}remind/", {"body": "own.lindai"}, follow=True).content.decode()
    assert "今天已经催过了" in answer
    on("2023-08-01")
    office.post(f"{JULY}remind/", {"body": "own.lindai"})
    assert "催 8月1日" in page(checker, "/")


def test_nobody_is_reminded_of_the_same_month_twice_a_day() -> None:
    on("2023-08-12")
    office = desk("office_head")
    office.post(f"{JULY}remind/", {"body": "own.lindai"})
    answer = office.post(f"{JULY}remind/", {"body": "own.lindai"}, follow=True).content.decode()
    assert "今天已经催过了" in answer
    office.post(f"{JULY}remind/")
    keys = list(Reminder.objects.values_list("kind", "org_unit"))
    assert len(keys) == len(set(keys)) > 5
    assert ("own", "xincang") in keys
    assert Entry.objects.filter(verb="facts.remind").count() == 2
    assert "到期的今天都催过了" in page(office, JULY)
    on("2023-08-13")
    office.post(f"{JULY}remind/", {"body": "own.lindai"})
    assert Reminder.objects.filter(org_unit="lindai").count() == 2


def test_all_at_once_reminds_only_those_whose_day_has_come() -> None:
    # The towns' day is 10 August, that of the statistics body the 20th, which may be reminded alone.
    on("2023-08-10")
    office = desk("office_head")
    office.post(f"{JULY}remind/")
    urged = set(Reminder.objects.values_list("kind", "org_unit"))
    assert ("own", "lindai") in urged
    assert ("provider", "tongji") not in urged
    office.post(f"{JULY}remind/", {"body": "provider.tongji"})
    assert Reminder.objects.filter(org_unit="tongji").exists()


def test_who_has_no_post_for_the_step_is_not_reminded_in_vain() -> None:
    post = Post.objects.current().get(key="fagai_section")
    with writing("org.posts", By()) as written:
        written.add(replacing(post, roles=["lead", "liaison"]))
    office = desk("office_head")
    assert "没有数据岗，催了没有人看得到" in page(office, JULY)
    answer = office.post(f"{JULY}remind/", {"body": "provider.fagai"}, follow=True).content.decode()
    assert "没有办这一步的岗位" in answer
    assert not Reminder.objects.exists()


def test_before_anybodys_day_all_at_once_reminds_nobody() -> None:
    on("2023-07-27")
    office = desk("office_head")
    assert "都还没有到期" in office.post(f"{JULY}remind/", follow=True).content.decode()
    assert "要提前催的，一个一个催" in page(office, JULY)
    assert not Reminder.objects.exists()


def test_what_was_loaded_is_held_and_nobody_owes_it() -> None:
    june = whole(Month(2023, 6), directory(), today())
    provider = next(one for one in june.providers if one.org_unit == "fagai")
    assert isinstance(provider.found, Tables)
    assert (provider.found.loaded, provider.found.overdue, provider.role) == (provider.found.total, 0, "")
    town = next(one for one in june.bodies if one.org_unit == "lindai")
    assert isinstance(town.found, Glance)
    assert (town.found.word, town.found.late) == ("已有（装入）", False)
    # In July some are loaded, and the others are owed.
    july = next(one for one in whole(Month(2023, 7), directory(), today()).providers if one.org_unit == "fagai")
    assert isinstance(july.found, Tables)
    assert july.found.loaded > 0
    assert 0 < july.found.overdue == july.found.total - july.found.loaded
    assert "已有（装入）" in page(desk("fagai_section"), JULY)
    assert "已有（装入）" in page(desk("lindai_liaison"), "/data/2023-06/lindai/")


def test_only_the_office_reminds() -> None:
    for post in ("lindai_liaison", "tongji_data", "fagai_section"):
        assert desk(post).post(f"{JULY}remind/").status_code == 403
    assert not Reminder.objects.exists()


def test_what_comes_by_itself_comes_once_for_each_of_the_packs_days() -> None:
    of_town = Reminder.objects.filter(org_unit="lindai")
    for day, told in (("2023-08-06", 0), ("2023-08-07", 1), ("2023-08-08", 1), ("2023-08-09", 2), ("2023-08-10", 2)):
        on(day)
        list(remind_before(itself()))
        assert (list(remind_before(itself())), of_town.count()) == ([], told), day
    assert set(Reminder.objects.filter(kind="own").values_list("before", flat=True)) == {3, 1}
    assert "到期前自动提醒" in page(desk("lindai_liaison"), "/")


def test_a_day_that_nobody_ticked_is_made_up_for_once() -> None:
    on("2023-08-08")
    # An indicator that comes two months late is due on the same day.
    assert [one[:7] for one in remind_before(itself())] == ["2023-07", "2023-06"]
    assert list(remind_before(itself())) == []


def test_whoever_was_reminded_by_hand_or_has_handed_in_is_left_alone() -> None:
    hands_in(desk("lindai_liaison"))
    on("2023-08-07")
    desk("office_head").post(f"{JULY}remind/", {"body": "own.xincang"})
    list(remind_before(itself()))
    by_itself = set(Reminder.objects.filter(before=3).values_list("org_unit", flat=True))
    assert "xincang" not in by_itself
    assert {"lindai", "caoqiao"} <= by_itself  # the checker of 林埭镇 owes the next step


def test_months_are_opened_and_closed_once_each_with_who_was_missing() -> None:
    assert list(turn(itself())) == ["2023-07开始填报。"]
    hands_in(desk("lindai_liaison"))
    on("2023-09-21")
    assert list(turn(itself())) == [
        "2023-07关账，" + _missing("2023-07"),
        "2023-08开始填报。",
        "2023-08关账，" + _missing("2023-08"),
    ]
    assert list(turn(itself())) == []
    row = MonthTurn.objects.current().get(key="2023-07")
    assert row.state == "closed"
    assert "lindai" not in row.missing
    assert "xincang" in row.missing
    assert Entry.objects.filter(verb="facts.close", account=None).count() == 2
    assert verify().findings == ()


def _missing(month: str) -> str:
    return f"{len(MonthTurn.objects.current().get(key=month).missing)}个单位没有报。"


def test_a_tick_does_all_of_it_and_a_second_one_nothing() -> None:
    on("2023-08-09")
    first = list(tick())
    assert any("到期" in one for one in first)
    assert list(tick()) == ["判定是新的。"]


def test_the_page_says_what_is_held_before_it_asks() -> None:
    town = page(desk("lindai_liaison"), OWN)
    assert "要您单位自己报" in town
    assert "由数据提供单位报，不用您填" in town
    office = page(desk("office_head"), JULY)
    assert "本月已有" in office
    assert "由别人提供，不用报" in office


def test_the_glance_counts_objections_and_says_who_is_waited_for() -> None:
    office = desk("office_head")
    before = page(office, JULY)
    assert "联络员" in before
    hands_in(desk("lindai_liaison"))
    assert "审核人" in page(office, JULY)


@pytest.mark.django_db(transaction=True)
def test_a_month_is_chased_in_the_browser(live_server: LiveServer, browser: Browser) -> None:
    account("office_head")
    account("lindai_liaison")
    on("2023-08-12")
    with signed_in(browser, live_server.url, "office_head") as office:
        office.goto(live_server.url + JULY)
        line = office.get_by_role("row", name="林埭镇")
        expect(line).to_contain_text("逾期未报")
        line.get_by_role("button", name="催林埭镇").click()
        expect(office.get_by_role("status")).to_contain_text("催了1个单位")
        expect(office.get_by_role("row", name="林埭镇")).to_contain_text("催 8月12日")
        with signed_in(browser, live_server.url, "lindai_liaison") as town:
            town.goto(live_server.url)
            todo = town.locator(".todo-line", has_text="2023-07的数据")
            expect(todo).to_contain_text("催 8月12日")
            todo.get_by_role("link", name="去填报").click()
            expect(town.locator("main")).to_contain_text("现在报会标为逾期")
            town.locator(f'[name="{FLATS}|value"]').fill("900")
            town.locator(f'[name="{FLATS}|why"]').fill("核对过")
            expect(town.locator("[data-grid-state]")).to_contain_text("已存草稿")
            town.get_by_label("我核对过了").check()
            town.get_by_role("button", name="报送").click()
            town.locator("dialog[open] button.btn-primary").click()
            expect(town.locator("main")).to_contain_text("逾期报送")
            town.goto(live_server.url)
            expect(town.locator("main")).not_to_contain_text("催 8月12日")
        office.reload()
        expect(office.get_by_role("row", name="林埭镇")).to_contain_text("逾期报送")
        office.get_by_role("button", name="全部催报").click()
        office.locator("dialog[open] button.btn-primary").click()
        expect(office.get_by_role("status")).to_contain_text("在他们的“我的”里看得到")
    on("2023-08-22")
    with signed_in(browser, live_server.url, "office_head") as office:
        office.goto(live_server.url + JULY)
        form = office.locator("#reopen")
        form.get_by_label("给哪个单位").select_option("xincang")
        form.get_by_label("开放到哪一天").fill("2023-08-25")
        form.get_by_label("为什么").fill("防汛期间没有报")
        form.get_by_role("button", name="重新开放").click()
        expect(office.get_by_role("row", name="新仓镇")).to_contain_text("重新开放到8月25日")
