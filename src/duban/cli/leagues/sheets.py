"""Standings for Excel: a sheet a group, as a league table is printed, and one of what is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duban.reading.document import plain
from duban.sheets.lists import Sheet
from duban.sheets.workbook import workbook
from duban.standing.leagues.league import League, Standings

_HEAD = (
    ("名次", 8),
    ("较上月", 10),
    ("较上年", 10),
    ("单位", 24),
    ("综合得分", 12),
    ("加分", 8),
    ("扣分", 8),
    ("说明", 40),
)
_DETAIL = (
    *(("单位", 24), ("项目", 24), ("分值", 8), ("目标", 16), ("累计完成", 16), ("单位（数）", 10), ("完成率%", 10)),
    *(("得分", 10), ("数据到", 10), ("计分办法", 30)),
)


def render(told: Standings) -> bytes:
    """The workbook's bytes."""
    sheets = []
    for league in told.leagues:
        sheets.append(Sheet(f"{league.group}排名", _HEAD, list(_places(told, league)), frozen=4))
        sheets.append(Sheet(f"{league.group}各项", _DETAIL, list(_details(told, league))))
    notes = [(league.group, note) for league in told.leagues for note in league.notes]
    sheets.append(Sheet("说明", (("组", 16), ("说明", 90)), notes))
    flags = [
        (one.flag.name, one.org_unit.name, one.pledge.subject if one.pledge else "", one.reason)
        for one in told.proposals
    ]
    sheets.append(Sheet("红旗蜗牛建议", (("名目", 14), ("单位", 24), ("承诺或项目", 30), ("理由", 60)), flags))
    return workbook("督办：排名", sheets)


def _places(told: Standings, league: League) -> Iterator[tuple[str | int | float | None, ...]]:
    for one in league.places:
        total = None if one.total is None else float(told.points(one.total))
        extras = (float(told.points(one.bonus + one.ladder)), float(told.points(one.minus)))
        yield (one.rank, one.moved, one.moved_in_a_year, one.org_unit.name, total, *extras, one.unplaced)


def _details(told: Standings, league: League) -> Iterator[tuple[str | int | float | date | None, ...]]:
    for place in league.places:
        for one in place.scores:
            if one.pledge is None:
                continue
            share = None if one.share is None else round(one.share, 2)
            points = None if one.points is None else float(told.points(one.points))
            until = str(one.until) if one.until else ""
            figures = (plain(one.target), plain(one.actual), one.pledge.unit, share)
            yield (
                place.org_unit.name,
                one.line.name,
                float(one.line.weight),
                *figures,
                points,
                until,
                one.line.formula.name,
            )
