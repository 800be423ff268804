from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from duban.linking.links import state_answers
from duban.standing.judge import Terms, judge
from duban.standing.reasons import reason
from duban.standing.tables import Tolerance
from duban.standing.verdict import Verdict, verdicts
from tests.standing.told import day, fact, pledge, rule

CASES = [
    case | {"file": path.stem}
    for path in sorted((Path(__file__).parents[1] / "cases/standing").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def _judged(case: dict[str, Any], rules: str) -> Verdict:
    one = pledge(case["pledge"])
    facts = [fact(told, one, str(number)) for number, told in enumerate(case.get("facts", []), 1)]
    peers = [pledge(case["pledge"] | {"org_unit": f"镇{n}"}, f"peer{n}") for n in range(len(case.get("peers", [])))]
    for n, (peer, told) in enumerate(zip(peers, case.get("peers", []), strict=True)):
        facts.append(fact(told, peer, f"peer{n}"))
    allowed = {name: Fraction(value) for name, value in case.get("tolerance", {}).items()}
    terms = Terms(rule(rules), case.get("pace", "months"), Tolerance(**allowed))
    as_of = day(case["as_of"])
    table = judge([one, *peers], facts, terms, as_of, answers=state_answers(), known_at=case.get("known_at"))
    return verdicts(table, [one, *peers], terms.rule, as_of)[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['why']}")
def test_a_pledge_is_judged(case: dict[str, Any]) -> None:
    verdict = _judged(case, "duban.default")
    assert verdict.verdict == case["verdict"]
    assert verdict.stretch_verdict == case.get("stretch", "")
    if "gap" in case:
        assert (verdict.gap, verdict.gap_unit) == (case["gap"], case.get("gap_unit", "个百分点"))
    if "on_average" in case:
        assert verdict.on_average == case["on_average"]
    for rules, light in case.get("lights", {}).items():
        shown = _judged(case, rules)
        lights = [one.key for _, one in shown.history] if isinstance(light, list) else shown.light.key
        assert (rules, lights) == (rules, light)
    said = reason(verdict)
    assert [words for words in case.get("says", []) if words not in said] == [], said
    assert [words for words in case.get("never", []) if words in said] == [], said
