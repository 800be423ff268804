"""Search: by words, by initials, by pinyin; the best first; nothing that the reader may not see; anything typed."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.web.books.models import Book, Clause
from duban.web.books.words import tiers
from duban.web.log.writing import By, replacing, writing
from duban.web.search.find import Hit, best, find
from duban.web.search.sounds import sounds
from tests.web import who
from tests.web.access.rulebook import samples
from tests.web.browser import account, signed_in

ODD = ["%", "_", "%%", "\\", "'", '"><script>', "\0", "*", "[", "(((", "投" * 10_000, "a" * 10_000]


def names(hits: list[Hit]) -> list[str]:
    return [hit.found.name for hit in hits]


def test_a_name_is_found_by_its_initials_and_its_pinyin() -> None:
    one = sounds("固定资产投资")
    assert one.initials == "gdzctz"
    assert one.at_initials("zctz") == (2, 6)
    assert one.at_whole("gudingzichan") == (0, 4)
    assert one.at_whole("zichan") == (2, 4)
    assert one.at_whole("ding") == (1, 2)
    assert one.at_whole("uding") is None  # in the middle of a syllable
    assert sounds("GDP增长6%").initials == "gdpzz6%"


@pytest.mark.parametrize(
    "typed", ["gdzctz", "GDZCTZ", "ｇｄｚｃｔｚ", "gudingzichantouzi", "固定资产投资", "固定资产 投资"]
)
def test_investment_is_found_however_it_is_typed(demo: None, typed: str) -> None:
    found = find(who.actor("head", "office_head"), typed)
    assert "固定资产投资" in names(found["indicator"])
    assert any("固定资产投资" in name for name in names(found["pledge"]))


def test_the_exact_name_comes_first_then_what_begins_so_then_what_holds_it(demo: None) -> None:
    found = find(who.actor("head", "office_head"), "林埭镇")
    assert names(found["body"])[0] == "林埭镇"
    assert [hit.rank for hit in found["body"]] == sorted(hit.rank for hit in found["body"])
    assert found["body"][0].name == (("林埭镇", True),)
    assert found["book"][0].name[0] == ("林埭镇", True)


def test_a_sentence_is_found_and_shown_around_the_words(demo: None) -> None:
    clause = next(one for one in Clause.objects.current().filter(sort="pledge") if len(one.sentence) > 60)
    words = clause.sentence[20:30].split()[0]
    hits = find(who.actor("head", "office_head"), words)["pledge"]
    told = ["".join(text for text, _hit in hit.sentence) for hit in hits if hit.found.key == clause.key]
    assert told
    assert words in told[0] or words in clause.subject


def test_words_of_the_body_narrow_the_pledges(demo: None) -> None:
    hits = find(who.actor("head", "office_head"), "林埭镇 投资")["pledge"]
    assert hits
    assert {hit.found.org_unit for hit in hits} == {"lindai"}


@pytest.mark.parametrize("typed", ODD, ids=lambda typed: ascii(typed[:10]))
def test_anything_may_be_typed_and_is_taken_literally(demo: None, typed: str) -> None:
    client = who.browser("head", "office_head")
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert client.get("/search/suggest/", {"q": typed}).status_code == 200
    text = answer.content.decode()
    assert "<script>" not in text.split("<main")[1]
    found = find(who.actor("h2", "office_head"), typed)
    for hits in found.values():
        for hit in hits:
            assert typed in f"{hit.found.name}{hit.found.sentence}{hit.found.beside}"
    if len(typed) > 100:
        assert "10000个字" in text


def test_nobody_finds_what_they_may_not_see(demo: None) -> None:
    samples()
    assert "other.1" in [hit.found.key for hit in find(who.actor("head", "office_head"), "新开工项目")["pledge"]]
    clerk = find(who.actor("clerk", "lindai_liaison"), "新开工项目")["pledge"]
    keys = [hit.found.key for hit in clerk]
    assert "draft.1" in keys
    assert "other.1" not in keys
    assert set(find(who.actor("admin", "system_admin"), "林埭")) == {"body"}


def test_what_is_written_is_found_at_once_and_what_is_replaced_no_more(demo: None) -> None:
    head = who.actor("head", "office_head")
    assert "pledge" not in find(head, "独一无二的说法")
    row = Clause.objects.current().get(key="ponan.investment")
    with writing("books.amend", By()) as written:
        written.add(replacing(row, subject="独一无二的说法"))
    assert names(find(head, "独一无二的说法")["pledge"]) == ["独一无二的说法"]
    assert names(find(head, "dywe")["pledge"]) == ["独一无二的说法"]
    assert names([hit for hit in best(head, "ponan.investment", 5) if hit.found.key == row.key]) == ["独一无二的说法"]


def test_a_search_asks_the_store_as_often_whatever_it_finds(demo: None, client: Client) -> None:
    client = who.browser("head", "office_head")
    client.get("/search/?q=投资")
    counts = []
    for typed in ("投资", "x", "林埭镇 gdzctz"):
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": typed})
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_a_sentence_is_found_whatever_blanks_the_page_has_in_it(demo: None) -> None:
    head = who.actor("head", "office_head")
    row = Clause.objects.current().get(key="ponan.investment")
    with writing("books.amend", By()) as written:
        written.add(replacing(row, sentence="确保 固定 资产投资不\n少于 20 亿元，力争更多。"))
    hits = {hit.found.key: hit for hit in find(head, "资产投资不少于20亿元")["pledge"]}
    assert ("资产投资不\n少于 20 亿元", True) in hits[row.key].sentence


def test_a_pledge_is_found_by_the_initials_of_its_body_and_its_name(demo: None) -> None:
    hits = find(who.actor("head", "office_head"), "xcz gdzctz")["pledge"]
    assert hits
    assert {hit.found.org_unit for hit in hits} == {"xincang"}
    assert all("固定资产投资" in hit.found.name for hit in hits)
    first = find(who.actor("h2", "office_head"), "gd")["pledge"][0]
    assert first.rank < 7  # what sounds so itself goes before what belongs to a body that does


def test_two_pledges_of_one_name_are_told_apart_by_their_targets(demo: None, client: Client) -> None:
    client.force_login(account("office_head"))
    rows = Clause.objects.current().filter(key__in=["ponan.investment"])
    for path in ("/search/?kind=pledge&q=固定资产投资 平湖市", "/search/suggest/?q=ponan.investment"):
        shown = re.sub("<.*?>", "", client.get(path).content.decode())
        for row in rows:
            assert tiers(row)[0].words in shown


def test_the_box_suggests_and_leads_there(live_server: LiveServer, demo: None, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head") as page:
        page.keyboard.press("/")
        page.keyboard.type("gdzctz", delay=20)
        page.locator(".search-found mark", has_text="固定资产投资").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert page.locator(".search-found li").count() == 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=gdzctz")
        assert page.locator(".found mark").first.inner_text() == "固定资产投资"


def test_the_box_works_without_a_script(live_server: LiveServer, demo: None, browser: Browser) -> None:
    account("office_head")
    with signed_in(browser, live_server.url, "office_head", script=False) as page:
        page.get_by_role("searchbox").first.fill("林埭镇")
        page.keyboard.press("Enter")
        page.get_by_role("main").get_by_role("link", name="林埭镇", exact=True).first.click()
        expect(page).to_have_url(re.compile(r"/org/lindai/$"))


def test_where_the_words_stand_is_looked_up_for_what_is_shown_alone(demo: None, client: Client) -> None:
    client.force_login(account("office_head"))
    hits = find(who.actor("head", "office_head"), "a")
    assert sum(map(len, hits.values())) > 300
    with mock.patch("duban.web.search.find._pieces", side_effect=lambda text, _: ((text, False),)) as looked:
        client.get("/search/?q=a")
    assert looked.call_count <= 2 * 10 * len(hits)  # the name and the sentence of ten of each kind


def test_each_word_is_marked_where_it_stands(demo: None) -> None:
    hits = find(who.actor("head", "office_head"), "gdzc 投资")["indicator"]
    hit = next(one for one in hits if one.found.name == "固定资产投资")
    assert hit.name == (("固定资产", True), ("投资", True))


@pytest.mark.parametrize("typed", ["_", "land_", "ponan.inv", "fixed_asset"])
def test_a_part_of_a_hidden_key_finds_nothing(demo: None, typed: str) -> None:
    assert find(who.actor("head", "office_head"), typed) == {}


def test_a_whole_key_is_found(demo: None) -> None:
    hits = find(who.actor("head", "office_head"), "fixed_asset_investment")["indicator"]
    assert [hit.found.key for hit in hits] == ["fixed_asset_investment"]


def test_pledges_of_one_name_are_told_apart_by_their_books_and_marked_until_reviewed(demo: None) -> None:
    rows = Clause.objects.current().filter(org_unit="lindai", sort="pledge")
    row = rows.filter(indicator="fixed_asset_investment").order_by("id")[0]
    book = Book(key="next", title="林埭镇任务书", year=2024, state="review", org_unit="lindai")
    with writing("books.read", By()) as written:
        same = {
            name: getattr(row, name) for name in ("subject", "sort", "org_unit", "indicator", "kind", "tiers", "unit")
        }
        written.add(book, Clause(key="next.1", book="next", place=1, state="proposed", **same))
    shown = who.browser("head", "office_head").get("/search/", {"q": f"林埭 {row.subject}"}).content.decode()
    hits = {key: line for line in shown.split("<li>") if (key := "next.1" if "next.1" in line else row.key) in line}
    assert "林埭镇任务书（2024）" in hits["next.1"]
    assert "还没审阅" in hits["next.1"]
    assert "2023" in hits[row.key]
    assert "还没审阅" not in hits[row.key]
