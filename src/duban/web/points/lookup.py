"""Additions and deductions as they stand, and who may look at them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.pack.schema.rulebooks import Adjustment as Counted
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.log.amounts import exact
from duban.web.log.writing import ClashError
from duban.web.points.models import Addition

# From the decision on it is shown to everybody who reads the office's pages (公示).
SHOWN: Final = frozenset({"decided", "appealed", "reviewed", "frozen"})


def entry(key: str) -> Addition | None:
    """One as it stands; None where there is none."""
    found: Addition | None = Addition.objects.current().filter(key=key).first()
    return found


def entry_now(key: str, version: int | None = None) -> Addition:
    """One as the page showed it. Raises InputError, or ClashError where it was changed since."""
    found = entry(key)
    if found is None:
        raise InputError(_("没有这一条"), do=_("请回到列表再看"))
    if version is not None and version != found.pk:
        raise ClashError(_("刚才有人办了这一条，您的没有写进去"), do=_("请看过新的内容，再办"))
    return found


def entry_in(key: str, state: str, version: int | None = None) -> Addition:
    """One that is in a state, as the page showed it. Raises InputError, or ClashError where it was changed since."""
    found = entry_now(key, version)
    if found.state != state:
        raise InputError(_("这一条现在不能这样办"), where=key, do=_("请看一看它到了哪一步"))
    return found


def target(row: Addition) -> Target:
    """What access asks of one."""
    return Target(org_unit=row.org_unit)


def sees(actor: Actor, row: Addition) -> bool:
    """Whether somebody may know of it; what was shown and then taken back stays in sight."""
    return row.state in SHOWN or row.decided is not None or sees_all(actor, row)


def sees_all(actor: Actor, row: Addition) -> bool:
    """Whether somebody may see its proof and what is said about it before it is decided."""
    return may(actor, "points.see_open", target(row))


def seen(actor: Actor) -> list[Addition]:
    """All that somebody may know of, the newest first."""
    return [one for one in Addition.objects.current().order_by("-day", "-id") if sees(actor, one)]


def history(key: str) -> list[Addition]:
    """All versions of one, the oldest first, each with its entry of the log."""
    return list(Addition.objects.filter(key=key).select_related("entry").order_by("id"))


def may_appeal(actor: Actor, row: Addition, day: date) -> bool:
    """Whether somebody may appeal against it today."""
    open_ = row.state == "decided" and row.due is not None and day <= row.due
    return open_ and may(actor, "points.appeal", target(row))


def is_entered(row: Addition) -> bool:
    """Whether the office entered it, and nobody has reviewed or frozen it yet."""
    if row.state == "appealed":
        return Addition.objects.filter(key=row.key, replaces__isnull=True, state="decided").exists()
    return row.state == "decided" and row.replaces_id is None


def is_ripe(row: Addition, day: date) -> bool:
    """Whether it may be frozen: reviewed, or decided and nobody may appeal any more."""
    return row.state == "reviewed" or (row.state == "decided" and row.due is not None and row.due < day)


def is_as_asked(row: Addition) -> bool:
    """Whether a body got just what it applied for: it has nothing to appeal against."""
    return bool(row.granted) and row.points == row.asked and row.points >= 0


def waiting() -> list[Addition]:
    """Those that wait for a step of somebody."""
    return list(Addition.objects.current().filter(state__in=["applied", "decided", "appealed", "reviewed"]))


def next_key(year: int) -> str:
    """The next number of a year; asked while the head of the log is locked."""
    firsts = Addition.objects.filter(key__regex=rf"^{year}-[0-9]{{3,}}$", replaces__isnull=True)
    last: str | None = firsts.order_by("-id").values_list("key", flat=True).first()
    if last is None:
        return f"{year}-001"
    return f"{year}-{int(last.split('-')[1]) + 1:03}"


def counted(rows: Iterable[Addition] | None = None) -> tuple[Counted, ...]:
    """What counts, as the engine takes it: granted, and under an item of a rulebook."""
    found = Addition.objects.current().filter(granted=True).exclude(kind="") if rows is None else rows
    return tuple(as_counted(one) for one in sorted(found, key=lambda row: (row.day, row.key)))


def as_counted(row: Addition) -> Counted:
    """One as the engine knows it."""
    proof = row.proof or _("%(count)s份凭据") % {"count": len(row.files)}
    value = exact(row.points)
    assert value is not None
    return Counted(row.key, row.org_unit, row.kind, row.day, value, row.reason, row.document, proof, row.counted)
