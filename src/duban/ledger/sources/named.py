"""Records whose values go by keys: the keys as the ledger's fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from duban.ledger.fields import names
from duban.ledger.raw import Place, Raw
from duban.sheets.columns import key
from duban.sheets.findings import Findings


@lru_cache(maxsize=1024)
def _fields(keys: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Key and field of each key that is known; the unknown keys; pairs of keys that mean the same."""
    found: dict[str, str] = {}
    unknown, doubles = [], []
    for one in keys:
        may = names().get(key(one), ())
        name = next((field for field in may if field not in found.values()), may[0] if may else None)
        if name is None:
            unknown.append(one)
        elif name in found.values():
            doubles.append((next(other for other, field in found.items() if field == name), one))
        else:
            found[one] = name
    used = tuple((one, name) for one, name in found.items() if not name.startswith("_"))
    return used, tuple(unknown), tuple(doubles)


class Naming:
    """Turns the records of one file into rows, and tells of each odd key once."""

    def __init__(self, file: str, place: Place, findings: Findings, *, moods: bool) -> None:
        self._file, self._place, self._findings, self._moods = file, place, findings, moods
        self._told: set[object] = set()

    def row(self, record: Mapping[str, object], number: int) -> Raw:
        """One record as a row."""
        used, unknown, doubles = _fields(tuple(record))
        if unknown or doubles:
            self._tell(number, unknown, doubles)
        fields = {name: record[one] for one, name in used}
        return Raw(fields, self._place, number, self._file, self._findings, moods=self._moods)

    def _tell(self, number: int, unknown: tuple[str, ...], doubles: tuple[tuple[str, str], ...]) -> None:
        for one in unknown:
            if one not in self._told:
                self._told.add(one)
                self._findings.add("unknown-field", self._place.where(number, one), "不认识这一项，没有用到")
        for pair in doubles:
            if pair not in self._told:
                self._told.add(pair)
                what = f"“{pair[1]}”和“{pair[0]}”是同一个意思，只用了“{pair[0]}”"
                self._findings.add("same-column", self._place.where(number, pair[1]), what, "请只留一项")


def tells_moods(keys: Iterable[str]) -> bool:
    """Whether one of some keys is that of the mood."""
    return any("mood" in names().get(key(one), ()) for one in keys)
