"""A share of the target is judged as the amount would be that it is the share of, and shows no amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.cli.verdicts.record import record
from duban.ledger.files import read_facts, read_pledges
from duban.ledger.types import Fact, Pledge
from duban.ledger.writers import csv, jsonl, parquet
from duban.linking.links import state_answers
from duban.periods import Month
from duban.standing.judge import Terms, judge
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict, verdicts
from tests.standing.told import fact, pledge, rule

RULES = ("duban.default", "xuancheng2020", "yinchuan2025.progress", "wuhan", "sanya2022.project", "lianyungang2019")


def verdict(of: Pledge, facts: list[Fact], rules: str, as_of: date) -> Verdict:
    terms = Terms(rule(rules))
    table = judge([of], facts, terms, as_of, answers=state_answers())
    return verdicts(table, [of], terms.rule, as_of)[0]


def share(of: Pledge, month: int, per_cent: Fraction | int | str, key: str = "share") -> Fact:
    told = fact({"until": month, "value": str(per_cent), "unit": "%"}, of, key)
    return replace(told, basis="share")


@given(
    target=st.integers(1, 10**6),
    per_cent=st.integers(0, 20000),
    month=st.integers(1, 12),
    comparator=st.sampled_from([">=", "=", "~"]),
    rules=st.sampled_from(RULES),
    striven=st.integers(1, 3),
)
def test_a_share_is_judged_as_its_amount(
    target: int, per_cent: int, month: int, comparator: str, rules: str, striven: int
) -> None:
    tiers = [
        {"comparator": comparator, "value": target},
        {"comparator": ">=", "value": target * striven, "firmness": "strive"},
    ]
    own = pledge({"tiers": tiers})
    as_of = Month(2023, month).last_day
    told = Fraction(per_cent, 100)
    by_share = verdict(own, [share(own, month, told)], rules, as_of)
    amount = fact({"until": month, "value": str(target * told / 100)}, own, "amount")
    by_amount = verdict(own, [amount], rules, as_of)
    assert (by_share.verdict, by_share.light, by_share.stretch_verdict) == (
        by_amount.verdict,
        by_amount.light,
        by_amount.stretch_verdict,
    )
    assert (by_share.gap, by_share.gap_unit, by_share.share, by_share.pace) == pytest.approx(
        (by_amount.gap, by_amount.gap_unit, by_amount.share, by_amount.pace)
    )
    shown = record(by_share)
    assert (by_share.by_share, shown["expected"], shown["actual"]) == (True, None, None)
    assert "没有给出数额" in reason(by_share)


def test_an_amount_that_is_as_new_goes_first_and_an_older_one_is_history() -> None:
    own = pledge({"comparator": ">=", "value": 120})
    june = fact({"until": 6, "value": 54}, own, "june")
    newer = verdict(own, [june, share(own, 8, "71.2")], "xuancheng2020", date(2023, 8, 31))
    assert (newer.by_share, newer.verdict, newer.share) == (True, "on_pace", 71.2)
    assert [(month.month, light.key) for month, light in newer.history] == [(6, "red"), (8, "green")]
    as_new = verdict(own, [june, share(own, 6, "71.2")], "xuancheng2020", date(2023, 6, 30))
    assert (as_new.by_share, as_new.verdict, as_new.actual) == (False, "behind", Fraction(54))


def test_months_after_the_day_and_what_was_not_known_do_not_count() -> None:
    own = pledge({"comparator": ">=", "value": 120})
    told = [share(own, 6, 60, "june"), replace(share(own, 8, 30, "august"), known=2)]
    assert verdict(own, told, "duban.default", date(2023, 6, 30)).share == 60
    terms, as_of = Terms(rule("duban.default")), date(2023, 8, 31)
    table = judge([own], told, terms, as_of, known_at=1)
    assert verdicts(table, [own], terms.rule, as_of)[0].share == 60


@pytest.mark.parametrize(
    "told",
    [
        {"comparator": "<=", "value": 75},
        {"value": 75, "comparator": "=", "polarity": "lower"},
        {"basis": "growth", "unit": "%", "comparator": ">=", "value": 8},
        {"unit": "%", "accumulation": "rate", "comparator": ">=", "value": 95},
        {"comparator": "range", "value": 5, "upper": 6, "polarity": "neutral"},
    ],
)
def test_a_share_that_says_nothing_is_not_judged(told: dict[str, object]) -> None:
    own = pledge(told)
    found = verdict(own, [share(own, 6, 90)], "duban.default", date(2023, 6, 30))
    assert (found.verdict, found.light.key, found.by_share) == ("not_judged", "not_judged", False)
    assert "单凭这个说不出做到了多少" in reason(found)


def test_a_share_of_a_thing_is_of_its_sum_and_not_of_its_growth() -> None:
    about = {"indicator": "fixed_asset_investment"}
    own = [
        pledge({**about, "comparator": ">=", "value": 120}, "sum"),
        pledge({**about, "comparator": ">=", "value": 8, "basis": "growth", "unit": "%"}, "growth"),
    ]
    told = replace(share(own[0], 6, 60), answers="", indicator="fixed_asset_investment")
    terms, as_of = Terms(rule("duban.default")), date(2023, 6, 30)
    found = verdicts(judge(own, [told], terms, as_of), own, terms.rule, as_of)
    assert [one.verdict for one in found] == ["on_pace", "not_reported"]


@pytest.mark.parametrize("writer", [jsonl, csv, parquet], ids=["jsonl", "csv", "parquet"])
def test_a_share_is_kept_as_one(writer: ModuleType, tmp_path: Path) -> None:
    own = pledge({"comparator": ">=", "value": 120})
    path = tmp_path / f"facts.{writer.__name__.rpartition('.')[2]}"
    writer.write(path, [share(own, 8, "71.2")])
    found, _ = read_facts(path)
    assert [(one.basis, one.unit, one.value, one.answers) for one in found] == [
        ("share", "%", Fraction("71.2"), own.id)
    ]


def test_a_share_is_not_pledged(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("id,org_unit,subject,basis,value,unit\na,东镇,固定资产投资,share,80,%\n", "utf-8")
    pledges, told = read_pledges(path, year=2023)
    assert (pledges, [one.code for one in told if one.fatal]) == ([], ["share-pledged"])
