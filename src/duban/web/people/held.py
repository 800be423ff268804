"""Who holds which posts when: spells that overlap, and administrators of whom one must be left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.models import Account, Holding
from duban.web.access.roles import ROLES, clash
from duban.web.org.directory import Seat, directory

# Without one of each nobody could make accounts, or give posts.
NEEDED = ("sysadmin", "secadmin")


def holdings(account: int) -> list[Holding]:
    """The holdings of an account, the newest first."""
    return list(Holding.objects.current().filter(account=account).order_by("-id"))


def meet(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Whether two spells have a day in common."""
    return (first[1] is None or second[0] is None or second[0] <= first[1]) and (
        second[1] is None or first[0] is None or first[0] <= second[1]
    )


def roles_on(account: int, day: date) -> frozenset[str]:
    """The roles of all posts that an account holds on a day."""
    seats = directory().seat_by_key
    held = [one.post for one in holdings(account) if meet((one.start, one.end), (day, day))]
    return frozenset(role for post in held if post in seats for role in seats[post].roles)


def no_clash(account: int, seat: Seat, start: date, end: date | None) -> None:
    """Refuse a post whose roles clash with those that the account holds on a common day (三员分立)."""
    seats = directory().seat_by_key
    for held in holdings(account):
        other = seats.get(held.post)
        if other is None or not meet((held.start, held.end), (start, end)):
            continue
        if found := clash(seat.roles | other.roles):
            said = _("和").join(f"“{ROLES[one].name}”" for one in found)
            raise InputError(
                _("%(said)s不能由一个人担任（三员分立），这个账号已经是%(title)s")
                % {"said": said, "title": other.post.title},
                where=seat.post.title,
                do=_("请换一个账号，或者先免去原来的职务"),
            )


def one_left(roles: Iterable[str], day: date, *, account: int = 0, holding: str = "", post: str = "") -> None:
    """Refuse to take away the last system or security administrator, from a day on.

    Left out of the count are the account, the holding or the post that is about to end.
    """
    for role in sorted(set(roles) & set(NEEDED)):
        if not _holds(role, day, account, holding, post):
            raise InputError(
                _("这是最后一个%(name)s，去掉以后就没有人能管了") % {"name": ROLES[role].name},
                do=_("请先让另一个账号担任%(name)s") % {"name": ROLES[role].name},
            )


def held_by_anybody(role: str, day: date) -> bool:
    """Whether an account that is not closed holds a role on a day, without an end in sight."""
    return _holds(role, day, 0, "", "")


def _holds(role: str, day: date, account: int, holding: str, post: str) -> bool:
    seats = {one.post.id for one in directory().seats if role in one.roles and one.post.id != post and one.holds(day)}
    rows = Holding.objects.current().filter(post__in=seats).exclude(account=account).exclude(key=holding)
    accounts = {one.account for one in rows if meet((one.start, one.end), (day, day)) and one.end is None}
    return Account.objects.filter(pk__in=accounts, is_active=True).exists()
