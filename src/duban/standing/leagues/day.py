"""The places of one day, from no more than each pledge's newest figure.

A line counts for a group by the newest month that enough bodies have reported, and points are given for that month's
figures. If it is the newest month that anybody has reported, all its figures are newest ones: then nothing else need be
judged. Where it is an earlier one (``sure`` is false) all months have to be.
"""

from __future__ import annotations

import ibis.expr.types as ir

from duban.pack.schema.rulebooks import Rulebook
from duban.standing.leagues.tables import with_other
from duban.standing.steps import Tables


def of_the_day(s: Tables) -> ir.Table:
    """The places of the newest month."""
    t, months = s["places"], s["months_of_year"]
    now = months.aggregate(now=months["at"].max())
    return t.semi_join(now, t["at"] == now.now)


def with_doubts(s: Tables) -> ir.Table:
    """The same, and whether every line counts by the newest month of which there is a figure (``sure``)."""
    t = s["scored"]
    newest = t.group_by("line", "grp").aggregate(chosen=t["last"].max())
    other = newest.anti_join(s["chosen"], ["line", "grp", "chosen"])
    return of_the_day(s).cross_join(other.aggregate(sure=other.count() == 0))


def knows_a_day(book: Rulebook) -> bool:
    """Whether newest figures may tell a day's places.

    A ladder adds up what each month has brought, and a second figure beside a line's may be newer than the line's own.
    """
    return not book.ladder and not with_other(book)
