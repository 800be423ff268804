"""Which rows name a kept file, room by room: what one room lets go of may be another's proof."""

from __future__ import annotations

from collections.abc import Callable, Collection

# Rooms above those that keep files say here which of some files their rows name.
NAMED: list[Callable[[Collection[str]], set[str]]] = []


def named_by_others(files: Collection[str]) -> set[str]:
    """Those of some files that a room above names."""
    return {key for one in NAMED for key in one(files)}
