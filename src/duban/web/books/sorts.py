"""A task made a pledge whose figure is to come (完成上级下达任务), and a pledge made a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.books.models import Clause
from duban.web.declared.pack import declarations

SORTS: Final = ("pledge", "task")
_AWAITED: Final = {"firmness": "plan", "comparator": ">=", "value": None, "upper": None, "document": ""}
_TASK: Final[Mapping[str, Any]] = {
    "sort": "task",
    "kind": "task",
    "basis": "level",
    "indicator": "",
    "unit": "",
    "tiers": [],
    "milestone": "",
    "trajectory": [],
    "against": "",
    "against_indicator": "",
}


def as_sort(clause: Clause, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, with what else changes where a clause becomes a pledge or a task.

    Raises InputError for a pledge of which nobody says what is measured.
    """
    wanted = changes.get("sort", clause.sort)
    if wanted == clause.sort:
        return dict(changes)
    if wanted == "task":
        return {**changes, **_TASK}
    found = declarations().indicator(changes.get("indicator", ""))
    if found is None:
        raise InputError(
            _("改作承诺，要说量的是什么"), where=_("指标"), do=_("请选一个指标；目标数可以以后再定，没有指标的仍作举措")
        )
    told: dict[str, Any] = {
        "kind": "quantity",
        "unit": found.unit,
        "polarity": found.polarity,
        "accumulation": found.accumulation,
    }
    told |= {"annual_only": found.annual_only, "tiers": [_AWAITED], "milestone": ""}
    return {**told, **changes}
