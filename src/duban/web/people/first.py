"""The first administrators of a store: made by whoever runs the server, since nobody can sign in yet."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.access.roles import ROLES
from duban.web.clock.today import today
from duban.web.org.directory import Seat, directory
from duban.web.people.actions.create import create
from duban.web.people.actions.grant import grant
from duban.web.people.held import held_by_anybody

_ADMINISTRATORS = ("sysadmin", "secadmin", "auditor")
_PAPER = "首次开通（duban account create）"


def first(username: str, full_name: str, post: str, password: str = "") -> tuple[Account, str]:
    """Make an account with an administrator's post that nobody holds yet; gives it with its password.

    Raises InputError for any other post: those are given on the pages, where both administrators have their part.
    """
    seat = directory().seat_by_key.get(post)
    if seat is None:
        raise InputError(
            _("没有“%(post)s”这个职务") % {"post": post},
            where="--post",
            do=_("可以是：%(listed)s") % {"listed": _("、").join(_free()) or _("没有空着的")},
        )
    _may(seat)
    if password:
        _strong(password, username)
    duban = Actor(None, (), directory(), today())
    with transaction.atomic():
        account, told = create(duban, username, full_name or seat.post.title, password)
        grant(duban, account.pk, post, today(), None, _PAPER)
    return account, told


def _may(seat: Seat) -> None:
    roles = [one for one in _ADMINISTRATORS if one in seat.roles]
    if not roles or any(held_by_anybody(one, today()) for one in roles):
        raise InputError(
            _("%(title)s不能这样开通：这里只开通还没有人担任的管理员") % {"title": seat.post.title},
            where="--post",
            do=_("其他账号请由系统管理员在“管理”里建，由安全管理员任职"),
        )


def _free() -> list[str]:
    """The administrators' posts that nobody holds."""
    return [
        f"{seat.post.id}（{'、'.join(str(ROLES[one].name) for one in _ADMINISTRATORS if one in seat.roles)}）"
        for seat in directory().seats
        if seat.roles & {*_ADMINISTRATORS} and not any(held_by_anybody(one, today()) for one in seat.roles)
    ]


def _strong(password: str, username: str) -> None:
    try:
        validate_password(password, Account(username=username))
    except ValidationError as error:
        raise InputError("；".join(error.messages), where=_("密码"), do=_("请换一个")) from error
