"""Another target in mid-year (M50): a body applies, the office approves with a document or refuses."""

from __future__ import annotations

from typing import Any

import pytest

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.policy import RefusedError
from duban.web.books.actions.apply import apply, approve, refuse, take_back
from duban.web.books.forms import changes
from duban.web.books.models import Adjustment, Clause
from duban.web.log.models import Entry
from tests.web.books.office import acting, desk
from tests.web.books.test_review import post

pytestmark = pytest.mark.usefixtures("demo")

JULY = Month(2023, 7)
ASKED = {"firmness-0": "plan", "comparator-0": ">=", "value-0": "5%"}


def growth() -> Clause:
    found: Clause = Clause.objects.current().filter(book="lindai", sort="pledge", basis="growth")[0]
    return found


def asked(reason: str = "上游停产") -> Adjustment:
    return apply(acting("lindai_liaison"), growth().key, target(), month=JULY, reason=reason)


def target() -> dict[str, Any]:
    return changes(ASKED)


def test_an_approved_application_sets_the_target_and_both_stay_in_sight() -> None:
    key, town, office = growth().key, desk("lindai_liaison"), desk("office_head")
    told = {**ASKED, "month": "2023-07", "reason": "上游停产三个月"}
    status, page = post(town, f"/pledges/{key}/apply/", told)
    assert (status, "等批复" in page, "上游停产三个月" in page) == (302, True, True)
    assert "2023-07起申请调整目标" in office.get("/").content.decode()
    row = Adjustment.objects.current().get(clause=key)
    _, page = post(office, f"/adjustments/{row.pk}/approve/", {"document": ""})
    assert "没有写文件" in page
    _, page = post(office, f"/adjustments/{row.pk}/approve/", {"document": "平委办〔2023〕21号"})
    assert "2023-07起调整，平委办〔2023〕21号" in page
    assert "同意了" in page
    clause = Clause.objects.current().get(key=key)
    assert (clause.tiers[0]["value"], clause.adjusted["month"]) == (5 * 10**4, JULY.number)
    assert "2023-07起申请调整目标" not in office.get("/").content.decode()
    assert [one.verb for one in Entry.objects.filter(about=key).order_by("-number")[:2]] == [
        "books.adjust",
        "books.apply",
    ]


def test_a_refused_one_leaves_the_target_and_says_why() -> None:
    before, row = growth().pk, asked()
    with pytest.raises(InputError, match="没有写理由"):
        refuse(acting("office_head"), row.pk, "")
    refuse(acting("office_head"), row.pk, "依据不足")
    assert growth().pk == before
    assert "依据不足" in desk("lindai_liaison").get(f"/pledges/{growth().key}/").content.decode()
    with pytest.raises(InputError, match="已经有了答复"):
        approve(acting("office_head"), row.pk, "平委〔2023〕1号")


def test_one_waits_at_a_time_and_may_be_taken_back() -> None:
    row = asked()
    with pytest.raises(InputError, match="等批复"):
        asked()
    take_back(acting("lindai_liaison"), row.pk)
    assert asked("再申请一次").key == f"{growth().key}~2"


def test_it_needs_a_reason_a_target_and_a_month_of_the_plans_year() -> None:
    town, key = acting("lindai_liaison"), growth().key
    for wrong, refusal in (
        ({"reason": ""}, "没有写理由"),
        ({"month": Month(2024, 1)}, "不在2023年"),
        ({"changes": {}}, "没有写新的目标"),
    ):
        told: dict[str, Any] = {"changes": target(), "month": JULY, "reason": "停产", **wrong}
        with pytest.raises(InputError, match=refusal):
            apply(town, key, **told)
    assert not Adjustment.objects.exists()


def test_another_body_may_neither_apply_nor_approve() -> None:
    with pytest.raises(RefusedError):
        apply(acting("xincang_liaison"), growth().key, target(), month=JULY, reason="停产")
    row = asked()
    with pytest.raises(RefusedError):
        approve(acting("lindai_liaison"), row.pk, "文")
