"""After a merger the former body's sheets and drafts are reached from its successor, and from nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from duban.web.facts.heirs import former, heir
from duban.web.facts.models import Draft
from duban.web.org.directory import directory
from tests.web.who import browser as desk

OLD, NEW = "/data/2023-07/lindai/", "/data/2023-07/xincang/"
PROJECTS = "lindai.quality_projects"


@pytest.fixture
def merged(demo: None) -> Client:
    """The clerk of 新仓镇, into which 林埭镇 went with drafts that nobody handed in."""
    clerk = desk("clerk", "lindai_liaison")
    clerk.post(f"{OLD}save/", {f"{PROJECTS}|progress": "签约一家", f"{PROJECTS}|value": "12"})
    office = desk("office", "office_head")
    told = {"into": "xincang", "day": "2023-07-31", "document": "平政发〔2023〕1号"}
    assert office.post("/org/lindai/merge/", told).status_code == 302
    assert (heir("lindai", directory()), former("xincang", directory())) == ("xincang", ["lindai"])
    return desk("heir", "xincang_liaison")


def test_the_successor_opens_what_was_left(merged: Client) -> None:
    page = merged.get(NEW).content.decode()
    assert f'href="{OLD}"' in page
    left = merged.get(OLD).content.decode()
    assert "已并入新仓镇" in left
    assert "签约一家" in left
    assert "clerk某" in left
    assert merged.get("/data/2023-06/lindai/").status_code == 200
    assert desk("other", "caoqiao_liaison").get(OLD).status_code == 404
    assert desk("auditor", "security_auditor").get(OLD).status_code == 200


def test_drafts_are_taken_over_into_the_successors_sheet(merged: Client) -> None:
    assert "把草稿放进承接单位的表" in merged.get(OLD).content.decode()
    merged.post(f"{NEW}save/", {f"{PROJECTS}|progress": "签约一家", f"{PROJECTS}|value": "12"})
    assert "签约一家" in merged.get(NEW).content.decode()
    # What was typed under the former name stays as it was.
    assert Draft.objects.filter(sheet="own.lindai.2023-07").count() == 2


def test_nobody_types_into_a_former_bodys_sheet(merged: Client) -> None:
    assert merged.post(f"{OLD}save/", {f"{PROJECTS}|progress": "改"}).status_code == 403
    assert "data-grid-save" not in merged.get(OLD).content.decode()
