"""Records as facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from duban.amounts import base_unit
from duban.ledger.measured import measured
from duban.ledger.raw import Raw, Unusable
from duban.ledger.types import Fact, FactStatus
from duban.periods import Month, Period, to_date, year


def fact(raw: Raw, as_of: date | None = None, within: int | None = None) -> Fact | None:
    """The fact of a record; None where nobody reported a figure, or where it cannot be used (a finding says why).

    ``as_of``: a figure without a period gets the whole months of its year up to that day, and a finding says so;
    without it such a figure is left out. ``within`` is the year of a period that names none.
    """
    try:
        return _fact(raw, as_of, within or (as_of.year if as_of else None))
    except Unusable:
        return None


def _fact(raw: Raw, as_of: date | None, around: int | None) -> Fact | None:
    told = measured(raw)
    if told.kind in ("quantity", "rank") and told.value is None:
        if not raw.findings.full("not-reported"):
            raw.tell("not-reported", "value", "没有报数，不算 0，也不进表")
        else:
            raw.findings.count("not-reported", raw.where("value"))
        return None
    answers = raw.text("answers")
    if not (told.subject or told.indicator or answers):
        raise raw.refuse("no-subject", "subject", "没有写指标，也没有写对应哪个承诺，这一行没有用")
    within = raw.whole("year") or raw.year or around
    day = raw.day("day", within)
    return Fact(
        key=raw.text("key") or raw.made_name,
        org_unit=told.org_unit,
        subject=told.subject,
        kind=told.kind,
        basis=told.basis,
        unit=base_unit(told.unit)[0],
        period=_period(raw, within, day, as_of),
        value=told.folded(told.value),
        comparator=told.comparator,
        upper=told.folded(told.upper),
        indicator=told.indicator,
        scope=told.scope,
        state=told.state,
        day=day,
        status=cast(FactStatus, raw.word("status", "fact_status") or "final"),
        simulated=raw.truth("simulated"),
        source=raw.text("source"),
        answers=answers,
        replaces=raw.text("replaces"),
        known=raw.whole("known") or 0,
        part_of=told.part_of,
        contested=raw.truth("contested"),
        provider=raw.text("provider"),
        origin=told.origin,
    )


def _period(raw: Raw, within: int | None, day: date | None, as_of: date | None) -> Period:
    """The months that are said; else those of the day, of the head or the title, or up to the date of judging."""
    said = raw.months("period", within)
    if said:
        if as_of and said.end > Month.of(as_of):
            raw.tell("period-ahead", "period", f"期间是{said.words}，判定日{as_of}还没到", "照写的期间读入；请核对")
        return said
    if day:
        return to_date(Month.of(day))
    if raw.period:
        raw.tell_once("period-of-title", "period", f"没有写期间，各行按表头或标题的{raw.period.words}")
        return raw.period
    own = raw.whole("year")
    if as_of is None and own is None:
        do = "补上期间（如 2023年1—8月），或给出判断的日期"
        raise raw.refuse("no-period", "period", "没有写期间，这一行没有用", do)
    period = up_to(as_of, within or as_of.year) if as_of else year(own or 0)
    if raw.findings.first("no-period", (raw.file, raw.place.name, period)):  # of many rows the first of each
        raw.tell("no-period", "period", f"没有写期间，按{period.words}", "请补上期间")
    return period


def up_to(day: date, of: int) -> Period:
    """The whole months of a year up to a day; the whole year where it is over, January where no month is."""
    if day.year > of:
        return year(of)
    last = Month.of(day) if (day + timedelta(days=1)).day == 1 else Month.of(day).plus(-1)
    return to_date(last if last.year == of else Month(of, 1))
