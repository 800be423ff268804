"""Grids → peers' tables: the months, the rows that are compared, and the figures of each indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from duban.linking.propose import Index
from duban.periods import Period, find, year, year_in
from duban.sheets.findings import Findings
from duban.sheets.lines import is_idle
from duban.sheets.wide import Wide, wides
from duban.standing.peers.cells import Place
from duban.standing.peers.heads import Column, columns, units_in
from duban.standing.peers.rows import Group, peers_of
from duban.standing.peers.series import Sheet, series_of
from duban.standing.peers.turned import turned
from duban.standing.peers.types import PeersTable

# Any year will do to ask whether a text names months.
_ANY_YEAR = 2000
_WHOLE_YEAR = re.compile(r"(\d{4})年(?:全年|度)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the tables. ``year`` is that of months which name none, ``period`` that of a whole table."""

    index: Index
    group: Group
    year: int | None = None
    period: Period | None = None


def tables_in(places: Sequence[Place], setting: Setting, findings: Findings) -> Iterator[PeersTable]:
    """The tables of a file's grids, in order."""
    for place in places:
        if place.grid.hidden:
            where, what = f"{place.file} {place.grid.name}", "这一页是隐藏的，没有读"
            findings.add("hidden-sheet", where, what, "要用就取消隐藏", fatal=True)
            continue
        found = list(wides(place.grid))
        if not found and place.grid.name == "":
            what = "没有找到一行一个单位、后面是数的表，没有读"
            findings.add("no-table", place.file, what, "第一列写县（市、区），上面要有表头", fatal=True)
        for wide in found:
            if table := _table(*turned(wide, place, setting.group.own), setting, findings):
                yield table


def _table(wide: Wide, place: Place, setting: Setting, findings: Findings) -> PeersTable | None:
    file = PurePath(place.file).stem
    own = year_in(f"{wide.title} {place.grid.name}") or year_in(file)
    here = place.where(wide.rows[0].number - 1 if wide.rows else 1)
    of_table = setting.period or _period(wide, place, own or setting.year)
    heads = columns(wide, own or setting.year)
    dated = [(one, _of(one, of_table)) for one in heads if one.measure != "other"]
    if unused := [one.label for one in heads if one.measure == "other" and not is_idle(one.label)]:
        findings.add("unused-column", here, f"这些列没有拿来比：{'、'.join(unused)[:200]}")
    known = [(one, period) for one, period in dated if period is not None]
    if not known:
        _no_months(wide, place, here, findings)
        return None
    if dateless := [one.label for one, period in dated if period is None]:
        what = f"这些列没有写月份，标题里也没有，没有用：{'、'.join(dateless)[:200]}"
        findings.add("no-month", here, what, "请在表头或标题里写明月份", fatal=True)
    if own is None and not setting.period and any(period.end.year == setting.year for _, period in known):
        findings.add("no-year", here, f"表上没有写年份，按{setting.year}年", "请在标题里写明年份")
    rows = peers_of(wide, setting.group, place, findings)
    units = tuple(unit for name, value in wide.said if name.endswith("单位") for unit in units_in(value))
    sheet = Sheet(place, wide.rows[0].number - 1, rows, units, setting.index)
    told = series_of(known, sheet, findings)
    simulated = "模拟" in "".join((wide.title, place.grid.name, file, *wide.notes))
    return PeersTable(
        place.file, wide.title, tuple(name for name, _ in rows), tuple(told), simulated, "部分" in wide.title
    )


def _period(wide: Wide, place: Place, year: int | None) -> Period | None:
    """The months of the whole table: of its title, else of the sheet's name, else of the file's."""
    texts = (wide.title, place.grid.name, PurePath(place.file).stem)
    return next((told for text in texts if (told := find(text, year))), None) or _whole_year(wide.title)


def _whole_year(title: str) -> Period | None:
    """The year of a title that says it is whole (2023年全年, 2023年度): a year alone says what a table is for."""
    found = _WHOLE_YEAR.search(title)
    return year(int(found[1])) if found else None


def _of(column: Column, period: Period | None) -> Period | None:
    own = column.period or period
    return Period(own.end, own.end) if own and column.monthly else own


def _no_months(wide: Wide, place: Place, here: str, findings: Findings) -> None:
    texts = (wide.title, place.grid.name, *(text for texts in wide.heads.values() for text in texts))
    if any(find(text, _ANY_YEAR) for text in texts):
        what, do = "表上只有月份，没有年份，没有读", "请在标题里写明，例如 2023年1—5月；或加 --year 2023"
    else:
        what, do = "表上没有写是哪几个月的数，没有读", "请在标题里写明，例如 2023年1—5月；或加 --period 2023年1—5月"
    findings.add("no-month", here, what, do, fatal=True)
