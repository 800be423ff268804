"""Records that are mappings already, and what only pledges and facts together can tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from duban.ledger.checks import unknown_answers
from duban.ledger.collect import facts_in_records, pledges_in_records
from duban.sheets.findings import Findings
from tests.ledger.told import told

Records = list[dict[str, object]]


def test_records_as_pledges() -> None:
    records: Records = [
        {
            "id": "p",
            "org_unit": "甲镇",
            "subject": "投资",
            "value": Decimal("9.5"),
            "unit": "亿元",
            "due": date(2023, 6, 30),
        },
        {"编号": "p", "指标": "投资", "目标": Fraction(10), "计量单位": "亿元", "力度": "力争"},
        {"id": "q", "subject": "投资", "value": "很多"},
    ]
    pledges, findings = pledges_in_records(records, file="甲镇.toml")
    assert [told(one) for one in pledges] == [
        "p 甲镇 投资 quantity level 元 2023 [plan = 950000000] [strive = 1000000000] due=2023-06-30"
    ]
    assert [str(one).split("：")[0] for one in findings] == ["甲镇.toml 第3条（value）"]


def test_records_as_facts_and_the_pledges_that_they_answer() -> None:
    records: Records = [
        {"key": "f", "answers": "p", "value": 1, "period": "2023-06"},
        {"answers": "x", "value": 2, "period": "2023-06"},
    ]
    facts, findings = facts_in_records(records, file="数")
    assert findings == []
    pledges, _ = pledges_in_records([{"id": "p", "subject": "投资", "value": 9}], year=2023)
    found = Findings()
    unknown_answers(facts, pledges, found)
    assert [(one.code, one.where) for one in found.all()] == [("unknown-answers", "数 第2条")]
