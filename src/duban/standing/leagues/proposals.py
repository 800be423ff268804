"""What the flags of a rulebook propose, with the figures by which they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from duban.pack.schema.rulebooks import Flag
from duban.standing.leagues.league import Place, Proposal
from duban.standing.leagues.places import Row, Shelf

_COLOURS = {"red": "红", "orange": "橙", "yellow": "黄", "green": "绿", "blue": "蓝"}


def proposals(work: pa.Table, bodies: pa.Table, shelf: Shelf, placed: Mapping[str, Place]) -> Iterator[Proposal]:
    """First those for bodies' work, then those for pledges and projects, each in the order of the rulebook."""
    flags = {of: [one for one in shelf.book.flags if one.of == of] for of in ("org_unit", "pledge")}
    for at, flag in enumerate(flags["org_unit"]):
        for row in bodies.to_pylist():
            if row[f"flag{at}"] and row["body"] in placed:
                place = placed[row["body"]]
                yield Proposal(flag, place.org_unit, None, _of_body(flag, row, place, shelf))
    for at, flag in enumerate(flags["pledge"]):
        for row in work.to_pylist():
            pledge = shelf.pledges[row["order"]]
            if row[f"flag{at}"] and pledge.tiers + ((pledge.assessed,) if pledge.assessed else ()):
                yield Proposal(flag, shelf.bodies[pledge.org_unit], pledge, flag.clause)


def _of_body(flag: Flag, row: Row, place: Place, shelf: Shelf) -> str:
    """The clause, and the figures that the predicate asks for."""
    told = []
    names = flag.when.names
    if "rank" in names and place.rank:
        told.append(f"第{place.rank}名")
    if "total" in names and place.total is not None:
        told.append(f"{float(shelf.points(place.total)):.{shelf.book.digits}f}分")
    told += [f"{word}灯{row[colour]}条" for colour, word in _COLOURS.items() if colour in names]
    return f"{flag.clause}（{'，'.join(told)}）" if told else flag.clause
