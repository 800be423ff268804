"""A provider's table as what is appended when it is released: checks, figures, and the table's own row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.facts.models import Fact, Objection, Sheet
from duban.web.facts.provided import STATUSES, ProvidedRow, Table
from duban.web.files.marks import no_secret_words
from duban.web.log.amounts import stored
from duban.web.log.writing import replacing

OF_PROVIDER = "数据提供单位"
_NAMED = 4


@dataclass(frozen=True, slots=True)
class How:
    """How figures are released: what they are, from which moment on, and why published ones are changed.

    ``moment``: before it only the provider and the supervision office see them; None: at once.
    """

    status: str = "final"
    moment: datetime | None = None
    reason: str = ""
    sure: bool = False


def check(actor: Actor, tables: Sequence[Table], how: How) -> None:
    """Refuse what cannot be read, what is doubtful unless somebody is sure, and a correction without a reason."""
    if how.status not in STATUSES:
        raise InputError(f"没有“{how.status}”这一种", where="数的性质", do="请选预计、快报、初步或最终")
    rows = [(table, row) for table in tables for row in table.rows]
    for _table, row in rows:
        for cell in row.cells.values():
            if cell.error:
                name = actor.directory.name(row.org_unit, actor.day)
                raise InputError(f"{name}：{cell.error}", do="请改好红色的格子再发布")
    doubtful = [row for _table, row in rows if any(cell.doubts for cell in row.cells.values())]
    if doubtful and not how.sure:
        what = f"有{len(doubtful)}个单位的数要再看一看：{_names(actor, doubtful)}"
        raise InputError(what, do="核对过、确实这样的，请勾上“我核对过了”再发布")
    no_secret_words(how.reason, "更正的理由")
    if not how.reason and (corrected := _unexplained(tables)):
        raise InputError(
            f"改了已经发布的最终数：{_names(actor, corrected)}", do="请写更正的理由；旧数和理由都留着，人人可以看到"
        )


def facts(table: Table, how: How) -> Iterator[Fact]:
    """The typed figures that differ from what is held, each a first one or a correction."""
    for row, basis in _typed(table):
        told = {
            "value": stored(row.found(basis)),
            "comparator": "=",
            "status": how.status,
            "release": how.moment,
            "provider": table.provider.provider,
            "simulated": False,
            "source": OF_PROVIDER,
        }
        held = row.held.get(basis)
        yield replacing(held, **told) if held else _first(table, row, basis, told)


def sheet(table: Table, how: How, *, late: bool) -> Sheet:
    """The table's own row: released; only the first release says whether it was late, and that stays."""
    told = {"state": "released", "status": how.status, "release": how.moment}
    if table.sheet is not None:
        return replacing(table.sheet, **told)
    return Sheet(
        key=table.key,
        kind="provider",
        org_unit=table.provider.provider,
        indicator=table.indicator.id,
        scope=table.provider.scope,
        month=table.month.number,
        late=late,
        **told,
    )


def _typed(table: Table) -> Iterator[tuple[ProvidedRow, str]]:
    for row in table.rows:
        for basis in table.bases:
            if row.cells[basis].drafted and row.cells[basis].text.strip():
                yield row, basis


def _unexplained(tables: Sequence[Table]) -> list[ProvidedRow]:
    """The rows in which a final figure is changed of which no objection was upheld."""
    changed = [(row, held) for table in tables for row, basis in _typed(table) if (held := row.held.get(basis))]
    final = [(row, held) for row, held in changed if held.status == "final" and not held.simulated]
    upheld = Objection.objects.current().filter(fact__in=[held.key for _row, held in final], upheld=True)
    explained = set(upheld.values_list("fact", flat=True)) if final else set()
    return [row for row, held in final if held.key not in explained]


def _names(actor: Actor, rows: Sequence[ProvidedRow]) -> str:
    bodies = dict.fromkeys(row.org_unit for row in rows)
    return "、".join(actor.directory.name(one, actor.day) for one in list(bodies)[:_NAMED])


def _first(table: Table, row: ProvidedRow, basis: str, told: Mapping[str, Any]) -> Fact:
    return Fact(
        key=f"given.{row.org_unit}.{table.indicator.id}.{table.provider.scope}.{basis}.{table.month}",
        org_unit=row.org_unit,
        indicator=table.indicator.id,
        subject=table.indicator.name,
        scope=table.provider.scope,
        kind=row.kinds[basis],
        basis=basis,
        unit=row.measures[basis].base,
        first=table.period.start.number,
        last=table.period.end.number,
        **told,
    )
