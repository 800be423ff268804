"""Sums to date that are less than in an earlier month: one of the two is wrong, or something was taken off."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from duban.amounts import base_unit, in_words
from duban.sheets.findings import Findings
from duban.standing.peers.rows import same
from duban.standing.peers.types import Series

CODE: Final = "fallen"
_ROUNDING: Final = Fraction(1, 1000)  # of a sum: less than that is rounding


def check(now: Series, before: Series, findings: Findings) -> None:
    """Tell of every peer whose sum fell since an earlier table; of stocks, rates and other years nothing."""
    if now.stock or not _sums(now, before):
        return
    earlier = before.level or {}
    for name, cell in (now.level or {}).items():
        was = next((one.value for other, one in earlier.items() if same(other, name)), None)
        if was is not None and cell.value < was - abs(was) * _ROUNDING:
            less = f"{in_words(cell.value, now.unit)}，比{before.period.words}的{in_words(was, now.unit)}还少"
            what = f"{name}的{now.name}{less}"
            findings.add(CODE, cell.where, what, "累计数一般不会变少，请核对这张表和上一张")


def _sums(now: Series, before: Series) -> bool:
    """Whether both run from the same January, in one unit that can be added up."""
    runs = now.period.is_to_date and before.period.is_to_date and now.period.start == before.period.start
    return runs and now.unit == before.unit and base_unit(now.unit)[0] not in {"%", "个百分点"}
