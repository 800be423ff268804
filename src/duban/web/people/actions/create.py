"""A new account: the system administrator makes it, the security administrator gives it a post."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.models import Account
from duban.web.access.policy import require
from duban.web.log.writing import About, writing
from duban.web.people.passwords import first_password
from duban.web.people.words import text

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")


def create(actor: Actor, username: str, full_name: str, password: str = "") -> tuple[Account, str]:
    """Make an account; gives it with its first password, which is shown once. Raises InputError."""
    require(actor, "access.accounts")
    name = text(username, _("账号")).lower()
    if not _NAME.fullmatch(name):
        raise InputError(
            _("“%(username)s”不能作账号") % {"username": username},
            where=_("账号"),
            do=_("请用2到60个小写字母、数字和 . _ - @，例如 wang.li"),
        )
    if Account.objects.filter(username__iexact=name).exists():
        raise InputError(_("已经有“%(name)s”这个账号") % {"name": name}, where=_("账号"), do=_("请换一个"))
    person = text(full_name, _("姓名"), most=60)
    first = password or first_password()
    with writing("access.create", actor.by("sysadmin")) as written:
        account = Account.objects.create_user(name, first, full_name=person)
        written.about = About("account", str(account.pk))
    return account, first
