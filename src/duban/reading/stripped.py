"""A noun before a figure without what is not its name: a growth word, a bound, a gap to others, the field of a rank."""

from __future__ import annotations

import re

from duban.reading import nouns
from duban.reading.approach import Approach
from duban.reading.document import Comparator
from duban.reading.lexicon import Kind, lexicon
from duban.reading.quantities import Quantity
from duban.reading.setting import Setting

_AVERAGE = re.compile(r"(?:平均)?每[天日月年]$")
_OTHERS = ("其他", "其它", "其余", "其中")
_DIFFERENCES = ("高", "低", "多", "少")
_MORE_OR_LESS = ("多", "少")
_DIFFERENCE = re.compile(r"[高低多少]$")  # 比去年预算低0.4个百分点
_RELATIVE = frozenset(("%", "个百分点", "倍", "‰"))
_LEASTS = ("至少", "最少")
_GAP = re.compile(
    r"(?:高于|低于|快于|慢于|高出|超出|好于|优于|超过|超(?=[全年时序预省市]|任务|目标|计划|进度)|领先|比.{2,12}[高低快慢]$)"
)  # 高于全省平均2个百分点: the subject's own basis
_FIELD = 4  # characters of a place that a rank is held in
_BOUNDS: dict[str, Comparator] = {
    "不低于": ">=", "不少于": ">=", "高于": ">", "低于": "<", "不高于": "<=", "不超过": "<=", "超过": ">", "超": ">",
}  # fmt: skip
_BOUND = re.compile(r"(不低于|不少于|不高于|不超过|高于|低于|超过|超(?=每|人均))(?=[\u4e00-\u9fff]|$)")


def stripped(
    setting: Setting, found: Approach, figure: Quantity, noun: str, *, rank: bool
) -> tuple[str, int, Comparator | None, bool]:
    """A noun without what is not its name; the sign of the growth in it, the bound, and whether there was a gap."""
    gapped = figure.unit == "个百分点" and not (found.sign or found.to)
    whole, bound = (noun, None) if gapped and _GAP.search(noun) else _unbound(noun)
    whole = nouns.without_place(whole) if rank else _unaveraged(whole)
    whole, growth = nouns.without_growth(whole)
    whole, again, gap = _without_gap(setting, found, figure, whole)
    bound = None if again or (found.sign and gap) else bound
    if rank:
        whole = nouns.without_place(whole)
        whole = "" if whole in lexicon().tails["place"] else whole
        field = len(whole) <= _FIELD and not found.words and setting.subject and not nouns.ends_in(whole, "head")
        whole = "" if field else whole  # 平安创建进全省前10位、嘉兴“保二冲一”
    if whole[:1] == "其" and whole[:2] not in _OTHERS:
        whole = whole[1:]  # 其|总量: of what was spoken of
    return "" if whole in lexicon().tails["beside"] else whole, growth or again, bound, gap


def _without_gap(setting: Setting, found: Approach, figure: Quantity, whole: str) -> tuple[str, int, bool]:
    """A noun without the gap in it (高于全省平均2个百分点), the sign of a growth that it is in, whether there is one.

    A gap turns the figure's sign: 低于, 较全省增速低 are below.
    """
    if whole and found.compared[-1:] in _MORE_OR_LESS and figure.unit not in _RELATIVE:
        found.sign = found.sign or (-1 if found.compared[-1] == "少" else 1)  # 比去年多100万人
    gap = _GAP.search(whole)
    compared = whole[-1:] in _DIFFERENCES and any(t.kind & Kind.THAN for t in found.noun)
    if found.compared[-1:] in _DIFFERENCES and not whole:
        whole, compared = found.compared, True
    if compared and not gap:
        gap = _DIFFERENCE.search(whole)
    if not gap or not (compared or figure.unit == "个百分点" or gap.group()[0] == "比"):
        return whole, 0, gap is not None
    found.sign = -1 if gap[0][-1] in "低慢少" or gap[0][0] in "低慢" else 1
    rest, growth = nouns.without_growth("" if compared else whole[: gap.start()])
    timed = compared and any(t.kind & Kind.THAN and len(t.word) > 1 for t in found.noun)  # 增长33%，同比高5.9个百分点
    sped = setting.basis == "growth" and figure.unit in _RELATIVE  # 增长8%，比全省低2元 is of the amount
    growth = growth or int(sped and not (rest or timed))
    if gap[0] == "超" and not rest and any(word in whole for word in ("任务", "进度", "时序", "计划", "目标")):
        return "", 0, True  # 完成任务的60%，超任务进度10个百分点
    return rest, growth or int(compared and any(word in whole for word in ("增速", "增幅", "涨幅"))), True


def earned(text: str, found: Approach, noun: str) -> str:
    """农户|增收, 户均|增收: what rises is their income."""
    earner = "增收" in found.words and (noun or (found.noun and text[found.start : found.noun[-1].end]))
    return earner + "收入" if earner and nouns.ends_in(earner, "earner") else noun


def _unaveraged(noun: str) -> str:
    """A noun without 平均每天, 每年 at its end."""
    return _AVERAGE.sub("", noun) if noun[-2:-1] == "每" else noun


def _unbound(noun: str) -> tuple[str, Comparator | None]:
    """A noun without the bound in it: 补贴标准|不低于|最低标准的 → 补贴标准 and >=; 资费|至少|降低 → 资费 and >=."""
    if noun.endswith(_LEASTS):
        return noun.removesuffix("至少").removesuffix("最少"), ">="
    if (match := _BOUND.search(noun)) and match.start() > 1:
        return noun[: match.start()], _BOUNDS[match.group()]
    return noun, None
