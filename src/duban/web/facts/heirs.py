"""After a merger: whose sheets a successor may open, and what a former body's sheet of a month held.

The pledges go over to the successor with their figures (``people.inherit``); what was typed and not handed in, what was
said in words and how far the sheet was stay under the former body's name and are read from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from duban.amounts import about
from duban.periods import Month
from duban.web.access.models import Account
from duban.web.books.models import Clause
from duban.web.facts.cells import NIL_WORD
from duban.web.facts.models import Draft, Fact, Progress
from duban.web.facts.sheets import WORDS, own_key
from duban.web.log.amounts import exact
from duban.web.org.directory import Directory


@dataclass(frozen=True, slots=True)
class Left:
    """One cell of a former body's sheet: ``column`` as drafts name it; ``draft``: typed and never handed in."""

    row: str
    subject: str
    column: str
    text: str
    who: str
    at: datetime
    draft: bool


def heir(org_unit: str, places: Directory) -> str:
    """The body that inherited from this one, through as many mergers as there were; itself where it still is."""
    seen = {org_unit}
    while org_unit in places.ends and (after := places.ends[org_unit][1]) and after not in seen:
        seen.add(after)
        org_unit = after
    return org_unit


def former(org_unit: str, places: Directory) -> list[str]:
    """The bodies that were merged into this one, in official order."""
    return places.in_order(one for one in places.ends if heir(one, places) == org_unit and one != org_unit)


def left(org_unit: str, month: Month) -> list[Left]:
    """What a former body's sheet of a month held: its drafts, its words, its own figures."""
    drafts = list(Draft.objects.filter(sheet=own_key(org_unit, month)).order_by("row", "column"))
    said = list(Progress.objects.filter(org_unit=org_unit, month=month.number).select_related("entry"))
    facts = list(Fact.objects.filter(provider=org_unit, last=month.number).exclude(answers="").select_related("entry"))
    subjects = _subjects([*(one.row for one in drafts), *(one.clause for one in said), *(one.answers for one in facts)])
    numbers = {one.account for one in drafts} | {one.entry.account or 0 for one in (*said, *facts)}
    names = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "full_name"))
    found = [
        Left(one.row, subjects.get(one.row, one.row), one.column, one.text, names.get(one.account, ""), one.at, True)
        for one in drafts
    ]
    for one in facts:
        column, text = "state" if one.state else "value", _words(one)
        who, at = names.get(one.entry.account or 0, ""), one.entry.at
        found.append(Left(one.answers, subjects.get(one.answers, one.subject), column, text, who, at, False))
    for row in said:
        who, at, name = names.get(row.entry.account or 0, ""), row.entry.at, subjects.get(row.clause, row.clause)
        found += [Left(row.clause, name, one, getattr(row, one), who, at, False) for one in WORDS if getattr(row, one)]
    return found


def _words(fact: Fact) -> str:
    held = exact(fact.value)
    if held is None:
        return f"{fact.state} {fact.day or ''}".strip() or NIL_WORD
    return about(held, fact.unit)


def _subjects(keys: Iterable[str]) -> dict[str, str]:
    return dict(Clause.objects.current().filter(key__in=set(keys)).values_list("key", "subject"))
