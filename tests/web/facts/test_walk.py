"""A whole month in a real browser: everybody at his own desk, from the first figure to the auditor's look at it all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.facts.models import Draft, Fact, Objection, Sheet
from duban.web.log.verify import verify
from duban.web.standings.models import PledgeVerdict
from tests.web.browser import account, jobs, signed_in
from tests.web.facts.test_grid import cell, is_saved, pasted
from tests.web.facts.workbooks import filled

OWN, GDP = "/data/2023-07/lindai/", "/data/2023-07/table/gdp/"
FIRMS, PROJECTS, FLATS = "lindai.digital_firms", "lindai.quality_projects", "lindai.apartments"
JULY = 2023 * 12 + 6
POSTS = ("tongji_data", "lindai_liaison", "lindai_checker", "lindai_secretary", "office_head", "security_auditor")


class Walk:
    """The desks of one month."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        for post in POSTS:
            account(post)

    @contextmanager
    def at(self, post: str, path: str) -> Iterator[Page]:
        """Somebody before a page."""
        with signed_in(self.browser, self.address, post) as page:
            page.goto(self.address + path)
            yield page

    def provider_hands_in_for_all(self) -> None:
        with self.at("tongji_data", GDP) as page:
            pasted(cell(page, "lindai", "growth"), "4.1\n5.2\n7.1\n4.9\n7.7\n7.2\n7.1\n6.5\n")
            is_saved(page)
            page.get_by_label("数的性质").select_option("flash")
            press(page, "发布")
            expect(page.locator("main")).to_contain_text("发布了")

    def town_objects(self) -> None:
        with self.at("lindai_liaison", OWN) as page:
            row = page.locator("tr", has_text="地区生产总值")
            expect(row).to_contain_text("4.1%")
            row.locator("summary").click()
            row.get_by_label("哪里不对").fill("漏了两家规上服务业")
            row.get_by_role("button", name="提出").click()
            expect(page.locator("tr", has_text="地区生产总值")).to_contain_text("漏了两家规上服务业")

    def town_fills_by_paste_and_by_excel(self) -> None:
        with self.at("lindai_liaison", OWN) as page:
            pasted(cell(page, FIRMS), "4\t签约一家\n10\t签约两家\n", "<table></table>")
            for row in (FIRMS, PROJECTS):
                with page.expect_response(lambda answer: answer.url.endswith("/save/")):
                    cell(page, row, "why").fill("漏报一个")
            is_saved(page)
            with page.expect_download() as waited:
                page.get_by_role("link", name="下载Excel").click()
            file = filled(
                Path(waited.value.path()).read_bytes(), {(FLATS, "本期完成"): 600, (FLATS, "更正理由"): "漏报一期"}
            )
            payload = FilePayload(name="填好.xlsx", mimeType="application/octet-stream", buffer=file)
            page.set_input_files("#excel-file", payload)
            page.get_by_role("button", name="上传Excel").click()
            expect(page.locator("main")).to_contain_text("要改2格")
            page.get_by_role("button", name="勾上的存成草稿").click()
            expect(cell(page, FLATS)).to_have_value("600")
            step(page, "报送", "已报，待审核")

    def the_chain_goes_on(self) -> None:
        for post, button, state in (
            ("lindai_checker", "审核通过", "已审核，待签发"),
            ("lindai_secretary", "签发", "已签发，待核实"),
        ):
            with self.at(post, "/") as page:
                page.locator("main a", has_text="去审核" if post == "lindai_checker" else "去签发").first.click()
                step(page, button, state)

    def it_is_returned(self) -> None:
        with self.at("office_head", OWN) as page:
            page.get_by_label("退回的理由").fill("安置房和住建局的数对不上")
            page.get_by_role("button", name="退回").click()
            expect(page.locator(".page-head .chip")).to_have_text("已退回，待改正")

    def town_corrects(self) -> None:
        with self.at("lindai_liaison", OWN) as page:
            expect(page.locator(".notice-warn").first).to_contain_text("安置房和住建局的数对不上")
            cell(page, FLATS).fill("420")
            with page.expect_response(lambda answer: answer.url.endswith("/save/")):
                cell(page, FLATS, "why").fill("和住建局核对过")
            is_saved(page)
            step(page, "报送", "已报，待审核")

    def provider_answers_and_corrects(self) -> None:
        with self.at("tongji_data", "/") as page:
            page.locator("main a", has_text="去答复").first.click()
            page.get_by_label("答复").fill("核实过，漏了")
            page.get_by_role("button", name="同意，会更正").click()
            cell(page, "lindai", "growth").fill("7.4")
            is_saved(page)
            page.get_by_label("更正的理由").fill("补上两家规上服务业")
            press(page, "发布")
            expect(cell(page, "lindai", "growth")).to_have_value("7.4")
            expect(page.locator("main")).to_contain_text("发布了")

    def office_verifies(self) -> None:
        with self.at("office_head", OWN) as page:
            page.get_by_role("button", name="核实无误").click()
            expect(page.locator(".page-head .chip")).to_have_text("已核实")

    def auditor_sees_it_all(self) -> None:
        with self.at("security_auditor", "/log/") as page:
            for words in ("发布数据", "提出异议", "答复异议", "报送", "审核", "签发数据", "退回", "核实"):
                expect(page.locator("main")).to_contain_text(words)
            page.goto(f"{self.address}/data/2023-07/cell/?sheet=own.lindai&row={FLATS}")
            for words in ("600套", "420套", "和住建局核对过", "林埭镇"):
                expect(page.locator("main")).to_contain_text(words)
            page.goto(f"{self.address}/data/2023-07/cell/?sheet=provider.gdp.全域&row=lindai")
            for words in ("4.1%", "7.4%", "补上两家规上服务业"):
                expect(page.locator("main")).to_contain_text(words)
            page.goto(self.address + OWN)
            expect(page.locator("main")).to_contain_text("漏了两家规上服务业")
            expect(page.locator("form button.btn-primary")).to_have_count(0)


def press(page: Page, button: str) -> None:
    """Press a button and say yes where it asks."""
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("dialog[open] button.btn-primary").click()


def step(page: Page, button: str, state: str) -> None:
    """A step of the chain by somebody who looked at what is yellow and empty."""
    page.get_by_label("我核对过了（有黄色的格子、有没填的，要勾）").check()
    press(page, button)
    expect(page.locator(".page-head .chip")).to_have_text(state)


def verdict(key: str) -> tuple[int | None, str]:
    """Up to which month a pledge is judged, and its verdict, once the job has run."""
    jobs()
    found = PledgeVerdict.objects.get(pledge=key)
    return found.until, found.verdict


def test_a_month_is_walked_by_all(live_server: LiveServer, demo: None, browser: Browser) -> None:
    gdp = next(one for one in PledgeVerdict.objects.filter(pledge__startswith="lindai.") if "gdp" in one.pledge).pledge
    walk = Walk(browser, live_server.url)
    walk.provider_hands_in_for_all()
    assert verdict(gdp) == (JULY, "behind")
    walk.town_objects()
    walk.town_fills_by_paste_and_by_excel()
    walk.the_chain_goes_on()
    assert verdict(FLATS) == (JULY, "on_pace")
    walk.it_is_returned()
    walk.town_corrects()
    walk.the_chain_goes_on()
    assert verdict(FLATS) == (JULY, "behind")
    walk.provider_answers_and_corrects()
    assert verdict(gdp) == (JULY, "on_pace")
    walk.office_verifies()
    walk.auditor_sees_it_all()
    # Every row is there: two of what was corrected, none lost, no draft left over.
    flats = Fact.objects.filter(org_unit="lindai", provider="lindai", last=JULY, value__in=[6_000_000, 4_200_000])
    assert list(flats.order_by("id").values_list("value", flat=True)) == [6_000_000, 4_200_000]
    assert len(set(flats.values_list("key", flat=True))) == 1
    assert Fact.objects.filter(indicator="gdp", last=JULY, basis="growth").count() == 9
    assert Objection.objects.current().get().upheld
    assert Sheet.objects.filter(key="own.lindai.2023-07").count() == 8
    assert not Draft.objects.exists()
    assert verify().findings == ()
