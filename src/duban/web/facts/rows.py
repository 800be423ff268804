"""A sheet's rows as what is appended when it counts: facts, and what was said in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from duban.periods import Month
from duban.web.facts.models import Fact, Progress
from duban.web.facts.sheets import WHY, WORDS, Row, changed
from duban.web.log.amounts import stored
from duban.web.log.writing import replacing

# Where a body's own figures come from.
OWN = "单位填报"
_LONGEST = 500


def counting(rows: Sequence[Row], org_unit: str, month: Month) -> Iterator[Fact | Progress]:
    """All that is appended when a sheet counts."""
    yield from figures(rows, org_unit)
    yield from words(rows, org_unit, month)


def reasons(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """What the entry of a sheet says beside it: why each figure that is held is changed, by the figure's key."""
    told = {
        row.owed.held.key: row.cells[WHY].text.strip()[:_LONGEST]
        for row in rows
        if row.owed.held is not None and WHY in row.cells and changed(row)
    }
    return {"reasons": told} if told else {}


def figures(rows: Sequence[Row], org_unit: str) -> Iterator[Fact]:
    """A new fact for each figure or state that differs from what is held; a correction names what it corrects."""
    for row in rows:
        if changed(row) and (told := _told(row)) is not None:
            held = row.owed.held
            yield (
                replacing(held, provider=org_unit, simulated=False, source=OWN, **told)
                if held
                else _first(row, org_unit, told)
            )


def words(rows: Sequence[Row], org_unit: str, month: Month) -> Iterator[Progress]:
    """What was said of each pledge, where it differs from what is held."""
    held = {one.clause: one for one in Progress.objects.current().filter(org_unit=org_unit, month=month.number)}
    for row in rows:
        told = {column: row.cells[column].text.strip() for column in WORDS}
        before, key = held.get(row.clause.key), f"{row.clause.key}.{month}"
        if before is not None and any(getattr(before, column) != text for column, text in told.items()):
            yield replacing(before, **told)
        elif before is None and any(told.values()):
            yield Progress(key=key, clause=row.clause.key, org_unit=org_unit, month=month.number, **told)


def _told(row: Row) -> dict[str, object] | None:
    """What is said of the figure, a value of None where it was said that there is none; None where nothing was said.

    Not reported is not zero, and neither is none.
    """
    if row.clause.kind == "milestone":
        state, day = row.cells["state"].text.strip(), row.cells["day"].text.strip()
        return {"state": state, "day": date.fromisoformat(day) if day else None} if state else None
    return {"value": stored(row.found), "comparator": "="} if row.cells["value"].text.strip() else None


def _first(row: Row, org_unit: str, told: dict[str, object]) -> Fact:
    clause, period = row.clause, row.owed.period
    return Fact(
        key=f"own.{clause.key}.{period.end}",
        org_unit=clause.org_unit,
        indicator=clause.indicator,
        subject=clause.subject,
        scope=clause.scope,
        kind="quantity" if clause.kind == "trend" else clause.kind,
        basis=clause.basis,
        unit=clause.unit,
        first=period.start.number,
        last=period.end.number,
        source=OWN,
        answers=clause.key,
        provider=org_unit,
        **told,
    )
