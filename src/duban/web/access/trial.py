"""Accounts to try the office with: one for each post that has roles, all with one passphrase."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from unicodedata import east_asian_width

from django.conf import settings
from django.contrib.auth.hashers import make_password

from duban.web.access.models import Account, Holding
from duban.web.clock.today import today
from duban.web.log.writing import By, writing
from duban.web.org.directory import Seat, directory

_FILE = "accounts.txt"
# Sounds that are told apart when they are read aloud; eight of them are 55 bits.
_SOUNDS = [f"{first}{second}" for first in "bdfghjkmnprstwz" for second in ("a", "e", "i", "o", "u", "ai", "an", "ou")]


def trial_accounts() -> str:
    """Make what accounts are missing and give the table of all: post, user name, password; it is kept in a file.

    The user name is the post's id. A run that makes none gives the kept table.
    """
    kept = Path(settings.CONF.data) / _FILE
    seats = [seat for seat in directory().seats if seat.roles and seat.holds(today())]
    there = set(Account.objects.values_list("username", flat=True))
    missing = [seat for seat in seats if seat.post.id not in there]
    if missing:
        _make(missing, _passphrase(), kept)
    return kept.read_text(encoding="utf-8") if kept.exists() else "没有可以建账号的职务。\n"


def _make(seats: Sequence[Seat], password: str, kept: Path) -> None:
    # Hashed once: the accounts are made in one go with one passphrase, and a hash takes a tenth of a second.
    hashed = make_password(password)
    with writing("load.accounts", By(), detail={"posts": [seat.post.id for seat in seats]}) as written:
        for seat in seats:
            account = Account.objects.create(username=seat.post.id, full_name=seat.post.title, password=hashed)
            written.add(Holding(key=f"trial.{seat.post.id}", account=account.pk, post=seat.post.id))
        # Before the accounts stand: a password that nobody could read would be of no use.
        _keep(kept, [*_told(kept), *_lines(seats, password)])


def _passphrase() -> str:
    return "-".join("".join(secrets.choice(_SOUNDS) for _ in range(2)) for _ in range(4))


def _lines(seats: Sequence[Seat], password: str) -> list[str]:
    return [f"{_wide(seat.post.title, 36)}{seat.post.id:<32}{password}\n" for seat in seats]


def _told(kept: Path) -> list[str]:
    if kept.exists():
        return [kept.read_text(encoding="utf-8")]
    return ["试用账号：正式使用前请删去或停用。 Trial accounts.\n", f"{_wide('职务', 36)}{_wide('用户名', 32)}密码\n"]


def _keep(path: Path, lines: Sequence[str]) -> None:
    """Written whole, readable by its owner alone from the first byte on."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text("".join(lines), encoding="utf-8")
    draft.replace(path)


def _wide(text: str, width: int) -> str:
    """Padded to a width on the screen, where Chinese takes two places."""
    taken = sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
    return text + " " * max(1, width - taken)
