"""Sheets signed on paper that somebody else took in: the signer is shown them, and says whether it is so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from duban.web.access.actor import Actor
from duban.web.facts.chain import FINAL
from duban.web.facts.models import Sheet
from duban.web.log.models import Entry

TAKEN, OWNED = "facts.sign_paper", "facts.own_paper"
_SIGNED: Final = frozenset({FINAL, "verified"})


def in_my_name(actor: Actor, sheets: Iterable[Sheet] | None = None) -> list[Sheet]:
    """The sheets that somebody else took in as signed by one of this person's posts, and that wait for a word.

    ``sheets``: among these only; else among all as they stand. Two queries at most.
    """
    posts = {one.post.id for one in actor.seats if "signer" in one.roles}
    if not posts:
        return []
    if sheets is None:
        sheets = Sheet.objects.current().filter(signer__in=posts, state__in=_SIGNED).exclude(scan="").order_by("id")
    signed = {one.key: one for one in sheets if one.scan and one.signer in posts and one.state in _SIGNED}
    last = _last(signed)
    return [
        sheet
        for key, sheet in signed.items()
        if key in last and last[key].verb == TAKEN and last[key].account != actor.account
    ]


def taken_by(sheet: Sheet | None) -> Entry | None:
    """The entry with which a signed copy was taken in; None where the sheet was not signed on paper."""
    if sheet is None or not sheet.scan:
        return None
    return Entry.objects.filter(kind="sheet", about=sheet.key, verb=TAKEN).order_by("-number").first()


def _last(keys: Iterable[str]) -> dict[str, Entry]:
    """What was last said of each sheet's signed copy."""
    wanted = list(keys)
    told = Entry.objects.filter(kind="sheet", about__in=wanted, verb__in=(TAKEN, OWNED)) if wanted else ()
    return {one.about: one for one in sorted(told, key=lambda one: one.number)}
