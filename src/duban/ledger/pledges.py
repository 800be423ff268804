"""Lines as pledges: those of one id are one pledge, a tier each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import cast

from duban.amounts import LARGEST, base_unit, convert, fold, in_words
from duban.ledger.pledgelines import Line
from duban.ledger.raw import Unusable
from duban.ledger.types import Basis, Comparator, Pledge, Tier
from duban.periods import Month
from duban.sheets.figures import Figure

# What all lines of a pledge say alike, and how a person calls it. A line that leaves one out follows the first.
_SAME = {
    "org_unit": "责任单位",
    "subject": "指标",
    "indicator": "指标代码",
    "scope": "口径",
    "kind": "类型",
    "basis": "数值类型",
    "state": "状态",
}
# A pledge with what its words make of that which its lines leave open, of "polarity" and "accumulation".
Senses = Callable[[Pledge, frozenset[str]], Pledge]
_AGAINST = ("against", "against_indicator")
_OWN = {"year": "年度", "due": "期限", "polarity": "方向", "accumulation": "累计方式"}


def gather(lines: Iterable[Line], senses: Senses | None = None) -> list[Pledge]:
    """The pledges of some lines, in the order of the first line of each; what does not fit is told and left out."""
    by_id: dict[str, list[Line]] = {}
    for line in lines:
        by_id.setdefault(line.id, []).append(line)
    found = []
    for group in by_id.values():
        pledge = _pledge(group)
        if pledge and senses:
            unsaid = (name for name in ("polarity", "accumulation") if not any(one.raw.text(name) for one in group))
            pledge = senses(pledge, frozenset(unsaid))
        if pledge:
            found.append(pledge)
    return found


def _pledge(lines: list[Line]) -> Pledge | None:
    first = lines[0]
    fitting = [first, *(line for line in lines[1:] if _fits(line, first))]
    unit = next((line.told.unit for line in fitting if line.told.unit), "")
    tiers: list[Tier] = []
    kept: list[Line] = []
    for line in fitting:
        try:
            tiers.append(_tier(line, unit, tiers))
            kept.append(line)
        except Unusable:
            continue
    year = next((line.year for line in kept if line.year is not None), None)
    if kept and year is None:
        do = "加一列年度，或给出判断的日期"
        kept[0].raw.refuse("no-year", "year", "看不出是哪一年的承诺，没有用", do)
    if not kept or year is None:
        return None
    first, told = kept[0], kept[0].told
    status = next((line for line in kept if line.status != "in_force"), first)
    return Pledge(
        id=first.id,
        org_unit=told.org_unit,
        subject=told.subject,
        kind=told.kind,
        basis=cast(Basis, told.basis),
        unit=base_unit(unit)[0],
        year=year,
        tiers=tuple(tiers),
        indicator=told.indicator,
        scope=told.scope,
        assessed=_assessed(kept, unit, tiers),
        due=next((line.due for line in kept if line.due), None),
        state=told.state,
        polarity=first.polarity,
        accumulation=first.accumulation,
        trajectory=tuple(_steps(kept, unit)),
        annual_only=any(line.annual_only for line in kept),
        status=status.status,
        status_document=next((text for line in kept if (text := line.raw.text("status_document"))), ""),
        responsible=next((line.responsible for line in kept if line.responsible), ()),
        part_of=told.part_of,
        **_against(kept),
        origin=told.origin,
    )


def _against(kept: list[Line]) -> dict[str, str]:
    """What a trend's growth is held against; told where it is said of anything else."""
    found = {name: next(filter(None, (line.raw.text(name) for line in kept)), "") for name in _AGAINST}
    if any(found.values()) and kept[0].told.kind != "trend":
        kept[0].raw.tell("against-unused", "against", "对照指标只用在走势上（类型是走势），这里没有用")
        return {}
    return found


def _fits(line: Line, first: Line) -> bool:
    """Whether a line says of its pledge what the first one says."""
    for name, words in _SAME.items():
        said, own = getattr(line.told, name), getattr(first.told, name)
        if said != own and (line.raw.text(name) or name in ("kind", "basis")):
            return _differs(line, name, words, own, said, first)
    for name, words in _OWN.items():
        said, own = getattr(line, name), getattr(first, name)
        if said != own and line.raw.text(name):
            return _differs(line, name, words, own, said, first)
    return True


def _differs(line: Line, name: str, words: str, own: object, said: object, first: Line) -> bool:
    what = f"和{first.raw.where()}同一个编号“{line.id}”，{words}却是“{said}”，那里是“{own}”，这一行没有用"
    line.raw.refuse("id-differs", name, what, "不是同一个承诺就另编一个号")
    return False


def _tier(line: Line, unit: str, before: list[Tier]) -> Tier:
    told = line.told
    own = told.unit
    if not own and unit and told.value is not None:
        line.raw.tell("unit-missing", "unit", f"没有写单位，按同一承诺另一行的“{unit}”")
        own = unit
    if told.value is not None and convert(told.value, own, unit) is None:
        what = f"单位“{own}”和同一承诺另一行的“{unit}”换算不了，这一行没有用"
        raise line.raw.refuse("wrong-unit", "unit", what, "请改成同一种单位")
    value = None if told.value is None else fold(told.value, own)[0]
    upper = None if told.upper is None else fold(told.upper, own)[0]
    tier = Tier(line.firmness, told.comparator, value, upper, line.raw.text("document"))
    if any(one.firmness == tier.firmness for one in before):
        what = f"编号“{line.id}”的“{line.firmness}”已有一个数，这一行没有用"
        raise line.raw.refuse("same-tier", "firmness", what, "底线和力争各写一行；同一力度只写一个数")
    if told.kind == "quantity" and told.basis == "level" and value == 0:
        line.raw.tell("zero-target", "value", "目标是 0，不算完成率，只看数本身")
    if told.kind == "quantity" and told.basis == "level" and value is not None and value < 0:
        line.raw.tell(
            "negative-target", "value", f"目标是负数（{in_words(value, base_unit(unit)[0])}）", "照用；请核对"
        )
    return tier


def _doubtful(line: Line, assessed: Tier, tiers: list[Tier]) -> None:
    """An assessed figure without its document, or that asks for less than was pledged: used, and told."""
    if not assessed.document:
        what = "考核值没有写出自哪份文件（assessed_document）"
        line.raw.tell("assessed-undocumented", "assessed", what, "照用；请补上文件")
    firm = next((one for one in tiers if one.firmness != "strive"), None)
    if firm is None or firm.value is None or assessed.value is None or firm.comparator != assessed.comparator:
        return
    lower = firm.comparator in {"<", "<="} or (firm.comparator == "=" and line.polarity == "lower")
    if assessed.value > firm.value if lower else assessed.value < firm.value:
        what = "考核值比承诺的低" if not lower else "考核值比承诺的宽"
        line.raw.tell("assessed-easier", "assessed", what, "照用；请核对")


def _assessed(lines: list[Line], unit: str, tiers: list[Tier]) -> Tier | None:
    """The assessed figure, which several lines may give, but only as the same."""
    found: Tier | None = None
    for line in lines:
        if line.assessed is None:
            continue
        value = _amount(line, line.assessed, unit, "assessed")
        if value is None:
            continue
        comparator = line.assessed.comparator or line.raw.word("assessed_comparator", "comparator")
        if not comparator:
            comparator = line.told.comparator if line.told.comparator != "range" else "="
        upper = fold(line.assessed.upper, line.assessed.unit or unit)[0] if line.assessed.upper is not None else None
        tier = Tier("ensure", cast(Comparator, comparator), value, upper, line.raw.text("assessed_document"))
        if found is None:
            found = tier
            _doubtful(line, tier, tiers)
        elif (tier.comparator, tier.value) != (found.comparator, found.value):
            line.raw.refuse("two-assessed", "assessed", "同一承诺有两个考核值，只用前一个", "请只留一个")
    return found


def _steps(lines: list[Line], unit: str) -> Iterator[tuple[Month, Fraction]]:
    """The trajectory of the first line that has one."""
    line = next((line for line in lines if line.trajectory), None)
    for month, told in line.trajectory if line else ():
        value = _amount(line, told, unit, "trajectory") if line else None
        if value is not None:
            yield month, value


def _amount(line: Line, told: Figure, unit: str, name: str) -> Fraction | None:
    """A figure beside the pledge's own, in the pledge's base unit."""
    own = told.unit or unit
    if convert(told.value, own, unit) is None:
        line.raw.refuse("wrong-unit", name, f"单位“{own}”和承诺的“{unit}”换算不了，这个数没有用")
        return None
    value = fold(told.value, own)[0]
    if max(abs(value), abs(fold(told.upper, own)[0]) if told.upper is not None else 0) >= LARGEST:
        line.raw.refuse("too-large", name, "数超过二十位，这个数没有用", "请核对数和单位")
        return None
    return value
