"""A correction shows old, new, who, when and why, and which issued result it came after."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from duban.web.facts import history
from duban.web.facts.history import Issued
from duban.web.facts.models import Fact, Objection
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


def test_a_bodys_own_correction_says_why_it_was_returned(demo: None) -> None:
    desks = [desk(post, post) for post in ("lindai_liaison", "lindai_checker", "lindai_secretary")]
    own, office = "/data/2023-07/lindai/", desk("office", "office_head")
    for value in ("12", "13"):
        for client in desks:
            typed = {"lindai.quality_projects|value": value} if client is desks[0] else {}
            client.post(f"{own}advance/", {**typed, "sure": "1"})
        office.post(f"{own}return/", {"remark": "重复算了一个项目"})
    words = office.get("/data/2023-07/cell/?sheet=own.lindai&row=lindai.quality_projects").content.decode()
    assert "<del>12个</del> <ins>13个</ins>" in words
    assert "重复算了一个项目" in words
    assert Entry.objects.filter(verb="facts.signed").count() == 2
