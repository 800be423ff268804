"""A year's additions in the browser: applied for, recognised, deducted, appealed, reviewed by another, frozen."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.points.models import Addition
from duban.web.standings.city import city
from tests.web.browser import account, jobs, signed_in
from tests.web.points.steps import PNG, on


def fill(page: Page, points: str, item: str, reason: str, proof: Path) -> None:
    """Fill in the form of an addition or a deduction and send it."""
    page.get_by_label("单位", exact=True).select_option("lindai")
    page.get_by_label("考核项目").select_option(label=item)
    page.get_by_label("什么成果或者问题").select_option("pilot")
    page.get_by_label("级别").select_option("province")
    page.get_by_label("哪一天的事").fill("2023-07-10")
    page.get_by_label("分值（分）").fill(points)
    page.get_by_label("理由").fill(reason)
    page.get_by_label("文件名称和文号").fill("省发〔2023〕9号")
    page.get_by_label("凭据是什么").fill("通知扫描件")
    page.get_by_label("凭据的文件").set_input_files(proof)
    page.locator("main form.panel button").click()


def to_do(page: Page, words: str, button: str, body: str = "林埭镇") -> None:
    """Take up what waits in 我的, of a body."""
    page.goto(page.url.split("/points")[0].rstrip("/") + "/")
    page.locator(".todo-line", has_text=words).filter(has_text=body).get_by_role("link", name=button).click()


TOWN, HEAD, CLERK, AUDITOR = "lindai_liaison", "office_head", "office_clerk", "security_auditor"


def test_from_application_to_frozen(live_server: LiveServer, demo: None, browser: Browser, tmp_path: Path) -> None:
    for one in (TOWN, HEAD, CLERK, AUDITOR):
        account(one)
    proof = tmp_path / "通知.png"
    proof.write_bytes(PNG)

    def desk(name: str) -> AbstractContextManager[Page]:
        return signed_in(browser, live_server.url, name)

    with desk(TOWN) as page:
        _applies(page, live_server.url, proof)
    with desk(HEAD) as page:
        _decides(page, live_server.url, proof)
    jobs()
    assert [float(one.points) for one in city().adjustments if one.org_unit == "lindai"] == [0.5, -0.5]
    with desk(TOWN) as page:
        _appeals(page, proof)
    with desk(HEAD) as page:
        page.goto(f"{live_server.url}/points/2023-002/")
        expect(page.locator(".notice")).to_contain_text("要由督查办的另一个人来复核")
        expect(page.get_by_label("复核的理由")).to_have_count(0)
    with desk(CLERK) as page:
        _reviews(page)
    on(date(2023, 8, 8))
    with desk(CLERK) as page:
        _freezes(page)
    assert set(Addition.objects.current().filter(org_unit="lindai").values_list("state", flat=True)) == {"frozen"}
    with desk(AUDITOR) as page:
        _finds_each_step(page, live_server.url)


def _applies(page: Page, url: str, proof: Path) -> None:
    page.goto(f"{url}/points/")
    page.get_by_role("link", name="申报加分").click()
    fill(page, "0.5", "获得上级肯定", "列入省级试点", proof)
    expect(page.locator(".notice")).to_contain_text("编号2023-001，2023-08-14前认定")
    expect(page.get_by_role("link", name="通知.png")).to_be_visible()


def _decides(page: Page, url: str, proof: Path) -> None:
    to_do(page, "申报加分：获得上级肯定 +0.5分", "去认定")
    page.goto(f"{url}/points/2023-001/preview/")
    expect(page.locator("tr", has_text="林埭镇")).to_contain_text("变了")
    page.goto(f"{url}/points/2023-001/")
    page.get_by_label("认定的理由").fill("省级试点，照办法认定")
    page.get_by_role("button", name="认定", exact=True).click()
    expect(page.locator(".notice")).to_contain_text("认定了；单位在2023-08-07以前可以申诉")
    page.goto(f"{url}/points/new/")
    fill(page, "0.5", "通报批评", "材料迟报", proof)
    for said in ("林埭镇", "通报批评", "2023-07-10", "0.5", "材料迟报"):
        expect(page.locator("dialog[open] dl")).to_contain_text(said)
    page.locator("dialog[open]").get_by_role("button", name="记下").click()
    expect(page.locator(".notice")).to_contain_text("编号2023-002")


def _appeals(page: Page, proof: Path) -> None:
    to_do(page, "扣分：通报批评 -0.5分", "去看")
    page.locator("summary", has_text="申诉").click()
    page.get_by_label("申诉的理由").fill("按时交了，有回执")
    page.get_by_label("凭据的文件").set_input_files(proof)
    page.get_by_role("button", name="申诉").click()
    expect(page.locator(".chip").first).to_have_text("申诉中")


def _reviews(page: Page) -> None:
    to_do(page, "申诉等复核：通报批评 -0.5分", "去复核")
    page.get_by_label("复核的理由").fill("回执晚一天，减半")
    page.get_by_label("改为几分").fill("-0.2")
    page.get_by_role("button", name="改变").click()
    expect(page.locator(".notice")).to_contain_text("排名跟着重新算")


def _freezes(page: Page) -> None:
    to_do(page, "条加减分可以封存", "去封存", "")
    page.get_by_role("button", name="封存勾选的").click()
    page.locator("dialog").get_by_role("button", name="封存").click()
    expect(page.locator(".notice")).to_contain_text("封存了4条")


def _finds_each_step(page: Page, url: str) -> None:
    page.goto(f"{url}/log/?about=2023-00")
    shown = page.locator("tbody").inner_text()
    for words in ("申报加分", "认定", "记扣分或更正", "申诉", "复核：改变"):
        assert words in shown, words
    page.goto(f"{url}/log/?verb=points.freeze")
    expect(page.locator("tbody")).to_contain_text("2023-001")
    page.goto(f"{url}/points/2023-002/")
    expect(page.locator(".timeline")).to_contain_text("按时交了，有回执")
    expect(page.locator(".timeline")).to_contain_text("回执晚一天，减半")
