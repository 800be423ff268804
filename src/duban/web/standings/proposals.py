"""What the rulebooks in force propose red flags and snails for, by the standings as they are computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.standing.leagues.league import Proposal, Standings
from duban.standing.leagues.standings import Ground, standings
from duban.web.flags.models import Proposed


def proposed(pack: Pack, on: Ground, number: int) -> list[Proposed]:
    """The rows of every proposal as of a date; none where no rulebook is in force, or none has a predicate."""
    books = _books(pack, on.as_of)
    return [row for book in books for row in _of(book, standings(pack, on.as_of, book, on=on), number)]


def _books(pack: Pack, as_of: date) -> Iterator[Rulebook]:
    for one in pack.rulebooks:
        begun = one.start is None or one.start <= as_of
        if one.flags and begun and (one.end is None or as_of <= one.end):
            yield one


def _of(book: Rulebook, told: Standings, number: int) -> Iterator[Proposed]:
    for one in told.proposals:
        yield Proposed(
            key=_key(book, one, told),
            rulebook=book.id,
            flag=one.flag.id,
            name=one.flag.name,
            sort=one.flag.sort,
            org_unit=one.org_unit.id,
            pledge=one.pledge.id if one.pledge else "",
            subject=one.pledge.subject if one.pledge else "",
            month=told.month.number,
            grounds=one.reason,
            number=number,
        )


def _key(book: Rulebook, one: Proposal, told: Standings) -> str:
    """A pledge is decided on once a year, a body's work month by month."""
    about = one.pledge.id if one.pledge else f"{one.org_unit.id}.{told.month}"
    return f"{book.id}.{one.flag.id}.{about}"
