"""A person makes a token for a program of theirs."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.api.models import Token
from duban.web.api.tokens import LONGEST_DAYS, MOST, Made, counts, hashed, new_words, tokens_of
from duban.web.log.writing import About, writing
from duban.web.people.words import text


def issue(actor: Actor, name: str, until: date) -> Made:
    """Make a token; its words are given once and not kept. Raises InputError for a day past or too far off."""
    require(actor, "access.tokens")
    said = text(name, _("用途"), most=40)
    if not actor.day <= until <= actor.day + timedelta(days=LONGEST_DAYS):
        raise InputError(
            _("有效期不对"),
            where=_("到哪天"),
            do=_("请写今天起一年以内的一天，例如 %(day)s") % {"day": _example(actor.day)},
        )
    number, words = actor.account or 0, new_words()
    row = Token(key=f"{number}.{secrets.token_hex(6)}", account=number, name=said, hash=hashed(words), until=until)
    detail = {"name": said, "until": until.isoformat()}
    with writing("access.token", actor.by(), About("account", str(number)), detail) as written:
        if sum(counts(one, actor.day) for one in tokens_of(number)) >= MOST:  # in here: two may be made at once
            raise InputError(_("您已经有%(most)d个令牌") % {"most": MOST}, do=_("请先收回不用的"))
        written.add(row)
    return Made(row, words)


def _example(day: date) -> date:
    return day + timedelta(days=90)
