"""Indicators by name, where a city declared them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from duban.errors import DubanError
from duban.web.declared.pack import declarations, indicator_name


def indicator_names(keys: Collection[str]) -> Mapping[str, str]:
    """The names of some indicators; one that nobody declared is called by its key."""
    if not keys:
        return {}
    try:
        found = {one.id: indicator_name(one) for one in declarations().indicators}
    except DubanError:
        found = {}
    return {key: found.get(key, key) for key in keys}
