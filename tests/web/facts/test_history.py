"""A correction shows old, new, who, when and why, and which issued result it came after."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from duban.web.facts import history
from duban.web.facts.history import Issued
from duban.web.facts.models import Fact, Objection
from duban.web.facts.owed import answers, in_force
from duban.web.facts.sheets import sheet_of
from duban.web.log.models import Entry
from duban.web.log.reading import head
from tests.web.who import browser as desk

GDP = "/data/2023-07/table/gdp/"
CELL = "/data/2023-07/cell/?sheet=provider.gdp.全域&row=lindai"


@pytest.fixture
def provider(demo: None) -> Client:
    return desk("tj", "tongji_data")


def released(client: Client, growth: str, reason: str = "", status: str = "final") -> str:
    told = {"lindai|growth": growth, "status": status, "reason": reason, "sure": "1"}
    return client.post(f"{GDP}release/", told, follow=True).content.decode()


def figures() -> list[int | None]:
    rows = Fact.objects.filter(org_unit="lindai", indicator="gdp", basis="growth", last=2023 * 12 + 6)
    return list(rows.order_by("id").values_list("value", flat=True))


def test_a_final_figure_is_changed_only_with_a_reason_and_both_are_shown(provider: Client) -> None:
    released(provider, "6.4")
    assert "请写更正的理由" in released(provider, "6.8")
    assert figures() == [64_000]
    assert "发布了1个数" in released(provider, "6.8", "漏算了服务业")
    words = desk("office", "office_head").get(CELL).content.decode()
    assert "<del>6.4%</del> <ins>6.8%</ins>" in words
    assert "漏算了服务业" in words
    assert "更正前发布过" not in words


def test_an_estimate_becomes_final_without_one(provider: Client) -> None:
    released(provider, "6.4", status="estimate")
    assert "发布了1个数" in released(provider, "6.6")


def test_an_objection_that_was_upheld_is_the_reason(provider: Client) -> None:
    released(provider, "6.4")
    fact = Fact.objects.current().get(org_unit="lindai", indicator="gdp", basis="growth", last=2023 * 12 + 6)
    desk("clerk", "lindai_liaison").post(f"/data/facts/{fact.pk}/object/", {"text": "少算了服务业"})
    provider.post(f"/data/objections/{Objection.objects.current().get().pk}/answer/", {"text": "是", "upheld": "1"})
    assert "发布了1个数" in released(provider, "6.8")
    assert "少算了服务业" in desk("office", "office_head").get(CELL).content.decode()


def test_what_was_issued_in_between_is_named(provider: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Issued("6月赛马结果", head(), timezone.now(), "/leagues/6/")
    released(provider, "6.4")
    between = Issued("7月赛马结果", head(), timezone.now(), "/leagues/7/")
    released(provider, "6.8", "漏算了服务业")
    after = Issued("8月赛马结果", head(), timezone.now())
    monkeypatch.setattr(history, "ISSUED", [lambda: [before, between], lambda: [after]])
    words = desk("office", "office_head").get(CELL).content.decode()
    assert '<a href="/leagues/7/">7月赛马结果</a>' in words
    assert "6月赛马结果" not in words
    assert "8月赛马结果" not in words


def test_a_bodys_own_correction_says_in_the_bodys_own_words_why(demo: None) -> None:
    chain = [desk(post, post) for post in ("lindai_liaison", "lindai_checker", "lindai_secretary")]
    own, office = "/data/2023-07/lindai/", desk("office", "office_head")
    cell = "lindai.quality_projects"
    for value, reason in (("12", "漏报了三个"), ("13", "又开工一个")):
        typed = {f"{cell}|value": value, f"{cell}|why": reason}
        for client in chain:
            client.post(f"{own}advance/", {**(typed if client is chain[0] else {}), "sure": "1"})
        office.post(f"{own}return/", {"remark": "请再核对"})
    assert Entry.objects.filter(verb="facts.signed").count() == 2
    pages = [f"/data/2023-07/cell/?sheet=own.lindai&row={cell}", f"/pledges/{cell}/"]
    words = [office.get(one).content.decode() for one in pages]
    assert "<del>12个</del> <ins>13个</ins>" in words[0]
    for one in words:
        assert "漏报了三个" in one
        assert "又开工一个" in one
        assert "请再核对" not in one
    assert "又开工一个" in desk("auditor", "security_auditor").get("/log/").content.decode()


def test_a_held_figure_is_not_changed_by_its_body_without_a_reason(demo: None) -> None:
    town, own = desk("lindai_liaison", "lindai_liaison"), "/data/2023-07/lindai/"
    told = {"lindai.quality_projects|value": "8", "sure": "1"}
    assert "要在“更正理由”里写为什么" in town.post(f"{own}advance/", told, follow=True).content.decode()
    assert sheet_of("own.lindai.2023-07") is None
    assert "要在“更正理由”里写为什么" in town.get(own).content.decode()
    town.post(f"{own}advance/", told | {"lindai.quality_projects|why": "一个项目退回"}, follow=True)
    assert sheet_of("own.lindai.2023-07").state == "handed_in"  # type: ignore[union-attr]
    assert "一个项目退回" in desk("c", "lindai_checker").get(own).content.decode()


def test_where_nothing_held_is_changed_no_reason_is_asked(demo: None) -> None:
    town, own = desk("lindai_liaison", "lindai_liaison"), "/data/2023-07/lindai/"
    town.post(f"{own}advance/", {"lindai.quality_projects|progress": "照常推进", "sure": "1"})
    assert sheet_of("own.lindai.2023-07").state == "handed_in"  # type: ignore[union-attr]


def test_the_pledges_page_says_too_which_issued_result_a_correction_came_after(
    provider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(provider, "6.4")
    between = Issued("7月赛马结果", head(), timezone.now(), "/leagues/7/")
    released(provider, "6.8", "漏算了服务业")
    monkeypatch.setattr(history, "ISSUED", [lambda: [between]])
    pledge = Fact.objects.filter(org_unit="lindai", indicator="gdp", basis="growth").latest("id")
    clause = next(one for one, _ in in_force(2023) if answers(pledge, one))
    words = desk("office", "office_head").get(f"/pledges/{clause.key}/").content.decode()
    assert '更正前发布过：<a href="/leagues/7/">7月赛马结果</a>' in words
