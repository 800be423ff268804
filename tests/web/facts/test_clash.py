"""Two people on one cell: the second is told, sees both texts and chooses; nothing is lost, on either database."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Route, expect
from pytest_django.live_server_helper import LiveServer

from duban.periods import Month
from duban.web.access.models import Account
from duban.web.clock.today import as_if
from duban.web.facts.clash import seen_of, showing
from duban.web.facts.models import Draft, Fact, Sheet
from duban.web.facts.owed import owed
from duban.web.facts.sheets import own_key, own_rows, sheet_of, texts_of
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.org.directory import directory
from tests.web import browser as real
from tests.web.facts.workbooks import sheet
from tests.web.who import browser as desk

OWN, GDP = "/data/2023-07/lindai/", "/data/2023-07/table/gdp/"
FIRMS, PROJECTS = "lindai.digital_firms", "lindai.quality_projects"
WORDS = f"{PROJECTS}|progress"


def opened(client: Client, path: str = OWN) -> str:
    """What a page says that it shows, as its own form sends it back."""
    answer = client.get(path)
    if "/table/" in path:
        found: str = answer.context["seen"]
    else:
        _data, month, body = path.strip("/").split("/")
        wanted = Month(*map(int, month.split("-")))
        texts = texts_of(own_rows(body, wanted, directory()))
        found = showing(sheet_of(own_key(body, wanted)), ((row, column, text) for (row, column), text in texts.items()))
    assert found
    return found


def saved(client: Client, told: dict[str, str], seen: str, path: str = OWN) -> dict[str, dict[str, str]]:
    """What the grid is told of cells that clash."""
    answer = client.post(f"{path}save/", {**told, "seen": seen}, headers={"X-Grid": "1"})
    assert answer.status_code == 200, answer.content.decode()
    clashes: dict[str, dict[str, str]] = answer.json()["clashes"]
    return clashes


def drafts() -> dict[str, str]:
    return {f"{one.row}|{one.column}": one.text for one in Draft.objects.all()}


@pytest.fixture
def two(demo: None) -> tuple[Client, Client]:
    """A town's clerk and its checker."""
    return desk("clerk", "lindai_liaison"), desk("checker", "lindai_checker")


@pytest.mark.both_stores
def test_a_stale_cell_is_refused_and_both_texts_are_told(two: tuple[Client, Client]) -> None:
    clerk, checker = two
    stale = opened(checker)
    assert saved(clerk, {WORDS: "签约一家", f"{FIRMS}|value": "12"}, opened(clerk)) == {}
    told = saved(checker, {WORDS: "签约两家", f"{FIRMS}|problems": "缺地"}, stale)
    assert told.keys() == {WORDS}
    assert (told[WORDS]["theirs"], told[WORDS]["who"]) == ("签约一家", "clerk某")
    # What did not clash is kept, what did is as the first left it.
    assert drafts() == {WORDS: "签约一家", f"{FIRMS}|value": "12", f"{FIRMS}|problems": "缺地"}
    # Whoever saw it may overwrite it.
    seen = json.dumps({**json.loads(stale), WORDS: "签约一家"})
    assert saved(checker, {WORDS: "签约两家"}, seen) == {}
    assert drafts()[WORDS] == "签约两家"
    assert saved(clerk, {WORDS: "签约三家"}, opened(clerk)) == {}


def test_an_older_page_of_ones_own_is_told_as_well(demo: None) -> None:
    clerk = desk("clerk", "lindai_liaison")
    stale = opened(clerk)
    assert saved(clerk, {WORDS: "签约一家"}, opened(clerk)) == {}
    told = saved(clerk, {WORDS: "签约两家"}, stale)
    assert (told[WORDS]["theirs"], told[WORDS]["who"]) == ("签约一家", "您在另一页")
    assert drafts() == {WORDS: "签约一家"}
    # The page that wrote it writes on; also where its own first answer was lost on the way.
    assert saved(clerk, {WORDS: "签约三家"}, json.dumps({WORDS: "签约一家"})) == {}
    assert saved(clerk, {WORDS: "签约四家"}, json.dumps({WORDS: ["签约一家", "签约三家"]})) == {}
    assert drafts() == {WORDS: "签约四家"}


def test_a_page_that_was_open_for_long_takes_nothing_back(two: tuple[Client, Client]) -> None:
    clerk, checker = two
    stale = opened(checker)
    saved(clerk, {WORDS: "签约一家"}, opened(clerk))
    # A form without a script sends every cell as it showed it.
    form = {name: text for name, text in json.loads(stale).items() if name}
    checker.post(f"{OWN}save/", {**form, f"{FIRMS}|problems": "缺地", "seen": stale})
    assert drafts() == {WORDS: "签约一家", f"{FIRMS}|problems": "缺地"}


def test_without_a_script_a_page_shows_both_and_asks(two: tuple[Client, Client]) -> None:
    clerk, checker = two
    stale = opened(checker)
    saved(clerk, {WORDS: "签约一家"}, opened(clerk))
    for address in (f"{OWN}save/", f"{OWN}advance/"):
        answer = checker.post(address, {WORDS: "签约两家", f"{FIRMS}|problems": "缺地", "seen": stale})
        words = answer.content.decode()
        assert answer.status_code == 409
        assert all(one in words for one in ("签约一家", "签约两家", "clerk某", "别的格子已经存好了"))
        assert drafts() == {WORDS: "签约一家", f"{FIRMS}|problems": "缺地"}
    assert not Sheet.objects.filter(key="own.lindai.2023-07").exists()
    checker.post(f"{OWN}save/", {WORDS: "签约两家", "seen": answer.context["seen"]})
    assert drafts()[WORDS] == "签约两家"


def test_who_says_nothing_of_what_he_saw_overwrites_nobody(two: tuple[Client, Client]) -> None:
    clerk, checker = two
    saved(clerk, {WORDS: "签约一家"}, opened(clerk))
    assert saved(checker, {WORDS: "签约两家"}, "").keys() == {WORDS}
    assert saved(checker, {WORDS: "签约两家"}, "[broken").keys() == {WORDS}
    assert saved(clerk, {WORDS: "签约三家"}, "") == {}


@pytest.mark.both_stores
def test_a_workbook_that_was_looked_at_too_early_is_told_as_well(two: tuple[Client, Client]) -> None:
    clerk, checker = two
    data = sheet(clerk, OWN)
    saved(clerk, {WORDS: "签约一家"}, opened(clerk))
    upload = sheet(clerk, OWN)
    assert data != upload
    Draft.objects.all().delete()
    answer = checker.post(f"{OWN}excel/up/", {"file": SimpleUploadedFile("表.xlsx", upload)})
    changes, seen = answer.context["found"].changes, answer.context["seen"]
    assert {one.new for one in changes} == {"签约一家"}
    saved(clerk, {WORDS: "签约三家"}, opened(clerk))
    agreed = {f"{one.row}|{one.column}": one.new for one in changes}
    assert checker.post(f"{OWN}save/", {**agreed, "seen": seen}).status_code == 409
    assert drafts() == {WORDS: "签约三家"}


def test_a_table_that_was_released_meanwhile_is_not_typed_over(demo: None) -> None:
    first, second = desk("one", "tongji_data"), desk("two", "tongji_data")
    stale = opened(second, GDP)
    first.post(f"{GDP}release/", {"lindai|growth": "6.4", "seen": opened(first, GDP), "status": "flash"})
    told = saved(second, {"lindai|growth": "6.9"}, stale, GDP)
    assert (told["lindai|growth"]["theirs"], told["lindai|growth"]["who"]) == ("6.4", "one某")
    assert not Draft.objects.exists()


def test_what_a_page_says_it_showed_may_be_anything() -> None:
    assert seen_of("") == seen_of("{") == seen_of("[1]") == {}
    assert seen_of('{"a|b": 1}') == {"a|b": ("1",)}
    assert seen_of('{"a|b": ["", 1], "a|c": []}') == {"a|b": ("", "1"), "a|c": ("",)}


_DESKS = 40


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_forty_save_their_grids_at_once_and_two_on_one_cell(demo: None) -> None:
    places = directory()
    posts = [one for one in places.seats if one.roles & {"liaison", "checker", "signer"}]
    owing = {one.post.org_unit: owed(one.post.org_unit, Month(2023, 7), places) for one in posts}
    seats = [one for one in posts if owing[one.post.org_unit]]
    desks: list[tuple[Client, str, str]] = []
    for number in range(_DESKS):
        seat = seats[number % len(seats)]
        desks.append((desk(f"desk{number}", seat.post.id), seat.post.org_unit, f"word of {number}"))
    seen = {unit: opened(client, f"/data/2023-07/{unit}/") for client, unit, _ in desks}
    before = Fact.objects.count(), Entry.objects.count()

    def save(at: tuple[Client, str, str]) -> tuple[str, set[str], dict[str, dict[str, str]]]:
        client, unit, word = at
        cells = {f"{one.clause.key}|{column}": word for one in owing[unit] for column in ("progress", "problems")}
        try:
            return unit, set(cells), saved(client, cells, seen[unit], f"/data/2023-07/{unit}/")
        finally:
            connection.close()

    with ThreadPoolExecutor(_DESKS) as pool:
        answers = list(pool.map(save, desks))
    units = {unit for unit, _cells, _told in answers}
    # One row a cell, and every desk's word stands or was told of the word that does.
    assert Draft.objects.count() == sum(2 * len(owing[unit]) for unit in units)
    for unit, cells, told in answers:
        held = dict(Draft.objects.filter(sheet=f"own.{unit}.2023-07").values_list("text", "account"))
        assert len(held) == 1, "a grid is saved whole or not at all"
        assert set(told) in (set(), cells)
        assert all(one["theirs"] in held for one in told.values())
    winners = [unit for unit, _cells, told in answers if not told]
    assert sorted(winners) == sorted(units)
    assert (Fact.objects.count(), Entry.objects.count()) == before
    assert verify().findings == ()


def test_in_a_browser_the_second_sees_both_in_the_cell_and_chooses(
    live_server: LiveServer, demo: None, browser: Browser
) -> None:
    real.account("lindai_liaison")
    two = real.account("lindai_checker")
    Account.objects.filter(pk=two.pk).update(full_name="李某")
    with real.signed_in(browser, live_server.url, "lindai_liaison") as page:
        page.goto(live_server.url + OWN)
        Draft.objects.create(
            sheet="own.lindai.2023-07",
            row=PROJECTS,
            column="progress",
            text="签约一家",
            account=two.pk,
            at=Entry.objects.latest("number").at,
        )
        field = page.locator(f'[name="{WORDS}"]')
        field.fill("签约两家")
        box = page.locator("td .clash")
        expect(box).to_contain_text("李某")
        expect(box).to_contain_text("签约一家")
        expect(page.locator("[data-grid-state]")).to_contain_text("刚在别处改过")
        assert drafts() == {WORDS: "签约一家"}
        box.get_by_role("button", name="用我的").click()
        expect(page.locator("[data-grid-state]")).to_contain_text("已存草稿")
        expect(box).to_have_count(0)
        assert drafts() == {WORDS: "签约两家"}
        Draft.objects.update(text="签约四家", account=two.pk)
        field.fill("签约五家")
        box.get_by_role("button", name="用已存的").click()
        expect(field).to_have_value("签约四家")
        assert drafts() == {WORDS: "签约四家"}


def test_in_a_browser_one_page_saves_on_over_a_lost_answer_and_an_older_one_is_told(
    live_server: LiveServer, demo: None, browser: Browser
) -> None:
    real.account("lindai_liaison")
    with real.signed_in(browser, live_server.url, "lindai_liaison", lost=True) as page:
        page.goto(live_server.url + OWN)
        older = page.context.new_page()
        older.goto(live_server.url + OWN)
        state, field = page.locator("[data-grid-state]"), page.locator(f'[name="{WORDS}"]')

        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        page.route("**/save/", lose, times=1)
        field.fill("签约一家")
        expect(state).to_contain_text("没有连上")
        field.fill("签约一家，已开工")
        expect(state).to_contain_text("已存草稿")
        assert drafts() == {WORDS: "签约一家，已开工"}
        older.locator(f'[name="{WORDS}"]').fill("签约两家")
        expect(older.locator("td .clash")).to_contain_text("您在另一页")
        # What is typed and handed in at once is the same page's too.
        field.fill("签约一家，已投产")
        page.get_by_role("button", name="存草稿").click()
        expect(page.locator("main")).to_contain_text("草稿存好了")
    assert drafts() == {WORDS: "签约一家，已投产"}


def test_the_office_says_its_own_time_of_a_draft(two: tuple[Client, Client]) -> None:
    clerk, _checker = two
    sent = {WORDS: "签约一家", "seen": opened(clerk)}
    with as_if(date(2023, 7, 31), time(5, 55)):
        told = clerk.post(f"{OWN}save/", sent, headers={"X-Grid": "1"}).json()
    assert told["at"] == "05:55"
