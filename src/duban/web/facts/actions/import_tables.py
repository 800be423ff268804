"""A provider's own file is imported: all its tables in one entry of the log, or nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from duban.errors import InputError
from duban.pack.schema.providers import Provider
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.facts.actions.draft import spent
from duban.web.facts.calendar import check_open, provider_window
from duban.web.facts.clash import plain
from duban.web.facts.lock import locked
from duban.web.facts.provided import Table, table, table_key
from duban.web.facts.released import How, check, facts, sheet
from duban.web.log.writing import About, writing


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure to be released, with what was held when somebody looked at the import."""

    indicator: str
    scope: str
    row: str
    basis: str
    old: str
    new: str


def import_tables(actor: Actor, org_unit: str, month: Month, cells: Sequence[Cell], how: How, file: str) -> int:
    """Release all cells at once; gives how many. ``file`` is the hash of the file that they stood in.

    Raises InputError, and writes nothing, where one of them cannot be read, is doubtful or corrects a final figure
    without a word, or where a figure was released in between.
    """
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for one in cells:
        found[one.indicator, one.scope].append(one)
    for indicator, _scope in found:
        require(actor, "facts.provide", Target(org_unit=org_unit, indicator=indicator))
    if not found:
        raise InputError("没有要改的数", do="请核对文件和月份")
    late = {at: _late(org_unit, month, at) for at in found}
    with locked(*(table_key(*at, month) for at in found)):
        tables = [_table(actor, org_unit, month, at, own) for at, own in found.items()]
        check(actor, tables, how)
        added = [fact for one in tables for fact in facts(one, how)]
        told = {"figures": len(added), "status": how.status, "file": file}
        told |= {"reason": how.reason} if how.reason else {}
        about = About("sheet", tables[0].key if len(tables) == 1 else f"import.{org_unit}.{month}", org_unit)
        with writing("facts.import", actor.by("provider"), about, told) as written:
            written.add(*added)
            written.add(*(sheet(one, how, late=late[at]) for at, one in zip(found, tables, strict=True)))
            for each in tables:
                spent(each.key, each.texts)
    return len(added)


def _late(org_unit: str, month: Month, at: tuple[str, str]) -> bool:
    """Whether a table is late. Raises InputError where its month is not open."""
    days = provider_window(_provider(org_unit, month, at), month)
    return check_open(month, org_unit, days).is_late(today())


def _table(actor: Actor, org_unit: str, month: Month, at: tuple[str, str], cells: Sequence[Cell]) -> Table:
    provider = _provider(org_unit, month, at)
    held = table(provider, month, actor.directory, drafts=False).texts
    for one in cells:
        if plain(held.get((one.row, one.basis), "")) != plain(one.old):
            name = actor.directory.name(one.row, month.last_day)
            raise InputError(f"您看过以后，{name}的这个数有人发布过了", do="什么也没有写，请重新上传，再看一遍")
    typed = {(one.row, one.basis): one.new for one in cells}
    return table(provider, month, actor.directory, typed, drafts=False)


def _provider(org_unit: str, month: Month, at: tuple[str, str]) -> Provider:
    provider = declarations().provider(*at, month.last_day)
    if provider is None or provider.provider != org_unit:
        raise InputError("这个指标不是本单位提供的", do="请重新上传，按本单位的指标对")
    return provider
