"""What the checks found, in words: one finding a row and check, with its place, its numbers and a way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from duban.amounts import about, convert, decimal, half_up
from duban.errors import Finding
from duban.ledger.types import Fact, Indicator
from duban.pack.schema.check_views import VIEWS
from duban.pack.schema.checks import Check, Severity
from duban.periods import Month, Period
from duban.standing.checks.pairs import SEPARATOR
from duban.standing.checks.query import by_view, rows
from duban.standing.checks.tables import Around, body_table, fact_table
from duban.standing.tables import moment_table

_NO_BODY: Final = "（没有写单位）"


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """A figure worth a look: which check says so, where it stands, why, and what to do.

    ``facts`` are the keys of the figures it is about, none where it is about many. ``where`` is the file and the place
    of the first. ``barred``: they do not count in judging.
    """

    check: str
    name: str
    severity: Severity
    barred: bool
    org_unit: str
    who: str
    indicator: str
    what: str
    scope: str
    month: Month | None
    facts: tuple[str, ...]
    where: str
    reason: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of looking at figures: the findings by body, thing and month; what could not be looked at; how many."""

    findings: tuple[CheckFinding, ...]
    notes: tuple[Finding, ...]
    figures: int
    checks: tuple[Check, ...]

    @property
    def barred(self) -> dict[str, CheckFinding]:
        """The keys of the figures that do not count, each with the first finding that bars it."""
        found: dict[str, CheckFinding] = {}
        for one in self.findings:
            if one.barred:
                for key in one.facts:
                    found.setdefault(key, one)
        return found


def look(
    facts: Sequence[Fact],
    known: Around,
    checks: Sequence[Check],
    as_of: date,
    *,
    known_at: int | None = None,
    since: Month | None = None,
) -> Checked:
    """Look at figures as of a date by some checks; ``known_at`` is the last log number that counts (None: all).

    What is of months before ``since`` is compared with and not told.
    """
    given = {
        "facts": fact_table(facts, known),
        "bodies": body_table(known),
        "moment": moment_table(as_of, known_at),
    }
    writer = _Writer({one.key: one for one in facts}, known)
    found: list[CheckFinding] = []
    few: dict[str, int] = {}
    for view, over in by_view(checks).items():
        for row in rows(view, over, given):
            for at, one in enumerate(over):
                if row[f"hit_{at}"]:
                    found.append(writer.finding(row, one))
                few[one.id] = few.get(one.id, 0) + row[f"few_{at}"]
    order = {body: at for at, body in enumerate(known.names)}
    found = [one for one in found if not (since and one.month and one.month < since)]
    turn = {one.id: at for at, one in enumerate(checks)}
    found.sort(key=lambda f: (order.get(f.org_unit, len(order)), f.org_unit, f.indicator, str(f.month), turn[f.check]))
    return Checked(tuple(found), tuple(_notes(facts, known, checks, few)), len(facts), tuple(checks))


def _notes(facts: Sequence[Fact], known: Around, checks: Sequence[Check], few: Mapping[str, int]) -> Iterator[Finding]:
    figures = [one for one in facts if one.kind == "quantity" and one.value is not None]
    if not figures:
        yield Finding("no-figures", "", "没有可以检查的数", "请核对文件里有没有“累计完成（或 value）”列")
    elif len({one.period.end for one in figures}) == 1:
        what = f"只有{figures[0].period.words}一期的数，前后比、同比都看不了"
        yield Finding("one-month", "", what, "请把以前各月的数也放进来")
    for one in checks:
        if few.get(one.id):
            said = one.too_few.format_map({name: decimal(value) for name, value in one.parameters.items()})
            yield Finding("too-few", "", f"{one.name}：有{few[one.id]}处没有看，{said or '数太少'}")
    strange = {
        one.subject for one in figures if one.basis == "level" and not known.indicator(one.indicator or one.subject)
    }
    if strange:
        shown = "、".join(sorted(strange)[:5]) + ("等" if len(strange) > 5 else "")
        what = f"有{len(strange)}样不是已知的指标（{shown}），不知道是不是累计数，只看大小和雷同"
        yield Finding("unknown-things", "", what, "写上指标的名称或代码，就能全看")


@dataclass(frozen=True, slots=True)
class _Writer:
    """Rows in words."""

    facts: Mapping[str, Fact]
    known: Around

    def finding(self, row: Mapping[str, Any], check: Check) -> CheckFinding:
        """One finding."""
        keys = tuple(dict.fromkeys([row["fact"], *sorted(row["facts"].split(SEPARATOR))])) if row["fact"] else ()
        first = self.facts.get(row["fact"])
        indicator = self.known.indicator(row["thing"]) if row["thing"] else None
        last = row.get("last")
        return CheckFinding(
            check=check.id,
            name=check.name,
            severity=check.severity,
            barred=check.bars,
            org_unit=row["org_unit"],
            who=self._who(row["org_unit"]),
            indicator=row["thing"],
            what=indicator.name if indicator else row["thing"],
            scope=row.get("scope", ""),
            month=None if last is None else _month(last),
            facts=keys,
            where=f"{first.origin.file} {first.origin.place}".strip() if first else "",
            reason=check.says.format_map(self._said(row, check, indicator)),
            suggestion=check.suggestion,
        )

    def _who(self, body: str) -> str:
        return self.known.names.get(body, body) or _NO_BODY

    def _said(self, row: Mapping[str, Any], check: Check, indicator: Indicator | None) -> dict[str, str]:
        """The view's names and words as they are said of a row."""
        unit, found = row.get("unit", ""), {}
        for name, one in VIEWS[check.looks_at].names.items():
            if one.said and name in row:
                found[name] = _shown(row[name], one.said, unit, indicator)
        found |= {name: decimal(value) for name, value in check.parameters.items()}
        found |= {name: str(row.get(name) or "") for name in ("about", "by")}
        other = row.get("other") or ""
        item = self.known.indicator(other) if check.looks_at == "within" else None
        found |= {"who": self._who(row["org_unit"]), "what": indicator.name if indicator else row["thing"]}
        found |= {"other": item.name if item else self.known.names.get(other, other)}
        found |= {"handed_by": self.known.names.get(row.get("handed_by") or "", row.get("handed_by") or "")}
        return found | dict(_periods(row))


def _shown(value: Any, how: str, unit: str, indicator: Indicator | None) -> str:
    if value is None:
        return "—"
    if how == "amount":
        return in_display(Fraction(str(value)), unit, indicator)
    if how == "number":
        return decimal(Fraction(str(value)), 2)
    if how == "times":
        return _times(Fraction(str(value)))
    return str(value)


def _times(value: Fraction) -> str:
    """``10.4倍``, ``8732分之一``."""
    if 0 < value < Fraction(1, 2):
        return f"{half_up(1 / value, 0):.0f}分之一"
    return f"{half_up(value, 1 if value < 100 else 0):g}倍"


def in_display(value: Fraction, unit: str, indicator: Indicator | None) -> str:
    """A value in the unit in which its indicator is shown; in its natural scale where that says nothing of it."""
    wanted = indicator.display_unit if indicator else ""
    shown = convert(value, unit, wanted) if wanted else None
    if shown is None or (shown and abs(shown) < Fraction(1, 100)) or abs(shown) >= 10**6:
        return about(value, unit)
    return f"{decimal(shown)}{wanted}"


def _periods(row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name in ("", "earlier_", "later_"):
        first, last = row.get(f"{name}first"), row.get(f"{name}last")
        if first is not None and last is not None:
            yield f"{name}period", Period(_month(first), _month(last)).words
        elif name or last is not None:
            yield f"{name}period", "—"
    if row.get("first") is not None:
        yield "last_year_period", Period(_month(row["first"]), _month(row["last"])).year_before().words


def _month(number: int) -> Month:
    return Month(number // 12, number % 12 + 1)
