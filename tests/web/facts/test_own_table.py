"""A provider's own table: understood once by its heads, read each month, and what is ticked is imported at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser, FilePayload, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.books.models import Clause
from duban.web.clock.models import StoreDay
from duban.web.facts.excel.mapped import Mapped
from duban.web.facts.models import Draft, Fact, Sheet, TableMap
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from tests.sheets.books import book
from tests.web import browser as real
from tests.web.stores import address
from tests.web.who import actor
from tests.web.who import browser as desk

AT = "/data/2023-07/import/"
TOWNS = ("林埭镇", "新仓镇", "当湖街道")


def grouped(month: int = 7, extra: str = "", **changed: object) -> bytes:
    """Heads in groups over two rows, with a total: as a statistics body hands it round."""
    rows: list[list[object]] = [
        ["各镇街道主要经济指标", "", "", "", ""],
        [f"2023年1—{month}月", "", "", "", "单位：亿元"],
        ["单位", "地区生产总值", "", "固定资产投资", ""],
        ["", "总量", "增速（%）", f"1—{month}月累计", "同比（%）"],
        ["林埭镇", 60.1, 6.4, 5.2, 8.1],
        ["新仓镇", 55.2, 5.1, "11.5", "/"],
        ["当湖街道", 80, "６．９", changed.get("danghu", 6.1), ""],
        ["合计", 195.3, "", 22.8, ""],
        ["注：快报数", "", "", "", ""],
    ]
    if extra:
        for row, cell in zip(rows[2:8], [extra, "增速", 1, 2, 3, ""], strict=True):
            row.append(cell)
    return book([{"name": "主要指标", "rows": rows, "merged": ["A3:A4", "B3:C3", "D3:E3", "A1:E1"]}])


def by_town() -> bytes:
    """A sheet a town, the indicators in rows."""
    sheets: list[dict[str, Any]] = []
    for at, town in enumerate(TOWNS):
        rows = [
            [f"{town}2023年7月主要指标"],
            ["指标", "计量单位", "累计", "同比（%）"],
            ["固定资产投资", "万元", 52000 + at, 8.1],
            ["地区生产总值", "亿元", 60, 6.4 + at],
        ]
        sheets.append({"name": town, "rows": rows})
    return book(sheets)


def in_wan(**changed: object) -> bytes:
    """One table of sums and of rates: its units stand together above it."""
    rows: list[list[object]] = [
        ["各镇街道投资完成情况（2023年1—7月）", "", ""],
        ["", "", "单位：万元、%"],
        ["单位", "固定资产投资", "固定资产投资同比"],
        ["林埭镇", 52000, 8.1],
        ["农开区（广陈镇）", changed.get("guangchen", 61000), 5.5],
    ]
    return book([{"name": "投资", "rows": rows}])


def in_rows() -> bytes:
    """The towns over the columns, an indicator's growth on the line below it, and each line's unit in its name."""
    rows: list[list[object]] = [
        ["2023年1—7月各镇街道主要经济指标", "", "", ""],
        ["统计局", "", "2023年8月10日", ""],
        ["指标", "林埭镇", "新仓镇", "全市"],
        ["固定资产投资（万元）", 52000, 115000, 1960000],
        ["增长（%）", 8.1, -4.5, 9.9],
        ["地区生产总值（亿元）", 60.1, 55.2, 500],
        ["增长（%）", 6.4, 5.1, 6],
    ]
    return book([{"name": "投资", "rows": rows}])


def monthly() -> bytes:
    """A column a month."""
    rows: list[list[object]] = [
        ["固定资产投资（亿元）2023年"],
        ["单位", "1—5月", "1—6月", "1—7月"],
        ["林埭镇", 4.1, 4.7, 5.2],
        ["新仓镇", 9, 10.4, 11.5],
    ]
    return book([{"name": "投资", "rows": rows}])


@pytest.fixture
def provider(demo: None) -> Client:
    return desk("tj", "tongji_data")


def up(client: Client, data: bytes, at: str = AT) -> Any:
    answer = client.post(f"{at}up/", {"file": SimpleUploadedFile("月报.xlsx", data)}, follow=True)
    assert answer.status_code == 200
    return answer


def told(answer: Any) -> str:
    """The words of a refusal."""
    return " ".join(map(str, answer.context["messages"]))


def understood(client: Client, answer: Any, at: str = AT, **changed: str) -> Any:
    """The page of what the heads mean, sent as it was proposed, but for what is changed by its text."""
    asked = answer.context["questions"]
    form = {f"{one.part}.{n}": changed.get(one.text, one.value) for n, one in enumerate(asked)}
    return client.post(f"{at}map/", {**form, "name": "统计月报", "table": answer.context["table"]}, follow=True)


def changes(answer: Any) -> dict[str, str]:
    found: Mapped = answer.context["found"]
    return {f"{one.row} {one.indicator} {one.basis}": one.new for one in found.changes}


def ticked(answer: Any) -> list[str]:
    """What the page proposes to take."""
    return [str(at) for at, (_one, taken) in enumerate(answer.context["lines"]) if taken]


def committed(client: Client, answer: Any, at: str = AT, **how: Any) -> Any:
    form = {"table": answer.context["table"], "status": "flash", "take": ticked(answer), **how}
    return client.post(f"{at}commit/", form, follow=True)


def test_heads_are_proposed_and_a_table_is_told_cell_by_cell(provider: Client) -> None:
    answer = up(provider, grouped())
    asked = {one.text: one.value for one in answer.context["questions"]}
    assert asked == {
        "地区生产总值 总量": "i|gdp|全域|level",
        "地区生产总值 增速": "i|gdp|全域|growth",
        "固定资产投资 累计": "i|fixed_asset_investment|全域|level",
        "固定资产投资 同比": "i|fixed_asset_investment|全域|growth",
    }
    before = Entry.objects.count()
    looked = understood(provider, answer)
    assert Entry.objects.count() == before + 1
    assert changes(looked) == {
        "lindai gdp growth": "6.4",
        "xincang gdp growth": "5.1",
        "danghu gdp growth": "6.9",
        "lindai fixed_asset_investment level": "5.2",
        "lindai fixed_asset_investment growth": "8.1",
        "xincang fixed_asset_investment level": "11.5",
        "danghu fixed_asset_investment level": "6.1",
    }
    assert any("地区生产总值：3格没有承诺按总量考核" in one for one in looked.context["found"].findings)
    assert not Fact.objects.filter(last=2023 * 12 + 6, indicator="gdp").exists()


def test_it_is_imported_in_one_entry_and_counts(provider: Client) -> None:
    facts = Fact.objects.count()
    answer = committed(provider, understood(provider, up(provider, grouped())))
    assert "导入并发布了7个数" in answer.content.decode()
    assert Fact.objects.count() == facts + 7
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.detail["figures"], entry.detail["status"]) == ("facts.import", 7, "flash")
    assert set(Fact.objects.filter(entry=entry).values_list("provider", "status")) == {("tongji", "flash")}
    assert Sheet.objects.current().filter(state="released", entry=entry).count() == 2
    # The same again changes nothing.
    assert changes(up(provider, grouped())) == {}


def test_next_month_it_is_read_without_asking(provider: Client) -> None:
    committed(provider, understood(provider, up(provider, grouped())))
    StoreDay.objects.update(day=date(2023, 8, 28))
    at = AT.replace("07", "08")
    assert len(changes(up(provider, grouped(8), at))) == 7
    assert TableMap.objects.count() == 1
    assert "表里是2023-07的数，要填的是2023-08" in told(up(provider, grouped(7), at))


def test_when_the_heads_change_it_says_so_and_asks_again(provider: Client) -> None:
    understood(provider, up(provider, grouped()))
    answer = up(provider, grouped(extra="消费"))
    assert answer.context["kept"].changed == ("新的列：“消费 增速”",)
    assert "上次的表头不一样" in answer.content.decode()
    looked = understood(provider, answer)
    assert len(changes(looked)) == 8
    assert [len(one.heads) for one in TableMap.objects.order_by("id")] == [4, 5]
    back = up(provider, grouped())
    assert back.context["kept"].changed == ("没有了的列：“消费 增速”",)


def test_what_is_not_understood_is_asked_until_it_is(provider: Client) -> None:
    answer = up(provider, grouped(extra="乐观指数"))
    asked = {one.text: one.value for one in answer.context["questions"]}
    assert asked["乐观指数 增速"] == ""
    again = understood(provider, answer)
    assert "还没有选是什么：乐观指数 增速" in told(again)
    assert not TableMap.objects.exists()
    assert len(changes(understood(provider, again, **{"乐观指数 增速": "skip"}))) == 7


def test_a_sheet_a_town_with_the_indicators_in_rows(provider: Client) -> None:
    answer = up(provider, by_town())
    asked = {(one.part, one.text): one.value for one in answer.context["questions"]}
    assert ("rows", "固定资产投资") in asked
    assert asked["heads", "累计"] == ""
    # What is over the column says only the basis: it is said of the rows which indicator.
    looked = understood(provider, answer, 累计="nothing", 同比="skip")
    assert changes(looked)["lindai fixed_asset_investment level"] == "5.2"
    first = next(iter(looked.context["found"].changes))
    assert (first.where, first.doubts) == ("林埭镇!C3", ("表里是52000万元，换成了5.2亿元",))


def test_a_growth_on_its_own_line_is_of_the_indicator_above_it_and_a_line_names_its_unit(provider: Client) -> None:
    answer = up(provider, in_rows())
    asked = {one.text: one.value for one in answer.context["questions"]}
    assert {text: value for text, value in asked.items() if value.startswith("i|")} == {
        "固定资产投资（万元）": "i|fixed_asset_investment|全域|level",
        "固定资产投资增长": "i|fixed_asset_investment|全域|growth",
        "地区生产总值（亿元）": "i|gdp|全域|level",
        "地区生产总值增长": "i|gdp|全域|growth",
    }
    assert {text: value for text, value in asked.items() if value.startswith("b|")} == {
        "林埭镇": "b|lindai",
        "新仓镇": "b|xincang",
        "全市": "b|pinghu",
    }
    found = {one.where: (one.new, one.doubts) for one in understood(provider, answer).context["found"].changes}
    assert found["投资!B4"] == ("5.2", ("表里是52000万元，换成了5.2亿元",))
    assert found["投资!B5"][0] == "8.1"
    assert found["投资!B7"][0] == "6.4"


def test_of_several_units_above_a_table_the_one_that_fits_what_is_measured_holds(provider: Client) -> None:
    looked = understood(provider, up(provider, in_wan()))
    found = {one.where: (one.new, one.doubts) for one in looked.context["found"].changes}
    assert found["投资!B4"] == ("5.2", ("表里是52000万元，换成了5.2亿元",))
    assert found["投资!C4"][0] == "8.1"


def test_a_sum_ten_thousand_times_off_is_doubted_where_only_the_growth_is_pledged(provider: Client) -> None:
    assert not Clause.objects.filter(org_unit="guangchen", indicator="fixed_asset_investment", basis="level").exists()
    at = "/data/2023-07/table/fixed_asset_investment/"
    provider.post(f"{at}save/", {"guangchen|level": "61000"})
    assert "差了上千倍，这一格的单位是亿元" in provider.get(at).content.decode()


def test_a_figure_with_digits_too_many_is_doubted(provider: Client) -> None:
    at = "/data/2023-07/table/fixed_asset_investment/"
    for typed, doubted in (("52", False), ("5200", True)):
        provider.post(f"{at}save/", {"lindai|level": typed})
        assert ("是不是多打了数字" in provider.get(at).content.decode()) == doubted


def test_a_column_a_month_gives_this_months(provider: Client) -> None:
    answer = up(provider, monthly())
    asked = [(one.part, one.text, one.value) for one in answer.context["questions"]]
    assert asked == [("heads", "", "nothing")]
    assert "没有一列或一行是指标" in told(understood(provider, answer))
    looked = understood(provider, answer, **{"": "i|fixed_asset_investment|全域|level"})
    found = {"lindai fixed_asset_investment level": "5.2", "xincang fixed_asset_investment level": "11.5"}
    assert changes(looked) == found
    assert "4格是别的月份的，略过" in looked.context["found"].findings


def test_what_is_refused_says_where_and_why(provider: Client) -> None:
    looked = understood(provider, up(provider, grouped(danghu="不少")))
    refused = {one.where: one.error for one in looked.context["found"].refused}
    assert refused == {"主要指标!D7": "“不少”不是一个确定的数"}
    assert len(changes(looked)) == 6


def test_totals_are_checked_and_not_imported(provider: Client) -> None:
    looked = understood(provider, up(provider, grouped(danghu=9)))
    assert any("合计写的是22.8，各行相加是25.7" in one for one in looked.context["found"].findings)


def test_a_doubtful_figure_is_taken_only_where_somebody_ticks_it(provider: Client) -> None:
    looked = understood(provider, up(provider, grouped(danghu=60000)))
    found = looked.context["found"].changes
    assert [one.row for at, one in enumerate(found) if str(at) not in ticked(looked)] == ["danghu"]
    assert "发布了6个数" in committed(provider, looked).content.decode()
    again = up(provider, grouped(danghu=60000))
    assert "没有要改的数" in told(committed(provider, again))
    assert "发布了1个数" in committed(provider, again, take=["0"]).content.decode()


def test_what_cannot_be_taken_is_not_written_and_the_page_says_so(provider: Client) -> None:
    looked = understood(provider, up(provider, grouped(danghu="不少")))
    assert "能收的6格，勾上的一起发布；不能收的1格不写" in looked.content.decode()
    assert "发布了5个数" in committed(provider, looked, take=ticked(looked)[1:]).content.decode()
    left = looked.context["found"].changes[0]
    assert not Fact.objects.filter(org_unit=left.row, indicator=left.indicator, last=2023 * 12 + 6).exists()


def test_a_missing_reason_is_asked_for_and_the_upload_stays(provider: Client) -> None:
    committed(provider, understood(provider, up(provider, grouped())), status="final")
    looked = up(provider, grouped(danghu=6.2))
    asked = committed(provider, looked, status="final", release="2023-08-20T09:00")
    assert "请写更正的理由" in told(asked)
    assert ticked(asked) == ["0"]
    assert 'value="2023-08-20T09:00"' in asked.content.decode()
    assert "发布了1个数" in committed(provider, asked, status="final", reason="录入有误").content.decode()


def test_what_was_released_meanwhile_is_not_written_over(provider: Client) -> None:
    looked = understood(provider, up(provider, grouped()))
    provider.post("/data/2023-07/table/gdp/release/", {"lindai|growth": "6.6", "status": "flash"})
    facts = Fact.objects.count()
    assert "林埭镇的这个数有人发布过了" in told(committed(provider, looked))
    assert Fact.objects.count() == facts


def test_a_colleagues_draft_is_neither_released_nor_lost(provider: Client) -> None:
    provider.post("/data/2023-07/table/gdp/save/", {"caoqiao|growth": "7.7"})
    committed(provider, understood(provider, up(provider, grouped())))
    assert not Fact.objects.filter(org_unit="caoqiao", indicator="gdp", last=2023 * 12 + 6).exists()
    assert Draft.objects.get().text == "7.7"


def test_only_what_was_looked_at_is_imported(provider: Client) -> None:
    looked = understood(provider, up(provider, grouped()))
    form = {"table": looked.context["table"] + "x", "status": "final"}
    assert "内容不完整" in told(provider.post(f"{AT}commit/", form, follow=True))
    assert provider.post(f"{AT.replace('07', '06')}commit/", {"table": form["table"][:-1]}).status_code == 302
    other = desk("zuzhi", "zuzhi_section")
    assert other.post(f"{AT}commit/", {"table": form["table"][:-1]}).status_code in {403, 404}
    assert other.get(AT).status_code in {403, 404}
    desk("fagai", "fagai_section").post(f"{AT}commit/", {"table": form["table"][:-1]})  # another provider's
    assert not Entry.objects.filter(verb="facts.import").exists()


CHILD = """
import sys, time, django
django.setup()
from duban.periods import Month
from duban.web.access.actor import actor_of
from duban.web.access.models import Account
from duban.web.clock.today import today
from duban.web.facts.actions import import_tables as verb
from duban.web.facts.released import How
from duban.web.org.directory import directory
cells = [verb.Cell("gdp", "全域", one, "growth", "", "6.4") for one in ("lindai", "xincang", "danghu")]
if sys.argv[1] == "slow":
    made = verb.sheet
    def waits(*told, **more):
        print("in", flush=True)
        time.sleep(60)
        return made(*told, **more)
    verb.sheet = waits
who = actor_of(Account.objects.get(username="tj"), directory(), today())
print(verb.import_tables(who, "tongji", Month(2023, 7), cells, How(sure=True), "f" * 64))
"""


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_killed_in_its_middle_nothing_of_it_stands_and_the_store_is_whole(demo: None) -> None:
    actor("tj", "tongji_data")
    before = Fact.objects.count(), Entry.objects.count()
    told = os.environ | {"DATABASE_URL": address()}
    child = subprocess.Popen([sys.executable, "-c", CHILD, "slow"], env=told, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "in\n"  # the figures are in, the table's row and the entry are not
    child.kill()
    assert child.wait() < 0
    assert (Fact.objects.count(), Entry.objects.count()) == before
    assert verify().findings == ()
    again = subprocess.check_output([sys.executable, "-c", CHILD, "whole"], env=told, text=True, timeout=60)
    assert again == "3\n"
    assert (Fact.objects.count(), Entry.objects.count()) == (before[0] + 3, before[1] + 1)
    assert verify().findings == ()


def test_a_provider_walks_it_in_a_browser(live_server: LiveServer, demo: None, browser: Browser) -> None:
    real.account("tongji_data")
    with real.signed_in(browser, live_server.url, "tongji_data") as page:
        page.goto(f"{live_server.url}/data/2023-07/")
        page.get_by_role("link", name="上传本单位的数据表").click()
        file = FilePayload(name="月报.xlsx", mimeType="application/octet-stream", buffer=grouped())
        page.set_input_files("#own-file", file)
        page.get_by_role("button", name="上传", exact=True).click()
        expect(page.locator("select").first).to_have_value("i|gdp|全域|level")
        page.get_by_role("button", name="记住，再看会改什么").click()
        expect(page.locator("main")).to_contain_text("能收的7格")
        page.get_by_label("数的性质").select_option("flash")
        page.get_by_role("button", name="发布勾上的").click()
        page.locator("dialog[open] button.btn-primary").click()
        expect(page.locator("body")).to_contain_text("导入并发布了7个数")
    assert Fact.objects.filter(indicator="gdp", last=2023 * 12 + 6).count() == 3
