"""A forgotten password is set anew; whoever is locked out may try again."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.access.policy import require
from duban.web.log.writing import About, writing
from duban.web.people.lookup import account_of
from duban.web.people.passwords import first_password


def reset(actor: Actor, number: int, *, second: bool = False) -> tuple[Account, str]:
    """Give an account a new password, shown once; its sessions end. ``second``: its telephone is lost, forget it too.

    Raises InputError for one's own account.
    """
    require(actor, "access.accounts")
    account = account_of(number)
    if account.pk == actor.account:
        raise InputError(_("这是您自己的账号"), do=_("自己的密码，请点右上角的名字，再点“改密码”"))
    first = first_password()
    detail = {"second": True} if second else {}
    with writing("access.password", actor.by("sysadmin"), About("account", str(account.pk)), detail):
        account.set_password(first)
        account.save(update_fields=["password"])
        if second:
            Authenticator.objects.filter(user=account).delete()
        forget_failures(username=account.username.lower())
    return account, first
