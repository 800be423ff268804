"""Bodies side by side: a bar each, in the order in which they are given, with a mark where each should be by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duban.amounts import half_up
from duban.charts.palette import SCREEN, Palette
from duban.charts.parts import Option, category_axis, frame, line, value_axis

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
    """The option: thin bars from the top down, each with its figure behind its name; not reported is said, never 0."""
    axis = category_axis([_named(one, words) for one in rows], palette)
    return frame(words.describe, palette) | {
        "grid": {"left": 8, "right": 32, "top": 28, "bottom": 8, "containLabel": True},
        "yAxis": axis | {"inverse": True, "axisLabel": {**axis["axisLabel"], "color": palette.ink}},
        "xAxis": value_axis(words.unit, palette, scale=False) | {"position": "top"},
        "series": [_bars(rows, words.value, palette), _marks(rows, words, palette)],
    }


def _named(one: Bar, words: BarWords) -> str:
    value = _rounded(one.value)
    return f"{one.name}  {words.missing if value is None else f'{value:g}'}"


def _bars(rows: Sequence[Bar], name: str, palette: Palette) -> Option:
    values = ((_rounded(one.value), palette.light(one.colour)) for one in rows)
    data = [None if value is None else {"value": value, "itemStyle": {"color": colour}} for value, colour in values]
    drawing = {"barWidth": _BAR, "silent": True, "emphasis": {"disabled": True}}
    return {"type": "bar", "name": name, "data": data, **drawing}


def _marks(rows: Sequence[Bar], words: BarWords, palette: Palette) -> Option:
    """A line without its line: only the marks on it are drawn."""
    data = [[_rounded(one.expected), at] for at, one in enumerate(rows) if one.expected is not None]
    marked = line(words.expected, data, palette.ink) | {"symbol": "rect", "symbolSize": [2, _TALL], "showSymbol": True}
    return marked | {"lineStyle": {"opacity": 0}}


def _rounded(value: float | None) -> float | None:
    return None if value is None else half_up(value, _DIGITS)
