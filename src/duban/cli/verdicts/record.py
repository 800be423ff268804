"""A verdict as a record of plain values, for programs."""

from __future__ import annotations

from duban.reading.document import plain
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict


def record(verdict: Verdict) -> dict[str, object]:
    """``id org_unit subject as_of verdict light expected actual gap gap_unit rule clause reason``, and more beside.

    ``expected`` and ``actual`` are in the base unit (a day for a milestone), ``until`` is the last month of the fact.
    ``share`` and ``pace`` are per cent of the target; where a report tells only those, there is no ``actual``.
    """
    milestone = verdict.pledge.kind == "milestone"
    days = (verdict.expected_day, verdict.actual_day)
    expected, actual = (day.isoformat() if day else None for day in days)
    return {
        "id": verdict.pledge.id,
        "org_unit": verdict.pledge.org_unit,
        "subject": verdict.pledge.subject,
        "as_of": verdict.as_of.isoformat(),
        "verdict": verdict.verdict,
        "light": verdict.light.key,
        "light_word": verdict.light.word,
        "expected": expected if milestone else plain(verdict.expected),
        "actual": actual if milestone else plain(verdict.actual),
        "unit": verdict.pledge.unit,
        "share": verdict.share if verdict.is_share else None,
        "pace": verdict.pace if verdict.is_share else None,
        "gap": verdict.gap,
        "gap_unit": verdict.gap_unit,
        "stretch_verdict": verdict.stretch_verdict or None,
        "until": str(verdict.until) if verdict.until else None,
        "rule": verdict.rule.id,
        "clause": verdict.clause,
        "reason": reason(verdict),
        "scope_change": verdict.scope_change or None,
        "facts": [verdict.fact] if verdict.fact else [],
        "history": [{"month": str(month), "light": light.key} for month, light in verdict.history],
    }
