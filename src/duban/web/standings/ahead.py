"""A look ahead as it is kept beside a verdict."""

from __future__ import annotations

from typing import Any, Final

from duban.standing.forecast.city import Forecast
from duban.standing.forecast.words import chances, drivers, estimate_words

# An interval says no more than that. What the others' months scatter by moves the digits behind them with every figure,
# and with them what is kept of all pledges.
_DIGITS: Final = 4


def kept_ahead(one: Forecast | None) -> dict[str, Any]:
    """``estimate``, ``low``, ``high`` in base units, ``due``, ``words``, ``chances`` and ``drivers``; or the ``reason``
    why there is no estimate; nothing where nothing was looked ahead.
    """
    if one is None:
        return {}
    if one.estimate is None:
        return {"reason": one.reason}
    return {
        "estimate": _rounded(one.estimate),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
        "due": one.due.number,
        "words": estimate_words(one),
        "chances": chances(one),
        "drivers": drivers(one),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{_DIGITS}g}")
