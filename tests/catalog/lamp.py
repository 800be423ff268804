"""Which light a rule shows for one set of figures, by Python's own arithmetic: enough to hold the bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FIGURES = {
    *("actual", "target", "upper", "stretch", "last_year", "plan", "share", "pace", "gap", "shortfall"),
    *("shortfall_ratio", "month", "as_of_month", "months_left", "days_left", "months_overdue"),
}
CONDITIONS = {"reported", "reached", "on_plan", "due", "registered", "started"}
WORDS = {"verdict", "kind", "basis", "accumulation", "polarity", "state", "pledged_state"}

# What a case does not say of a pledge: a sum to date, reported, behind its plan.
USUAL: Mapping[str, Any] = {
    **dict.fromkeys(FIGURES | WORDS),
    "kind": "quantity",
    "basis": "level",
    "accumulation": "ytd",
    "polarity": "higher",
    "verdict": "behind",
    "reported": True,
    "reached": False,
    "on_plan": False,
    "due": False,
    "registered": False,
    "started": False,
}


def holds(formula: str, told: dict[str, Any]) -> bool:
    """One case by Python's own arithmetic: ``streak`` is the case's number of months, ``mean(x)`` its ``mean_x``."""
    formula = re.sub(r"\b(previous|latest|mean)\((\w+)\)", r"\1_\2", formula)
    told = dict.fromkeys(re.findall(r"\b(?:previous|latest|mean)_\w+", formula)) | told
    told["given"] = lambda value: value is not None
    told["streak"] = lambda condition: told.get("months_in_a_row", 1) if condition else 0
    try:
        return bool(eval(formula, {"__builtins__": {}}, told))
    except TypeError:  # an unknown compared: it does not hold
        return False


def lit(rule: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """The key of the light; empty where the rule does not judge such a pledge."""
    told = {**USUAL, **rule.get("parameters", {}), **given}
    if not holds(rule["applies"], told):
        return ""
    shown = (light["key"] for light in rule["light"] if "when" not in light or holds(light["when"], told))
    return str(next(shown))
