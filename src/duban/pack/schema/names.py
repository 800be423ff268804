"""The names that a light's formula may use: a closed list, each with its sort and its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from duban.formula.parse import Sort

LIGHT_NAMES: Final[Mapping[str, tuple[Sort, str]]] = {
    "actual": ("amount", "到数据所属月份为止完成的"),
    "target": ("amount", "判定所用的目标：考核值，没有就用承诺值，再没有就用力争值"),
    "upper": ("amount", "区间目标的上限"),
    "stretch": ("amount", "力争值"),
    "last_year": ("amount", "上年同期"),
    "plan": ("share", "到数据所属月份应完成的：分月目标、上年进度，或目标的十二分之几；增速、率、存量、名次就是目标"),
    "share": ("share", "完成目标的百分之几"),
    "pace": ("share", "应完成目标的百分之几"),
    "gap": ("share", "实际减应完成：总量按目标的百分点，增速和率按百分点，名次按位"),
    "shortfall": (
        "share",
        "差多少，口径同 gap，只有不用百分号的率（PM2.5）按目标的百分点算；不差为零或负，越低越好的指标已换好方向",
    ),
    "shortfall_ratio": ("share", "差应完成的百分之几"),
    "month": ("whole", "数据所属的最后一个月（1到12）"),
    "as_of_month": ("whole", "判定日所在的月"),
    "months_left": ("whole", "到期前还有几个月"),
    "days_left": ("whole", "到期前还有几天，过期为负"),
    "months_overdue": ("whole", "过期满几个月，没有过期为0"),
    "reported": ("condition", "有数"),
    "reached": ("condition", "达到目标"),
    "on_plan": ("condition", "达到应完成的"),
    "due": ("condition", "已到期"),
    "started": ("condition", "已开工"),
    "registered": ("condition", "已入库"),
    "verdict": ("word", "判定：kept on_pace behind missed not_judged not_reported dropped adjusted"),
    "kind": ("word", "quantity rank trend milestone"),
    "basis": ("word", "level growth change"),
    "accumulation": ("word", "ytd flow stock rate"),
    "polarity": ("word", "higher lower neutral"),
    "state": ("word", "报来的状态词"),
    "pledged_state": ("word", "承诺的状态词"),
}

# Each name's sort alone, as a formula's parser and the engine want it.
LIGHT_SORTS: Final[Mapping[str, Sort]] = {name: sort for name, (sort, _) in LIGHT_NAMES.items()}


def light_sorts(parameters: Iterable[str]) -> Mapping[str, Sort]:
    """The names that a rule's formulas may use: its own parameters, each a share, and those of the list."""
    return {**dict.fromkeys(parameters, "share"), **LIGHT_SORTS}
