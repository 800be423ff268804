"""Additions and deductions step by step, through the pages' own addresses, on 31 July 2023."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from duban.web.leagues.actions.adopt import Signed, adopt
from duban.web.leagues.change import Change
from duban.web.log.models import Entry
from duban.web.points.models import Addition
from duban.web.standings.city import city
from tests.web import who
from tests.web.browser import account
from tests.web.points.steps import applied, deduction, does, entered, on, there, typed

pytestmark = pytest.mark.usefixtures("demo")


def desk(*posts: str) -> Client:
    client = Client()
    client.force_login(account(*posts))
    return client


@pytest.fixture
def town() -> Client:
    return desk("lindai_liaison")


@pytest.fixture
def head() -> Client:
    return desk("office_head")


@pytest.fixture
def clerk() -> Client:
    return desk("office_clerk")


def counts(key: str) -> float | None:
    """The points that the engine is handed."""
    return next((float(one.points) for one in city().adjustments if one.id == key), None)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_what_a_town_applies_for_counts_once_it_is_recognised(town: Client, head: Client) -> None:
    row = applied(town)
    assert (row.key, row.state, row.due, counts(row.key)) == ("2023-001", "applied", date(2023, 8, 14), None)
    assert "申报加分：获得上级肯定 +0.5分" in page(head, "/")
    assert does(head, row.key, "decide", outcome="recognise", points="0.3") == 302
    row = there(row.key)
    assert (row.state, row.granted, row.points, row.asked) == ("decided", True, 3000, 5000)
    assert (row.due, counts(row.key)) == (date(2023, 8, 7), 0.3)
    assert "认定的和申报的不一样" in page(town, "/")


def test_a_refusal_counts_nothing_and_a_review_may_turn_it(town: Client, head: Client, clerk: Client) -> None:
    row = applied(town)
    assert does(head, row.key, "decide", outcome="refuse") == 302
    assert counts(row.key) is None
    assert "没有认定：获得上级肯定" in page(town, "/")
    assert does(town, row.key, "appeal") == 302
    assert does(clerk, row.key, "review", outcome="change", points="0.5") == 302
    assert counts(row.key) == 0.5


def test_whoever_decided_cannot_review_even_under_another_post(town: Client, clerk: Client) -> None:
    both = desk("office_head", "office_clerk")
    row = entered(both)
    does(town, row.key, "appeal")
    assert "要由督查办的另一个人来复核" in page(both, f"/points/{row.key}/")
    assert "申诉等复核" not in page(both, "/")
    assert does(both, row.key, "review", outcome="uphold") == 403
    assert there(row.key).state == "appealed"
    assert "申诉等复核" in page(clerk, "/")
    assert does(clerk, row.key, "review", outcome="uphold") == 302
    done = there(row.key)
    assert (done.upheld, done.points, counts(row.key)) == (True, -5000, -0.5)
    assert done.reviewer != done.decider


def test_an_appeal_is_open_to_the_last_working_day_and_not_after(town: Client, head: Client) -> None:
    row = entered(head)
    assert row.due == date(2023, 8, 7)  # five working days after a Monday
    on(date(2023, 8, 8))
    answer = town.post(f"/points/{row.key}/appeal/", {"text": "不对"})
    assert answer.status_code == 422
    assert "申诉期到2023-08-07为止，已经过了" in answer.content.decode()
    on(date(2023, 8, 7))
    assert does(town, row.key, "appeal") == 302
    assert does(town, row.key, "appeal") == 422


def test_a_review_takes_a_deduction_back(town: Client, head: Client, clerk: Client) -> None:
    row = entered(head)
    assert counts(row.key) == -0.5
    does(town, row.key, "appeal")
    assert does(clerk, row.key, "review", outcome="change", points="") == 422
    assert does(clerk, row.key, "review", outcome="change", points="-0.5") == 422
    assert does(clerk, row.key, "review", outcome="change", points="0") == 302
    assert counts(row.key) is None


def test_what_is_frozen_changes_only_by_a_new_entry(town: Client, head: Client) -> None:
    row = entered(head)
    assert head.post("/points/freeze/", {"key": row.key}).status_code == 422
    on(date(2023, 8, 8))
    assert head.post("/points/freeze/", {"key": row.key}).status_code == 302
    for verb in ("appeal", "decide", "review", "withdraw"):
        assert does(head if verb in {"decide", "review"} else town, row.key, verb) == 422, verb
    assert head.post("/points/freeze/", {"key": row.key}).status_code == 422
    frozen = there(row.key)
    answer = head.post("/points/enter/", deduction(points="0.2", amends=row.key, reason="多扣了，冲回"))
    assert answer.status_code == 302
    new = there(answer["Location"].split("/")[-2])
    assert (new.points, new.amends, there(row.key).pk) == (2000, row.key, frozen.pk)
    assert (counts(row.key), counts(new.key)) == (-0.5, 0.2)
    assert f"后来另记了{new.key}更正它" in page(town, f"/points/{row.key}/")


def test_what_was_entered_by_mistake_is_taken_back_with_a_reason_until_it_is_frozen(town: Client, head: Client) -> None:
    row = entered(head)
    assert "记错了，撤回" in page(head, f"/points/{row.key}/")
    assert "记错了，撤回" not in page(town, f"/points/{row.key}/")
    assert does(town, row.key, "take-back") == 403
    assert does(head, row.key, "take-back", text=" ") == 422
    assert does(head, row.key, "take-back", text="记错了单位", version=row.pk) == 302
    assert (there(row.key).state, counts(row.key)) == ("withdrawn", None)
    assert Entry.objects.filter(verb="points.take_back", about=row.key).count() == 1
    for reader in (town, desk("caoqiao_liaison")):
        assert "记错了单位" in page(reader, f"/points/{row.key}/")
    assert does(head, row.key, "take-back") == 422
    on(date(2023, 8, 8))
    assert head.post("/points/freeze/", {"key": row.key}).status_code == 422


def test_what_was_frozen_or_applied_for_is_not_taken_back(town: Client, head: Client) -> None:
    frozen, recognised, appealed = entered(head), applied(town), entered(head)
    does(head, recognised.key, "decide", outcome="recognise")
    does(town, appealed.key, "appeal")
    assert does(head, recognised.key, "take-back") == 422
    assert does(head, appealed.key, "take-back") == 302
    on(date(2023, 8, 8))
    head.post("/points/freeze/", {"key": frozen.key})
    assert does(head, frozen.key, "take-back") == 422
    assert counts(frozen.key) == -0.5


def test_only_the_rulebook_of_the_day_scores(head: Client) -> None:
    change = Change({"gdp": Fraction(35), "fixed_asset_investment": Fraction(15)})
    signed = Signed("2023年下半年考核办法", "平委办〔2023〕30号", date(2023, 7, 1))
    new = adopt(who.actor("signer", "office_head"), "places", change, signed)
    shown = page(head, "/points/new/")
    assert shown.count(">通报批评</option>") == 2  # the item, and the sort of result
    assert f'value="{new}/criticism"' in shown
    row = entered(head, item=f"{new}/criticism", day="2023-06-20")
    assert row.rulebook == "places"
    assert entered(head, item="places/criticism").rulebook == new
    for path in ("/points/preview/", f"/points/{row.key}/preview/"):
        tables = page(head, path)
        assert (tables.count("<table"), "2023年下半年考核办法" in tables) == (2, True)
    on(date(2023, 8, 8))
    head.post("/points/freeze/", {"key": row.key})
    assert f'value="{new}/criticism"' in page(head, f"/points/new/?amends={row.key}")
    amended = deduction(points="0.2", amends=row.key, item=f"{new}/criticism", reason="多扣了")
    assert head.post("/points/enter/", amended).status_code == 302


REFUSED = {
    "级别": ({"level": "city"}, "只算省级以上的"),
    "分值": ({"points": "2.5"}, "超过“获得上级肯定”全年的2分"),
    "小数": ({"points": "0.333"}, "的小数太多"),
    "不是数": ({"points": "半分"}, "“半分”不是分数"),
    "零": ({"points": "0"}, "是0分"),
    "负数": ({"points": "-1"}, "只加分"),
    "扣分的项目": ({"item": "places/criticism"}, "只扣分"),
    "没有的项目": ({"item": "places/none"}, "没有这一项"),
    "没有凭据": ({"files": ""}, "没有附凭据"),
    "没有文件": ({"document": " "}, "没有写"),
    "没有理由": ({"reason": ""}, "没有写"),
    "将来": ({"day": "2023-08-30"}, "还没有到"),
    "去年": ({"day": "2022-08-30"}, "没有这一项"),
    "不是日期": ({"day": "七月"}, "没有写日期"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_rule_allows_is_refused_in_words_and_what_was_typed_stays(town: Client, name: str) -> None:
    changes, words = REFUSED[name]
    before = Entry.objects.count()
    answer = town.post("/points/apply/", typed(**changes))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert "试点名单" in shown
    assert Entry.objects.count() == before


def test_a_result_that_no_rule_scores_is_recorded_and_not_scored(town: Client, head: Client) -> None:
    row = applied(town, item="", level="city", points="", sort="published")
    does(head, row.key, "decide", outcome="recognise")
    done = there(row.key)
    assert (done.granted, done.kind, done.points, counts(row.key)) == (True, "", 0, None)
    assert "设区市级 刊发" in page(desk("caoqiao_liaison"), f"/points/{row.key}/")


def test_what_a_rule_does_not_score_is_not_stuck_when_it_is_decided_or_reviewed(head: Client, clerk: Client) -> None:
    caoqiao, key = desk("caoqiao_liaison"), "caoqiao-exchange"
    assert does(head, key, "decide", outcome="refuse") == 302
    assert does(caoqiao, key, "appeal") == 302
    assert does(clerk, key, "review", outcome="change", points="0.5") == 422
    shown = page(clerk, f"/points/{key}/")
    assert 'name="level"' in shown
    assert 'value="record"' in shown
    assert does(clerk, key, "review", outcome="change", points="0.5", level="province") == 302
    assert (there(key).level, counts(key)) == ("province", 0.5)


def test_an_appeal_may_end_with_a_result_that_is_recorded_and_not_scored(head: Client, clerk: Client) -> None:
    caoqiao, key = desk("caoqiao_liaison"), "caoqiao-exchange"
    does(head, key, "decide", outcome="refuse")
    does(caoqiao, key, "appeal")
    assert does(clerk, key, "review", outcome="record") == 302
    row = there(key)
    assert (row.granted, row.kind, row.points, row.upheld, counts(key)) == (True, "", 0, False, None)
    assert "不计分" in page(clerk, f"/points/{key}/")


def test_a_decision_may_record_or_correct_the_level(town: Client, head: Client) -> None:
    first, second = applied(town), applied(town)
    assert does(head, first.key, "decide", outcome="record") == 302
    assert (there(first.key).kind, counts(first.key)) == ("", None)
    assert does(head, second.key, "decide", outcome="recognise", points="0.5", level="city") == 422
    assert does(head, second.key, "decide", outcome="recognise", points="0.5", level="nation") == 302
    assert (there(second.key).level, counts(second.key)) == ("nation", 0.5)


def test_a_key_of_a_pack_is_shown_to_nobody_as_a_number(head: Client) -> None:
    assert ">caoqiao-exchange<" not in page(head, "/points/")
    assert "caoqiao-exchange</li>" not in page(head, "/points/caoqiao-exchange/")


def test_before_it_is_decided_only_those_whom_it_concerns_see_it_and_its_proof_ever(town: Client, head: Client) -> None:
    other, auditor = desk("caoqiao_liaison"), desk("security_auditor")
    row = applied(town)
    proof = f"/points/{row.key}/files/{row.files[0]}/"
    assert [one.get(f"/points/{row.key}/").status_code for one in (other, auditor)] == [404, 200]
    assert row.key not in page(other, "/points/")
    does(head, row.key, "decide", outcome="recognise")
    assert [one.get(f"/points/{row.key}/").status_code for one in (other, town)] == [200, 200]
    assert [one.get(proof).status_code for one in (other, town, head, auditor)] == [404, 200, 200, 200]
    assert "名单.png" not in page(other, f"/points/{row.key}/")
    assert town.get(f"/points/{row.key}/files/{'0' * 64}/").status_code == 404


def test_an_application_may_be_taken_back_until_it_is_decided(town: Client, head: Client) -> None:
    row = applied(town)
    assert does(desk("caoqiao_liaison"), row.key, "withdraw") == 404
    assert does(town, row.key, "withdraw") == 302
    assert does(head, row.key, "decide", outcome="recognise") == 422


def test_a_decision_on_what_was_changed_meanwhile_is_told(town: Client, head: Client, clerk: Client) -> None:
    row = applied(town)
    assert does(head, row.key, "decide", outcome="recognise", version=row.pk) == 302
    answer = clerk.post(f"/points/{row.key}/decide/", {"text": "不认", "outcome": "refuse", "version": row.pk})
    assert answer.status_code == 422
    assert "刚才有人办了这一条" in answer.content.decode()
    assert Addition.objects.filter(key=row.key).count() == 2


def test_the_preview_shows_what_it_does_to_the_order(town: Client, head: Client) -> None:
    row = applied(town, points="2")
    shown = page(head, f"/points/{row.key}/preview/")
    assert "按认定了来算" in shown
    assert "34.27" in shown  # 32.27 and two
    assert town.get(f"/points/{row.key}/preview/").status_code == 403
    assert counts(row.key) is None
    assert "38.33" in page(head, "/points/preview/")  # 新仓 37.33, with its point that is not frozen


def test_what_the_pack_says_stands_in_the_list_and_waits(head: Client) -> None:
    shown = page(head, "/points/")
    for key in ("xincang-pilot", "caoqiao-exchange", "xindai-criticism"):
        assert f"/points/{key}/" in shown
    assert "danghu-criticism" not in shown  # of September
    assert "有1条加减分可以封存" in page(head, "/")
    assert counts("caoqiao-exchange") is None
    assert counts("xincang-pilot") == 1


def test_the_list_goes_away_as_a_table_of_what_the_reader_sees(town: Client, head: Client) -> None:
    applied(desk("caoqiao_liaison"), org_unit="caoqiao", reason="别人还没有定的")
    mine, all_of_them = (one.get("/points/?download=csv").content.decode() for one in (town, head))
    assert "列入省级试点（模拟）" in mine
    assert "别人还没有定的" not in mine
    assert "别人还没有定的" in all_of_them
