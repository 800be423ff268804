"""The grid in a real browser: keys, a pasted block and its undo, drafts that outlive a reload and a lost connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.facts.models import Draft, Fact, Objection
from duban.web.files.marks import SecretError, no_secret_words
from duban.web.log.models import Entry
from tests.web.browser import account, signed_in
from tests.web.who import browser as desk

OWN = "/data/2023-07/lindai/"
TABLE = "/data/2023-07/table/fixed_asset_investment/"
FIRMS, PROJECTS = "lindai.digital_firms", "lindai.quality_projects"
HOUSEHOLDS, FLATS = "lindai.households_moved", "lindai.apartments"


@pytest.fixture
def page(live_server: LiveServer, demo: None, browser: Browser) -> Iterator[Page]:
    """A town's clerk before its sheet."""
    account("lindai_liaison")
    with signed_in(browser, live_server.url, "lindai_liaison", lost=True) as page:
        page.goto(live_server.url + OWN)
        yield page


@pytest.fixture
def table(live_server: LiveServer, demo: None, browser: Browser) -> Iterator[Page]:
    """The statistics body before its table of investment: amounts and growth of all bodies."""
    account("tongji_data")
    with signed_in(browser, live_server.url, "tongji_data") as page:
        page.goto(live_server.url + TABLE)
        yield page


def cell(page: Page, row: str, column: str = "value") -> Locator:
    return page.locator(f'[name="{row}|{column}"]')


def names(page: Page) -> list[str]:
    """The names of all fields, in order."""
    found: list[str] = page.locator("[data-grid] [name*='|']").evaluate_all("all => all.map(one => one.name)")
    return found


def pasted(field: Locator, text: str, html: str = "") -> None:
    """What pasting does: the clipboard itself is not the page's to fill."""
    field.focus()
    field.evaluate(
        """(field, [text, html]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            if (html) data.setData("text/html", html);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            if (field.dispatchEvent(event)) field.setRangeText(text);
        }""",
        [text, html],
    )


def drafts() -> dict[str, str]:
    return {f"{one.row}|{one.column}": one.text for one in Draft.objects.all()}


def is_saved(page: Page) -> None:
    expect(page.locator("[data-grid-state]")).to_contain_text("已存草稿")


def test_keys_move_between_rows_and_columns_and_choose_nothing(page: Page) -> None:
    order = names(page)
    cell(page, FIRMS).click()
    for key, there in (
        ("Enter", f"{PROJECTS}|value"),
        ("ArrowDown", f"{HOUSEHOLDS}|value"),
        ("ArrowUp", f"{PROJECTS}|value"),
        ("Shift+Enter", f"{FIRMS}|value"),
        ("Tab", f"{FIRMS}|progress"),
        ("ArrowDown", f"{PROJECTS}|progress"),
        ("ArrowLeft", f"{PROJECTS}|value"),
        ("ArrowRight", f"{PROJECTS}|progress"),
        ("Shift+Tab", f"{PROJECTS}|value"),
    ):
        page.keyboard.press(key)
        expect(page.locator(f'[name="{there}"]')).to_be_focused()
    state = page.locator("select[name$='|state']").nth(0)
    before = state.input_value()
    state.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("select[name$='|state']").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert (state.input_value(), names(page)) == (before, order)


def test_arrows_stay_inside_a_text_until_its_end(page: Page) -> None:
    field = cell(page, FIRMS)
    field.fill("125")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(field).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(cell(page, FIRMS, "progress")).to_be_focused()
    page.keyboard.type("签了一个")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("在谈两个")
    expect(cell(page, FIRMS, "progress")).to_have_value("签了一个\n在谈两个")
    page.keyboard.press("Enter")
    expect(cell(page, PROJECTS, "progress")).to_be_focused()


def test_a_block_is_pasted_over_the_cells_and_taken_back_as_one(page: Page) -> None:
    held = {row: cell(page, row).input_value() for row in (FIRMS, PROJECTS)}
    pasted(cell(page, FIRMS), '12\t"签约\n两家"\t缺地\n8\t\t没有\n', "<table></table>")
    expect(cell(page, FIRMS)).to_have_value("12")
    expect(cell(page, FIRMS, "progress")).to_have_value("签约\n两家")
    expect(cell(page, PROJECTS, "problems")).to_have_value("没有")
    is_saved(page)
    typed = {f"{FIRMS}|value": "12", f"{FIRMS}|progress": "签约\n两家", f"{FIRMS}|problems": "缺地"}
    assert drafts() == typed | {f"{PROJECTS}|value": "8", f"{PROJECTS}|problems": "没有"}
    page.keyboard.press("Control+z")
    for row, text in held.items():
        expect(cell(page, row)).to_have_value(text)
    expect(cell(page, PROJECTS, "problems")).to_have_value("")
    page.keyboard.press("Control+y")
    expect(cell(page, PROJECTS)).to_have_value("8")


def test_what_is_only_shown_is_stepped_over_and_a_cell_too_many_is_said(table: Page) -> None:
    order = names(table)
    bodies = list(dict.fromkeys(name.split("|")[0] for name in order))
    assert order == [f"{body}|{basis}" for body in bodies for basis in ("level", "growth")]
    last, one_before = bodies[-1], bodies[-2]
    pasted(cell(table, one_before, "level"), "12.5\t6.1\n13\t7\t8\n9\t\n")
    for body, basis, text in ((one_before, "level", "12.5"), (one_before, "growth", "6.1"), (last, "growth", "7")):
        expect(cell(table, body, basis)).to_have_value(text)
    expect(table.locator("[data-toasts]")).to_contain_text("有2格放不下")
    is_saved(table)
    assert drafts() == {
        f"{one_before}|level": "12.5",
        f"{one_before}|growth": "6.1",
        f"{last}|level": "13",
        f"{last}|growth": "7",
    }


def test_a_state_and_its_day_are_pasted_into_one_cell(page: Page) -> None:
    states = page.locator("select[name$='|state']")
    pasted(states.nth(0), "开工 2023年7月5日\n造好了\n")
    expect(states.nth(0)).to_have_value("开工")
    # As offices say it.
    for said, state in (("已竣工验收 2023年7月6日\n", "完工"), ("目前施工中 2023年7月5日\n", "在建")):
        pasted(states.nth(0), f"{said}\n", "<table></table>")
        expect(states.nth(0)).to_have_value(state)
    expect(page.locator("[name$='|day']").nth(0)).to_have_value("2023-07-05")
    expect(page.locator("[data-toasts]")).to_contain_text("“造好了”不能填在那一格")


def test_lines_of_a_letter_stay_in_one_field_of_words(page: Page) -> None:
    pasted(cell(page, FIRMS, "progress"), "第一段。\n第二段。")
    expect(cell(page, FIRMS, "progress")).to_have_value("第一段。\n第二段。")
    expect(cell(page, PROJECTS, "progress")).to_have_value("")


def test_an_error_and_a_doubt_are_shown_and_go_when_mended(page: Page) -> None:
    field = cell(page, FLATS)
    there = page.locator("td").filter(has=field)
    field.fill("三套")
    expect(there).to_have_class("bad is-corrected")
    expect(there.locator("small")).to_contain_text("不是一个数")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("5000000")
    expect(there.locator("small").first).to_contain_text("要在“更正理由”里写为什么")
    cell(page, FLATS, "why").fill("住建局的数")
    expect(there).to_have_class("is-corrected doubt")
    expect(there.locator("small")).to_contain_text("是不是填错了单位")
    field.fill("/")
    expect(there.locator("small")).to_contain_text("改成“无”")
    field.fill("")
    expect(there.locator("small")).to_contain_text("不能空着")
    field.fill("430")
    expect(there.locator("small")).to_have_count(0)
    expect(there).to_have_class("is-corrected")


def test_drafts_outlive_a_reload(page: Page) -> None:
    cell(page, FIRMS).fill("15")
    is_saved(page)
    page.reload()
    expect(cell(page, FIRMS)).to_have_value("15")
    expect(page.locator("[data-grid-kept]")).to_have_count(0)


def test_a_lost_connection_loses_nothing(page: Page) -> None:
    page.context.set_offline(True)
    cell(page, FIRMS).fill("16")
    expect(page.locator("[data-grid-state]")).to_contain_text("没有连上，您写的还在这一页")
    assert drafts() == {}
    page.context.set_offline(False)
    is_saved(page)
    assert drafts() == {f"{FIRMS}|value": "16"}


def test_a_page_with_unsaved_words_asks_and_offers_them_again(page: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.route("**/save/", lambda route: route.abort())
    cell(page, FIRMS).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("17")
    expect(page.locator("[data-grid-state]")).to_contain_text("没有连上")
    page.reload()
    assert asked == ["beforeunload"]
    page.unroute("**/save/")
    expect(page.locator("[data-grid-kept]")).to_contain_text("有1格没有存上")
    assert cell(page, FIRMS).input_value() != "17"
    page.get_by_role("button", name="放回表里").click()
    expect(cell(page, FIRMS)).to_have_value("17")
    is_saved(page)
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("[data-grid-kept]")).to_have_count(0)
    expect(cell(page, FIRMS)).to_have_value("17")


def test_the_servers_words_are_said_where_it_refuses(page: Page) -> None:
    words = "这张表已经报出去了，不能再填"
    page.route(
        "**/save/", lambda route: route.fulfill(status=409, content_type="text/plain; charset=utf-8", body=words)
    )
    page.on("dialog", lambda dialog: dialog.accept())
    cell(page, FIRMS).fill("18")
    expect(page.locator("[data-grid-state]")).to_have_text(words)
    page.unroute("**/save/")


def test_beside_the_grid_stands_what_is_known_of_the_row(page: Page) -> None:
    cell(page, FIRMS).click()
    beside = page.locator("#cell")
    expect(beside).to_contain_text("数字经济类科创企业")
    expect(beside.locator("blockquote")).not_to_be_empty()
    expect(beside).to_contain_text("2023-06")
    cell(page, FLATS).click()
    expect(beside).to_contain_text("公寓房")


def test_without_a_script_it_is_a_form_and_the_panel_a_page(
    live_server: LiveServer, demo: None, browser: Browser
) -> None:
    account("lindai_liaison")
    with signed_in(browser, live_server.url, "lindai_liaison", script=False) as page:
        page.goto(live_server.url + OWN)
        cell(page, FIRMS).fill("三家")
        page.get_by_role("button", name="存草稿").click()
        expect(page.locator("td.bad small")).to_contain_text("不是一个数")
        expect(cell(page, FIRMS)).to_have_value("三家")
        page.locator("[data-grid-row]").filter(has_text="科创企业").click()
        expect(page.locator("h1")).to_contain_text("数字经济类科创企业")
        expect(page.locator("blockquote")).not_to_be_empty()


def test_a_secrecy_mark_that_is_typed_or_pasted_is_kept_nowhere(page: Page) -> None:
    field, state = cell(page, PROJECTS, "progress"), page.locator("[data-grid-state]")
    field.fill("机密★1年 某项目已落地")
    expect(state).to_contain_text("进展：写的里面有密级标志“机密★1年”，没有收下，也没有留下任何内容")
    assert drafts() == {}
    assert "机密" not in page.evaluate("JSON.stringify(localStorage)")
    field.fill("某项目已落地")
    is_saved(page)
    assert drafts() == {f"{PROJECTS}|progress": "某项目已落地"}


def test_an_objection_with_a_secrecy_mark_is_not_written(demo: None) -> None:
    fact = Fact.objects.filter(org_unit="lindai", indicator="gdp", basis="growth").latest("id")
    town = desk("town", "lindai_liaison")
    answer = town.post(f"/data/facts/{fact.pk}/object/", {"text": "密级：秘密。少算了"}, follow=True)
    assert "有密级标志" in answer.content.decode()
    assert not Objection.objects.exists()


def test_a_reason_with_a_secrecy_mark_is_not_written(demo: None) -> None:
    town, entries = desk("town", "lindai_liaison"), Entry.objects
    town.post(f"{OWN}advance/", {f"{FLATS}|value": "900", f"{FLATS}|why": "核对过", "sure": "1"})
    checker, provider = desk("checker", "lindai_checker"), desk("provider", "tongji_data")
    before = entries.count()
    answer = checker.post(f"{OWN}return/", {"remark": "机密★1年"}, follow=True)
    assert "退回的理由：写的里面有密级标志" in answer.content.decode()
    told = {"lindai|growth": "6.4", "status": "flash", "reason": "机密★1年"}
    answer = provider.post("/data/2023-07/table/gdp/release/", told, follow=True)
    assert "更正的理由：写的里面有密级标志" in answer.content.decode()
    assert entries.count() == before


@pytest.mark.parametrize(
    ("words", "is_mark"),
    [
        ("机密★1年", True),
        ("已签约。\n 秘 密 \n下月开工", True),
        ("绝密：30年", True),
        ("密级:机密", True),
        ("开展保密教育，严守国家秘密", False),
        ("泄露商业秘密案件3件", False),
        ("秘密：无", False),
    ],
)
def test_what_is_a_secrecy_mark_in_typed_words(words: str, is_mark: bool) -> None:
    with pytest.raises(SecretError) if is_mark else nullcontext():
        no_secret_words(words)


def test_the_whole_sheet_is_seen_on_a_desktop_and_the_field_that_is_typed_in_stays_in_sight(page: Page) -> None:
    wrap, beside = page.locator(".table-wrap").first, page.locator("#cell")
    assert wrap.evaluate("one => one.scrollWidth <= one.clientWidth")
    cell(page, FIRMS, "help").click()
    expect(beside).to_contain_text("数字经济类科创企业")
    # What is known of the row stands beside the sheet now, and has covered nothing.
    expect(cell(page, FIRMS, "help")).to_be_in_viewport(ratio=0.9)
    field, panel = cell(page, FIRMS, "help").bounding_box(), beside.bounding_box()
    assert field is not None
    assert panel is not None
    assert field["x"] + field["width"] <= panel["x"]


def test_on_a_phone_this_months_figure_stands_beside_the_pledges_name(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    expect(cell(page, FIRMS)).to_be_in_viewport(ratio=1)
    shown = cell(page, FIRMS).bounding_box()
    assert shown is not None
    assert shown["x"] + shown["width"] <= 390
    # What goes on beyond the edge fades out there, until its end is reached.
    wrap, faded = page.locator(".table-wrap").first, "one => getComputedStyle(one).maskImage !== 'none'"
    assert wrap.evaluate(faded)
    wrap.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    page.wait_for_function("one => getComputedStyle(one).maskImage === 'none'", arg=wrap.element_handle())


def test_no_draft_is_sent_behind_the_form_that_hands_all_in(page: Page) -> None:
    sent: list[str] = []
    page.clock.install()
    page.goto(page.url)
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/save/") else None)
    page.evaluate("window.addEventListener('submit', (event) => event.preventDefault())")  # the page stays as it is
    cell(page, FLATS).fill("1500")
    page.locator("form[data-grid-save]").evaluate("form => form.requestSubmit()")
    page.clock.run_for(3000)
    assert sent == []
    with page.expect_response(lambda answer: answer.url.endswith("/save/")):
        page.clock.run_for(9000)  # the form did not get through: the draft is saved after all
    is_saved(page)
