"""Bodies side by side: in the order given, not reported said and never drawn as nought."""

from __future__ import annotations

import json

from duban.charts import Bar, BarWords, bars

WORDS = BarWords("各单位", "%", "占年度目标", "应完成", "未报送")
ROWS = [Bar("林埭镇", 52.222, 50, "green"), Bar("广陈镇", None, 50), Bar("新仓镇", 0, None, "red")]


def test_bodies_stand_in_the_order_given_with_their_figures() -> None:
    option = bars(ROWS, WORDS)
    assert option["yAxis"]["data"] == ["林埭镇  52.22", "广陈镇  未报送", "新仓镇  0"]
    assert option["yAxis"]["inverse"] is True
    assert json.loads(json.dumps(option, allow_nan=False)) == option


def test_not_reported_has_no_bar_and_nought_has_one() -> None:
    drawn, marks = bars(ROWS, WORDS)["series"]
    assert [one and one["value"] for one in drawn["data"]] == [52.22, None, 0]
    assert drawn["data"][0]["itemStyle"]["color"] == "var(--green-mark)"
    assert marks["data"] == [[50, 0], [50, 1]]
