"""我的 tells a body what was decided about it, for some days, and tells two deductions apart."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duban.web.leagues.actions.adopt import Signed, adopt
from duban.web.leagues.change import Change
from tests.web import who
from tests.web.leagues.office import DAY, desk, issued
from tests.web.points.steps import applied, does, entered, on

pytestmark = pytest.mark.usefixtures("demo")
CHANGE = Change({"gdp": Fraction(35), "fixed_asset_investment": Fraction(15)})


def told(client: Client) -> str:
    """The page without its tags."""
    return re.sub("<.*?>", "", client.get("/").content.decode())


def test_a_town_reads_what_became_of_its_additions() -> None:
    town, head, clerk = desk("lindai_liaison"), desk("office_head"), desk("office_clerk")
    as_asked, appealed, taken = applied(town), entered(head), entered(head, reason="记错的")
    does(head, as_asked.key, "decide", outcome="recognise", points="0.5")
    does(town, appealed.key, "appeal")
    does(clerk, appealed.key, "review", outcome="change", points="-0.2")
    does(head, taken.key, "take-back", text="记错了单位")
    shown = told(town)
    assert "认定了：获得上级肯定 +0.5分（列入省级试点）" in shown
    assert "申诉复核完了，改为-0.2分：通报批评（迟报被通报）" in shown
    assert "督查办撤回了，不计分：通报批评（记错的）" in shown
    assert "复核完了" not in told(desk("caoqiao_liaison"))
    assert "复核完了" not in told(head)
    on(date(2023, 8, 8))
    head.post("/points/freeze/", {"key": [appealed.key]})
    assert "封存了，不再改：通报批评 -0.2分（迟报被通报）" in told(town)
    on(date(2023, 8, 8) + timedelta(days=11))
    assert "封存了，不再改" not in told(town)


def test_two_deductions_are_told_apart_by_their_reasons() -> None:
    head = desk("office_head")
    for reason in ("五月的表迟报", "六月的表迟报"):
        entered(head, reason=reason)
    shown = told(desk("lindai_liaison"))
    assert "扣分：通报批评 -0.5分（五月的表迟报），不同意的可以申诉" in shown
    assert "扣分：通报批评 -0.5分（六月的表迟报），不同意的可以申诉" in shown


def test_a_town_reads_that_a_result_was_issued_and_a_rulebook_adopted() -> None:
    town = desk("lindai_liaison")
    assert "考核结果发布了" not in told(town)
    row = issued()
    adopt(
        who.actor("signer", "office_head"), "places", CHANGE, Signed("八月办法", "平委办〔2023〕30号", date(2023, 8, 1))
    )
    shown = told(town)
    assert f"考核结果发布了：2023年1—7月（镇街道），第{row.ranks['lindai'][0]}名" in shown
    assert "新的考核办法：八月办法（平委办〔2023〕30号），从2023-08-01起" in shown
    assert "考核结果发布了" not in told(desk("xindai_liaison"))  # of another group
    on(DAY + timedelta(days=11))
    assert "考核结果发布了" not in told(town)


def test_more_news_ask_no_more() -> None:
    town, head = desk("lindai_liaison"), desk("office_head")

    def asked() -> int:
        town.get("/")
        with CaptureQueriesContext(connection) as queries:
            town.get("/")
        return len(queries)

    def news(reason: str) -> None:
        does(head, entered(head, reason=reason).key, "take-back", text="记错了")

    news("一")
    before = asked()
    for reason in ("二", "三", "四"):
        news(reason)
    assert asked() == before
