"""What is typed is kept as it is typed; nobody else's figures are touched, and nothing of it counts yet."""

from __future__ import annotations

from collections.abc import Iterable

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import now
from duban.web.facts.calendar import check_open, provider_window
from duban.web.facts.models import Draft
from duban.web.facts.provided import Table
from duban.web.facts.sheets import own_key, sheet_of

_LONGEST = 2000
# The states in which a body may still type into its sheet.
_OPEN = frozenset({"returned"})


def save(actor: Actor, org_unit: str, month: Month, cells: Iterable[tuple[str, str, str]]) -> int:
    """Keep cells ``(row, column, text)`` of a body's sheet; gives how many there were."""
    check_fills(actor, org_unit, month)
    return _keep(actor, own_key(org_unit, month), cells)


def check_fills(actor: Actor, org_unit: str, month: Month) -> None:
    """Refuse whoever may not type into a body's sheet, or not now. Raises RefusedError, InputError."""
    require(actor, "facts.fill", Target(org_unit=org_unit))
    check_open(month, org_unit)
    sheet = sheet_of(own_key(org_unit, month))
    if sheet is not None and sheet.state not in _OPEN:
        raise InputError("这张表已经报出去了，不能再填", do="要改，请让审核的人退回；签发以后请用“更正”")


def save_table(actor: Actor, table: Table, cells: Iterable[tuple[str, str, str]]) -> int:
    """Keep cells ``(body, basis, text)`` of a provider's table; gives how many there were."""
    require(actor, "facts.provide", Target(org_unit=table.provider.provider, indicator=table.indicator.id))
    check_open(table.month, table.provider.provider, provider_window(table.provider, table.month))
    return _keep(actor, table.key, cells)


def _keep(actor: Actor, sheet: str, cells: Iterable[tuple[str, str, str]]) -> int:
    typed = [
        Draft(sheet=sheet, row=row, column=column, text=text[:_LONGEST], account=actor.account or 0, at=now())
        for row, column, text in cells
    ]
    Draft.objects.bulk_create(
        typed,
        update_conflicts=True,
        unique_fields=["sheet", "row", "column"],
        update_fields=["text", "account", "at"],
    )
    return len(typed)
