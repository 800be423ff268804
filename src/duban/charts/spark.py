"""A sparkline against its pace: two paths in a small box, drawn by the server so that no script is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 120
HEIGHT: Final = 28
_EDGE: Final = 4


@dataclass(frozen=True, slots=True)
class Spark:
    """Paths for an SVG of ``width`` by ``height``: what was reported and what was expected; the last point."""

    reported: str
    expected: str
    x: float
    y: float
    width: int = WIDTH
    height: int = HEIGHT


def spark(points: Sequence[tuple[int, float | None, float | None]], first: int, last: int) -> Spark | None:
    """The sparkline of ``(month, expected, reported)`` on an axis from one month to another; None without a figure.

    The axis is the whole plan year, so that one sees how much of it is gone.
    """
    reported = [(month, value) for month, _, value in points if value is not None]
    expected = [(month, value) for month, value, _ in points if value is not None]
    if not reported:
        return None
    values = [value for _, value in (*reported, *expected)]
    low, high = min(values), max(values)

    def place(month: int, value: float) -> tuple[float, float]:
        across = (month - first) / max(last - first, 1)
        up = (value - low) / (high - low) if high > low else 0.5
        return round(_EDGE + across * (WIDTH - 2 * _EDGE), 1), round(HEIGHT - _EDGE - up * (HEIGHT - 2 * _EDGE), 1)

    ends = place(*reported[-1])
    return Spark(_path([place(*one) for one in reported]), _path([place(*one) for one in expected]), *ends)


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places) if places else ""
