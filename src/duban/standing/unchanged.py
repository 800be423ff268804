"""Rows of facts from one run to the next: a run after a change makes only those of facts that are new.

A store keeps its facts in memory, so that most are the very same objects in the next run; looked up by their hash they
would take longer than their rows do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Final

from duban.ledger.types import Fact

_Row = tuple[object, ...]
# A city's facts; those of a nation come as tables and never here.
_MOST: Final = 200_000


class Rows:
    """The rows of the last run, with their facts, so that an id stays that of one fact."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Fact, _Row]] = {}
        self._ground: Hashable = None
        self._lock = Lock()

    def of(self, facts: Iterable[Fact], make: Callable[[Fact], _Row], ground: Hashable = None) -> list[_Row]:
        """The rows of some facts, in their order. ``ground`` tells apart what the rows depend on besides."""
        with self._lock:
            before = self._made if self._ground == ground else {}
        rows, made = list[_Row](), dict[int, tuple[Fact, _Row]]()
        for one in facts:
            found = before.get(id(one))
            if found is None:
                found = (one, make(one))
            made[id(one)] = found
            rows.append(found[1])
        if len(made) <= _MOST:
            with self._lock:
                self._made, self._ground = made, ground
        return rows
