"""What a record says: of which thing, in which sense, how much. The part that pledges and facts share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, cast

from duban.amounts import LARGEST, base_unit, convert, decimal, fold, known
from duban.ledger.fields import growths, states
from duban.ledger.raw import Raw
from duban.ledger.types import WHOLE, Comparator, FactBasis, Kind, Origin
from duban.sheets.figures import Figure, with_unit

_RATIO_LIKE: Final = 2
_PERCENT: Final = frozenset({"%", "个百分点"})
PLACE_UNIT: Final = "位"
_UNIT_BEHIND: Final = re.compile(r"(.{2,}?)[（(](?:单位[:：])?([^（）()]{1,10})[)）]")


@dataclass(slots=True)
class Measured:
    """``value`` and ``upper`` are as written, in ``unit``; ``folded`` gives them in the base unit."""

    org_unit: str
    subject: str
    indicator: str
    scope: str
    kind: Kind
    basis: FactBasis
    comparator: Comparator
    value: Fraction | None
    upper: Fraction | None
    unit: str
    state: str
    part_of: str
    origin: Origin

    def folded(self, value: Fraction | None) -> Fraction | None:
        """An amount in the base unit: 4000 万元 is 40000000 元."""
        return None if value is None else fold(value, self.unit)[0]


def measured(raw: Raw) -> Measured:
    """The shared part of a record; ``Unusable`` where it cannot be had."""
    told = raw.figure("value")
    written, measure = _with_unit(raw.text("subject"))
    subject, basis = _subject(raw, written, told)
    kind = _kind(raw, told, basis)
    state = _state(raw) if kind == "milestone" else ""
    unit = "" if kind in ("milestone", "trend") else _unit(raw, told, kind, basis, measure)
    upper = raw.figure("upper")
    comparator = _comparator(raw, told, upper, kind)
    value, above = _bounds(raw, told, upper, comparator)
    if kind in ("milestone", "trend") and value is not None:
        raise raw.refuse(
            "odd-figure", "value", f"{_SORTS[kind]}没有数，这里却写了数，这一行没有用", "请改类型，或删去数"
        )
    return Measured(
        org_unit=raw.text("org_unit"),
        subject=subject,
        indicator=raw.text("indicator"),
        scope=raw.text("scope") or WHOLE,
        kind=kind,
        basis=basis,
        comparator=comparator,
        value=value,
        upper=above,
        unit=unit,
        state=state,
        part_of=raw.text("part_of"),
        origin=Origin(raw.file, raw.address, raw.text("quote"), raw.text("sentence"), raw.text("book")),
    )


_SORTS = {"milestone": "里程碑", "trend": "走势"}


def _with_unit(subject: str) -> tuple[str, str]:
    """A name without the unit in brackets behind it, and the unit: 地区生产总值（亿元）, 城镇化率（%）."""
    found = _UNIT_BEHIND.fullmatch(subject)
    return (found[1].rstrip(), found[2]) if found and known(found[2]) else (subject, "")


def _subject(raw: Raw, subject: str, told: Figure | None) -> tuple[str, FactBasis]:
    """The thing and the sense: GDP增速 is GDP, growth; a word of movement in the cell tells the sense as well."""
    said = raw.word("basis")
    if said:
        return subject, cast(FactBasis, said)
    for ending in growths():
        if subject.endswith(ending) and len(subject) > len(ending):
            return subject.removesuffix(ending), "growth"
    return subject, (told.basis if told and told.basis else "level")


def _kind(raw: Raw, told: Figure | None, basis: FactBasis) -> Kind:
    """The kind that is said, or the one that the value and the unit leave no doubt of."""
    said = raw.word("kind")
    if said or basis == "share":
        return cast(Kind, said or "quantity")
    unit = raw.text("unit")
    if told is not None:
        return "rank" if PLACE_UNIT in (unit, told.unit) and basis != "change" else "quantity"
    if raw.text("state") or unit in states():
        return "milestone"
    return "trend" if raw.word("comparator") else "quantity"


def _state(raw: Raw) -> str:
    state = raw.text("state") or raw.text("unit")
    if not state:
        raise raw.refuse("no-state", "unit", "里程碑没有写要达到的状态，这一行没有用", "在单位里写开工、竣工、投用等")
    return state


def _unit(raw: Raw, told: Figure | None, kind: Kind, basis: FactBasis, measure: str) -> str:
    """The unit as written: in the cell, else of the row or behind its name, else of the head."""
    if kind == "rank":
        return PLACE_UNIT
    if basis == "share":
        return _per_cent(raw, told)
    said, head = raw.text("unit") or ("" if basis == "growth" else measure), raw.units.get("value", "")
    if said and head and base_unit(said)[0] == base_unit(head)[0] and base_unit(said)[1] != base_unit(head)[1]:
        raw.tell("two-units", "unit", f"单位列是“{said}”，表头是“{head}”，按单位列", "请核对")
    own = with_unit(told.unit, said or head) if told and told.unit else ""
    unit = _of_two(raw, own, said, head) if own and (said or head) not in ("", own) else own or said or head
    if not unit and basis == "growth" and told is not None:
        raw.tell("unit-missing", "unit", "增长没有写单位，按“%”")
        unit = "%"
    if told is not None and unit == "%" and not own and 0 < abs(told.value) < 1:
        hundred = decimal(told.value * 100)
        raw.tell("ratio-like", "value", f"{decimal(told.value)}%会不会是{hundred}%", "照原样按百分数读入；请核对")
    return unit


def _per_cent(raw: Raw, told: Figure | None) -> str:
    """A share of a target is in per cent; of 0.71 without a sign nobody can say whether it is 71 % or less than 1 %."""
    said = (told.unit if told else "") or raw.units.get("value", "")
    if said not in ("", "%"):
        raise raw.refuse("wrong-unit", "value", f"完成目标的百分之几，写的单位却是“{said}”，这一行没有用", "请写百分数")
    if told is not None and not said and 0 < abs(told.value) <= _RATIO_LIKE:
        what = f"完成率写的是{decimal(told.value)}，没有百分号，不知道是不是{decimal(told.value * 100)}%，没有用"
        raise raw.refuse("ratio-like", "value", what, "请写成 71.2%，或在表头写明（%）")
    return "%"


def _of_two(raw: Raw, own: str, said: str, head: str) -> str:
    """The unit where the cell says another one than its row; its head's is for cells that say none."""
    other = said or head
    if other.startswith(f"{own}/"):
        return own  # 3700元 below 元/人·年: the cell says the same, without whose
    if convert(Fraction(1), own, other) is None:
        if said:
            what = f"格里的单位是“{own}”，单位列是“{said}”，对不上，这一行没有用"
            raise raw.refuse("wrong-unit", "value", what, "请核对单位")
        return own
    if {own, other} <= _PERCENT:
        return other
    if base_unit(own)[1] != base_unit(other)[1]:
        raw.tell("unit-in-cell", "value", f"格里的单位是“{own}”，别处写的是“{other}”，按格里的读", "请核对")
    return own


def _comparator(raw: Raw, told: Figure | None, upper: Figure | None, kind: Kind) -> Comparator:
    said = raw.word("comparator")
    own = told.comparator if told else ""
    if said and own and said != own and own != "=":
        raw.tell("two-comparators", "comparator", f"比较列是“{said}”，格里写的是“{raw.text('value')}”，按比较列")
    if not said and upper is not None:
        return "range"
    if kind == "trend" and not (said or own):
        raise raw.refuse("no-comparator", "comparator", "走势没有写方向（>、<、=），这一行没有用")
    return cast(Comparator, said or own or "=")


def _bounds(
    raw: Raw, told: Figure | None, upper: Figure | None, comparator: Comparator
) -> tuple[Fraction | None, Fraction | None]:
    """The figure and, for a range, its upper end."""
    if told is None:
        return None, None
    above = upper.value if upper else told.upper
    if comparator != "range":
        if above is not None:
            raw.tell("odd-upper", "upper", "不是区间却有上限，上限没有用", "是区间就把比较写成 range（区间）")
        above = None
    elif above is None or above < told.value:
        raise raw.refuse("odd-range", "upper", "区间的上限缺失，或比下限小，这一行没有用")
    for value in (told.value, above):
        if value is not None and abs(value) * base_unit(told.unit or raw.text("unit"))[1] >= LARGEST:
            raise raw.refuse("too-large", "value", "数超过二十位，这一行没有用", "请核对数和单位")
    return told.value, above
