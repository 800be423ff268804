"""Verdicts as rows: one a pledge as of today, and one a pledge and a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from duban.ledger.types import Pledge
from duban.pack.pack import Pack
from duban.pack.schema.lights import UNLIT
from duban.periods import Month
from duban.standing.reasons import actual_words, reason, sentence, target_words
from duban.standing.verdict import Verdict
from duban.web.log.amounts import stored
from duban.web.standings.models import MonthVerdict, PledgeVerdict

_SILENT = next(one for one in UNLIT if one.key == "not_reported")
# Verdicts that hold for all months: they follow from the pledge, not from its figures.
_SETTLED = frozenset({"dropped", "adjusted"})
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A pledge with today's verdict, the verdicts of its reported months and its look ahead as it is kept."""

    now: Verdict
    months: Sequence[Verdict]
    ahead: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """When it was made, of which entry of the log."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Was:
    """A light before its last change: its key, its shape, word, colour and reason, and when the change was made."""

    light: str = ""
    told: tuple[str, ...] = ()
    changed: datetime | None = None


def today_row(one: Judged, pack: Pack, made: Made, was: Was) -> PledgeVerdict:
    """The row of today."""
    body = pack.org_unit(one.now.pledge.org_unit)
    return PledgeVerdict(
        **_told(one.now, pack),
        pledge=one.now.pledge.id,
        number=made.number,
        at=made.at,
        as_of=one.now.as_of,
        facts=[one.now.fact] if one.now.fact else [],
        history=[_month(each) for each in one.months if each.until],
        was=was.light,
        former=list(was.told),
        changed=was.changed,
        said=sentence(one.now, body.name if body else ""),
        forecast=dict(one.ahead),
    )


def month_rows(one: Judged, pack: Pack, headline: Mapping[str, int], newest: Month) -> Iterator[MonthVerdict]:
    """A row for each month of the plan year up to the newest, or up to a later due month; the last is today's."""
    pledge, was = one.now.pledge, ""
    first, last = Month(pledge.year, 1), _last(pledge, newest)
    place = headline.get(pledge.indicator)
    for number in range(first.number, last.number + 1):
        held = _at(one, first.plus(number - first.number), last)
        known = [each for each in one.months if each.until and each.until.number <= number]
        yield MonthVerdict(
            **_told(held, pack),
            pledge=pledge.id,
            month=number,
            was=was if was != held.light.key else "",
            headline=place,
            series=[] if place is None else [_point(each) for each in known],
        )
        was = held.light.key


def newest_month(verdicts: Sequence[Verdict]) -> Month:
    """The newest month that has a figure; where a new year has none yet, its January."""
    as_of = Month.of(verdicts[0].as_of)
    found = [one.until for one in verdicts if one.until and one.until <= as_of]
    if any(one.pledge.year == as_of.year for one in verdicts):
        found.append(Month(as_of.year, 1))
    return max(found, default=as_of)


def _last(pledge: Pledge, newest: Month) -> Month:
    return min(newest, max(Month(pledge.year, _DECEMBER), Month.of(pledge.due_day)))


def _at(one: Judged, month: Month, last: Month) -> Verdict:
    """The verdict that held at the end of a month."""
    if month == last or one.now.verdict in _SETTLED:
        return one.now
    known = [each for each in one.months if each.until and each.until <= month]
    return known[-1] if known else _silent(one.now)


def _silent(now: Verdict) -> Verdict:
    nothing: dict[str, Any] = dict.fromkeys(("until", "expected", "actual", "actual_day", "gap", "share", "pace"))
    empty: dict[str, Any] = dict.fromkeys(("fact", "state", "note", "stretch_verdict", "barred"), "")
    return replace(now, verdict="not_reported", light=_SILENT, growing=False, history=(), **nothing, **empty)


def _told(one: Verdict, pack: Pack) -> dict[str, Any]:
    """What both kinds of rows say of a verdict."""
    pledge = one.pledge
    return {
        "subject": pledge.subject,
        "org_unit": pledge.org_unit,
        "lead": _lead(pledge, pack),
        "book": pledge.origin.book,
        "indicator": pledge.indicator,
        "rule": one.rule.id,
        "verdict": one.verdict,
        "light": one.light.key,
        "shape": one.light.shape,
        "word": one.light.word,
        "colour": one.light.colour,
        "order": one.light.order,
        "stretch": one.stretch_verdict or "",
        "until": one.until.number if one.until else None,
        "expected": stored(one.expected),
        "actual": stored(one.actual),
        "share": one.share if one.is_share else None,
        "pace": one.pace if one.is_share else None,
        "gap": one.gap,
        "gap_unit": one.gap_unit,
        "target": target_words(pledge)[:200],
        "done": _done(one)[:200],
        "unit": pledge.unit,
        "on_average": stored(one.on_average),
        "months_left": one.months_left,
        "reason": reason(one),
    }


def _done(one: Verdict) -> str:
    if one.pledge.kind == "milestone" and one.until is not None:
        return one.state or actual_words(one)
    return actual_words(one)


def _lead(pledge: Pledge, pack: Pack) -> str:
    return next(iter(pledge.responsible), pledge.org_unit) if pledge.org_unit == pack.whole else pledge.org_unit


def _month(one: Verdict) -> list[Any]:
    light, number = one.light, one.until.number if one.until else 0
    figures = (stored(one.expected), stored(one.actual))
    return [number, light.key, light.shape, light.word, light.colour, *figures, one.fact]


def _point(one: Verdict) -> list[int | None]:
    return [one.until.number if one.until else None, stored(one.expected), stored(one.actual)]
