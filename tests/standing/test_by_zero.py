"""A light whose formula divides by zero: told, and no light of what is left."""

from __future__ import annotations

from datetime import date

import pytest

from duban.formula.check import checked
from duban.pack.schema.lights import Light, LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.standing.judge import Terms, judge
from duban.standing.notices import by_zero
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict, verdicts
from tests.standing.told import fact, pledge


def _shown(when: str, last_year: int, applies: str | None = None, target: int = 12) -> Verdict:
    formula = checked(when, LIGHT_SORTS, "condition", where="rules.toml:9")
    rest = Light("red", "红", "red", "red", "●", 2, "其余")
    rule = LightRule(
        "own",
        "自定",
        "本市",
        (Light("green", "绿", "green", "green", "▲", 1, "过半", formula), rest),
        applies=checked(applies, LIGHT_SORTS, "condition") if applies else None,
    )
    one = pledge({"comparator": ">=", "value": target, "accumulation": "ytd"})
    facts = [fact({"until": 6, "value": 7}, one, "now")]
    facts.append(fact({"period": "2022-01/2022-06", "value": last_year}, one, "then"))
    as_of = date(2023, 6, 30)
    return verdicts(judge([one], facts, Terms(rule), as_of), [one], rule, as_of)[0]


@pytest.mark.parametrize(
    ("when", "last_year", "light"),
    [
        ("actual / last_year > 1", 6, "green"),
        ("actual / last_year > 1", 8, "red"),
        ("actual / last_year > 1", 0, "not_judged"),
        ("1 > 2 * last_year / (actual - 7)", 6, "not_judged"),
        ("last_year != 0 and actual / last_year > 1", 0, "red"),
        ("actual / last_year > 1 or actual > 6", 0, "green"),
    ],
)
def test_what_cannot_be_reckoned_is_not_left_to_the_last_light(when: str, last_year: int, light: str) -> None:
    shown = _shown(when, last_year)
    assert (shown.light.key, shown.by_zero) == (light, light == "not_judged")
    assert ("要除以零，算不出来，没有亮灯" in reason(shown)) == shown.by_zero
    told = list(by_zero([shown]))
    assert [one.where for one in told] == ["rules.toml:9"] * shown.by_zero
    assert all("数（p）" in one.what for one in told)


def test_whether_a_rule_applies_is_a_formula_too() -> None:
    assert _shown("actual > 6", 0, applies="actual / last_year > 1").by_zero
    assert _shown("actual > 6", 6, applies="actual / last_year > 1").light.key == "green"


@pytest.mark.parametrize(
    ("when", "light"), [("share > 100", "not_judged"), ("actual > 6", "green"), ("shortfall > 0", "red")]
)
def test_a_share_of_a_target_of_zero_is_none(when: str, light: str) -> None:
    shown = _shown(when, 6, target=0)
    assert (shown.light.key, shown.by_zero) == (light, light == "not_judged")
