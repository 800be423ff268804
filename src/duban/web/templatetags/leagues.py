"""What only the pages of leagues ask."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def lost(points: str | None) -> bool:
    """Whether anything is lost; a result that was frozen before losses were told has none."""
    return bool(points and Decimal(points))


@register.filter
def extras(place: Mapping[str, Any]) -> str:
    """Additions, deductions and what each month's first places brought, together and with its sign."""
    found = sum((Decimal(place[name]) for name in ("bonus", "minus", "ladder")), Decimal(0))
    return f"+{found}" if found > 0 else str(found)
