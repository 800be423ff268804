"""Results, rulebooks, additions, objections, peers and the search: what the pages show, and to nobody more."""

from __future__ import annotations

import pytest
from django.test import Client

from duban.web.leagues.actions.issue import Wanted, issue
from duban.web.leagues.models import Issue
from tests.web import who
from tests.web.access.rulebook import samples
from tests.web.api.programs import program
from tests.web.leagues.office import HALF, a_result

pytestmark = pytest.mark.usefixtures("demo")


def test_the_root_tells_a_program_where_to_begin_and_leads_a_person_to_the_page() -> None:
    told = Client().get("/api/")
    assert told.status_code == 200
    assert told.json()["openapi"] == "/api/openapi.json"
    assert Client().get("/api/", headers={"Accept": "text/html,*/*"})["Location"] == "/api/docs/"


def test_a_result_comes_as_it_was_frozen() -> None:
    row = a_result("half")
    asker = program("town", "lindai_liaison")
    (short,) = asker.ask("/api/results", group="镇街道")["items"]
    assert (short["key"], short["as_of"]) == ("half", HALF.isoformat())
    assert {one["org_unit"]: [one["rank"], one["total"]] for one in short["places"]} == row.ranks
    whole = asker.ask("/api/results/half")
    new = next(one for one in whole["places"] if one["org_unit"] == "xincang")
    kept = next(one for one in row.result["places"] if one["org_unit"] == "xincang")
    assert [one["points"] for one in new["lines"]] == [one["points"] for one in kept["lines"]]
    assert (new["lost"], new["to_come"], new["why"]) == (kept["lost"], kept["to_come"], kept["why"])


def test_what_is_not_issued_yet_is_not_there() -> None:
    issue(who.actor("issuer", "office_head"), Wanted("镇街道", HALF, "还在算的", "文"))
    asker = program("head", "office_head")
    assert asker.ask("/api/results")["items"] == []
    assert asker.get(f"/api/results/{Issue.objects.current().get().key}").status_code == 404


def test_a_rulebook_tells_its_lines_in_words() -> None:
    (book,) = program("town", "lindai_liaison").ask("/api/rulebooks", group="镇街道")["items"]
    assert (book["id"], book["full"], book["end"]) == ("places", "100", "2023-12-31")
    assert sum(float(one["weight"]) for one in book["lines"]) == 100


def test_what_is_only_applied_for_is_told_to_those_whom_it_concerns() -> None:
    samples()
    for post, there in (("office_head", True), ("lindai_liaison", True), ("caoqiao_liaison", False)):
        found = {one["key"]: one for one in program(post, post).ask("/api/points", org_unit="lindai")["items"]}
        assert ("one-applied" in found) is there
        assert found["one-decided"]["points"] == "0.5"


def test_an_objection_is_told_to_those_who_may_open_the_table() -> None:
    samples()
    for post, there in (
        ("office_head", True),
        ("lindai_liaison", True),
        ("tongji_data", True),
        ("caoqiao_liaison", False),
    ):
        found = program(post, post).ask("/api/objections", open=True)["items"]
        assert ([one["text"] for one in found] == ["太低"]) is there, post


def test_the_search_is_the_one_of_the_pages() -> None:
    hits = program("town", "lindai_liaison").ask("/api/search", q="gdzctz", kind="indicator")["items"]
    assert "固定资产投资" in {one["name"] for one in hits}
    assert {one["kind"] for one in hits} == {"indicator"}
    samples()
    keys = {one["key"] for one in program("other", "caoqiao_liaison").ask("/api/search", q="新开工项目")["items"]}
    assert "other.1" in keys
    assert "draft.1" not in keys


def test_the_peers_figures_are_exact() -> None:
    found = program("town", "lindai_liaison").ask("/api/peers", limit=5)
    assert found["items"]
    for one in found["items"]:
        assert {each["peer"] for each in one["level"] or []} <= set(one["peers"])


def test_a_bound_that_is_passed_is_told_in_the_readers_language() -> None:
    answer = program("too many", "lindai_liaison").get("/api/points", {"limit": "99999"})
    assert (answer.status_code, answer.json()["do"]) == (422, "不能大于200")
