"""A provider hands in its table for all bodies: its figures count from the release on, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.facts.calendar import check_open, provider_window
from duban.web.facts.models import Draft, Fact, Sheet
from duban.web.facts.provided import STATUSES, ProvidedRow, Table
from duban.web.log.amounts import stored
from duban.web.log.writing import About, replacing, writing

OF_PROVIDER = "数据提供单位"


def release(actor: Actor, table: Table, status: str, moment: datetime | None = None, *, sure: bool = False) -> int:
    """Append the typed figures that differ from what is held, each a first one or a correction; gives how many.

    ``moment``: before it only the provider and the supervision office see them; None: at once. Raises InputError while
    a cell cannot be read, and, unless somebody is ``sure``, while one is doubtful.
    """
    body = table.provider.provider
    require(actor, "facts.provide", Target(org_unit=body, indicator=table.indicator.id))
    if status not in STATUSES:
        raise InputError(f"没有“{status}”这一种", where="数的性质", do="请选预计、快报、初步或最终")
    days = check_open(table.month, body, provider_window(table.provider, table.month))
    for row in table.rows:
        for cell in row.cells.values():
            if cell.error:
                name = actor.directory.name(row.org_unit, actor.day)
                raise InputError(f"{name}：{cell.error}", do="请改好红色的格子再发布")
    doubtful = [row for row in table.rows if any(cell.doubts for cell in row.cells.values())]
    if doubtful and not sure:
        names = "、".join(actor.directory.name(row.org_unit, actor.day) for row in doubtful[:4])
        what = f"有{len(doubtful)}个单位的数要再看一看：{names}"
        raise InputError(what, do="核对过、确实这样的，请勾上“我核对过了”再发布")
    facts = list(_facts(table, status, moment))
    if not facts and table.sheet is not None:
        raise InputError("没有新的数", do="改了哪一格，再发布")
    about = About("sheet", table.key, body)
    with writing("facts.release", actor.by("provider"), about, {"figures": len(facts), "status": status}) as written:
        written.add(*facts, _sheet(table, status, moment, late=days.is_late(today())))
        Draft.objects.filter(sheet=table.key).delete()
    return len(facts)


def _facts(table: Table, status: str, moment: datetime | None) -> Iterator[Fact]:
    for row in table.rows:
        for basis in table.bases:
            if row.cells[basis].drafted and (found := row.found(basis)) is not None:
                told = {
                    "value": stored(found),
                    "status": status,
                    "release": moment,
                    "provider": table.provider.provider,
                    "simulated": False,
                    "source": OF_PROVIDER,
                }
                held = row.held.get(basis)
                yield replacing(held, **told) if held else _first(table, row, basis, told)


def _first(table: Table, row: ProvidedRow, basis: str, told: Mapping[str, Any]) -> Fact:
    return Fact(
        key=f"given.{row.org_unit}.{table.indicator.id}.{table.provider.scope}.{basis}.{table.month}",
        org_unit=row.org_unit,
        indicator=table.indicator.id,
        subject=table.indicator.name,
        scope=table.provider.scope,
        kind="quantity",
        basis=basis,
        unit=row.measures[basis].base,
        first=table.period.start.number,
        last=table.period.end.number,
        **told,
    )


def _sheet(table: Table, status: str, moment: datetime | None, *, late: bool) -> Sheet:
    if table.sheet is not None:
        return replacing(table.sheet, state="released", status=status, release=moment)
    return Sheet(
        key=table.key,
        kind="provider",
        org_unit=table.provider.provider,
        indicator=table.indicator.id,
        scope=table.provider.scope,
        month=table.month.number,
        state="released",
        status=status,
        release=moment,
        late=late,
    )
