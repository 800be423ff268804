"""What the charts share: axes, lines, labels. Every option is made of dicts, lists, words and numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from duban.charts.palette import Palette

Option = dict[str, Any]

FONT: Final = 12
_THIN: Final = 1


def frame(describe: str, palette: Palette) -> Option:
    """What every chart says of itself: words for who does not see it, the size of its type, no movement."""
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": describe}},
        "textStyle": {"color": palette.ink, "fontSize": FONT},
    }


def value_axis(unit: str, palette: Palette, *, scale: bool) -> Option:
    """The axis of the figures; ``scale``: it need not begin at nought, for growth and rates."""
    return {
        "type": "value",
        "name": unit,
        "nameTextStyle": {"color": palette.quiet, "align": "left", "fontSize": FONT},
        "scale": scale,
        "splitNumber": 4,
        "axisLabel": {"color": palette.quiet, "fontSize": FONT},
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "splitLine": {"lineStyle": {"color": palette.line, "width": _THIN}},
    }


def category_axis(names: Sequence[str], palette: Palette) -> Option:
    """The axis of names or months."""
    return {
        "type": "category",
        "data": list(names),
        "axisLabel": {"color": palette.quiet, "fontSize": FONT, "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": palette.line}},
        "axisTick": {"show": False},
    }


def label(words: str, colour: str, position: str = "right", lower: float = 0) -> Option:
    """A label that stands beside what it names, so many pixels lower than it would."""
    told = {"show": True, "formatter": words, "position": position, "color": colour, "fontSize": FONT}
    return told | {"offset": [0, lower]} if lower else told


def line(name: str, data: Sequence[Any], colour: str, *, width: float = _THIN, dash: str = "solid") -> Option:
    """A thin line through what is there; gaps are bridged, nothing answers the mouse."""
    return {
        "type": "line",
        "name": name,
        "data": list(data),
        "connectNulls": True,
        "symbol": "none",
        "silent": True,
        "emphasis": {"disabled": True},
        "lineStyle": {"color": colour, "width": width, "type": dash},
        "itemStyle": {"color": colour},
    }


def labelled(data: Sequence[Any], told: Option) -> list[Any]:
    """The data with a label at the last value that is there."""
    last = max((at for at, one in enumerate(data) if one is not None), default=None)
    return [point(one, told) if at == last else one for at, one in enumerate(data)]


def point(value: Any, told: Option) -> Option:
    """A value that carries a label and no mark of its own."""
    return {"value": value, "symbol": "circle", "symbolSize": 0.01, "label": told}


def apart(values: Sequence[float], span: float, height: float) -> list[float]:
    """How many pixels lower each label must stand so that none covers another.

    ``span`` is what the axis covers on about so many pixels of ``height``.
    """
    order = sorted(range(len(values)), key=lambda at: -values[at])
    lower, free = [0.0] * len(values), float("-inf")
    for at in order:
        own = -values[at] / span * height if span else 0.0
        free = max(own, free)
        lower[at], free = round(free - own, 1), free + FONT + 2
    return lower
