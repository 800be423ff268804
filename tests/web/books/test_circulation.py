"""A split goes round: asked, agreed to, objected to, answered, changed, closed; and what waits for whom."""

from __future__ import annotations

import pytest
from django.test import Client

from duban.web.books.actions.share import set_shares
from duban.web.books.lookup import book_of
from duban.web.books.models import Comment
from duban.web.books.shares.parts import Part, shares_of_clause
from duban.web.books.shares.round import Line, round_of
from duban.web.clock.today import today
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.org.directory import directory
from tests.web.books.office import acting, desk

FDI, PROJECTS = "zhaoda.fdi", "zhaoda.major_projects"


@pytest.fixture
def office(demo: None) -> Client:
    """The office's browser; 招大育强 is split: a figure for 经开, a class of all towns."""
    acts = acting("office_head")
    set_shares(acts, FDI, [Part("shangwu", "lead"), Part("jingkai", value=2 * 10**12), Part("各镇街道", value=10**12)])
    set_shares(acts, PROJECTS, [Part("shangwu", "lead"), Part("jingkai", value=9 * 10**4)])
    return desk("office_head")


def _sent(office: Client) -> None:
    office.post("/books/zhaoda/circulate/", {"due": "2023-08-10"})


def _line(org_unit: str, clause: str) -> Line:
    found = round_of(book_of("zhaoda"), directory(), today())
    return next(one for one in found.of(org_unit) if one.clause.key == clause)


def _say(client: Client, org_unit: str, clause: str, stance: str, text: str = "", version: int | None = None) -> str:
    told = {"org_unit": org_unit, "clause": clause, "stance": stance, "text": text}
    told["version"] = str(version if version is not None else _line(org_unit, clause).version)
    return client.post("/books/zhaoda/my-share/comment/", told, follow=True).content.decode()


def test_all_bodies_are_asked_those_of_a_class_each_for_itself(office: Client) -> None:
    assert "请核对" not in desk("jingkai_liaison").get("/").content.decode()
    _sent(office)
    found = round_of(book_of("zhaoda"), directory(), today())
    towns = ["lindai", "xincang", "caoqiao", "danghu", "zhapu"]
    assert found.circulation
    assert sorted(found.circulation.org_units) == sorted(["shangwu", "jingkai", *towns])
    assert (
        "请核对《招大育强专项行动2023年度任务书》里您单位的2条，8月10日前"
        in desk("jingkai_liaison").get("/").content.decode()
    )
    assert "您单位的1条" in desk("lindai_liaison").get("/").content.decode()
    page = desk("lindai_liaison").get("/books/zhaoda/my-share/").content.decode()
    assert "各镇街道" in page
    assert "1亿美元（合起来）" in page
    assert "请核对" not in desk("guangchen_liaison").get("/").content.decode()


@pytest.mark.parametrize(("due", "words"), [("", "没有写截止日期"), ("2023-07-01", "已经过了"), ("下周", "不是日期")])
def test_a_round_has_a_day_that_is_to_come(office: Client, due: str, words: str) -> None:
    page = office.post("/books/zhaoda/circulate/", {"due": due}, follow=True).content.decode()
    assert words in page


def test_nothing_is_sent_round_before_it_is_split_or_said_before_it_is_sent(office: Client) -> None:
    page = office.post("/books/shouwei/circulate/", {"due": "2023-08-10"}, follow=True).content.decode()
    assert "还没有分解，没有单位可以问" in page
    assert "现在不征求意见" in _say(desk("jingkai_liaison"), "jingkai", FDI, "agree")
    assert not Comment.objects.exists()


def test_an_objection_is_answered_with_a_change_and_the_body_looks_again(office: Client) -> None:
    _sent(office)
    town = desk("jingkai_liaison")
    assert "有意见，但没有写是什么意见" in _say(town, "jingkai", FDI, "object")
    _say(town, "jingkai", FDI, "object", "太多，建议1.5亿美元")
    _say(town, "jingkai", PROJECTS, "agree")
    assert "请核对" not in town.get("/").content.decode()
    assert "有1条意见等您答复" in office.get("/").content.decode()
    page = office.get("/books/zhaoda/comments/").content.decode()
    assert "太多，建议1.5亿美元" in page
    said = _line("jingkai", FDI).comment
    assert said
    told = {"comment": said.key, "version": str(said.pk), "text": "采纳", "change": "1", "value": "1.5亿美元"}
    office.post("/books/zhaoda/comments/answer/", told)
    assert [one.value for one in shares_of_clause(FDI) if one.org_unit == "jingkai"] == [15 * 10**11]
    assert (_line("jingkai", FDI).status, _line("jingkai", PROJECTS).status) == ("changed", "agreed")
    assert "您单位的1条" in town.get("/").content.decode()
    assert "等您答复" not in office.get("/").content.decode()
    page = town.get("/books/zhaoda/my-share/").content.decode()
    assert "答复：采纳" in page
    assert "改过了，请再看" in page
    _say(town, "jingkai", FDI, "agree")
    assert _line("jingkai", FDI).status == "agreed"
    assert Entry.objects.filter(verb="books.answer").get().rows == 2
    assert not verify().findings


def test_a_member_of_a_class_gets_a_share_of_its_own_by_an_answer(office: Client) -> None:
    _sent(office)
    _say(desk("lindai_liaison"), "lindai", FDI, "object", "请单列")
    said = _line("lindai", FDI).comment
    assert said
    told = {"comment": said.key, "version": str(said.pk), "text": "单列", "change": "1", "value": "0.2亿美元"}
    office.post("/books/zhaoda/comments/answer/", told)
    own = _line("lindai", FDI)
    assert [(one.org_unit, one.value) for one in own.shares] == [("lindai", 2 * 10**11)]
    assert [one.org_unit for one in _line("xincang", FDI).shares] == ["各镇街道"]


def test_an_answer_without_a_change_leaves_the_share_and_a_new_word_waits_again(office: Client) -> None:
    _sent(office)
    town = desk("jingkai_liaison")
    _say(town, "jingkai", FDI, "object", "太多")
    said = _line("jingkai", FDI).comment
    assert said
    told = {"comment": said.key, "version": str(said.pk), "text": "按计划不变"}
    office.post("/books/zhaoda/comments/answer/", told)
    assert _line("jingkai", FDI).status == "answered"
    page = office.post("/books/zhaoda/comments/answer/", {**told, "text": ""}, follow=True).content.decode()
    assert "没有写答复" in page
    _say(town, "jingkai", FDI, "object", "还是太多")
    assert _line("jingkai", FDI).status == "objected"
    page = office.post("/books/zhaoda/comments/answer/", told, follow=True).content.decode()
    assert "刚才这条意见改了" in page


def test_nobody_agrees_to_what_was_changed_since_it_was_seen(office: Client) -> None:
    _sent(office)
    seen = _line("jingkai", FDI).version
    set_shares(acting("office_head"), FDI, [Part("shangwu", "lead"), Part("jingkai", value=3 * 10**12)])
    town = desk("jingkai_liaison")
    assert "刚才这一条的分解改了" in _say(town, "jingkai", FDI, "agree", version=seen)
    versions = {f"seen-{FDI}": seen, f"seen-{PROJECTS}": _line("jingkai", PROJECTS).version}
    town.post("/books/zhaoda/my-share/agree/", {"org_unit": "jingkai", **versions})
    assert (_line("jingkai", FDI).status, _line("jingkai", PROJECTS).status) == ("silent", "agreed")


def test_an_objection_to_the_whole_waits_for_an_answer_too(office: Client) -> None:
    _sent(office)
    told = {"org_unit": "jingkai", "clause": "", "stance": "object", "text": "重点不对"}
    desk("jingkai_liaison").post("/books/zhaoda/my-share/comment/", told)
    assert "重点不对" in office.get("/books/zhaoda/comments/").content.decode()
    assert "有1条意见等您答复" in desk("shangwu_section").get("/").content.decode()


def test_a_body_speaks_for_itself_alone(office: Client) -> None:
    _sent(office)
    told = {"org_unit": "jingkai", "clause": FDI, "stance": "agree"}
    assert desk("lindai_liaison").post("/books/zhaoda/my-share/comment/", told).status_code == 403
    assert office.post("/books/zhaoda/my-share/comment/", told).status_code == 403
    assert desk("lindai_liaison").post("/books/zhaoda/circulate/", {"due": "2023-08-20"}).status_code == 403
    assert desk("lindai_liaison").get("/books/zhaoda/comments/").status_code == 403
    assert (
        desk("lindai_secretary").post("/books/zhaoda/my-share/comment/", {**told, "org_unit": "lindai"}).status_code
        == 302
    )
    assert [one.org_unit for one in Comment.objects.all()] == ["lindai"]


def test_a_closed_round_asks_nobody_and_takes_no_word(office: Client) -> None:
    _sent(office)
    office.post("/books/zhaoda/circulate/close/")
    assert "请核对" not in desk("jingkai_liaison").get("/").content.decode()
    assert "现在不征求意见" in _say(desk("jingkai_liaison"), "jingkai", FDI, "agree")
    page = office.post("/books/zhaoda/circulate/close/", follow=True).content.decode()
    assert "没有正在征求的意见" in page
    _sent(office)
    assert "请核对" in desk("jingkai_liaison").get("/").content.decode()
