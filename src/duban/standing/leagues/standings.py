"""A city's pack and a rulebook → standings as of a date."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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
from duban.standing.city import terms_of
from duban.standing.judge import Terms, inputs, run_script
from duban.standing.leagues import tables
from duban.standing.leagues.league import League, Place, Proposal, Standings
from duban.standing.leagues.notes import notes
from duban.standing.leagues.places import Shelf, places
from duban.standing.leagues.proposals import proposals
from duban.standing.leagues.tables import Field
from duban.standing.queries import compiling, made_by
from duban.standing.tables import Pace

_WANTED = ("cells", "places", "work", "bodies")


def rulebook_of(pack: Pack, name: str = "", as_of: date | None = None) -> Rulebook:
    """The rulebook of an id or a name; without one, the first in force on the day.

    Raises InputError, which lists them.
    """
    if not pack.rulebooks:
        do = "请在 rulebooks.toml 里写一本；做法见文档“排名”"
        raise InputError(f"{pack.name}没有考核办法", do=do)
    for one in pack.rulebooks:
        begun = as_of is None or one.start is None or one.start <= as_of
        ended = as_of is not None and one.end is not None and one.end < as_of
        if name in {one.id, one.name} or (not name and begun and not ended):
            return one
    listed = "、".join(f"{one.id}（{one.name}）" for one in pack.rulebooks)
    raise InputError(f"没有{name}这本考核办法" if name else f"{as_of}没有一本考核办法在用", do=f"可用的有：{listed}")


def standings(
    pack: Pack,
    as_of: date,
    book: Rulebook | None = None,
    terms: Terms | None = None,
    *,
    group: str = "",
    known_at: int | None = None,
    facts: Sequence[Fact] | None = None,
) -> Standings:
    """The places of a rulebook's bodies as of a date, all months of the plan year judged at once.

    ``known_at`` is the last log number that counts; ``facts`` stand in for the city's, to try others. Raises
    InputError for an unknown group or a date before the plan year.
    """
    book = book or rulebook_of(pack, as_of=as_of)
    terms = terms or terms_of(pack)
    if as_of < date(pack.year, 1, 1):
        raise InputError(f"{as_of}在{pack.year}年以前", do=f"请写{pack.year}年里的日期")
    if group and group not in book.groups:
        raise InputError(f"“{book.name}”没有“{group}”这一组", do=f"可以写：{'、'.join(book.groups)}")
    facts = counting(pack, as_of, known_at).facts if facts is None else facts
    field = tables.field(book, pack.org_units, pack.pledges, pack.indicators, pack.year)
    pledges = [*pack.pledges, *tables.watches(field.entries)]
    found = _run(pack, book, terms, as_of, pledges, facts, field, known_at)
    shelf = Shelf(book, field, pledges, {one.id: one for one in pack.org_units})
    month = Month(pack.year, min(as_of.month, 12) if as_of.year == pack.year else 12)
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


def _run(
    pack: Pack,
    book: Rulebook,
    terms: Terms,
    as_of: date,
    pledges: Sequence[Pledge],
    facts: Sequence[Fact],
    field: Field,
    known_at: int | None,
) -> dict[str, pa.Table]:
    given: dict[str, Any] = inputs(
        pledges, facts, terms, as_of, org_units=pack.org_units, answers=state_answers(), known_at=known_at
    )
    given |= {
        "lines": tables.line_table(book, field.entries, pledges, tables.variants_of(book)),
        "months_of_year": tables.month_table(pack.year, as_of),
        "lights": tables.light_table(terms.rule),
        **tables.book_tables(book, pack.adjustments, as_of),
    }
    return run_script(_script(book, terms.rule, terms.pace), given, _WANTED)


def _script(book: Rulebook, rule: LightRule, pace: Pace) -> Sequence[tuple[str, str]]:
    """The queries of a rulebook, compiled once for its shape: weights, bounds and figures are tables, not SQL."""
    numbers = {line.id: at for at, line in enumerate(book.lines)}
    shape = (
        [(line.formula, line.parameters) for line in tables.variants_of(book)],
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
