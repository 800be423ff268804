"""Bodies side by side: a bar each, in the order in which they are given, with a mark where each should be by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duban.amounts import half_up
from duban.charts.palette import SCREEN, Palette
from duban.charts.parts import Option, category_axis, frame, label, line, value_axis

_DIGITS = 2
_BAR, _TALL = 10, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """A body's figure, None where it has not reported, what it should be by now, and its light's colour."""

    name: str
    value: float | None
    expected: float | None = None
    colour: str = ""


@dataclass(frozen=True, slots=True)
class BarWords:
    """The words of the chart, in the reader's language; ``missing`` is for who has not reported."""

    describe: str
    unit: str
    value: str
    expected: str
    missing: str


def bars(rows: Sequence[Bar], words: BarWords, palette: Palette = SCREEN) -> Option:
    """The option: thin bars from the top down, each with its figure behind it; not reported is said, not drawn as 0."""
    axis = category_axis([one.name for one in rows], palette)
    return frame(words.describe, palette) | {
        "grid": {"left": 8, "right": 64, "top": 28, "bottom": 8, "containLabel": True},
        "yAxis": axis | {"inverse": True, "axisLabel": {**axis["axisLabel"], "color": palette.ink}},
        "xAxis": value_axis(words.unit, palette, scale=False) | {"position": "top"},
        "series": [_bars(rows, words, palette), _marks(rows, words, palette)],
    }


def _bars(rows: Sequence[Bar], words: BarWords, palette: Palette) -> Option:
    data = []
    for one in rows:
        value = _rounded(one.value)
        said = words.missing if value is None else f"{value:g}"
        # A bar of no length carries the words of who has not reported; the value itself stays empty.
        told = {"value": 0 if value is None else value, "label": label(said, palette.ink)}
        drawn = {"color": palette.light(one.colour), "opacity": 0 if value is None else 1}
        data.append(told | {"itemStyle": drawn})
    drawing = {"barWidth": _BAR, "silent": True, "emphasis": {"disabled": True}}
    return {"type": "bar", "name": words.value, "data": data, **drawing}


def _marks(rows: Sequence[Bar], words: BarWords, palette: Palette) -> Option:
    """A line without its line: only the marks on it are drawn."""
    data = [[_rounded(one.expected), at] for at, one in enumerate(rows) if one.expected is not None]
    marked = line(words.expected, data, palette.ink) | {"symbol": "rect", "symbolSize": [2, _TALL], "showSymbol": True}
    return marked | {"lineStyle": {"opacity": 0}}


def _rounded(value: float | None) -> float | None:
    return None if value is None else half_up(value, _DIGITS)
