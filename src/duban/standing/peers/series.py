"""The columns of one indicator over the same months, put together: level, growth, and places as they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from duban.amounts import base_unit, convert, in_words
from duban.ledger.types import Indicator
from duban.linking.propose import Index
from duban.periods import Period
from duban.sheets.figures import is_nil
from duban.sheets.findings import Findings
from duban.sheets.grids import Line
from duban.sheets.slips import slips
from duban.standing.peers import cells
from duban.standing.peers.cells import Place
from duban.standing.peers.heads import SHARES, Column
from duban.standing.peers.meant import Meant, meant
from duban.standing.peers.types import Basis, Cell, Printed, Series

Rows = Sequence[tuple[str, Line]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all columns of a table share: ``head`` is its lowest head row, ``units`` those said above the table."""

    place: Place
    head: int
    rows: Rows
    units: tuple[str, ...]
    index: Index


@dataclass(slots=True)
class _Group:
    """Columns of one indicator and period, from the left."""

    words: tuple[str, ...]
    period: Period
    level: Column | None = None
    growth: Column | None = None
    ranks: list[tuple[Column, Basis]] = field(default_factory=list)


def series_of(columns: Sequence[tuple[Column, Period]], sheet: Sheet, findings: Findings) -> list[Series]:
    """One series an indicator and period, in the order of the table."""
    groups: dict[tuple[tuple[str, ...], Period], _Group] = {}
    for column, period in columns:
        group = groups.setdefault((column.words, period), _Group(column.words, period))
        _put(group, column, sheet, findings)
    found = [_series(group, sheet, findings) for group in groups.values()]
    return [one for one in found if one is not None]


def _put(group: _Group, column: Column, sheet: Sheet, findings: Findings) -> None:
    if column.measure == "rank":
        beside: Basis = column.ranks or ("growth" if group.growth else "level")
        group.ranks.append((column, beside))
    elif column.measure == "growth" and group.growth is None:
        group.growth = column
    elif column.measure == "level" and group.level is None:
        group.level = column
    else:
        where = sheet.place.where(sheet.head, column.at)
        findings.add("same-column", where, f"“{column.label}”和前面的一列是同一个意思，没有用", "请只留一列")


def _series(group: _Group, sheet: Sheet, findings: Findings) -> Series | None:
    level, growth = group.level, group.growth
    first = level or growth or (group.ranks[0][0] if group.ranks else None)
    if first is None or (level is None and growth is None):
        return None
    where = sheet.place.where(sheet.head, first.at)
    if not group.words:
        what = f"“{first.label}”没有写是什么指标，标题里也没有，没有用"
        findings.add("no-indicator", where, what, "请在表头或标题里写明指标", fatal=True)
        return None
    basis: Basis = "level" if level and level.unit not in SHARES else "growth"
    told = meant(group.words, level.unit if level else "", basis, sheet.index, where, findings)
    if growth is None and level is not None and _is_growth(level, told.indicator):
        level, growth = None, level
    series = Series(told.name, told.indicator.id if told.indicator else "", told.polarity, group.period)
    stock = told.indicator is not None and told.indicator.accumulation == "stock"
    series = replace(series, written=group.words[0], stock=stock)
    if level:
        series = _with_level(series, level, told, sheet, findings)
    if growth:
        series = replace(series, growth=_growths(growth, sheet, findings), growth_unit=_growth_unit(growth))
    if series.level is None and series.growth is None:
        return None
    return replace(series, printed=tuple(_printed(group, sheet, findings)))


def _is_growth(level: Column, indicator: Indicator | None) -> bool:
    """Whether a column of per cents under a name that is not measured in per cent can only be its growth."""
    return level.unit in SHARES and indicator is not None and indicator.unit not in SHARES


def _growth_unit(column: Column) -> str:
    return "个百分点" if column.unit in ("个百分点", "百分点") else "%"


def _with_level(series: Series, column: Column, told: Meant, sheet: Sheet, findings: Findings) -> Series:
    unit = column.unit or _said_unit(column, told.indicator, sheet, findings)
    if unit is None:
        return series
    found = {
        name: cell
        for name, line in sheet.rows
        if (cell := cells.amount(line, column.at, unit, sheet.place, findings)) is not None
    }
    _slips(found, base_unit(unit)[0], findings)
    shown = told.indicator.display_unit or told.indicator.unit if told.indicator else unit
    if told.indicator and convert(Fraction(1), unit, shown) is None:
        shown = unit
    digits = told.indicator.decimals if told.indicator else max((cell.digits for cell in found.values()), default=0)
    base = base_unit(unit)[0]
    return replace(series, level=found, unit=base, display=shown or unit, decimals=min(digits, 4))


def _said_unit(column: Column, indicator: Indicator | None, sheet: Sheet, findings: Findings) -> str | None:
    """The unit that the table says for all of its columns, where one suits; None where it is not known."""
    where = sheet.place.where(sheet.head, column.at)
    if indicator:
        suits = [unit for unit in sheet.units if convert(Fraction(1), unit, indicator.unit) is not None]
        suits = suits or ([""] if convert(Fraction(1), "", indicator.unit) is not None else [])
    else:
        suits = [unit for unit in sheet.units if unit not in SHARES]
    if len(set(suits)) > 1:
        what = f"“{column.label}”没有写单位，表上写的“{'、'.join(sheet.units)}”里有几个都可以，这一列没有用"
        findings.add(
            "mixed-units", where, what, f"请在表头写明，例如 {column.label.split()[0]}（{suits[0]}）", fatal=True
        )
        return None
    if not suits and _each_has_a_unit(column, sheet):
        return next(unit for _, line in sheet.rows if (unit := cells.own_unit(line, column.at)))
    if not suits:
        what = f"“{column.label}”没有写单位，这一列没有用"
        findings.add("no-unit", where, what, "请在表头或表的上方写明，例如 单位：亿元、%", fatal=True)
        return None
    return suits[0]


def _each_has_a_unit(column: Column, sheet: Sheet) -> bool:
    """Whether every figure of a column comes with its unit: 138.2亿元."""
    there = [line for _, line in sheet.rows if not is_nil(line.text(column.at))]
    return bool(there) and all(cells.own_unit(line, column.at) for line in there)


def _slips(found: Mapping[str, Cell], unit: str, findings: Findings) -> None:
    for name, meant_value in slips((name, cell.value) for name, cell in found.items()):
        what = f"{name}的{in_words(found[name].value, unit)}和别的差一万倍左右，会不会是{in_words(meant_value, unit)}"
        findings.add("slip", found[name].where, what, "照原样比；请核对是万还是亿")


def _growths(column: Column, sheet: Sheet, findings: Findings) -> dict[str, Cell]:
    told = ((name, cells.growth(line, column.at, sheet.place, findings)) for name, line in sheet.rows)
    return {name: cell for name, cell in told if cell is not None}


def _printed(group: _Group, sheet: Sheet, findings: Findings) -> list[Printed]:
    found = []
    for column, by in group.ranks:
        told = ((name, cells.rank(line, column.at, sheet.place, findings)) for name, line in sheet.rows)
        found.append(Printed(by, bool(column.ranks), {name: cell for name, cell in told if cell is not None}))
    return found
