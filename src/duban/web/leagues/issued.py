"""Issued results: looked up, and each held against the ones before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duban.errors import InputError
from duban.web.leagues.models import Issue


@dataclass(frozen=True, slots=True)
class Row:
    """A body of a result with its movement: places gained (positive) or lost, None where there is nothing to hold."""

    place: dict[str, Any]
    since_last: int | None
    since_last_year: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier or the same result in short, for the ranks over time."""

    key: str
    title: str
    as_of: date
    rulebook: str
    ranks: dict[str, list[Any]]


def issues() -> list[Issue]:
    """All results that were asked for, the newest first, without their contents."""
    return list(Issue.objects.current().defer("result").order_by("-as_of", "-id"))


def issue_of(key: str) -> Issue:
    """The issue of a key. Raises InputError where there is none."""
    found: Issue | None = Issue.objects.current().filter(key=key).first()
    if found is None:
        raise InputError("没有这次发布", do="请从列出的结果里选")
    return found


def pasts(group: str, until: date | None = None) -> list[Past]:
    """The issued results of a group up to a day, the oldest first; of several for one day all are there."""
    rows = Issue.objects.current().filter(group=group, state="issued")
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    told = rows.order_by("as_of", "id").values_list("key", "title", "as_of", "rulebook", "ranks")
    return [Past(*one) for one in told]


def last_before(found: Sequence[Past], day: date) -> Past | None:
    """The last result for an earlier day."""
    return next((one for one in reversed(found) if one.as_of < day), None)


def last_year(found: Sequence[Past], day: date) -> Past | None:
    """The result of a year ago: for the same month of the year before, the last one of that month."""
    month = (day.year - 1, day.month)
    return next((one for one in reversed(found) if (one.as_of.year, one.as_of.month) == month), None)


def rows(result: dict[str, Any], before: Past | None, year_ago: Past | None) -> list[Row]:
    """The bodies of a result in its order."""
    return [Row(one, _moved(one, before), _moved(one, year_ago)) for one in result["places"]]


def _moved(place: dict[str, Any], before: Past | None) -> int | None:
    was = before.ranks.get(place["org_unit"], [None])[0] if before else None
    return was - place["rank"] if was is not None and place["rank"] is not None else None
