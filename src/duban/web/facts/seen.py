"""Which figures somebody sees: before its release only its provider and the supervision office see one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.clock.today import now
from duban.web.facts.models import Fact, Sheet

_UNRELEASED = "facts.see_unreleased"


def visible() -> Q:
    """What anybody may see of facts: those that have no release moment, or whose moment has come."""
    return Q(release__isnull=True) | Q(release__lte=now())


def visible_to(actor: Actor) -> Q:
    """What somebody may see of facts: besides the released ones those that its own body hands in; the office all."""
    if may(actor, _UNRELEASED, Target()):
        return Q()
    bodies = [one for one in actor.bodies("provider") if may(actor, _UNRELEASED, Target(org_unit=one))]
    return visible() | Q(provider__in=bodies) if bodies else visible()


def sees_unreleased(actor: Actor, provider: str) -> bool:
    """Whether somebody sees what a provider typed, and what it handed in for a later moment."""
    return may(actor, _UNRELEASED, Target(org_unit=provider))


def newest(reach: Q) -> QuerySet[Fact]:
    """The newest version of each figure among those within reach: a correction to come leaves the former in sight.

    A correction that was loaded has a key of its own.
    """
    newer = Fact._base_manager.filter(reach, key=OuterRef("key"), pk__gt=OuterRef("pk"))
    corrected = Fact._base_manager.filter(reach, replaces=OuterRef("pk"))
    return Fact.objects.filter(reach).filter(~Exists(newer), ~Exists(corrected))


def to_come(sheet: Sheet | None) -> datetime | None:
    """The moment at which a table that was handed in is released; None where it is, or where none was handed in."""
    return sheet.release if sheet and sheet.release and sheet.release > now() else None


def next_release() -> datetime | None:
    """The moment at which the next figure is released that nobody else sees yet; None where none waits."""
    waiting = Fact.objects.filter(release__gt=now()).aggregate(next=Min("release"))
    found: datetime | None = waiting["next"]
    return found


def released() -> QuerySet[Fact]:
    """The figures that anybody may see, as they stand for everybody."""
    return newest(visible())


def seen_by(actor: Actor) -> QuerySet[Fact]:
    """The figures that somebody may see, as they stand for that person."""
    return newest(visible_to(actor))
