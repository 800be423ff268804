"""What is typed is kept as it is typed; nobody else's figures are touched, and nothing of it counts yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import now
from duban.web.facts.calendar import check_open, provider_window
from duban.web.facts.clash import Kept, Seen, Standing, parted
from duban.web.facts.lock import locked
from duban.web.facts.models import Draft, Sheet
from duban.web.facts.provided import Table, table
from duban.web.facts.sheets import FREE, Typed, own_key, own_rows, sheet_of, texts_of
from duban.web.files.marks import no_secret_words

_LONGEST = 2000
# The states in which a body may still type into its sheet.
_OPEN = frozenset({"returned"})
_NOTHING: Seen = {}


def save(
    actor: Actor, org_unit: str, month: Month, cells: Iterable[tuple[str, str, str]], seen: Seen = _NOTHING
) -> Kept:
    """Keep cells ``(row, column, text)`` of a body's sheet, but for those that a colleague changed in between."""
    key = own_key(org_unit, month)
    with locked(key):
        sheet = check_fills(actor, org_unit, month)
        standing = Standing(drafts_of(key), sheet, lambda: texts_of(own_rows(org_unit, month, actor.directory)))
        return _keep(actor, key, cells, seen, standing)


def check_fills(actor: Actor, org_unit: str, month: Month) -> Sheet | None:
    """The sheet as it stands. Raises RefusedError, InputError where somebody may not type into it, or not now."""
    require(actor, "facts.fill", Target(org_unit=org_unit))
    check_open(month, org_unit)
    sheet = sheet_of(own_key(org_unit, month))
    if sheet is not None and sheet.state not in _OPEN:
        raise InputError("这张表已经报出去了，不能再填", do="要改，请让审核的人退回；签发以后请用“更正”")
    return sheet


def save_table(actor: Actor, found: Table, cells: Iterable[tuple[str, str, str]], seen: Seen = _NOTHING) -> Kept:
    """Keep cells ``(body, basis, text)`` of a provider's table, but for those that a colleague changed in between."""
    require(actor, "facts.provide", Target(org_unit=found.provider.provider, indicator=found.indicator.id))
    check_open(found.month, found.provider.provider, provider_window(found.provider, found.month))
    with locked(found.key):
        standing = Standing(
            drafts_of(found.key),
            sheet_of(found.key),
            lambda: table(found.provider, found.month, actor.directory).texts,
        )
        return _keep(actor, found.key, cells, seen, standing)


def drafts_of(key: str) -> Mapping[tuple[str, str], Draft]:
    """What was typed into a sheet, by row and column."""
    return {(one.row, one.column): one for one in Draft.objects.filter(sheet=key)}


def spent(key: str, texts: Typed) -> None:
    """Take away the drafts that were handed in, and no others."""
    Draft.objects.filter(
        pk__in=[one.pk for at, one in drafts_of(key).items() if texts.get(at, one.text) == one.text]
    ).delete()


def _keep(actor: Actor, key: str, cells: Iterable[tuple[str, str, str]], seen: Seen, standing: Standing) -> Kept:
    typed = {(row, column): text[:_LONGEST] for row, column, text in cells}
    for (_row, column), text in typed.items():
        if column in FREE:
            no_secret_words(text, str(FREE[column]))
    fresh, clashes = parted(actor.account, typed, seen, standing)
    at = now()
    Draft.objects.bulk_create(
        [
            Draft(sheet=key, row=row, column=column, text=text, account=actor.account or 0, at=at)
            for (row, column), text in fresh.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "row", "column"],
        update_fields=["text", "account", "at"],
    )
    return Kept(len(typed), clashes)
