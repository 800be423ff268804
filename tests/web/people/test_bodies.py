"""Names, mergers, portfolios and posts through time, each by a document, with what was handed over."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import render_to_string

from duban.errors import InputError
from duban.web.access.actor import actor_of
from duban.web.access.models import Account
from duban.web.access.policy import may
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Circulation, Clause, Share
from duban.web.clock.today import today
from duban.web.log.verify import verify
from duban.web.log.writing import By, writing
from duban.web.org.directory import directory
from duban.web.org.models import Portfolio
from duban.web.people.actions.hand_over import Charges, hand_over
from duban.web.people.actions.merge import merge
from duban.web.people.actions.posts import NewPost, begin, end
from duban.web.people.actions.rename import rename
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute
from tests.web.who import account, actor, browser

pytestmark = pytest.mark.usefixtures("demo")
PAPER = "浙政函〔2023〕9号"
JULY = date(2023, 7, 1)


def test_a_new_name_holds_from_its_day_and_the_old_one_before() -> None:
    office = browser("off", "office_head")
    told = {"name": "林埭街道", "day": "2023-07-01", "document": PAPER}
    assert office.post("/org/lindai/rename/", told)["Location"] == "/org/lindai/"
    places = directory()
    assert [places.name("lindai", date(2023, *day)) for day in ((6, 30), (7, 1))] == ["林埭镇", "林埭街道"]
    assert "林埭镇" in places.by_key["lindai"].aliases
    page = office.get("/org/lindai/").content.decode()
    assert "<h1>林埭街道</h1>" in page
    assert "2023-06-30" in page
    rename(actor("off2", "office_clerk"), "lindai", "新林埭街道", date(2023, 7, 20), PAPER)
    assert directory().name("lindai", date(2023, 7, 19)) == "林埭街道"
    assert not verify().findings


@pytest.mark.parametrize(
    ("name", "day", "paper"),
    [("新仓镇", JULY, PAPER), ("林埭镇", JULY, PAPER), ("林埭街道", JULY, ""), ("", JULY, PAPER)],
)
def test_a_name_that_is_taken_or_no_document_is_refused(name: str, day: date, paper: str) -> None:
    with pytest.raises(InputError):
        rename(actor("off", "office_head"), "lindai", name, day, paper)
    assert directory().name("lindai") == "林埭镇"


def test_a_name_does_not_begin_before_the_one_that_it_follows() -> None:
    office = actor("off", "office_head")
    rename(office, "lindai", "林埭街道", JULY, PAPER)
    with pytest.raises(InputError, match="刚改过名"):
        rename(office, "lindai", "大林埭街道", date(2023, 6, 1), PAPER)


def test_a_merged_bodys_successor_answers_for_what_is_open() -> None:
    """Its pledges with all their lights, its helpers' places, its shares of portfolios; what was signed stays."""
    before = {one.pledge: one.history for one in PledgeVerdict.objects.filter(org_unit="lindai")}
    own = set(Clause.objects.current().filter(org_unit="lindai", state="accepted").values_list("key", flat=True))
    assert before
    assert own
    row = merge(actor("off", "office_head"), "lindai", "xincang", JULY, PAPER)
    moved = Clause.objects.current().filter(key__in=own)
    assert {(one.org_unit, one.scope.startswith("原林埭镇")) for one in moved} == {("xincang", True)}
    assert set(Clause.objects.filter(key__in=own, org_unit="lindai").values_list("key", flat=True)) == own
    assert {one["key"] for one in row.items if one["kind"] in {"pledge", "task"}} >= own
    assert book_of("lindai").org_unit == "lindai"
    places = directory()
    assert places.ends["lindai"] == (date(2023, 6, 30), "xincang")
    assert not [seat for seat in places.seats if seat.post.org_unit == "lindai" and seat.holds(JULY)]
    recompute()
    after = {one.pledge: one.history for one in PledgeVerdict.objects.filter(pledge__in=before)}
    assert after == before
    assert not verify().findings


def test_a_successor_takes_the_shares_beside_its_own_and_the_seat_in_open_rounds() -> None:
    with writing("books.test", By()) as written:
        for body in ("lindai", "xincang"):
            told = {"book": "ponan", "clause": "ponan.investment", "role": "help"}
            written.add(Share(key=f"ponan.investment@{body}", org_unit=body, **told))
        written.add(Circulation(key="ponan@1", book="ponan", org_units=["lindai", "caoqiao"], due=date(2023, 8, 9)))
    row = merge(actor("off", "office_head"), "lindai", "xincang", JULY, PAPER)
    held = Share.objects.current().filter(clause="ponan.investment").values_list("org_unit", "section")
    assert set(held) == {("xincang", ""), ("xincang", "原林埭镇")}
    assert Circulation.objects.current().get(key="ponan@1").org_units == ["xincang", "caoqiao"]
    assert [one["key"] for one in row.items if one["kind"] == "share"] == ["ponan.investment"]


def test_after_a_merger_the_rights_are_the_successors() -> None:
    old, new = account("liu", "lindai_liaison"), account("wu", "xincang_liaison")
    clause = Clause.objects.current().filter(org_unit="lindai", state="accepted")[0]
    merge(actor("off", "office_head"), "lindai", "xincang", JULY, PAPER)
    reached = target(book_of(clause.book), Clause.objects.current().get(key=clause.key))
    allowed = [may(actor_of(one, directory(), today()), "books.comment", reached) for one in (old, new)]
    assert allowed == [False, True]


def test_a_merger_leads_to_the_list_of_what_was_handed_over() -> None:
    office = browser("off", "office_head")
    subject = Clause.objects.current().filter(org_unit="lindai", state="accepted", sort="pledge")[0].subject
    led = office.post("/org/lindai/merge/", {"into": "xincang", "day": "2023-07-01", "document": PAPER})
    page = office.get(led["Location"]).content.decode()
    for words in ("移交清单", PAPER, subject, "林埭镇联络员", "新仓镇", "移交人"):
        assert words in page
    assert "由新仓镇承接" in office.get("/org/").content.decode()


@pytest.mark.parametrize(
    ("key", "into", "day", "refusal"),
    [
        ("lindai", "lindai", JULY, "不能并入"),
        ("pinghu", "xincang", JULY, "不能并入"),
        ("lindai", "tongji", JULY, "统计机构"),
        ("lindai", "xincang", date(2023, 8, 1), "还没有到"),
        ("duchaban", "xincang", JULY, "督查办主任"),
    ],
)
def test_mergers_that_are_refused(key: str, into: str, day: date, refusal: str) -> None:
    with pytest.raises(InputError, match=refusal):
        merge(actor("off", "office_head"), key, into, day, PAPER)
    assert not directory().ends


def test_a_merged_body_is_not_merged_again() -> None:
    office = actor("off", "office_head")
    merge(office, "lindai", "xincang", JULY, PAPER)
    with pytest.raises(InputError, match="已经并入"):
        merge(office, "lindai", "danghu", JULY, PAPER)
    with pytest.raises(InputError, match="不能并入"):
        merge(office, "danghu", "lindai", JULY, PAPER)


def test_charges_go_to_another_post_with_a_list_of_the_pledges() -> None:
    giving, taking = "vice_mayor_industry", "vice_mayor_agriculture"
    carried = Clause.objects.current().filter(book="zhaoda", state="accepted", sort="pledge")
    names = {one.subject for one in carried}
    assert names
    office = browser("off", "office_head")
    told = {"books": "zhaoda", "org_units": "shangwu", "into": taking, "day": "2023-07-01", "document": PAPER}
    led = office.post(f"/org/posts/{giving}/hand-over/", told)
    page = office.get(led["Location"]).content.decode()
    for words in (*names, "商务局", "分管农业农村的副市长"):
        assert words in page
    places = directory()
    for day, leader in ((date(2023, 6, 30), giving), (JULY, taking)):
        assert [seat.post.id for seat in places.leaders_of("pinghu", "zhaoda", "", day)] == [leader]
        assert [seat.post.id for seat in places.leaders_of("shangwu", "", "", day)] == [leader]
    left = places.in_charge(giving, JULY)
    assert [one.org_units for one in left] == [("jingxin", "keji", "jinrong")]
    assert [one.org_units for one in places.in_charge(taking, JULY)] == [("nongye", "shangwu")]
    assert not verify().findings


def test_charges_on_the_day_on_which_a_portfolio_began_change_it() -> None:
    office = actor("off", "office_head")
    for unit in ("shangwu", "keji"):
        moved = Charges(org_units=frozenset({unit}))
        hand_over(office, "vice_mayor_industry", "vice_mayor_agriculture", moved, JULY, PAPER)
    rows = Portfolio.objects.current().filter(post="vice_mayor_agriculture", end=None)
    assert [one.org_units for one in rows] == [["nongye", "shangwu", "keji"]]


def test_what_a_post_has_not_is_not_handed_over() -> None:
    office = actor("off", "office_head")
    for moved in (Charges(), Charges(org_units=frozenset({"nongye"}))):
        with pytest.raises(InputError, match="没有选"):
            hand_over(office, "vice_mayor_industry", "vice_mayor_agriculture", moved, JULY, PAPER)


def test_a_post_begins_and_ends() -> None:
    office = browser("off", "office_head")
    told = {"title": "林埭镇数据员", "roles": ["liaison", "checker"], "start": "2023-07-01", "document": PAPER}
    assert office.post("/org/lindai/new-post/", told).status_code == 302
    seat = next(one for one in directory().seats if one.post.title == "林埭镇数据员")
    assert seat.roles == {"liaison", "checker"}
    account("liu", seat.post.id)
    assert browser("liu").get("/").status_code == 200
    assert office.post(f"/org/posts/{seat.post.id}/end/", {"day": "2023-07-30", "document": PAPER}).status_code == 302
    assert browser("liu").get("/").status_code == 403
    assert Account.objects.filter(username="liu", is_active=True).exists()


def test_a_post_does_not_join_what_is_to_be_apart_and_the_last_administrators_stays() -> None:
    office = actor("off", "office_head")
    with pytest.raises(InputError, match="三员分立"):
        begin(office, "lindai", NewPost("管理员", ("sysadmin", "auditor")), PAPER)
    with pytest.raises(InputError, match="已经有"):
        begin(office, "lindai", NewPost("林埭镇联络员", ("liaison",)), PAPER)
    account("sec", "security_admin")
    with pytest.raises(InputError, match="最后一个安全管理员"):
        end(office, "security_admin", date(2023, 7, 30), PAPER)


def test_a_refused_form_says_why_and_keeps_what_was_typed() -> None:
    office = browser("off", "office_head")
    page = office.post("/org/lindai/merge/", {"into": "xincang", "day": "2024-01-01", "document": PAPER})
    assert page.status_code == 422
    said = page.content.decode()
    assert "合并的日子还没有到" in said
    assert f'value="{PAPER}"' in said
    assert '<option value="xincang" selected>' in said


def test_only_the_supervision_office_sees_the_forms() -> None:
    for name, post, there in (("off", "office_head", True), ("liu", "lindai_liaison", False)):
        page = browser(name, post).get("/org/lindai/").content.decode()
        assert ("并入别的单位" in page) is there


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "没有写明"),
        (JULY, None, "2023-07-01起"),
        (None, JULY, "到2023-07-01"),
        (JULY, JULY, "2023-07-01 — 2023-07-01"),
    ],
)
def test_from_when_to_when_is_said_in_words(start: date | None, end: date | None, said: str) -> None:
    shown = render_to_string("people/spell.html", {"one": {"start": start, "end": end}})
    assert said in shown
    assert "…" not in shown
