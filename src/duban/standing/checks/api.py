"""Looking at figures as a library: ``duban.check``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from duban.errors import Finding
from duban.ledger.checks import settle as held_together
from duban.ledger.files import read_facts
from duban.ledger.types import Fact, Indicator
from duban.pack.catalog import catalog
from duban.pack.figures import FOLDER as FIGURES
from duban.pack.figures import settle
from duban.pack.pack import Pack
from duban.pack.words import plain
from duban.periods import Month
from duban.sheets.findings import Findings
from duban.standing.checks.findings import Checked, look
from duban.standing.checks.tables import Around, around

File = str | Path


def check(
    figures: Pack | File | Sequence[File],
    *,
    pack: Pack | None = None,
    as_of: date | None = None,
    known_at: int | None = None,
) -> Checked:
    """Look at the figures of a city's pack, or of tables of facts, before they count.

    A Pack's own choice of checks counts. Tables are looked at by the catalog's; with ``pack`` as new figures of that
    city, beside those that it has: its names, its choice, and told is only what is of the new ones. ``as_of`` leaves
    out what is of later months: the plan year's last day for a pack, the last month reported for tables. Told is what
    is of the twelve months up to it; earlier figures are there to be compared with. ``known_at`` is the last log number
    that counts. Raises InputError for a file that cannot be read; what is wrong inside of it is in ``notes``.
    """
    if isinstance(figures, Pack):
        day = as_of or date(figures.year, 12, 31)
        found = look(figures.facts, around(figures), figures.checks, day, known_at=known_at, since=year_up_to(day))
        # What was found in reading the figures: rows that were left out, two figures for one cell.
        read = [one for one in figures.findings if FIGURES in one.where]
        return replace(found, notes=(*read, *found.notes))
    files = [figures] if isinstance(figures, str | Path) else list(figures)
    known = [one.key for one in pack.facts] if pack else []
    facts, findings = read_facts(files, as_of=as_of, known=known)
    # What the reader says of slips it says of single cells; the checks say it with the series beside.
    findings = [one for one in findings if one.code != "slip"]
    day = as_of or _last_day(facts)
    if pack:
        found = _beside(pack, facts, findings, day, known_at)
    else:
        found = look(facts, catalogued(facts), catalog().checks, day, known_at=known_at, since=year_up_to(day))
    return replace(found, notes=(*findings, *found.notes))


def _beside(pack: Pack, facts: list[Fact], findings: list[Finding], day: date, known_at: int | None) -> Checked:
    """New figures of a city beside those that it has."""
    # A new figure without a number of the log comes after all that are there.
    following = 0 if known_at is not None else max((one.known for one in pack.facts), default=0) + 1
    named = [replace(one, known=one.known or following) for one in settle(facts, pack, findings)]
    told = Findings()
    own = {one.key for one in pack.facts}
    every = held_together([*pack.facts, *named], told)
    findings += told.all()
    new = {one.key for one in every} - own
    found = look(every, around(pack), pack.checks, day, known_at=known_at, since=year_up_to(day))
    kept = tuple(one for one in found.findings if new.intersection(one.facts))
    return replace(found, findings=kept, figures=len(new))


def catalogued(facts: Sequence[Fact]) -> Around:
    """What the catalog knows of a table's figures: indicators by id, name or alias; bodies in the table's order."""
    known: dict[str, Indicator] = {}
    for one in catalog().indicators:
        for word in (one.id, one.name, *one.aliases):
            known.setdefault(plain(word), one)
    return Around(lambda said: known.get(plain(said)), names={one.org_unit: one.org_unit for one in facts})


def year_up_to(day: date) -> Month:
    """The first of the twelve months that end with a day's own."""
    return Month.of(day).plus(-11)


def _last_day(facts: Sequence[Fact]) -> date:
    return max((one.period.end.last_day for one in facts), default=date.max)
