"""What a check may look at: the views, each with the closed list of names that its formula and its words may use.

A view is a table that the engine makes of all figures at once (``duban.standing.checks``); a check is a formula over
one of them. A new check over a view that is here is data alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from duban.formula.parse import Sort

Shown = Literal["amount", "number", "times", "whole", "word", ""]
_SHOWN: Final[Mapping[Sort, Shown]] = {"amount": "amount", "share": "number", "whole": "whole", "word": "word"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a view: its sort in formulas, its meaning, and how it is said in words (empty: not at all)."""

    sort: Sort
    meaning: str
    shown: Shown = ""

    @property
    def said(self) -> Shown:
        """How its value reads."""
        return self.shown or _SHOWN.get(self.sort, "")


@dataclass(frozen=True, slots=True)
class View:
    """One view: what a row of it is, its names, the periods and other words that its sentences may use besides.

    ``bars``: whether a row is about figures that may be left out of judging.
    """

    row: str
    names: Mapping[str, Name]
    words: Mapping[str, str] = field(default_factory=dict)
    bars: bool = True

    @property
    def sorts(self) -> Mapping[str, Sort]:
        """The names as a formula's parser wants them."""
        return {name: one.sort for name, one in self.names.items()}


_EVERY: Final = {
    "month": Name("whole", "数据所属的最后一个月（1到12）"),
    "accumulation": Name("word", "怎样累计：ytd flow stock rate；不知道的为空"),
    "basis": Name("word", "level growth change"),
    "scope": Name("word", "口径"),
    "unit": Name("word", "基本单位"),
}
_PERIOD: Final = {"who": "单位", "what": "指标", "period": "这个数的期间"}

VIEWS: Final[Mapping[str, View]] = {
    "figures": View(
        "一个数，连同它前后的数、上年同期和同比",
        {
            **_EVERY,
            "value": Name("amount", "这个数"),
            "earlier": Name("amount", "同一序列同一年里前一个数"),
            "later": Name("amount", "同一序列同一年里后一个数"),
            "last_year": Name("amount", "上年同期的数"),
            "step": Name("amount", "比前一个数多出来的，只有累计数有"),
            "last_year_step": Name("amount", "上年同样几个月多出来的"),
            "usual": Name("share", "照同一年各期每月的中位数，这个数平常该有多大", "amount"),
            "own_times": Name("share", "是平常的多少倍", "times"),
            "own_power": Name("whole", "最接近平常的10的几次方倍；0是差不多"),
            "own_off": Name("share", "离那个整次方还差多少倍，至少是1"),
            "earlier_power": Name("whole", "前一个数最接近平常的10的几次方倍"),
            "year_times": Name("share", "是上年同期的多少倍", "times"),
            "year_power": Name("whole", "最接近上年同期的10的几次方倍"),
            "year_off": Name("share", "离那个整次方还差多少倍，至少是1"),
            "growth": Name("share", "同期报来的同比，%"),
            "implied": Name("share", "拿这个数和上年同期的数算出来的增长，%"),
            "months": Name("whole", "这个数管几个月"),
            "earlier_months": Name("whole", "前一个数管几个月"),
            "step_months": Name("whole", "多出来的是几个月的"),
            "digits": Name("whole", "这个数有几位有效数字"),
            "figures": Name("whole", "同一序列同一年有几个数"),
            "counted": Name("condition", "是按个数数的（个、家、项），不是按量计的"),
            "to_date": Name("condition", "是从1月起的累计数"),
            "worded": Name("condition", "指标或来源里有这项检查列出的词（words）"),
        },
        {
            **_PERIOD,
            "earlier_period": "前一个数的期间",
            "later_period": "后一个数的期间",
            "last_year_period": "上年同期",
        },
    ),
    "twins": View(
        "两个单位同一指标同一年里，三位以上有效数字的数一模一样的",
        {
            **_EVERY,
            "value": Name("amount", "最后一个一样的数"),
            "same": Name("whole", "有几期一样"),
            "figures": Name("whole", "前一个单位这一年有几期的数"),
            "other_figures": Name("whole", "后一个单位这一年有几期的数"),
            "digits": Name("whole", "一样的数里最多有几位有效数字"),
            "counted": Name("condition", "是按个数数的（个、家、项），不是按量计的"),
        },
        {**_PERIOD, "other": "后一个单位"},
    ),
    "digits": View(
        "一个单位或一家提供单位的全部总量数，看末位数字；少于三位的数不看",
        {
            "figures": Name("whole", "一共有几个数"),
            "nonzero": Name("whole", "末位不是0的有几个"),
            "round_share": Name("share", "末位是0或5的占百分之几"),
            "chi2": Name("share", "末位不是0的，1到9和各占九分之一相比的χ²，自由度8"),
            "by": Name("word", "单位，或提供单位"),
        },
        {"who": "单位"},
        bars=False,
    ),
    "wholes": View(
        "一个整体的数，和下面各单位同一指标同一期的合计；只看可相加的指标",
        {
            **_EVERY,
            "value": Name("amount", "整体的数"),
            "total": Name("amount", "各单位的合计"),
            "rounding": Name("amount", "各数取到显示的小数位，合计最多差多少"),
            "reported": Name("whole", "有几个单位报了"),
            "parts": Name("whole", "一共有几个单位"),
        },
        _PERIOD,
    ),
    "within": View(
        "一个“其中”的数，和它所属的那一项同期的数",
        {
            **_EVERY,
            "value": Name("amount", "其中的数"),
            "whole": Name("amount", "所属那一项的数"),
        },
        {**_PERIOD, "other": "所属的那一项"},
    ),
    "handed": View(
        "一个数，连同它是谁交来的、该由谁提供",
        {
            **_EVERY,
            "value": Name("amount", "这个数"),
            "counted": Name("condition", "是按个数数的（个、家、项），不是按量计的"),
            "declared": Name("condition", "城市包写明了由谁提供"),
            "by_another": Name("condition", "写明了是谁交来的，却不是该提供的那一家"),
            "worded": Name("condition", "指标或来源里有这项检查列出的词（words）"),
        },
        {**_PERIOD, "other": "该提供的单位", "handed_by": "交来的单位", "about": "指标和来源的原话"},
    ),
}
