"""Whose sheets are shown to whom: to its own people, its successor's, the provider's, and to who looks over all."""

from __future__ import annotations

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.facts.heirs import heir


def sees_own(actor: Actor, org_unit: str) -> bool:
    """Whether a body's own sheet is shown; after a merger to the successor's people as well."""
    bodies = (org_unit, heir(org_unit, actor.directory))
    return may(actor, "facts.glance") or any(may(actor, "facts.fill", Target(org_unit=one)) for one in bodies)


def sees_provided(actor: Actor, provider: str, indicator: str) -> bool:
    """Whether a provider's table is shown."""
    return may(actor, "facts.provide", Target(org_unit=provider, indicator=indicator)) or may(actor, "facts.glance")
