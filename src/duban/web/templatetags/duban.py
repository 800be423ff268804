"""Tags and filters of every page: lights, bodies, figures, icons, rights."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from duban.amounts import NOT_REPORTED, decimal
from duban.ledger.types import OrgUnit
from duban.web.access.policy import Target
from duban.web.access.policy import may as allowed
from duban.web.access.roles import ROLES
from duban.web.audit.verbs import DETAILS, VERBS
from duban.web.clock.today import today
from duban.web.log.amounts import exact
from duban.web.org.directory import directory

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, the words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("duban/icons.svg"), name
    )


@register.filter
def body(key: str, day: date | None = None) -> str:
    """A body's name: on a day, and in English where it has one and the page is English."""
    places = directory()
    one = places.by_key.get(key)
    if one and one.name_en and (get_language() or "").startswith("en"):
        return one.name_en
    return places.name(key, day or today()) if key else ""


@register.simple_tag
def bodies() -> tuple[OrgUnit, ...]:
    """All bodies in official order, for a choice."""
    return directory().bodies


@register.filter
def post(key: str) -> str:
    """A post's title."""
    seat = directory().seat_by_key.get(key)
    return seat.post.title if seat else key


@register.simple_tag
def lamp(verdict: Any) -> SafeString:
    """A light: its shape, its word and its colour; the stretch has a ring."""
    ring = " stretch" if verdict.stretch == "kept" else ""
    return format_html(
        '<span class="lamp lamp-{}{}" data-shape="{}">{}</span>',
        verdict.colour,
        ring,
        verdict.shape,
        verdict.word,
    )


@register.filter
def amount(number: int | None) -> str:
    """Stored ten-thousandths as a decimal number; 未报送 where there is none."""
    value = exact(number)
    return str(NOT_REPORTED) if value is None else decimal(value)


@register.filter
def month(number: int | None) -> str:
    """A month counted from year 0 as 2023-05."""
    return "" if number is None else f"{number // 12}-{number % 12 + 1:02}"


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """An item of a mapping."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], verb: str, target: Target | None = None) -> bool:
    """Whether the reader of the page may do something: buttons that would be refused are not shown."""
    actor = getattr(context.get("request"), "actor", None)
    return actor is not None and allowed(actor, verb, target)


@register.filter
def verb_words(verb: str) -> object:
    """A verb of the log in words."""
    return VERBS.get(verb, verb)


@register.filter
def role_name(role: str) -> object:
    """A role in words."""
    return ROLES[role].name if role in ROLES else role


@register.filter
def detail_name(name: str) -> object:
    """A key of an entry's detail in words."""
    return DETAILS.get(name, name)


@register.filter
def detail_value(value: Any) -> str:
    """A value of an entry's detail."""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)[:60]
