"""A city's pack and a rulebook → standings as of a date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from duban.cache import joined, kept
from duban.errors import InputError
from duban.ledger.types import Fact, Pledge
from duban.linking.links import state_answers
from duban.pack.pack import Pack
from duban.pack.schema.lights import LightRule
from duban.pack.schema.rulebooks import Rulebook
from duban.periods import Month
from duban.standing.checks.bars import counting
from duban.standing.city import plan_year, terms_of
from duban.standing.judge import Terms, inputs, run_script
from duban.standing.leagues import tables
from duban.standing.leagues.league import League, Place, Proposal, Standings
from duban.standing.leagues.notes import notes
from duban.standing.leagues.places import Shelf, places
from duban.standing.leagues.proposals import proposals
from duban.standing.leagues.tables import Field
from duban.standing.queries import compiling, made_by
from duban.standing.tables import Pace

_JUDGED = "shares"
_WANTED = ("cells", "places", "work", "bodies")


def rulebook_of(pack: Pack, name: str = "", as_of: date | None = None) -> Rulebook:
    """The rulebook of an id or a name; without one, of those in force on the day the one that began last.

    Raises InputError, which lists them.
    """
    if not pack.rulebooks:
        do = "请在 rulebooks.toml 里写一本；做法见文档“排名”"
        raise InputError(f"{pack.name}没有考核办法", do=do)
    named = [one for one in pack.rulebooks if name in {one.id, one.name}]
    if found := named if name else in_force(pack.rulebooks, as_of):
        return found[0]
    listed = "、".join(f"{one.id}（{one.name}）" for one in pack.rulebooks)
    raise InputError(f"没有{name}这本考核办法" if name else f"{as_of}没有一本考核办法在用", do=f"可用的有：{listed}")


def in_force(books: Sequence[Rulebook], day: date | None = None) -> list[Rulebook]:
    """The rulebooks in force on a day, the newest first; without a day all count."""
    there = [
        one
        for one in books
        if day is None or ((one.start is None or one.start <= day) and (one.end is None or day <= one.end))
    ]
    return sorted(there, key=lambda one: one.start or date.min, reverse=day is not None)


def holding(books: Sequence[Rulebook], day: date) -> list[Rulebook]:
    """The rulebooks that hold on a day: of each group the newest in force, so that none holds beside its successor."""
    found, groups = [], set[str]()
    for one in in_force(books, day):
        if not groups >= set(one.groups):
            found.append(one)
            groups |= set(one.groups)
    return found


def standings(
    pack: Pack,
    as_of: date,
    book: Rulebook | None = None,
    terms: Terms | None = None,
    *,
    group: str = "",
    known_at: int | None = None,
    facts: Sequence[Fact] | None = None,
    on: Ground | None = None,
) -> Standings:
    """The places of a rulebook's bodies as of a date, all months of the plan year judged at once.

    Only what was pledged for that plan year counts: a target of the next year is not held against this year's figures.

    ``known_at`` is the last log number that counts; ``facts`` stand in for the city's, to try others; ``on`` is of the
    same pack, date and facts, and saves judging them again. Raises InputError for an unknown group or a date before
    the plan year.
    """
    book = book or rulebook_of(pack, as_of=as_of)
    terms = terms or terms_of(pack)
    if as_of < date(pack.year, 1, 1):
        raise InputError(f"{as_of}在{pack.year}年以前", do=f"请写{pack.year}年里的日期")
    if group and group not in book.groups:
        raise InputError(f"“{book.name}”没有“{group}”这一组", do=f"可以写：{'、'.join(book.groups)}")
    year = plan_year(pack, as_of)
    field = tables.field(book, pack.org_units, pack.pledges, pack.indicators, year)
    pledges = [*pack.pledges, *tables.watches(field.entries)]
    on = on or Ground(pack, as_of, known_at, facts)
    found = on.run(book, terms, pledges, field)
    shelf = Shelf(book, field, pledges, {one.id: one for one in pack.org_units})
    month = Month(year, as_of.month if as_of.year == year else 12)
    placed = places(found["cells"], found["places"], shelf, month)
    wanted = [one for one in book.groups if group in {"", one}]
    return Standings(
        book=book,
        rule=terms.rule,
        as_of=as_of,
        month=month,
        leagues=tuple(
            League(one, placed.get(one, ()), notes(one, placed.get(one, ()), shelf, month)) for one in wanted
        ),
        proposals=tuple(_proposed(found, shelf, placed, wanted)),
        adjustments=pack.adjustments,
        findings=pack.findings,
        known_at=known_at,
    )


def _proposed(
    found: Mapping[str, pa.Table], shelf: Shelf, placed: Mapping[str, tuple[Place, ...]], wanted: Sequence[str]
) -> Iterator[Proposal]:
    bodies = {place.org_unit.id: place for group in wanted for place in placed.get(group, ())}
    return proposals(found["work"], found["bodies"], shelf, bodies)


class Ground:
    """A city's figures as of a date, judged once for all rulebooks that are tried on them one after another.

    Other weights, formulas and lights look at the same judged figures; a rulebook that watches other figures, or a
    rule of another pace, has them judged anew.
    """

    def __init__(
        self, pack: Pack, as_of: date, known_at: int | None = None, facts: Iterable[Fact] | pa.Table | None = None
    ) -> None:
        self.pack, self.as_of, self.known_at = pack, as_of, known_at
        self.facts = counting(pack, as_of, known_at).table if facts is None else facts
        self._judged: dict[tuple[object, ...], Mapping[str, Any]] = {}

    def run(self, book: Rulebook, terms: Terms, pledges: Sequence[Pledge], field: Field) -> dict[str, pa.Table]:
        """The engine's tables under a rulebook."""
        watched = tuple(one.id for one in pledges[len(self.pack.pledges) :])
        key = (watched, terms.pace, terms.tolerance)
        of_book = {
            "lines": tables.line_table(book, field.entries, pledges, tables.variants_of(book)),
            "months_of_year": tables.month_table(plan_year(self.pack, self.as_of), self.as_of),
            "lights": tables.light_table(terms.rule),
            **tables.book_tables(book, self.pack.adjustments, self.as_of),
        }
        script = _script(book, terms.rule, terms.pace)
        if key in self._judged:
            script = [one for one in script if one[0] != _JUDGED]
        given = self._judged.get(key) or self._inputs(terms, pledges)
        found = run_script(script, {**given, **of_book}, (*_WANTED, *(() if key in self._judged else (_JUDGED,))))
        if _JUDGED in found:
            self._judged[key] = {**given, _JUDGED: found.pop(_JUDGED)}
        return found

    def _inputs(self, terms: Terms, pledges: Sequence[Pledge]) -> Mapping[str, Any]:
        bodies, answers = self.pack.org_units, state_answers()
        return inputs(
            pledges,
            self.facts,
            terms,
            self.as_of,
            org_units=bodies,
            answers=answers,
            known_at=self.known_at,
            amounts_only=True,
        )


def _script(book: Rulebook, rule: LightRule, pace: Pace) -> Sequence[tuple[str, str]]:
    """The queries of a rulebook, compiled once for its shape: weights, bounds and figures are tables, not SQL."""
    numbers = {line.id: at for at, line in enumerate(book.lines)}
    shape = (
        [(line.formula, line.parameters) for line in tables.variants_of(book)],
        tables.with_other(book),
        [(numbers[one.line], one.when, one.effect, one.most) for one in book.gates],
        [(numbers[one.line], one.by) for one in book.tie_breaks],
        (book.digits, book.combine, book.absent, book.missing, book.flags),
    )
    key = joined(("league", pace, rule, shape, made_by()))
    if key not in _in_use():
        text = kept(key, lambda: compiling("leagues.compiling", "league_script")(book, rule, pace))
        _in_use()[key] = [(name, query) for name, query in json.loads(text)]
    return _in_use()[key]


@cache
def _in_use() -> dict[str, Sequence[tuple[str, str]]]:
    return {}
