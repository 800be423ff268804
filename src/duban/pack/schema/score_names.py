"""The names that a formula of a score, a gate or a flag may use: closed lists, each with its sort and its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from duban.formula.parse import Sort
from duban.pack.schema.names import LIGHT_NAMES

Names = Mapping[str, tuple[Sort, str]]

_SHARED: Final = (
    *("actual", "target", "upper", "stretch", "last_year", "plan", "share", "pace", "gap", "shortfall"),
    *("shortfall_ratio", "month", "reached", "on_plan", "due"),
)
# One line of a rulebook: a body's figure of an indicator.
LINE_NAMES: Final[Names] = {
    "weight": ("amount", "这一项的分值"),
    "other": ("amount", "这一项的第二个数，rulebook 里写在 other"),
    "lower": ("condition", "越低越好"),
    **{name: LIGHT_NAMES[name] for name in _SHARED},
}
# A body's whole result, beside an earlier one.
TOTAL_NAMES: Final[Names] = {
    "total": ("share", "综合得分"),
    "baseline": ("share", "从前那个日期的综合得分"),
    "bodies": ("whole", "同组参加排名的单位数"),
    "rank": ("whole", "名次"),
}
# A body's work: what a red flag or a snail is proposed by.
BODY_NAMES: Final[Names] = {
    "total": ("share", "综合得分"),
    "rank": ("whole", "名次"),
    "bodies": ("whole", "同组参加排名的单位数"),
    "rank_before": ("whole", "上一个月的名次"),
    "pledges": ("whole", "亮了灯的承诺有几条"),
    **{colour: ("whole", f"{word}灯有几条") for colour, word in
       (("red", "红"), ("orange", "橙"), ("yellow", "黄"), ("green", "绿"), ("blue", "蓝"))},
}  # fmt: skip
# A project or another pledge: all that a light may ask for, and the light itself.
WORK_NAMES: Final[Names] = {
    "light": ("word", "亮的是哪盏灯（规则里的 key）"),
    "colour": ("word", "灯的颜色：green yellow orange red blue grey"),
    **LIGHT_NAMES,
}
# Which figures a name stands on: where one of them is unknown, the formula says nothing.
_STANDS_ON: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("plan", "pace"), ("target",)),
    **dict.fromkeys(("share", "gap", "shortfall", "shortfall_ratio", "reached", "on_plan"), ("actual", "target")),
    **{name: (name,) for name in ("actual", "target", "upper", "stretch", "last_year", "other")},
}


def sorts(names: Names) -> dict[str, Sort]:
    """Each name's sort alone."""
    return {name: sort for name, (sort, _) in names.items()}


def figures(names: frozenset[str]) -> frozenset[str]:
    """The figures that a formula with these names cannot do without."""
    return frozenset(figure for name in names for figure in _STANDS_ON.get(name, ()))
