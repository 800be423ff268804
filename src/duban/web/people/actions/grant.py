"""An account is given a post (任职) by a document, and takes leave of it (免职)."""

from __future__ import annotations

import secrets
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.models import Holding
from duban.web.access.policy import Target, require
from duban.web.log.writing import About, replacing, writing
from duban.web.people.held import holdings, meet, no_clash, one_left
from duban.web.people.lookup import account_of, holding_of, seat_of
from duban.web.people.words import document, in_order


def grant(actor: Actor, number: int, post: str, start: date, end: date | None, paper: str) -> Holding:
    """Give an account a post from a day on.

    Raises InputError for a closed account, a spell outside the post's own, the same post twice at a time, and roles
    that one person may not hold on one day (三员分立).
    """
    seat = seat_of(post)
    require(actor, "access.holdings", Target(org_unit=seat.post.org_unit))
    account, said = account_of(number), document(paper)
    in_order(start, end)
    if not account.is_active:
        raise InputError(_("这个账号停用了"), where=account.username, do=_("请先让系统管理员启用"))
    if not seat.holds(start) or (end is not None and not seat.holds(end)):
        raise InputError(_("这些日子里没有这个职务"), where=seat.post.title, do=_("请看单位页上这个职务从哪天到哪天"))
    row = Holding(key=f"{number}.{secrets.token_hex(4)}", account=number, post=post, start=start, end=end)
    row.document = said
    about = About("account", str(number), seat.post.org_unit)
    detail = {"post": post, "document": said, "day": start.isoformat()}
    with writing("access.grant", actor.by("secadmin"), about, detail) as written:
        # In here, so that of two grants at once the second sees the first.
        if any(one.post == post and meet((one.start, one.end), (start, end)) for one in holdings(number)):
            raise InputError(
                _("这个账号在这些日子里已经有这个职务"), where=seat.post.title, do=_("请改日期，或者先免去")
            )
        no_clash(number, seat, start, end)
        written.add(row)
    return row


def withdraw(actor: Actor, key: str, day: date, paper: str) -> Holding:
    """End a holding; ``day`` is its last. Raises InputError for the last security or system administrator."""
    row = holding_of(key)
    seat = seat_of(row.post)
    require(actor, "access.holdings", Target(org_unit=seat.post.org_unit))
    said = document(paper)
    in_order(row.start, day)
    if row.end is not None and row.end <= day:
        raise InputError(_("到%(end)s已经免去了") % {"end": row.end}, where=seat.post.title, do=_("不用再免"))
    changed = replacing(row, end=day, document=said)
    about = About("account", str(row.account), seat.post.org_unit)
    detail = {"post": row.post, "document": said, "day": day.isoformat()}
    with writing("access.withdraw", actor.by("secadmin"), about, detail) as written:
        one_left(seat.roles, day, holding=key)  # in here: two administrators may take leave at once
        written.add(changed)
    return changed
