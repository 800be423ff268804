"""A record as one line of a pledge: what the pledge is, and one of its tiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from duban.ledger.measured import Measured, measured
from duban.ledger.raw import Raw, Unusable, number
from duban.ledger.types import Accumulation, Firmness, PledgeStatus, Polarity
from duban.periods import Month, parse
from duban.sheets.figures import Figure

_FIVE = 5  # years of a plan
_STEPS = re.compile(r"[;；，、\n]+|,(?=\s*\d{4})")
_BODIES = re.compile(r"[、,，;；\s]+")
_STEP = re.compile(r"(.+?)\s*[=＝:：]\s*(.+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; its amounts are as written, in ``told.unit``. ``year`` is None where nothing in the line tells it."""

    raw: Raw
    id: str
    told: Measured
    firmness: Firmness
    year: int | None
    due: date | None
    assessed: Figure | None
    trajectory: tuple[tuple[Month, Figure], ...]
    polarity: Polarity
    accumulation: Accumulation
    annual_only: bool
    status: PledgeStatus
    responsible: tuple[str, ...]


def line(raw: Raw, year: int | None = None) -> Line | None:
    """The line of a record; None where it cannot be used, or pledges nothing (a finding says why).

    A pledge's year is the one that is said, else that of its due day, of the title, or ``year``; what is due in a later
    year than these begins in them. Where the record says neither polarity nor accumulation, they are the more the
    better, and to date.
    """
    try:
        return _line(raw, year)
    except Unusable:
        return None


def _line(raw: Raw, year: int | None) -> Line | None:
    told = measured(raw)
    if told.basis == "share":
        do = "写目标本身；要许的是一个率，把 basis 写成 level"
        raise raw.refuse("share-pledged", "basis", "完成目标的百分之几是报告里的说法，不能拿来许，这一行没有用", do)
    if told.kind in ("quantity", "rank") and told.value is None:
        raw.tell("no-target", "value", "没有目标数，这一行不成承诺")
        return None
    if not (told.subject or told.indicator):
        raise raw.refuse("no-subject", "subject", "没有写指标，这一行没有用")
    said = raw.whole("year")
    within = said or raw.year or year
    due = raw.day("due", within)
    own = said or (min(due.year, within or due.year) if due else within)
    if due and not _in_reach(due.year, own, raw.year):
        raw.tell("due-out-of-year", "due", f"期限{due}不在{own}年", "照写的期限读入；请核对")
    identity = raw.text("id")
    if not identity:
        what = f"没有编号的各行按行号编，这一行是“{raw.made_name}”"
        raw.tell_once("made-id", "id", what, "底线和力争分写两行的，要写同一个编号")
    return Line(
        raw=raw,
        id=identity or raw.made_name,
        told=told,
        firmness=cast(Firmness, raw.word("firmness") or "plan"),
        year=own,
        due=due,
        assessed=raw.figure("assessed"),
        trajectory=tuple(_trajectory(raw, own)),
        polarity=cast(Polarity, raw.word("polarity") or "higher"),
        accumulation=cast(Accumulation, raw.word("accumulation") or "ytd"),
        annual_only=raw.truth("annual_only"),
        status=cast(PledgeStatus, raw.word("status", "pledge_status") or "in_force"),
        responsible=tuple(_bodies(raw.fields.get("responsible"))),
    )


def _in_reach(due: int, own: int | None, title: int | None) -> bool:
    """Whether a due day is of its year, or of the five that a title plans from it."""
    return due == own or (own is not None and own == title and own < due < own + _FIVE)


def _bodies(given: object) -> Iterator[str]:
    """The bodies of a list, or of a text that parts them: 发改局、商务局."""
    parts = given if isinstance(given, list | tuple) else _BODIES.split(getattr(given, "text", str(given or "")))
    yield from (text for part in parts if (text := str(part).strip()))


def _trajectory(raw: Raw, year: int | None) -> Iterator[tuple[Month, Figure]]:
    """The steps in order of months; what is none is told and left out."""
    found: dict[Month, Figure] = {}
    for month, value in _steps(raw.fields.get("trajectory")):
        period, told = parse(str(month).strip(), year), number(value)
        if period is None or told is None:
            what = f"“{month}={value}”不是“月份=数”，这一步没有用"
            raw.findings.add("bad-trajectory", raw.where("trajectory"), what, "写成 2023-06=40;2023-09=80", fatal=True)
        elif period.end in found:
            what = f"{period.end}有两个数，只用前一个"
            raw.findings.add("bad-trajectory", raw.where("trajectory"), what, fatal=True)
        else:
            if year is not None and period.end.year != year:
                raw.tell("step-out-of-year", "trajectory", f"{period.end}不在{year}年", "照写的月份读入；请核对")
            found[period.end] = told
    yield from sorted(found.items())


def _steps(given: object) -> Iterable[tuple[object, object]]:
    """The pairs of a trajectory, whether it is a text, a mapping, or a list of pairs or mappings."""
    if given is None or given == "":
        return
    if isinstance(given, Mapping):
        yield from given.items()
    elif isinstance(given, Iterable) and not isinstance(given, str):
        for step in given:
            if isinstance(step, Mapping):
                yield step.get("month"), step.get("value")
            elif isinstance(step, list | tuple) and len(step) == 2:
                yield step[0], step[1]
            else:
                yield step, None
    else:
        for part in filter(str.strip, _STEPS.split(getattr(given, "text", str(given)))):
            step = _STEP.fullmatch(part.strip())
            yield (step[1], step[2]) if step else (part, None)
