"""From a token to who acts by it; and what is refused, in words."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duban.errors import DubanError
from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account
from duban.web.api.models import Token
from duban.web.clock.today import today
from duban.web.org.directory import directory

# By it a scanner for leaked secrets knows one of ours.
PREFIX: Final = "duban_"
CHANNEL: Final = "api"
LONGEST_DAYS: Final = 366
MOST: Final = 10  # of one person at a time


class TokenError(DubanError):
    """No token, or none that counts today."""

    code = "token"


@dataclass(frozen=True, slots=True)
class Made:
    """A new token: what is kept of it, and the words that are shown once."""

    row: Token
    words: str


def new_words() -> str:
    """A token: 256 bits."""
    return PREFIX + secrets.token_urlsafe(32)


def hashed(words: str) -> str:
    """What is kept of a token. It is random enough to need no salt and no slow hash."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def counts(row: Token, day: date) -> bool:
    """Whether a token is neither revoked nor past its last day."""
    return not row.revoked and day <= row.until


def tokens_of(account: int) -> list[Token]:
    """A person's tokens as they stand, the newest first."""
    return list(Token.objects.current().filter(account=account).order_by("-id"))


def actor_by(words: str) -> Actor:
    """Who acts by a token. Raises TokenError where it is unknown, ended, or its person has no post any more."""
    row: Token | None = Token.objects.current().filter(hash=hashed(words)).first()
    if row is None:
        raise TokenError(_("没有这个令牌"), do=_("请在网页右上角的“接口令牌”里建一个，写在 Authorization: Bearer 后面"))
    if row.revoked:
        raise TokenError(_("这个令牌收回了"), do=_("请在网页上另建一个"))
    if not counts(row, today()):
        raise TokenError(_("这个令牌到%(until)s就到期了") % {"until": row.until}, do=_("请在网页上另建一个"))
    account = Account.objects.filter(pk=row.account, is_active=True).first()
    actor = actor_of(account, directory(), today(), CHANNEL) if account else None
    if actor is None or not actor.seats:
        raise TokenError(_("建这个令牌的人现在没有账号或岗位"), do=_("请由现在的经办人用自己的账号另建一个"))
    return actor
