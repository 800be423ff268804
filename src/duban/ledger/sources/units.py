"""The units that are said above a wide table: one for all, one for each indicator, or one of money and one of counts.

单位：亿元            →  all in 亿元
单位：个、亿元        →  投资额 in 亿元, 项目个数 in 个
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_MONEY, _COUNT = "\0money", "\0count"
_PAIR = 2
_IN_MONEY = re.compile(r"投资|资金|收入|支出|产值|税|额\Z|外资|贷款|补助|经费")


def units_above(units: Sequence[str], subjects: Sequence[str]) -> Mapping[str, str]:
    """Which unit holds for what, by the names of indicators; empty where nobody can say."""
    if len(units) == 1:
        return {"": units[0]}
    money = [unit for unit in units if unit.endswith("元")]
    if len(units) == _PAIR and len(money) == 1:
        return {_MONEY: money[0], _COUNT: next(unit for unit in units if unit != money[0])}
    return dict(zip(subjects, units, strict=True)) if len(units) == len(subjects) else {}


def unit_of(subject: str, units: Mapping[str, str]) -> str:
    """The unit that is said above for an indicator; empty if none is."""
    sort = _MONEY if _IN_MONEY.search(subject) else _COUNT
    return units.get(subject) or units.get("", "") or units.get(sort, "")
