"""Findings put together, so that one fault of a whole column does not bury the others."""

from __future__ import annotations

from duban.errors import Finding

MOST = 100


class Findings:
    """What was found, in order; of one code so many in full, and how many more there are."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._found: list[Finding] = []
        self._counts: dict[tuple[str, bool], int] = {}
        self._last: dict[tuple[str, bool], str] = {}
        self._once: set[tuple[str, object]] = set()

    def add(self, code: str, where: str, what: str, do: str = "", *, fatal: bool = False) -> None:
        """One more; ``fatal`` where a row, a cell or a sheet was left out for it."""
        sort = code, fatal
        count = self._counts[sort] = self._counts.get(sort, 0) + 1
        if count <= self._most:
            self._found.append(Finding(code, where, what, do, fatal))
        else:
            self._last[sort] = where

    def first(self, code: str, of: object) -> bool:
        """Whether it is the first time that this is asked of a code and a thing, for what is told once a sheet."""
        if (code, of) in self._once:
            return False
        self._once.add((code, of))
        return True

    def full(self, code: str, *, fatal: bool = False) -> bool:
        """Whether more of this code are only counted, so that nobody need write them out."""
        return self._counts.get((code, fatal), 0) >= self._most

    def count(self, code: str, where: str, *, fatal: bool = False) -> None:
        """One more of a code that is full."""
        self.add(code, where, "", fatal=fatal)

    def all(self) -> list[Finding]:
        """All of them; what was only counted is told in one line for each code."""
        more = [
            Finding(code, last, f"同类问题还有{self._counts[code, fatal] - self._most}处，这里是最后一处", fatal=fatal)
            for (code, fatal), last in self._last.items()
        ]
        return self._found + more

    def __len__(self) -> int:
        return sum(self._counts.values())
