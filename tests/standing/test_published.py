"""Published bulletins replayed as an outsider would: a plan, a report, a rule (tests/cases/standing/published).

The words are ours; the figures, and what must come out, are those that were published. A verdict is written
``subject | verdict | light | gap``, the gap to a hundredth with its unit; in ``wide.toml`` and ``offices.toml`` the
body stands before the subject. ``said`` are words that the reasons must hold. A ``report`` that is ``plan`` is the same
file, handed in as both.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import duban
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict
from tests.standing import told

FOLDER = Path(__file__).parents[1] / "cases" / "standing" / "published"
CASES = [
    {**one, "bodies": path.stem in {"wide", "offices"}}
    for path in sorted(FOLDER.glob("*.toml"))
    for one in tomllib.loads(path.read_text("utf-8"))["case"]
]
KEYS = {"why", "plan", "report", "form", "report_form", "as_of", "rules", "verdicts", "told", "said", "bodies"}


def line(one: Verdict, *, bodies: bool) -> str:
    gap = "" if one.gap is None else f" | {one.gap:+.2f}{one.gap_unit}"
    body = f"{one.pledge.org_unit} " if bodies and one.pledge.org_unit else ""
    return f"{body}{one.pledge.subject} | {one.verdict} | {one.light.key}{gap}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:40])
def test_it_comes_out_as_published(case: dict[str, Any], tmp_path: Path) -> None:
    assert case.keys() <= KEYS, case.keys() - KEYS
    form = case.get("form", "txt")
    plan, report = tmp_path / f"计划.{form}", tmp_path / f"报告.{case.get('report_form', form)}"
    plan.write_text(case["plan"].lstrip(), "utf-8")
    if case["report"] == "plan":
        report = plan
    else:
        report.write_text(case["report"].lstrip(), "utf-8")
    judged = duban.judge(plan, report, as_of=told.day(case["as_of"]), rules=case.get("rules", ""))
    assert [line(one, bodies=case["bodies"]) for one in judged.verdicts] == case["verdicts"]
    reasons = "\n".join(reason(one) for one in judged.verdicts)
    assert [words for words in case.get("said", ()) if words not in reasons] == []
    codes = {one.code for one in judged.findings} - {"plan-year", "no-period", "made-id"}
    assert codes == set(case.get("told", ()))
