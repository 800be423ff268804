"""A split is sent round to all bodies that are named in it, until a day; and the round is closed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.share import splittable
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Circulation
from duban.web.books.shares.parts import members, shares_of
from duban.web.books.shares.round import circulation_of
from duban.web.clock.today import today
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import directory


def circulate(actor: Actor, key: str, due: date | None) -> Circulation:
    """Ask all bodies of a split for their word by a day; a round that is open gets the new day and the new bodies."""
    book = book_of(key)
    require(actor, "books.circulate", target(book))
    splittable(book)
    places, day = directory(), today()
    if due is None or due < day:
        raise InputError(
            _("没有写截止日期，或者已经过了"), where=_("截止日期"), do=_("请写%(day)s或以后的日期") % {"day": day}
        )
    named = {share.org_unit for shares in shares_of(key).values() for share in shares}
    bodies = places.in_order({body for one in named for body in members(one, places, day)})
    if not bodies:
        raise InputError(_("还没有分解，没有单位可以问"), where=book.title, do=_("请先分解，再发出"))
    last = circulation_of(key)
    if last is not None and not last.closed:
        row = replacing(last, org_units=bodies, due=due)
    else:
        number = Circulation.objects.filter(book=key, replaces__isnull=True).count() + 1
        row = Circulation(key=f"{key}@{number}", book=key, org_units=bodies, due=due)
    told = {"bodies": len(bodies), "due": due.isoformat()}
    with writing("books.circulate", actor.by(), About("book", key, book.org_unit), told) as written:
        written.add(row)
    return row


def close(actor: Actor, key: str) -> Circulation:
    """End a round; what was not said counts as nothing, neither yes nor no."""
    book = book_of(key)
    require(actor, "books.circulate", target(book))
    last = circulation_of(key)
    if last is None or last.closed:
        raise InputError(_("没有正在征求的意见"), where=book.title, do=_("要征求意见，请先发出"))
    row = replacing(last, closed=True)
    with writing("books.close_circulation", actor.by(), About("book", key, book.org_unit)) as written:
        written.add(row)
    return row
