"""An account is closed and opened again, never deleted: what was done stays under its number."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.access.policy import require
from duban.web.log.writing import About, writing
from duban.web.people.held import one_left, roles_on
from duban.web.people.lookup import account_of


def close(actor: Actor, number: int) -> Account:
    """Close an account: it cannot sign in, and is signed out at once. Raises InputError for one's own and the last."""
    require(actor, "access.accounts")
    account = account_of(number)
    if account.pk == actor.account:
        raise InputError(_("不能停用自己的账号"), do=_("请让另一个系统管理员来停用"))
    if account.is_active:
        with writing("access.close", actor.by("sysadmin"), About("account", str(account.pk))):
            one_left(roles_on(number, actor.day), actor.day, account=number)
            account.is_active = False
            account.save(update_fields=["is_active"])
    return account


def open_again(actor: Actor, number: int) -> Account:
    """Open a closed account."""
    require(actor, "access.accounts")
    account = account_of(number)
    if not account.is_active:
        with writing("access.open", actor.by("sysadmin"), About("account", str(account.pk))):
            account.is_active = True
            account.save(update_fields=["is_active"])
    return account
